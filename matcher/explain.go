package matcher

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/text"
)

// Reason is one piece of evidence that the texts match. It names the field on each side, so that disclosure can remove
// it.
type Reason struct {
	Text             string `json:"text"`            // in the words of the demand, in normal form
	Other            string `json:"other,omitempty"` // in the words of the achievement, when they differ
	DemandField      string `json:"demandField"`     // title or text
	AchievementField string `json:"achievementField"`
	Kind             string `json:"kind"` // shared or synonym
}

// Why is the explanation of one pair.
type Why struct {
	Reasons []Reason     `json:"reasons,omitempty"`
	Against []fault.Said `json:"against,omitempty"`
	Missing []fault.Said `json:"missing,omitempty"` // facts that nobody stated
	Ask     []fault.Said `json:"ask,omitempty"`     // questions for the other side

	// OnlyGood says that the achievement shares one good with the demand's title and nothing else; Against says so too.
	OnlyGood bool `json:"onlyGood,omitempty"`
}

// maxReasons is the most reasons of a pair; more do not convince more.
const maxReasons = 6

// Explain gives the reasons for the score of a pair. It is slower than Score and serves pairs that are shown.
func Explain(d, a *Ready, s *Scored) Why {
	var w Why
	w.Reasons = reasons(d, a)
	w.problem(d, a, s)
	w.topics(d, a, s)
	for i, v := range s.Verdicts {
		name := v.Requirement.Metric
		switch {
		case v.Outcome == Unmet && v.Requirement.Must && v.Offered() != "":
			w.Against = append(w.Against, mustOffered.With(d.wanted(i), v.Offered()))
		case v.Outcome == Unmet && v.Offered() != "":
			w.Against = append(w.Against, wishOffered.With(d.wanted(i), v.Offered()))
		case v.Outcome == Unmet && v.Requirement.Must:
			w.Against = append(w.Against, mustUnmet.With(name))
		case v.Outcome == Unmet:
			w.Against = append(w.Against, wishUnmet.With(name))
		case v.Outcome == Short:
			short := wishShort
			if v.Requirement.Must {
				short = mustShort
			}
			w.Against = append(w.Against, short.With(d.wanted(i), v.Offered()))
			w.Ask = append(w.Ask, canPromise.With(d.wanted(i)))
		case v.Outcome == Unknown && name != "":
			w.Ask = append(w.Ask, howMuch.With(d.wanted(i)))
		}
	}
	if s.known[partMaturity] && s.scores[partMaturity] < 1 {
		w.Against = append(w.Against, immature.With(a.TRL, d.TRL))
	}
	for _, c := range []struct {
		part    int
		below   float64
		against fault.Text
	}{
		{partBudget, 1, overBudget},
		{partMode, 1, otherMode},
	} {
		if s.known[c.part] && s.scores[c.part] < c.below {
			w.Against = append(w.Against, c.against.With())
		}
	}
	w.missing(d, a)
	return w
}

// problem says when the achievement does not name the problem in the demand's title.
func (w *Why) problem(d, a *Ready, s *Scored) {
	switch {
	case !goodOnly(d, a) || d.topic.families(&a.topic) > 1: // 标准胶 and 废水 are more than one good
	case len(d.problemTerms()) == 0:
		w.Against = append(w.Against, noProblem.With())
	case s.known[partObject] && s.scores[partObject] >= likeObject:
		w.OnlyGood = true
		w.Against = append(w.Against, onlyGood.With(d.topic.object()))
	default:
		w.Against = append(w.Against, otherProblem.With())
	}
}

// Below these values the objects are unrelated or only of one family, and the steps differ.
const (
	otherObject = .3
	likeObject  = .5
	otherStep   = .1
)

// topics names differences of the two texts in things, steps or industries, with the words of each.
func (w *Why) topics(d, a *Ready, s *Scored) {
	mine, theirs := d.topic.object(), a.topic.object()
	switch {
	case !s.known[partObject] || mine == theirs:
	case s.scores[partObject] < otherObject:
		w.Against = append(w.Against, otherGood.With(mine, theirs))
		w.Ask = append(w.Ask, triedOn.With(mine))
	case s.scores[partObject] < likeObject:
		w.Ask = append(w.Ask, whatChanges.With(theirs, mine))
	}
	if x, y := d.topic.step(), a.topic.step(); s.known[partStep] && s.scores[partStep] < otherStep && x != y {
		w.Against = append(w.Against, elsewhere.With(x, y))
	}
	if s.known[partIndustry] && s.scores[partIndustry] < related {
		w.Against = append(w.Against, otherIndustry.With(
			industry.Name(industry.Level1(d.group)), industry.Name(industry.Level1(a.group))))
	}
}

