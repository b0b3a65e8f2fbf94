package matcher

import (
	"encoding/binary"
	"math/bits"

	"kebang/internal/text"
)

// pack makes a bag of sorted terms and their counts.
func pack(terms []text.Term, counts []Count) Terms {
	if len(terms) == 0 {
		return Terms{}
	}
	var here, alone placeSet
	pairs, words := 0, len(terms)
	for i, t := range terms {
		first, second := t.Places()
		if t.IsPair() {
			here.add(first)
			here.add(second)
			pairs++
		} else if plainChar(t) {
			here.add(first)
			alone.add(first)
		} else {
			words = i
			break
		}
	}
	chars := here.count()
	follow := make([]int, chars)
	most := chars
	for _, t := range terms[:pairs] {
		first, _ := t.Places()
		c := here.rank(first)
		follow[c]++
		most = max(most, follow[c]+1)
	}
	wide := most > 1<<8 || len(terms) > 1<<16-1
	num, small := narrowAppend, byteAppend
	b := []byte{0}
	if wide {
		num, small, b[0] = wideAppend, narrowAppend, 1
	}
	for _, n := range []int{chars, pairs, len(terms) - words, len(terms)} {
		b = num(b, n)
	}
	here.all(func(place uint16) {
		n := int(place) << 1
		if alone.has(place) {
			n++
		}
		b = narrowAppend(b, n)
	})
	for _, n := range follow {
		b = small(b, n)
	}
	for _, t := range terms[:pairs] {
		_, second := t.Places()
		b = small(b, here.rank(second))
	}
	for _, t := range terms[words:] {
		b = wideAppend(b, int(t))
	}
	more := len(b)
	b = append(b, make([]byte, (len(terms)+7)/8)...)
	for i, n := range counts {
		if n != 1 {
			b[more+i>>3] |= 1 << (i & 7)
			b = append(b, byte(n))
		}
	}
	return Terms{string(b)}
}

func byteAppend(b []byte, n int) []byte   { return append(b, byte(n)) }
func narrowAppend(b []byte, n int) []byte { return binary.LittleEndian.AppendUint16(b, uint16(n)) }
func wideAppend(b []byte, n int) []byte   { return binary.LittleEndian.AppendUint32(b, uint32(n)) }

// placeSet is a set of characters by their places (text.Term.Places).
type placeSet struct {
	words  [1 << 9]uint64
	before [1 << 9]uint16 // members in the earlier words, set by count
}

func (s *placeSet) add(place uint16)      { s.words[place>>6&(1<<9-1)] |= 1 << (place & 63) }
func (s *placeSet) has(place uint16) bool { return s.words[place>>6&(1<<9-1)]>>(place&63)&1 != 0 }

// bit is 1 for a member, else 0.
func (s *placeSet) bit(place uint16) uint64 { return s.words[place>>6&(1<<9-1)] >> (place & 63) & 1 }

// count counts the members. Call it before rank.
func (s *placeSet) count() int {
	n := 0
	for i, w := range s.words {
		s.before[i] = uint16(n)
		n += bits.OnesCount64(w)
	}
	return n
}

// rank is the number of members before a place.
func (s *placeSet) rank(place uint16) int {
	i := place >> 6 & (1<<9 - 1)
	return int(s.before[i]) + bits.OnesCount64(s.words[i]&(1<<(place&63)-1))
}

// all calls fn with the members in order.
func (s *placeSet) all(fn func(place uint16)) {
	for i, w := range s.words {
		for ; w != 0; w &= w - 1 {
			fn(uint16(i<<6 + bits.TrailingZeros64(w)))
		}
	}
}
