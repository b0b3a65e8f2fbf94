package main

import (
	"context"
	"testing"

	"kebang/internal/listing"
	"kebang/internal/store"
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
	device := publish("/achievements", `{"title":"蔗渣深度压榨脱水技术","text":"在压榨末座加装变频重辊，蔗渣出榨水分稳定下降，锅炉燃烧改善。","industry":"0104"}`)
	if got := found(); len(got) != 1 || got[0] != device.id() {
		t.Fatalf("matches after the achievement was published: %v", got)
	}
	// The demand turns to something else.
	saved := officer.expect("PUT", "/demands/"+demand.id(), `{"content":{"title":"茶园无人机巡检","text":"希望用无人机发现茶小绿叶蝉危害的地块并给出处方图。","industry":"03"}}`, `"2"`, 200)
	officer.step("/demands/"+demand.id(), "publish", saved, `{}`)
	<-matched
	var list struct{ Shown int }
	officer.read("/demands/"+demand.id()+"/matches", &list)
	if list.Shown != 0 {
		t.Errorf("the changed demand still shows %d matches", list.Shown)
	}
}
