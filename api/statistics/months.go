package statistics

import (
	"context"
	"io"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/ledger"
	"kebang/internal/stats"
)

// MonthView is a month of statistics with its figures by scope. They are never added up.
type MonthView struct {
	ID       string          `json:"id" doc:"the month YYYY-MM; 13 is the adjusting month of its year"`
	Market   string          `json:"market"`
	Rev      int64           `json:"rev"`
	Name     string          `json:"name" doc:"Chinese name"`
	English  string          `json:"english" doc:"English name"`
	State    string          `json:"state" codes:"monthStates"`
	Steps    []kernel.Button `json:"steps"`
	Waits    string          `json:"waits" doc:"why the month cannot be closed today; empty for one that can"`
	Figures  []ScopeFigures  `json:"figures" doc:"one for each scope"`
	Postings int64           `json:"postings" doc:"postings that count in the month"`
	ClosedAt int64           `json:"closedAt" doc:"0: open"`
	ClosedBy string          `json:"closedBy"`
	Number   string          `json:"number" doc:"number of the sheet of a closed month"`
	Hash     string          `json:"hash" doc:"SHA-256 of the sheet of a closed month"`
}

// ScopeFigures are the figures of one scope.
type ScopeFigures struct {
	Scope    string `json:"scope" codes:"statScopes"`
	Count    int64  `json:"count" doc:"contracts"`
	TotalFen int64  `json:"totalFen" doc:"contract value"`
	TechFen  int64  `json:"techFen" doc:"technology value"`
}

func viewMonth(ctx context.Context, a actor.Actor, m stats.Month) MonthView {
	name := m.Period().Name()
	v := MonthView{ID: m.ID, Market: m.Market, Rev: m.Rev, Name: name.Zh, English: name.En, State: m.State,
		Steps: []kernel.Button{}, Figures: []ScopeFigures{}, Postings: m.Postings, ClosedAt: m.ClosedAt,
		ClosedBy: m.ClosedBy}
	for _, s := range ledger.Scopes {
		f := m.Figures(s.Code)
		v.Figures = append(v.Figures, ScopeFigures{s.Code, f.Count, f.TotalFen, f.TechFen})
	}
	if m.Waits != nil {
		v.Waits = m.Waits.In(kernel.RequestOf(ctx).Lang)
	} else {
		v.Steps = kernel.Buttons(ledger.Flow.Steps(m.State, string(a.Role)))
	}
	if m.Sheet != nil {
		v.Number, v.Hash = m.Sheet.Number, m.Sheet.Blob
	}
	return v
}

type monthIn struct {
	ID string `path:"id" maxLength:"7" pattern:"^[0-9]{4}-[0-9]{2}$" example:"2026-03" doc:"the month; 13 is the adjusting month of its year"`
}

func months(r *kernel.Router, svc *stats.Service) {
	kernel.Route(r, statViewers, kernel.Op("list-months", "GET", "/months", "统计月份及结账情况"),
		func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.List[MonthView], error) {
			ms, err := svc.Months(ctx, a)
			views := make([]MonthView, len(ms))
			for i, m := range ms {
				views[i] = viewMonth(ctx, a, m)
			}
			return kernel.NewItems(views), err
		})
	kernel.Export(r, statViewers, kernel.Op("month-sheet", "GET", "/months/{id}/sheet.xlsx", "下载月报"),
		"the sheet of a month",
		"技术合同统计月报.xlsx",
		func(ctx context.Context, a actor.Actor, in *monthIn) (func(io.Writer) error, error) {
			return svc.MonthSheet(ctx, a, ledger.Period(in.ID))
		})
	history.Route(r, statViewers, "month", "/months", svc.MonthHistory)
	steps := kernel.StepsOf(r, &ledger.Flow, "month", "/months")
	kernel.Step(steps, ledger.StepClose, func(ctx context.Context, a actor.Actor,
		in *monthIn) (*kernel.Tagged[MonthView], error) {
		m, err := svc.CloseMonth(ctx, a, ledger.Period(in.ID))
		if err != nil {
			return nil, err
		}
		return kernel.Tag(m.Rev, viewMonth(ctx, a, m)), nil
	})
	steps.Whole()
}
