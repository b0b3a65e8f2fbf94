package jobs

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/store"
)

func TestBacklogTellsStatesAndAges(t *testing.T) {
	b := start(t)
	var results []Result
	o := Options{Tries: 2, Watch: func(ctx context.Context, e store.Event) (context.Context, func(Result)) {
		return ctx, func(r Result) { results = append(results, r) }
	}}
	o.Parallel = 1
	w := b.worker(o)
	w.Handle("bad", func(context.Context, store.Event) error { return errors.New("no luck") })
	w.Handle("good", func(context.Context, store.Event) error { return nil })
	look := func() (map[string]int64, Backlog) {
		t.Helper()
		got, err := w.Backlog(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]int64{}
		for _, d := range got.Depths {
			if d.Count != 0 {
				m[d.Name+" "+d.State] = d.Count
			}
		}
		return m, got
	}
	want := func(when string, depths map[string]int64, due, lease time.Duration) {
		t.Helper()
		got, backlog := look()
		if diff := cmp.Diff(depths, got); diff != "" {
			t.Errorf("%s: depths (-want +got):\n%s", when, diff)
		}
		if backlog.OldestDue != due || backlog.LeaseAge != lease {
			t.Errorf("%s: oldest due %v, lease age %v; want %v, %v", when, backlog.OldestDue, backlog.LeaseAge, due,
				lease)
		}
	}
	want("at the start", map[string]int64{}, 0, 0)
	b.emit("bad", "1")
	b.emit("good", "1")
	b.emit("good", "2")
	b.clock.forward(7 * time.Second)
	want("emitted", map[string]int64{"bad due": 1, "good due": 2}, 7*time.Second, 0)
	b.drain(w)
	want("one in back-off", map[string]int64{"bad delayed": 1}, 0, 0)
	b.clock.forward(time.Minute)
	b.drain(w)
	want("given up", map[string]int64{"bad given_up": 1}, 0, 0)
	if diff := cmp.Diff([]Result{Failed, Done, Done, GivenUp}, results); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}

	b.emit("good", "3")
	e, err := w.next(t.Context())
	if err != nil || e == nil {
		t.Fatal(e, err)
	}
	if _, ok, err := w.lease(t.Context(), *e); err != nil || !ok {
		t.Fatal(ok, err)
	}
	b.clock.forward(5 * time.Second)
	want("leased", map[string]int64{"bad given_up": 1, "good leased": 1}, 0, 5*time.Second)
	b.clock.forward(time.Minute)
	want("the worker died", map[string]int64{"bad given_up": 1, "good due": 1}, 0, 65*time.Second)
}
