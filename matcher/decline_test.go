package matcher_test

import (
	"context"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/store/storetest"
	"kebang/matcher"
)

// TestStoredForm fails when the JSON form of declines or lessons changes without a new shape version and an upgrade.
func TestStoredForm(t *testing.T) {
	storetest.Golden(t, matcher.Declines,
		matcher.Decline{Meta: store.Meta{ID: "d.a.o", Market: "m", Rev: 2, Shape: 1}, Match: "d.a", Demand: "d",
			Achievement: "a",
			Owner:       "o", Side: "demand", State: matcher.Declined, DemandVersion: 3, AchievementVersion: 1,
			Category: "immature", Note: "还在小试", Person: "p",
			PersonName: "人", Role: actor.Enterprise, At: 5})
	storetest.Golden(t, matcher.Lessons,
		matcher.Lesson{Meta: store.Meta{ID: "d.a.o.declined", Market: "m", Rev: 1, Shape: 1}, Deal: "dj", Match: "d.a",
			Demand:      "d",
			Achievement: "a", Sign: matcher.SignDeclined, Category: "immature",
			Features: map[string]float64{"text": .5}, Score: 61.5, Corpus: 2, At: 5})
}

// own posts a demand of an enterprise and an achievement of an institute that match, and gives both actors and a
// broker.
func (b *bench) own() (match string, firm, lab, broker actor.Actor) {
	b.t.Helper()
	ctx := context.Background()
	firm = actor.Actor{Person: "pf", PersonName: "厂长", Org: "of", OrgName: "糖厂", Market: "m1", Role: actor.Enterprise}
	lab = actor.Actor{Person: "pl", PersonName: "主任", Org: "ol", OrgName: "研究所", Market: "m1", Role: actor.Institute}
	broker = actor.Actor{Person: "pb", PersonName: "经理", Market: "m1", Role: actor.Broker}
	b.fill("m1")
	d, err := b.listings.Demands.Create(ctx, firm, "demand1",
		listing.DemandContent{Common: listing.Common{Title: "甘蔗渣制备低聚木糖", Text: "糖厂甘蔗渣制备低聚木糖，纯度要高。", Industry: "01"}})
	if err != nil {
		b.t.Fatal(err)
	}
	a, err := b.listings.Achievements.Create(ctx, lab, "achievement1",
		listing.AchievementContent{Common: listing.Common{Title: "甘蔗渣酶法制备低聚木糖", Text: "甘蔗渣酶法制备低聚木糖，纯度高。",
			Industry: "01"}})
	if err != nil {
		b.t.Fatal(err)
	}
	step(b, b.listings.Demands, firm, d.ID, listing.StepSubmit)
	step(b, b.listings.Demands, officer("m1"), d.ID, listing.StepPublish)
	step(b, b.listings.Achievements, lab, a.ID, listing.StepSubmit)
	step(b, b.listings.Achievements, officer("m1"), a.ID, listing.StepPublish)
	b.drain()
	return matcher.MatchID(d.ID, a.ID), firm, lab, broker
}

func step[C listing.Content](b *bench, desk *listing.Desk[C], a actor.Actor, id, step string) {
	b.t.Helper()
	if _, err := desk.Step(context.Background(), a, id, 0, step, "理由"); err != nil {
		b.t.Fatal(err)
	}
}

// seen reports whether the pair is in the actor's lists, and in his lists of declined pairs. All lists must agree.
func (b *bench) seen(a actor.Actor, match string) (listed, declined bool) {
	b.t.Helper()
	ctx := context.Background()
	demand, achievement, _ := strings.Cut(match, ".")
	has := func(vs []matcher.View) bool {
		for _, v := range vs {
			if v.ID == match {
				return true
			}
		}
		return false
	}
	for i, f := range []matcher.ListFilter{{}, {Demand: demand}, {Achievement: achievement}, {Text: "低聚木糖"}} {
		p, err := b.matches.List(ctx, a, f)
		if err != nil {
			b.t.Fatal(err)
		}
		f.Declined = true
		q, err := b.matches.List(ctx, a, f)
		if err != nil {
			b.t.Fatal(err)
		}
		in, out := has(p.Items), has(q.Items)
		if i == 0 {
			listed, declined = in, out
		}
		if in != listed || out != declined || in == out {
			b.t.Errorf("%s %+v: listed %v, declined %v", a.Role, f, in, out)
		}
		if int(p.Total) != len(p.Items) {
			b.t.Errorf("%s %+v: %d items of %d", a.Role, f, len(p.Items), p.Total)
		}
	}
	ans, err := b.matches.ForDemand(ctx, a, demand, 50)
	if fault.Is(err, fault.Forbidden) {
		return listed, declined
	}
	if err != nil {
		b.t.Fatal(err)
	}
	put, err := b.matches.PutAside(ctx, a, matcher.Demand, demand)
	if err != nil || has(ans.Items) != listed || has(put.Items) != declined || ans.Total != len(ans.Items) ||
		ans.Declined != len(put.Items) {
		b.t.Errorf("%s: of the demand %d listed of %d, %d declined: %v", a.Role, len(ans.Items), ans.Total,
			ans.Declined, err)
	}
	return listed, declined
}

