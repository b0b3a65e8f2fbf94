package challenge

import (
	"errors"
	"slices"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/approval"
	"kebang/internal/fault"
	"kebang/internal/publicity"
	"kebang/internal/store"
)

var approver = actor.Actor{Person: "p6", PersonName: "赵县长", Market: "m1", Role: actor.Approver}

// offices are the use cases that a chain goes through.
type offices struct {
	notices   *publicity.Service
	decisions *approval.Service
}

func (w *world) offices() offices {
	o := offices{publicity.NewService(w.db, w.Service.now), approval.NewService(w.db, w.Service.now)}
	o.notices.Follow(Kind, w.Service)
	o.decisions.Follow(Kind, w.Service)
	return o
}

// choose is the choice of a bid as package bid makes it.
func (w *world) choose(a actor.Actor, x Choice) (Challenge, error) {
	x.Bid, x.Team, x.Reason = "b1", "某大学", "报价合理"
	return store.Write(w.t.Context(), w.db, func(tx store.Tx) (Challenge, error) {
		c, err := Challenges.Get(tx, "m1", w.id)
		if err == nil {
			err = w.Choose(tx, a, &c, x, w.now.UnixMilli())
		}
		return c, err
	})
}

func (w *world) state() string {
	w.t.Helper()
	c, err := w.Get(w.t.Context(), clerk, w.id)
	w.must(err)
	return c.State
}

// decide answers the decision that is waited for.
func (w *world) decide(o offices, step, reason string) {
	w.t.Helper()
	p, _, err := o.decisions.List(w.t.Context(), approver, approval.Filter{State: approval.Asked})
	w.must(err)
	if len(p.Items) != 1 {
		w.t.Fatalf("%d decisions are waited for", len(p.Items))
	}
	_, err = o.decisions.Decide(w.t.Context(), approver, p.Items[0].ID, 0, step, approval.ResultForm{Reason: reason})
	w.must(err)
}

// posted posts the notice that is about to stand, and gives its id.
func (w *world) posted(o offices) string {
	w.t.Helper()
	p, _, err := o.notices.List(w.t.Context(), clerk, publicity.Filter{Market: "m1", State: publicity.Draft})
	w.must(err)
	if len(p.Items) != 1 {
		w.t.Fatalf("%d notices are to be posted", len(p.Items))
	}
	_, err = o.notices.Post(w.t.Context(), clerk, p.Items[0].ID, 0, publicity.PostingForm{Place: "门户网站",
		Address: "https://www.example.gov.cn/1.html", First: "2026-03-02"})
	w.must(err)
	return p.Items[0].ID
}

func links() []Link {
	return []Link{{Kind: Publicity, Rule: &publicity.Rule{Days: 5, Kind: publicity.Workdays, Source: "办法"}},
		{Kind: Ratification, Body: "县政府"}}
}

// TestChainOfAChoice: with own money a choice is settled at once. With public money it goes through its chain, before
// which an only bid is argued about. A no undoes it.
func TestChainOfAChoice(t *testing.T) {
	w := newWorld(t)
	o := w.offices()
	w.stands(Closed, func(c *Challenge) { c.Bids = 1 })
	if c, err := w.choose(mill, Choice{Only: true}); err != nil || c.State != Agreeing || c.Choice.Round != 1 ||
		len(c.Chain) != 0 {
		t.Errorf("own money: %s %+v %v", c.State, c.Choice, err)
	}
	public := func(c *Challenge) { c.Terms, c.Bids, c.Chain = withPublic(), 1, links() }
	for _, tt := range []struct {
		rule   string
		a      actor.Actor
		x      Choice
		change func(*Challenge)
		want   string
	}{
		{"too few bids", mill, Choice{}, func(c *Challenge) { c.Terms.Least = 2 }, "state"},
		{"by the office without a paper", clerk, Choice{}, func(*Challenge) {}, "invalid /paper"},
		{"sealed", mill, Choice{}, func(c *Challenge) { c.Terms.Choosing = Reviewed }, "state"},
	} {
		w.stands(Closed, func(c *Challenge) { public(c); tt.change(c) })
		if _, err := w.choose(tt.a, tt.x); kindOf(err) != tt.want {
			t.Errorf("%s: %v", tt.rule, err)
		}
	}
	w.stands(Closed, public)
	if c, err := w.choose(clerk, Choice{Paper: "f1"}); err != nil || c.State != Announcing || len(c.Chain) != 2 {
		t.Errorf("by the office with a paper: %s %v", c.State, err)
	}
	w.day("2026-03-02")
	_, err := o.notices.Withdraw(t.Context(), clerk, w.posted(o), 0, "写错")
	w.must(err)
	if w.state() != Closed || !slices.Equal(w.undone, []string{"写错"}) {
		t.Errorf("withdrawn: %s, %v", w.state(), w.undone)
	}
	w.stands(Closed, public)
	c, err := w.choose(mill, Choice{Only: true})
	w.must(err)
	if c.State != Arguing || len(c.Chain) != 3 || c.Chain[0].Kind != Argument {
		t.Errorf("an only bid: %s, %+v", c.State, c.Chain)
	}
	w.decide(o, approval.StepApprove, "")
	if w.state() != Announcing {
		t.Errorf("argued for: %s", w.state())
	}
	notice := w.posted(o)
	w.day("2026-03-10")
	_, err = o.notices.End(t.Context(), clerk, notice, 0, "公示期满无异议")
	w.must(err)
	if w.state() != Ratifying {
		t.Errorf("announced: %s", w.state())
	}
	w.decide(o, approval.StepRefuse, "预算不足")
	if w.state() != Closed || len(w.undone) != 2 || w.undone[1] != "县政府：预算不足" {
		t.Errorf("refused: %s, %v", w.state(), w.undone)
	}
	if c, err = w.choose(mill, Choice{}); err != nil || c.Choice.Round != 2 || len(c.Chain) != 3 {
		t.Errorf("chosen anew: %+v %v", c.Choice, err)
	}
	w.decide(o, approval.StepSendBack, "补充材料")
	if w.state() != Closed || len(w.undone) != 3 {
		t.Errorf("sent back: %s, %v", w.state(), w.undone)
	}
}

