package matcher

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

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
	Reasons []Reason `json:"reasons,omitempty"`
	Against []string `json:"against,omitempty"` // Chinese sentences
	Missing []string `json:"missing,omitempty"` // facts that no side stated, as Chinese words
	Ask     []string `json:"ask,omitempty"`     // questions for the other side

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
			w.Against = append(w.Against, fmt.Sprintf("必备指标要求“%s”，成果写的是“%s”。", d.wanted(i), v.Offered()))
		case v.Outcome == Unmet && v.Offered() != "":
			w.Against = append(w.Against, fmt.Sprintf("期望指标要求“%s”，成果写的是“%s”。", d.wanted(i), v.Offered()))
		case v.Outcome == Unmet && v.Requirement.Must:
			w.Against = append(w.Against, fmt.Sprintf("必备指标“%s”未达到要求。", name))
		case v.Outcome == Unmet:
			w.Against = append(w.Against, fmt.Sprintf("期望指标“%s”未达到。", name))
		case v.Outcome == Short:
			said := "期望指标要求“%s”，成果只写到“%s”，没有承诺达到。"
			if v.Requirement.Must {
				said = "必备指标要求“%s”，成果只写到“%s”，没有承诺达到。"
			}
			w.Against = append(w.Against, fmt.Sprintf(said, d.wanted(i), v.Offered()))
			w.Ask = append(w.Ask, fmt.Sprintf("需求要求“%s”，能否保证？请给出测试报告或应用证明。", d.wanted(i)))
		case v.Outcome == Unknown && name != "":
			w.Ask = append(w.Ask, fmt.Sprintf("需求要求“%s”，能达到多少？请给出测试报告或应用证明。", d.wanted(i)))
		}
	}
	if s.known[partMaturity] && s.scores[partMaturity] < 1 {
		w.Against = append(w.Against, fmt.Sprintf("成果成熟度为%d级，需求至少要%d级，可能还需中试。", a.TRL, d.TRL))
	}
	for _, c := range []struct {
		part    int
		below   float64
		against string
	}{
		{partBudget, 1, "需求的预算低于成果的报价。"},
		{partMode, 1, "双方希望的合作方式不同。"},
	} {
		if s.known[c.part] && s.scores[c.part] < c.below {
			w.Against = append(w.Against, c.against)
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
		w.Against = append(w.Against, "需求的题目只写了对象，没有写要解决什么，无法判断问题是否相同。")
	case s.known[partObject] && s.scores[partObject] >= likeObject:
		w.OnlyGood = true
		w.Against = append(w.Against, fmt.Sprintf("两边只有对象“%s”相同，成果没有写到需求题目里要解决的问题。", d.topic.object()))
	default:
		w.Against = append(w.Against, "成果没有写到需求题目里要解决的问题。")
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
		w.Against = append(w.Against, fmt.Sprintf("需求针对“%s”，成果针对“%s”，请确认技术能否移用。", mine, theirs))
		w.Ask = append(w.Ask, fmt.Sprintf("这项技术在“%s”上做过吗？有没有试验数据？", mine))
	case s.scores[partObject] < likeObject:
		w.Ask = append(w.Ask, fmt.Sprintf("成果写的是“%s”，用在“%s”上要改什么？", theirs, mine))
	}
	if x, y := d.topic.step(), a.topic.step(); s.known[partStep] && s.scores[partStep] < otherStep && x != y {
		w.Against = append(w.Against, fmt.Sprintf("需求在“%s”环节，成果在“%s”环节，解决的可能是另一个问题。", x, y))
	}
	if s.known[partIndustry] && s.scores[partIndustry] < related {
		w.Against = append(w.Against, fmt.Sprintf("需求属于“%s”，成果属于“%s”，行业不同，请确认技术能否移用。",
			industry.Name(industry.Level1(d.group)), industry.Name(industry.Level1(a.group))))
	}
}

func (w *Why) missing(d, a *Ready) {
	add := func(absent bool, what, ask string) {
		if absent {
			w.Missing = append(w.Missing, what)
			if ask != "" {
				w.Ask = append(w.Ask, ask)
			}
		}
	}
	add(len(d.Lines) == 0, "需求没有写可测的指标", "")
	add(len(a.Lines) == 0, "成果没有写技术指标", "主要技术指标实测是多少？")
	add(d.Industry == "" || a.Industry == "", "行业未填写", "")
	add(a.TRL == 0, "成果没有写成熟度", "现在到了小试、中试还是已经应用？")
	add(d.money() == 0, "需求没有写预算", "")
	add(a.money() == 0, "成果没有写报价", "转让、许可或合作大约需要多少费用？")
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
