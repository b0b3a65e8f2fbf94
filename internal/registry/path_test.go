package registry_test

import (
	"strings"
	"testing"
	"time"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/registry"
	"kebang/internal/store"
)

// TestConclusionToNumber walks from a concluded contract over a return to the registration number.
func TestConclusionToNumber(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.stamped(institute, content(), "path")

	_, err := b.Submit(ctx, firm, c.ID, c.Rev)
	b.Want(fault.Forbidden, err, "the buyer submits")
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	_, err = b.Accept(ctx, officer, c.ID, c.Rev, "")
	b.Want(fault.Forbidden, err, "an officer accepts")
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, ""))
	if c.Registration.AcceptNo != "KB-2026-000001" || c.Registration.Rules != "RULE-2026" ||
		c.Registration.Due != "2026-03-23" {
		t.Fatalf("accepted: %+v", c.Registration)
	}
	_, err = b.Return(ctx, registrar, c.ID, c.Rev, " ")
	b.Want(fault.Invalid, err, "a return without a reason")
	c = b.ok(b.Return(ctx, registrar, c.ID, c.Rev, "请补充技术指标"))
	if c.Registration.Due != "" {
		t.Fatal("the clock must stop in 补正")
	}
	b.Now = b.Now.AddDate(0, 0, 7)
	in2 := c.Content
	in2.Targets = "出渣水分≤46%"
	c = b.ok(b.Edit(ctx, institute, c.ID, c.Rev, in2))
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, ""))
	if c.Registration.AcceptNo != "KB-2026-000001" || c.Registration.Due != "2026-03-30" {
		t.Fatalf("accepted again: %+v", c.Registration)
	}
	wrong := int64(71 * wan)
	_, err = b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{TechFen: &wrong, Rest: true})
	b.Want(fault.Invalid, err, "an amount that is not the rule's")
	c = b.ok(b.Recognise(ctx, registrar, c.ID, c.Rev,
		registry.Decision{Deductions: []contract.Deduction{{Kind: "equipment", CostFen: 30 * wan,
			AllowedFen: 10 * wan}},
			Answers: []registry.Answer{{Code: "named", Verdict: registry.OK}}, Rest: true}))
	if n, _, _ := b.totals("m1", store.Cond{Field: "regMonth", Op: store.Present}); n != 0 {
		t.Fatal("counted before it has its number")
	}
	_, err = b.Register(ctx, registrar, c.ID, c.Rev, b.cert("123"))
	b.Want(fault.Invalid, err, "a short number")
	c = b.ok(b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000001")))
	if c.State != registry.Registered || c.Registration.Authority != "m1登记站" ||
		strings.Join(c.Registration.Scopes, " ") != "registered output input" {
		t.Fatalf("registered: %s %+v", c.State, c.Registration)
	}
	if n, total, tech := b.totals("m1", store.Cond{Field: "regMonth", Op: store.Eq, Value: "2026-03"}); n != 1 ||
		total != 100*wan || tech != 80*wan {
		t.Fatalf("counted %d, %d, %d", n, total, tech)
	}
	h, err := b.reg.History(ctx, firm, c.ID)
	var steps []string
	for _, e := range h {
		steps = append(steps, e.Step)
	}
	if want := "create stamp submit accept return edit submit accept recognise register"; err != nil ||
		strings.Join(steps, " ") != want {
		t.Fatalf("history %v, %v", steps, err)
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
		b.Now = time.Date(2026, 12, 1, 2, 0, 0, 0, time.UTC)
		c := b.awaiting("year end " + tt.at.String())
		b.Now = tt.at
		c = b.ok(b.Register(t.Context(), registrar, c.ID, c.Rev, b.cert("202653092400001"+string(rune('1'+i)))))
		if string(c.Registration.Date) != tt.date {
			t.Errorf("%v: registered on %s, want %s", tt.at, c.Registration.Date, tt.date)
		}
	}
	for field, want := range map[string][2]string{"regMonth": {"2026-12", "2027-01"}, "regYear": {"2026", "2027"}} {
		for _, v := range want {
			if n, total, tech := b.totals("m1", store.Cond{Field: field, Op: store.Eq, Value: v}); n != 2 ||
				total != 200*wan || tech != 140*wan {
				t.Errorf("%s %s: %d contracts, %d, %d", field, v, n, total, tech)
			}
		}
	}
}
