package bid

import (
	"errors"
	"slices"
	"testing"

	"kebang/internal/approval"
	"kebang/internal/challenge"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/publicity"
	"kebang/internal/workday"
)

// payChain is that of 和林格尔: examination, summary, publicity, ratification.
func payChain() []challenge.Link {
	return []challenge.Link{{Kind: challenge.Examination, Body: "县财政局"}, {Kind: challenge.Collection, Body: "县工科局"},
		{Kind: challenge.Publicity, Rule: &publicity.Rule{Days: 5, Kind: publicity.Workdays, Source: "县实施细则第12条"}},
		{Kind: challenge.Ratification, Body: "县政府常务会议"}}
}

// granted is a running challenge with public money in two payments: at a milestone and at the acceptance.
func (w *bench) granted(pay ...challenge.Link) challenge.Challenge {
	ctx := w.ctx()
	x, chain := public()
	x.Stages = []challenge.Milestone{{Title: "中试", Due: "2026-12-31"}}
	x.Payments = []challenge.Instalment{{When: contract.Effective, Fen: x.OwnFen},
		{When: contract.ByStage, Milestone: 1, Fen: 30 * wan, Public: true},
		{When: contract.Acceptance, Fen: x.PublicFen - 30*wan, Public: true}}
	c, err := w.c.Create(ctx, mill, challenge.Form{Terms: x})
	w.must(err)
	c, err = w.c.Submit(ctx, mill, c.ID, 0)
	w.must(err)
	c, err = w.c.Publish(ctx, officer, c.ID, 0, chain, pay...)
	w.must(err)
	b := w.handed(college, c)
	two := w.handed(faraway, c)
	w.day("2026-04-13")
	w.closed(c)
	for _, id := range []string{b.ID, two.ID} {
		_, err = w.Qualify(ctx, officer, id, 0, unrelated())
		w.must(err)
	}
	_, err = w.Choose(ctx, mill, b.ID, 0, "方案可行。", "")
	w.must(err)
	w.show("公示期满无异议")
	w.decide(approval.StepApprove)
	g := agreement(w)
	g.Signed = workday.Of(w.now.UnixMilli())
	c, err = w.c.Agree(ctx, mill, c.ID, 0, g)
	w.must(err)
	return c
}

func codeOf(err error) string {
	var e *fault.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestPayoutOfPublicMoneyFollowsItsChain(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.granted(payChain()...)
	early := func(err error) {
		t.Helper()
		if !fault.Is(err, fault.WrongState) || codeOf(err) != "payment-public-early" {
			t.Errorf("public money before its condition: %v", err)
		}
	}
	_, err := w.c.ApplyPayout(ctx, mill, c.ID, 0, 2)
	early(err)
	_, err = w.c.PayOut(ctx, officer, c.ID, 0, challenge.PaidForm{No: 2, On: workday.Of(w.now.UnixMilli()),
		Document: "1"})
	early(err)
	if _, err = w.c.ApplyPayout(ctx, mill, c.ID, 0, 1); !slices.Equal(pointers(err), []string{"/no"}) {
		t.Errorf("own money is asked for: %v", err)
	}
	day := workday.Of(w.now.UnixMilli())
	pass := challenge.Passed{No: 1, On: day, Proof: w.file(officer, "专家意见")}
	if _, err = w.c.Pass(ctx, mill, c.ID, 0, pass); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the asker says that public money may flow: %v", err)
	}
	c, err = w.c.Pass(ctx, officer, c.ID, 0, pass)
	w.must(err)
	if _, err = w.c.Pass(ctx, officer, c.ID, 0, pass); !slices.Equal(pointers(err), []string{"/no"}) {
		t.Errorf("a milestone passed twice: %v", err)
	}
	if p, n, err := w.c.Owing(ctx, mill, 5); err != nil || n != 1 || p.Items[0].Payable() != day {
		t.Errorf("the asker finds %d to ask for, %v", n, err)
	}
	c, err = w.c.ApplyPayout(ctx, mill, c.ID, 0, 2)
	w.must(err)
	if _, err = w.c.ApplyPayout(ctx, mill, c.ID, 0, 2); !fault.Is(err, fault.WrongState) {
		t.Errorf("asked for twice: %v", err)
	}
	w.decide(approval.StepApprove) // examination
	paid := func() error {
		_, err := w.c.PayOut(ctx, officer, c.ID, 0, challenge.PaidForm{No: 2, On: workday.Of(w.now.UnixMilli()),
			Document: "县财〔2026〕8号"})
		return err
	}
	if err := paid(); codeOf(err) != "payout-not-granted" {
		t.Errorf("paid before the chain is at its end: %v", err)
	}
	w.decide(approval.StepRefuse) // summary
	if c = w.challenge(c.ID); c.Payouts[0].State != challenge.Declined || c.State != challenge.Running {
		t.Fatalf("after a no: %+v, %s", c.Payouts[0], c.State)
	}
	c, err = w.c.ApplyPayout(ctx, mill, c.ID, 0, 2)
	w.must(err)
	w.decide(approval.StepApprove)
	w.decide(approval.StepApprove)
	w.show("公示期满无异议")
	w.decide(approval.StepApprove)
	if c = w.challenge(c.ID); c.Payouts[1].State != challenge.Granted || c.Payouts[1].Done != 4 {
		t.Fatalf("after the chain: %+v", c.Payouts[1])
	}
	if _, n, err := w.c.Owing(ctx, officer, 5); err != nil || n != 1 {
		t.Errorf("the office finds %d to pay out, %v", n, err)
	}
	if _, err := w.c.PayOut(ctx, officer, c.ID, 0, challenge.PaidForm{No: 2, On: day.AddDays(-1),
		Document: "县财〔2026〕8号"}); err == nil {
		t.Error("paid the day before the milestone passed")
	}
	w.must(paid())
	if err := paid(); err == nil {
		t.Error("paid out twice")
	}
	w.consistent()
}

