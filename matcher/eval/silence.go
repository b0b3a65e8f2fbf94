package eval

import "kebang/matcher"

// shownPairs is the number of pairs shown unasked for a demand.
const shownPairs = 3

// Silence counts the pairs that a rule shows over the judged demands.
type Silence struct {
	Pairs, Right                int // the first three shown pairs; unjudged ones count as wrong
	Answered, ShownAnswered     int // demands with a grade >= 2, and those of them with a shown pair
	Unanswered, ShownUnanswered int

	by map[string][2]int // pairs and right ones by demand
}

// Precision is the share of right pairs among those shown.
func (s Silence) Precision() float64 { return float64(s.Right) / float64(max(1, s.Pairs)) }

// Silence measures the pairs shown unasked.
func (c *Collection) Silence() Silence {
	return c.shownBy(func(d, a *matcher.Ready) bool { return matcher.Unasked(d, a, matcher.Score(d, a).Total) })
}

// shownBy measures a rule; unasked reports whether it shows a pair.
func (c *Collection) shownBy(unasked func(d, a *matcher.Ready) bool) Silence {
	s := Silence{by: map[string][2]int{}}
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
		shown, right := 0, 0
		for _, id := range c.Rank(d) {
			p := matcher.Pair{Demand: d.ID, Achievement: id}
			if excluded[p] || !unasked(d, byID[id]) {
				continue
			}
			if shown == shownPairs {
				break
			}
			shown++
			if grades[p] >= 2 {
				right++
			}
		}
		s.count(d.ID, answered[d.ID], shown, right)
	}
	return s
}

func (s *Silence) count(demand string, answered bool, shown, right int) {
	s.by[demand] = [2]int{shown, right}
	s.Pairs, s.Right = s.Pairs+shown, s.Right+right
	hit := min(shown, 1)
	if answered {
		s.Answered, s.ShownAnswered = s.Answered+1, s.ShownAnswered+hit
	} else {
		s.Unanswered, s.ShownUnanswered = s.Unanswered+1, s.ShownUnanswered+hit
	}
}
