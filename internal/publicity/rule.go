package publicity

import (
	"strings"

	"kebang/internal/fault"
	"kebang/internal/workday"
)

// DayKind says which days a notice counts.
type DayKind string

// The kinds of days. Notices of county programmes count workdays; 促进科技成果转化法 art. 18 is read as natural days.
const (
	Workdays    DayKind = "workdays"
	NaturalDays DayKind = "natural"
)

// MostDays bounds the days of a rule.
const MostDays = 180

// Rule says how long a notice stands. It is data of the noun that posts.
type Rule struct {
	Days        int     `json:"days"` // 1..180
	Kind        DayKind `json:"kind"`
	CountsFirst bool    `json:"countsFirst,omitempty"` // the day of posting counts; the usual rule does not count it
	Source      string  `json:"source"`                // law and article, or document with number
}

var (
	textDays   = fault.T("publicity-days", "公示天数须在 1 至 %d 之间。", "The days of the notice must be between 1 and %d.")
	textKind   = fault.T("publicity-kind", "请选择按工作日还是按自然日计算。", "Choose workdays or natural days.")
	textSource = fault.T("publicity-source", "请写明公示期限的依据（法规条款或文件名称、文号）。",
		"State the source of the period: law and article, or document and number.")
)

func (r *Rule) tidy() { r.Source = strings.TrimSpace(r.Source) }

func (r *Rule) check(bad *fault.Fields, at string) {
	if r.Days < 1 || r.Days > MostDays {
		bad.Note(at+"/days", textDays, MostDays)
	}
	if r.Kind != Workdays && r.Kind != NaturalDays {
		bad.Note(at+"/kind", textKind)
	}
	if r.Source == "" {
		bad.Note(at+"/source", textSource)
	}
}

// Last is the last day of a notice that was posted on first: the notice stands until 24:00 of that day. Empty for an
// invalid date.
func (r Rule) Last(days *workday.Calendar, first workday.Date) workday.Date {
	return r.after(days, r.before(first), r.Days)
}

// before is the day after which the counted days of a posting begin.
func (r Rule) before(first workday.Date) workday.Date {
	if r.CountsFirst {
		return first.AddDays(-1)
	}
	return first
}

// after is the n-th counted day after d.
func (r Rule) after(days *workday.Calendar, d workday.Date, n int) workday.Date {
	if r.Kind == NaturalDays {
		return d.AddDays(n)
	}
	return days.AddWorkdays(d, n)
}

// between counts the days after d up to and including last.
func (r Rule) between(days *workday.Calendar, d, last workday.Date) int {
	if r.Kind == NaturalDays {
		return max(0, d.DaysUntil(last))
	}
	return days.WorkdaysUntil(d, last)
}

var (
	textWorkdays = fault.T("publicity-n-workdays", "%d个工作日", "%d workdays")
	textNatural  = fault.T("publicity-n-days", "%d个自然日", "%d days")
)

// Period is the length of the rule in words: 5个工作日.
func (r Rule) Period() fault.Said {
	if r.Kind == NaturalDays {
		return textNatural.With(r.Days)
	}
	return textWorkdays.With(r.Days)
}
