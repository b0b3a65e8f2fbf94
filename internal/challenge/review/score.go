package review

import (
	"cmp"
	"math/big"
	"slices"

	"kebang/internal/challenge"
)

// Blank stands for a score that was not given yet.
const Blank = -1

// Outlier is how far a total lies from the middle total of the bid to be marked: 20 points. A mark changes nothing.
const Outlier = 20_00

// Mark is what one expert says about one bid. Scores are hundredths in the order of the criteria, Blank where none was
// given.
type Mark struct {
	Bid     string  `json:"bid"`
	Scores  []int64 `json:"scores"`
	Comment string  `json:"comment,omitempty"`
}

// full reports whether every criterion has a score within its bounds.
func (m *Mark) full(t *challenge.ReviewTerms) bool {
	if len(m.Scores) != len(t.Criteria) {
		return false
	}
	for i, s := range m.Scores {
		if s < 0 || s > t.Criteria[i].Most {
			return false
		}
	}
	return true
}

// round is a rational to the next integer, halves up. Scores are never negative.
func round(x *big.Rat) int64 {
	x = new(big.Rat).Add(x, big.NewRat(1, 2))
	return new(big.Int).Div(x.Num(), x.Denom()).Int64()
}

// Total is the weighted sum of the scores in hundredths of 100 points. It is computed exactly and rounded once, halves
// up.
func Total(t *challenge.ReviewTerms, scores []int64) int64 {
	sum := new(big.Rat)
	for i, c := range t.Criteria {
		sum.Add(sum, big.NewRat(int64(c.Weight)*100*scores[i], c.Most))
	}
	return round(sum)
}

// Vote is the total of one expert for one bid.
type Vote struct {
	Seat    string `json:"seat"`
	Name    string `json:"name"`
	Total   int64  `json:"total"`
	Dropped bool   `json:"dropped,omitempty"` // highest or lowest
	Outlier bool   `json:"outlier,omitempty"`
	Comment string `json:"comment,omitempty"`
}

// Line is the result of one bid.
type Line struct {
	Bid    string `json:"bid"`
	Serial string `json:"serial"`
	Team   string `json:"team"`
	Votes  []Vote `json:"votes"`
	Mean   int64  `json:"mean"`   // hundredths; decides
	Scaled int64  `json:"scaled"` // each expert's totals moved to the common mean; a hint, never the rank
	Rank   int    `json:"rank"`   // equal means have equal ranks
	Passes bool   `json:"passes"` // the mean reaches the pass mark
}

func mean(xs []int64) *big.Rat {
	var sum int64
	for _, x := range xs {
		sum += x
	}
	return big.NewRat(sum, int64(len(xs)))
}

// rank fills in what follows from the votes: dropped ends, outliers, mean, rank. Every line has a vote of every seat.
// The mean is that of the rounded totals, rounded once, halves up.
func rank(t *challenge.ReviewTerms, lines []Line) {
	own := map[string][]int64{} // totals by seat
	var all []int64
	for i := range lines {
		for _, v := range lines[i].Votes {
			own[v.Seat] = append(own[v.Seat], v.Total)
			all = append(all, v.Total)
		}
	}
	for i := range lines {
		l := &lines[i]
		ends(t, l.Votes)
		var kept []int64
		scaled := new(big.Rat)
		for j, v := range l.Votes {
			if !v.Dropped {
				kept = append(kept, v.Total)
			}
			l.Votes[j].Outlier = far(l.Votes, j)
			moved := new(big.Rat).Sub(big.NewRat(v.Total, 1), mean(own[v.Seat]))
			scaled.Add(scaled, moved.Add(moved, mean(all)))
		}
		l.Mean = round(mean(kept))
		l.Scaled = round(scaled.Quo(scaled, big.NewRat(int64(len(l.Votes)), 1)))
		l.Passes = l.Mean >= t.PassMark
	}
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(b.Mean, a.Mean), cmp.Compare(a.Serial, b.Serial))
	})
	for i := range lines {
		lines[i].Rank = i + 1
		if i > 0 && lines[i].Mean == lines[i-1].Mean {
			lines[i].Rank = lines[i-1].Rank
		}
	}
}

// ends marks one highest and one lowest vote as dropped, where the terms say so.
func ends(t *challenge.ReviewTerms, vs []Vote) {
	if !t.DropEnds || len(vs) < challenge.SeatsForEnds {
		return
	}
	high, low := 0, 0
	for i, v := range vs {
		if v.Total > vs[high].Total {
			high = i
		}
		if v.Total <= vs[low].Total {
			low = i
		}
	}
	vs[high].Dropped, vs[low].Dropped = true, true
}

// far reports whether a vote lies Outlier or more from the middle one. One strange vote does not move the middle.
func far(vs []Vote, at int) bool {
	totals := make([]int64, len(vs))
	for i, v := range vs {
		totals[i] = v.Total
	}
	slices.Sort(totals)
	d := vs[at].Total - totals[len(totals)/2]
	return max(d, -d) >= Outlier
}

// unexplained are the places of the marks that need a comment and have none. They are the highest and the lowest of the
// expert, and those below the pass mark.
func unexplained(t *challenge.ReviewTerms, ms []Mark) (out []int) {
	if len(ms) == 0 {
		return nil
	}
	totals := make([]int64, len(ms))
	for i, m := range ms {
		totals[i] = Total(t, m.Scores)
	}
	high, low := slices.Max(totals), slices.Min(totals)
	for i, m := range ms {
		if m.Comment == "" && (totals[i] == high || totals[i] == low || totals[i] < t.PassMark) {
			out = append(out, i)
		}
	}
	return out
}