func (b *bench) lessons() []matcher.Lesson {
	b.t.Helper()
	ls, err := b.matches.LessonsOf(context.Background(), "m1")
	if err != nil {
		b.t.Fatal(err)
	}
	return ls
}

func TestDeclineLeavesOneList(t *testing.T) {
	ctx := context.Background()
	b := newBench(t)
	match, firm, lab, broker := b.own()
	v, err := b.matches.Decline(ctx, firm, match, "immature", " 还在小试 ")
	if err != nil || v.Declined == nil || v.Declined.Note != "还在小试" || v.Declined.Side != "demand" {
		t.Fatalf("%+v, %v", v.Declined, err)
	}
	for _, x := range []struct {
		who  actor.Actor
		gone bool
	}{{firm, true}, {lab, false}, {broker, false}, {officer("m1"), false}} {
		if _, declined := b.seen(x.who, match); declined != x.gone {
			t.Errorf("%s: put aside %v", x.who.Role, declined)
		}
	}
	// Officers and administrators learn of the decline; the other side does not.
	for _, x := range []struct {
		who  actor.Actor
		note string
		n    int
	}{{broker, "", 1}, {officer("m1"), "还在小试", 1}, {lab, "", 0}} {
		v, err := b.matches.Get(ctx, x.who, match)
		if err != nil || v.Declined != nil || len(v.Refused) != x.n ||
			x.n == 1 && (v.Refused[0].Note != x.note || v.Refused[0].Category != "immature") {
			t.Errorf("%s reads %+v %+v, %v", x.who.Role, v.Declined, v.Refused, err)
		}
	}
	// A broker's decline counts for his own list only.
	if _, err := b.matches.Decline(ctx, broker, match, "unsuitable", ""); err != nil {
		t.Fatal(err)
	}
	if _, declined := b.seen(broker, match); !declined {
		t.Error("the broker still has it")
	}
	other := broker
	other.Person = "pb2"
	if _, declined := b.seen(other, match); declined {
		t.Error("another broker lost it")
	}
	ls := b.lessons()
	if len(ls) != 2 || ls[0].Sign != matcher.SignDeclined || len(ls[0].Features) == 0 || ls[0].Match != match ||
		ls[0].Score != v.Total() {
		t.Errorf("lessons %+v", ls)
	}
	for _, a := range []actor.Actor{firm, broker} {
		if _, err := b.matches.Restore(ctx, a, match); err != nil {
			t.Fatal(err)
		}
		if listed, _ := b.seen(a, match); !listed {
			t.Errorf("%s does not have it back", a.Role)
		}
	}
	if ls := b.lessons(); len(ls) != 0 {
		t.Errorf("lessons stay: %+v", ls)
	}
	for _, x := range []struct {
		who actor.Actor
		n   int
	}{{firm, 2}, {lab, 0}, {broker, 2}, {officer("m1"), 4}} {
		h, err := b.matches.DeclineHistory(ctx, x.who, match)
		if err != nil || len(h) != x.n || x.n > 0 && (h[0].From != matcher.Listed || h[0].To != matcher.Declined) {
			t.Errorf("%s reads %d lines of history: %v", x.who.Role, len(h), err)
		}
	}
}

