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
	title bool // in the title, else in keywords or text
	at    pinyin.Match
}

// sounding finds the documents that hold a word read as the typed letters: whole syllables anywhere, initials in titles
// only, because two letters are read out of nearly every text. Whole syllables come first, then titles, then the newest.
func (s *side) sounding(q pinyin.Query, f *matcher.Filter) []sound {
	in := s.spoken(q)
	var out []sound
	for slot, d := range s.docs {
		if d == nil || !f.Matches(&d.Doc) {
			continue
		}
		at, title := q.Find(d.NormTitle())
		if !title || !at.Full && in[uint32(slot)] {
			if body, ok := q.Find(d.NormBody()); in[uint32(slot)] && ok && body.Full {
				at, title = body, false
			} else if !title {
				continue
			}
		}
		out = append(out, sound{uint32(slot), title, at})
	}
	slices.SortFunc(out, func(a, b sound) int {
		x, y := s.docs[a.slot], s.docs[b.slot]
		return cmp.Or(first(a.at.Full, b.at.Full), first(a.title, b.title), cmp.Compare(y.UpdatedAt, x.UpdatedAt), strings.Compare(x.ID, y.ID))
	})
	return out
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
	h := matcher.Hit{Ref: matcher.Ref{ID: d.ID, Revision: d.Revision}, Field: "title", Sound: true}
	whole := d.NormTitle()
	if !x.title {
		h.Field, whole = "text", d.NormBody()
	}
	h.Snippet, h.Spans = cutout(whole, []text.Span{{Start: x.at.Start, End: x.at.End}})
	return h
}
