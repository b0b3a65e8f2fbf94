package matcher

import "testing"

func TestRangesOfMoneyFitWhereTheyOverlap(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	for name, c := range map[string]struct {
		low, high   *int64
		most, least int64
	}{
		"none": {nil, nil, 0, 0}, "one": {n(50), nil, 50, 50}, "a range": {n(50), n(100), 100, 50}, "an upper bound": {n(0), n(100), 100, 100},
	} {
		if m, l := most(c.low, c.high), least(c.low, c.high); m != c.most || l != c.least {
			t.Errorf("%s: most %d, least %d", name, m, l)
		}
	}
}
