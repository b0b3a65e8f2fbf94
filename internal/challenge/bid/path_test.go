package bid

import (
	"slices"
	"testing"

	"kebang/internal/approval"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/publicity"
)

// TestOwnMoneyByTalks walks a challenge of a mill's own money. Two teams, one from another county, talk and hand in.
// The asker chooses, and nobody else decides.
func TestOwnMoneyByTalks(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.posted(terms(), nil)
	if c.Serial != "JB-2026-000001" || len(c.Versions) != 1 || c.Versions[0].Hash != c.Terms.Hash() {
		t.Fatalf("opened as %s with %+v", c.Serial, c.Versions)
	}
	near, far := w.joined(college, c), w.joined(faraway, c)
	if _, err := w.Talk(ctx, mill, far.ID, Talk{On: "2026-03-02", People: "陈工、周教授", Text: "看了压榨车间，约定取样。"}); err != nil {
		t.Fatal(err)
	}
	if b, _, err := w.Get(ctx, mill, far.ID); err != nil || len(b.Talks) != 1 {
		t.Errorf("the asker reads %d talks, %v", len(b.Talks), err)
	}
	w.day("2026-04-10")
	near, err := w.Submit(ctx, college, near.ID, 0, w.scheme(college), true, w.now.UnixMilli())
	w.must(err)
	far, err = w.Submit(ctx, faraway, far.ID, 0, w.scheme(faraway), true, w.now.UnixMilli())
	w.must(err)
	if len(far.Receipt.Hash) != 64 || far.Receipt.At != w.now.UnixMilli() || far.Receipt.Version != 1 {
		t.Errorf("receipt %+v", far.Receipt)
	}
	if p, err := w.parties.StakesOf(ctx, faraway, Kind, "", 10); err != nil || len(p.Items) != 1 ||
		p.Items[0].State != Submitted {
		t.Errorf("the team finds %+v of its own, %v", p.Items, err)
	}
	if b, _, err := w.Get(ctx, mill, far.ID); err != nil || b.Scheme.Plan == "" {
		t.Errorf("the asker cannot read what was sent to him: %v", err)
	}
	if _, _, err := w.Get(ctx, college, far.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a team reads the bid of another: %v", err)
	}
	w.day("2026-04-11")
	if c = w.closed(c); c.State != challenge.Closed || c.ClosedAt != c.Terms.Deadline.EndMS() || c.Bids != 2 {
		t.Fatalf("%s at %d with %d bids", c.State, c.ClosedAt, c.Bids)
	}
	for _, b := range []Bid{near, far} {
		_, err := w.Qualify(ctx, officer, b.ID, b.Rev, unrelated())
		w.must(err)
	}
	far, err = w.Choose(ctx, mill, far.ID, 0, "能耗承诺最低，且有中试装置。", "")
	w.must(err)
	c = w.challenge(c.ID)
	if far.State != Won || c.State != challenge.Agreeing || c.Choice.Only || c.Choice.Team != "武乡大学" {
		t.Fatalf("%s, %s, %+v", far.State, c.State, c.Choice)
	}
	if b := w.bid(near.ID); b.State != NotChosen || b.Reason.Code == "" && b.Reason.In("zh") == "" {
		t.Errorf("the other team stands at %s with “%s”", b.State, b.Reason.In("zh"))
	}
	w.consistent()
	c, err = w.c.Agree(ctx, mill, c.ID, c.Rev, agreement(w))
	w.must(err)
	w.day("2027-06-01")
	if _, err := w.c.Accept(ctx, mill, c.ID, c.Rev,
		[]challenge.Evidence{{Measured: "14 %", Proof: "检测报告", Met: true}}); err == nil {
		t.Error("accepted with an indicator left out")
	}
	c, err = w.c.Accept(ctx, mill, c.ID, c.Rev, []challenge.Evidence{{Measured: "14 %", Proof: "检测报告〔2027〕3号",
		Met: true},
		{Measured: "171 kWh/t", Proof: "72小时运行记录", Met: true}})
	w.must(err)
	if c.State != challenge.Accepted {
		t.Errorf("ended as %s", c.State)
	}
	w.consistent()
}

func agreement(w *bench) challenge.Agreement {
	return challenge.Agreement{Scan: w.file(mill, "协议"), Signed: "2026-03-02", Content: "低温脱水与造粒", Targets: "含水率、吨能耗",
		Delivery: "2027-06-30 前", Money: "自筹120万元，按里程碑支付", Property: "双方共有"}
}

