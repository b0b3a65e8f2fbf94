package matcher

import (
	"context"
	"slices"

	"kebang/internal/actor"
)

// GuardLeast is the least number of newest pairs that are held back to prove fresh weights; there is also a least
// number of each kind.
const (
	GuardLeast     = 12
	GuardLeastKind = 4
)

// Guarded is the quality of weights on pairs outside their fit.
type Guarded struct {
	Loss  float64 `json:"loss"`  // mean logistic loss against the threshold, lower is better
	Order float64 `json:"order"` // share of (right, wrong) pairs of pairs in the right order, 0..1
	Shown float64 `json:"shown"` // share of right pairs at or above the threshold; 1 when there are none
}

func (g Guarded) worseThan(old Guarded) bool {
	return g.Loss > old.Loss+1e-9 || g.Order < old.Order-1e-9 || g.Shown < old.Shown-1e-9
}

// RefitOutcome is the outcome of a refit.
type RefitOutcome string

// The outcomes.
const (
	TooFew RefitOutcome = "too-few" // too few lessons; the weights stay
	Worse  RefitOutcome = "worse"   // worse on the held-back pairs; the weights stay
	Same   RefitOutcome = "same"    // nothing to gain; the weights stay
	Better RefitOutcome = "better"  // not worse on the held-back pairs, but a dry run
	Live   RefitOutcome = "live"    // not worse, and in force from now on
)

// Refit is the result of learning from a market's own events.
type Refit struct {
	Fit
	Outcome       RefitOutcome
	From          Weights
	Held          int     // newest pairs that were held back
	Before, After Guarded // on the held-back pairs
}

// Refit learns the weights of the actor's market from its labelled events. It fits them on the older pairs and proves
// them on the newest fifth. They go live only when no figure of the proof gets worse; an event then rematches all
// pairs. A dry run changes nothing. For administrators.
func (s *Service) Refit(ctx context.Context, a actor.Actor, dry bool) (Refit, error) {
	if err := a.Require(actor.Admin, actor.System); err != nil {
		return Refit{}, err
	}
	ls, err := s.LessonsOf(ctx, a.Market)
	if err != nil {
		return Refit{}, err
	}
	from, _, err := s.WeightsOf(ctx, a.Market)
	if err != nil {
		return Refit{}, err
	}
	r := Prove(ls, from)
	if r.Outcome != Better || dry {
		return r, nil
	}
	t := Tuning{Weights: r.Weights, Lessons: map[Sign]int{}}
	for _, l := range ls {
		t.Lessons[l.Sign]++
	}
	if err := s.Adopt(ctx, a.Market, t); err != nil {
		return Refit{}, err
	}
	r.Outcome = Live
	return r, nil
}

// Prove fits weights on the older pairs and measures them on the newest ones; it changes nothing.
func Prove(ls []Lesson, from Weights) Refit {
	ls = slices.Clone(ls)
	newest := map[string]int64{}
	for _, l := range ls {
		newest[pairOf(l)] = max(newest[pairOf(l)], l.At)
	}
	xs := lessonPairs(ls)
	slices.SortStableFunc(xs, func(a, b example) int {
		switch p, q := newest[a.id], newest[b.id]; {
		case p < q:
			return -1
		case p > q:
			return 1
		}
		return 0
	})
	held := max(GuardLeast, len(xs)/5)
	r := Refit{Outcome: TooFew, From: from, Fit: Fit{Weights: from}}
	for _, x := range xs {
		if x.right {
			r.Right++
		} else {
			r.Wrong++
		}
	}
	if len(xs) < LearnLeast+held {
		return r
	}
	guard := xs[len(xs)-held:]
	right := 0
	for _, x := range guard {
		if x.right {
			right++
		}
	}
	if right < GuardLeastKind || held-right < GuardLeastKind {
		return r
	}
	fit, ok := learn(xs[:len(xs)-held], from)
	if !ok {
		return r
	}
	r.Fit, r.Held = fit, held
	r.Before, r.After = guarded(guard, from.tuning()), guarded(guard, fit.Weights.tuning())
	switch {
	case r.After.worseThan(r.Before):
		r.Outcome, r.Weights = Worse, from
	case *from.tuning() == *fit.Weights.tuning():
		r.Outcome = Same
	default:
		r.Outcome = Better
	}
	return r
}

func guarded(xs []example, w *tuning) Guarded {
	g := Guarded{Loss: round(loss(xs, w), 1e4), Shown: 1}
	var good, pairs, shown, right float64
	for _, x := range xs {
		if x.total(w) >= Threshold/100 {
			shown++
			if x.right {
				right++
			}
		}
		for _, y := range xs {
			if !x.right || y.right {
				continue
			}
			pairs++
			switch p, q := x.total(w), y.total(w); {
			case p > q:
				good++
			case p == q:
				good += .5
			}
		}
	}
	if shown > 0 {
		g.Shown = round(right/shown, 1e4)
	}
	g.Order = round(good/max(1, pairs), 1e4)
	return g
}
