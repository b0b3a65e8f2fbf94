package matcher_test

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/matcher"
)

// partlyNear publishes a demand without an answer and six achievements that are partly near.
func (b *bench) partlyNear() (demand string, firm actor.Actor) {
	b.t.Helper()
	firm = actor.Actor{Person: "pf", PersonName: "厂长", Org: "of", OrgName: "糖厂", Market: "m1", Role: actor.Enterprise}
	b.fill("m1")
	for i := range 6 {
		b.achievement("m1", fmt.Sprintf("甘蔗渣压制板材工艺%d", i), fmt.Sprintf("以糖厂蔗渣为原料热压成板，降低成本，配方%d。", i), "01")
	}
	d, err := b.listings.Demands.Create(b.t.Context(), firm, "demand1", listing.DemandContent{
		Common: listing.Common{Title: "蔗渣制备低聚木糖", Text: "糖厂蔗渣酶解制备低聚木糖，提高得率和纯度，降低成本。", Industry: "01"}})
	if err != nil {
		b.t.Fatal(err)
	}
	step(b, b.listings.Demands, firm, d.ID, listing.StepSubmit)
	step(b, b.listings.Demands, officer("m1"), d.ID, listing.StepPublish)
	b.drain()
	return d.ID, firm
}

// TestWeakPairsAreReadWhenAsked: few weak pairs are stored, but all are shown, explained, with one score from both
// sides. A pair that somebody puts aside is stored and stays out of his list through a rematch.
func TestWeakPairsAreReadWhenAsked(t *testing.T) {
	b := newBench(t)
	demand, firm := b.partlyNear()
	if n := len(b.stored()); n == 0 || n > matcher.KeptWeak {
		t.Fatalf("%d weak pairs are stored", n)
	}
	few, err := b.matches.ForDemand(t.Context(), firm, demand, 0)
	if err != nil || len(few.Items) != 0 || few.Shown != 0 || few.None == nil || few.None.Steps[0].Key != "weak" ||
		few.Total <= matcher.KeptWeak {
		t.Fatalf("nothing suitable: %+v, %v", few, err)
	}
	all, err := b.matches.ForDemand(t.Context(), firm, demand, 20)
	if err != nil || len(all.Items) != few.Total || all.Total != few.Total {
		t.Fatalf("%d of %d weak pairs are shown, %v", len(all.Items), few.Total, err)
	}
	unstored := 0
	for i, v := range all.Items {
		if v.Rev == 0 {
			unstored++
		}
		if len(v.Parts) == 0 || len(v.Missing) == 0 || v.Outdated || i > 0 && v.Points > all.Items[i-1].Points {
			t.Errorf("item %d: %+v", i, v)
		}
		one, err := b.matches.Get(t.Context(), firm, v.ID)
		if d := gocmp.Diff(v, one); d != "" || err != nil {
			t.Errorf("by its id it is another one: %v %s", err, d)
		}
		back, err := b.matches.ForAchievement(t.Context(), officer("m1"), v.Achievement, 20)
		if err != nil || len(back.Items) != 1 || back.Items[0].Points != v.Points ||
			back.Items[0].Confidence != v.Confidence {
			t.Errorf("from the achievement's side: %+v, %v", back.Items, err)
		}
	}
	if unstored == 0 {
		t.Fatal("every pair is stored: this proves nothing")
	}
	list, err := b.matches.List(t.Context(), officer("m1"), matcher.ListFilter{Demand: demand})
	if err != nil || list.Total != int64(few.Total) || len(list.Items) != few.Total {
		t.Errorf("the list of the demand has %d, %v", list.Total, err)
	}

	last := all.Items[len(all.Items)-1]
	if v, err := b.matches.Decline(t.Context(), firm, last.ID, "unsuitable", ""); err != nil || v.Declined == nil ||
		v.Points != last.Points {
		t.Fatalf("declined: %+v, %v", v, err)
	}
	if _, ok := b.stored()["m1 "+last.ID]; !ok {
		t.Error("the declined pair is not stored")
	}
	for _, recount := range []bool{false, true} {
		b.rematch(recount)
		after, err := b.matches.ForDemand(t.Context(), firm, demand, 20)
		if err != nil || after.Declined != 1 || after.Total != few.Total-1 || len(after.Items) != few.Total-1 {
			t.Errorf("after a rematch: %d put aside, %d left, %v", after.Declined, after.Total, err)
		}
	}
	if aside, err := b.matches.PutAside(t.Context(), firm, matcher.Demand, demand); err != nil ||
		len(aside.Items) != 1 {
		t.Errorf("put aside: %+v, %v", aside.Items, err)
	}
	if _, err := b.matches.Restore(t.Context(), firm, last.ID); err != nil {
		t.Error(err)
	}
	b.rematch(false)
	if _, ok := b.stored()["m1 "+last.ID]; ok {
		t.Error("a weak pair that nobody put aside stays stored")
	}
}

// TestPairsThatAreNone: ids of no pair, of another market's listings and of strangers are not found.
func TestPairsThatAreNone(t *testing.T) {
	b := newBench(t)
	demand, firm := b.partlyNear()
	far := b.achievement("m2", "蔗渣制备低聚木糖", "蔗渣酶解制备低聚木糖。", "01")
	b.drain()
	for name, id := range map[string]string{"no pair": "demand1", "an unknown side": demand + ".x", "empty sides": ".",
		"of another market": matcher.MatchID(demand, far)} {
		if _, err := b.matches.Get(t.Context(), firm, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stranger := actor.Actor{Person: "px", Org: "ox", Market: "m1", Role: actor.Enterprise}
	all, err := b.matches.ForDemand(t.Context(), firm, demand, 20)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all.Items {
		if _, err := b.matches.Get(t.Context(), stranger, v.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger reads %s: %v", v.ID, err)
		}
	}
}