// TestChoiceAfterAReview waits for the review of the bid. When it is undone the bids stay open.
func TestChoiceAfterAReview(t *testing.T) {
	w := newWorld(t)
	reviewed := func(c *Challenge) {
		c.Terms.Choosing, c.Bids, c.Opening = Reviewed, 1, &Opening{Bids: []Opened{{Bid: "b1"}}}
	}
	w.stands(Reviewing, reviewed)
	w.Review(w)
	w.veto = errors.New("not reviewed")
	if _, err := w.choose(mill, Choice{}); err == nil {
		t.Error("chosen before the review was at its end")
	}
	w.veto = nil
	if c, err := w.choose(mill, Choice{}); err != nil || c.State != Agreeing {
		t.Errorf("%s %v", c.State, err)
	}
	if c, err := w.Reopen(t.Context(), clerk, w.id, 0, "谈不拢"); err != nil || c.State != Reviewing || c.Choice != nil {
		t.Errorf("undone: %s %v", c.State, err)
	}
	if _, err := w.Reopen(t.Context(), clerk, w.id, 0, "谈不拢"); kindOf(err) != "state" {
		t.Errorf("undone twice: %v", err)
	}
}

// TestNoticeOfTheTerms: terms are opened, returned or cancelled only when no notice of them stands.
func TestNoticeOfTheTerms(t *testing.T) {
	w := newWorld(t)
	o := w.offices()
	rule := *links()[0].Rule
	public := func(c *Challenge) { c.Terms = withPublic() }
	w.stands(Vetting, public)
	if _, err := w.Announce(t.Context(), clerk, w.id, 0, nil, rule); kindOf(err) != "invalid /chain" {
		t.Errorf("announced without a chain: %v", err)
	}
	if _, err := w.Publish(t.Context(), clerk, w.id, 0, nil); kindOf(err) != "invalid /chain" {
		t.Errorf("opened without a chain: %v", err)
	}
	c, err := w.Announce(t.Context(), clerk, w.id, 0, links(), rule)
	w.must(err)
	notice := w.posted(o)
	for name, do := range map[string]func() error{
		"opened":    func() error { _, err := w.Publish(t.Context(), clerk, w.id, 0, nil); return err },
		"returned":  func() error { _, err := w.Return(t.Context(), clerk, w.id, 0, "改"); return err },
		"cancelled": func() error { _, err := w.Cancel(t.Context(), clerk, w.id, 0, "停"); return err }} {
		if err := do(); kindOf(err) != "state" {
			t.Errorf("%s under its notice: %v", name, err)
		}
	}
	w.day("2026-03-10")
	_, err = o.notices.End(t.Context(), clerk, notice, 0, "公示期满无异议")
	w.must(err)
	if c, err = w.Publish(t.Context(), clerk, w.id, 0, nil); err != nil || c.State != Posted || len(c.Chain) != 2 ||
		c.OpenedOn != "2026-03-10" || len(c.Versions) != 1 {
		t.Errorf("%+v %v", c, err)
	}
	w.stands(Vetting, func(c *Challenge) { c.Terms.Deadline = "2026-03-01" })
	if _, err = w.Publish(t.Context(), clerk, w.id, 0, nil); kindOf(err) != "invalid /deadline" {
		t.Errorf("opened after its deadline: %v", err)
	}
	if c, err = w.Return(t.Context(), clerk, w.id, 0, "改"); err != nil || c.State != Returned {
		t.Errorf("returned: %v", err)
	}
	w.stands(Listing, public)
	if c, err = w.Cancel(t.Context(), clerk, w.id, 0, " 停 "); err != nil || c.State != Cancelled ||
		c.End.Reason != "停" {
		t.Errorf("cancelled: %v", err)
	}
}