// TestPublicMoneyFollowsItsChain walks the only bid to a challenge with public money: argument because it is the only
// one, publicity, ratification by a meeting.
func TestPublicMoneyFollowsItsChain(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	terms, chain := public()
	c := w.posted(terms, chain)
	b := w.handed(college, c)
	w.day("2026-04-13")
	c = w.closed(c)
	_, err := w.Qualify(ctx, officer, b.ID, 0, unrelated())
	w.must(err)
	b, err = w.Choose(ctx, mill, b.ID, 0, "唯一揭榜方，方案可行。", "")
	w.must(err)
	c = w.challenge(c.ID)
	if c.State != challenge.Arguing || !c.Choice.Only || len(c.Chain) != 3 {
		t.Fatalf("%s, %+v, chain %+v", c.State, c.Choice, c.Chain)
	}
	w.decide(approval.StepApprove)
	c = w.challenge(c.ID)
	if c.State != challenge.Announcing {
		t.Fatalf("after the argument: %s", c.State)
	}
	w.show("公示期满无异议")
	if c = w.challenge(c.ID); c.State != challenge.Ratifying {
		t.Fatalf("after the notice: %s", c.State)
	}
	w.decide(approval.StepApprove)
	if c = w.challenge(c.ID); c.State != challenge.Agreeing || w.bid(b.ID).State != Won {
		t.Fatalf("after the meeting: %s, %s", c.State, w.bid(b.ID).State)
	}
	w.consistent()
}

// decide records the decision that is waited for.
func (w *bench) decide(step string) {
	p, _, err := w.approval.List(w.ctx(), officer, approval.Filter{State: approval.Asked})
	w.must(err)
	if len(p.Items) != 1 {
		w.t.Fatalf("%d decisions are waited for", len(p.Items))
	}
	_, err = w.approval.Decide(w.ctx(), officer, p.Items[0].ID, 0, step, approval.ResultForm{Body: "县政府第9次常务会议",
		On: "2026-04-13", Document: "〔2026〕9号会议纪要", Reason: "见纪要"})
	w.must(err)
}

// show posts the notice that waits and ends it after its days.
func (w *bench) show(closing string) {
	p, _, err := w.publicity.List(w.ctx(), officer, publicity.Filter{Market: "m1", State: publicity.Draft})
	w.must(err)
	n, err := w.publicity.Post(w.ctx(), officer, p.Items[0].ID, 0, publicity.PostingForm{Place: "县政府门户网站",
		Address: "https://www.example.gov.cn/7.html", First: "2026-04-13"})
	w.must(err)
	w.day(n.Posting.Last.AddDays(1))
	_, err = w.publicity.End(w.ctx(), officer, n.ID, 0, closing)
	w.must(err)
}

// TestRefusalOfADecisionUndoesTheChoice brings asker and teams back to the choice.
func TestRefusalOfADecisionUndoesTheChoice(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	terms, chain := public()
	c := w.posted(terms, chain)
	one, two := w.handed(college, c), w.handed(faraway, c)
	w.day("2026-04-13")
	w.closed(c)
	for _, b := range []Bid{one, two} {
		_, err := w.Qualify(ctx, officer, b.ID, 0, unrelated())
		w.must(err)
	}
	_, err := w.Choose(ctx, mill, one.ID, 0, "报价低", "")
	w.must(err)
	if _, err := w.Choose(ctx, mill, two.ID, 0, "也好", ""); !fault.Is(err, fault.WrongState) {
		t.Errorf("a second team was chosen: %v", err)
	}
	w.show("公示期满无异议")
	w.decide(approval.StepRefuse)
	c = w.challenge(c.ID)
	if c.State != challenge.Closed || c.Choice != nil || w.bid(one.ID).State != Eligible {
		t.Fatalf("%s, %+v, %s", c.State, c.Choice, w.bid(one.ID).State)
	}
	w.consistent()
	_, err = w.Choose(ctx, mill, two.ID, 0, "改选", "")
	w.must(err)
	if c = w.challenge(c.ID); c.State != challenge.Announcing || c.Choice.Round != 2 {
		t.Errorf("%s, round %d", c.State, c.Choice.Round)
	}
	p, _, err := w.publicity.List(ctx, officer, publicity.Filter{Market: "m1", State: publicity.Draft})
	w.must(err)
	_, err = w.publicity.Withdraw(ctx, officer, p.Items[0].ID, 0, "异议成立")
	w.must(err)
	if c = w.challenge(c.ID); c.State != challenge.Closed {
		t.Errorf("a withdrawn notice leaves the challenge at %s", c.State)
	}
	w.consistent()
}

