package matcher

import (
	"math"

	"kebang/internal/vocab"
)

// Part is one explained share of a total.
type Part struct {
	// Name is text, title, meaning, industry, object, step, requirements, maturity, mode, budget, region, trust or
	// fresh.
	Name   string  `json:"name"`
	Label  string  `json:"label"`  // in Chinese, as shown
	Score  float64 `json:"score"`  // 0..1; 0 when not known
	Weight float64 `json:"weight"` // as in the weight table
	Known  bool    `json:"known"`  // false leaves it out of the total and lowers the confidence
}

// PartNames are the parts of a score in the order of the table.
var PartNames = vocab.List{
	{Code: "text", Zh: "内容用词", En: "Words of the text"},
	{Code: "title", Zh: "题目用词", En: "Words of the title"},
	{Code: "meaning", Zh: "近义说法", En: "Like meaning"},
	{Code: "industry", Zh: "行业", En: "Industry"},
	{Code: "object", Zh: "对象", En: "Object"},
	{Code: "step", Zh: "环节", En: "Step of the process"},
	{Code: "requirements", Zh: "指标", En: "Requirements"},
	{Code: "maturity", Zh: "成熟度", En: "Maturity"},
	{Code: "mode", Zh: "合作方式", En: "Way to cooperate"},
	{Code: "budget", Zh: "资金", En: "Budget"},
	{Code: "region", Zh: "地区", En: "Region"},
	{Code: "trust", Zh: "来源可信", En: "Trusted source"},
	{Code: "fresh", Zh: "发布时间", En: "Freshness"},
}

// weights of the parts, in the order of PartNames. The first six are fitted on the judged half; docs/benchmarks.md has
// the table of their effects. The others are set small by hand, because the judged texts do not state them.
var weights = [partCount]float64{2, 1, .8, 1, .8, .3, 1, .3, .2, .2, .1, .1, .1}

// Indexes into PartNames and weights.
const (
	partText = iota
	partTitle
	partMeaning
	partIndustry
	partObject
	partStep
	partRequirements
	partMaturity
	partMode
	partBudget
	partRegion
	partTrust
	partFresh
	partCount
)

// The shape of the text part: BM25 with k1 and slightly more than full length normalisation, then x(1+h)/(x+h). That
// function spreads the low end, where real pairs lie: a good pair shares a third of the demand's own weight.
const (
	k1       = 2
	lengthB  = 1.15
	leastLen = .1 // of the mean length, so that very short texts do not score too high
	textHalf = .1
)

// The weight of the kinds of words relative to Han characters of equal rarity (worth).
const (
	wordWorth    = 2.5
	conceptWorth = 1.5
	slightWorth  = .9
)

// The weight of a shared character within a shared pair, and of one outside.
const (
	toldWorth  = .95
	aloneWorth = 1.15
)

// Scored is the number of one pair with its parts.
type Scored struct {
	Total      float64 // 0..100
	Confidence float64 // 0..1: the share of known weight, and the amount of text
	scores     [partCount]float64
	known      [partCount]bool
	guessed    bool    // an industry is read from the text, so its part counts half
	untitled   bool    // a text has no title, so the direction of its whole counts little
	tuned      *tuning // learned weights of the market; nil for the table
	Verdicts   []Verdict
}

// guess is the share of the industry's weight while the industry of one side is only read from its text.
const guess = .5

// astray is the share of the meaning's weight while a text has no title, because directions of whole texts alone
// mislead.
const astray = .125

func (s *Scored) weight(part int) float64 {
	switch {
	case part == partIndustry && s.guessed:
		return s.full(part) * guess
	case part == partMeaning && s.untitled:
		return s.full(part) * astray
	}
	return s.full(part)
}

// Parts gives the parts in the order of the weight table.
func (s *Scored) Parts() []Part {
	out := make([]Part, partCount)
	for i, p := range PartNames {
		out[i] = Part{Name: p.Code, Label: p.Zh, Score: round(s.scores[i], 1e3), Weight: s.weight(i),
			Known: s.known[i]}
	}
	return out
}

