package local

import (
	"slices"

	"kebang/internal/pinyin"
	"kebang/internal/text"
	"kebang/matcher"
)

// sound is a document found by how it is read.
type sound struct {
	matcher.Sound
	at slot
}

// sounding finds the documents that hold a word read as the typed letters, in the order of matcher.CompareSounds.
func (s *side) sounding(q pinyin.Query, f *matcher.Filter) []sound {
	in := s.spoken(q)
	var out []sound
	s.each(f, func(at slot, d *matcher.Analysed) {
		if x, ok := matcher.Heard(q, d, in[at]); ok {
			out = append(out, sound{x, at})
		}
	})
	slices.SortFunc(out, func(a, b sound) int {
		return matcher.CompareSounds(a.Sound, s.doc(a.at), b.Sound, s.doc(b.at))
	})
	return out
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
