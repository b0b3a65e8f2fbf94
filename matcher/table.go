package matcher

import "kebang/internal/text"

// table finds the terms of one document by open addressing; at most half full.
type table struct {
	han   placeSet   // the characters of its terms
	seen  [64]uint64 // one bit for the hash of each term: most terms of another text fail here, at one load
	mask  uint32
	cells []entry
}

type entry struct {
	term   text.Term
	weight float32
	n      Count // 0 marks an empty cell
}

func newTable(c *Corpus, b Terms) *table {
	size := uint32(64)
	for size < uint32(2*b.Len()) {
		size *= 2
	}
	t := &table{mask: size - 1, cells: make([]entry, size)}
	for term, n := range b.All() {
		h := spread(term)
		t.seen[h>>26] |= 1 << (h >> 20 & 63)
		if first, second := term.Places(); term.IsPair() {
			t.han.add(first)
			t.han.add(second)
		} else if plainChar(term) {
			t.han.add(first)
		}
		at := h & t.mask
		for t.cells[at].n != 0 {
			at = (at + 1) & t.mask
		}
		t.cells[at] = entry{term, c.Weight(term), n}
	}
	return t
}

func (t *table) find(term text.Term) *entry {
	h := spread(term)
	if t.seen[h>>26]&(1<<(h>>20&63)) == 0 {
		return nil
	}
	return t.probe(h, term)
}

func (t *table) probe(h uint32, term text.Term) *entry {
	for at := h & t.mask; ; at = (at + 1) & t.mask {
		e := &t.cells[at]
		if e.n == 0 {
			return nil
		}
		if e.term == term {
			return e
		}
	}
}

// both is a term that the document of the table shares with another one.
type both struct {
	weight      float32
	mine, other Count
}

// shared appends the terms that b holds, too, in order. A pair is looked up only when both of its characters are known.
// What a shared character tells is told already by a shared pair that holds it, so it counts a little less than its
// weight, and one that stands in no shared pair a little more.
func (t *table) shared(out []both, b Terms) []both {
	p := b.open()
	var flags [2][1 << 8]bool
	var room [1 << 8]metChar
	known, told, met := flags[0][:], flags[1][:], room[:0]
	if p.wide {
		known, told = make([]bool, p.chars()), make([]bool, p.chars())
	}
	at, single := 0, p.pairCount()
	for c := range p.chars() {
		x := uint16(two(p.han, 2*c))
		n := p.followers(c)
		if t.han.has(x >> 1) {
			known[c] = true
			met = append(met, metChar{x, int32(c), int32(at), int32(at + n), int32(single)})
		}
		at += n
		single += int(x & 1)
	}
	for i := range met {
		m := &met[i]
		for k := int(m.begin); k < int(m.end); k++ {
			if d := p.second(k); known[d] {
				if e := t.find(text.PairAt(m.han>>1, p.place(d))); e != nil {
					out = append(out, both{e.weight, e.n, p.count(k)})
					told[m.number], told[d] = true, true
				}
			}
		}
	}
	for i := range met {
		if m := &met[i]; m.han&1 != 0 {
			if e := t.find(text.CharAt(m.han >> 1)); e != nil {
				worth := float32(aloneWorth)
				if told[m.number] {
					worth = toldWorth
				}
				out = append(out, both{e.weight * worth, e.n, p.count(int(m.single))})
			}
		}
	}
	for w := range p.wordCount() {
		if e := t.find(p.word(w)); e != nil {
			out = append(out, both{e.weight, e.n, p.count(single + w)})
		}
	}
	return out
}

// metChar is a character that both texts hold: as in packed.han, and its number there, its pairs and itself by their
// numbers among the terms.
type metChar struct {
	han                        uint16
	number, begin, end, single int32
}

func spread(t text.Term) uint32 {
	h := uint32(t) * 2654435769
	return h ^ h>>15
}
