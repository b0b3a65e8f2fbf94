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
	var narrow [2][1 << 8]bool
	known, told := narrow[0][:], narrow[1][:]
	if p.wide {
		known, told = make([]bool, p.chars()), make([]bool, p.chars())
	}
	for c := range p.chars() {
		known[c] = t.han.has(p.place(c))
	}
	tell := func(term text.Term, i int, worth float32) bool {
		e := t.find(term)
		if e != nil {
			out = append(out, both{e.weight * worth, e.n, p.count(i)})
		}
		return e != nil
	}
	at := 0
	for c := range p.chars() {
		end := at + p.followers(c)
		if !known[c] {
			at = end
			continue
		}
		for first := p.place(c); at < end; at++ {
			if d := p.second(at); known[d] && tell(text.PairAt(first, p.place(d)), at, 1) {
				told[c], told[d] = true, true
			}
		}
	}
	for c := range p.chars() {
		if p.single(c) {
			switch {
			case told[c]:
				tell(text.CharAt(p.place(c)), at, toldWorth)
			case known[c]:
				tell(text.CharAt(p.place(c)), at, aloneWorth)
			}
			at++
		}
	}
	for w := range p.wordCount() {
		tell(p.word(w), at+w, 1)
	}
	return out
}

func spread(t text.Term) uint32 {
	h := uint32(t) * 2654435769
	return h ^ h>>15
}
