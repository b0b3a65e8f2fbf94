package deal_test

import (
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// at sets the clock to noon of a day in China.
func (b bench) at(d workday.Date) { *b.now = time.UnixMilli(d.StartMS()).Add(12 * time.Hour) }

// away writes an absence of an organisation in the form of package party.
func (b bench) away(t *testing.T, org string, xs ...party.Absence) {
	t.Helper()
	err := b.db.Run(t.Context(), func(tx store.Tx) error {
		o, err := party.Organizations.Get(tx, store.National, org)
		o.Absences = xs
		if err == nil {
			return party.Organizations.Update(tx, &o)
		}
		o.Meta, o.Name, o.Kind = store.Meta{ID: org, Market: store.National}, org, party.OtherOrg
		return party.Organizations.Insert(tx, &o)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (b bench) introduce(t *testing.T, a actor.Actor) deal.Deal {
	t.Helper()
	d, err := b.Open(t.Context(), a, id.New(), deal.Pair{Demand: b.demand, Achievement: b.achievement, Note: "两家可以谈谈"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (b bench) lapse(t *testing.T, want int) {
	t.Helper()
	if n, err := b.Lapse(t.Context()); n != want || err != nil {
		t.Errorf("%s: %d lapse, want %d; %v", workday.Today(*b.now), n, want, err)
	}
}

// TestLapse: the deal is opened on Monday 2 March 2026, and the twentieth workday after it is Monday 30 March. 清明节 on 6
// April is no workday. The days of an absence do not count for the absent side.
func TestLapse(t *testing.T) {
	ofFirm := []party.Absence{{From: "2026-03-09", To: "2026-03-20", Note: "榨季"}} // ten workdays
	ofInstitute := []party.Absence{{From: "2026-03-30", To: "2026-04-03"}}
	for _, c := range []struct {
		name            string
		firm, institute []party.Absence
		answered        []actor.Actor
		due             workday.Date
	}{
		{"nobody is away", nil, nil, nil, "2026-03-30"},
		{"the firm is away", ofFirm, nil, nil, "2026-04-14"},
		{"the firm is away and has answered", ofFirm, nil, []actor.Actor{firm}, "2026-03-30"},
		{"the firm is away, only it has not answered", ofFirm, nil, []actor.Actor{institute}, "2026-04-14"},
		{"away from the last day on", nil, ofInstitute, nil, "2026-04-07"},
		{"both are away", ofFirm, ofInstitute, nil, "2026-04-14"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := open(t)
			b.away(t, "o1", c.firm...)
			b.away(t, "o2", c.institute...)
			b.at("2026-03-02")
			d := b.introduce(t, broker)
			for _, a := range c.answered {
				b.firstHeard(t, d.ID, a)
				b.step(t, a, d.ID, deal.StepAccept, "", "", deal.Intent)
			}
			clocks, err := b.Standings(t.Context(), broker, d)
			if err != nil || clocks[d.ID].Due != c.due {
				t.Fatalf("due %s, want %s; %v", clocks[d.ID].Due, c.due, err)
			}
			b.at(c.due)
			b.lapse(t, 0)
			b.at(c.due.AddDays(1))
			b.lapse(t, 1)
			b.lapse(t, 0)
			if got, err := b.Get(t.Context(), broker, d.ID); err != nil || got.State != deal.Lapsed {
				t.Errorf("%s, %v", got.State, err)
			}
		})
	}
}

// TestReminder: sides and broker find the deals that lapse within five workdays, and no others.
func TestReminder(t *testing.T) {
	b := open(t)
	b.at("2026-03-02")
	d := b.introduce(t, broker)
	for day, want := range map[workday.Date]int64{"2026-03-20": 0, "2026-03-23": 1, "2026-03-30": 1} {
		b.at(day)
		for _, a := range []actor.Actor{broker, firm, institute} {
			if p, n, err := b.List(t.Context(), a, deal.Filter{Lapsing: true}); n != want || err != nil ||
				want == 1 && p.Items[0].ID != d.ID {
				t.Errorf("%s: %s is reminded of %d, want %d; %v", day, a.Role, n, want, err)
			}
		}
	}
	if _, n, err := b.List(t.Context(), rival, deal.Filter{Lapsing: true}); n != 0 || err != nil {
		t.Errorf("a rival is reminded of %d, %v", n, err)
	}
}

// TestRenew: a lapsed introduction frees the pair, comes back with one step, and keeps its date.
func TestRenew(t *testing.T) {
	b := open(t)
	b.at("2026-03-02")
	first := b.introduce(t, broker)
	b.at("2026-04-20")
	b.lapse(t, 1)
	second := b.introduce(t, actor.Actor{Person: "p7", PersonName: "钱经理", Market: "m1", Role: actor.Broker, Org: "o7"})
	if len(second.Introductions) != 1 || second.Introductions[0].Name != "罗经理" ||
		second.Introductions[0].At != first.Introducer.At {
		t.Errorf("earlier introductions %+v", second.Introductions)
	}
	if _, err := b.Step(t.Context(), broker, first.ID, 0, deal.StepRenew, "", ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("renewed beside another on the pair: %v", err)
	}
	if x, err := b.Standings(t.Context(), broker, first); err != nil || len(x[first.ID].Steps) != 0 ||
		x[first.ID].KeptAway.IsZero() {
		t.Errorf("beside another on the pair he is offered %+v, %v", x[first.ID].Offer, err)
	}
	b.firstHeard(t, second.ID, institute)
	b.step(t, institute, second.ID, deal.StepDecline, "今年不做", "need-gone", deal.Ended)
	d := b.step(t, broker, first.ID, deal.StepRenew, "", "", deal.Intent)
	if d.Introducer.At != first.Introducer.At {
		t.Error("the date of the introduction has changed")
	}
	if c, err := b.Standings(t.Context(), broker, d); err != nil ||
		c[d.ID].Due != workday.Date("2026-04-20").AddWorkdays(20) {
		t.Errorf("the clock does not begin anew: %+v, %v", c[d.ID], err)
	}
}

// TestBoundOfIntroductions: unanswered introductions count; answered, ended and lapsed ones do not.
func TestBoundOfIntroductions(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	pairs := make([]string, 4)
	err := b.db.Run(ctx, func(tx store.Tx) error {
		m := party.Market{Meta: store.Meta{ID: "m1", Market: store.National},
			MarketForm: party.MarketForm{Name: "县", Introductions: 2}}
		if err := party.Markets.Insert(tx, &m); err != nil {
			return err
		}
		for i := range pairs {
			l, err := listing.Demands.Get(tx, "m1", b.demand)
			if err != nil {
				return err
			}
			pairs[i] = id.New()
			l.Meta, l.Serial = store.Meta{ID: pairs[i], Market: "m1"}, pairs[i]
			if err := listing.Demands.Insert(tx, &l); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	open := func(i int) (deal.Deal, error) {
		return b.Open(ctx, broker, id.New(), deal.Pair{Demand: pairs[i], Achievement: b.achievement})
	}
	first, err1 := open(0)
	second, err2 := open(1)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if _, err := open(2); !fault.Is(err, fault.Conflict) {
		t.Errorf("one too many: %v", err)
	}
	b.firstHeard(t, first.ID, firm, institute)
	b.step(t, firm, first.ID, deal.StepAccept, "", "", deal.Intent)
	if _, err := open(2); !fault.Is(err, fault.Conflict) {
		t.Errorf("half answered is unanswered: %v", err)
	}
	b.step(t, institute, first.ID, deal.StepAccept, "", "", deal.Talking)
	if _, err := open(2); err != nil {
		t.Error(err)
	}
	b.step(t, broker, second.ID, deal.StepWithdraw, "发错了", "", deal.Ended)
	if _, err := open(3); err != nil {
		t.Error(err)
	}
}