func (s *Scored) set(part int, score float64) {
	s.scores[part], s.known[part] = min(1, max(0, score)), true
}

// Score compares a demand with an achievement, both prepared by the same corpus. It depends only on the pair and the
// corpus. The asking side, the engine, other candidates, the time and the machine do not matter.
func Score(d, a *Ready) Scored {
	s := unchecked(d, a)
	s.finish(d, a)
	return s
}

// unchecked is Score without the requirements and the total. Requirements take a third of the time of Score, and most
// pairs are far from the threshold without them.
func unchecked(d, a *Ready) Scored {
	s := Scored{tuned: d.corpus.tuning(d.Market)}
	o := meet(d, a)
	if d.own > 0 && a.own > 0 {
		x := o.text / d.own
		s.set(partText, x*(1+textHalf)/(x+textHalf))
	}
	if d.head > 0 && a.head > 0 {
		s.set(partTitle, (o.demandHead/d.head+o.achievementHead/a.head)/2)
	}
	if whole, ok := d.whole.cos(&a.whole); ok {
		if title, ok := d.title.cos(&a.title); ok {
			s.set(partMeaning, (whole+title)/2)
		} else {
			s.set(partMeaning, whole)
			s.untitled = true
		}
	}
	// Two guessed industries say nothing that the texts do not say themselves.
	if v, ok := kinship(d.group, a.group, d.IndustryConfirmed && a.IndustryConfirmed); ok &&
		(d.Industry != "" || a.Industry != "") {
		s.set(partIndustry, v)
		s.guessed = d.Industry == "" || a.Industry == ""
	}
	// The title states the subject of a text. A text without one is compared by its words only.
	if d.head > 0 && a.head > 0 {
		if v, ok := sameObject(&d.topic, &a.topic); ok {
			s.set(partObject, v)
		}
		if v, ok := sameStep(&d.topic, &a.topic); ok {
			s.set(partStep, v)
		}
	}
	s.conditions(d.Analysed, a.Analysed, d.corpus.At)
	return s
}

// check compares the requirements once.
func (s *Scored) check(d, a *Ready) {
	if len(d.Lines) > 0 && s.Verdicts == nil {
		s.Verdicts = Check(d.Analysed, a.Analysed)
	}
}

// finish checks the requirements and adds everything up. It may be called again.
func (s *Scored) finish(d, a *Ready) {
	if s.check(d, a); len(d.Lines) > 0 {
		if v, ok := verdictScore(s.Verdicts); ok {
			s.set(partRequirements, v)
		}
	}
	var sum, known, all float64
	for i := range weights {
		all += s.full(i)
		if s.known[i] {
			known += s.weight(i)
			sum += float64(s.weight(i) * s.scores[i])
		}
	}
	if known > 0 {
		s.Total = round(100*sum/known, 100)
	}
	s.Confidence = confidence(known/all, d, a)
}

// most is an upper bound of the Total of finish. It is slightly generous, because sums in another order differ in the
// last bits.
func (s *Scored) most(d *Ready) float64 {
	var sum, known float64
	for i := range weights {
		if s.known[i] {
			known += s.weight(i)
			sum += float64(s.weight(i) * s.scores[i])
		}
	}
	if len(d.Lines) > 0 { // all met is never less than none decided
		known += s.weight(partRequirements)
		sum += s.weight(partRequirements)
	}
	if known <= 0 {
		return 0
	}
	return 100*sum/known + .01
}

func round(x, steps float64) float64 { return math.Round(x*steps) / steps }

// confidence is the known share of the weight times the amount of text on both sides. Forty terms (about 25 characters)
// count as half of a full statement. It lies within 0..1 by construction.
func confidence(known float64, d, a *Ready) float64 {
	n := float64(min(d.Whole.Len(), a.Whole.Len()))
	return round(known*(n/(n+40)), 100)
}
