package deal_test

import (
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// void undoes the claim on the demand, as package listing does.
func (b bench) void(t *testing.T, kind listing.Kind, market, listing string) {
	t.Helper()
	err := b.db.Run(t.Context(), func(tx store.Tx) error {
		return deal.VoidTx(tx, kind, market, listing, fault.Plain("原件显示是另一家厂"), b.now.UnixMilli())
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestVoid: an undone claim ends the running deals on the listing, in any state, with the reason for both sides. Ended
// and signed deals stay. So do deals on other listings and in other markets.
func TestVoid(t *testing.T) {
	for _, c := range []struct {
		name    string
		prepare func(t *testing.T, b bench) deal.Deal
		kind    listing.Kind
		market  string
		want    deal.State
		cat     deal.Category
	}{
		{"intent", func(t *testing.T, b bench) deal.Deal { return b.introduce(t, firm) }, listing.DemandKind, "m1",
			deal.Ended, deal.ClaimUndone},
		{"unanswered introduction", func(t *testing.T, b bench) deal.Deal { return b.introduce(t, broker) },
			listing.AchievementKind, "m1", deal.Ended, deal.ClaimUndone},
		{"talking", talk, listing.DemandKind, "m1", deal.Ended, deal.ClaimUndone},
		{"agreed", func(t *testing.T, b bench) deal.Deal { return b.settle(t, talk(t, b).ID) }, listing.AchievementKind,
			"m1", deal.Ended, deal.ClaimUndone},
		{"declined before", func(t *testing.T, b bench) deal.Deal {
			return b.step(t, institute, b.introduce(t, firm).ID, deal.StepDecline, "不做", "other", deal.Ended)
		}, listing.DemandKind, "m1", deal.Ended, "other"},
		{"signed", func(t *testing.T, b bench) deal.Deal {
			d := talk(t, b)
			if err := b.db.Run(t.Context(),
				func(tx store.Tx) error { return deal.SignTx(tx, "m1", d.ID, "c", 1) }); err != nil {
				t.Fatal(err)
			}
			return d
		}, listing.DemandKind, "m1", deal.Signed, ""},
		{"another market", talk, listing.DemandKind, "m2", deal.Talking, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := open(t)
			d := c.prepare(t, b)
			on := b.demand
			if c.kind == listing.AchievementKind {
				on = b.achievement
			}
			b.void(t, c.kind, c.market, b.leads) // a deal on another listing stays
			if got, err := b.Get(t.Context(), firm, d.ID); err != nil ||
				got.State == deal.Ended && d.State != deal.Ended {
				t.Errorf("ended with another listing: %s, %v", got.State, err)
			}
			b.void(t, c.kind, c.market, on)
			for _, a := range []actor.Actor{firm, institute} {
				got, err := b.Get(t.Context(), a, d.ID)
				if err != nil || got.State != c.want {
					t.Fatalf("%s reads %s, %v", a.Role, got.State, err)
				}
				if c.cat != "" && got.End.Category != c.cat {
					t.Errorf("it ended because %s", got.End.Category.Name())
				}
				if c.cat == deal.ClaimUndone && (got.End.Text.Zh != "原件显示是另一家厂" || got.End.Category.Name() != "认领已撤销") {
					t.Errorf("the end says %+v", got.End)
				}
				p, n, err := b.List(t.Context(), a, deal.Filter{Voided: true})
				if told := n == 1 && len(p.Items) == 1; err != nil || told != (c.cat == deal.ClaimUndone) {
					t.Errorf("%s is told of %d, %v", a.Role, n, err)
				}
			}
			if c.cat == deal.ClaimUndone {
				h, err := b.History(t.Context(), institute, d.ID)
				if last := h[len(h)-1]; err != nil || last.Step != deal.StepVoid ||
					!strings.Contains(last.Reason.Zh, "另一家厂") {
					t.Errorf("history ends with %+v, %v", last, err)
				}
			}
		})
	}
}

func talk(t *testing.T, b bench) deal.Deal {
	t.Helper()
	return b.step(t, institute, b.introduce(t, firm).ID, deal.StepAccept, "", "", deal.Talking)
}

// TestRenewIsForTheSides: a lapsed deal comes back for its sides and its broker, on the listings of the same owners.
func TestRenewIsForTheSides(t *testing.T) {
	b := open(t)
	b.at("2026-03-02")
	d := b.introduce(t, broker)
	b.at("2026-04-20")
	b.lapse(t, 1)
	for _, c := range []struct {
		a    actor.Actor
		want fault.Kind
	}{
		{rival, fault.NotFound}, {stranger, fault.NotFound}, {officer, fault.Forbidden},
		{actor.Actor{Person: "p7", Market: "m1", Role: actor.Broker, Org: "o3"}, fault.NotFound}, // of the same agency
		// the broker in another role
		{actor.Actor{Person: "p3", Market: "m1", Role: actor.Expert}, fault.NotFound},
	} {
		if _, err := b.Step(t.Context(), c.a, d.ID, 0, deal.StepRenew, "", ""); !fault.Is(err, c.want) {
			t.Errorf("%s of %s renews: %v", c.a.Role, c.a.Org, err)
		}
	}
	owner := func(org string) {
		t.Helper()
		err := b.db.Run(t.Context(), func(tx store.Tx) error {
			l, err := listing.Demands.Get(tx, "m1", b.demand)
			if l.OwnerOrg = org; err == nil {
				err = listing.Demands.Update(tx, &l)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	owner("o9") // claimed by another unit after the claim of the firm was undone
	for _, a := range []actor.Actor{broker, firm, institute} {
		if _, err := b.Step(t.Context(), a, d.ID, 0, deal.StepRenew, "", ""); !fault.Is(err, fault.WrongState) {
			t.Errorf("%s renews on the demand of another: %v", a.Role, err)
		}
	}
	owner("o1")
	b.step(t, firm, d.ID, deal.StepRenew, "", "", deal.Intent)
}

// TestBrokerWhoJoinsASide: from then on the broker can only take the introduction back.
func TestBrokerWhoJoinsASide(t *testing.T) {
	for _, market := range []string{"m1", "m2"} {
		b := open(t)
		ctx := t.Context()
		d := b.introduce(t, broker)
		b.firstHeard(t, d.ID, firm, institute)
		b.step(t, firm, d.ID, deal.StepAccept, "", "", deal.Intent)
		b.step(t, institute, d.ID, deal.StepAccept, "", "", deal.Talking)
		if yes, err := b.Opens(ctx, broker, listing.DemandKind, b.demand); !yes || err != nil {
			t.Fatalf("the broker reads: %v, %v", yes, err)
		}
		p := party.Person{Meta: store.Meta{ID: broker.Person, Market: store.National},
			Memberships: []party.Membership{{ID: "x", Market: market, Org: "o2", Role: actor.Institute}}}
		if err := b.db.Run(ctx, func(tx store.Tx) error { x := p; return party.People.Insert(tx, &x) }); err != nil {
			t.Fatal(err)
		}
		for name, do := range map[string]func() error{
			"writes": func() error { _, err := b.Write(ctx, broker, d.ID, "再谈谈"); return err },
			"ends":   func() error { _, err := b.Step(ctx, broker, d.ID, 0, deal.StepEnd, "不谈了", "other"); return err },
			"proposes a fee": func() error {
				_, err := b.ProposeFee(ctx, broker, d.ID, deal.Fee{Words: "百分之二", Scope: []string{deal.ScopeDemand}})
				return err
			},
			"reads a contact": func() error {
				_, err := b.Look(ctx, broker, id.New(), d.ID, deal.DemandOf)
				return err
			},
			"proposes terms": func() error {
				_, err := b.ProposeTerms(ctx, broker, d.ID, 0, deal.Terms{PriceWords: "面议", Mode: listing.ModeTrial})
				return err
			},
		} {
			if err := do(); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: he %s: %v", market, name, err)
			}
		}
		if yes, err := b.Opens(ctx, broker, listing.DemandKind, b.demand); yes || err != nil {
			t.Errorf("he still reads protected fields as the broker: %v, %v", yes, err)
		}
	}
	b := open(t)
	d := b.introduce(t, broker)
	inside := broker
	inside.Org = "o1"
	if _, err := b.Write(t.Context(), inside, d.ID, "催一催"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("acting for a side he writes as the broker: %v", err)
	}
	b.step(t, inside, d.ID, deal.StepWithdraw, "已加入需求方", "", deal.Ended)
}

// TestBrokerAnswersForNoSide: as a member of a side the broker does not consent to his own introduction. He states
// nothing on the acquaintance and accepts no fee of his own.
func TestBrokerAnswersForNoSide(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	d := b.introduce(t, broker)
	if _, err := b.ProposeFee(ctx, broker, d.ID,
		deal.Fee{Words: "百分之二", Scope: []string{deal.ScopeDemand}}); err != nil {
		t.Fatal(err)
	}
	member := actor.Actor{Person: broker.Person, PersonName: "罗经理", Market: "m1", Role: actor.Enterprise, Org: "o1"}
	for name, do := range map[string]func() error{
		"consents": func() error { _, err := b.Step(ctx, member, d.ID, 0, deal.StepAccept, "", ""); return err },
		"knew nobody": func() error {
			_,
				err := b.Acquaint(ctx, member, d.ID, deal.Acquaintance{First: true})
			return err
		},
		"accepts fees": func() error { _, err := b.AnswerFee(ctx, member, d.ID, 1, true); return err },
	} {
		if err := do(); !fault.Is(err, fault.Forbidden) {
			t.Errorf("he %s: %v", name, err)
		}
	}
	b.step(t, member, d.ID, deal.StepDecline, "本单位不做", "other", deal.Ended)
}

// TestAbsenceOfAHiddenSide: the days are shown, but no words that may name the side.
func TestAbsenceOfAHiddenSide(t *testing.T) {
	b := open(t)
	b.hide(t)
	b.away(t, "o1", party.Absence{From: "2026-03-01", To: "2026-03-20", Note: "边城糖业榨季", By: "陈工"})
	b.introduce(t, broker)
	for _, c := range []struct {
		a    actor.Actor
		note string
	}{{institute, ""}, {broker, ""}, {firm, "边城糖业榨季"}, {officer, "边城糖业榨季"}} {
		p, _, err := b.List(t.Context(), c.a, deal.Filter{})
		if err != nil || len(p.Items) != 1 {
			t.Fatalf("%s: %d deals, %v", c.a.Role, len(p.Items), err)
		}
		clocks, err := b.Standings(t.Context(), c.a, p.Items...)
		if x := clocks[p.Items[0].ID].DemandAway; err != nil || x == nil || x.To != "2026-03-20" || x.Note != c.note ||
			(x.By == "") != (c.note == "") {
			t.Errorf("%s reads %+v, %v", c.a.Role, x, err)
		}
	}
}

// TestOpenCredit: a credit left open by an official waits for both parties and nobody else, until one of them answers.
func TestOpenCredit(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	d := b.introduce(t, broker)
	m := deal.Matter{Contract: "c1", Serial: "HT-1", Seller: "o2", Buyer: "o1", Demand: b.demand, Date: "2026-03-01",
		Parties: []string{"o2", "o1"}}
	offer := func() (open []string) {
		t.Helper()
		err := b.db.Run(ctx, func(tx store.Tx) (err error) {
			open, err = deal.OfferCredits(tx, officer, m, b.now.UnixMilli())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return open
	}
	for range 2 { // a second paper leaves the same one open
		if open := offer(); len(open) != 1 || open[0] != d.Serial {
			t.Fatalf("open: %v", open)
		}
	}
	waits := func(want int64) {
		t.Helper()
		for a, n := range map[*actor.Actor]int64{&firm: want, &institute: want, &rival: 0,
			{Person: "p2", Market: "m1", Role: actor.Researcher, Org: "o2"}: 0} {
			if _, got, err := b.ListCredits(ctx, *a, deal.CreditFilter{Open: true, Limit: 10}); err != nil || got != n {
				t.Errorf("%d wait for %s %s, want %d; %v", got, a.Role, a.Org, n, err)
			}
		}
	}
	waits(1)
	if _, _, err := b.ListCredits(ctx, actor.Actor{Person: "x", Market: "m1", Role: actor.Registrar},
		deal.CreditFilter{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a registrar lists credits: %v", err)
	}
	err := b.db.Run(ctx, func(tx store.Tx) error {
		cs, err := deal.CreditsFor(tx, "m1", m)
		if err != nil {
			return err
		}
		_, err = deal.AnswerCredit(tx, institute, cs[0], "seller", deal.CreditTaken, "", b.now.UnixMilli())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	waits(0)
	if open := offer(); len(open) != 0 {
		t.Errorf("answered, and still open: %v", open)
	}
	err = b.db.View(ctx, func(tx store.Tx) error {
		return deal.CheckConsistency(&check.Case{Tx: tx, Market: "m1", Report: func(f check.Finding) {
			if f.Noun == "居间记录" {
				t.Errorf("%+v", f)
			}
		}})
	})
	if err != nil {
		t.Error(err)
	}
}
