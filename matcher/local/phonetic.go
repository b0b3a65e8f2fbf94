package local

import (
	"cmp"
	"slices"
	"strings"

	"kebang/internal/pinyin"
	"kebang/internal/text"
	"kebang/matcher"
)

// sound is a document found by how it is read.
type sound struct {
	slot  uint32
	field string // title, keywords or text
	word  bool   // a keyword is read so from end to end
	at    pinyin.Match
}

// sounding finds the documents that hold a word read as the typed letters: whole syllables anywhere, initials in titles
// and keywords only, because two letters are read out of nearly every text. Whole syllables come first, then whole
// keywords, then titles, then the newest.
func (s *side) sounding(q pinyin.Query, f *matcher.Filter) []sound {
	in := s.spoken(q)
	var out []sound
	for slot, d := range s.docs {
		if d == nil || !f.Matches(&d.Doc) {
			continue
		}
		if x, ok := heard(q, d, in[uint32(slot)]); ok {
			x.slot = uint32(slot)
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b sound) int {
		x, y := s.docs[a.slot], s.docs[b.slot]
		return cmp.Or(first(a.at.Full, b.at.Full), first(a.word, b.word), first(a.field == "title", b.field == "title"),
			cmp.Compare(y.UpdatedAt, x.UpdatedAt), strings.Compare(x.ID, y.ID))
	})
	return out
}

// heard reads one document; body tells whether its text may hold the syllables.
func heard(q pinyin.Query, d *matcher.Analysed, body bool) (best sound, ok bool) {
	better := func(x sound) {
		if !ok || x.at.Full && !best.at.Full || x.at.Full == best.at.Full && x.word && !best.word {
			best, ok = x, true
		}
	}
	if at, found := q.Find(d.NormTitle()); found {
		better(sound{field: "title", at: at})
	}
	from := 0
	for _, k := range d.Keywords {
		k = text.Normal(k)
		if at, found := q.Find(k); found {
			word := at.Start == 0 && at.End == len(k)
			at.Start, at.End = from+at.Start, from+at.End
			better(sound{field: "keywords", word: word, at: at})
		}
		from += len(k) + len("、")
	}
	if body && !best.at.Full {
		if at, found := q.Find(text.Normal(d.Text)); found && at.Full {
			better(sound{field: "text", at: at})
		}
	}
	return best, ok
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// spoken are the documents that hold two neighbouring characters read as the first two syllables, by the posting lists:
// no text is read for the others.
func (s *side) spoken(q pinyin.Query) map[uint32]bool {
	out := map[uint32]bool{}
	for _, syllables := range q.Syllables() {
		if len(syllables) < 2 {
			continue
		}
		for _, a := range pinyin.Chars(syllables[0]) {
			for _, b := range pinyin.Chars(syllables[1]) {
				if l := s.lists.find(text.Pair(a, b)); l != nil {
					for _, p := range l.p {
						out[p>>impactBits] = true
					}
				}
			}
		}
	}
	return out
}

// voiced makes the hit of a document found by sound: the title or the piece of text with the word that is read so.
func (s *side) voiced(x sound) matcher.Hit {
	d := s.docs[x.slot]
	h := matcher.Hit{Ref: matcher.Ref{ID: d.ID, Revision: d.Revision}, Field: x.field, Sound: true}
	whole := d.NormTitle()
	switch x.field {
	case "keywords":
		words := make([]string, len(d.Keywords))
		for i, k := range d.Keywords {
			words[i] = text.Normal(k)
		}
		whole = strings.Join(words, "、")
	case "text":
		whole = text.Normal(d.Text)
	}
	h.Snippet, h.Spans = cutout(whole, []text.Span{{Start: x.at.Start, End: x.at.End}})
	return h
}
