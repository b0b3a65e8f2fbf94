package matcher

import (
	"kebang/internal/quantity"
	"kebang/internal/text"
)

// Outcome is the outcome of one requirement.
type Outcome string

// The outcomes. A requirement without an indicator of the same metric in comparable units is unknown. Short is a stated
// bound below the required one: ≥25° is required and ≥22° promised. It may be met, but no text says so.
const (
	Met     Outcome = "met"
	Unmet   Outcome = "unmet"
	Short   Outcome = "short"
	Unknown Outcome = "unknown"
)

// Verdict is one line of the requirement table.
type Verdict struct {
	Requirement Line    `json:"requirement"`
	Indicator   *Line   `json:"indicator,omitempty"` // the line of the achievement with the same metric
	Outcome     Outcome `json:"outcome"`
	// Asked and Said are the two sentences behind the outcome, for pairs that are shown or stored. Said is nil when the
	// achievement does not mention the metric.
	Asked *Quote `json:"asked,omitempty"`
	Said  *Quote `json:"said,omitempty"`
}

// Wanted is the requirement in its usual written form.
func (v *Verdict) Wanted() string { return v.Requirement.String() }

// Offered is the indicator in its usual written form; empty when the achievement does not mention the metric.
func (v *Verdict) Offered() string {
	if v.Indicator == nil {
		return ""
	}
	return v.Indicator.String()
}

// Evidence is the test report, user or standard behind a structured indicator.
func (v *Verdict) Evidence() string {
	if v.Indicator == nil {
		return ""
	}
	return v.Indicator.Text
}

// String writes the line: 纯度≥99.9%.
func (l *Line) String() string {
	m, err := quantity.ParseValue(l.Op, l.Value, l.High, l.Unit)
	if err != nil {
		if l.Text != "" && l.Value == "" {
			return l.Text
		}
		return l.Metric + l.Op + l.Value + l.Unit
	}
	m.Metric = l.Metric
	return m.String()
}

// measured is a line prepared for comparison.
type measured struct {
	key string // metric in comparable form, or the class of its synonyms
	m   quantity.Measure
	ok  bool // number, comparator and unit are known

	sought bool     // a requirement for which texts are read too
	words  []sought // only sentences with one of these are read; all for none
}

// measure reads the lines of a listing. Asking lines are requirements.
func measure(lines []Line, code string, asking bool) []measured {
	if len(lines) == 0 {
		return nil
	}
	out := make([]measured, len(lines))
	for i, l := range lines {
		m, ok := l.measure()
		r := measured{key: keyOf(code, m), m: m, ok: ok}
		if asking && ok && r.key != "" && !quantity.Process(m.Base()) {
			r.sought, r.words = true, wordsOf(m, code)
		}
		out[i] = r
	}
	return out
}

// measures are the lines prepared for comparison. Most documents never need them, so the first question makes them.
func (a *Analysed) measures() []measured {
	if len(a.Lines) == 0 {
		return nil
	}
	if m := a.measured.Load(); m != nil {
		return *m
	}
	m := measure(a.Lines, a.group, a.Kind == Demand)
	a.measured.Store(&m)
	return m
}

// canon is the class of a word's synonyms in an industry, or the word itself.
func (l *Lexicon) canon(code, word string) string {
	if len(code) >= 2 {
		if c, ok := l.same[code[:2]+word]; ok {
			return c
		}
	}
	if c, ok := l.same[word]; ok {
		return c
	}
	return text.Normal(word)
}

// Check compares every requirement with the statements of the achievement on the same metric. These are its indicators
// and, in title and text, the claims about itself (quantity.Claims). Where claims disagree (values of different
// conditions) or nothing is sure, the outcome is unknown.
func Check(d, a *Analysed) []Verdict {
	out := make([]Verdict, len(d.Lines))
	said := telling{a: a}
	measures := d.measures()
	for i := range measures {
		r := &measures[i]
		v := Verdict{Requirement: d.Lines[i], Outcome: Unknown}
		if r.key != "" {
			said.answer(&v, r)
		}
		out[i] = v
	}
	return out
}

func outcome(v quantity.Verdict) Outcome {
	switch v {
	case quantity.Met:
		return Met
	case quantity.Unmet:
		return Unmet
	case quantity.Short:
		return Short
	}
	return Unknown
}

// shortShare is the value of a short bound relative to a met requirement.
const shortShare = .5

// verdictScore is the share of decided requirements that are met, with half for a short bound. Must-haves count double.
// Ok is false when none is decided.
func verdictScore(vs []Verdict) (float64, bool) {
	var met, all float64
	for _, v := range vs {
		w := 1.0
		if v.Requirement.Must {
			w = 2
		}
		switch v.Outcome {
		case Met:
			met, all = met+w, all+w
		case Short:
			met, all = met+w*shortShare, all+w
		case Unmet:
			all += w
		}
	}
	return met / max(all, 1), all > 0
}
