package matcher

import (
	"strings"
	"testing"

	"kebang/internal/industry"
	"kebang/internal/text"
)

// Equal words of the taxonomy find each other inside their industry, and both are marked.
func TestSynonymsFindEachOther(t *testing.T) {
	n := 0
	for _, s := range industry.Synonyms() {
		if s.Weight < 1 {
			continue
		}
		n++
		for _, p := range [][2]string{{s.From, s.To}, {s.To, s.From}} {
			group := s.Group
			if group == "" {
				group = "01"
			}
			d := Analyse(Doc{Kind: Achievement, ID: "a", Title: "一种" + p[0] + "的做法", Text: "有效。", Industry: group})
			q := ReadTyped(p[1])
			held, all := 0.0, 0.0
			for i, w := range q.Weights(func(text.Term) float64 { return 1 }) {
				if all += w; d.Holds(q.Terms[i], true) {
					held += w
				}
			}
			if len(q.Terms) == 0 || held < all/2-1e-9 {
				t.Errorf("%s does not find %s in %s: %.2f of %.2f", p[1], p[0], s.Group, held, all)
			}
			if len(q.Spans(d.NormTitle())) == 0 {
				t.Errorf("%s marks nothing in %s", p[1], d.Title())
			}
		}
	}
	if n < 100 {
		t.Errorf("%d pairs", n)
	}
}

// A question of any length gives every term a weight, also where it ends inside words written apart.
func TestLongQuestions(t *testing.T) {
	var han strings.Builder
	for i := range 60 {
		han.WriteRune(rune(0x5000 + 7*i))
	}
	for _, typed := range []string{han.String() + " micro led", han.String() + " wi-fi 6", strings.Repeat("zz yy ", 60),
		strings.Repeat("wi-fi 6 ", 60), strings.Repeat("夏威夷果", 60)} {
		for i, w := range ReadTyped(typed).Weights(func(text.Term) float64 { return 1 }) {
			if w <= 0 || w > 3 {
				t.Errorf("term %d of %.20s… weighs %g", i, typed, w)
			}
		}
	}
}
