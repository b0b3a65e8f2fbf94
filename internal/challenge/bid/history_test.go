package bid

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kebang/internal/actor"
	"kebang/internal/approval"
	"kebang/internal/audit"
	"kebang/internal/challenge"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/publicity"
	"kebang/internal/relation"
	"kebang/internal/soak"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// TestSoakHistories takes steps of challenges and bids at random, in and out of their order, by those who may and those
// who may not. After each step the rules hold, whatever was refused.
func TestSoakHistories(t *testing.T) {
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(flag.Set("rapid.checks", strconv.Itoa(soak.Of(t, 300, 10_000))))
	must(flag.Set("rapid.seed", strconv.FormatUint(soak.Seed(), 10)))
	must(flag.Set("rapid.nofailfile", "true"))
	w := open1(t, t.TempDir())
	defer w.db.Close()
	rapid.Check(t, func(rt *rapid.T) { newHistory(rt, w).run() })
	w.consistent()
}

// history is one challenge and what becomes of it.
type history struct {
	*bench
	rt     *rapid.T
	id     string
	public bool
	bids   []string
	looked map[string]string // bid -> revisions at which its secrecy was looked at
	pay    []challenge.Link
}

func newHistory(rt *rapid.T, w *bench) *history {
	h := &history{bench: w, rt: rt, looked: map[string]string{}, public: rapid.Bool().Draw(rt, "public")}
	w.day("2026-03-02")
	x := terms()
	if h.public {
		x, _ = public()
		x.Stages = []challenge.Milestone{{Title: "中试", Due: "2026-12-31"}}
		x.Payments = []challenge.Instalment{{When: contract.Effective, Fen: x.OwnFen},
			{When: contract.ByStage, Milestone: 1, Fen: 30 * wan, Public: true},
			{When: contract.Acceptance, Fen: x.PublicFen - 30*wan, Public: true}}
		if rapid.Bool().Draw(rt, "payouts decided") {
			h.pay = payChain()
		}
	}
	if rapid.Bool().Draw(rt, "reviewed") {
		x.Choosing = challenge.Reviewed
	}
	x.Least = rapid.IntRange(1, 2).Draw(rt, "least")
	c, err := w.c.Create(context.Background(), mill, challenge.Form{Terms: x})
	if err != nil {
		rt.Fatal(err)
	}
	h.id = c.ID
	h.begin(rapid.SampledFrom([]string{challenge.Draft, challenge.Posted, challenge.Closed, challenge.Reviewing,
		challenge.Chosen, challenge.Running}).Draw(rt,
		"begin"))
	return h
}

// begin brings the challenge to a state on the straight way, so that late states are met as often as early ones.
func (h *history) begin(state string) {
	ctx := context.Background()
	if state == challenge.Draft {
		return
	}
	var chain []challenge.Link
	if h.public {
		_, chain = public()
	}
	_, err := h.c.Submit(ctx, mill, h.id, 0)
	h.must(err)
	c, err := h.c.Publish(ctx, officer, h.id, 0, chain, h.pay...)
	h.must(err)
	if state == challenge.Posted {
		return
	}
	for _, a := range []actor.Actor{college, faraway} {
		h.bids = append(h.bids, h.handed(a, c).ID)
	}
	h.day("2026-04-13")
	h.closed(c)
	if state == challenge.Closed {
		return
	}
	if c.Terms.Choosing == challenge.Reviewed {
		_, err = h.c.OpenBids(ctx, officer, h.id, 0)
		h.must(err)
	}
	if state == challenge.Reviewing {
		return
	}
	_, err = h.Qualify(ctx, officer, h.bids[0], 0, unrelated())
	h.must(err)
	_, err = h.Choose(ctx, mill, h.bids[0], 0, "方案可行", "")
	h.must(err)
	if state != challenge.Running {
		return
	}
	for _, d := range h.notices() {
		n, err := h.publicity.Post(ctx, officer, d.ID, 0, publicity.PostingForm{Place: "门户网站",
			Address: "https://www.example.gov.cn/7.html", First: workday.Of(h.now.UnixMilli())})
		h.must(err)
		h.day(n.Posting.Last.AddDays(1))
		_, err = h.publicity.End(ctx, officer, n.ID, 0, "公示期满无异议")
		h.must(err)
	}
	for _, d := range h.decisions() {
		_, err = h.approval.Decide(ctx, officer, d.ID, 0, approval.StepApprove, approval.ResultForm{Body: "常务会议",
			On: workday.Of(h.now.UnixMilli()), Document: "纪要", Reason: "见纪要"})
		h.must(err)
	}
	_, err = h.c.Agree(ctx, mill, h.id, 0, agreement(h.bench))
	h.must(err)
}

