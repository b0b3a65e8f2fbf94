package matcher

import (
	"math"
	"slices"
	"sync/atomic"

	"kebang/internal/text"
)

// Corpus holds the statistics of all published records: how many hold a term, how long they are, and which terms occur
// together. It is an immutable numbered snapshot. A stored score stays explainable by the snapshot of its calculation.
type Corpus struct {
	Number int64 // 0 for a corpus that was never stored
	At     int64 // instant of the snapshot, UTC ms; 0 for unknown
	N      int   // documents counted
	mean   float64
	terms  []text.Term // sorted; only those with df >= 2
	df     []uint32
	facts  facts
	rare   float32 // weight of a term outside terms, before worth
	space  space

	tuned *atomic.Pointer[map[string]*tuning] // by market; nil until the learned weights were looked up
}

// NewCorpus counts the given documents of both kinds and trains term vectors on them. Their order must not depend on
// the machine.
func NewCorpus(number int64, docs []*Analysed) *Corpus {
	df, total := countTerms(docs)
	c := &Corpus{Number: number, N: len(docs), mean: max(1, float64(total)/max(1, float64(len(docs))))}
	for t, n := range df {
		if n >= 2 {
			c.terms = append(c.terms, t)
		}
	}
	slices.Sort(c.terms)
	c.df = make([]uint32, len(c.terms))
	for i, t := range c.terms {
		c.df[i] = df[t]
	}
	c.ready()
	c.space = train(c, docs)
	c.ready() // once more, now with the rows of the vectors
	return c
}

// countTerms gives the number of documents for each term, and the number of all terms.
func countTerms(docs []*Analysed) (df map[text.Term]uint32, total int) {
	const part = 4096
	dfs, totals := make([]map[text.Term]uint32, (len(docs)+part-1)/part), make([]int, (len(docs)+part-1)/part)
	Parallel(len(dfs), func(i int) {
		own := make(map[text.Term]uint32, 1<<16)
		for _, d := range docs[i*part : min(len(docs), (i+1)*part)] {
			for t, n := range d.Whole.All() {
				own[t]++
				totals[i] += int(n.Times())
			}
		}
		dfs[i] = own
	})
	df = make(map[text.Term]uint32, 1<<16)
	for i, own := range dfs {
		for t, n := range own {
			df[t] += n
		}
		total += totals[i]
	}
	return df, total
}

// ready computes the derived values: weights are idf squared, halved for near synonyms.
func (c *Corpus) ready() {
	if c.tuned == nil {
		c.tuned = new(atomic.Pointer[map[string]*tuning])
	}
	half := lexicon().half
	c.facts = newFacts(len(c.terms))
	for i, t := range c.terms {
		w := c.idf(float64(c.df[i]))
		w *= w * worth(t)
		if half[t] {
			w /= 2
		}
		c.facts.put(fact{term: t, df: c.df[i], weight: float32(w), row: -1})
	}
	for i, t := range c.space.terms {
		if f := c.facts.find(t); f != nil {
			f.row = int32(i)
		}
	}
	w := c.idf(1)
	c.rare = float32(w * w)
}

// worth is the weight of a term relative to Han characters of equal rarity. Formulas, species and model names are
// chosen words. Pairs of characters are partly chance, and all kinds of texts share bare numbers. The concept of a
// synonym repeats the characters of its word.
func worth(t text.Term) float64 {
	switch {
	case t.IsSlight():
		return slightWorth
	case !t.IsWord():
		return 1
	case lexicon().words[t] != nil:
		return conceptWorth
	}
	return wordWorth
}

func (c *Corpus) idf(df float64) float64 { return math.Log(1 + (float64(c.N)-df+.5)/(df+.4)) }

// Weight is the weight of a term: idf squared, the tuned form for long queries.
func (c *Corpus) Weight(t text.Term) float32 {
	w, _ := c.known(t)
	return w
}

// known is Weight and DF in one look-up.
func (c *Corpus) known(t text.Term) (float32, int32) {
	f := c.facts.find(t)
	if f == nil {
		return c.weightOf(nil, t), 0
	}
	return f.weight, int32(f.df)
}

// weightOf is the weight of a term whose fact was looked up; f is nil when there is none.
func (c *Corpus) weightOf(f *fact, t text.Term) float32 {
	switch {
	case f != nil:
		return f.weight
	case t.IsWord():
		return c.rare * float32(worth(t))
	}
	return c.rare
}

// DF is the number of documents that hold a term. It does not distinguish 0 and 1.
func (c *Corpus) DF(t text.Term) int {
	if f := c.facts.find(t); f != nil {
		return int(f.df)
	}
	return 0
}

// fact is the knowledge of the corpus about one term.
type fact struct {
	term   text.Term
	df     uint32 // 0 marks an empty cell
	weight float32
	row    int32 // row of the vectors; -1 without one
}

// facts finds them by open addressing, at most half full. A look-up costs one access to memory, where a map takes
// several.
type facts struct {
	mask  uint32
	cells []fact
}

func newFacts(n int) facts {
	size := uint32(16)
	for size < uint32(2*n) {
		size *= 2
	}
	return facts{size - 1, make([]fact, size)}
}

func (f *facts) put(x fact) {
	at := spread(x.term) & f.mask
	for f.cells[at].df != 0 {
		at = (at + 1) & f.mask
	}
	f.cells[at] = x
}

func (f *facts) find(t text.Term) *fact {
	if len(f.cells) == 0 {
		return nil
	}
	for at := spread(t) & f.mask; ; at = (at + 1) & f.mask {
		switch c := &f.cells[at]; {
		case c.df == 0:
			return nil
		case c.term == t:
			return c
		}
	}
}
