package matcher

import (
	"strings"

	"kebang/internal/quantity"
)

// Quote is a sentence of one side, word for word.
type Quote struct {
	Field string `json:"field"` // title, text (keywords excluded), or line for the structured line itself
	Text  string `json:"text"`
}

// The fields a Quote comes from.
const (
	InTitle = "title"
	InText  = "text"
	InLine  = "line"
)

// quoteBoth gives each verdict its two sentences: that of the demand which asks for the value, and that of the
// achievement which states it. A value outside all sentences is quoted as its structured line.
func quoteBoth(d, a *Analysed, vs []Verdict) []Verdict {
	asked := d.askedFor()
	for i := range vs {
		v := &vs[i]
		if v.Asked != nil {
			continue
		}
		v.Asked = &asked[i]
		if v.Indicator == nil {
			continue
		}
		v.Said = inLine(v.Indicator)
		if !a.holds(v.Indicator) { // a claim of the text: its sentence is the quote, without evidence
			said := *v.Indicator
			v.Said = &Quote{Field: fieldOf(a, said.Text), Text: said.Text}
			said.Text = ""
			v.Indicator = &said
		}
	}
	return vs
}

// holds reports whether the line is a structured one of the listing, not one read from its text.
func (a *Analysed) holds(l *Line) bool {
	for i := range a.Lines {
		if l == &a.Lines[i] {
			return true
		}
	}
	return false
}

func fieldOf(a *Analysed, sentence string) string {
	if strings.Contains(a.Title(), sentence) {
		return InTitle
	}
	return InText
}

func inLine(l *Line) *Quote { return &Quote{Field: InLine, Text: l.String()} }

// wantedLine is a structured requirement with its way of measurement.
func wantedLine(l *Line) *Quote {
	q := inLine(l)
	if l.Text != "" && l.Text != q.Text {
		q.Text += "（" + l.Text + "）"
	}
	return q
}

// askedFor quotes the requirements of a demand, one by one. It is read once, because many achievements are compared
// with one demand.
func (a *Analysed) askedFor() []Quote {
	if q := a.asked.Load(); q != nil {
		return *q
	}
	out := make([]Quote, len(a.Lines))
	own := telling{a: a}
	measures := a.measures()
	for i := range a.Lines {
		out[i] = *wantedLine(&a.Lines[i])
		if r := &measures[i]; r.ok && r.key != "" {
			if s := own.asking(r); s != "" {
				out[i] = Quote{Field: fieldOf(a, s), Text: s}
			}
		}
	}
	a.asked.Store(&out)
	return out
}

// asking is the sentence that asks for the value of the requirement; "" when no sentence of the text does.
func (t *telling) asking(r *measured) string {
	said := t.mention(wordsOf(r.m, t.a.group))
	for _, m := range quantity.Parse(said) {
		if !sameValue(r.m, m) {
			continue
		}
		// The sentence reader takes 检测时间5min for a 时间. Beside the same value the words themselves are enough.
		sentence, clause := quantity.Sentence(said, m.Start, m.End)
		if keyOf(t.a.group, m) == r.key || r.m.Metric != "" && strings.Contains(clause, r.m.Metric) {
			return sentence
		}
	}
	return ""
}

// sameValue reports whether a measure of the text equals the structured one. A bare number of the text (95%) may be a
// floor or a ceiling.
func sameValue(line, said quantity.Measure) bool {
	if line.Change != said.Change {
		return false
	}
	if line.LowText() == said.LowText() && line.HighText() == said.HighText() && line.Unit == said.Unit {
		return line.Op == said.Op || said.Op == quantity.Equal
	}
	return quantity.Compare(line, said) == quantity.Met && quantity.Compare(said, line) == quantity.Met
}
