package deals

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// TermsBody are the terms that a side proposes.
type TermsBody struct {
	PriceFen     *int64       `json:"priceFen,omitempty" doc:"the amount, or the low end of a range; fen"`
	PriceHighFen *int64       `json:"priceHighFen,omitempty" doc:"high end of a range; fen"`
	PriceWords   string       `json:"priceWords,omitempty" doc:"price in words, such as 面议"`
	Mode         listing.Mode `json:"mode" doc:"way to work together"`
	Date         workday.Date `json:"date,omitempty" doc:"by when the contract is to be signed"`
	IP           string       `json:"ip,omitempty" doc:"who owns what comes out of it"`
	NextStep     string       `json:"nextStep,omitempty" doc:"what happens next, and who does it"`
}

func (b TermsBody) terms() deal.Terms {
	return deal.Terms{PriceFen: b.PriceFen, PriceHighFen: b.PriceHighFen, PriceWords: b.PriceWords, Mode: b.Mode,
		Date: b.Date, IP: b.IP, NextStep: b.NextStep}
}

// dealSteps are the routes of the steps of a deal.
func dealSteps(r *kernel.Router, svc *deal.Service) {
	steps := kernel.StepsOf(r, &deal.Flow, "deal", "/deals")
	for _, step := range []string{deal.StepAccept, deal.StepDecline, deal.StepWithdraw, deal.StepRenew,
		deal.StepAcceptTerms, deal.StepRevert, deal.StepEnd} {
		kernel.Step(steps, step,
			func(ctx context.Context, a actor.Actor, in *struct {
				ID string `path:"id"`
				kernel.IfMatch
				Body struct {
					Reason   string `json:"reason" maxLength:"2000"`
					Category string `json:"category" doc:"why it ends, one of dealCategories"`
				}
			}) (*kernel.Tagged[DealView], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				d, err := svc.Step(ctx, a, in.ID, rev, step, in.Body.Reason, deal.Category(in.Body.Category))
				return taggedDeal(ctx, r, svc, a, d, err)
			})
	}
	kernel.Step(steps, deal.StepProposeTerms,
		func(ctx context.Context, a actor.Actor, in *struct {
			ID string `path:"id"`
			kernel.IfMatch
			Body TermsBody
		}) (*kernel.Tagged[DealView], error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			d, err := svc.ProposeTerms(ctx, a, in.ID, rev, in.Body.terms())
			return taggedDeal(ctx, r, svc, a, d, err)
		})
	steps.Whole(deal.StepConsent)
	kernel.Route(r, kernel.SignedIn, kernel.Op("acquaint-deal", "POST", "/deals/{id}/acquaintance", "说明此前是否已有联系"),
		func(ctx context.Context, a actor.Actor, in *struct {
			ID   string `path:"id"`
			Body struct {
				First bool         `json:"first" required:"true" doc:"first heard of here"`
				Since workday.Date `json:"since,omitempty" doc:"known before: since when"`
				Words string       `json:"words,omitempty" maxLength:"2000"`
			}
		}) (*kernel.Tagged[DealView], error) {
			d, err := svc.Acquaint(ctx, a, in.ID,
				deal.Acquaintance{First: in.Body.First, Since: in.Body.Since, Words: in.Body.Words})
			return taggedDeal(ctx, r, svc, a, d, err)
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("look-deal-contact", "POST", "/deals/{id}/contacts/{side}",
		"查看一方的联系方式（留下记录）"),
		func(ctx context.Context, a actor.Actor, in *struct {
			ID   string `path:"id"`
			Side string `path:"side" enum:"demand,achievement"`
		}) (*kernel.Out[kernel.ContactView], error) {
			d, err := svc.Get(ctx, a, in.ID)
			if err != nil {
				return nil, err
			}
			c, err := svc.Look(ctx, a, id.New(), in.ID, in.Side)
			if err != nil {
				return nil, err
			}
			side, _ := deal.Sides.Find(in.Side)
			r.NoteRead(ctx, kernel.SeenContact.With(side, d.Serial), d.ID)
			return kernel.NewOut(kernel.ContactView(c)), nil
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("note-deal", "POST", "/deals/{id}/notes", "写对接记录"),
		func(ctx context.Context, a actor.Actor, in *struct {
			ID   string `path:"id"`
			Body struct {
				Text string `json:"text" required:"true"`
			}
		}) (*kernel.Tagged[DealView], error) {
			d, err := svc.Write(ctx, a, in.ID, in.Body.Text)
			return taggedDeal(ctx, r, svc, a, d, err)
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("propose-fee-deal", "POST", "/deals/{id}/fees", "提出中介条款"),
		func(ctx context.Context, a actor.Actor, in *struct {
			ID   string `path:"id"`
			Body struct {
				Words     string   `json:"words" maxLength:"4000" doc:"who pays what and when"`
				AmountFen *int64   `json:"amountFen,omitempty" doc:"a fixed fee, in fen"`
				Months    int      `json:"months,omitempty" doc:"how long it counts after the introduction; 12 when left out"`
				Scope     []string `json:"scope" maxItems:"10" doc:"what counts as the same matter: demand, achievement, industry"`
			}
		}) (*kernel.Tagged[DealView], error) {
			b := in.Body
			d, err := svc.ProposeFee(ctx, a, in.ID,
				deal.Fee{Words: b.Words, AmountFen: b.AmountFen, Months: b.Months, Scope: b.Scope})
			return taggedDeal(ctx, r, svc, a, d, err)
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("answer-fee-deal", "POST", "/deals/{id}/fees/{version}/answer",
		"接受或不接受中介条款"),
		func(ctx context.Context, a actor.Actor, in *struct {
			ID      string `path:"id"`
			Version int    `path:"version"`
			Body    struct {
				Accept bool `json:"accept" required:"true"`
			}
		}) (*kernel.Tagged[DealView], error) {
			d, err := svc.AnswerFee(ctx, a, in.ID, in.Version, in.Body.Accept)
			return taggedDeal(ctx, r, svc, a, d, err)
		})
}

// dealTodo names a deal that waits for an answer.
func dealTodo(d deal.Deal, since int64, c deal.Clock, l vocab.Lang) kernel.TodoItem {
	it := kernel.TodoItem{Record: kernel.TodoRecord{Type: "deal", ID: d.ID, Serial: d.Serial,
		Name: d.Demand.Title + " ⇄ " + d.Achievement.Title},
		Since: since, Due: string(c.Due), Href: "/deals/" + d.ID}
	if c.Soon() {
		it.Detail = fault.T("todo-deal-soon", "逾期没有回应将失效；失效后可一键重新发起。",
			"Without an answer it lapses; one step then brings it back.").In(l)
	}
	return it
}

// dealTodos are the deals that wait for the actor. He must answer a wish to talk, or answer terms. A broker must ask
// about introductions that lapse soon.
func dealTodos(ctx context.Context, svc *deal.Service, a actor.Actor) (out []kernel.TodoKind, err error) {
	for _, k := range []struct {
		kernel.TodoKind
		deal.Filter
	}{
		{kernel.TodoOf(ctx, "deal-intent", "/deals?waiting=true&state=intent",
			fault.T("todo-deal-intent", "回应对接", "Answer a deal"),
			fault.T("todo-deal-intent-how", "请同意或谢绝；谢绝请写明原因，对方会看到。",
				"Consent or decline; a no needs a reason, which the other side reads.")),
			deal.Filter{Waiting: true, State: deal.Intent}},
		{kernel.TodoOf(ctx, "deal-terms", "/deals?waiting=true&state=talking",
			fault.T("todo-deal-terms", "回应对方提出的条件", "Answer the terms of the other side"),
			fault.T("todo-deal-terms-how", "接受后即为已商定；不合适可提出新的条件。",
				"Accepting settles the deal; propose other terms if these do not suit.")),
			deal.Filter{Waiting: true, State: deal.Talking}},
		{kernel.TodoOf(ctx, "deal-lapsing", "/deals?lapsing=true",
			fault.T("todo-deal-lapsing", "催问即将失效的引荐", "Ask after an introduction that lapses soon"),
			fault.T("todo-deal-lapsing-how", "双方仍未都回应；到期失效，失效后可一键重新发起。",
				"Not both sides have answered. It lapses when due and comes back with one click.")),
			deal.Filter{Lapsing: true}},
		{kernel.TodoOf(ctx, "deal-voided", "/deals?voided=true",
			fault.T("todo-deal-voided", "知悉：对接因认领撤销而终止", "Note: a deal ended with an undone claim"),
			fault.T("todo-deal-voided-how", "线索的认领已由科技主管部门撤销，理由见对接页面。",
				"The bureau has undone the claim on the lead; the deal says why.")),
			deal.Filter{Voided: true}},
	} {
		if k.Lapsing && !a.Is(actor.Broker) || k.Voided && a.Is(actor.Officer, actor.Registrar, actor.Admin) {
			continue
		}
		k.Filter.Sort, k.Filter.Limit = "updated", kernel.TodoShown
		page, n, err := svc.List(ctx, a, k.Filter)
		if err != nil {
			return nil, err
		}
		standings, err := svc.Standings(ctx, a, page.Items...)
		if err != nil {
			return nil, err
		}
		for _, d := range page.Items {
			since := d.CreatedAt
			if d.State == deal.Talking {
				since = d.Terms.At
			}
			k.Items = append(k.Items, dealTodo(d, since, standings[d.ID].Clock, kernel.RequestOf(ctx).Lang))
		}
		if k.Count = n; n > 0 {
			out = append(out, k.TodoKind)
		}
	}
	return out, nil
}
