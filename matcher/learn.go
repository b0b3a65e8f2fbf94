package matcher

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// LearnLeast is the least number of pairs with a clear sign for a refit; there is also a least number of each kind.
// Fewer pairs show chance rather than the market.
const (
	LearnLeast     = 30
	LearnLeastKind = 8
)

// The shape of the fit: the sharpness of the threshold (in points of the score, 0..1), and the largest change of a
// weight. The pull back to the start is counted in lessons.
const (
	learnSlope  = .08
	learnMost   = 3.0
	learnPull   = 4.0
	learnStep   = 1.1
	learnRounds = 60
)

// Fit is the result of a refit.
type Fit struct {
	Weights       Weights
	Right, Wrong  int     // pairs with a clear sign
	Before, After float64 // mean loss, lower is better
}

// example is a pair with a clear sign.
type example struct {
	id       string
	features map[string]float64
	right    bool
	weight   float64
}

// verdictOf is the judgement of a sign on the match. Signed and accepted pairs were right. A decline is the matcher's
// fault only when the technology did not fit or was not ripe. A price without agreement says nothing.
func verdictOf(l Lesson) (right bool, weight float64) {
	switch l.Sign {
	case SignRegistered, SignContract:
		return true, 2
	case SignAccepted:
		return true, 1
	case SignDeclined:
		switch l.Category {
		case "unsuitable":
			return false, 1
		case "immature", "benefit":
			return false, .5
		}
	}
	return false, 0
}

// pairOf is the deal of a lesson, or the pair itself for a decline without a deal.
func pairOf(l Lesson) string { return cmp.Or(l.Deal, l.ID) }

// lessonPairs takes the strongest sign of each deal, and every decline without a deal. An accepted pair that was later
// declined as unsuitable counts as wrong.
func lessonPairs(ls []Lesson) []example {
	by := map[string]Lesson{}
	rank := map[Sign]int{SignAccepted: 1, SignDeclined: 2, SignContract: 3, SignRegistered: 4}
	for _, l := range ls {
		if _, w := verdictOf(l); w > 0 && rank[l.Sign] > rank[by[pairOf(l)].Sign] {
			by[pairOf(l)] = l
		}
	}
	var out []example
	for id, l := range by {
		right, w := verdictOf(l)
		out = append(out, example{id, l.Features, right, w})
	}
	slices.SortFunc(out, func(a, b example) int { return strings.Compare(a.id, b.id) })
	return out
}

// Learn refits the weights so that accepted pairs lie above the threshold and unfit ones below. It starts from the
// weights in force and is pulled back to them. The same lessons give the same weights on every machine. Ok is false
// when there are too few lessons.
func Learn(ls []Lesson, from Weights) (fit Fit, ok bool) { return learn(lessonPairs(ls), from) }

func learn(xs []example, from Weights) (fit Fit, ok bool) {
	fit.Weights = from
	for _, x := range xs {
		if x.right {
			fit.Right++
		} else {
			fit.Wrong++
		}
	}
	if len(xs) < LearnLeast || fit.Right < LearnLeastKind || fit.Wrong < LearnLeastKind {
		return fit, false
	}
	start, now := *from.tuning(), *from.tuning()
	best := loss(xs, &now) + pull(&now, &start, len(xs))
	fit.Before = round(loss(xs, &now), 1e4)
	for range learnRounds {
		moved := false
		for i := range now {
			for _, f := range []float64{learnStep, 1 / learnStep} {
				next := now
				next[i] = round(now[i]*f, 1e4)
				if start[i] == 0 || next[i] > start[i]*learnMost || next[i] < start[i]/learnMost {
					continue
				}
				if v := loss(xs, &next) + pull(&next, &start, len(xs)); v < best-1e-9 {
					best, now, moved = v, next, true
				}
			}
		}
		if !moved {
			break
		}
	}
	fit.After = round(loss(xs, &now), 1e4)
	fit.Weights = Weights{}
	for i, p := range PartNames {
		fit.Weights[p.Code] = round(now[i], 1e3)
	}
	return fit, true
}

// loss is the mean logistic loss of the pairs against the threshold.
func loss(xs []example, w *tuning) float64 {
	var sum, all float64
	for _, x := range xs {
		z := (x.total(w) - Threshold/100) / learnSlope
		if !x.right {
			z = -z
		}
		sum += float64(x.weight * math.Log1p(math.Exp(-z)))
		all += x.weight
	}
	return sum / max(all, 1)
}

// total is the score of a pair in 0..1 by its features.
func (x *example) total(w *tuning) float64 {
	var sum, known float64
	for i := range weights {
		if v, ok := x.features[PartNames[i].Code]; ok {
			known += w[i]
			sum += float64(w[i] * v)
		}
	}
	return sum / cmp.Or(known, 1)
}

// pull grows with the square of the change of the weights, as ratios.
func pull(now, start *tuning, n int) float64 {
	var sum float64
	for i := range now {
		if start[i] > 0 && now[i] > 0 {
			d := math.Log(now[i] / start[i])
			sum += float64(d * d)
		}
	}
	return learnPull * sum / float64(max(1, n))
}
