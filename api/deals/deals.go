package deals

import (
	"context"
	"io"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/vocab"
	"kebang/internal/workbook"
	"kebang/internal/workday"
)

// MatchValue reads a match that the actor may see, as the value that a deal keeps.
type MatchValue func(ctx context.Context, a actor.Actor, match string) (demand, achievement string, value *deal.Match,
	err error)

// DealView is a deal in the view of one of its readers.
type DealView struct {
	kernel.Head
	Serial          string             `json:"serial" doc:"DJ-year-number"`
	State           string             `json:"state" codes:"dealStates"`
	Demand          deal.Ref           `json:"demand" doc:"the demand as it stood when the deal was opened"`
	Achievement     deal.Ref           `json:"achievement" doc:"the achievement as it stood when the deal was opened"`
	DemandSide      deal.Side          `json:"demandSide"`
	AchievementSide deal.Side          `json:"achievementSide"`
	Broker          *deal.Side         `json:"broker,omitempty" doc:"the technology manager with his organisation"`
	Introducer      deal.Introducer    `json:"introducer" doc:"who brought the two together; it never changes"`
	Match           *deal.Match        `json:"match,omitempty" doc:"the match that it came from, as it was then"`
	DemandYes       bool               `json:"demandYes" doc:"the demand's side said yes to talking"`
	AchievementYes  bool               `json:"achievementYes" doc:"the achievement's side said yes to talking"`
	DemandKnew      *deal.Acquaintance `json:"demandKnew,omitempty" doc:"of an introduction: whether the demand's side knew the other"`
	AchievementKnew *deal.Acquaintance `json:"achievementKnew,omitempty"`
	Terms           *deal.Terms        `json:"terms,omitempty" doc:"on the table, or accepted"`
	PastTerms       []deal.Terms       `json:"pastTerms,omitempty" doc:"replaced by a counter-proposal, or given up"`
	End             *DealEnd           `json:"end,omitempty"`
	Notes           []deal.Note        `json:"notes,omitempty"`
	Contract        string             `json:"contract,omitempty" doc:"id of the contract that signed it"`
	Fees            []deal.Fee         `json:"fees,omitempty" doc:"fee agreements, by version"`
	Introductions   []deal.Introduced  `json:"introductions,omitempty" doc:"of the same pair before"`
	RenewedAt       int64              `json:"renewedAt,omitempty" doc:"UTC ms, when it came back after it lapsed"`
	CreatedAt       int64              `json:"createdAt"`
	UpdatedAt       int64              `json:"updatedAt"`

	Steps    []kernel.Button `json:"steps"`
	KeptAway string          `json:"keptAway,omitempty" doc:"why steps of the reader's role are kept from him"`
	Acts     []string        `json:"acts" doc:"what the reader can do besides the steps: note, acquaint, propose-fee, answer-fee, look-demand, look-achievement"`
	Stand    string          `json:"stand" enum:"demand,achievement,broker,watcher" doc:"how the reader stands to the deal"`
	EndName  string          `json:"endName,omitempty" doc:"Chinese name of the category of the end"`
	WaitsFor []string        `json:"waitsFor" doc:"sides whose answer it waits for: demand, achievement"`

	Due             workday.Date   `json:"due,omitempty" doc:"last day for an answer; it lapses on the day after"`
	Left            int            `json:"left,omitempty" doc:"workdays after today until then"`
	DemandAway      *party.Absence `json:"demandAway,omitempty" doc:"the clock of the demand's side stands still"`
	AchievementAway *party.Absence `json:"achievementAway,omitempty"`
	Contacts        *deal.Contacts `json:"contacts,omitempty" doc:"of one deal, for its sides from the consent of both on"`
}

// DealEnd says how and why a deal ended.
type DealEnd struct {
	Category deal.Category `json:"category"`
	Text     string        `json:"text"`
	By       string        `json:"by"`
	Role     string        `json:"role"`
	At       int64         `json:"at"`
}

func viewDeal(a actor.Actor, d deal.Deal, x deal.Standing, l vocab.Lang) DealView {
	v := DealView{Head: kernel.Head{ID: d.ID, Market: d.Market, Rev: d.Rev}, Serial: d.Serial, State: d.State,
		Demand: d.Demand, Achievement: d.Achievement, DemandSide: d.DemandSide,
		AchievementSide: d.AchievementSide, Broker: d.Broker, Introducer: d.Introducer, Match: d.Match,
		DemandYes:      d.DemandYes,
		AchievementYes: d.AchievementYes, DemandKnew: d.DemandKnew, AchievementKnew: d.AchievementKnew, Terms: d.Terms,
		PastTerms: d.PastTerms, Notes: d.Notes, Contract: d.Contract, Fees: d.Fees,
		Introductions: d.Introductions, RenewedAt: d.RenewedAt, CreatedAt: d.CreatedAt, UpdatedAt: d.UpdatedAt,
		Due: x.Due, Left: x.Left, DemandAway: x.DemandAway, AchievementAway: x.AchievementAway,
		Steps:    kernel.Buttons(x.Steps),
		KeptAway: x.KeptAway.In(l), Acts: x.Acts,
		Stand: [...]string{"", "watcher", "broker", "demand",
			"achievement"}[d.StandOf(a)], WaitsFor: d.WaitsFor()}
	if e := d.End; e != nil {
		v.End = &DealEnd{e.Category, e.Text.In(l), e.By, e.Role, e.At}
		v.EndName = e.Category.Name()
	}
	return v
}

// taggedDeal makes the answer of a route on one deal. A contact in it counts as a reading of a protected field.
func taggedDeal(ctx context.Context, r *kernel.Router, svc *deal.Service, a actor.Actor, d deal.Deal,
	err error) (*kernel.Tagged[DealView], error) {
	if err != nil {
		return nil, err
	}
	standings, err := svc.Standings(ctx, a, d)
	if err != nil {
		return nil, err
	}
	v := viewDeal(a, d, standings[d.ID], kernel.RequestOf(ctx).Lang)
	if v.Contacts, err = svc.Contacts(ctx, a, d.ID); err == nil && v.Contacts != nil {
		r.NoteRead(ctx, kernel.SeenContact.With(deal.Flow.Noun, d.Serial), d.ID)
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
					items = append(items, viewDeal(a, d, standings[d.ID], kernel.RequestOf(ctx).Lang))
				}
				return kernel.NewList(items, page.Next, total), err
			})
		kernel.Export(r, kernel.SignedIn, kernel.Op("export-deals", "GET", "/deals/export.xlsx", "导出对接"),
			"deals", "对接.xlsx",
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
		openers := kernel.Takers(&deal.Flow, deal.StepRenew) // a role that may reopen a deal may open one
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
		history.Route(r, kernel.SignedIn, "deal", "/deals", svc.History)
		r.Flow("deal", &deal.Flow)
		r.Words("dealCategories", listing.DeclineReasons)
		r.Words("dealEndings", deal.Endings)
		r.Words("creditStates", deal.CreditStates)
		r.Words("creditSteps", deal.CreditSteps)
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) { return dealTodos(ctx, svc, a) })
	}
}
