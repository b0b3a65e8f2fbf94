package seed

import (
	"fmt"
	"slices"
	"time"

	"kebang/internal/workday"
)

// plan is what happens in a market, each act on a day before the start. Acts of one day keep the order they were
// planned in.
type plan struct{ acts []act }

type act struct {
	ago  int // days before the start
	what string
	do   func() error
}

func (p *plan) add(ago int, what string, do func() error) {
	p.acts = append(p.acts, act{ago, what, do})
}

// run takes the acts in the order of their days.
func (p *plan) run(c *Clock) error {
	slices.SortStableFunc(p.acts, func(a, b act) int { return b.ago - a.ago })
	n := map[workday.Date]int{}
	for _, a := range p.acts {
		at := day(c.End(), a.ago, 0)
		d := workday.Today(at)
		c.Set(day(c.End(), a.ago, n[d]))
		n[d]++
		if err := a.do(); err != nil {
			return fmt.Errorf("%s, %d days ago: %w", a.what, a.ago, err)
		}
	}
	return nil
}

// day is an office hour of the last working day that is at least ago days before end: the nth thing done that day.
func day(end time.Time, ago, nth int) time.Time {
	d := workday.Today(end).AddDays(-ago)
	for !d.IsWorkday() {
		d = d.AddDays(-1)
	}
	return time.UnixMilli(d.StartMS()).Add(9*time.Hour + time.Duration(nth)*9*time.Minute)
}