func (h *history) run() {
	ctx := context.Background()
	// by is mostly the one who may, and sometimes somebody else.
	by := func(may ...actor.Actor) actor.Actor {
		if rapid.IntRange(0, 5).Draw(h.rt, "stranger") == 0 {
			may = []actor.Actor{mill, college, faraway, officer, other, scholar, {}}
		}
		return rapid.SampledFrom(may).Draw(h.rt, "who")
	}
	some := func() string {
		if len(h.bids) == 0 {
			return "none"
		}
		return rapid.SampledFrom(h.bids).Draw(h.rt, "bid")
	}
	at := func() int64 { return h.now.UnixMilli() }
	h.rt.Repeat(map[string]func(*rapid.T){
		"": func(*rapid.T) { h.holds() },
		"clock": func(rt *rapid.T) {
			today := workday.Of(h.now.UnixMilli())
			h.day(today.AddDays(rapid.IntRange(0, 12).Draw(rt, "days")))
			_, _ = h.c.Close(ctx)
		},
		"submit terms": func(*rapid.T) { _, _ = h.c.Submit(ctx, by(mill), h.id, 0) },
		"return":       func(*rapid.T) { _, _ = h.c.Return(ctx, by(officer), h.id, 0, "请补充") },
		"publish": func(*rapid.T) {
			var chain []challenge.Link
			if h.public {
				_, chain = public()
			}
			_, _ = h.c.Publish(ctx, by(officer), h.id, 0, chain, h.pay...)
		},
		"correct": func(rt *rapid.T) {
			c := h.challenge(h.id)
			x := c.Terms
			x.Text += "（补充）"
			x.Indicators = slices.Clone(x.Indicators)
			_, _ = h.c.Correct(ctx, by(officer), h.id, 0, x, "补充")
		},
		"extend": func(*rapid.T) { _, _ = h.c.Extend(ctx, by(officer), h.id, 0, workday.Of(at()).AddDays(20), "不足") },
		"lower":  func(*rapid.T) { _, _ = h.c.LowerLeast(ctx, by(officer), h.id, 0, 1, "不足") },
		"join": func(*rapid.T) {
			if b, err := h.Join(ctx, by(college, faraway, scholar, officer), h.id,
				Unit{Name: fmt.Sprintf("研究所%d", len(h.bids))}); err == nil {
				h.bids = append(h.bids, b.ID)
			}
		},
		"hand in": func(rt *rapid.T) {
			a, id := by(college, faraway, officer), some()
			s := h.scheme(a)
			s.Plan = marked + s.Plan
			if a.Role == actor.Officer {
				s.Paper = h.file(a, "盖章申报书")
			}
			if c := h.challenge(h.id); c.Seal != nil { // an open file is refused
				s.Intent, s.Paper = "", ""
				if f, _, err := h.files.PutSealed(ctx, a, Kind, id, marked+".pdf", int64(len(pdf)),
					strings.NewReader(pdf)); err == nil {
					s.Files, s.Paper = []string{f.ID}, f.ID
				}
			}
			late := rapid.SampledFrom([]int64{0, 0, 0, 3600_000 * 15}).Draw(rt, "later")
			if rapid.IntRange(0, 3).Draw(rt, "draft") == 0 {
				_, _ = h.Save(ctx, a, id, 0, s)
				return
			}
			_, _ = h.Submit(ctx, a, id, 0, s, rapid.Bool().Draw(rt, "pledged"), at()+late)
		},
		"take back": func(*rapid.T) { _, _ = h.Withdraw(ctx, by(college, faraway), some(), 0, at()) },
		"qualify": func(rt *rapid.T) {
			e := unrelated()
			e.Relations[0].Verdict = rapid.SampledFrom([]relation.Verdict{relation.No, relation.No,
				relation.Yes, relation.Unknown}).Draw(rt, "verdict")
			for i := range e.Relations {
				e.Relations[i].On = "2026-03-01"
			}
			_, _ = h.Qualify(ctx, by(officer), some(), 0, e)
		},
		"refuse": func(*rapid.T) { _, _ = h.Refuse(ctx, by(officer), some(), 0, "papers", "缺少附件") },
		"object": func(*rapid.T) { _, _ = h.Object(ctx, by(college, faraway), some(), 0, "材料已补") },
		"choose": func(*rapid.T) {
			a, letter := by(mill, officer), ""
			if a.Role == actor.Officer {
				letter = h.file(a, "选定函")
			}
			_, _ = h.Choose(ctx, a, some(), 0, "方案可行", letter)
		},
		"open bids": func(*rapid.T) { _, _ = h.c.OpenBids(ctx, by(officer), h.id, 0) },
		"reopen":    func(*rapid.T) { _, _ = h.c.Reopen(ctx, by(officer), h.id, 0, "重新选择") },
		"decide": func(rt *rapid.T) {
			step := rapid.SampledFrom([]string{approval.StepApprove, approval.StepApprove,
				approval.StepRefuse}).Draw(rt, "step")
			for _, d := range h.decisions() {
				_, _ = h.approval.Decide(ctx, by(officer), d.ID, 0, step,
					approval.ResultForm{Body: "常务会议", On: workday.Of(at()),
						Document: "纪要", Reason: "见纪要"})
			}
		},
		"notice": func(rt *rapid.T) {
			for _, n := range h.notices() {
				_, _ = h.publicity.Post(ctx, by(officer), n.ID, 0, publicity.PostingForm{Place: "门户网站",
					Address: "https://www.example.gov.cn/7.html", First: workday.Of(at())})
				if rapid.Bool().Draw(rt, "days pass") {
					h.day(workday.Of(at()).AddDays(12))
				}
				if rapid.IntRange(0, 3).Draw(rt, "how") == 0 {
					_, _ = h.publicity.Withdraw(ctx, by(officer), n.ID, 0, "异议成立")
				} else {
					_, _ = h.publicity.End(ctx, by(officer), n.ID, 0, "公示期满无异议")
				}
			}
		},
		"agree": func(*rapid.T) {
			_, _ = h.c.Agree(ctx, mill, h.id, 0, challenge.Agreement{Scan: h.file(mill, "协议"), Signed: workday.Of(at()),
				Content: "内容",
				Targets: "指标", Delivery: "时限", Money: "资金", Property: "产权", Finish: "2030-06-30"})
		},
		"pass": func(*rapid.T) {
			_, _ = h.c.Pass(ctx, by(mill, officer), h.id, 0, challenge.Passed{No: 1, On: workday.Of(at()),
				Proof: h.file(officer, "专家意见")})
		},
		"payout": func(rt *rapid.T) {
			no := rapid.IntRange(1, 3).Draw(rt, "payment")
			if rapid.Bool().Draw(rt, "ask") {
				_, _ = h.c.ApplyPayout(ctx, by(mill, officer), h.id, 0, no)
				return
			}
			back := rapid.IntRange(0, 20).Draw(rt, "days back")
			_, _ = h.c.PayOut(ctx, by(mill, officer), h.id, 0, challenge.PaidForm{No: no, Document: "县财〔2026〕8号",
				On: workday.Of(at()).AddDays(-back)})
		},
		"accept": func(*rapid.T) {
			ok := challenge.Evidence{Measured: "达到", Proof: "报告", Met: true}
			_, _ = h.c.Accept(ctx, by(mill, officer), h.id, 0, []challenge.Evidence{ok, ok})
		},
		"cancel": func(rt *rapid.T) {
			if rapid.IntRange(0, 9).Draw(rt, "often") == 0 {
				_, _ = h.c.Cancel(ctx, by(mill, officer), h.id, 0, "需求已变化")
			}
		},
	})
}

