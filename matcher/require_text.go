package matcher

import (
	"strings"

	"kebang/internal/quantity"
	"kebang/internal/text"
)

// measure reads the line: its numbers or, where it has none, the one measure that its words state. ok is false when
// nothing sure can be read.
func (l *Line) measure() (m quantity.Measure, ok bool) {
	if l.Value != "" {
		m, err := quantity.ParseValue(l.Op, l.Value, l.High, l.Unit)
		m.SetMetric(l.Metric)
		return m, err == nil
	}
	var named []quantity.Measure
	for _, x := range quantity.Parse(l.Text) {
		if x.Base() != "" || l.Metric != "" {
			named = append(named, x)
		}
	}
	m.SetMetric(l.Metric)
	if len(named) != 1 {
		return m, false
	}
	switch x := named[0]; {
	case l.Metric == "":
		return x, true
	case x.Base() == "" && x.Change == quantity.Level, quantity.SameMetric(x.Metric, l.Metric), quantity.SameMetric(x.Base(), m.Base()):
		change := x.Change
		x.SetMetric(l.Metric)
		return x, x.Change == change
	}
	return m, false
}

// keyOf is the comparable form of what is measured, with its owner when that is not the product itself.
func keyOf(code string, m quantity.Measure) string {
	key := quantity.MetricKey(m.Base())
	if key == "" {
		return ""
	}
	if of := quantity.MetricKey(m.Of); of != "" && of != "产品" && of != "成品" {
		key = of + key
	}
	return lexicon().canon(code, key)
}

// telling is what an achievement says of measures; its texts are read only when a requirement's words stand in them.
type telling struct {
	a      *Analysed
	read   bool
	claims []quantity.Claim
	keys   []string
}

// answer decides one requirement and keeps the claim that decided it.
func (t *telling) answer(v *Verdict, r measured, code string) {
	var claims []quantity.Claim
	var lines []*Line
	for j, x := range t.a.measures {
		if x.key != r.key {
			continue
		}
		c := quantity.Claim{Measure: x.m, Open: !x.ok}
		claims, lines = append(claims, c), append(lines, &t.a.Lines[j])
	}
	if r.ok && !quantity.Process(r.m.Base()) && t.mentions(r, code) {
		for _, c := range t.of(r.key) {
			claims = append(claims, c)
			lines = append(lines, nil)
		}
	}
	if len(claims) == 0 {
		return
	}
	verdict, at := quantity.Unknown, 0
	if r.ok {
		verdict, at = quantity.Judge(r.m, claims)
	}
	v.Outcome = outcome(verdict)
	if v.Indicator = lines[at]; v.Indicator == nil {
		v.Indicator = quoted(claims[at])
	}
}

// quoted is a claim of the text as a line, its sentence as the evidence.
func quoted(c quantity.Claim) *Line {
	return &Line{Metric: c.Metric, Op: string(c.Op), Value: c.LowText(), High: c.HighText(), Unit: c.Unit, Text: c.Sentence}
}

func (t *telling) of(key string) []quantity.Claim {
	if !t.read {
		t.read = true
		t.claims = quantity.Claims(t.a.Title + "\n" + t.a.Text)
		for _, c := range t.claims {
			t.keys = append(t.keys, keyOf(t.a.group, c.Measure))
		}
	}
	var out []quantity.Claim
	for i, k := range t.keys {
		if k == key {
			out = append(out, t.claims[i])
		}
	}
	return out
}

// mentions reports whether the words of a metric, or a synonym of them, stand in the texts at all.
func (t *telling) mentions(r measured, code string) bool {
	word := quantity.MetricKey(r.m.Base())
	if strings.ContainsFunc(word, func(c rune) bool { return c < 0x80 }) {
		return true // in Latin letters case may differ
	}
	in := func(w string) bool { return strings.Contains(t.a.Text, w) || strings.Contains(t.a.Title, w) }
	if in(word) {
		return true
	}
	l := lexicon()
	for _, group := range []string{code[:min(2, len(code))], ""} {
		if name, ok := l.same[group+word]; ok {
			for _, w := range l.words[text.Word("="+group+name)] {
				if in(w) {
					return true
				}
			}
		}
	}
	return false
}
