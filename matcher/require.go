package matcher

import (
	"kebang/internal/quantity"
	"kebang/internal/text"
)

// Outcome is what is known of one requirement.
type Outcome string

// The outcomes. A requirement with no indicator of the same metric in comparable units is unknown. Short is a stated
// bound that falls short: ≥25° is required, ≥22° is promised, so it may be met and nobody says that it is.
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
	// The two sentences the outcome rests on, of the pairs that are shown or stored; Said is nil when the achievement
	// says nothing of the metric.
	Asked *Quote `json:"asked,omitempty"`
	Said  *Quote `json:"said,omitempty"`
}

// Wanted and Offered write the two lines as people do; Offered is empty when the achievement says nothing.
func (v *Verdict) Wanted() string { return v.Requirement.String() }

// Offered is what the achievement states.
func (v *Verdict) Offered() string {
	if v.Indicator == nil {
		return ""
	}
	return v.Indicator.String()
}

// Evidence is the test report, user or standard behind an indicator that was filled in.
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

// measured is a line made ready for comparing.
type measured struct {
	key string // metric in comparable form, or the class of its synonyms
	m   quantity.Measure
	ok  bool // number, comparator and unit are known

	sought bool     // of a requirement: texts are read for it too
	words  []sought // in the sentences that hold one of these; in all for none
}

// measure reads the lines of a listing; asking ones are requirements.
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

// measures are the lines made ready for comparing. Most documents are never asked for them, so the first question makes
// them.
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

// Check compares every requirement with what the achievement says of the same metric: its indicators and, in its title
// and text, what it claims of itself (quantity.Claims). Where claims disagree (values of different conditions), and
// where nothing is sure, the outcome is unknown.
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

// shortShare is what a bound that falls short counts of a met requirement.
const shortShare = .5

// verdictScore is the share of decided requirements that are met, half for a bound that falls short; must-haves count
// double. ok is false when none is
// decided.
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