// TestNobodyBids offers the side roads: extend once, lower the number, cancel.
func TestNobodyBids(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	x := terms()
	x.Least = 3
	c := w.posted(x, nil)
	b := w.handed(college, c)
	w.day("2026-04-13")
	c = w.closed(c)
	_, err := w.Qualify(ctx, officer, b.ID, 0, unrelated())
	w.must(err)
	if _, err := w.Choose(ctx, mill, b.ID, 0, "好", ""); !fault.Is(err, fault.WrongState) {
		t.Errorf("chosen with one bid of three: %v", err)
	}
	c, err = w.c.Extend(ctx, officer, c.ID, 0, "2026-05-08", "揭榜数不足")
	w.must(err)
	if !c.Takes(w.now.UnixMilli()) || len(c.Versions) != 2 {
		t.Errorf("%s with %d versions", c.State, len(c.Versions))
	}
	if _, err := w.c.Extend(ctx, officer, c.ID, 0, "2026-06-08", "还是不足"); !fault.Is(err, fault.WrongState) {
		t.Errorf("extended twice: %v", err)
	}
	w.day("2026-05-11")
	c = w.closed(c)
	c, err = w.c.LowerLeast(ctx, officer, c.ID, 0, 1, "定向邀请不足三家")
	w.must(err)
	if _, err := w.Choose(ctx, mill, b.ID, 0, "唯一揭榜方", ""); err != nil {
		t.Errorf("after lowering: %v", err)
	}
	w.consistent()
}

// TestSaysWhatIsWrong refuses what no challenge may say, at its place.
func TestSaysWhatIsWrong(t *testing.T) {
	_, chain := public()
	for _, tt := range []struct {
		name   string
		change func(*challenge.Terms)
		at     string
	}{
		{"a deadline in the past", func(x *challenge.Terms) { x.Deadline = "2026-03-02" }, "/deadline"},
		{"an end before the deadline", func(x *challenge.Terms) { x.Finish = "2026-04-10" }, "/finish"},
		{"a department that buys", func(x *challenge.Terms) { x.Purpose = "purchase" }, "/purpose"},
		{"more public than own money", func(x *challenge.Terms) { x.OwnFen = 79 * wan }, "/ratioNote"},
		{"no list with a lump sum", func(x *challenge.Terms) { x.Excluded = nil }, "/excluded"},
		{"a direct choice", func(x *challenge.Terms) { x.Choosing = challenge.Direct }, "/choosing"},
		{"conditions without threshold", func(x *challenge.Terms) {
			x.NoThreshold, x.Conditions = true,
				[]string{"本省单位"}
		}, "/conditions"},
		{"a condition of place", func(x *challenge.Terms) { x.Restricts, x.Conditions = true, []string{"本省单位"} },
			"/fairPaper"},
		{"directed to nobody", func(x *challenge.Terms) {
			x.Mode, x.ModeReason, x.Collective = challenge.Directed, "唯一掌握", "党组会〔2026〕3号"
		}, "/named"},
		{"no record of a meeting", func(x *challenge.Terms) {
			x.Mode, x.ModeReason, x.Named = challenge.Directed, "唯一掌握", []string{"o2"}
		}, "/collective"},
		{"payments short of the sum", func(x *challenge.Terms) {
			x.Payments = []challenge.Instalment{{When: "effective", Fen: 199 * wan, Public: false}}
		}, "/payments"},
		{"payments of the wrong money", func(x *challenge.Terms) {
			x.Payments = []challenge.Instalment{{When: "effective", Fen: 200 * wan, Public: true}}
		}, "/payments"},
		{"a milestone after the end", func(x *challenge.Terms) {
			x.Stages = []challenge.Milestone{{Title: "中试",
				Due: "2027-07-01"}}
		}, "/stages/0/due"},
		{"an indicator without a test", func(x *challenge.Terms) { x.Indicators[0].Method = "" },
			"/indicators/0/method"},
	} {
		x, _ := public()
		tt.change(&x)
		if x.Mode == "" {
			x.Mode = challenge.Open
		}
		if err := x.CheckSubmit(false, "2026-03-02"); !slices.Equal(pointers(err), []string{tt.at}) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	w, ctx := newBench(t), t.Context()
	x, _ := public()
	c, err := w.c.Create(ctx, mill, challenge.Form{Terms: x})
	w.must(err)
	c, err = w.c.Submit(ctx, mill, c.ID, 0)
	w.must(err)
	for name, chain := range map[string][]challenge.Link{"no chain": nil, "no ratification": chain[:1],
		"no publicity": chain[1:],
		"out of order": {chain[1], chain[0]}} {
		if _, err := w.c.Publish(ctx, officer, c.ID, 0, chain); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
