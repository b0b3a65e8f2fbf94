package deal_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/flow/flowtest"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

var steps = []string{deal.StepAccept, deal.StepDecline, deal.StepWithdraw, deal.StepRenew, deal.StepLapse,
	deal.StepProposeTerms, deal.StepAcceptTerms, deal.StepRevert, deal.StepSign, deal.StepEnd}

func TestFlow(t *testing.T) { flowtest.Table(t, &deal.Flow) }

// TestMatrix takes every step in every state as every role in every relation, through the service. It writes down the
// permitted ones. The buttons of the pages must equal the permissions of the service.
func TestMatrix(t *testing.T) {
	b := open(t)
	market := party.Market{Meta: store.Meta{ID: "m1", Market: store.National},
		MarketForm: party.MarketForm{Name: "县", Introductions: 200}}
	if err := b.db.Run(t.Context(), func(tx store.Tx) error { return party.Markets.Insert(tx, &market) }); err != nil {
		t.Fatal(err)
	}
	flowtest.Matrix(t,
		"state, relation: what goes through <- roles; hidden means 404, nothing that it is read only",
		deal.Flow.States(), []flowtest.Relation{
			{Name: "demand side", Actor: actor.Actor{Person: "p1", Market: "m1", Org: "o1"}},
			{Name: "achievement side", Actor: actor.Actor{Person: "p2", Market: "m1", Org: "o2"}},
			{Name: "the deal's broker", Actor: actor.Actor{Person: "p3", Market: "m1", Org: "o3"}},
			{Name: "apart from it", Actor: actor.Actor{Person: "p9", Market: "m1", Org: "o9"}},
			{Name: "another market", Actor: actor.Actor{Person: "p1", Market: "m2", Org: "o1"}},
		}, func(state string, a actor.Actor) string { return b.can(t, state, a) })
}

// can tries every step on a deal in the state and names the permitted ones.
func (b bench) can(t *testing.T, state string, a actor.Actor) string {
	t.Helper()
	fresh := func() deal.Deal {
		said := &deal.Acquaintance{First: true}
		d := deal.Deal{DemandKnew: said, AchievementKnew: said,
			Terms: &deal.Terms{ProposedBy: deal.DemandOf, PriceWords: "面议", Mode: listing.ModeLicence},
			Meta: store.Meta{ID: id.New(),
				Market: "m1"}, State: state, DemandSide: deal.Side{Org: "o1"}, AchievementSide: deal.Side{Org: "o2"},
			Broker: &deal.Side{Org: "o3", Person: "p3"}, Introducer: deal.Introducer{Person: "p3"}}
		d.Demand.ID, d.Achievement.ID, d.Serial = d.ID, d.ID, d.ID
		err := b.db.Run(t.Context(), func(tx store.Tx) error {
			dem, err := listing.Demands.Get(tx, "m1", b.demand)
			if err != nil {
				return err
			}
			ach, err := listing.Achievements.Get(tx, "m1", b.achievement)
			if err != nil {
				return err
			}
			dem.Meta, dem.Serial, ach.Meta, ach.Serial = d.Meta, d.ID, d.Meta, d.ID
			if err := listing.Demands.Insert(tx, &dem); err != nil {
				return err
			}
			if err := listing.Achievements.Insert(tx, &ach); err != nil {
				return err
			}
			return deal.Deals.Insert(tx, &d)
		})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := fresh()
	if _, err := b.Get(t.Context(), a, d.ID); err != nil {
		for _, step := range steps {
			if _, err := b.Step(t.Context(), a, d.ID, 0, step, "理由", "price"); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s by a %s to whom the deal is hidden: %v", step, a.Role, err)
			}
		}
		return "hidden"
	}
	var offered, done []string
	standings, err := b.Standings(t.Context(), a, d)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range standings[d.ID].Steps {
		offered = append(offered, e.Step)
	}
	take := func(step string) (deal.Deal, error) {
		if step == deal.StepProposeTerms {
			return b.ProposeTerms(t.Context(), a, d.ID, 0, deal.Terms{PriceWords: "面议", Mode: listing.ModeLicence})
		}
		return b.Step(t.Context(), a, d.ID, 0, step, "理由", "price")
	}
	for _, step := range steps {
		got, err := take(step)
		_, none := deal.Flow.Next(state, step)
		switch {
		case err == nil:
			done = append(done, step)
			if none != nil || got.State != state &&
				!slices.ContainsFunc(deal.Flow.Edges,
					func(e flow.Edge) bool { return e.From == state && e.Step == step && e.To == got.State }) {
				t.Errorf("%s -%s-> %s is not in the table", state, step, got.State)
			}
			d = fresh()
		case !fault.Is(err, fault.WrongState) && !fault.Is(err, fault.Forbidden):
			t.Errorf("%s -%s by %s: %v", state, step, a.Role, err)
		case none != nil && fault.Is(err, fault.Forbidden) && d.StandOf(a) >= deal.BrokerStand:
			t.Errorf("%s -%s by %s: %v, want wrong-state", state, step, a.Role, err)
		}
	}
	slices.Sort(offered)
	slices.Sort(done)
	if !slices.Equal(offered, done) {
		t.Errorf("%s, %s: the buttons are %v, the service does %v", state, a.Role, offered, done)
	}
	if len(done) == 0 {
		return "nothing"
	}
	return strings.Join(done, " ")
}

// TestHiddenName: an owner who hides his name in the listing appears as county and industry until he consents.
func TestHiddenName(t *testing.T) {
	b := open(t)
	b.hide(t)
	d, err := b.Open(t.Context(), broker, id.New(), deal.Pair{Demand: b.demand, Achievement: b.achievement})
	if err != nil || d.DemandSide.Org != "" || !strings.HasPrefix(d.DemandSide.Name, "云南省临沧市镇康县，") ||
		!strings.HasSuffix(d.DemandSide.Name, "（名称未公开）") {
		t.Fatalf("the broker who opens it reads %+v, %v", d.DemandSide, err)
	}
	if _, err := b.Write(t.Context(), firm, d.ID, "请先说明价格"); err != nil {
		t.Fatal(err)
	}
	// %+v writes ids as Org:o1 and Person:p1, because random ids may contain the bare letters.
	told := func(a actor.Actor) string {
		got, err := b.Get(t.Context(), a, d.ID)
		page, _, err2 := b.List(t.Context(), a, deal.Filter{})
		lines, err3 := b.History(t.Context(), a, d.ID)
		if err != nil || err2 != nil || err3 != nil {
			t.Fatal(err, err2, err3)
		}
		return fmt.Sprintf("%+v %+v %+v", got, page.Items, lines)
	}
	for _, a := range []actor.Actor{broker, institute} {
		for _, word := range []string{"边城糖业", "陈工", ":o1", ":p1"} {
			if s := told(a); strings.Contains(s, word) {
				t.Errorf("%s reads %s before the firm consents: %s", a.Role, word, s)
			}
		}
	}
	for _, a := range []actor.Actor{firm, officer} {
		if !strings.Contains(told(a), "边城糖业") {
			t.Errorf("%s does not read the name", a.Role)
		}
	}
	b.firstHeard(t, d.ID, firm)
	if _, err := b.Step(t.Context(), firm, d.ID, 0, deal.StepAccept, "", ""); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(told(institute), "边城糖业") {
		t.Error("after its consent the firm is still hidden")
	}
}
