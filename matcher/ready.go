package matcher

import (
	"math"
)

// Ready is an analysed document weighed by a corpus. Treat it as read-only.
type Ready struct {
	*Analysed
	corpus *Corpus
	own    float64   // score of the document against itself
	head   float64   // weight of the title's terms
	norm   float64   // length part of BM25
	whole  direction // direction of the whole text
	title  direction // direction of the title
	table  *table    // for the asking side only (Ask)
	words  *words    // for the asking side only: its texts for Explain
}

// Prepare weighs a document in some tens of microseconds for an abstract. The document remembers the result until
// another corpus asks.
func (c *Corpus) Prepare(a *Analysed) *Ready {
	if r := a.ready.Load(); r != nil && r.corpus == c {
		return r
	}
	r := &Ready{Analysed: a, corpus: c}
	r.norm = k1 * max(leastLen, 1-lengthB+float64(lengthB*float64(a.Whole.Length())/c.mean))
	var buf [384]located
	spots := buf[:0]
	for t, n := range a.Whole.All() {
		f := c.facts.find(t)
		if f != nil && f.row >= 0 {
			spots = append(spots, located{f, n})
		}
		w := float64(c.weightOf(f, t))
		r.own += float64(w * logTF[n.Times()] * r.saturate(n))
		if n.InTitle() {
			r.head += w
		}
	}
	r.whole, r.title = c.space.of(spots)
	a.ready.Store(r)
	return r
}

// Ask prepares a document for a comparison with many. It also keeps its terms in a table, which makes Score several
// times faster and changes no number.
func (c *Corpus) Ask(a *Analysed) *Ready {
	r := *c.Prepare(a)
	r.table, r.words = newTable(c, a.Whole), &words{}
	return &r
}

// logTF is 1+ln(n).
var logTF = func() (t [256]float64) {
	for n := 1; n < 256; n++ {
		t[n] = 1 + math.Log(float64(n))
	}
	return
}()

func (r *Ready) saturate(n Count) float64 {
	times := float64(n.Times())
	return times * (k1 + 1) / (times + r.norm)
}

// meeting is the overlap of two texts.
type meeting struct {
	text            float64 // BM25 of the achievement for the demand's terms
	demandHead      float64 // weight of the demand's title terms that the achievement holds
	achievementHead float64 // weight of the achievement's title terms that the demand holds
}

// meet adds up the shared terms in the order of their numbers, so the sums are the same from both sides.
func meet(d, a *Ready) (m meeting) {
	if d.table == nil && a.table == nil {
		d = d.corpus.Ask(d.Analysed)
	}
	var buf [256]both
	if d.table != nil {
		for _, x := range d.table.shared(buf[:0], a.Whole) {
			m.add(float64(x.weight), x.mine, x.other, a)
		}
		return m
	}
	for _, x := range a.table.shared(buf[:0], d.Whole) {
		m.add(float64(x.weight), x.other, x.mine, a)
	}
	return m
}

func (m *meeting) add(w float64, nd, na Count, a *Ready) {
	m.text += float64(w * logTF[nd.Times()] * a.saturate(na))
	if nd.InTitle() {
		m.demandHead += w
	}
	if na.InTitle() {
		m.achievementHead += w
	}
}
