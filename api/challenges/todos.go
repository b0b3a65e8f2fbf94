package challenges

import (
	"context"
	"time"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
)

// waits is a state in which a challenge waits for an actor, with the awaited action.
type waits struct {
	kind, state   string
	title, detail string
	ways          []challenge.Choosing // none for all
}

var (
	reviewed  = []challenge.Choosing{challenge.Reviewed}
	unsealed  = []challenge.Choosing{challenge.Negotiated, challenge.Direct}
	examining = "揭榜已截止：逐家填写与发榜方的关系，查诚信记录。"
	choosing  = "揭榜已截止：在通过资格审查的单位中选定，并写明理由。"
)

var (
	forOffice = []waits{
		{"challenge-vetting", challenge.Vetting, "审核榜单",
			"核对考核指标、经费和揭榜条件；有财政资金的，选定审批环节后张榜。", nil},
		{"challenge-listing", challenge.Listing, "榜单公示", "公示结束后张榜。", nil},
		{"challenge-closed", challenge.Closed, "审查揭榜资格", examining, unsealed},
		{"challenge-sealed", challenge.Closed, "开启申报材料", "揭榜已截止：开启密封的申报材料，开启记录随即公开。", reviewed},
		{"challenge-reviewing", challenge.Reviewing, "审查揭榜资格", examining, nil},
	}
	forAsker = []waits{
		{"challenge-returned", challenge.Returned, "修改退回的榜单", "按退回理由修改后重新提交。", nil},
		{"challenge-closed", challenge.Closed, "选定揭榜方", choosing, unsealed},
		{"challenge-reviewing", challenge.Reviewing, "选定揭榜方", choosing, nil},
		{"challenge-agreeing", challenge.Agreeing, "签订揭榜协议", "协议须写明内容、指标、时限、资金和产权五项。", nil},
		{"challenge-running", challenge.Running, "组织验收", "到期前逐条核对考核指标。", nil},
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
		k := kernel.TodoKind{Kind: w.kind, Title: w.title, Detail: w.detail, Count: n,
			Href: "/challenges?scope=" + scope + "&state=" + w.state}
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
	k := kernel.TodoKind{Kind: "bid", Title: "完成揭榜申报", Detail: "截止前可以提交、更换或撤回。", Href: "/bids"}
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
			it.Title = "确认参与揭榜"
		case b.Leads(a) && b.State == bid.Interest && c.Takes(d.r.Now()):
		case b.Leads(a) && b.State == bid.Refused:
			it.Title, it.Due = "核对资格审查结果", ""
		default:
			continue
		}
		k.Items = append(k.Items, it)
		k.Count++
	}
	return k, err
}
