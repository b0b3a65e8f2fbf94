package challenges

import (
	"context"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge/bid"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// bid reads a bid after a change, with its challenge, and answers with both.
func (d desk) bid(ctx context.Context, a actor.Actor, id string, err error) (*kernel.Tagged[BidView], error) {
	if err != nil {
		return nil, err
	}
	b, c, err := d.bids.Get(ctx, a, id)
	if err != nil {
		return nil, err
	}
	return kernel.Tag(b.Rev, viewBid(ctx, a, b, c, d.r.Now())), nil
}

// forget keeps no answer about a sealed bid, nor a refusal that quotes its material.
func (d desk) forget(ctx context.Context, id string) {
	if sealed, err := d.bids.Sealed(ctx, id); err != nil || sealed {
		kernel.RequestOf(ctx).Forget()
	}
}

var bidders = kernel.Takers(&bid.Flow, bid.StepSubmit)

func (d desk) bidRoutes() {
	r := d.r
	kernel.Route(r, bidders, kernel.Created(kernel.Op("create-bid", "POST", "/challenges/{id}/bids", "我有意揭榜")),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			Body struct {
				Name string `json:"name,omitempty" maxLength:"200" doc:"an officer enters a team without an account: its name"`
				USCC string `json:"uscc,omitempty" maxLength:"18"`
			}
		}) (*kernel.Tagged[BidView], error) {
			b, err := d.bids.Join(ctx, a, in.ID, bid.Unit{Name: in.Body.Name, USCC: in.Body.USCC})
			return d.bid(ctx, a, b.ID, err)
		})
	kernel.Route(r, askers, kernel.Op("list-challenge-bids", "GET", "/challenges/{id}/bids", "一份榜单的揭榜"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.List[BidView], error) {
			bs, err := d.bids.OfChallenge(ctx, a, in.ID)
			if err != nil {
				return nil, err
			}
			c, err := d.svc.Get(ctx, a, in.ID)
			items := make([]BidView, len(bs))
			for i, b := range bs {
				items[i] = viewBid(ctx, a, b, c, r.Now())
			}
			return kernel.NewItems(items), err
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("list-bids", "GET", "/bids", "我的揭榜"),
		func(ctx context.Context, a actor.Actor, in *kernel.PageQuery) (*kernel.List[BidView], error) {
			if err := in.Only("-updated", vocab.Noun("按最近变动的先后排列", "changed last first")); err != nil {
				return nil, err
			}
			p, err := d.bids.Mine(ctx, a, in.Cursor, in.Limit)
			items := make([]BidView, len(p.Items))
			for i, e := range p.Items {
				items[i] = viewBid(ctx, a, e.Bid, e.Challenge, r.Now())
			}
			return kernel.NewList(items, p.Next, len(items)), err
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("get-bid", "GET", "/bids/{id}", "一份揭榜"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[BidView], error) {
			return d.bid(ctx, a, in.ID, nil)
		})
	kernel.Route(r, bidders, kernel.Op("save-bid", "PUT", "/bids/{id}", "保存揭榜材料"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RevisionIn
			Body struct {
				Scheme bid.Scheme `json:"scheme"`
			}
		}) (*kernel.Tagged[BidView], error) {
			rev, err := in.Rev()
			if err == nil {
				_, err = d.bids.Save(ctx, a, in.ID, rev, in.Body.Scheme)
			}
			return d.bid(ctx, a, in.ID, err)
		})
	kernel.Route(r, bidders, kernel.Op("confirm-bid", "POST", "/bids/{id}/confirm", "确认参与"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[BidView], error) {
			d.forget(ctx, in.ID)
			_, err := d.bids.Confirm(ctx, a, in.ID)
			return d.bid(ctx, a, in.ID, err)
		})
	history.Route(r, kernel.SignedIn, "bid", "/bids", d.bids.History)
}

// BidStepBody is the body of a step on a bid. Each step reads its own fields.
type BidStepBody struct {
	Reason      string          `json:"reason,omitempty" maxLength:"2000"`
	Scheme      bid.Scheme      `json:"scheme,omitempty" doc:"submit"`
	Pledged     bool            `json:"pledged,omitempty" doc:"submit: the pledge was read and agreed to"`
	Talk        bid.Talk        `json:"talk,omitempty" doc:"talk"`
	Examination bid.Examination `json:"examination,omitempty" doc:"qualify"`
	Check       string          `json:"check,omitempty" doc:"refuse: the check that failed"`
	Paper       string          `json:"paper,omitempty" doc:"choose: file id of the asker's stamped letter, when an officer types"`
}

type bidStepIn struct {
	kernel.RevisionIn
	Body BidStepBody
}

