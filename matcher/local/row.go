package local

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// row is the posting list of a term. It has the places in order or, for more than fewPostings, a bit for every place of
// a block.
type row struct {
	few  []uint16
	many *bitmap // nil for few postings
}

// fewPostings is the number of postings from which a full index skips a term of a long query. Bits take less memory
// from far fewer on, but reading them takes longer.
const fewPostings = blockSlots / common

// bitmap is a set of places.
type bitmap struct {
	words [blockSlots / 64]uint64
	n     int // members
}

func (m *bitmap) set(place uint16) {
	w := &m.words[place>>6]
	if bit := uint64(1) << (place & 63); *w&bit == 0 {
		*w |= bit
		m.n++
	}
}

// bitmapOf makes the bitmap of places.
func bitmapOf(places []uint16) *bitmap {
	m := &bitmap{}
	for _, p := range places {
		m.set(p)
	}
	return m
}

// appendPlaces appends the members in order.
func (m *bitmap) appendPlaces(out []uint16) []uint16 {
	for i, w := range m.words[:] {
		for ; w != 0; w &= w - 1 {
			out = append(out, uint16(i<<6+bits.TrailingZeros64(w)))
		}
	}
	return out
}

func (r row) len() int {
	if r.many != nil {
		return r.many.n
	}
	return len(r.few)
}

// each calls fn with the places in order.
func (r row) each(fn func(place uint16)) {
	for _, p := range r.few {
		fn(p)
	}
	if r.many == nil {
		return
	}
	for i, w := range r.many.words[:] {
		for ; w != 0; w &= w - 1 {
			fn(uint16(i<<6 + bits.TrailingZeros64(w)))
		}
	}
}

// add adds a weight to the sum of every place in from..to-1, eight places a round. A query spends most of its time
// here.
func (r row) add(acc *sums, from, to int, weight uint16) {
	if r.many != nil {
		r.many.add(acc, from, to, weight)
		return
	}
	few := within(r.few, from, to)
	for ; len(few) >= 8; few = few[8:] {
		acc[few[0]] += weight
		acc[few[1]] += weight
		acc[few[2]] += weight
		acc[few[3]] += weight
		acc[few[4]] += weight
		acc[few[5]] += weight
		acc[few[6]] += weight
		acc[few[7]] += weight
	}
	for _, p := range few {
		acc[p] += weight
	}
}

// within are the places in from..to-1.
func within(places []uint16, from, to int) []uint16 {
	if n := len(places); n > 0 && int(places[n-1]) >= to {
		n, _ = slices.BinarySearch(places, uint16(to))
		places = places[:n]
	}
	if len(places) > 0 && int(places[0]) < from {
		n, _ := slices.BinarySearch(places, uint16(from))
		places = places[n:]
	}
	return places
}

// add adds a weight to every member in from..to-1. It may also add to members beyond either end within the same word.
// Those sums are never read, or cleared before use.
func (m *bitmap) add(acc *sums, from, to int, weight uint16) {
	for i := from / 64; i < (to+63)/64; i++ {
		part := (*[64]uint16)(acc[i<<6:])
		for w := m.words[i]; w != 0; w &= w - 1 {
			part[bits.TrailingZeros64(w)] += weight
		}
	}
}

const bitmapBytes = blockSlots / 8

func (m *bitmap) append(b []byte) []byte {
	for _, w := range m.words {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return b
}

// readBitmap reads the written form of a bitmap.
func readBitmap(b []byte) *bitmap {
	m := &bitmap{}
	for i := range m.words {
		m.words[i] = binary.LittleEndian.Uint64(b[8*i:])
		m.n += bits.OnesCount64(m.words[i])
	}
	return m
}

// under reports whether all members are under a number.
func (m *bitmap) under(docs int) bool {
	for place := len(m.words) - 1; place >= 0; place-- {
		if w := m.words[place]; w != 0 {
			return place<<6+bits.Len64(w) <= docs
		}
	}
	return true
}
