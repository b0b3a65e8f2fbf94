package local

import (
	"slices"

	"kebang/internal/pinyin"
	"kebang/internal/text"
	"kebang/matcher"
)

// sound is a document found by its reading.
type sound struct {
	matcher.Sound
	at slot
}

// sounding finds the documents with a word that is read as the typed letters, in the order of matcher.CompareSounds.
// Possible initials are searched in every title. Other letters are searched only where two neighbouring characters
// begin the word.
func (s *side) sounding(q pinyin.Query, f *matcher.Filter) []sound {
	in := s.spoken(q.Syllables())
	var begun marks
	if !q.Initials() {
		begun = s.holding(q.Openings())
	}
	var out []sound
	s.each(f, func(at slot, d *matcher.Analysed) {
		if begun != nil && !begun.has(at) {
			return
		}
		if x, ok := matcher.Heard(q, d, in.has(at), f.Public); ok {
			out = append(out, sound{x, at})
		}
	})
	slices.SortFunc(out, func(a, b sound) int {
		return matcher.CompareSounds(a.Sound, s.doc(a.at), b.Sound, s.doc(b.at))
	})
	return out
}

// spoken are the documents with two neighbouring characters read as the first two syllables. Only their texts are read.
func (s *side) spoken(ways [][]string) marks {
	var pairs [][2]string
	for _, syllables := range ways {
		if len(syllables) > 1 {
			pairs = append(pairs, [2]string(syllables[:2]))
		}
	}
	return s.holding(pairs)
}

// holding marks, by the posting lists, the documents with two neighbouring characters read as one of the pairs of
// syllables.
func (s *side) holding(pairs [][2]string) marks {
	out := newMarks(len(s.blocks))
	for _, p := range pairs {
		for _, a := range pinyin.Chars(p[0]) {
			for _, b := range pinyin.Chars(p[1]) {
				s.places(text.Pair(a, b), out.set)
			}
		}
	}
	return out
}

// marks has a bit for every slot.
type marks [][blockSlots / 64]uint64

func newMarks(blocks int) marks { return make(marks, blocks) }

func (m marks) set(at slot)      { m[at>>16][at&0xffff>>6] |= 1 << (at & 63) }
func (m marks) has(at slot) bool { return m[at>>16][at&0xffff>>6]>>(at&63)&1 != 0 }
