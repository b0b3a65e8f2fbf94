package main

import (
	"context"
	"fmt"
	"testing"

	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/matcher"
)

// TestPublishingAndChangingRematch runs the worker beside the server, as serve does: nobody drains, and yet a published
// and a changed listing are matched. (That the commit itself wakes the worker, without polling, is a test of jobs.)
func TestPublishingAndChangingRematch(t *testing.T) {
	m := newMarket(t)
	matched := make(chan string, 16)
	m.app.worker.Handle(listing.EventPublished, func(_ context.Context, e store.Event) error { // runs after the matcher
		matched <- e.Record
		return nil
	})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { m.app.worker.Run(ctx); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })

	admin := m.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	officer := admin.person("officer", "officer", "")
	publish := func(base, content string) record {
		t.Helper()
		it := officer.do("POST", base, 201, `{"content":`+content+`}`)
		it = officer.step(base+"/"+it.id(), "publish", it, `{}`)
		if got := <-matched; got != it.id() {
			t.Fatalf("matched %s, published %s", got, it.id())
		}
		return it
	}
	demand := publish("/demands", `{"title":"降低压榨后蔗渣的水分","text":"蔗渣出榨水分偏高，锅炉燃烧不稳定，希望找到压榨末段脱水的办法。","industry":"0104"}`)
	found := func() []string {
		var list struct {
			Items []struct {
				Achievement struct{ ID string }
				Outdated    bool
			}
		}
		officer.read("/demands/"+demand.id()+"/matches?limit=10", &list)
		var out []string
		for _, x := range list.Items {
			if x.Outdated {
				t.Errorf("a match was not scored anew: %+v", x)
			}
			out = append(out, x.Achievement.ID)
		}
		return out
	}
	if got := found(); len(got) != 0 {
		t.Errorf("matches of an only demand: %v", got)
	}
	device := publish("/achievements",
		`{"title":"蔗渣深度压榨脱水技术","text":"在压榨末座加装变频重辊，蔗渣出榨水分稳定下降，锅炉燃烧改善。","industry":"0104"}`)
	if got := found(); len(got) != 1 || got[0] != device.id() {
		t.Fatalf("matches after the achievement was published: %v", got)
	}
	// The demand turns to something else.
	saved := officer.expect("PUT", "/demands/"+demand.id(),
		`{"content":{"title":"茶园无人机巡检","text":"希望用无人机发现茶小绿叶蝉危害的地块并给出处方图。","industry":"03"}}`, `"2"`, 200)
	officer.step("/demands/"+demand.id(), "publish", saved, `{}`)
	<-matched
	var list struct{ Shown int }
	officer.read("/demands/"+demand.id()+"/matches", &list)
	if list.Shown != 0 {
		t.Errorf("the changed demand still shows %d matches", list.Shown)
	}
}

// TestRematchOfEverything: a second run writes no published pair twice. A new corpus writes every pair anew. The next
// run ends the work of a killed one. Package matcher tests the rest.
func TestRematchOfEverything(t *testing.T) { rematchEverything(t, newMarket(t)) }

// TestRematchOfEverythingOnMongo is the same on the other engine.
func TestRematchOfEverythingOnMongo(t *testing.T) { rematchEverything(t, marketAt(t, onMongo(t))) }

func rematchEverything(t *testing.T, m *market) {
	ctx := t.Context()
	admin := m.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	officer := admin.person("officer", "officer", "")
	for i, what := range []string{"蔗渣压榨脱水", "核桃壳制活性炭", "茶叶杀青控温"} {
		for _, base := range []string{"/demands", "/achievements"} {
			it := officer.do("POST", base, 201,
				fmt.Sprintf(`{"content":{"title":"%s技术","text":"%s，降低成本，稳定质量，第%d条生产线。","industry":"01"}}`, what, what,
					i))
			officer.step(base+"/"+it.id(), "publish", it, `{}`)
		}
	}
	if err := m.app.worker.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	rematch := func(recount bool) matcher.Rematched {
		t.Helper()
		did, err := m.app.matches.RematchAll(ctx, recount, nil)
		if err != nil {
			t.Fatal(err)
		}
		return did
	}
	rematch(false) // the listings came one by one, and the corpus with them
	all := rematch(true)
	if all.Listings != 6 || all.Written < 3 || !all.Recount {
		t.Errorf("with a new corpus: %+v", all)
	}
	if did := rematch(false); did.Written != 0 || did.Recount || did.Corpus != all.Corpus {
		t.Errorf("nothing has changed: %+v", did)
	}
	err := m.app.db.Run(ctx, func(tx store.Tx) error { // as if one had been killed before it came to this pair
		var one matcher.Match
		err := matcher.Matches.Each(tx, store.Query{AllMarkets: true},
			func(x matcher.Match) error { one = x; return nil })
		if err != nil {
			return err
		}
		return matcher.Matches.Delete(tx, &one)
	})
	if err != nil {
		t.Fatal(err)
	}
	if did := rematch(false); did.Written != 1 {
		t.Errorf("one pair is missing: %+v", did)
	}
}