func (d desk) bidSteps() {
	steps := kernel.StepsOf(d.r, &bid.Flow, "bid", "/bids")
	s := d.bids
	for _, x := range []struct {
		step string
		take func(ctx context.Context, a actor.Actor, rev int64, in *bidStepIn) (bid.Bid, error)
	}{
		{bid.StepTalk, func(ctx context.Context, a actor.Actor, _ int64, in *bidStepIn) (bid.Bid, error) {
			return s.Talk(ctx, a, in.ID, in.Body.Talk)
		}},
		// The body was read before the handler runs, so the whole request has arrived.
		{bid.StepSubmit, func(ctx context.Context, a actor.Actor, rev int64, in *bidStepIn) (bid.Bid, error) {
			return s.Submit(ctx, a, in.ID, rev, in.Body.Scheme, in.Body.Pledged, d.r.Now())
		}},
		{bid.StepWithdraw, func(ctx context.Context, a actor.Actor, rev int64, in *bidStepIn) (bid.Bid, error) {
			return s.Withdraw(ctx, a, in.ID, rev, d.r.Now())
		}},
		{bid.StepQualify, func(ctx context.Context, a actor.Actor, rev int64, in *bidStepIn) (bid.Bid, error) {
			return s.Qualify(ctx, a, in.ID, rev, in.Body.Examination)
		}},
		{bid.StepRefuse, func(ctx context.Context, a actor.Actor, rev int64, in *bidStepIn) (bid.Bid, error) {
			return s.Refuse(ctx, a, in.ID, rev, in.Body.Check, in.Body.Reason)
		}},
		{bid.StepObject, func(ctx context.Context, a actor.Actor, rev int64, in *bidStepIn) (bid.Bid, error) {
			return s.Object(ctx, a, in.ID, rev, in.Body.Reason)
		}},
		{bid.StepChoose, func(ctx context.Context, a actor.Actor, rev int64, in *bidStepIn) (bid.Bid, error) {
			return s.Choose(ctx, a, in.ID, rev, in.Body.Reason, in.Body.Paper)
		}},
	} {
		kernel.Step(steps, x.step, func(ctx context.Context, a actor.Actor, in *bidStepIn) (*kernel.Tagged[BidView],
			error) {
			d.forget(ctx, in.ID)
			rev, err := in.Rev()
			if err == nil {
				_, err = x.take(ctx, a, rev, in)
			}
			return d.bid(ctx, a, in.ID, err)
		})
	}
	steps.Whole()
}

// IntegrityView is a record of dishonesty.
type IntegrityView struct {
	ID       string       `json:"id"`
	USCC     string       `json:"uscc"`
	Name     string       `json:"name"`
	Body     string       `json:"body" doc:"who decided"`
	Document string       `json:"document"`
	On       workday.Date `json:"on"`
	Until    workday.Date `json:"until"`
	Appeal   string       `json:"appeal,omitempty"`
	Lifted   workday.Date `json:"lifted,omitempty"`
}

func viewIntegrity(r bid.Record) IntegrityView {
	return IntegrityView{r.ID, r.USCC, r.Name, r.Body, r.Document, r.On, r.Until, r.Appeal, r.Lifted}
}

var office = kernel.Roles(actor.Officer)

func (d desk) integrity() {
	kernel.Route(d.r, office, kernel.Op("list-integrity", "GET", "/integrity", "诚信记录"),
		func(ctx context.Context, a actor.Actor, in *kernel.PageQuery) (*kernel.List[IntegrityView], error) {
			if err := in.Only("-until", vocab.Noun("按期满之日排列，最晚的在前", "ending last first")); err != nil {
				return nil, err
			}
			p, total, err := d.bids.Records(ctx, a, in.Cursor, in.Limit)
			items := make([]IntegrityView, len(p.Items))
			for i, x := range p.Items {
				items[i] = viewIntegrity(x)
			}
			return kernel.NewList(items, p.Next, total), err
		})
	kernel.Route(d.r, office, kernel.Created(kernel.Op("create-integrity", "POST", "/integrity", "录入诚信记录")),
		func(ctx context.Context, a actor.Actor, in *struct {
			Body struct {
				USCC     string       `json:"uscc" maxLength:"18"`
				Name     string       `json:"name" maxLength:"200"`
				Body     string       `json:"body" maxLength:"200" doc:"who decided"`
				Document string       `json:"document" maxLength:"200"`
				On       workday.Date `json:"on"`
				Until    workday.Date `json:"until"`
				Appeal   string       `json:"appeal,omitempty" maxLength:"500"`
			}
		}) (*kernel.Out[IntegrityView], error) {
			b := in.Body
			x, err := d.bids.AddRecord(ctx, a, bid.Record{USCC: b.USCC, Name: b.Name, Body: b.Body,
				Document: b.Document,
				On:       b.On, Until: b.Until, Appeal: b.Appeal})
			return kernel.NewOut(viewIntegrity(x)), err
		})
	kernel.Route(d.r, office, kernel.Op("lift-integrity", "POST", "/integrity/{id}/lift", "解除诚信记录"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			Body struct {
				On     workday.Date `json:"on"`
				Reason string       `json:"reason" maxLength:"2000"`
			}
		}) (*kernel.Out[IntegrityView], error) {
			x, err := d.bids.Lift(ctx, a, in.ID, in.Body.On, in.Body.Reason)
			return kernel.NewOut(viewIntegrity(x)), err
		})
}
