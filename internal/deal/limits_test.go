package deal_test

import (
	"strings"
	"testing"

	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// edit changes a stored deal outside the use cases.
func (b bench) edit(t *testing.T, id string, fn func(*deal.Deal)) {
	t.Helper()
	err := b.db.Run(t.Context(), func(tx store.Tx) error {
		d, err := deal.Deals.Get(tx, "m1", id)
		if err != nil {
			return err
		}
		fn(&d)
		return deal.Deals.Update(tx, &d)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// own gives both listings a contact and owners.
func (b bench) own(t *testing.T, demandOrg, achievementOrg string) {
	t.Helper()
	err := b.db.Run(t.Context(), func(tx store.Tx) error {
		d, err := listing.Demands.Get(tx, "m1", b.demand)
		if err != nil {
			return err
		}
		a, err := listing.Achievements.Get(tx, "m1", b.achievement)
		if err != nil {
			return err
		}
		d.OwnerOrg, d.Published.Contact = demandOrg, listing.Contact{Name: "陈工", Phone: "13800000001"}
		a.OwnerOrg, a.Published.Contact = achievementOrg, listing.Contact{Name: "何处长", Phone: "13800000002"}
		if err := listing.Demands.Update(tx, &d); err != nil {
			return err
		}
		return listing.Achievements.Update(tx, &a)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A side reads both contacts from both consents until the deal ends. The broker looks, on record, while it runs.
func TestContacts(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	b.own(t, "o1", "o2")
	d := b.introduce(t, broker)
	for _, tt := range []struct {
		state deal.State
		sides bool
		look  bool
	}{
		{deal.Intent, false, true}, {deal.Talking, true, true}, {deal.Agreed, true, true}, {deal.Signed, true,
			true}, {deal.Ended, false, false},
		{deal.Lapsed, false, false},
	} {
		b.edit(t, d.ID, func(d *deal.Deal) { d.State = tt.state })
		got, err := b.Contacts(ctx, firm, d.ID)
		if err != nil || (got != nil) != tt.sides ||
			got != nil && (got.Demand.Phone != "13800000001" || got.Achievement.Phone != "13800000002") {
			t.Errorf("%s: the demand's side reads %+v, %v", tt.state, got, err)
		}
		if got, err := b.Contacts(ctx, institute, d.ID); err != nil || (got != nil) != tt.sides {
			t.Errorf("%s: the achievement's side reads %+v, %v", tt.state, got, err)
		}
		if got, err := b.Contacts(ctx, broker, d.ID); err != nil || got != nil {
			t.Errorf("%s: the broker reads %+v, %v", tt.state, got, err)
		}
		c, err := b.Look(ctx, broker, id.New(), d.ID, deal.AchievementOf)
		if tt.look != (err == nil && c.Phone == "13800000002") {
			t.Errorf("%s: the broker sees %+v, %v", tt.state, c, err)
		}
		if c, err := b.Look(ctx, officer, id.New(), d.ID, deal.DemandOf); err != nil || c.Phone != "13800000001" {
			t.Errorf("%s: the officer sees %+v, %v", tt.state, c, err)
		}
	}
	// A listing with another owner does not give the old deal the contact of that owner.
	b.edit(t, d.ID, func(d *deal.Deal) { d.State = deal.Talking })
	b.own(t, "o8", "o2")
	if got, err := b.Contacts(ctx, firm, d.ID); err != nil || got.Demand != (listing.Contact{}) ||
		got.Achievement.Phone == "" {
		t.Errorf("the demand changed hands: %+v, %v", got, err)
	}
	b.own(t, "o1", "o8")
	if got, err := b.Contacts(ctx, firm, d.ID); err != nil || got.Demand.Phone == "" ||
		got.Achievement != (listing.Contact{}) {
		t.Errorf("the achievement changed hands: %+v, %v", got, err)
	}
}

func TestLimits(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	pair := deal.Pair{Demand: b.demand, Achievement: b.achievement}
	pair.Note = strings.Repeat("想", 2001)
	if _, err := b.Open(ctx, firm, id.New(), pair); !fault.Is(err, fault.Invalid) {
		t.Errorf("a note of 2001 characters: %v", err)
	}
	pair.Note = strings.Repeat("想", 2000)
	d, err := b.Open(ctx, firm, id.New(), pair)
	if err != nil || len(d.Notes) != 1 {
		t.Fatalf("a note of 2000 characters: %d notes, %v", len(d.Notes), err)
	}
	if again, err := b.Open(ctx, firm, d.ID, pair); err != nil || again.ID != d.ID || again.Rev != d.Rev {
		t.Errorf("the same opening again: %+v, %v", again.Meta, err)
	}
	if _, err := b.Open(ctx, institute, d.ID, pair); !fault.Is(err, fault.Conflict) {
		t.Errorf("the id of somebody else's deal: %v", err)
	}
	for n, ok := range map[int]bool{0: false, 1: true, 2000: true, 2001: false} {
		if _, err := b.Write(ctx, firm, d.ID, strings.Repeat("记", n)); (err == nil) != ok {
			t.Errorf("an entry of %d characters: %v", n, err)
		}
	}
	b.edit(t, d.ID, func(d *deal.Deal) { d.Notes = make([]deal.Note, 499) })
	if _, err := b.Write(ctx, firm, d.ID, "第五百条"); err != nil {
		t.Errorf("entry 500: %v", err)
	}
	if _, err := b.Write(ctx, firm, d.ID, "多一条"); !fault.Is(err, fault.TooLarge) {
		t.Errorf("entry 501: %v", err)
	}
	b.step(t, institute, d.ID, deal.StepAccept, "", "", deal.Talking)
	price := int64(1)
	terms := deal.Terms{PriceFen: &price, Mode: listing.ModeLicence}
	b.edit(t, d.ID, func(d *deal.Deal) { d.PastTerms = make([]deal.Terms, 49) })
	if _, err := b.ProposeTerms(ctx, firm, d.ID, 0, terms); err != nil {
		t.Errorf("terms after 49 changes: %v", err)
	}
	b.edit(t, d.ID, func(d *deal.Deal) { d.PastTerms = make([]deal.Terms, 50) })
	if _, err := b.ProposeTerms(ctx, firm, d.ID, 0, terms); !fault.Is(err, fault.TooLarge) {
		t.Errorf("terms after 50 changes: %v", err)
	}
	b.edit(t, d.ID, func(d *deal.Deal) { d.PastTerms = nil })
	accepted := func() (got *deal.Terms) {
		t.Helper()
		if err := b.db.View(ctx, func(tx store.Tx) (err error) {
			got,
				err = deal.TermsOf(tx, "m1", d.ID)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := accepted(); got != nil {
		t.Errorf("terms that nobody accepted: %+v", got)
	}
	b.settle(t, d.ID)
	if got := accepted(); got == nil || *got.PriceFen != 60_000_000 {
		t.Errorf("accepted terms: %+v", got)
	}
}

func TestVersionsOfAFee(t *testing.T) {
	b := open(t)
	d := b.introduce(t, broker)
	fee := deal.Fee{Words: "成交后付百分之三", Scope: []string{deal.ScopeDemand}}
	b.edit(t, d.ID, func(d *deal.Deal) { d.Fees = make([]deal.Fee, 19) })
	if _, err := b.ProposeFee(t.Context(), broker, d.ID, fee); err != nil {
		t.Errorf("version 20: %v", err)
	}
	if _, err := b.ProposeFee(t.Context(), broker, d.ID, fee); !fault.Is(err, fault.TooLarge) {
		t.Errorf("version 21: %v", err)
	}
}

// A unit needs no deal with itself.
func TestOneUnitOnBothSides(t *testing.T) {
	b := open(t)
	b.own(t, "o2", "o2")
	if _, err := b.Open(t.Context(), institute, id.New(),
		deal.Pair{Demand: b.demand, Achievement: b.achievement}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a deal with itself: %v", err)
	}
}

// Taking back an introduction and taking back an intent have different names.
func TestNamesOfTakingBack(t *testing.T) {
	for who, want := range map[string]string{"broker": "撤回引荐", "firm": "撤回意向"} {
		b := open(t)
		a := firm
		if who == "broker" {
			a = broker
		}
		d := b.introduce(t, a)
		all, err := b.Standings(t.Context(), a, d)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, e := range all[d.ID].Steps {
			if e.Step == deal.StepWithdraw {
				got = e.Label.Zh
			} else if strings.HasPrefix(e.Label.Zh, "撤回") {
				t.Errorf("%s: the step %s is called %s", who, e.Step, e.Label.Zh)
			}
		}
		if got != want {
			t.Errorf("%s takes back by %q, want %q", who, got, want)
		}
	}
}
