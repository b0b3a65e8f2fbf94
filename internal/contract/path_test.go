package contract_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/store"
)

// TestDealToNumber walks from a deal with a broker over two confirmations to the registration number.
func TestDealToNumber(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	d := deal.Deal{Meta: store.Meta{ID: "d1", Market: "m1"}, Serial: "DJ-2026-000001", State: deal.Agreed, Demand: deal.Ref{ID: "n1", Title: "蔗渣脱水", Version: 3},
		Achievement: deal.Ref{ID: "a1", Version: 1}, DemandSide: deal.Side{Org: "o1", Name: "边城糖业"}, AchievementSide: deal.Side{Org: "o2", Name: "镇康工学院"},
		Broker: &deal.Side{Org: "o3", Person: "p3", Name: "罗经理"}, Introducer: deal.Introducer{Person: "p3", Name: "罗经理", Role: actor.Broker, At: 7}}
	if err := b.db.Run(ctx, func(tx store.Tx) error { return deal.Deals.Insert(tx, &d) }); err != nil {
		t.Fatal(err)
	}
	in := content()
	in.Seller, in.Buyer = contract.Side{}, contract.Side{}
	c := b.ok(b.Create(ctx, broker, contract.New{ID: id.New(), Content: in, Deal: "d1"}))
	if c.Serial != "HT-2026-000001" || c.Seller.USCC != sellerCode || c.Deal.BrokerName != "罗经理" || c.Deal.IntroducedAt != 7 || c.Amounts.TechFen != 70*wan {
		t.Fatalf("from the deal: %+v", c)
	}
	_, err := b.Propose(ctx, broker, c.ID, c.Rev)
	b.want(fault.Invalid, err, "propose without a text")
	c = b.ok(b.Generate(ctx, broker, c.ID, c.Rev))
	b.docx(c.Text.Blob, "蔗渣高效脱水技术开发")
	c = b.ok(b.Propose(ctx, broker, c.ID, c.Rev))
	_, err = b.Confirm(ctx, broker, c.ID, c.Rev, c.Text.Blob)
	b.want(fault.Forbidden, err, "the broker confirms")
	c = b.ok(b.Confirm(ctx, firm, c.ID, c.Rev, c.Text.Blob))
	_, err = b.Confirm(ctx, firm, c.ID, c.Rev, c.Text.Blob)
	b.want(fault.Conflict, err, "the same side again")

	old := c.Text.Blob
	c = b.ok(b.SetText(ctx, institute, c.ID, c.Rev, b.file(institute, "改过的文本")))
	if len(c.Confirmations) != 0 || c.Text.Version != 2 {
		t.Fatal("a changed file must void the confirmations")
	}
	_, err = b.Confirm(ctx, firm, c.ID, c.Rev, old)
	b.want(fault.Conflict, err, "confirm the former file")
	c = b.ok(b.Confirm(ctx, firm, c.ID, c.Rev, c.Text.Blob))
	if c.State != contract.Confirming {
		t.Fatalf("one side only: %s", c.State)
	}
	c = b.ok(b.Confirm(ctx, institute, c.ID, c.Rev, c.Text.Blob))
	if c.State != contract.Confirmed || c.Confirmations[1].Side != "seller" || c.Confirmations[1].PersonName != "何处长" {
		t.Fatalf("both sides: %s %+v", c.State, c.Confirmations)
	}
	_ = b.db.View(ctx, func(tx store.Tx) error { d, err = deal.Deals.Get(tx, "m1", "d1"); return err })
	if d.State != deal.Signed || d.Contract != c.ID {
		t.Fatalf("the deal was not told: %+v", d)
	}

	_, err = b.Submit(ctx, firm, c.ID, c.Rev)
	b.want(fault.Forbidden, err, "the buyer submits")
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	_, err = b.Accept(ctx, officer, c.ID, c.Rev, "")
	b.want(fault.Forbidden, err, "an officer accepts")
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, ""))
	if c.Registration.AcceptNo != "KB-2026-000001" || c.Registration.Rules != "RULE-2026" || c.Registration.Due != "2026-03-23" {
		t.Fatalf("accepted: %+v", c.Registration)
	}
	_, err = b.Return(ctx, registrar, c.ID, c.Rev, " ")
	b.want(fault.Invalid, err, "a return without a reason")
	c = b.ok(b.Return(ctx, registrar, c.ID, c.Rev, "请补充技术指标"))
	if c.Registration.Due != "" {
		t.Fatal("the clock must stop in 补正")
	}
	b.now = b.now.AddDate(0, 0, 7)
	in2 := c.Content
	in2.Targets = "出渣水分≤46%"
	c = b.ok(b.Edit(ctx, institute, c.ID, c.Rev, in2))
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, ""))
	if c.Registration.AcceptNo != "KB-2026-000001" || c.Registration.Due != "2026-03-30" {
		t.Fatalf("accepted again: %+v", c.Registration)
	}
	wrong := int64(71 * wan)
	_, err = b.Recognise(ctx, registrar, c.ID, c.Rev, contract.Decision{TechFen: &wrong, Rest: true})
	b.want(fault.Invalid, err, "an amount that is not the rule's")
	c = b.ok(b.Recognise(ctx, registrar, c.ID, c.Rev, contract.Decision{Deductions: []contract.Deduction{{Kind: "equipment", CostFen: 30 * wan, AllowedFen: 10 * wan}},
		Answers: []contract.Answer{{Code: "named", Verdict: contract.OK}}, Rest: true}))
	if n, _, _ := b.totals("m1", store.Cond{Field: "regMonth", Op: store.Present}); n != 0 {
		t.Fatal("counted before it has its number")
	}
	_, err = b.Register(ctx, registrar, c.ID, c.Rev, b.cert("123"))
	b.want(fault.Invalid, err, "a short number")
	c = b.ok(b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000001")))
	if c.State != contract.Registered || c.Registration.Authority != "m1登记站" || strings.Join(c.Registration.Scopes, " ") != "registered output input" {
		t.Fatalf("registered: %s %+v", c.State, c.Registration)
	}
	if n, total, tech := b.totals("m1", store.Cond{Field: "regMonth", Op: store.Eq, Value: "2026-03"}); n != 1 || total != 100*wan || tech != 80*wan {
		t.Fatalf("counted %d, %d, %d", n, total, tech)
	}
	h, err := b.History(ctx, firm, c.ID)
	var steps []string
	for _, e := range h {
		steps = append(steps, e.Step)
	}
	if want := "create text propose confirm text confirm conclude submit accept return edit submit accept check register"; err != nil || strings.Join(steps, " ") != want {
		t.Fatalf("history %v, %v", steps, err)
	}
}

