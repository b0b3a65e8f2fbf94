package deal_test

import (
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
)

var (
	firm = actor.Actor{Person: "p1", PersonName: "陈工", Market: "m1", Role: actor.Enterprise, Org: "o1",
		OrgName: "边城糖业"}
	institute = actor.Actor{Person: "p2", PersonName: "何处长", Market: "m1", Role: actor.Institute, Org: "o2",
		OrgName: "滇西工学院"}
	broker = actor.Actor{Person: "p3", PersonName: "罗经理", Market: "m1", Role: actor.Broker, Org: "o3",
		OrgName: "联桥技术转移"}
	officer = actor.Actor{Person: "p4", PersonName: "王科长", Market: "m1", Role: actor.Officer}
	rival   = actor.Actor{Person: "p5", PersonName: "李工", Market: "m1", Role: actor.Enterprise, Org: "o9",
		OrgName: "南山糖业"}
	stranger = actor.Actor{Person: "p6", PersonName: "赵科长", Market: "m2", Role: actor.Officer}
)

type bench struct {
	*deal.Service
	db                         store.Engine
	now                        *time.Time
	demand, achievement, leads string
}

func open(t *testing.T) bench {
	t.Helper()
	db := sqlitetest.Open(t, deal.Collections(), listing.Collections(), party.Collections(), calendar.Collections(),
		audit.Collections(), store.Collections())
	now := time.Date(2026, 3, 1, 1, 0, 0, 0, time.UTC)
	b := bench{deal.NewService(db, func() time.Time { return now }), db, &now, id.New(), id.New(), id.New()}
	c, ac := &listing.DemandContent{}, &listing.AchievementContent{}
	c.Title, ac.Title = "降低蔗渣水分", "高效压榨脱水技术"
	err := db.Run(t.Context(), func(tx store.Tx) error {
		d := listing.Demand{Meta: store.Meta{ID: b.demand, Market: "m1"}, Serial: "XQ-1", State: listing.Open,
			Published: c, Version: 3, OwnerOrg: "o1", OwnerName: "边城糖业"}
		lead := listing.Demand{Meta: store.Meta{ID: b.leads, Market: "m1"}, Serial: "XQ-2", State: listing.Open,
			Published: c, Source: &listing.Source{Lead: true}}
		ach := listing.Achievement{Meta: store.Meta{ID: b.achievement, Market: "m1"}, Serial: "CG-1",
			State: listing.Open, Published: ac, Version: 1, OwnerOrg: "o2", OwnerName: "滇西工学院"}
		if err := listing.Demands.Insert(tx, &d); err != nil {
			return err
		}
		if err := listing.Demands.Insert(tx, &lead); err != nil {
			return err
		}
		return listing.Achievements.Insert(tx, &ach)
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b bench) step(t *testing.T, a actor.Actor, id, step, reason string, cat deal.Category,
	want deal.State) deal.Deal {
	t.Helper()
	d, err := b.Step(t.Context(), a, id, 0, step, reason, cat)
	if err != nil || d.State != want {
		t.Fatalf("%s by %s: %q, %v; want %q", step, a.PersonName, d.State, err, want)
	}
	return d
}

// firstHeard lets the sides of an introduction say that they did not know each other.
func (b bench) firstHeard(t *testing.T, id string, sides ...actor.Actor) {
	t.Helper()
	for _, a := range sides {
		if _, err := b.Acquaint(t.Context(), a, id, deal.Acquaintance{First: true}); err != nil {
			t.Fatal(err)
		}
	}
}

// settle lets the firm propose terms and the institute accept them.
func (b bench) settle(t *testing.T, id string) deal.Deal {
	t.Helper()
	price := int64(60_000_000)
	if _, err := b.ProposeTerms(t.Context(), firm, id, 0,
		deal.Terms{PriceFen: &price, Mode: listing.ModeLicence}); err != nil {
		t.Fatal(err)
	}
	return b.step(t, institute, id, deal.StepAcceptTerms, "", "", deal.Agreed)
}

func TestFromIntentToSigned(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	d, err := b.Open(ctx, firm, id.New(),
		deal.Pair{Demand: b.demand, Achievement: b.achievement, Match: &deal.Match{ID: "m", Score: 82}, Note: "想先看样机"})
	if err != nil || !d.DemandYes || d.AchievementYes || d.Demand.Version != 3 || d.Introducer.Name != "陈工" {
		t.Fatalf("%+v, %v", d, err)
	}
	if _, err := b.Open(ctx, institute, id.New(),
		deal.Pair{Demand: b.demand, Achievement: b.achievement}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second deal on the pair: %v", err)
	}
	waits := func(a actor.Actor, want int64) {
		t.Helper()
		if p, n, err := b.List(ctx, a, deal.Filter{Waiting: true}); n != want || int64(len(p.Items)) != want ||
			err != nil {
			t.Errorf("%d deals wait for %s, want %d; %v", n, a.PersonName, want, err)
		}
	}
	waits(institute, 1)
	waits(firm, 0)
	waits(officer, 0)
	b.step(t, institute, d.ID, deal.StepAccept, "", "", deal.Talking)
	waits(institute, 0)
	if _, err := b.ProposeTerms(ctx, firm, d.ID, 0, deal.Terms{PriceWords: "面议", Mode: listing.ModeTrial}); err != nil {
		t.Fatal(err)
	}
	waits(institute, 1)
	waits(firm, 0)
	if _, err := b.Step(ctx, firm, d.ID, 0, deal.StepAcceptTerms, "", ""); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a side accepts its own terms: %v", err)
	}
	if got := b.settle(t, d.ID); len(got.PastTerms) != 1 || !got.Terms.Accepted() || got.Terms.AcceptedBy != "何处长" {
		t.Errorf("terms %+v, past %+v", got.Terms, got.PastTerms)
	}
	waits(institute, 0)
	for name, a := range map[string]actor.Actor{"a rival": rival, "another market's officer": stranger} {
		if _, err := b.Get(ctx, a, d.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads the deal: %v", name, err)
		}
	}
	if _, err := b.Step(ctx, officer, d.ID, 0, deal.StepEnd, "试试", "other"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an officer ends a deal: %v", err)
	}
	if err := b.db.Run(ctx, func(tx store.Tx) error {
		return deal.SignTx(tx, "m1", d.ID, "contract-1",
			1)
	}); err != nil {
		t.Fatal(err)
	}
	got, err := b.Get(ctx, officer, d.ID)
	if err != nil || got.State != deal.Signed || got.Contract != "contract-1" || got.Introducer != d.Introducer {
		t.Errorf("%+v, %v", got, err)
	}
	if h, err := b.History(ctx, institute, d.ID); err != nil || len(h) != 6 {
		t.Errorf("%d lines of history, %v", len(h), err)
	}
}

func TestBrokerNeedsBothSides(t *testing.T) {
	b := open(t)
	d, err := b.Open(t.Context(), broker, id.New(), deal.Pair{Demand: b.demand, Achievement: b.achievement})
	if err != nil || d.Broker == nil {
		t.Fatalf("%+v, %v", d, err)
	}
	if _, err := b.Step(t.Context(), firm, d.ID, 0, deal.StepAccept, "", ""); !fault.Is(err, fault.WrongState) {
		t.Errorf("a consent before the side said whether it knew the other: %v", err)
	}
	b.firstHeard(t, d.ID, firm, institute)
	d = b.step(t, firm, d.ID, deal.StepAccept, "", "", deal.Intent)
	if !d.DemandYes || d.AchievementYes {
		t.Errorf("after one consent: %v %v", d.DemandYes, d.AchievementYes)
	}
	b.step(t, institute, d.ID, deal.StepAccept, "", "", deal.Talking)
	if _, err := b.Step(t.Context(), broker, d.ID, 0, deal.StepEnd, "价格差距大", ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("an end without a category: %v", err)
	}
	d = b.step(t, broker, d.ID, deal.StepEnd, "价格差距大", "price", deal.Ended)
	if d.End == nil || d.End.Category.Name() != "价格谈不拢" || d.Introducer.Name != "罗经理" {
		t.Errorf("%+v", d.End)
	}
	// After an ended deal the pair can have another one.
	if _, err := b.Open(t.Context(), firm, id.New(),
		deal.Pair{Demand: b.demand, Achievement: b.achievement}); err != nil {
		t.Error(err)
	}
}

func TestWhoMayOpen(t *testing.T) {
	b := open(t)
	tests := []struct {
		name   string
		a      actor.Actor
		demand string
		want   fault.Kind
	}{
		{"a firm that owns neither", rival, b.demand, fault.Forbidden},
		{"an officer", officer, b.demand, fault.Forbidden},
		{"on a 公开线索", institute, b.leads, fault.WrongState},
		{"on nothing", firm, id.New(), fault.NotFound},
	}
	for _, tt := range tests {
		if _, err := b.Open(t.Context(), tt.a, id.New(),
			deal.Pair{Demand: tt.demand, Achievement: b.achievement}); !fault.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

// hide lets the demand's owner hide his name.
func (b bench) hide(t *testing.T) {
	t.Helper()
	err := b.db.Run(t.Context(), func(tx store.Tx) error {
		d, err := listing.Demands.Get(tx, "m1", b.demand)
		if err != nil {
			return err
		}
		d.Published.HideOrg, d.Published.Region, d.Published.Industry = true, "530924", "0104"
		return listing.Demands.Update(tx, &d)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOpens(t *testing.T) {
	b := open(t)
	d, err := b.Open(t.Context(), firm, id.New(), deal.Pair{Demand: b.demand, Achievement: b.achievement})
	if err != nil {
		t.Fatal(err)
	}
	check := func(when string, want bool) {
		t.Helper()
		for _, c := range []struct {
			a    actor.Actor
			kind listing.Kind
			id   string
			want bool
		}{{institute, listing.DemandKind, b.demand, want}, {firm, listing.AchievementKind, b.achievement, want}, {rival,
			listing.DemandKind, b.demand, false},
			{officer, listing.DemandKind, b.demand, false}, {institute, listing.DemandKind, b.leads,
				false}, {actor.Actor{Market: "m1"}, listing.DemandKind, b.demand, false}} {
			if got, err := b.Opens(t.Context(), c.a, c.kind, c.id); err != nil || got != c.want {
				t.Errorf("%s: %s reads the protected fields: %v, %v", when, c.a.Role, got, err)
			}
		}
	}
	check("intent", false)
	b.step(t, institute, d.ID, deal.StepAccept, "", "", deal.Talking)
	check("talking", true)
	b.step(t, institute, d.ID, deal.StepEnd, "另有安排", "other", deal.Ended)
	check("ended", false)
}