func (h *history) decisions() (out []approval.Decision) {
	h.view(func(tx store.Tx) (err error) {
		out, err = approval.About(tx, "m1", approval.Subject{Kind: challenge.Kind, Record: h.id})
		for no := 1; no <= 3 && err == nil; no++ {
			var more []approval.Decision
			more, err = approval.About(tx, "m1", approval.Subject{Kind: challenge.PayoutKind,
				Record: fmt.Sprintf("%s.%d", h.id, no)})
			out = append(out, more...)
		}
		return err
	})
	return out
}

func (h *history) notices() (out []publicity.Notice) {
	h.view(func(tx store.Tx) (err error) {
		out, err = publicity.About(tx, "m1", publicity.Subject{Kind: challenge.Kind, Record: h.id})
		for no := 1; no <= 3 && err == nil; no++ {
			var more []publicity.Notice
			more, err = publicity.About(tx, "m1", publicity.Subject{Kind: challenge.PayoutKind,
				Record: fmt.Sprintf("%s.%d", h.id, no)})
			out = append(out, more...)
		}
		return err
	})
	return out
}

func (h *history) view(fn func(tx store.Tx) error) {
	if err := h.db.View(context.Background(), fn); err != nil {
		h.rt.Fatal(err)
	}
}

// holds are the rules that no order of steps breaks.
func (h *history) holds() {
	c := h.challenge(h.id)
	fail := func(format string, args ...any) { h.rt.Fatalf(c.State+": "+format, args...) }
	var bids []Bid
	var lines []audit.Entry
	h.view(func(tx store.Tx) (err error) {
		if bids, err = of(tx, &c); err == nil {
			lines, err = audit.History(tx, "m1", c.ID)
		}
		return err
	})
	counted, chosen := 0, 0
	for _, b := range bids {
		if b.counts() {
			counted++
		}
		h.secret(c, b)
		if b.State == Chosen || b.State == Won {
			chosen++
		}
		if b.Receipt != nil && b.Receipt.At >= c.Versions[b.Receipt.Version-1].Terms.Deadline.EndMS() {
			fail("a bid was taken after its deadline")
		}
		if b.State == Eligible && slices.ContainsFunc(b.Examined.Relations,
			func(r relation.Relation) bool { return r.Verdict == relation.Yes }) {
			fail("a related team is eligible")
		}
	}
	switch decided := c.State == challenge.Agreeing || c.State == challenge.Running || c.State == challenge.Accepted; {
	case (c.Opening != nil) != reviewed(c):
		fail("%s, and the record of the opening is %+v", c.Terms.Choosing, c.Opening)
	case counted != c.Bids:
		fail("%d bids counted, %d stand", c.Bids, counted)
	case (chosen == 1) != (c.Choice != nil) || chosen > 1:
		fail("%d bids are chosen, the challenge names %+v", chosen, c.Choice)
	case c.Frozen() != nil && (c.Frozen().Hash != c.Terms.Hash() || c.Frozen().Hash != c.Frozen().Terms.Hash()):
		fail("the terms are not those that were published")
	case decided && h.public && !h.passed(c):
		fail("a chain of public money was left out: %+v", c.Choice)
	case decided && c.Choice.Done != len(c.Chain):
		fail("%d of %d links are behind the choice", c.Choice.Done, len(c.Chain))
	}
	stages, pays := c.Plan()
	if all, public := contract.SumOf(pays); len(pays) > 0 && (all != c.Terms.TotalFen() ||
		public != c.Terms.PublicFen) {
		fail("payments of %d and %d public do not add up", all, public)
	}
	paid := map[int]bool{}
	for _, p := range c.Payouts {
		if p.State != challenge.PaidOut {
			continue
		}
		x := pays[p.No-1]
		var since workday.Date
		switch {
		case x.When == contract.ByStage && len(c.Passed) > 0:
			since = c.Passed[0].On
		case x.When == contract.Acceptance && c.State == challenge.Accepted:
			since = c.End.On
		}
		if since == "" || p.On < since || !x.Public || p.Fen != x.Fen || paid[p.No] || p.Done != len(c.PayChain) {
			fail("paid %+v of %+v, stages %+v, passed %+v", p, x, stages, c.Passed)
		}
		paid[p.No] = true
	}
	for _, l := range lines {
		if l.From == l.To || l.Step == "create" || l.Step == "edit" {
			continue
		}
		if e, err := challenge.Flow.Next(l.From, l.Step); err != nil || e.To != l.To {
			fail("%s led from %s to %s", l.Step, l.From, l.To)
		}
	}
}

