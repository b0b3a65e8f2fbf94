package review

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kebang/internal/challenge"
)

func rules(drop bool, weights ...int) *challenge.ReviewTerms {
	t := &challenge.ReviewTerms{Form: "online", Seats: 3, PassMark: 60_00, DropEnds: drop}
	for i, w := range weights {
		t.Criteria = append(t.Criteria, challenge.Criterion{Name: fmt.Sprint(i), Weight: w, Most: 100_00})
	}
	return t
}

// TestRounding holds the arithmetic at its boundaries: exact until the end, halves up, once.
func TestRounding(t *testing.T) {
	third := rules(false, 100)
	third.Criteria[0].Most = 3_00
	mixed := rules(false, 50, 50)
	mixed.Criteria[0].Most, mixed.Criteria[1].Most = 30_00, 70_00
	for _, tt := range []struct {
		t      *challenge.ReviewTerms
		scores []int64
		want   int64
	}{
		{rules(false, 50, 50), []int64{100_00, 100_00}, 100_00},
		{rules(false, 50, 50), []int64{0, 0}, 0},
		{rules(false, 50, 50), []int64{80_01, 80_00}, 80_01}, // 80.005 goes up
		{rules(false, 25, 75), []int64{80_01, 80_00}, 80_00}, // 80.0025 goes down
		{third, []int64{1_00}, 33_33},
		{third, []int64{2_00}, 66_67},
		{mixed, []int64{10_00, 35_00}, 41_67}, // 16.6667 + 25, rounded once
	} {
		if got := Total(tt.t, tt.scores); got != tt.want {
			t.Errorf("%v of %v: %d, want %d", tt.scores, tt.t.Criteria, got, tt.want)
		}
	}
	for _, v := range []struct {
		n    int64
		text string
	}{{100_00, "100"}, {87_50, "87.5"}, {87_05, "87.05"}, {5, "0.05"}, {0, "0"}} {
		if got := Decimal(v.n); got != v.text {
			t.Errorf("%d is written %s", v.n, got)
		}
	}
}

func line(serial string, totals ...int64) Line {
	l := Line{Bid: serial, Serial: serial}
	for i, x := range totals {
		l.Votes = append(l.Votes, Vote{Seat: fmt.Sprint(i), Total: x})
	}
	return l
}

// TestRank goes through ends, ties, outliers, the pass mark and the hint that never ranks.
func TestRank(t *testing.T) {
	r := rules(true, 100)
	r.Seats = 5
	lines := []Line{line("a", 90_00, 90_00, 90_00, 90_00, 10_00), line("b", 80_00, 80_00, 80_00, 80_00, 100_00),
		line("c", 59_99, 59_99, 59_99, 59_99, 59_99), line("d", 90_00, 90_00, 90_00, 90_00, 90_00)}
	rank(r, lines)
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprintf("%s %d %d %v", l.Serial, l.Rank, l.Mean, l.Passes))
	}
	want := []string{"a 1 9000 true", "d 1 9000 true", "b 3 8000 true", "c 4 5999 false"}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if v := lines[0].Votes; !v[4].Outlier || !v[4].Dropped || v[0].Outlier {
		t.Errorf("votes %+v", v)
	}
	r.DropEnds = false
	lines = []Line{line("a", 60_00, 60_00, 59_99)}
	if rank(r, lines); lines[0].Mean != 60_00 || !lines[0].Passes { // 59.9967 is 60.00
		t.Errorf("%+v", lines[0])
	}
}

// TestComments wants them for the highest, the lowest and all below the pass mark.
func TestComments(t *testing.T) {
	r := rules(false, 100)
	ms := []Mark{{Scores: []int64{90_00}}, {Scores: []int64{80_00}}, {Scores: []int64{59_00}}, {Scores: []int64{50_00}}}
	if got := unexplained(r, ms); !slices.Equal(got, []int{0, 2, 3}) {
		t.Errorf("%v", got)
	}
	if got := unexplained(r, ms[:1]); !slices.Equal(got, []int{0}) {
		t.Errorf("one bid: %v", got)
	}
}

// TestSums: whatever the scores, a mean lies between the totals that count, and the order follows the means.
func TestSums(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := rules(rapid.Bool().Draw(rt, "drop"), 40, 35, 25)
		seats := rapid.SampledFrom([]int{3, 5, 7}).Draw(rt, "seats")
		lines := make([]Line, rapid.IntRange(1, 6).Draw(rt, "bids"))
		for i := range lines {
			totals := make([]int64, seats)
			for j := range totals {
				totals[j] = Total(r, rapid.SliceOfN(rapid.Int64Range(0, 100_00), 3, 3).Draw(rt, "scores"))
			}
			lines[i] = line(fmt.Sprint(i), totals...)
		}
		rank(r, lines)
		for i, l := range lines {
			var sum, n, low, high int64 = 0, 0, 100_00, 0
			for _, v := range l.Votes {
				if !v.Dropped {
					sum, n, low, high = sum+v.Total, n+1, min(low, v.Total), max(high, v.Total)
				}
			}
			if l.Mean < low || l.Mean > high || max(2*(sum-l.Mean*n), 2*(l.Mean*n-sum)) > n {
				rt.Fatalf("mean %d of %+v", l.Mean, l.Votes)
			}
			if i > 0 && (lines[i-1].Mean < l.Mean || (lines[i-1].Mean == l.Mean) != (lines[i-1].Rank == l.Rank)) {
				rt.Fatalf("rank %d after %d", l.Rank, lines[i-1].Rank)
			}
			if want := int64(seats); r.DropEnds && seats >= 5 && n != want-2 || (!r.DropEnds || seats < 5) &&
				n != want {
				rt.Fatalf("%d of %d votes count", n, seats)
			}
		}
	})
}
