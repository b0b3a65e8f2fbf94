package deal_test

import (
	"testing"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
)

// TestOwnDealBesideAnIntroduction: an unanswered introduction blocks no party. It ends and stays as credit. After both
// consents to it, it is their deal.
func TestOwnDealBesideAnIntroduction(t *testing.T) {
	b := open(t)
	intro := b.introduce(t, broker)
	if _, err := b.Open(t.Context(), actor.Actor{Person: "p7", PersonName: "钱经理", Market: "m1", Role: actor.Broker,
		Org: "o7"}, id.New(),
		deal.Pair{Demand: b.demand, Achievement: b.achievement}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second broker on the pair: %v", err)
	}
	own := b.introduce(t, firm)
	if own.Broker != nil || len(own.Introductions) != 1 || own.Introductions[0].Deal != intro.ID ||
		own.Introductions[0].Name != "罗经理" {
		t.Errorf("the deal of the firm %+v", own.Introductions)
	}
	got, err := b.Get(t.Context(), broker, intro.ID)
	if err != nil || got.State != deal.Ended || got.End.Category != deal.Joined {
		t.Errorf("the introduction is %s, %v", got.State, err)
	}
	if _, err := b.Get(t.Context(), broker, own.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("the broker reads the deal of the sides: %v", err)
	}
}

func TestDeclinedIntroductionIsKept(t *testing.T) {
	b := open(t)
	intro := b.introduce(t, broker)
	b.step(t, firm, intro.ID, deal.StepDecline, "暂不考虑", "other", deal.Ended)
	own := b.introduce(t, institute)
	if len(own.Introductions) != 1 || own.Introductions[0].Serial != intro.Serial {
		t.Errorf("%+v", own.Introductions)
	}
	b.step(t, firm, own.ID, deal.StepAccept, "", "", deal.Talking)
	if _, err := b.Open(t.Context(), institute, id.New(),
		deal.Pair{Demand: b.demand, Achievement: b.achievement}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second deal on the pair: %v", err)
	}
}

// TestBrokerIsAParty: a broker is refused by the organisation he acts for, and by a membership in any market.
func TestBrokerIsAParty(t *testing.T) {
	for name, c := range map[string]struct {
		org    string
		person party.Person
	}{
		"acts for a side": {"o1", party.Person{}},
		"a member elsewhere": {"o3",
			party.Person{Memberships: []party.Membership{{ID: "x", Market: "m2", Org: "o2", Role: actor.Institute}}}},
		"a member, other role": {"", party.Person{Memberships: []party.Membership{{ID: "x", Market: "m1", Org: "o1",
			Role: actor.Expert}}}},
		"nobody of the two": {"o3",
			party.Person{Memberships: []party.Membership{{ID: "x", Market: "m1", Org: "o3", Role: actor.Broker}}}},
		"no organisation at all": {"", party.Person{}},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			c.person.Meta = store.Meta{ID: "p3", Market: store.National}
			if err := b.db.Run(t.Context(),
				func(tx store.Tx) error { return party.People.Insert(tx, &c.person) }); err != nil {
				t.Fatal(err)
			}
			a := broker
			a.Org = c.org
			_, err := b.Open(t.Context(), a, id.New(), deal.Pair{Demand: b.demand, Achievement: b.achievement})
			if refused := name != "nobody of the two" &&
				name != "no organisation at all"; fault.Is(err, fault.Forbidden) != refused {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestFee: an accepted version binds its side, with person and time. Consent to talk accepts no fee.
func TestFee(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	d := b.introduce(t, broker)
	if _, err := b.ProposeFee(ctx, firm, d.ID,
		deal.Fee{Words: "成交额的百分之二", Scope: []string{deal.ScopeDemand}}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a side proposes the broker's fee: %v", err)
	}
	if _, err := b.ProposeFee(ctx, broker, d.ID, deal.Fee{Words: "百分之二"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a fee without a scope: %v", err)
	}
	if _, err := b.ProposeFee(ctx, broker, d.ID,
		deal.Fee{Words: "成交额的百分之二，需方支付", Scope: []string{deal.ScopeDemand}}); err != nil {
		t.Fatal(err)
	}
	b.firstHeard(t, d.ID, firm, institute)
	b.step(t, firm, d.ID, deal.StepAccept, "", "", deal.Intent)
	if got := b.step(t, institute, d.ID, deal.StepAccept, "", "", deal.Talking); got.Accepted(deal.DemandOf) != nil {
		t.Error("consent to talk accepts the fee")
	}
	if _, err := b.AnswerFee(ctx, firm, d.ID, 1, true); err != nil {
		t.Fatal(err)
	}
	if _, err := b.AnswerFee(ctx, institute, d.ID, 1, false); err != nil {
		t.Fatal(err)
	}
	if _, err := b.ProposeFee(ctx, broker, d.ID,
		deal.Fee{Words: "百分之三", Months: 24, Scope: []string{deal.ScopeIndustry}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.AnswerFee(ctx, firm, d.ID, 1, true); !fault.Is(err, fault.Stale) {
		t.Errorf("an answer to an old version: %v", err)
	}
	got, err := b.Get(ctx, institute, d.ID)
	if f := got.Accepted(deal.DemandOf); err != nil || f == nil || f.Version != 1 || f.Months != deal.DefaultMonths ||
		f.Demand.Name != "陈工" || f.Demand.At == 0 {
		t.Errorf("the firm accepted %+v, %v", f, err)
	}
	if got.Accepted(deal.AchievementOf) != nil {
		t.Error("the institute accepted nothing")
	}
}

func TestAcquaintanceIsGivenOnce(t *testing.T) {
	b := open(t)
	d := b.introduce(t, broker)
	for _, c := range []struct {
		name string
		k    deal.Acquaintance
		want fault.Kind
	}{
		{"since nothing", deal.Acquaintance{}, fault.Invalid},
		{"since tomorrow", deal.Acquaintance{Since: "2026-03-02"}, fault.Invalid},
		{"first and since", deal.Acquaintance{First: true, Since: "2020-01-01"}, fault.Invalid},
	} {
		if _, err := b.Acquaint(t.Context(), firm, d.ID, c.k); !fault.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := b.Acquaint(t.Context(), broker, d.ID, deal.Acquaintance{First: true}); !fault.Is(err,
		fault.Forbidden) {
		t.Errorf("the broker answers for a side: %v", err)
	}
	if _, err := b.Acquaint(t.Context(), firm, d.ID,
		deal.Acquaintance{Since: "2019-05-01", Words: "一起做过糖浆试验"}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Acquaint(t.Context(), firm, d.ID, deal.Acquaintance{First: true}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second answer: %v", err)
	}
	for _, a := range []actor.Actor{broker, institute, officer} {
		if got, err := b.Get(t.Context(), a, d.ID); err != nil || got.DemandKnew == nil ||
			got.DemandKnew.Since != "2019-05-01" {
			t.Errorf("%s reads %+v, %v", a.Role, got.DemandKnew, err)
		}
	}
}
