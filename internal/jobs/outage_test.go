package jobs

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// TestOutage: while an engine is down its jobs wait and lose no try, and other jobs go on. Seconds after its return all
// jobs are done.
func TestOutage(t *testing.T) {
	b := start(t)
	w := b.worker(Options{Tries: 3, Outage: 3 * time.Second})
	var mu sync.Mutex // jobs of one kind run in parallel
	up, calls, others, found := false, 0, 0, map[string]bool{}
	w.Handle("search", func(_ context.Context, e store.Event) error {
		mu.Lock()
		defer mu.Unlock()
		if calls++; !up {
			return fault.Cause(errors.New("connection refused"), fault.Unavailable,
				fault.T("search-unavailable", "检索暂不可用。", ""))
		}
		found[e.Record] = true
		return nil
	})
	w.Handle("other", func(context.Context, store.Event) error {
		mu.Lock()
		defer mu.Unlock()
		others++
		return nil
	})
	const waiting = 40
	for i := range waiting {
		b.emit("search", fmt.Sprint(i))
	}
	for i := range 300 { // five minutes
		b.clock.forward(time.Second)
		b.emit("other", fmt.Sprint(i))
		b.drain(w)
	}
	if others != 300 {
		t.Errorf("%d of 300 other jobs were done", others)
	}
	if calls > 2*300 {
		t.Errorf("the engine was asked %d times in five minutes", calls)
	}
	for _, e := range b.events() {
		if e.Tries != 0 || e.Given {
			t.Fatalf("%s lost %d tries, given up: %v", e.ID, e.Tries, e.Given)
		}
	}
	up = true
	b.clock.forward(3 * time.Second)
	b.drain(w)
	if len(found) != waiting || len(b.events()) != 0 {
		t.Errorf("3 s after the return %d of %d are done, %d left", len(found), waiting, len(b.events()))
	}
}

// TestOutageOfOne: an error that is no outage costs a try.
func TestOutageOfOne(t *testing.T) {
	b := start(t)
	w := b.worker(Options{Tries: 2})
	w.Handle("a", func(context.Context, store.Event) error {
		return fault.Of(fault.Invalid, fault.T("x", "内容有误。", ""))
	})
	b.emit("a", "1")
	for range 2 {
		b.drain(w)
		b.clock.forward(time.Hour)
	}
	if es := b.events(); len(es) != 1 || !es[0].Given {
		t.Errorf("%+v", es)
	}
}

// TestClockSetBack: an event emitted and leased while the clock was a day ahead is not delayed by a day.
func TestClockSetBack(t *testing.T) {
	b := start(t)
	b.clock.forward(24 * time.Hour)
	b.emit("a", "emitted ahead")
	dead := b.worker(Options{Name: "dead"})
	b.emit("a", "leased ahead")
	if e, err := dead.next(t.Context()); err != nil || e == nil {
		t.Fatal(e, err)
	} else if _, ok, err := dead.lease(t.Context(), *e); !ok || err != nil {
		t.Fatal(ok, err)
	}
	b.clock.forward(-24 * time.Hour)
	w, done := b.worker(Options{}), 0
	w.Handle("a", func(context.Context, store.Event) error { done++; return nil })
	for range aheadEvery {
		b.drain(w)
	}
	if done != 2 || len(b.events()) != 0 {
		t.Errorf("%d of 2 done, left %+v", done, b.events())
	}
}

// TestClockSetForth: a worker with a fast clock takes over a lease of another one. Handlers may run twice. Only the
// worker that took over decides the outcome.
func TestClockSetForth(t *testing.T) {
	b := start(t)
	b.emit("a", "1")
	slow, ahead := b.worker(Options{Name: "slow"}), b.worker(Options{Name: "ahead"})
	e, err := slow.next(t.Context())
	if err != nil || e == nil {
		t.Fatal(e, err)
	}
	held, ok, err := slow.lease(t.Context(), *e)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	b.clock.forward(time.Hour)
	ahead.Handle("a", func(context.Context, store.Event) error { return errors.New("it failed there") })
	b.drain(ahead)
	if _, err := slow.finish(t.Context(), held, nil); err != nil {
		t.Fatal(err)
	}
	if es := b.events(); len(es) != 1 || es[0].Tries != 1 {
		t.Errorf("the first holder closed a job that was not its own any more: %+v", es)
	}
}
