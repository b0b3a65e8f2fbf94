package local

import "kebang/internal/text"

// lists are the posting lists of one block: for every term the places of the documents that hold it, in order. Two
// bytes a posting and nothing to decode is what makes them small and fast: a long query reads them from front to back.
type lists struct {
	cells []cell // open addressing, at most half full
	rows  [][]uint16
	size  int // postings in all rows
}

// cell finds the row of a term.
type cell struct {
	term text.Term
	row  uint32 // 1 and up; 0 marks an empty cell
}

func (l *lists) find(t text.Term) []uint16 {
	if len(l.cells) == 0 {
		return nil
	}
	if c := l.cell(t); c.row > 0 {
		return l.rows[c.row-1]
	}
	return nil
}

// cell is where t stands or would stand.
func (l *lists) cell(t text.Term) *cell {
	mask := uint32(len(l.cells) - 1)
	h := uint32(t) * 2654435769
	for at := (h ^ h>>15) & mask; ; at = (at + 1) & mask {
		if c := &l.cells[at]; c.row == 0 || c.term == t {
			return c
		}
	}
}

// addAll adds postings, each a term and a place (term<<16 | place), the places of a term in order. Many together are
// sorted first: then a row is looked up once for all of its new places.
func (l *lists) addAll(found []uint64) {
	if len(found) > 1000 {
		found = byTerm(found)
	}
	for len(found) > 0 {
		n, t := 1, found[0]>>16
		for n < len(found) && found[n]>>16 == t {
			n++
		}
		row := l.row(text.Term(t))
		if room := len(*row) + n; room > cap(*row) && room > 16 {
			// A quarter more, not the double of append: the lists are much of the memory.
			*row = append(make([]uint16, 0, room+len(*row)/4), *row...)
		}
		for _, f := range found[:n] {
			*row = append(*row, uint16(f))
		}
		l.size += n
		found = found[n:]
	}
}

// row is that of a term, a new one when there is none.
func (l *lists) row(t text.Term) *[]uint16 {
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
	return &l.rows[c.row-1]
}

// byTerm sorts postings by term and leaves those of one term in their order (radix sort, eleven bits a round).
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

// pack moves all rows side by side into one piece of memory without room to grow; a row that grows later moves out of
// it. Moved gives the new place of every old one, or -1 for one that is dropped; nil keeps all.
func (l *lists) pack(moved []int32) {
	all := make([]uint16, 0, l.size)
	for i, row := range l.rows {
		from := len(all)
		if moved == nil {
			all = append(all, row...)
		} else {
			for _, p := range row {
				if to := moved[p]; to >= 0 {
					all = append(all, uint16(to))
				}
			}
		}
		l.rows[i] = all[from:len(all):len(all)]
	}
	l.size = len(all)
}