func (b *bench) docx(blob, want string) {
	b.t.Helper()
	r, _, err := b.db.Blobs().Open(b.t.Context(), blob)
	if err != nil {
		b.t.Fatal(err)
	}
	defer r.Close()
	raw, _ := io.ReadAll(r)
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		b.t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		b.t.Fatal(err)
	}
	body, _ := io.ReadAll(f)
	if !strings.Contains(string(body), want) {
		b.t.Errorf("the draft does not hold %q", want)
	}
}

// TestYearEnd registers around midnight in Beijing: statistics follow the civil date there.
func TestYearEnd(t *testing.T) {
	b := open(t)
	shanghai := time.FixedZone("Asia/Shanghai", 8*3600)
	for i, tt := range []struct {
		at                time.Time
		date, month, year string
	}{
		{time.Date(2026, 12, 31, 0, 30, 0, 0, shanghai), "2026-12-31", "2026-12", "2026"},
		{time.Date(2026, 12, 31, 23, 30, 0, 0, shanghai), "2026-12-31", "2026-12", "2026"},
		{time.Date(2027, 1, 1, 0, 30, 0, 0, shanghai), "2027-01-01", "2027-01", "2027"},
		{time.Date(2027, 1, 1, 23, 30, 0, 0, shanghai), "2027-01-01", "2027-01", "2027"},
	} {
		b.now = time.Date(2026, 12, 1, 2, 0, 0, 0, time.UTC)
		c := b.awaiting("year end " + tt.at.String())
		b.now = tt.at
		c = b.ok(b.Register(t.Context(), registrar, c.ID, c.Rev, b.cert("202653092400001"+string(rune('1'+i)))))
		if string(c.Registration.Date) != tt.date {
			t.Errorf("%v: registered on %s, want %s", tt.at, c.Registration.Date, tt.date)
		}
	}
	for field, want := range map[string][2]string{"regMonth": {"2026-12", "2027-01"}, "regYear": {"2026", "2027"}} {
		for _, v := range want {
			if n, total, tech := b.totals("m1", store.Cond{Field: field, Op: store.Eq, Value: v}); n != 2 || total != 200*wan || tech != 140*wan {
				t.Errorf("%s %s: %d contracts, %d, %d", field, v, n, total, tech)
			}
		}
	}
}
