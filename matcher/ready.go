package matcher

import (
	"math"

	"kebang/internal/text"
)

// Ready is an analysed document weighed by a corpus. Treat it as read-only.
type Ready struct {
	*Analysed
	corpus *Corpus
	own    float64   // score of the document against itself
	head   float64   // weight of the title's terms
	norm   float64   // length part of BM25
	whole  direction // of the whole text
	title  direction // of the title
	table  *table    // of the asking side only (Ask)
}

// Prepare weighs a document, some tens of microseconds for an abstract, and remembers it on the document until it is
// asked for with another corpus.
func (c *Corpus) Prepare(a *Analysed) *Ready {
	if r := a.ready.Load(); r != nil && r.corpus == c {
		return r
	}
	r := &Ready{Analysed: a, corpus: c}
	total := 0
	for i := range a.Whole.T {
		total += int(a.Whole.Count(i))
	}
	r.norm = k1 * max(leastLen, 1-lengthB+float64(lengthB*float64(total)/c.mean))
	for i, t := range a.Whole.T {
		w, n := float64(c.Weight(t)), a.Whole.Count(i)
		r.own += float64(w * logTF[n] * r.saturate(n))
		if a.Whole.InTitle(i) {
			r.head += w
		}
	}
	r.whole, r.title = c.space.of(c, a.Whole)
	a.ready.Store(r)
	return r
}

// Ask prepares a document that is compared with many: it also keeps its terms in a table, which makes Score several
// times faster and changes no number.
func (c *Corpus) Ask(a *Analysed) *Ready {
	r := *c.Prepare(a)
	r.table = newTable(c, a.Whole)
	return &r
}

// logTF is 1+ln(n).
var logTF = func() (t [256]float64) {
	for n := 1; n < 256; n++ {
		t[n] = 1 + math.Log(float64(n))
	}
	return
}()

func (r *Ready) saturate(n uint8) float64 { return float64(n) * (k1 + 1) / (float64(n) + r.norm) }

// meeting is what two texts have in common.
type meeting struct {
	text            float64 // BM25 of the achievement for the demand's terms
	demandHead      float64 // weight of the demand's title terms that the achievement holds
	achievementHead float64 // weight of the achievement's title terms that the demand holds
}

// meet walks the shared terms in the order of their numbers, so the sums are the same from both sides.
func meet(d, a *Ready) (m meeting) {
	switch {
	case a.table == nil && d.table == nil:
		d = d.corpus.Ask(d.Analysed)
		fallthrough
	case d.table != nil:
		for j, t := range a.Whole.T {
			if e := d.table.find(t); e != nil {
				m.add(float64(e.weight), e.n, a.Whole.N[j], a)
			}
		}
	default:
		for i, t := range d.Whole.T {
			if e := a.table.find(t); e != nil {
				m.add(float64(e.weight), d.Whole.N[i], e.n, a)
			}
		}
	}
	return m
}

func (m *meeting) add(w float64, nd, na uint8, a *Ready) {
	m.text += float64(w * logTF[nd&countOf] * a.saturate(na&countOf))
	if nd&inTitle != 0 {
		m.demandHead += w
	}
	if na&inTitle != 0 {
		m.achievementHead += w
	}
}

// table finds the terms of one document by open addressing; at most half full.
type table struct {
	seen  [64]uint64 // one bit for the hash of each term: most terms of another text fail here, at one load
	mask  uint32
	cells []entry
}

type entry struct {
	term   text.Term
	weight float32
	n      uint8 // as in Terms; 0 marks an empty cell
}

func newTable(c *Corpus, b Terms) *table {
	size := uint32(64)
	for size < uint32(2*len(b.T)) {
		size *= 2
	}
	t := &table{mask: size - 1, cells: make([]entry, size)}
	for i, term := range b.T {
		h := spread(term)
		t.seen[h>>26] |= 1 << (h >> 20 & 63)
		at := h & t.mask
		for t.cells[at].n != 0 {
			at = (at + 1) & t.mask
		}
		t.cells[at] = entry{term, c.Weight(term), b.N[i]}
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

func spread(t text.Term) uint32 {
	h := uint32(t) * 2654435769
	return h ^ h>>15
}
