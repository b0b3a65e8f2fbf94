package contract_test

import (
	"slices"
	"strings"
	"testing"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// planned is content of 100 万元 in four payments, of which the second and the third are public money.
func planned() contract.Content {
	in := content()
	in.SignDate, in.BeginDate, in.EndDate = "2026-02-02", "2026-02-09", "2026-12-31"
	in.Stages = []contract.Milestone{{Title: "小试", Due: "2026-04-30"}, {Title: "中试", Due: "2026-09-30"}}
	in.Payments = []contract.Instalment{{When: contract.Effective, Fen: in.TotalFen - 60*wan},
		{When: contract.ByStage, Milestone: 1, Fen: 30 * wan, Public: true},
		{When: contract.Acceptance, Fen: 20 * wan, Public: true}, {When: contract.OnDate, On: "2026-10-08",
			Fen: 10 * wan}}
	return in
}

// stamped is a contract of the plan, concluded on paper.
func (b *bench) stamped(in contract.Content) contract.Contract {
	b.T.Helper()
	c := b.create(firm, in)
	return b.ok(b.Stamp(b.T.Context(), firm, c.ID, c.Rev, b.File(firm, "盖章合同")))
}

func (b *bench) on(day workday.Date) {
	b.Now = b.Now.AddDate(0, 0, workday.Of(b.Now.UnixMilli()).DaysUntil(day))
}

func TestPaymentsAddUpWhereTheTermsFreeze(t *testing.T) {
	for by, ok := range map[int64]bool{-1: false, 0: true, 1: false} {
		b := open(t)
		in := planned()
		in.Payments[0].Fen += by
		c := b.create(firm, in) // a draft may still be wrong
		_, err := b.Stamp(t.Context(), firm, c.ID, c.Rev, b.File(firm, "盖章合同"))
		if (err == nil) != ok || !ok && !slices.Contains(fieldsOf(err), "/payments") {
			t.Errorf("%d fen more than the total: %v", by, err)
		}
	}
	b := open(t)
	in := planned()
	plan := in.Payments
	in.Payments = nil
	c := b.stamped(in) // a contract need not name payments
	in.Payments = plan[:2]
	_, err := b.Edit(t.Context(), firm, c.ID, c.Rev, in)
	if !slices.Contains(fieldsOf(err), "/payments") {
		t.Errorf("half a plan was added to a signed contract: %v", err)
	}
	in.Payments = plan
	c = b.ok(b.Edit(t.Context(), firm, c.ID, c.Rev, in))
	in.Payments = slices.Clone(plan)
	in.Payments[0].Fen, in.Payments[3].Fen = plan[3].Fen, plan[0].Fen
	if _, err = b.Edit(t.Context(), firm, c.ID, c.Rev, in); code(err) != "contract-agreed" {
		t.Errorf("the payments of a signed contract changed: %v", err)
	}
	for at, wrong := range map[string]func(*contract.Content){
		"/payments/0/when":      func(c *contract.Content) { c.Payments[0].When = "someday" },
		"/payments/1/milestone": func(c *contract.Content) { c.Payments[1].Milestone = 3 },
		"/payments/3/on":        func(c *contract.Content) { c.Payments[3].On = "" },
		"/payments/0/fen":       func(c *contract.Content) { c.Payments[0].Fen = -1 },
		"/stages/1/due":         func(c *contract.Content) { c.Stages[1].Due = "2026-04-29" },
		"/stages/0/title":       func(c *contract.Content) { c.Stages[0].Title = "" },
	} {
		in := planned()
		wrong(&in)
		_, err := b.Create(t.Context(), firm, contract.New{ID: at, Content: in})
		if !slices.Equal(fieldsOf(err), []string{at}) {
			t.Errorf("%s: %v", at, err)
		}
	}
}

func TestPublicMoneyWaitsForItsCondition(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.stamped(planned())
	pay := func(no int, on workday.Date, fen int64) error {
		x, err := b.Pay(ctx, officer, c.ID, c.Rev, contract.ActForm{No: no, On: on, Fen: fen})
		if err == nil {
			c = x
		}
		return err
	}
	pass := func(no int, on workday.Date) error {
		x, err := b.Pass(ctx, firm, c.ID, c.Rev, contract.ActForm{No: no, On: on})
		if err == nil {
			c = x
		}
		return err
	}
	early := func(err error, what string) {
		t.Helper()
		if code(err) != "payment-public-early" || !strings.Contains(err.Error(), "天台县2024") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := c.Owes(); got != "2026-02-09" {
		t.Errorf("the first payment is due since %s", got)
	}
	early(pay(2, "2026-03-02", 30*wan), "before the milestone")
	b.on("2026-05-04")
	if err := pass(1, "2026-04-30"); err != nil {
		t.Fatal(err)
	}
	if err := pass(1, "2026-05-01"); !slices.Contains(fieldsOf(err), "/no") {
		t.Errorf("a milestone passed twice: %v", err)
	}
	early(pay(2, "2026-04-29", 30*wan), "the day before the milestone passed")
	if err := pay(2, "2026-04-30", 30*wan+1); !slices.Contains(fieldsOf(err), "/fen") {
		t.Errorf("more than the payment: %v", err)
	}
	if err := pay(2, "2026-04-30", 30*wan); err != nil {
		t.Errorf("on the day the milestone passed: %v", err)
	}
	early(pay(3, "2026-05-04", wan), "before the acceptance")
	if err := pay(1, "2026-02-03", wan); err != nil {
		t.Errorf("private money is only recorded: %v", err)
	}
	if err := pay(4, "2026-05-04", wan); err != nil {
		t.Errorf("private money ahead of its date: %v", err)
	}
	for _, on := range []workday.Date{"2026-02-01", "2026-05-05", "2026-02-30"} {
		if err := pay(1, on, wan); !slices.Equal(fieldsOf(err), []string{"/on"}) {
			t.Errorf("paid on %s: %v", on, err)
		}
	}
	_, err := b.Void(ctx, firm, c.ID, c.Rev, 0, "登记有误")
	if code(err) != "contract-act-rests" {
		t.Errorf("the milestone that public money stands on was taken back: %v", err)
	}
	_, err = b.Void(ctx, firm, c.ID, c.Rev, 1, "登记有误")
	b.Want(fault.Forbidden, err, "the firm takes back what the office recorded")
	c = b.ok(b.Void(ctx, officer, c.ID, c.Rev, 1, "退回重拨"))
	if c.PaidFen(2) != 0 || c.Acts[1].Void == nil {
		t.Errorf("taken back: %+v", c.Acts[1])
	}
	b.ok(b.Void(ctx, firm, c.ID, c.Rev, 0, "登记有误"))
}

// TestWhoRecordsAndHowLong: the sides and the office record, also while the contract lies at the registry. The seller
// needs the buyer's paper for his own work.
func TestWhoRecordsAndHowLong(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.stamped(planned())
	_, err := b.Pass(ctx, institute, c.ID, c.Rev, contract.ActForm{On: "2026-03-02"})
	if !slices.Equal(fieldsOf(err), []string{"/proof"}) {
		t.Errorf("the seller accepts his own work: %v", err)
	}
	c = b.ok(b.Pass(ctx, institute, c.ID, c.Rev, contract.ActForm{On: "2026-03-02", Proof: b.File(institute, "验收报告")}))
	if x := c.Acts[0]; x.Kind != contract.WorkPassed || x.Side != "seller" || x.Proof.Name == "" || x.By.Name != "何处长" {
		t.Errorf("recorded as %+v", x)
	}
	_, err = b.Pay(ctx, rival, c.ID, c.Rev, contract.ActForm{On: "2026-03-02", Fen: wan})
	b.Want(fault.NotFound, err, "a stranger records")
	b.hold(&c)
	c = b.ok(b.Pay(ctx, institute, c.ID, c.Rev, contract.ActForm{On: "2026-03-02", Fen: wan, Note: "现场服务费"}))
	if c.PaidFen(0) != wan || c.Owes() != "2026-02-09" {
		t.Errorf("outside the plan: %d, owes %s", c.PaidFen(0), c.Owes())
	}
	_, err = b.Edit(ctx, firm, c.ID, c.Rev, planned())
	b.Want(fault.WrongState, err, "a filed contract is edited")
}

// hold files the contract at a registry.
func (b *bench) hold(c *contract.Contract) {
	b.T.Helper()
	was := *c
	if err := b.DB.Run(b.T.Context(), func(tx store.Tx) error {
		*c = was
		return contract.Hold(tx, registrar, c, contract.Filing{State: "accepted"}, b.Now.UnixMilli())
	}); err != nil {
		b.T.Fatal(err)
	}
}
