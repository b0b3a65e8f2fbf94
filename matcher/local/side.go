package local

import (
	"sync"

	"kebang/internal/text"
	"kebang/matcher"
)

// side holds the documents of one kind.
type side struct {
	mu    sync.RWMutex
	docs  []*matcher.Analysed // by slot; nil after removal
	slots map[string]uint32   // id -> slot
	lists lists
	dead  int
	home  []uint32          // market of each slot, as a number: the usual filter reads no document
	names map[string]uint32 // market -> number
	pool  sync.Pool         // *[]uint32 accumulators
}

// list is the posting list of a term in slot order: slot<<8 | impact. Four bytes a posting and read from front to back
// is what makes it fast; pruning was 3 to 13 times slower at this size.
type list struct {
	term text.Term
	p    []uint32 // nil marks an empty cell
}

// lists finds them by open addressing, at most half full.
type lists struct {
	used  int
	cells []list
}

func (l *lists) find(t text.Term) *list {
	if len(l.cells) == 0 {
		return nil
	}
	if c := l.cell(t); c.p != nil {
		return c
	}
	return nil
}

// cell is where t stands or would stand.
func (l *lists) cell(t text.Term) *list {
	mask := uint32(len(l.cells) - 1)
	h := uint32(t) * 2654435769
	for at := (h ^ h>>15) & mask; ; at = (at + 1) & mask {
		if c := &l.cells[at]; c.p == nil || c.term == t {
			return c
		}
	}
}

func (l *lists) add(t text.Term, posting uint32) {
	if 2*l.used >= len(l.cells) {
		old := l.cells
		l.cells = make([]list, max(1024, 2*len(old)))
		for i := range old {
			if old[i].p != nil {
				*l.cell(old[i].term) = old[i]
			}
		}
	}
	c := l.cell(t)
	if c.p == nil {
		c.term = t
		l.used++
	}
	if len(c.p) == cap(c.p) && len(c.p) >= 8 {
		// An eighth more, not the quarter to double of append: the lists are most of the memory.
		c.p = append(make([]uint32, 0, len(c.p)+len(c.p)/8+4), c.p...)
	}
	c.p = append(c.p, posting)
}

const (
	impactBits = 8
	impactMask = 1<<impactBits - 1
	maxSlots   = 1 << (32 - impactBits)
)

func newSide() *side {
	s := &side{}
	s.reset()
	return s
}

func (s *side) reset() {
	s.docs, s.slots, s.lists, s.dead = nil, map[string]uint32{}, lists{}, 0
	s.home, s.names = nil, map[string]uint32{}
	s.pool = sync.Pool{New: func() any { return new([]uint32) }}
}

func (s *side) put(d *matcher.Analysed) {
	s.remove(d.ID)
	if len(s.docs) >= maxSlots {
		s.compact()
	}
	slot := uint32(len(s.docs))
	s.docs = append(s.docs, d)
	if _, ok := s.names[d.Market]; !ok {
		s.names[d.Market] = uint32(len(s.names))
	}
	s.home = append(s.home, s.names[d.Market])
	s.slots[d.ID] = slot
	length := 0
	for i := range d.Whole.T {
		length += int(d.Whole.Count(i))
	}
	for i, t := range d.Whole.T {
		s.lists.add(t, slot<<impactBits|impact(d.Whole.Count(i), length))
	}
}

// impact is the BM25 share of a term in a document in steps of 1/255, with full length normalisation against a fixed
// length, so that postings never depend on other documents.
func impact(n uint8, length int) uint32 {
	const k1, usual = 1.2, 250 // terms of an abstract of 125 characters
	x := float32(n)
	return uint32(x / (x + k1*float32(length)/usual) * impactMask)
}

func (s *side) remove(id string) {
	if slot, ok := s.slots[id]; ok {
		s.docs[slot] = nil
		delete(s.slots, id)
		s.dead++
	}
}

// tidy drops the postings of removed documents once they are a quarter of all.
func (s *side) tidy() {
	if s.dead > 1000 && s.dead*4 > len(s.docs) {
		s.compact()
	}
}

// compact gives the living documents new slots in the old order.
func (s *side) compact() {
	moved := make([]uint32, len(s.docs))
	docs := make([]*matcher.Analysed, 0, len(s.slots))
	for i, d := range s.docs {
		if d != nil {
			moved[i] = uint32(len(docs))
			s.slots[d.ID] = moved[i]
			docs = append(docs, d)
			s.home[moved[i]] = s.home[i] // never behind the one being read
		}
	}
	s.home = s.home[:len(docs)]
	old := s.lists.cells
	s.lists = lists{cells: make([]list, len(old))}
	for i := range old {
		l := &old[i]
		if l.p == nil {
			continue
		}
		kept := l.p[:0]
		for _, p := range l.p {
			if s.docs[p>>impactBits] != nil {
				kept = append(kept, moved[p>>impactBits]<<impactBits|p&impactMask)
			}
		}
		if len(kept) > 0 {
			*s.lists.cell(l.term) = list{l.term, kept}
			s.lists.used++
		}
	}
	s.docs, s.dead = docs, 0
}