// marked stands in every scheme and file that is handed in.
const marked = "密封标记词"

const pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n" + marked

// secret finds no word of sealed material in the record, nor with anybody but its team.
func (h *history) secret(c challenge.Challenge, stored Bid) {
	sealed := c.Terms.Choosing == challenge.Reviewed && !(c.Opening != nil && stored.Opened)
	if stored.IsSealed() != sealed {
		h.rt.Fatalf("%s of %s: sealed is %v", stored.State, c.State, stored.IsSealed())
	}
	at := fmt.Sprint(stored.Rev, c.Rev)
	if !sealed || h.looked[stored.ID] == at {
		return
	}
	h.looked[stored.ID] = at
	for _, a := range []actor.Actor{{}, mill, officer, other, scholar, college, faraway} {
		if stored.inTeam(a, &c) {
			continue
		}
		b, _, _ := h.Get(context.Background(), a, stored.ID)
		list, _ := h.OfChallenge(context.Background(), a, c.ID)
		list = slices.DeleteFunc(list, func(b Bid) bool { return b.ID != stored.ID })
		text, _ := json.Marshal([]any{b, list})
		if strings.Contains(string(text), marked) {
			h.rt.Fatalf("%s reads sealed material: %s", a.PersonName, text)
		}
		for _, f := range h.filesOf(stored.ID) {
			if _, _, _, err := h.files.Open(context.Background(), a, f.ID); !fault.Is(err, fault.NotFound) {
				h.rt.Fatalf("%s opens a sealed file: %v", a.PersonName, err)
			}
		}
	}
	if text, _ := json.Marshal(stored); strings.Contains(string(text), marked) {
		h.rt.Fatalf("the record holds sealed material: %s", text)
	}
}

