package matcher

import (
	"math"
)

// Part is one explained share of a total.
type Part struct {
	Name   string  `json:"name"`   // text, title, meaning, industry, requirements, maturity, mode, budget, region, trust, fresh
	Label  string  `json:"label"`  // in Chinese, as shown
	Score  float64 `json:"score"`  // 0..1; 0 when not known
	Weight float64 `json:"weight"` // as in the weight table
	Known  bool    `json:"known"`  // false: left out of the total, and the confidence is lower
}

// weights of the parts. The first four are fitted on the judged half (docs/decisions/matching.md has the table of
// what each gave); the rest are set small by hand, because the judged texts do not know them.
var weights = [...]struct {
	name, label string
	weight      float64
}{
	{"text", "内容", 2}, {"title", "题目", 2}, {"meaning", "近义", 1.2}, {"industry", "行业", 1}, {"requirements", "指标", 1},
	{"maturity", "成熟度", .3}, {"mode", "合作方式", .2}, {"budget", "资金", .2}, {"region", "地区", .1}, {"trust", "可信", .1}, {"fresh", "时效", .1},
}

// Indexes into weights.
const (
	partText = iota
	partTitle
	partMeaning
	partIndustry
	partRequirements
	partMaturity
	partMode
	partBudget
	partRegion
	partTrust
	partFresh
	partCount
)

// The shape of the text part: BM25 with k1 and full length normalisation, then x(1+h)/(x+h), which spreads the low
// end where real pairs lie (a good pair shares a third of the demand's own weight).
const (
	k1       = 1.2
	textHalf = .15
)

// Ready is an analysed document weighed by a corpus. Treat it as read-only.
type Ready struct {
	*Analysed
	corpus *Corpus
	own    float64   // score of the document against itself
	head   float64   // weight of the title's terms
	norm   float64   // length part of BM25
	dir    []float32 // direction of the whole text; nil when unknown
}

// Prepare weighs a document, some tens of microseconds for an abstract.
func (c *Corpus) Prepare(a *Analysed) *Ready {
	r := &Ready{Analysed: a, corpus: c, dir: c.space.of(c, a.Whole)}
	total := 0
	for _, n := range a.Whole.N {
		total += int(n)
	}
	r.norm = k1 * float64(total) / c.mean
	for i, t := range a.Whole.T {
		n := a.Whole.N[i]
		r.own += float64(float64(c.Weight(t)) * logTF[n] * r.saturate(n))
	}
	for _, t := range a.Head.T {
		r.head += float64(c.Weight(t))
	}
	return r
}

// logTF is 1+ln(n).
var logTF = func() (t [256]float64) {
	for n := 1; n < 256; n++ {
		t[n] = 1 + math.Log(float64(n))
	}
	return
}()

func (r *Ready) saturate(n uint8) float64 { return float64(n) * (k1 + 1) / (float64(n) + r.norm) }

// Scored is the number of one pair with its parts.
type Scored struct {
	Total      float64 // 0..100
	Confidence float64 // 0..1: how much of the weight could be known, and how much text there was to judge by
	Parts      [partCount]Part
	Verdicts   []Verdict
}

// Score compares a demand with an achievement, both prepared by the same corpus. It depends on the pair and the
// corpus alone: not on the side that asks, the engine, other candidates, the time or the machine.
func Score(d, a *Ready) Scored {
	var s Scored
	for i, w := range weights {
		s.Parts[i] = Part{Name: w.name, Label: w.label, Weight: w.weight}
	}
	set := func(part int, score float64) {
		s.Parts[part].Score, s.Parts[part].Known = min(1, max(0, score)), true
	}
	if d.own > 0 && a.own > 0 {
		x := overlap(d, a) / d.own
		set(partText, x*(1+textHalf)/(x+textHalf))
	}
	if d.head > 0 && a.head > 0 {
		set(partTitle, (cover(d.corpus, d.Head, a.Whole)/d.head+cover(d.corpus, a.Head, d.Whole)/a.head)/2)
	}
	if d.dir != nil && a.dir != nil {
		set(partMeaning, dot(d.dir, a.dir))
	}
	if v, ok := kinship(d.Industry, a.Industry, d.IndustryConfirmed && a.IndustryConfirmed); ok {
		set(partIndustry, v)
	}
	s.Verdicts = Check(d.Lines, a.Lines, a.Text)
	if v, ok := verdictScore(s.Verdicts); ok {
		set(partRequirements, v)
	}
	conditions(&d.Doc, &a.Doc, d.corpus.At, set)
	var sum, known, all float64
	for _, p := range s.Parts {
		all += p.Weight
		if p.Known {
			known += p.Weight
			sum += float64(p.Weight * p.Score)
		}
	}
	if known > 0 {
		s.Total = math.Round(sum/known*1e4) / 100
	}
	s.Confidence = confidence(known/all, d, a)
	return s
}

// confidence is the known share of the weight times how much text both sides gave: forty terms (about 25 characters)
// are half of what a full statement gives. It stays inside 0..1 by construction.
func confidence(known float64, d, a *Ready) float64 {
	n := float64(min(d.Whole.Len(), a.Whole.Len()))
	return math.Round(known*(n/(n+40))*100) / 100
}

// overlap is BM25 of the achievement for the demand's terms: the query side counts 1+ln(n).
func overlap(d, a *Ready) float64 {
	var sum float64
	x, y := d.Whole, a.Whole
	i, j := 0, 0
	for i < len(x.T) && j < len(y.T) {
		switch {
		case x.T[i] < y.T[j]:
			i++
		case x.T[i] > y.T[j]:
			j++
		default:
			sum += float64(float64(d.corpus.Weight(x.T[i])) * logTF[x.N[i]] * a.saturate(y.N[j]))
			i++
			j++
		}
	}
	return sum
}

// cover is the weight of the terms of x that y holds too.
func cover(c *Corpus, x, y Terms) float64 {
	var sum float64
	j := 0
	for _, t := range x.T {
		for j < len(y.T) && y.T[j] < t {
			j++
		}
		if j < len(y.T) && y.T[j] == t {
			sum += float64(c.Weight(t))
		}
	}
	return sum
}
