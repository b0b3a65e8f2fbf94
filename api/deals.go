package api

import (
	"context"
	"io"

	"kebang/internal/deal"
	"kebang/internal/id"
	"kebang/internal/intake"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/workday"
)

// MatchValue reads a match the actor may see, as the value a deal keeps. Package matcher implements it in wiring: deal
// and matcher do not know each other.
type MatchValue func(ctx context.Context, a party.Actor, match string) (demand, achievement string, value *deal.Match, err error)

// DealView is a deal as one of its readers sees it.
type DealView struct {
	ID string `json:"id"`
	deal.Deal
	StateName string   `json:"stateName"`
	Steps     []Button `json:"steps"`
	Stand     string   `json:"stand" enum:"demand,achievement,broker,watcher" doc:"how the reader stands to the deal"`
	EndName   string   `json:"endName,omitempty" doc:"Chinese name of the category of the end"`
}

func viewDeal(a party.Actor, d deal.Deal) DealView {
	v := DealView{ID: d.ID, Deal: d, StateName: deal.Flow.Name(d.State), Steps: buttons(d.Steps(a)),
		Stand: [...]string{"", "watcher", "broker", "demand", "achievement"}[d.StandOf(a)]}
	if d.End != nil {
		v.EndName = d.End.Category.Name()
	}
	return v
}

func taggedDeal(a party.Actor, d deal.Deal, err error) (*Tagged[DealView], error) {
	if err != nil {
		return nil, err
	}
	return Tag(d.Rev, viewDeal(a, d)), nil
}

type dealQuery struct {
	ListQuery
	Scope   string `query:"scope" enum:"mine,market"`
	State   string `query:"state" maxLength:"20"`
	Demand  string `query:"demand" maxLength:"40"`
	Waiting bool   `query:"waiting" doc:"only those that wait for the reader's own answer"`
}

func (q dealQuery) filter() deal.Filter {
	return deal.Filter{Scope: q.Scope, State: q.State, Demand: q.Demand, Waiting: q.Waiting, Sort: q.Sort, Cursor: q.Cursor, Limit: q.Limit}
}

// dealTodo names a deal that waits for somebody's answer since it was opened.
func dealTodo(d deal.Deal) TodoItem {
	return TodoItem{Record: TodoRecord{Type: "deal", ID: d.ID, Serial: d.Serial, Name: d.Demand.Title + " ⇄ " + d.Achievement.Title},
		Since: d.CreatedAt, Href: "/deals/" + d.ID}
}

// TermsBody is the card of terms that a side puts forward.
type TermsBody struct {
	PriceFen     *int64       `json:"priceFen,omitempty" doc:"the amount, or the low end of a range; fen"`
	PriceHighFen *int64       `json:"priceHighFen,omitempty" doc:"high end of a range; fen"`
	PriceWords   string       `json:"priceWords,omitempty" doc:"price in words: 面议, 按销售额提成 …"`
	Mode         listing.Mode `json:"mode" doc:"way to work together"`
	Date         workday.Date `json:"date,omitempty" doc:"by when the contract is to be signed"`
	IP           string       `json:"ip,omitempty" doc:"who owns what comes out of it"`
	NextStep     string       `json:"nextStep,omitempty" doc:"what happens next, and who does it"`
}

func (b TermsBody) terms() deal.Terms {
	return deal.Terms{PriceFen: b.PriceFen, PriceHighFen: b.PriceHighFen, PriceWords: b.PriceWords, Mode: b.Mode, Date: b.Date, IP: b.IP, NextStep: b.NextStep}
}

