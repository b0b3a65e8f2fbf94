package eval

import "kebang/matcher"

// shownPairs are shown for a demand unasked.
const shownPairs = 3

// Silence says what a threshold shows and hides over the judged demands.
type Silence struct {
	Pairs, Right                int // the first three at or above the threshold; unjudged ones count as wrong
	Answered, ShownAnswered     int // demands with a grade >= 2, and those of them that are shown something
	Unanswered, ShownUnanswered int
}

// Precision is the share of right pairs among those shown.
func (s Silence) Precision() float64 { return float64(s.Right) / float64(max(1, s.Pairs)) }

// Silence measures a threshold (0..100).
func (c *Collection) Silence(threshold float64) (s Silence) {
	excluded := map[matcher.Pair]bool{}
	for _, p := range c.Exclude {
		excluded[p] = true
	}
	grades, judged, answered := map[matcher.Pair]int{}, map[string]bool{}, map[string]bool{}
	for _, j := range c.Judged {
		p := matcher.Pair{Demand: j.Demand, Achievement: j.Achievement}
		if judged[j.Demand] = true; excluded[p] {
			continue
		}
		if grades[p] = j.Grade; j.Grade >= 2 {
			answered[j.Demand] = true
		}
	}
	byID := make(map[string]*matcher.Ready, len(c.Achievements))
	for _, a := range c.Achievements {
		byID[a.ID] = a
	}
	for _, d := range c.Demands {
		if !judged[d.ID] {
			continue
		}
		seen, shown := 0, 0
		for _, id := range c.Rank(d) {
			p := matcher.Pair{Demand: d.ID, Achievement: id}
			if excluded[p] {
				continue
			}
			if seen++; seen > shownPairs || matcher.Score(d, byID[id]).Total < threshold {
				break
			}
			shown++
			s.Pairs++
			if grades[p] >= 2 {
				s.Right++
			}
		}
		hit := 0
		if shown > 0 {
			hit = 1
		}
		if answered[d.ID] {
			s.Answered++
			s.ShownAnswered += hit
		} else {
			s.Unanswered++
			s.ShownUnanswered += hit
		}
	}
	return s
}
