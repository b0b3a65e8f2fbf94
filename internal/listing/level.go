package listing

import (
	"encoding/json"
	"slices"
)

// Level is who may read a field. Higher is more closed.
type Level int

// The disclosure levels. Index, corpus and reasons are built from public and members fields only.
const (
	Public    Level = iota // everybody
	Members                // everybody signed in to the market
	Protected              // parties of a deal on this listing, its owner, the market's officers
	Private                // the owner and the market's officers
)

var levelNames = []string{"public", "members", "protected", "private"}

// MarshalText writes the level's word.
func (l Level) MarshalText() ([]byte, error) { return []byte(levelNames[l]), nil }

// UnmarshalText reads the level's word; an unknown one is read as private, the careful side.
func (l *Level) UnmarshalText(b []byte) error {
	*l = Private
	if i := slices.Index(levelNames, string(b)); i >= 0 {
		*l = Level(i)
	}
	return nil
}

// Levels are the owner's choices by JSON field name.
type Levels map[string]Level

// DefaultLevels gives every field of both contents its level. A field that is not listed here fails a test.
var DefaultLevels = Levels{
	"title": Public, "text": Public, "keywords": Public, "industry": Public, "industryConfirmed": Public, "moreIndustries": Public,
	"region": Public, "regionWords": Public, "township": Members, "park": Public, "modes": Public, "modeWords": Public, "year": Public,
	"tags": Public, "orgWords": Public, "hideOrg": Public, "detail": Protected, "contact": Private, "floorFen": Private, "levels": Public,
	"words": Public, // each word is cut with the level of its field
	"type":  Public, "present": Members, "requirements": Public, "budgetFen": Members, "budgetHighFen": Members, "deadline": Public, "minTrl": Public,
	"form": Public, "indicators": Public, "ip": Public, "trl": Public, "trlScheme": Public, "stageWords": Public, "priceFen": Members,
	"priceHighFen": Members, "pricing": Public, "inventors": Public, "holder": Public, "evidence": Members,
}

// partOf names the field whose level a field shares: one choice of the owner closes a whole range or a place.
var partOf = map[string]string{"budgetHighFen": "budgetFen", "priceHighFen": "priceFen", "regionWords": "region", "modeWords": "modes"}

// LevelOf is the level of a field: the default, or the owner's choice when that is more closed. An owner can close a
// field, never open a protected or private one but his contact; the title stays public.
func (l Levels) LevelOf(field string) Level {
	d, ok := DefaultLevels[field]
	if !ok {
		return Private
	}
	for _, name := range []string{field, partOf[field]} {
		if own, ok := l[name]; ok && (own > d && field != "title" || field == "contact") {
			d = own
		}
	}
	return d
}

// Cut returns c with every field above the reader's level emptied. The JSON names decide, so a new field that has no
// level is private. Hidden firms lose their name in words too.
func Cut[C any](c C, levels Levels, reader Level) C {
	b, err := json.Marshal(c)
	var m map[string]json.RawMessage
	var out C
	if err != nil || json.Unmarshal(b, &m) != nil {
		return out
	}
	for field := range m {
		if levels.LevelOf(field) > reader {
			delete(m, field)
		}
	}
	cutWords(m, levels, reader)
	if string(m["hideOrg"]) == "true" && reader < Protected {
		delete(m, "orgWords")
		delete(m, "holder")
		delete(m, "contact")
	}
	if b, err = json.Marshal(m); err == nil {
		_ = json.Unmarshal(b, &out) // b was made from C one line above
	}
	return out
}

// cutWords drops the source's words for fields above the reader's level.
func cutWords(m map[string]json.RawMessage, levels Levels, reader Level) {
	var words map[string]string
	if m["words"] == nil || json.Unmarshal(m["words"], &words) != nil {
		delete(m, "words")
		return
	}
	for field := range words {
		if levels.LevelOf(field) > reader {
			delete(words, field)
		}
	}
	m["words"], _ = json.Marshal(words) // a map of strings always has a JSON form
	if len(words) == 0 {
		delete(m, "words")
	}
}