// Deals are the routes of 对接.
func Deals(svc *deal.Service, match MatchValue, export *intake.Exporter) Resource {
	return func(r *Router) {
		Route(r, SignedIn, Op("list-deals", "GET", "/deals", "对接列表"),
			func(ctx context.Context, a party.Actor, in *dealQuery) (*List[DealView], error) {
				page, total, err := svc.List(ctx, a, in.filter())
				var items []DealView
				for _, d := range page.Items {
					items = append(items, viewDeal(a, d))
				}
				return NewList(items, page.Next, total), err
			})
		Export(r, SignedIn, Op("export-deals", "GET", "/deals/export.xlsx", "导出对接"), "对接.xlsx",
			func(ctx context.Context, a party.Actor, in *dealQuery) (func(io.Writer) error, error) {
				var all []deal.Deal
				f := in.filter()
				for f.Limit = 100; len(all) < intake.MaxExport; {
					page, _, err := svc.List(ctx, a, f)
					if err != nil {
						return nil, err
					}
					all = append(all, page.Items...)
					if f.Cursor = page.Next; f.Cursor == "" {
						break
					}
				}
				return intake.ExportDeals(ctx, export, a, all)
			})
		create := Op("open-deal", "POST", "/deals", "发起对接")
		create.DefaultStatus = 201
		Route(r, Roles(party.Enterprise, party.Institute, party.Researcher, party.Agency, party.Commissioner, party.Broker), create,
			func(ctx context.Context, a party.Actor, in *struct {
				Body struct {
					Match       string `json:"match" doc:"id of the match it comes from"`
					Demand      string `json:"demand" doc:"without a match: the demand"`
					Achievement string `json:"achievement" doc:"without a match: the achievement"`
					Note        string `json:"note" maxLength:"2000"`
				}
			}) (*Tagged[DealView], error) {
				p := deal.Pair{Demand: in.Body.Demand, Achievement: in.Body.Achievement, Note: in.Body.Note}
				if in.Body.Match != "" {
					var err error
					if p.Demand, p.Achievement, p.Match, err = match(ctx, a, in.Body.Match); err != nil {
						return nil, err
					}
				}
				d, err := svc.Open(ctx, a, id.New(), p)
				return taggedDeal(a, d, err)
			})
		Route(r, SignedIn, Op("get-deal", "GET", "/deals/{id}", "一次对接"),
			func(ctx context.Context, a party.Actor, in *struct {
				ID string `path:"id"`
			}) (*Tagged[DealView], error) {
				d, err := svc.Get(ctx, a, in.ID)
				return taggedDeal(a, d, err)
			})
		for _, step := range []string{deal.StepAccept, deal.StepDecline, deal.StepWithdraw, deal.StepRenew, deal.StepAcceptTerms, deal.StepRevert, deal.StepEnd} {
			Route(r, SignedIn, Op(step+"-deal", "POST", "/deals/{id}/"+step, deal.Flow.StepLabel(step)),
				func(ctx context.Context, a party.Actor, in *struct {
					ID string `path:"id"`
					IfMatch
					Body struct {
						Reason   string `json:"reason" maxLength:"2000"`
						Category string `json:"category" doc:"why it ends, one of dealCategories"`
					}
				}) (*Tagged[DealView], error) {
					rev, err := in.Rev()
					if err != nil {
						return nil, err
					}
					d, err := svc.Step(ctx, a, in.ID, rev, step, in.Body.Reason, deal.Category(in.Body.Category))
					return taggedDeal(a, d, err)
				})
		}
		Route(r, SignedIn, Op("propose-terms-deal", "POST", "/deals/{id}/propose-terms", "提出条件"),
			func(ctx context.Context, a party.Actor, in *struct {
				ID string `path:"id"`
				IfMatch
				Body TermsBody
			}) (*Tagged[DealView], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				d, err := svc.Propose(ctx, a, in.ID, rev, in.Body.terms())
				return taggedDeal(a, d, err)
			})
		Route(r, SignedIn, Op("acquaint-deal", "POST", "/deals/{id}/acquaintance", "说明此前是否已有联系"),
			func(ctx context.Context, a party.Actor, in *struct {
				ID   string `path:"id"`
				Body struct {
					First bool         `json:"first" required:"true" doc:"首次得知"`
					Since workday.Date `json:"since,omitempty" doc:"此前已有联系: since when"`
					Words string       `json:"words,omitempty" maxLength:"2000"`
				}
			}) (*Tagged[DealView], error) {
				d, err := svc.Acquaint(ctx, a, in.ID, deal.Acquaintance{First: in.Body.First, Since: in.Body.Since, Words: in.Body.Words})
				return taggedDeal(a, d, err)
			})
		Route(r, SignedIn, Op("note-deal", "POST", "/deals/{id}/notes", "写对接记录"),
			func(ctx context.Context, a party.Actor, in *struct {
				ID   string `path:"id"`
				Body struct {
					Text string `json:"text" required:"true"`
				}
			}) (*Tagged[DealView], error) {
				d, err := svc.Write(ctx, a, in.ID, in.Body.Text)
				return taggedDeal(a, d, err)
			})
		Route(r, SignedIn, Op("deal-history", "GET", "/deals/{id}/history", "变更历史"),
			func(ctx context.Context, a party.Actor, in *struct {
				ID string `path:"id"`
			}) (*List[party.Entry], error) {
				h, err := svc.History(ctx, a, in.ID)
				return NewList(h, "", int64(len(h))), err
			})
		r.Reference("dealFlow", func(context.Context) (any, error) { return flowReference(&deal.Flow), nil })
		r.Reference("dealCategories", func(context.Context) (any, error) { return deal.Categories, nil })
		r.Todo(func(ctx context.Context, a party.Actor) ([]TodoKind, error) {
			page, n, err := svc.List(ctx, a, deal.Filter{Waiting: true, State: deal.Intent, Sort: "updated", Limit: TodoShown})
			if err != nil || n == 0 {
				return nil, err
			}
			k := TodoKind{Kind: "deal-intent", Title: "回应对接", Detail: "请同意或谢绝；谢绝请写明原因，对方会看到。", Count: n, Href: "/deals?waiting=true&state=intent"}
			for _, d := range page.Items {
				k.Items = append(k.Items, dealTodo(d))
			}
			return []TodoKind{k}, nil
		})
	}
}
