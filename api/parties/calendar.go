package parties

import (
	"context"
	"slices"
	"strconv"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/calendar"
	"kebang/internal/fault"
	"kebang/internal/workday"
)

// CalendarYear is one year of the calendar of workdays.
type CalendarYear struct {
	Year   int         `json:"year"`
	Known  bool        `json:"known" doc:"false: the notice of that year is not known, only weekends are days off"`
	Source string      `json:"source,omitempty" doc:"number of the notice of the State Council"`
	Notice *NoticeView `json:"notice,omitempty" doc:"as entered in this market; absent for a year that came with the program"`
}

// NoticeView is a notice that an administrator entered.
type NoticeView struct {
	Year      int            `json:"year"`
	Source    string         `json:"source" doc:"number of the notice, such as 国办发明电〔2025〕7号"`
	Rests     []workday.Rest `json:"rests" doc:"days off and days worked for them, by holiday"`
	Rev       int64          `json:"rev" doc:"sent back in If-Match with a correction"`
	ByName    string         `json:"byName"`
	UpdatedAt int64          `json:"updatedAt" doc:"UTC ms"`
}

// CalendarView lists the years in the calendar of workdays.
type CalendarView struct {
	Years   []CalendarYear `json:"years"`
	Missing []int          `json:"missing" doc:"years that deadlines reach and that are not known"`
	Warning string         `json:"warning,omitempty" doc:"what follows, and what to do"`
	May     bool           `json:"may" doc:"the reader may enter and correct notices"`
	Next    int            `json:"next" doc:"the last year whose notice can be entered"`
}

// warnOfYears is the sentence for an administrator; empty when no year is missing.
func warnOfYears(missing ...int) fault.Said {
	years := make(fault.All, len(missing))
	for i, y := range missing {
		years[i] = y
	}
	return fault.T("calendar-missing",
		"工作日历里没有 %s 年的放假安排：跨入该年的期限（公示、受理、补正）暂只按周末计算，遇节假日和调休会算错。"+
			"国务院办公厅公布放假通知后，请市场管理员在“市场资料”的工作日历中录入；此前请人工核对这些期限。",
		"The calendar has no public holidays for %s: deadlines that reach into it are counted by weekends only "+
			"and may be wrong. Once the State Council has published its notice, the administrator enters it in "+
			"the calendar of the market profile; until then check such deadlines by hand.").With(years)
}

func viewNotice(n calendar.Notice) *NoticeView {
	return &NoticeView{Year: n.Year, Source: n.Source, Rests: n.Rests, Rev: n.Rev, ByName: n.ByName,
		UpdatedAt: n.UpdatedAt}
}

// Calendar are the routes of the calendar of workdays.
func Calendar(svc *calendar.Service) kernel.Resource {
	return func(r *kernel.Router) {
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) {
			if !a.Is(actor.Admin) {
				return nil, nil
			}
			days, _, err := svc.Calendar(ctx, a)
			if err != nil {
				return nil, err
			}
			m := days.Missing(workday.Of(r.Now()))
			if len(m) == 0 {
				return nil, nil
			}
			l := kernel.RequestOf(ctx).Lang
			k := kernel.TodoOf(ctx, "calendar", "/admin/market#calendar",
				fault.T("todo-calendar", "工作日历缺少放假安排", "The calendar lacks public holidays"), warnOfYears(m...))
			k.Count = int64(len(m))
			for _, y := range m {
				year := strconv.Itoa(y)
				k.Items = append(k.Items,
					kernel.TodoItem{Record: kernel.TodoRecord{Type: "market", ID: year,
						Name: fault.T("holidays-of", "%d 年放假安排", "Public holidays of %d").With(y).In(l)},
						Detail: warnOfYears(y).In(l), Href: k.Href})
			}
			return []kernel.TodoKind{k}, nil
		})
		kernel.Route(r, kernel.Roles(actor.Admin, actor.Officer, actor.Registrar),
			kernel.Op("get-calendar", "GET", "/calendar", "工作日历"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.Out[CalendarView], error) {
				days, entered, err := svc.Calendar(ctx, a)
				if err != nil {
					return nil, err
				}
				today := workday.Of(r.Now())
				out := CalendarView{Years: []CalendarYear{}, Missing: days.Missing(today),
					May: a.Is(actor.Admin), Next: today.Year() + 1}
				for _, y := range days.Years() {
					year := CalendarYear{Year: y, Known: true, Source: days.Source(y)}
					if i := slices.IndexFunc(entered, func(n calendar.Notice) bool { return n.Year == y }); i >= 0 &&
						!workday.Official().Known(y) {
						year.Notice = viewNotice(entered[i])
					}
					out.Years = append(out.Years, year)
				}
				for _, y := range out.Missing {
					out.Years = append(out.Years, CalendarYear{Year: y})
				}
				if len(out.Missing) > 0 {
					out.Warning = warnOfYears(out.Missing...).In(kernel.RequestOf(ctx).Lang)
				}
				return kernel.NewOut(out), nil
			})
		kernel.Route(r, kernel.Roles(actor.Admin), kernel.Op("enter-notice", "POST", "/calendar", "录入一年的放假安排"),
			func(ctx context.Context, a actor.Actor, in *struct{ Body workday.Notice }) (*kernel.Tagged[*NoticeView],
				error) {
				n, err := svc.SetNotice(ctx, a, 0, in.Body)
				return kernel.Tag(n.Rev, viewNotice(n)), err
			})
		kernel.Route(r, kernel.Roles(actor.Admin), kernel.Op("correct-notice", "PUT", "/calendar/{year}", "更正录入的放假安排"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.IfMatch
				Year int `path:"year"`
				Body workday.Notice
			}) (*kernel.Tagged[*NoticeView], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				in.Body.Year = in.Year
				n, err := svc.SetNotice(ctx, a, rev, in.Body)
				return kernel.Tag(n.Rev, viewNotice(n)), err
			})
	}
}
