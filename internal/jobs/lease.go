package jobs

import (
	"context"
	"fmt"
	"sync"
	"time"

	"kebang/internal/fault"
	"kebang/internal/store"
)

const batch = 100

func (w *Worker) now() int64 { return w.o.Now().UnixMilli() }

// next gives a due event that nobody held when it was read; nil when there is none.
func (w *Worker) next(ctx context.Context) (*store.Event, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.queue) == 0 {
		q := store.Query{AllMarkets: true, Limit: batch, Sort: []store.Order{{Field: "due"}},
			Where: []store.Cond{{Field: "given", Op: store.Eq, Value: false}, {Field: "due", Op: store.Le, Value: w.now()}}}
		err := w.eng.View(ctx, func(tx store.Tx) error {
			p, err := store.Events.Find(tx, q)
			w.queue = p.Items
			return err
		})
		if err != nil || len(w.queue) == 0 {
			return nil, err
		}
	}
	e := w.queue[0]
	w.queue = w.queue[1:]
	return &e, nil
}

// lease marks the event as held by this worker. false: someone else was faster, or it is not due any more.
func (w *Worker) lease(ctx context.Context, seen store.Event) (store.Event, bool, error) {
	var e store.Event
	now, token := w.now(), fmt.Sprintf("%s/%d", w.o.Name, w.seq.Add(1))
	err := w.eng.Run(ctx, func(tx store.Tx) error {
		var err error
		if e, err = store.Events.Get(tx, seen.Market, seen.ID); err != nil {
			return err
		}
		if e.Given || max(e.Due, e.Leased) > now {
			return store.Outdated()
		}
		e.Leased, e.Worker = now+w.o.Lease.Milliseconds(), token
		return store.Events.Update(tx, &e)
	})
	if fault.Is(err, fault.Stale) || fault.Is(err, fault.NotFound) {
		return e, false, nil
	}
	return e, err == nil, err
}

// change applies fn to the event if this worker still holds it; otherwise the outcome belongs to whoever took it over.
func (w *Worker) change(ctx context.Context, held store.Event, fn func(store.Tx, *store.Event) error) error {
	err := w.eng.Run(ctx, func(tx store.Tx) error {
		e, err := store.Events.Get(tx, held.Market, held.ID)
		if err != nil || e.Worker != held.Worker {
			return err
		}
		return fn(tx, &e)
	})
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// renew keeps the lease of a living worker until the returned function is called.
func (w *Worker) renew(ctx context.Context, held store.Event) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(w.o.Lease / 3)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			until := w.now() + w.o.Lease.Milliseconds()
			err := w.change(ctx, held, func(tx store.Tx, e *store.Event) error {
				e.Leased = until
				return store.Events.Update(tx, e)
			})
			if err != nil && ctx.Err() == nil {
				w.o.Log.Warn("cannot renew a lease", "event", held.ID, "market", held.Market, "error", err)
			}
		}
	})
	return func() { cancel(); wg.Wait() }
}

// finish deletes the event, or gives it free for the next try. One that was emitted anew while it was worked on stays
// and is due at once: the handlers may have read the record before that change.
func (w *Worker) finish(ctx context.Context, held store.Event, failure error) error {
	now := w.now()
	given := false
	err := w.change(ctx, held, func(tx store.Tx, e *store.Event) error {
		given = false
		again := e.Emission != held.Emission
		if failure == nil && !again {
			return store.Events.Delete(tx, e)
		}
		e.Leased, e.Worker = 0, ""
		if failure != nil && !again {
			e.Tries++
			e.Failure = cut(failure.Error())
			e.Due = now + w.o.Backoff(e.Tries).Milliseconds()
			e.Given = e.Tries >= w.o.Tries
			given = e.Given
		}
		return store.Events.Update(tx, e)
	})
	if given {
		w.o.Log.Error("job given up", "event", held.ID, "market", held.Market, "tries", w.o.Tries, "error", failure)
	}
	w.Wake()
	return err
}

func cut(s string) string {
	const most = 1000
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
