package matcher

import "kebang/internal/text"

// table finds the terms of one document by open addressing; at most half full.
type table struct {
	han   placeSet   // the characters of its terms
	seen  [64]uint64 // one bit for the hash of each term, so that most foreign terms fail after one load
	mask  uint32
	cells []entry
	terms []WeightedTerm // the terms in the order of their numbers, without Text
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
	t := &table{mask: size - 1, cells: make([]entry, size), terms: make([]WeightedTerm, 0, b.Len())}
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
		w, df := c.known(term)
		t.cells[at] = entry{term, w, n}
		t.terms = append(t.terms, WeightedTerm{Term: term, Weight: float32(float64(w) * logTF[n.Times()]), DF: df})
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

// both is a term of the table's document that also occurs in another one.
type both struct {
	weight      float32
	mine, other Count
}

// shared appends the terms that b holds, too, in order. A pair is looked up only when both of its characters are known.
// A shared pair already counts for its characters. A shared character inside one therefore counts slightly less than
// its weight, and one outside slightly more.
//
// The processor cannot predict which characters two texts share, and a wrong guess costs more than the whole look-up.
// Finds are therefore counted without branches.
func (t *table) shared(out []both, b Terms) []both {
	p := b.open()
	var flags [2][1 << 8]uint8
	var room [2][1<<8 + 1]metAt
	known, told, met, pairs := flags[0][:], flags[1][:], room[0][:], room[1][:]
	if n := p.chars(); n > len(known) {
		known, told, met = make([]uint8, n), make([]uint8, n), make([]metAt, n+1)
	}
	if n := p.pairCount(); n >= len(pairs) {
		pairs = make([]metAt, n+1)
	}
	chars, at, single := 0, 0, p.pairCount()
	for c := range p.chars() {
		x := uint16(two(p.han, 2*c))
		has := t.han.bit(x >> 1)
		known[c] = uint8(has)
		met[chars] = metAt(c)<<48 | metAt(at)<<24 | metAt(single)
		chars += int(has)
		at += p.followers(c)
		single += int(x & 1)
	}
	met = met[:chars]
	found := 0
	for _, m := range met {
		begin := m.at()
		for k := begin; k < begin+p.followers(m.number()); k++ {
			pairs[found] = m&^(1<<48-1) | metAt(k)
			found += int(known[p.second(k)])
		}
	}
	for _, m := range pairs[:found] {
		d := p.second(m.single())
		if e := t.find(text.PairAt(p.place(m.number()), p.place(d))); e != nil {
			out = append(out, both{e.weight, e.n, p.count(m.single())})
			told[m.number()], told[d] = 1, 1
		}
	}
	for _, m := range met {
		if c := m.number(); p.single(c) {
			if e := t.find(text.CharAt(p.place(c))); e != nil {
				worth := [2]float32{aloneWorth, toldWorth}[told[c]&1]
				out = append(out, both{e.weight * worth, e.n, p.count(m.single())})
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

// metAt packs a common character of both texts into one word. It holds the character's number there, the number of its
// first pair and its own number among the terms. For a pair of such characters it holds the number of its first one
// and, in the last place, its own.
type metAt uint64

func (m metAt) number() int { return int(m >> 48) }
func (m metAt) at() int     { return int(m >> 24 & (1<<24 - 1)) }
func (m metAt) single() int { return int(m & (1<<24 - 1)) }

func spread(t text.Term) uint32 {
	h := uint32(t) * 2654435769
	return h ^ h>>15
}
