package deals

import (
	"context"
	"io"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/deal"
	"kebang/internal/id"
	"kebang/internal/workbook"
)

// MatchValue reads a match the actor may see, as the value a deal keeps.
type MatchValue func(ctx context.Context, a actor.Actor, match string) (demand, achievement string, value *deal.Match,
	err error)

// DealView is a deal as one of its readers sees it.
type DealView struct {
	ID string `json:"id"`
	deal.Deal
	StateName string          `json:"stateName"`
	Steps     []kernel.Button `json:"steps"`
	KeptAway  string          `json:"keptAway,omitempty" doc:"why steps of the reader's role are kept from him"`
	Acts      []string        `json:"acts" nullable:"false" doc:"what the reader can do besides the steps: note, acquaint, propose-fee, answer-fee, look-demand, look-achievement"`
	Stand     string          `json:"stand" enum:"demand,achievement,broker,watcher" doc:"how the reader stands to the deal"`
	EndName   string          `json:"endName,omitempty" doc:"Chinese name of the category of the end"`
	WaitsFor  []string        `json:"waitsFor" nullable:"false" doc:"sides whose answer it waits for: demand, achievement"`
	deal.Clock
	Contacts *deal.Contacts `json:"contacts,omitempty" doc:"of one deal, for its sides from the consent of both on"`
}

func viewDeal(a actor.Actor, d deal.Deal, x deal.Standing) DealView {
	v := DealView{ID: d.ID, Deal: d, StateName: deal.Flow.Name(d.State), Steps: kernel.Buttons(x.Steps),
		KeptAway: x.KeptAway, Acts: kernel.NotNil(x.Acts),
		Stand: [...]string{"", "watcher", "broker", "demand",
			"achievement"}[d.StandOf(a)], WaitsFor: kernel.NotNil(d.WaitsFor()), Clock: x.Clock}
	if d.End != nil {
		v.EndName = d.End.Category.Name()
	}
	return v
}

// taggedDeal makes the answer of a route on one deal. The contact that a side reads in it is a reading of a protected
// field.
func taggedDeal(ctx context.Context, r *kernel.Router, svc *deal.Service, a actor.Actor, d deal.Deal,
	err error) (*kernel.Tagged[DealView], error) {
	if err != nil {
		return nil, err
	}
	standings, err := svc.Standings(ctx, a, d)
	if err != nil {
		return nil, err
	}
	v := viewDeal(a, d, standings[d.ID])
	if v.Contacts, err = svc.Contacts(ctx, a, d.ID); err == nil && v.Contacts != nil {
		r.NoteRead(ctx, "对接联系方式 "+d.Serial, d.ID)
	}
	return kernel.Tag(d.Rev, v), err
}

type dealQuery struct {
	kernel.PageQuery
	Scope     string `query:"scope" enum:"mine,market"`
	State     string `query:"state" maxLength:"20"`
	Demand    string `query:"demand" maxLength:"40"`
	Waiting   bool   `query:"waiting" doc:"only those that wait for the reader's own answer"`
	Consented bool   `query:"consented" doc:"only those to which both sides said yes, whatever came of them"`
	Voided    bool   `query:"voided" doc:"only those of the last 14 days that ended because a claim was undone"`
	Lapsing   bool   `query:"lapsing" doc:"only unanswered ones that lapse within five workdays"`
}

func (q dealQuery) filter() deal.Filter {
	return deal.Filter{Scope: q.Scope, State: q.State, Demand: q.Demand, Waiting: q.Waiting, Lapsing: q.Lapsing,
		Voided: q.Voided, Consented: q.Consented, Sort: q.Sort, Cursor: q.Cursor, Limit: q.Limit}
}

// Workbook makes the download of deals.
type Workbook func(ctx context.Context, a actor.Actor, ds []deal.Deal) (func(io.Writer) error, error)

// Routes are those of 对接.
func Routes(svc *deal.Service, match MatchValue, export Workbook) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Route(r, kernel.SignedIn, kernel.Op("list-deals", "GET", "/deals", "对接列表"),
			func(ctx context.Context, a actor.Actor, in *dealQuery) (*kernel.List[DealView], error) {
				page, total, err := svc.List(ctx, a, in.filter())
				if err != nil {
					return nil, err
				}
				standings, err := svc.Standings(ctx, a, page.Items...)
				var items []DealView
				for _, d := range page.Items {
					items = append(items, viewDeal(a, d, standings[d.ID]))
				}
				return kernel.NewList(items, page.Next, total), err
			})
		kernel.Export(r, kernel.SignedIn, kernel.Op("export-deals", "GET", "/deals/export.xlsx", "导出对接"), "对接.xlsx",
			func(ctx context.Context, a actor.Actor, in *dealQuery) (func(io.Writer) error, error) {
				var all []deal.Deal
				f := in.filter()
				for f.Limit = 100; len(all) < workbook.MaxRows; {
					page, _, err := svc.List(ctx, a, f)
					if err != nil {
						return nil, err
					}
					all = append(all, page.Items...)
					if f.Cursor = page.Next; f.Cursor == "" {
						break
					}
				}
				return export(ctx, a, all)
			})
		openers := kernel.Takers(&deal.Flow, deal.StepRenew) // who may open a deal again may open one
		kernel.Route(r, openers, kernel.Created(kernel.Op("open-deal", "POST", "/deals", "发起对接")),
			func(ctx context.Context, a actor.Actor, in *struct {
				Body struct {
					Match       string `json:"match" doc:"id of the match it comes from"`
					Demand      string `json:"demand" doc:"without a match: the demand"`
					Achievement string `json:"achievement" doc:"without a match: the achievement"`
					Note        string `json:"note" maxLength:"2000"`
				}
			}) (*kernel.Tagged[DealView], error) {
				p := deal.Pair{Demand: in.Body.Demand, Achievement: in.Body.Achievement, Note: in.Body.Note}
				if in.Body.Match != "" {
					var err error
					if p.Demand, p.Achievement, p.Match, err = match(ctx, a, in.Body.Match); err != nil {
						return nil, err
					}
				}
				d, err := svc.Open(ctx, a, id.New(), p)
				return taggedDeal(ctx, r, svc, a, d, err)
			})
		kernel.Route(r, kernel.SignedIn, kernel.Op("get-deal", "GET", "/deals/{id}", "一次对接"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID string `path:"id"`
			}) (*kernel.Tagged[DealView], error) {
				d, err := svc.Get(ctx, a, in.ID)
				return taggedDeal(ctx, r, svc, a, d, err)
			})
		dealSteps(r, svc)
		kernel.Route(r, kernel.SignedIn, kernel.Op("deal-history", "GET", "/deals/{id}/history", "变更历史"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID string `path:"id"`
			}) (*kernel.List[audit.Entry], error) {
				h, err := svc.History(ctx, a, in.ID)
				return kernel.NewList(h, "", int64(len(h))), err
			})
		r.Reference("dealFlow", func(context.Context) (any, error) { return kernel.NewFlowReference(&deal.Flow), nil })
		r.Reference("dealCategories", func(context.Context) (any, error) { return deal.Categories, nil })
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) { return dealTodos(ctx, svc, a) })
	}
}