func (w *Why) missing(d, a *Ready) {
	add := func(absent bool, what fault.Text, ask ...fault.Text) {
		if absent {
			w.Missing = append(w.Missing, what.With())
			for _, t := range ask {
				w.Ask = append(w.Ask, t.With())
			}
		}
	}
	add(len(d.Lines) == 0, noRequirements)
	add(len(a.Lines) == 0, noIndicators, askMeasured)
	add(d.Industry == "" || a.Industry == "", noIndustry)
	add(a.TRL == 0, noMaturity, askMaturity)
	add(d.money() == 0, noBudget)
	add(a.money() == 0, noPrice, askPrice)
}

// reasons finds the shared stretches and the synonym pairs of two texts, the heaviest first. The weight of a stretch is
// that of its pairs and words in the corpus, doubled in a title of either side. Stretches under a fifth of the best are
// left out.
func reasons(d, a *Ready) []Reason {
	dt, db := d.normal()
	at, ab := a.normal()
	dAll, aAll := dt+"\n"+db, at+"\n"+ab
	type weighed struct {
		Reason
		w float64
	}
	var found []weighed
	for _, sp := range text.Shared(dAll, aAll) {
		if sp = bound(dAll, aAll, d.corpus.wholeWords(dAll, aAll,
			sp)); utf8.RuneCountInString(dAll[sp.Start:sp.End]) < 2 || text.IsFrame(dAll[sp.Start:sp.End]) {
			continue
		}
		s := dAll[sp.Start:sp.End]
		r := weighed{Reason: Reason{Text: s, DemandField: field(dt, s), AchievementField: field(at, s), Kind: "shared"}}
		text.Each(s, func(t text.Term, _, _ int) {
			if !t.IsChar() && !text.Grammar(t) {
				r.w += float64(d.corpus.Weight(t))
			}
		})
		if r.DemandField == "title" || r.AchievementField == "title" {
			r.w *= 2
		}
		found = append(found, r)
	}
	slices.SortStableFunc(found, func(x, y weighed) int { return cmp.Compare(y.w, x.w) })
	var out []Reason
	for _, r := range found {
		if len(out) == maxReasons || r.w < found[0].w/5 {
			break
		}
		if !within(out, r.Text) {
			out = append(out, r.Reason)
		}
	}
	for _, c := range sharedConcepts(d.Whole, a.Whole) {
		x, y := lexicon().said(c, dAll), lexicon().said(c, aAll)
		if x == "" || y == "" || strings.Contains(aAll, x) || strings.Contains(dAll, y) {
			continue // the same word on both sides is already a shared stretch
		}
		out = append(out, Reason{Text: x, Other: y, DemandField: field(dt, x), AchievementField: field(at, y),
			Kind: "synonym"})
	}
	return out
}

// bound handles 非, 无, 不 and 免 before a stretch. When both texts have one, it belongs to the stretch. When only one text
// has it, the first word of the stretch differs and is cut.
func bound(d, a string, sp text.Span) text.Span {
	at := strings.Index(a, d[sp.Start:sp.End])
	if sp.Start == sp.End || at < 0 {
		return sp
	}
	x, y := text.Negated(d, sp.Start), text.Negated(a, at)
	switch {
	case x > 0 && y > 0 && d[sp.Start-x:sp.Start] == a[at-y:at]:
		sp.Start -= x
	case x+y > 0:
		for range 2 {
			_, n := utf8.DecodeRuneInString(d[sp.Start:sp.End])
			sp.Start += n
		}
	}
	return sp
}

func within(rs []Reason, s string) bool {
	for _, r := range rs {
		if strings.Contains(r.Text, s) {
			return true
		}
	}
	return false
}

func field(title, s string) string {
	if strings.Contains(title, s) {
		return "title"
	}
	return "text"
}

func sharedConcepts(x, y Terms) []text.Term {
	words := lexicon().words
	var out []text.Term
	for _, t := range x.words() {
		if words[t] != nil && y.Has(t) {
			out = append(out, t)
		}
	}
	return out
}

// said is the word of a concept in a text in normal form, the longest first.
func (l *Lexicon) said(c text.Term, normal string) string {
	best := ""
	for _, w := range l.words[c] {
		if len(w) > len(best) && strings.Contains(normal, w) {
			best = w
		}
	}
	return best
}