func TestPayoutWithoutAChainStillWaitsForItsCondition(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.granted()
	if _, err := w.c.ApplyPayout(ctx, officer, c.ID, 0, 3); codeOf(err) != "payment-public-early" {
		t.Errorf("before the acceptance: %v", err)
	}
	ok := challenge.Evidence{Measured: "达到", Proof: "检测报告", Met: true}
	wet := challenge.Evidence{Measured: "15.1 %", Proof: "检测报告", Met: true}
	_, err := w.c.Accept(ctx, officer, c.ID, 0, []challenge.Evidence{wet, ok})
	if !slices.Equal(pointers(err), []string{"/evidence/0/met"}) {
		t.Errorf("15.1 %% counts as at most 15 %%: %v", err)
	}
	_, err = w.c.Accept(ctx, officer, c.ID, 0, []challenge.Evidence{ok, ok})
	w.must(err)
	_, err = w.c.ApplyPayout(ctx, officer, c.ID, 0, 3)
	w.must(err)
	c, err = w.c.PayOut(ctx, officer, c.ID, 0, challenge.PaidForm{No: 3, On: workday.Of(w.now.UnixMilli()),
		Document: "县财〔2026〕9号"})
	w.must(err)
	if c.Payouts[0].State != challenge.PaidOut || c.State != challenge.Accepted {
		t.Errorf("%+v, %s", c.Payouts, c.State)
	}
	w.consistent()
	for name, chain := range map[string][]challenge.Link{"out of order": {payChain()[3], payChain()[0]},
		"without a body": {{Kind: challenge.Examination}}, "of a choice": {{Kind: challenge.Argument, Body: "专家组"}}} {
		x, links := public()
		d, err := w.c.Create(ctx, mill, challenge.Form{Terms: x})
		w.must(err)
		x.Deadline, x.Finish = "2027-03-01", "2028-03-01"
		_, err = w.c.Edit(ctx, mill, d.ID, 0, x)
		w.must(err)
		_, err = w.c.Submit(ctx, mill, d.ID, 0)
		w.must(err)
		if _, err := w.c.Publish(ctx, officer, d.ID, 0, links, chain...); !fault.Is(err, fault.Invalid) {
			t.Errorf("a payout chain %s: %v", name, err)
		}
	}
}
