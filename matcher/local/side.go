package local

import (
	"sync"

	"kebang/internal/text"
	"kebang/matcher"
)

// side holds the documents of one kind.
type side struct {
	mu     sync.RWMutex
	blocks []*block
	slots  map[string]slot   // by id
	names  map[string]uint32 // market -> number
	kinds  classes
	pool   sync.Pool // *sums; the user of one clears it
}

// slot is a place in a block: block<<16 | place.
type slot uint32

func at(block int, place uint16) slot { return slot(block)<<16 | slot(place) }

func newSide() *side {
	s := &side{}
	s.reset()
	return s
}

func (s *side) reset() {
	s.blocks, s.slots, s.names, s.kinds = nil, map[string]slot{}, map[string]uint32{}, newClasses()
	s.pool = sync.Pool{New: func() any { return new(sums) }}
}

// doc gives the document of a slot; nil after removal.
func (s *side) doc(at slot) *matcher.Analysed { return s.blocks[at>>16].docs[at&0xffff] }

// norm is the length part of a slot.
func (s *side) norm(at slot) uint16 { return s.blocks[at>>16].norm[at&0xffff] }

// when is the UpdatedAt of a slot.
func (s *side) when(at slot) int64 { return s.blocks[at>>16].when[at&0xffff] }

// each calls fn with every document that passes the filter. The usual filter, one market, reads no document.
func (s *side) each(f *matcher.Filter, fn func(at slot, d *matcher.Analysed)) {
	market, known := s.names[f.Market]
	if f.Market != "" && !known {
		return
	}
	rest := *f
	rest.Market = ""
	more := rest.Narrows()
	for i, b := range s.blocks {
		for place, d := range b.docs {
			if d != nil && (f.Market == "" || b.home[place] == market) && (!more || rest.Matches(d)) {
				fn(at(i, uint16(place)), d)
			}
		}
	}
}

// places calls fn with the slot of every document that holds the term, removed ones included.
func (s *side) places(t text.Term, fn func(at slot)) {
	for i, b := range s.blocks {
		row, _ := b.lists[0].find(t)
		row.each(func(place uint16) { fn(at(i, place)) })
	}
}

// searched calls fn with the slot of every document that a list search may find by the term, removed ones included. A
// term is in the texts of a document or beside them, never in both.
func (s *side) searched(t text.Term, fn func(at slot)) {
	s.places(t, fn)
	for i, b := range s.blocks {
		row, _ := b.beside.find(t)
		row.each(func(place uint16) { fn(at(i, place)) })
	}
}

// df is the number of documents that a list search may find by a term, removed ones included.
func (s *side) df(t text.Term) int {
	n := 0
	for _, b := range s.blocks {
		row, _ := b.lists[0].find(t)
		other, _ := b.beside.find(t)
		n += row.len() + other.len()
	}
	return n
}

// size is the number of documents, removed ones included.
func (s *side) size() int {
	n := 0
	for _, b := range s.blocks {
		n += len(b.docs)
	}
	return n
}

// put adds documents or replaces those of the same id; of several with one id the last counts.
func (s *side) put(docs []*matcher.Analysed) {
	for len(docs) > 0 {
		i := s.room()
		b := s.blocks[i]
		from := len(b.docs)
		n := b.put(docs, s.number, &s.kinds)
		for k, d := range docs[:n] {
			s.remove(d.ID)
			s.slots[d.ID] = at(i, uint16(from+k))
		}
		docs = docs[n:]
	}
}

// number is the number of a market.
func (s *side) number(market string) uint32 {
	n, ok := s.names[market]
	if !ok {
		n = uint32(len(s.names))
		s.names[market] = n
	}
	return n
}

// room finds a block that is not full.
func (s *side) room() int {
	for i := len(s.blocks) - 1; i >= 0; i-- {
		if len(s.blocks[i].docs) < blockSlots {
			return i
		}
	}
	s.blocks = append(s.blocks, &block{})
	return len(s.blocks) - 1
}

func (s *side) remove(id string) {
	if at, ok := s.slots[id]; ok {
		b := s.blocks[at>>16]
		b.docs[at&0xffff] = nil
		b.dead++
		delete(s.slots, id)
	}
}

// tidy drops the postings of removed documents once they are a quarter of a block.
func (s *side) tidy() {
	for i, b := range s.blocks {
		if b.dead > 1000 && b.dead*4 > len(b.docs) {
			b.compact(func(d *matcher.Analysed, place uint16) { s.slots[d.ID] = at(i, place) })
		}
	}
}
