package matcher

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestEvaluate(t *testing.T) {
	in := EvaluateInput{
		Demands:  []string{"d1", "d2", "d3"},
		Industry: map[string]string{"d1": "茶", "d2": "糖", "d3": "糖"},
		Judged: []Judgement{{"d1", "a", 3}, {"d1", "b", 2}, {"d1", "c", 0}, {"d1", "x", 3},
			{"d2", "a", 2}, {"d3", "a", 1}},
		Exclude: []Pair{{"d1", "x"}},
		Rank: func(d string) []string {
			return map[string][]string{"d1": {"x", "u", "b", "a", "c"}, "d2": {"a", "b"}}[d]
		},
	}
	ideal := 7 + 3/math.Log2(3)
	d1 := Figures{NDCG10: (3/math.Log2(3) + 7/2.) / ideal, NDCG10Condensed: (3 + 7/math.Log2(3)) / ideal, P3: 2. / 3,
		R20: 1, Queries: 1}
	d2 := Figures{NDCG10: 1, NDCG10Condensed: 1, P3: 1. / 3, R20: 1, Queries: 1}
	want := Report{ByIndustry: map[string]Figures{"茶": d1, "糖": d2}, ByDemand: map[string]Figures{"d1": d1, "d2": d2},
		Figures: Figures{NDCG10: (d1.NDCG10 + 1) / 2, NDCG10Condensed: (d1.NDCG10Condensed + 1) / 2, P3: .5, R20: 1,
			Queries: 2}}
	if d := cmp.Diff(want, Evaluate(in), cmpopts.EquateApprox(0, 1e-12)); d != "" {
		t.Error(d)
	}
}

func TestKnownItem(t *testing.T) {
	got := KnownItem([]int{1, 3, 50, 0})
	want := KnownItemFigures{NDCG10: 1.5 / 4, R100: 3. / 4, MRR: (1 + 1./3 + 1./50) / 4, Queries: 4}
	if d := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); d != "" {
		t.Error(d)
	}
}