// TestListsOfChallenges: everybody's, those of an asker and those of a market, by state, phase and industry.
func TestListsOfChallenges(t *testing.T) {
	w := newWorld(t)
	w.stands(Posted, nil)
	first := w.id
	w.id = ""
	w.stands(Draft, func(c *Challenge) { c.Serial, c.Asker.Org, c.Terms.Industry = "JB-2026-000002", "o9", "" })
	visitor := actor.Actor{}
	for _, tt := range []struct {
		a    actor.Actor
		f    Filter
		want int64
		err  string
	}{
		{visitor, Filter{}, 1, ""}, {visitor, Filter{Market: "m1"}, 1, ""}, {visitor, Filter{Market: "m2"}, 0, ""},
		{visitor, Filter{State: Draft}, 0, ""}, {visitor, Filter{Phase: "open"}, 1, ""}, {visitor, Filter{
			Phase: "ended"}, 0, ""},
		{visitor, Filter{Industry: "01"}, 1, ""}, {visitor, Filter{Industry: "02"}, 0, ""},
		{visitor, Filter{Kind: "talent"}, 0, ""}, {visitor, Filter{Sort: "deadline"}, 1, ""},
		{mill, Filter{Scope: MineScope}, 1, ""}, {clerk, Filter{Scope: MarketScope}, 2, ""},
		{clerk, Filter{Scope: MarketScope, Phase: "preparing"}, 1, ""}, {clerk, Filter{Scope: MineScope}, 0,
			"forbidden"},
		{mill, Filter{Scope: MarketScope}, 0, "forbidden"},
	} {
		p, n, err := w.List(t.Context(), tt.a, tt.f)
		if n != tt.want || len(p.Items) != int(tt.want) || kindOf(err) != tt.err {
			t.Errorf("%s %+v: %d, %v", tt.a.Role, tt.f, n, err)
		}
		for _, c := range p.Items {
			if (c.Terms.Contact.Phone != "") != tt.a.Known() {
				t.Errorf("%s reads the contact %q", tt.a.Role, c.Terms.Contact.Phone)
			}
		}
	}
	for _, f := range []Filter{{Scope: "x"}, {Sort: "x"}} {
		if _, _, err := w.List(t.Context(), clerk, f); err == nil {
			t.Errorf("%+v", f)
		}
	}
	for _, tt := range []struct {
		a    actor.Actor
		ways []Choosing
		want int64
	}{{clerk, nil, 1}, {clerk, []Choosing{Negotiated, Direct}, 1}, {clerk, []Choosing{Reviewed}, 0}, {mill, nil, 1}} {
		if _, n, err := w.Waiting(t.Context(), tt.a, 10, Posted, tt.ways...); err != nil || n != tt.want {
			t.Errorf("%d wait for %s by %v: %v", n, tt.a.Role, tt.ways, err)
		}
	}
	if _, n, err := w.Waiting(t.Context(), mill, 10, Draft); err != nil || n != 0 {
		t.Errorf("%d of others wait: %v", n, err)
	}
	if _, _, err := w.Waiting(t.Context(), approver, 10, Posted); kindOf(err) != "forbidden" {
		t.Errorf("an approver: %v", err)
	}
	w.must(w.db.Run(t.Context(), func(tx store.Tx) error {
		c, err := Challenges.Get(tx, "m1", first)
		if err != nil {
			return err
		}
		return Count(tx, &c, 2, w.now.UnixMilli())
	}))
	if c, err := w.Get(t.Context(), clerk, first); err != nil || c.Bids != 2 {
		t.Errorf("%d bids: %v", c.Bids, err)
	}
	if h, err := w.History(t.Context(), mill, first); err != nil || len(h) != 1 || h[0].Step != "bids" {
		t.Errorf("history %+v: %v", h, err)
	}
	if _, err := w.History(t.Context(), visitor, first); err == nil {
		t.Error("a visitor reads the history")
	}
	w.must(w.db.View(t.Context(), func(tx store.Tx) error {
		for a, office := range map[actor.Actor]bool{clerk: true, mill: false} {
			access, err := w.FileAccess(tx, a, "m1", first)
			if err != nil || access.Office != office || access.Owner == office {
				t.Errorf("%s: %+v %v", a.Role, access, err)
			}
		}
		if _, err := w.FileAccess(tx, visitor, "m1", w.id); !fault.Is(err, fault.NotFound) {
			t.Errorf("a visitor reads the files of a draft: %v", err)
		}
		return nil
	}))
}
