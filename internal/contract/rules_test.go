package contract_test

import (
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/flow/flowtest"
	"kebang/internal/id"
)

func TestReadsAreCutByRelation(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.create(institute, content())
	for _, a := range []actor.Actor{firm, institute, officer, registrar,
		{Person: "x", Market: "m1", Role: actor.Admin}} {
		if _, err := b.Get(ctx, a, c.ID); err != nil {
			t.Errorf("%s: %v", a.Role, err)
		}
		if p, n, err := b.List(ctx, a, contract.Filter{}); err != nil || len(p.Items) != 1 || n != 1 {
			t.Errorf("list of %s: %d of %d, %v", a.Role, len(p.Items), n, err)
		}
	}
	for _, a := range []actor.Actor{rival, officer2, scholar, broker, {Person: "x", Market: "m1", Role: actor.Approver},
		{Market: "m1"}} {
		_, err := b.Get(ctx, a, c.ID)
		b.Want(fault.NotFound, err, "read by "+string(a.Role))
		if p, _, err := b.List(ctx, a, contract.Filter{}); a.Known() && (err != nil || len(p.Items) != 0) {
			t.Errorf("%s sees %d contracts, %v", a.Role, len(p.Items), err)
		}
	}
	_, err := b.Cancel(ctx, rival, c.ID, c.Rev, "x")
	b.Want(fault.NotFound, err, "a stranger's step")
	_, err = b.Create(ctx, rival, contract.New{ID: id.New(), Content: content()})
	b.Want(fault.Invalid, err, "a contract of others")
	_, err = b.Edit(ctx, institute, c.ID, c.Rev+1, content())
	b.Want(fault.Stale, err, "a stale revision")
}

func TestFlow(t *testing.T) { flowtest.Table(t, &contract.Flow) }

func TestBadInput(t *testing.T) {
	b := open(t)
	for name, change := range map[string]func(*contract.Content){
		"no title":         func(c *contract.Content) { c.Title = " " },
		"long title":       func(c *contract.Content) { c.Title = strings.Repeat("长", 10000) },
		"negative total":   func(c *contract.Content) { c.TotalFen = -1 },
		"negative item":    func(c *contract.Content) { c.Deductions[0].CostFen = -1 },
		"impossible date":  func(c *contract.Content) { c.SignDate = "2026-02-30" },
		"end before begin": func(c *contract.Content) { c.EndDate = "2025-01-01" },
		"foreign class":    func(c *contract.Content) { c.Class = "XX" },
		"class mismatch":   func(c *contract.Content) { c.SubClass = "FW1" },
		"both sides equal": func(c *contract.Content) { c.Buyer = c.Seller },
	} {
		in := content()
		change(&in)
		_, err := b.Create(t.Context(), officer, contract.New{ID: id.New(), Content: in})
		b.Want(fault.Invalid, err, name)
	}
}

// TestSideByCode finds the verified organisation behind a code, so that the unit itself files what an officer entered.
func TestSideByCode(t *testing.T) {
	b := open(t)
	in := content()
	in.Seller = contract.Side{Name: "镇康工学院（手写）", USCC: strings.ToLower(sellerCode)}
	c := b.create(officer, in)
	if c.Seller.OrgID != "o2" || c.Seller.Name != "镇康工学院" {
		t.Errorf("seller %+v", c.Seller)
	}
	in.Seller = contract.Side{Name: "镇康工学院", USCC: sellerCode[:17] + "?"}
	_, err := b.Create(t.Context(), officer, contract.New{ID: id.New(), Content: in})
	b.Want(fault.Invalid, err, "a wrong check character")
}
