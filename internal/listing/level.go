package listing

import (
	"encoding/json"
	"kebang/internal/disclosure"
)

// Levels are the owner's choices by JSON field name.
type Levels map[string]disclosure.Level

// DefaultLevels gives every field of both contents its level. A missing field fails a test.
var DefaultLevels = Levels{
	"title": disclosure.Public, "text": disclosure.Public, "keywords": disclosure.Public, "industry": disclosure.Public,
	"industryConfirmed": disclosure.Public, "moreIndustries": disclosure.Public,
	"region": disclosure.Public, "regionWords": disclosure.Public, "township": disclosure.Members,
	"park": disclosure.Public, "modes": disclosure.Public, "modeWords": disclosure.Public, "year": disclosure.Public,
	"tags": disclosure.Public, "orgWords": disclosure.Public, "hideOrg": disclosure.Public,
	"detail": disclosure.Protected, "contact": disclosure.Private, "floorFen": disclosure.Private,
	"levels": disclosure.Public,
	"words":  disclosure.Public, // each word is cut by the level of its field
	"type":   disclosure.Public, "present": disclosure.Members, "requirements": disclosure.Public,
	"budgetFen": disclosure.Members, "budgetHighFen": disclosure.Members, "deadline": disclosure.Public,
	"minTrl": disclosure.Public,
	"form":   disclosure.Public, "indicators": disclosure.Public, "ip": disclosure.Public, "trl": disclosure.Public,
	"trlScheme": disclosure.Public, "stageWords": disclosure.Public, "priceFen": disclosure.Members,
	"priceHighFen": disclosure.Members, "pricing": disclosure.Public, "inventors": disclosure.Public,
	"holder": disclosure.Public, "evidence": disclosure.Members,
}

// partOf names the field whose level a field shares, so that one choice of the owner closes a whole range or place.
var partOf = map[string]string{"budgetHighFen": "budgetFen", "priceHighFen": "priceFen", "regionWords": "region",
	"modeWords": "modes"}

// LevelOf is the level of a field: the default, or the owner's choice when that is more closed. An owner can close
// fields. Of protected and private ones he can open only his contact. The title stays public.
func (l Levels) LevelOf(field string) disclosure.Level {
	d, ok := DefaultLevels[field]
	if !ok {
		return disclosure.Private
	}
	for _, name := range []string{field, partOf[field]} {
		if own, ok := l[name]; ok && (own > d && field != "title" || field == "contact") {
			d = own
		}
	}
	return d
}

// Cut returns c without the fields above the reader's level. The JSON names decide, so a field without a level is
// private. Hidden firms lose their name in words too.
func Cut[C any](c C, levels Levels, reader disclosure.Level) C {
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
	if string(m["hideOrg"]) == "true" && reader < disclosure.Protected {
		delete(m, "orgWords")
		delete(m, "holder")
		delete(m, "contact")
	}
	if b, err = json.Marshal(m); err == nil {
		_ = json.Unmarshal(b, &out) // b comes from C one line above
	}
	return out
}

// cutWords drops the source's words for fields above the reader's level.
func cutWords(m map[string]json.RawMessage, levels Levels, reader disclosure.Level) {
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
