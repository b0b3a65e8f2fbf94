package api

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"kebang/internal/party"
	"kebang/internal/workday"
)

// CalendarYear is one year of the calendar of workdays.
type CalendarYear struct {
	Year   int    `json:"year"`
	Known  bool   `json:"known" doc:"false: the notice of that year is not in the program, only weekends are days off"`
	Source string `json:"source,omitempty" doc:"number of the notice of the State Council"`
}

// CalendarView says which years the calendar of workdays knows.
type CalendarView struct {
	Years   []CalendarYear `json:"years" nullable:"false"`
	Missing []int          `json:"missing" nullable:"false" doc:"years that deadlines reach and that are not known"`
	Warning string         `json:"warning,omitempty" doc:"what follows, and what to do"`
}

// warnOfYears is the sentence for an administrator; empty when nothing is missing.
func warnOfYears(missing []int) string {
	if len(missing) == 0 {
		return ""
	}
	words := make([]string, len(missing))
	for i, y := range missing {
		words[i] = strconv.Itoa(y)
	}
	return fmt.Sprintf("工作日历里没有 %s 年的放假安排：跨入该年的期限（公示、受理、补正）暂只按周末计算，遇节假日和调休会算错。国务院办公厅公布放假通知后，请升级到含该年日历的版本；此前请人工核对这些期限。", strings.Join(words, "、"))
}

// Calendar are the routes of the calendar of workdays.
func Calendar() Resource {
	return func(r *Router) {
		missing := func() []int { return workday.Official().Missing(workday.Of(r.Now())) }
		r.Todo(func(_ context.Context, a party.Actor) ([]TodoItem, error) {
			if m := missing(); len(m) > 0 && a.Is(party.Admin) {
				return []TodoItem{{Kind: "calendar", Title: "工作日历缺少放假安排", Detail: warnOfYears(m), Count: int64(len(m)), Href: "/admin/market#calendar"}}, nil
			}
			return nil, nil
		})
		Route(r, Roles(party.Admin, party.Officer, party.Registrar), Op("get-calendar", "GET", "/calendar", "工作日历"),
			func(context.Context, party.Actor, *struct{}) (*Out[CalendarView], error) {
				c, out := workday.Official(), CalendarView{Years: []CalendarYear{}, Missing: notNil(missing())}
				for _, y := range c.Years() {
					out.Years = append(out.Years, CalendarYear{y, true, c.Source(y)})
				}
				for _, y := range out.Missing {
					out.Years = append(out.Years, CalendarYear{Year: y})
				}
				out.Warning = warnOfYears(out.Missing)
				return NewOut(out), nil
			})
	}
}
