package matcher

import (
	"math"
	"slices"
	"sync/atomic"

	"kebang/internal/text"
)

// Corpus holds what is known of the published records as a whole: how many hold a term, how long they are, and which
// terms stand in the same texts. It is an immutable numbered snapshot: a stored score stays explainable by the
// snapshot it was made with.
type Corpus struct {
	Number int64 // 0 is a corpus that was never stored
	At     int64 // instant of the snapshot, UTC ms; 0 unknown
	N      int   // documents counted
	mean   float64
	terms  []text.Term // sorted; those with df >= 2
	df     []uint32
	facts  facts
	rare   float32 // weight of a term that is not in terms, before its worth
	space  space

	tuned *atomic.Pointer[map[string]*tuning] // by market; holds nil until somebody looked for learned weights
}

// NewCorpus counts the given documents (both kinds, in an order that does not depend on the machine) and trains term
// vectors on them.
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

// countTerms gives in how many documents each term stands, and how many terms there are in all.
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

// ready computes what follows from the counts: weights are idf squared, halved for near synonyms.
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

// worth is how much more a term tells than Han characters of equal rarity: formulas, species and model names are chosen
// words, pairs of characters are partly chance, and bare numbers are shared by all kinds of texts. The concept of a
// synonym repeats what the characters of its word say already.
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

// Weight is how much a term tells: idf squared, the tuned form for long queries.
func (c *Corpus) Weight(t text.Term) float32 {
	w, _ := c.known(t)
	return w
}

// known is Weight and DF in one look.
func (c *Corpus) known(t text.Term) (float32, int32) {
	f := c.facts.find(t)
	if f == nil {
		return c.weightOf(nil, t), 0
	}
	return f.weight, int32(f.df)
}

// weightOf is the weight of a term whose fact was looked up; nil when there is none.
func (c *Corpus) weightOf(f *fact, t text.Term) float32 {
	switch {
	case f != nil:
		return f.weight
	case t.IsWord():
		return c.rare * float32(worth(t))
	}
	return c.rare
}

// DF is the number of documents that hold a term; 0 or 1 are not told apart.
func (c *Corpus) DF(t text.Term) int {
	if f := c.facts.find(t); f != nil {
		return int(f.df)
	}
	return 0
}

// fact is what the corpus knows of one term.
type fact struct {
	term   text.Term
	df     uint32 // 0 marks an empty cell
	weight float32
	row    int32 // of the vectors; -1 without one
}

// facts finds them by open addressing, at most half full: one look in memory a term, where a map takes several.
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