func TestDeclineHoldsUntilAContentChanges(t *testing.T) {
	ctx := context.Background()
	b := newBench(t)
	match, firm, lab, _ := b.own()
	if _, err := b.matches.Decline(ctx, firm, match, "unsuitable", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.matches.RematchAll(ctx, true, nil); err != nil { // another corpus
		t.Fatal(err)
	}
	if _, declined := b.seen(firm, match); !declined {
		t.Error("a new corpus brought it back")
	}
	a, err := b.listings.Achievements.Get(ctx, lab, "m1", "achievement1")
	if err != nil {
		t.Fatal(err)
	}
	c := *a.Published
	c.Text += "已建成千吨级生产线。"
	if _, err := b.listings.Achievements.Save(ctx, lab, a.ID, a.Rev, c); err != nil {
		t.Fatal(err)
	}
	step(b, b.listings.Achievements, lab, a.ID, listing.StepSubmit)
	if _, declined := b.seen(firm, match); !declined {
		t.Error("a draft brought it back")
	}
	step(b, b.listings.Achievements, officer("m1"), a.ID, listing.StepPublish)
	if _, err := b.matches.Restore(ctx, firm, match); err != nil { // the old decline can still be taken back
		t.Error(err)
	}
	if _, err := b.matches.Decline(ctx, firm, match, "unsuitable", ""); !fault.Is(err, fault.Stale) {
		t.Errorf("a no to a text that is being scored anew: %v", err)
	}
	b.drain()
	if _, err := b.matches.Decline(ctx, firm, match, "price", ""); err != nil {
		t.Error(err)
	}
	if _, declined := b.seen(firm, match); !declined {
		t.Error("the new content cannot be declined")
	}
}

func TestNewVersionListsAgain(t *testing.T) {
	ctx := context.Background()
	b := newBench(t)
	match, firm, _, _ := b.own()
	if _, err := b.matches.Decline(ctx, firm, match, "unsuitable", ""); err != nil {
		t.Fatal(err)
	}
	d, err := b.listings.Demands.Get(ctx, firm, "m1", "demand1")
	if err != nil {
		t.Fatal(err)
	}
	c := *d.Published
	c.Text += "年处理十万吨。"
	if _, err := b.listings.Demands.Save(ctx, firm, d.ID, d.Rev, c); err != nil {
		t.Fatal(err)
	}
	step(b, b.listings.Demands, firm, d.ID, listing.StepSubmit)
	step(b, b.listings.Demands, officer("m1"), d.ID, listing.StepPublish)
	b.drain()
	if listed, _ := b.seen(firm, match); !listed {
		t.Error("the new content is not listed")
	}
	if _, err := b.matches.Restore(ctx, firm, match); !fault.Is(err, fault.WrongState) {
		t.Errorf("nothing to take back: %v", err)
	}
}

func TestWhoMayDecline(t *testing.T) {
	ctx := context.Background()
	b := newBench(t)
	match, firm, lab, broker := b.own()
	for _, x := range []struct {
		name           string
		who            actor.Actor
		category, note string
		kind           fault.Kind
		ok             bool
	}{
		{"the owner of the demand", firm, "unsuitable", "", 0, true},
		{"twice", firm, "unsuitable", "", fault.WrongState, false},
		{"the owner of the achievement", lab, "benefit", "", 0, true},
		{"a broker", broker, "other", "太远", 0, true},
		{"other without a word", actor.Actor{Person: "pb3", Market: "m1", Role: actor.Broker}, "other", " ",
			fault.Invalid, false},
		{"no category", actor.Actor{Person: "pb3", Market: "m1", Role: actor.Broker}, "because", "", fault.Invalid,
			false},
		{"an officer", officer("m1"), "unsuitable", "", fault.Forbidden, false},
		{"another firm", actor.Actor{Person: "px", Org: "ox", Market: "m1", Role: actor.Enterprise}, "unsuitable", "",
			fault.NotFound, false},
		{"a broker of another market", actor.Actor{Person: "pb", Market: "m2", Role: actor.Broker}, "unsuitable", "",
			fault.NotFound, false},
		{"nobody", actor.Actor{Market: "m1"}, "unsuitable", "", fault.Unauthenticated, false},
	} {
		_, err := b.matches.Decline(ctx, x.who, match, x.category, x.note)
		if x.ok != (err == nil) || err != nil && !fault.Is(err, x.kind) {
			t.Errorf("%s: %v", x.name, err)
		}
	}
}
