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
	at    slot
	field string // title, keywords or text
	word  bool   // a keyword is read so from end to end
	match pinyin.Match
}

// sounding finds the documents that hold a word read as the typed letters: whole syllables anywhere, initials in titles
// and keywords only, because two letters are read out of nearly every text. Whole syllables come first, then whole
// keywords, then titles, then the newest.
func (s *side) sounding(q pinyin.Query, f *matcher.Filter) []sound {
	in := s.spoken(q)
	var out []sound
	s.each(func(at slot, d *matcher.Analysed) {
		if !f.Matches(&d.Doc) {
			return
		}
		if x, ok := heard(q, d, in[at]); ok {
			x.at = at
			out = append(out, x)
		}
	})
	slices.SortFunc(out, func(a, b sound) int {
		x, y := s.doc(a.at), s.doc(b.at)
		return cmp.Or(first(a.match.Full, b.match.Full), first(a.word, b.word), first(a.field == "title", b.field == "title"),
			cmp.Compare(y.UpdatedAt, x.UpdatedAt), strings.Compare(x.ID, y.ID))
	})
	return out
}

// heard reads one document; body tells whether its text may hold the syllables.
func heard(q pinyin.Query, d *matcher.Analysed, body bool) (best sound, ok bool) {
	better := func(x sound) {
		if !ok || x.match.Full && !best.match.Full || x.match.Full == best.match.Full && x.word && !best.word {
			best, ok = x, true
		}
	}
	if at, found := q.Find(d.NormTitle()); found {
		better(sound{field: "title", match: at})
	}
	from := 0
	for _, k := range d.Keywords {
		k = text.Normal(k)
		if at, found := q.Find(k); found {
			word := at.Start == 0 && at.End == len(k)
			at.Start, at.End = from+at.Start, from+at.End
			better(sound{field: "keywords", word: word, match: at})
		}
		from += len(k) + len("、")
	}
	if body && !best.match.Full {
		if at, found := q.Find(text.Normal(d.Text)); found && at.Full {
			better(sound{field: "text", match: at})
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
func (s *side) spoken(q pinyin.Query) map[slot]bool {
	out := map[slot]bool{}
	for _, syllables := range q.Syllables() {
		if len(syllables) < 2 {
			continue
		}
		for _, a := range pinyin.Chars(syllables[0]) {
			for _, b := range pinyin.Chars(syllables[1]) {
				s.places(text.Pair(a, b), func(at slot) { out[at] = true })
			}
		}
	}
	return out
}

// voiced makes the hit of a document found by sound: the title or the piece of text with the word that is read so.
func (s *side) voiced(x sound) matcher.Hit {
	d := s.doc(x.at)
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
	h.Snippet, h.Spans = cutout(whole, []text.Span{{Start: x.match.Start, End: x.match.End}})
	return h
}
