package local

import (
	"slices"

	"kebang/internal/text"
)

// lists are the posting lists of one block: for every term the places of its documents, in order. A posting takes two
// bytes and needs no decoding, so a long query reads the lists fast from front to back.
type lists struct {
	cells []cell // open addressing, at most half full
	rows  [][]uint16
	many  map[uint32]*bitmap // rows with more than fewPostings; their slices are nil
}

// cell finds the row of a term.
type cell struct {
	term text.Term
	row  uint32 // 1 and up; 0 marks an empty cell
}

// find gives the row of a term; ok is false when no document holds it.
func (l *lists) find(t text.Term) (r row, ok bool) {
	if len(l.cells) == 0 {
		return row{}, false
	}
	if c := l.cell(t); c.row > 0 {
		r = l.at(c.row - 1)
		return r, r.len() > 0
	}
	return row{}, false
}

func (l *lists) at(i uint32) row {
	if few := l.rows[i]; few != nil {
		return row{few: few}
	}
	return row{many: l.many[i]}
}

// cell is the cell of t, or the free cell for it.
func (l *lists) cell(t text.Term) *cell {
	mask := uint32(len(l.cells) - 1)
	h := uint32(t) * 2654435769
	for at := (h ^ h>>15) & mask; ; at = (at + 1) & mask {
		if c := &l.cells[at]; c.row == 0 || c.term == t {
			return c
		}
	}
}

// addAll adds postings, each a term and a place (term<<16 | place), the places of a term in order. Many postings are
// sorted first, so that a row is looked up once for all of its added places.
func (l *lists) addAll(found []uint64) {
	if len(found) > 1000 {
		found = byTerm(found)
	}
	for len(found) > 0 {
		n, t := 1, found[0]>>16
		for n < len(found) && found[n]>>16 == t {
			n++
		}
		l.add(l.row(text.Term(t)), found[:n])
		found = found[n:]
	}
}

// add adds postings to a row.
func (l *lists) add(i uint32, found []uint64) {
	if m := l.many[i]; m != nil {
		for _, f := range found {
			m.set(uint16(f))
		}
		return
	}
	few := l.rows[i]
	if room := len(few) + len(found); room > cap(few) && room > 16 {
		// The slice grows by a quarter, not to the double as in append, because the lists are much of the memory.
		few = append(make([]uint16, 0, room+len(few)/4), few...)
	}
	for _, f := range found {
		few = append(few, uint16(f))
	}
	l.put(i, few)
}

// put makes a row of places.
func (l *lists) put(i uint32, places []uint16) {
	if len(places) <= fewPostings {
		l.rows[i] = places
		return
	}
	if l.many == nil {
		l.many = map[uint32]*bitmap{}
	}
	l.rows[i], l.many[i] = nil, bitmapOf(places)
}

// row is the number of the row of a term, which is made when it does not exist.
func (l *lists) row(t text.Term) uint32 {
	if 2*len(l.rows) >= len(l.cells) {
		old := l.cells
		l.cells = make([]cell, max(256, 2*len(old)))
		for _, c := range old {
			if c.row > 0 {
				*l.cell(c.term) = c
			}
		}
	}
	c := l.cell(t)
	if c.row == 0 {
		l.rows = append(l.rows, nil)
		*c = cell{t, uint32(len(l.rows))}
	}
	return c.row - 1
}

// byTerm sorts postings by term and keeps the order within a term (radix sort, eleven bits a round).
func byTerm(found []uint64) []uint64 {
	other := make([]uint64, len(found))
	for shift := 16; shift < 48; shift += 11 {
		var ends [1 << 11]int
		for _, f := range found {
			ends[f>>shift&(1<<11-1)]++
		}
		at := 0
		for i, n := range ends {
			ends[i], at = at, at+n
		}
		for _, f := range found {
			d := f >> shift & (1<<11 - 1)
			other[ends[d]] = f
			ends[d]++
		}
		found, other = other, found
	}
	return found
}

// pack moves all rows into one piece of memory without room to grow. A row that grows later moves out of it. Moved
// gives the next place of every old one, or -1 for a dropped one; nil keeps all.
func (l *lists) pack(moved []int32) {
	all := make([]uint16, 0, l.places())
	for i := range l.rows {
		from := len(all)
		switch m := l.many[uint32(i)]; {
		case m != nil && moved != nil: // the remaining places may be few
			delete(l.many, uint32(i))
			l.put(uint32(i), slices.Clone(keep(m.appendPlaces(nil), moved)))
			continue
		case m != nil:
			continue
		case moved != nil:
			all = append(all, keep(l.rows[i], moved)...)
		default:
			all = append(all, l.rows[i]...)
		}
		l.rows[i] = all[from:len(all):len(all)]
	}
}

// places is the number of places in the rows of few.
func (l *lists) places() (n int) {
	for _, few := range l.rows {
		n += len(few)
	}
	return n
}

// keep moves places within their own memory.
func keep(places []uint16, moved []int32) []uint16 {
	out := places[:0]
	for _, p := range places {
		if to := moved[p]; to >= 0 {
			out = append(out, uint16(to))
		}
	}
	return out
}
