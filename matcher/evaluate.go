package matcher

import (
	"cmp"
	"math"
	"slices"
)

// Judgement is one pair graded by a person. Grade 3 answers the demand, 2 partly, 1 is the same field only, 0 is
// irrelevant.
type Judgement struct {
	Demand      string `json:"demand"`
	Achievement string `json:"achievement"`
	Grade       int    `json:"grade"`
}

// Pair names a demand and an achievement.
type Pair struct {
	Demand      string `json:"demand"`
	Achievement string `json:"achievement"`
}

// relevantGrade is the lowest grade that counts as right: worth a talk.
const relevantGrade = 2

// Figures are the quality of rankings over a set of demands. Gain is 2^grade-1, discount log2(rank+1).
type Figures struct {
	NDCG10          float64 `json:"ndcg10"`          // unjudged pairs count as grade 0
	NDCG10Condensed float64 `json:"ndcg10Condensed"` // unjudged pairs left out of the ranking
	P3              float64 `json:"p3"`              // share of grade >= 2 among the first three
	R20             float64 `json:"r20"`             // share of the grades >= 2 found in the first twenty
	Queries         int     `json:"queries"`         // demands with a grade >= 2
}

// Report is the output of kebang eval: the figures over all demands, and by industry of the demand.
type Report struct {
	Figures
	ByIndustry map[string]Figures `json:"byIndustry"`
	ByDemand   map[string]Figures `json:"byDemand"` // demands with a grade >= 2
}

// EvaluateInput is a judged collection. Rank gives all achievements for a demand, best first.
type EvaluateInput struct {
	Demands  []string          // ids
	Industry map[string]string // by demand id, in the wording of the report
	Judged   []Judgement
	Exclude  []Pair
	Rank     func(demand string) []string
}

// Evaluate measures rankings against judgements. Excluded pairs leave the ranking and the ideal. A demand without a
// grade >= 2 counts in none of the four figures. Demands have equal weight.
func Evaluate(in EvaluateInput) Report {
	excluded := make(map[Pair]bool, len(in.Exclude))
	for _, p := range in.Exclude {
		excluded[p] = true
	}
	grades := map[string]map[string]int{}
	for _, j := range in.Judged {
		if excluded[Pair{j.Demand, j.Achievement}] {
			continue
		}
		if grades[j.Demand] == nil {
			grades[j.Demand] = map[string]int{}
		}
		grades[j.Demand][j.Achievement] = j.Grade
	}
	var all sum
	by, each := map[string]*sum{}, map[string]Figures{}
	for _, d := range in.Demands {
		g := grades[d]
		if !answered(g) {
			continue
		}
		ranking := slices.DeleteFunc(slices.Clone(in.Rank(d)), func(a string) bool { return excluded[Pair{d, a}] })
		f := figures(ranking, g)
		all.add(f)
		each[d] = f
		name := in.Industry[d]
		if by[name] == nil {
			by[name] = &sum{}
		}
		by[name].add(f)
	}
	r := Report{Figures: all.mean(), ByIndustry: map[string]Figures{}, ByDemand: each}
	for name, s := range by {
		r.ByIndustry[name] = s.mean()
	}
	return r
}

func answered(grades map[string]int) bool {
	for _, g := range grades {
		if g >= relevantGrade {
			return true
		}
	}
	return false
}

// figures measures one ranking.
func figures(ranking []string, grades map[string]int) Figures {
	var full, condensed, ideal []int
	for _, a := range ranking {
		g, judged := grades[a]
		full = append(full, g)
		if judged {
			condensed = append(condensed, g)
		}
	}
	total := 0
	for _, g := range grades {
		ideal = append(ideal, g)
		if g >= relevantGrade {
			total++
		}
	}
	slices.SortFunc(ideal, func(a, b int) int { return cmp.Compare(b, a) })
	best := dcg10(ideal)
	return Figures{NDCG10: dcg10(full) / best, NDCG10Condensed: dcg10(condensed) / best,
		P3: float64(relevant(full, 3)) / 3, R20: float64(relevant(full, 20)) / float64(total), Queries: 1}
}

func dcg10(grades []int) float64 {
	var s float64
	for i, g := range grades[:min(10, len(grades))] {
		s += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i+2))
	}
	return s
}

func relevant(grades []int, depth int) (n int) {
	for _, g := range grades[:min(depth, len(grades))] {
		if g >= relevantGrade {
			n++
		}
	}
	return n
}

type sum Figures

func (s *sum) add(f Figures) {
	s.NDCG10 += f.NDCG10
	s.NDCG10Condensed += f.NDCG10Condensed
	s.P3 += f.P3
	s.R20 += f.R20
	s.Queries++
}

func (s *sum) mean() Figures {
	n := max(1, float64(s.Queries))
	return Figures{NDCG10: s.NDCG10 / n, NDCG10Condensed: s.NDCG10Condensed / n, P3: s.P3 / n, R20: s.R20 / n,
		Queries: s.Queries}
}

// KnownItemFigures are the quality of a known-item test: one relevant document per query.
type KnownItemFigures struct {
	NDCG10  float64 `json:"ndcg10"`
	R100    float64 `json:"r100"` // share of queries with their document among the first hundred
	MRR     float64 `json:"mrr"`
	Queries int     `json:"queries"`
}

// KnownItem measures ranks, from 1. Rank 0 is a document that was not found.
func KnownItem(ranks []int) KnownItemFigures {
	f := KnownItemFigures{Queries: len(ranks)}
	for _, r := range ranks {
		if r < 1 {
			continue
		}
		if r <= 10 {
			f.NDCG10 += 1 / math.Log2(float64(r+1))
		}
		if r <= 100 {
			f.R100++
		}
		f.MRR += 1 / float64(r)
	}
	n := max(1, float64(len(ranks)))
	f.NDCG10, f.R100, f.MRR = f.NDCG10/n, f.R100/n, f.MRR/n
	return f
}
