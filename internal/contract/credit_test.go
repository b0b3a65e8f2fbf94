package contract_test

import (
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
)

// TestOpenCreditBlocks: a party answers before it proposes, confirms or stamps. One answer of the two is enough. A
// person who enters the paper of others is not asked: the introduction is recorded as open and waits for the parties.
func TestOpenCreditBlocks(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	d := b.Introduced("p3")
	c := b.create(institute, content())
	c = b.ok(b.Generate(ctx, institute, c.ID, c.Rev))
	_, err := b.Propose(ctx, institute, c.ID, c.Rev)
	if code(err) != "credit-open" || !strings.Contains(err.Error(), "罗经理") || !strings.Contains(err.Error(), d.Serial) {
		t.Errorf("proposed beside an open introduction: %v", err)
	}
	scan := b.File(institute, "scan")
	if _, err := b.Stamp(ctx, institute, c.ID, c.Rev, scan); code(err) != "credit-open" {
		t.Errorf("a party stamps: %v", err)
	}
	for name, a := range map[string]actor.Actor{"the broker": broker, "an officer": officer, "a registrar": registrar} {
		if _, err := b.AnswerCredit(ctx, a, c.ID, d.ID, deal.CreditTaken, ""); err == nil {
			t.Errorf("%s answers for a party", name)
		}
	}
	if _, err := b.AnswerCredit(ctx, institute, c.ID, "gone", deal.CreditTaken, ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("an answer to no introduction: %v", err)
	}
	if _, err := b.AnswerCredit(ctx, institute, c.ID, d.ID, deal.CreditTaken, ""); err != nil {
		t.Fatal(err)
	}
	c = b.ok(b.Propose(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Confirm(ctx, firm, c.ID, c.Rev, c.Text.Blob))

	// A second introduction that becomes known after the proposal blocks the confirmation.
	late := b.Introduced("p33")
	if _, err := b.Confirm(ctx, institute, c.ID, c.Rev, c.Text.Blob); code(err) != "credit-open" {
		t.Errorf("confirmed beside an open introduction: %v", err)
	}
	if _, err := b.AnswerCredit(ctx, firm, c.ID, late.ID, deal.CreditContested, "早有往来"); err != nil {
		t.Fatal(err)
	}
	b.ok(b.Confirm(ctx, institute, c.ID, c.Rev, c.Text.Blob))
}

// TestPaperOfOthersLeavesCreditsOpen: officer and registrar enter the paper, and it lists the open introductions.
func TestPaperOfOthersLeavesCreditsOpen(t *testing.T) {
	for _, a := range []actor.Actor{officer, registrar} {
		b := open(t)
		ctx := t.Context()
		first, answered := b.Introduced("p3"), b.Introduced("p33")
		c := b.create(institute, content())
		if _, err := b.AnswerCredit(ctx, firm, c.ID, answered.ID, deal.CreditTaken, ""); err != nil {
			t.Fatal(err)
		}
		c = b.ok(b.Stamp(ctx, a, c.ID, c.Rev, b.File(a, "scan")))
		if !slices.Equal(c.Paper.OpenCredits, []string{first.Serial}) {
			t.Errorf("%s: open are %v", a.Role, c.Paper.OpenCredits)
		}
		credits, err := b.Credits(ctx, institute, c.ID)
		if err != nil || len(credits) != 2 ||
			credits[0].State == deal.CreditOffered == (credits[1].State == deal.CreditOffered) {
			t.Errorf("%s: %+v, %v", a.Role, credits, err)
		}
		if _, err := b.AnswerCredit(ctx, institute, c.ID, first.ID, deal.CreditContested, "没有引荐过"); err != nil {
			t.Errorf("the party answers afterwards: %v", err)
		}
	}
}

// TestBrokerOfAPartyKeepsAway: a broker who joined a party cannot act as the broker of its contract, nor make one.
func TestBrokerOfAPartyKeepsAway(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	d := deal.Deal{Meta: store.Meta{ID: "dt", Market: "m1"}, Serial: "DJ-2026-000007", State: deal.Talking,
		DemandYes: true, AchievementYes: true,
		Demand: deal.Ref{ID: "d",
			Title: "脱水"}, Achievement: deal.Ref{ID: "a"}, DemandSide: deal.Side{Org: "o1"},
		AchievementSide: deal.Side{Org: "o2"},
		Broker:          &deal.Side{Person: "p3"}, Introducer: deal.Introducer{Person: "p3", Role: actor.Broker}}
	if err := b.DB.Run(ctx, func(tx store.Tx) error { x := d; return deal.Deals.Insert(tx, &x) }); err != nil {
		t.Fatal(err)
	}
	c := b.ok(b.Create(ctx, broker, contract.New{ID: id.New(), Content: content(), Deal: "dt"}))
	p := party.Person{Meta: store.Meta{ID: "p3", Market: store.National}, Account: "luo",
		Memberships: []party.Membership{{ID: "y", Market: "m2", Org: "o2", Role: actor.Institute}}}
	if err := b.DB.Run(ctx, func(tx store.Tx) error { x := p; return party.People.Insert(tx, &x) }); err != nil {
		t.Fatal(err)
	}
	_, err := b.Edit(ctx, broker, c.ID, c.Rev, content())
	b.Want(fault.Forbidden, err, "edits")
	_, err = b.Generate(ctx, broker, c.ID, c.Rev)
	b.Want(fault.Forbidden, err, "writes the text")
	_, err = b.Cancel(ctx, broker, c.ID, c.Rev, "不签了")
	b.Want(fault.Forbidden, err, "cancels")
	_, err = b.Create(ctx, broker, contract.New{ID: id.New(), Content: content(), Deal: "dt"})
	b.Want(fault.Forbidden, err, "makes another")
	b.ok(b.Edit(ctx, institute, c.ID, c.Rev, content()))
}
