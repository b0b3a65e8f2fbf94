package jobs

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
)

const market = "533524"

// clock moves only when a test moves it.
type clock struct{ ms atomic.Int64 }

func (c *clock) now() time.Time          { return time.UnixMilli(c.ms.Load()) }
func (c *clock) forward(d time.Duration) { c.ms.Add(d.Milliseconds()) }

type bench struct {
	t     *testing.T
	eng   store.Engine
	clock *clock
}

func start(t *testing.T) bench {
	t.Helper()
	s := sqlitetest.Open(t, []store.Spec{store.Events.Spec()})
	c := &clock{}
	c.ms.Store(1_700_000_000_000)
	return bench{t, s, c}
}

func (b bench) worker(o Options) *Worker {
	o.Now = b.clock.now
	return New(b.eng, o)
}

func (b bench) emit(name, record string) {
	b.t.Helper()
	at := b.clock.now().UnixMilli()
	if err := b.eng.Run(b.t.Context(), func(tx store.Tx) error {
		return store.Emit(tx, market, name, record, "",
			at)
	}); err != nil {
		b.t.Fatal(err)
	}
}

func (b bench) drain(w *Worker) {
	b.t.Helper()
	if err := w.Drain(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

func (b bench) events() (out []store.Event) {
	b.t.Helper()
	err := b.eng.View(b.t.Context(), func(tx store.Tx) error {
		return store.Events.Each(tx, store.Query{AllMarkets: true},
			func(e store.Event) error { out = append(out, e); return nil })
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

func TestDrainWorksEachEventOnce(t *testing.T) {
	b := start(t)
	w := b.worker(Options{Parallel: 4})
	var mu sync.Mutex
	seen := map[string]int{}
	w.Handle("note.changed", func(_ context.Context, e store.Event) error {
		mu.Lock()
		defer mu.Unlock()
		seen[e.Record]++
		return nil
	})
	chained := false
	// a second handler, which emits another event
	w.Handle("note.changed", func(ctx context.Context, e store.Event) error {
		if e.Record != "7" {
			return nil
		}
		return b.eng.Run(ctx, func(tx store.Tx) error {
			return store.Emit(tx, market, "note.chained", e.Record, "",
				e.At)
		})
	})
	w.Handle("note.chained", func(context.Context, store.Event) error { chained = true; return nil })
	for i := range 250 {
		b.emit("note.changed", fmt.Sprint(i))
	}
	b.emit("nobody.listens", "1")
	b.drain(w)
	for i := range 250 {
		if n := seen[fmt.Sprint(i)]; n != 1 {
			t.Errorf("event %d was worked off %d times", i, n)
		}
	}
	if left := b.events(); len(left) > 0 || !chained {
		t.Errorf("left %v, chained %v", left, chained)
	}
}

func TestBackoffGivingUpAndRetry(t *testing.T) {
	b := start(t)
	w := b.worker(Options{Tries: 3})
	calls, broken := 0, true
	w.Handle("a", func(context.Context, store.Event) error {
		if calls++; calls == 2 {
			panic("the second time")
		}
		if broken {
			return errors.New("no luck")
		}
		return nil
	})
	b.emit("a", "1")
	for i, pause := range []time.Duration{250 * time.Millisecond, time.Second} {
		b.drain(w)
		b.drain(w) // in back-off, so not due
		if calls != i+1 {
			t.Fatalf("%d calls, want %d", calls, i+1)
		}
		b.clock.forward(pause - time.Millisecond)
		b.drain(w)
		if calls != i+1 {
			t.Fatalf("called before the pause of %v", pause)
		}
		b.clock.forward(time.Millisecond)
	}
	b.drain(w)
	b.clock.forward(time.Hour)
	b.drain(w)
	failed, err := w.Failed(t.Context(), market)
	if err != nil || calls != 3 || len(failed) != 1 || failed[0].Failure != "no luck" || failed[0].Tries != 3 ||
		failed[0].Leased != 0 {
		t.Fatalf("%d calls, failed %+v, %v", calls, failed, err)
	}
	if other, err := w.Failed(t.Context(), "other"); len(other) > 0 || err != nil {
		t.Errorf("another market sees %v, %v", other, err)
	}
	broken = false
	if err := w.Retry(t.Context(), market, failed[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := w.Retry(t.Context(), market, failed[0].ID); !fault.Is(err, fault.WrongState) {
		t.Errorf("a second Retry: %v", err)
	}
	b.drain(w)
	if left := b.events(); len(left) > 0 || calls != 4 {
		t.Errorf("after Retry: %d calls, left %v", calls, left)
	}
	if err := w.Retry(t.Context(), market, failed[0].ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("Retry of nothing: %v", err)
	}
}

func TestDismissAndNewEmission(t *testing.T) {
	b := start(t)
	w := b.worker(Options{Tries: 1})
	w.Handle("a", func(_ context.Context, e store.Event) error {
		if e.Emission == 1 {
			return errors.New("no luck")
		}
		return nil
	})
	b.emit("a", "1")
	b.emit("a", "2")
	b.drain(w)
	b.emit("a", "1") // another emission renews the tries
	b.drain(w)
	left := b.events()
	if len(left) != 1 || left[0].Record != "2" || !left[0].Given {
		t.Fatalf("left %+v", left)
	}
	if err := w.Dismiss(t.Context(), market, left[0].ID); err != nil {
		t.Fatal(err)
	}
	if left := b.events(); len(left) > 0 {
		t.Errorf("left %+v", left)
	}
}

// An event emitted again during the work is worked off once more.
func TestEmittedMeanwhile(t *testing.T) {
	for _, failure := range []error{nil, errors.New("no luck")} {
		b := start(t)
		w := b.worker(Options{})
		calls := 0
		w.Handle("a", func(context.Context, store.Event) error {
			if calls++; calls == 1 {
				b.emit("a", "1")
				return failure
			}
			return nil
		})
		b.emit("a", "1")
		b.drain(w)
		if left := b.events(); calls != 2 || len(left) > 0 {
			t.Errorf("%d calls, left %+v", calls, left)
		}
	}
}

// The events of a lost worker are taken over after its lease, and its late outcome changes nothing.
func TestLostWorker(t *testing.T) {
	b := start(t)
	first, second := b.worker(Options{Name: "first", Lease: time.Hour}), b.worker(Options{Name: "second",
		Lease: time.Hour})
	hang, began := make(chan struct{}), make(chan struct{})
	first.Handle("a", func(context.Context, store.Event) error {
		close(began)
		<-hang
		return errors.New("came back too late")
	})
	var calls int
	second.Handle("a", func(context.Context, store.Event) error { calls++; return nil })
	b.emit("a", "1")
	if took, err := first.step(t.Context(), t.Context()); !took || err != nil {
		t.Fatal(took, err)
	}
	<-began
	b.drain(second)
	if calls != 0 {
		t.Fatal("an event was taken over before its lease ended")
	}
	b.clock.forward(time.Hour)
	b.drain(second)
	if calls != 1 {
		t.Fatalf("%d calls after the lease ended", calls)
	}
	b.emit("a", "1") // another event with the same id while the lost worker still hangs
	close(hang)
	for first.busy() {
		first.settle(t.Context())
	}
	if e := b.events(); len(e) != 1 || e[0].Tries != 0 || e[0].Emission != 1 {
		t.Fatalf("the lost worker changed the event: %+v", e)
	}
	b.drain(second)
	if calls != 2 || len(b.events()) != 0 {
		t.Errorf("%d calls, left %v", calls, b.events())
	}
}

// Two workers on one store share the work; no event is done by both.
func TestTwoWorkers(t *testing.T) {
	b := start(t)
	var calls atomic.Int64
	var wg sync.WaitGroup
	for i := range 100 {
		b.emit("a", fmt.Sprint(i))
	}
	for i := range 2 {
		w := b.worker(Options{Name: fmt.Sprint("w", i)})
		w.Handle("a", func(context.Context, store.Event) error { calls.Add(1); return nil })
		wg.Go(func() { b.drain(w) })
	}
	wg.Wait()
	if calls.Load() != 100 || len(b.events()) != 0 {
		t.Errorf("%d calls, left %v", calls.Load(), b.events())
	}
}

// A commit through the wrapped engine wakes Run. When stopped, Run lets the running handler finish.
func TestRunWakesAndStops(t *testing.T) {
	b := start(t)
	w := b.worker(Options{Poll: time.Hour}) // only waking can start the handler
	eng := w.Engine(b.eng)
	began, end := make(chan string), make(chan struct{})
	w.Handle("a", func(_ context.Context, e store.Event) error {
		began <- e.Record
		<-end
		return nil
	})
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { w.Run(ctx); close(stopped) }()
	for _, record := range []string{"1", "2"} {
		err := eng.Run(t.Context(), func(tx store.Tx) error {
			return store.Emit(tx, market, "a", record, "",
				b.clock.now().UnixMilli())
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := <-began; got != record {
			t.Errorf("woken for %s, want %s", got, record)
		}
		if record == "1" {
			end <- struct{}{}
		}
	}
	stop()
	select {
	case <-stopped:
		t.Error("Run left a handler behind")
	default:
	}
	end <- struct{}{}
	<-stopped
	if left := b.events(); len(left) > 0 {
		t.Errorf("left %+v", left)
	}
}

// The context tells a handler that outlives the grace time. Its event stays for the next start.
func TestGrace(t *testing.T) {
	b := start(t)
	w := b.worker(Options{Grace: time.Nanosecond})
	began := make(chan struct{})
	w.Handle("a", func(ctx context.Context, _ store.Event) error {
		close(began)
		<-ctx.Done()
		return ctx.Err()
	})
	b.emit("a", "1")
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { w.Run(ctx); close(stopped) }()
	<-began
	stop()
	<-stopped
	if left := b.events(); len(left) != 1 || left[0].Leased != 0 {
		t.Errorf("left %+v", left)
	}
}

// A living worker keeps its lease however long the handler takes.
func TestRenew(t *testing.T) {
	b := start(t)
	// The lease is renewed by the real ticker and written by the clock of the test.
	w := b.worker(Options{Lease: 3 * time.Millisecond})
	w.Handle("a", func(ctx context.Context, e store.Event) error {
		b.clock.forward(time.Hour)
		for {
			if now := b.events(); now[0].Leased > e.Leased {
				return nil
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
	})
	b.emit("a", "1")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := w.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	if left := b.events(); len(left) > 0 {
		t.Errorf("left %+v", left)
	}
}

func TestBackoffGrowsToALimit(t *testing.T) {
	last := time.Duration(0)
	for n := 1; n < 40; n++ {
		d := backoff(n)
		if d < last || d < 250*time.Millisecond || d > 15*time.Minute {
			t.Errorf("backoff(%d) = %v after %v", n, d, last)
		}
		last = d
	}
}