func (h *history) filesOf(bid string) (out []files.File) {
	h.view(func(tx store.Tx) error {
		out = nil
		return files.Files.Each(tx, store.Query{AllMarkets: true}, func(f files.File) error {
			if f.SealedFor(Kind, bid) {
				if f.Seal.Key == nil && strings.Contains(f.Name, marked) {
					h.rt.Fatalf("the record of a sealed file names it: %s", f.Name)
				}
				out = append(out, f)
			}
			return nil
		})
	})
	return out
}

// reviewed reports whether the challenge must have been opened: it is chosen by review, and behind its opening.
func reviewed(c challenge.Challenge) bool {
	if c.State == challenge.Cancelled {
		return c.Opening != nil // before or after it
	}
	return c.Terms.Choosing == challenge.Reviewed && slices.Contains([]string{challenge.Reviewing, challenge.Arguing,
		challenge.Announcing, challenge.Ratifying, challenge.Agreeing, challenge.Running, challenge.Accepted}, c.State)
}

// passed reports whether the choice has a notice that ended and a ratification, both of its own round.
func (h *history) passed(c challenge.Challenge) bool {
	shown := slices.ContainsFunc(h.notices(), func(n publicity.Notice) bool {
		return n.About.Kind == challenge.Kind && n.State == publicity.Ended
	})
	ratified := slices.ContainsFunc(h.decisions(), func(d approval.Decision) bool {
		return d.About.Kind == challenge.Kind && d.Stage == approval.Ratify && d.State == approval.Approved
	})
	return shown && ratified
}
