package challenges

import (
	"context"
	"time"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/fault"
)

// waits is a state in which a challenge waits for an actor, with the awaited action.
type waits struct {
	kind, state string
	do, how     fault.Text
	ways        []challenge.Choosing // none for all
}

var (
	reviewed  = []challenge.Choosing{challenge.Reviewed}
	unsealed  = []challenge.Choosing{challenge.Negotiated, challenge.Direct}
	examine   = fault.T("todo-challenge-examine", "审查揭榜资格", "Examine the eligibility of bidders")
	choose    = fault.T("todo-challenge-choose", "选定揭榜方", "Choose who takes the challenge")
	examining = fault.T("todo-bids-examining", "揭榜已截止：逐家填写与发榜方的关系，查诚信记录。",
		"Bids have closed: state the relations of each team and look up the records of dishonesty.")
	choosing = fault.T("todo-bids-choosing", "揭榜已截止：在通过资格审查的单位中选定，并写明理由。",
		"Bids have closed: choose among the eligible teams and give the reason.")
)

var (
	forOffice = []waits{
		{"challenge-vetting", challenge.Vetting, fault.T("todo-challenge-vetting", "审核榜单", "Vet a challenge"),
			fault.T("todo-challenge-vetting-how", "核对考核指标、经费和揭榜条件；有财政资金的，选定审批环节后张榜。",
				"Check indicators, money and conditions; with public money choose the chain of decisions, "+
					"then open it."), nil},
		{"challenge-listing", challenge.Listing, fault.T("todo-challenge-listing", "榜单公示", "Notice of a challenge"),
			fault.T("todo-challenge-listing-how", "公示结束后张榜。",
				"Open it when the notice has ended."), nil},
		{"challenge-closed", challenge.Closed, examine,
			examining, unsealed},
		{"challenge-sealed", challenge.Closed, fault.T("todo-challenge-sealed", "开启申报材料", "Open the bids"),
			fault.T("todo-challenge-sealed-how", "揭榜已截止：开启密封的申报材料，开启记录随即公开。",
				"Bids are closed: open the sealed material; the record of the opening is public at once."), reviewed},
		{"challenge-reviewing", challenge.Reviewing, examine,
			examining, nil},
	}
	forAsker = []waits{
		{"challenge-returned", challenge.Returned, fault.T("todo-challenge-returned", "修改退回的榜单",
			"Correct a returned challenge"),
			fault.T("todo-challenge-returned-how", "按退回理由修改后重新提交。",
				"Correct it as the reason says and submit it again."), nil},
		{"challenge-closed", challenge.Closed, choose,
			choosing, unsealed},
		{"challenge-reviewing", challenge.Reviewing, choose,
			choosing, nil},
		{"challenge-agreeing", challenge.Agreeing, fault.T("todo-challenge-agreeing", "签订揭榜协议", "Sign the agreement"),
			fault.T("todo-challenge-agreeing-how", "协议须写明内容、指标、时限、资金和产权五项。",
				"The agreement states content, targets, delivery, money and ownership."), nil},
		{"challenge-running", challenge.Running, fault.T("todo-challenge-running", "组织验收", "Organise the acceptance"),
			fault.T("todo-challenge-running-how", "到期前逐条核对考核指标。",
				"Check each indicator before the last day."), nil},
	}
)

// soon is the time before its end from which a running challenge is listed.
const soon = 30 * 24 * time.Hour

// todos are the challenges and bids that wait for the actor.
func (d desk) todos(ctx context.Context, a actor.Actor) (out []kernel.TodoKind, err error) {
	list, scope := forAsker, challenge.MineScope
	switch {
	case a.Is(actor.Officer):
		list, scope = forOffice, challenge.MarketScope
	case !a.Is(actor.Enterprise, actor.Department):
		list = nil
	}
	for _, w := range list {
		p, n, err := d.svc.Waiting(ctx, a, kernel.TodoShown, w.state, w.ways...)
		if err != nil {
			return nil, err
		}
		k := kernel.TodoOf(ctx, w.kind, "/challenges?scope="+scope+"&state="+w.state, w.do, w.how)
		k.Count = n
		for _, c := range p.Items {
			it := kernel.TodoItem{Record: kernel.TodoRecord{Type: "challenge", ID: c.ID, Serial: c.Serial,
				Name: c.Terms.Title},
				Since: c.UpdatedAt, Href: "/challenges/" + c.ID}
			if c.State == challenge.Running {
				it.Due = string(c.Agreement.Finish)
				if c.Agreement.Finish.EndMS() > d.r.Now()+soon.Milliseconds() {
					k.Count--
					continue
				}
			}
			k.Items = append(k.Items, it)
		}
		if k.Count > 0 {
			out = append(out, k)
		}
	}
	mine, err := d.bidTodos(ctx, a)
	if err == nil && mine.Count > 0 {
		out = append(out, mine)
	}
	return out, err
}

// bidTodos are the bids of a team with a step to take before the deadline, and those that a partner has to confirm.
func (d desk) bidTodos(ctx context.Context, a actor.Actor) (kernel.TodoKind, error) {
	l := kernel.RequestOf(ctx).Lang
	k := kernel.TodoOf(ctx, "bid", "/bids", fault.T("todo-bid", "完成揭榜申报", "Complete a bid"),
		fault.T("todo-bid-how", "截止前可以提交、更换或撤回。", "Until the deadline it can be handed in, replaced or taken back."))
	if !bidders.Allows(a) || a.Is(actor.Officer) {
		return k, nil
	}
	p, err := d.bids.Mine(ctx, a, "", kernel.TodoShown)
	for _, e := range p.Items {
		b, c := e.Bid, e.Challenge
		it := kernel.TodoItem{Record: kernel.TodoRecord{Type: "bid", ID: b.ID, Serial: b.Serial, Name: c.Terms.Title},
			Since: b.UpdatedAt, Due: string(c.Terms.Deadline), Href: "/bids/" + b.ID}
		switch {
		case b.Invites(a) && c.Takes(d.r.Now()):
			it.Title = fault.T("todo-bid-confirm", "确认参与揭榜", "Confirm that you take part").In(l)
		case b.Leads(a) && b.State == bid.Interest && c.Takes(d.r.Now()):
		case b.Leads(a) && b.State == bid.Refused:
			it.Due = ""
			it.Title = fault.T("todo-bid-refused", "核对资格审查结果", "See why your bid was found ineligible").In(l)
		default:
			continue
		}
		k.Items = append(k.Items, it)
		k.Count++
	}
	return k, err
}
