package matcher

import (
	"slices"
	"testing"
)

func TestMoneyOfAPairFitsWhereRangesOverlap(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	for name, c := range map[string]struct {
		low, high     *int64
		budget, price int64
	}{
		"none": {nil, nil, 0, 0}, "one": {n(50), nil, 50, 50}, "a range": {n(50), n(100), 100,
			50}, "an upper bound": {n(0), n(100), 100, 100}, "an upper bound alone": {nil, n(100), 100, 100},
	} {
		low, high := endsOf(c.low, c.high)
		d, a := Analyse(Doc{Kind: Demand, LowFen: low, HighFen: high}), Analyse(Doc{Kind: Achievement, LowFen: low,
			HighFen: high})
		if d.money() != c.budget || a.money() != c.price {
			t.Errorf("%s: budget %d, price %d", name, d.money(), a.money())
		}
	}
}

// A document counts under exactly the classes whose filter finds it.
func TestMoneyClassesAreThoseThatFind(t *testing.T) {
	const wan = 10_000_00
	for _, c := range []struct {
		low, high int64
		want      []string
	}{
		{0, 0, []string{""}}, {1, 1, []string{"0"}}, {10 * wan, 10 * wan, []string{"10"}}, {10*wan - 1, 10 * wan,
			[]string{"0", "10"}}, {0, 60 * wan, []string{"0", "10", "50"}},
		{50 * wan, 100*wan - 1, []string{"50"}}, {50 * wan, 100 * wan, []string{"50", "100"}}, {600 * wan, 900 * wan,
			[]string{"500"}}, {20 * wan, 9000 * wan, []string{"10", "50", "100", "500"}},
	} {
		a := Analyse(Doc{Kind: Demand, LowFen: c.low, HighFen: c.high})
		got := FacetValues("money", a, false)
		if !slices.Equal(got, c.want) {
			t.Errorf("%d to %d counts under %q, want %q", c.low, c.high, got, c.want)
		}
		for i, from := range moneyClasses {
			f := Filter{MinFen: max(1, from)}
			if i+1 < len(moneyClasses) {
				f.MaxFen = moneyClasses[i+1] - 1
			}
			if name := []string{"0", "10", "50", "100", "500"}[i]; f.Matches(a) != slices.Contains(got, name) {
				t.Errorf("%d to %d and the class %s", c.low, c.high, name)
			}
		}
	}
}
