package jobs

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"kebang/internal/fault"
	"kebang/internal/store"
)

const batch = 100

func (w *Worker) now() int64 { return w.o.Now().UnixMilli() }

// next gives a due event without a lease; nil when there is none.
func (w *Worker) next(ctx context.Context) (*store.Event, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.queue = slices.DeleteFunc(w.queue, func(e store.Event) bool { return w.paused(e.Name) })
	if len(w.queue) == 0 {
		if err := w.fetch(ctx); err != nil || len(w.queue) == 0 {
			return nil, err
		}
	}
	e := w.queue[0]
	w.queue = w.queue[1:]
	return &e, nil
}

// fetch reads due events. Now and then it reads events too far in the future: a clock made them so and was set back
// since.
func (w *Worker) fetch(ctx context.Context) error {
	now := w.now()
	due := []store.Cond{{Field: "due", Op: store.Le, Value: now}}
	if names := w.awake(); names != nil {
		due = append(due, store.Cond{Field: "name", Op: store.In, Value: names})
	}
	looks := [][]store.Cond{due}
	if w.looked = (w.looked + 1) % aheadEvery; w.looked == 0 {
		looks = append(looks, []store.Cond{{Field: "due", Op: store.Gt, Value: now + w.horizon()}})
	}
	return w.eng.View(ctx, func(tx store.Tx) error {
		w.queue = nil
		for _, where := range looks {
			p, err := store.Events.Find(tx,
				store.Query{AllMarkets: true, Limit: batch, Sort: []store.Order{{Field: "due"}},
					Where: append(where, store.Cond{Field: "given", Op: store.Eq, Value: false})})
			if err != nil {
				return err
			}
			w.queue = append(w.queue, p.Items...)
		}
		return nil
	})
}

// aheadEvery is the number of looks for due events before one look for events too far in the future.
const aheadEvery = 60

// horizon is the farthest correct time of an event in the future, in ms: twice the longest pause or lease.
func (w *Worker) horizon() int64 {
	return 2 * max(w.o.Lease, w.o.Backoff(w.o.Tries), 15*time.Minute).Milliseconds()
}

// due reports whether an event may be taken.
func (w *Worker) due(e *store.Event, now int64) bool {
	at := max(e.Due, e.Leased)
	return !e.Given && (at <= now || at > now+w.horizon())
}

// lease marks the event as held by this worker. It is false when another worker was faster, or the event is not due any
// more.
func (w *Worker) lease(ctx context.Context, seen store.Event) (store.Event, bool, error) {
	var e store.Event
	now, token := w.now(), fmt.Sprintf("%s/%d", w.o.Name, w.seq.Add(1))
	err := w.eng.Run(ctx, func(tx store.Tx) error {
		var err error
		if e, err = store.Events.Get(tx, seen.Market, seen.ID); err != nil {
			return err
		}
		if !w.due(&e, now) {
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

// change applies fn to the event if this worker still holds it. Otherwise the outcome is up to the worker that took
// over.
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
				w.o.Log.WarnContext(ctx, "cannot renew a lease", "event", held.ID, "market", held.Market, "error", err)
			}
		}
	})
	return func() { cancel(); wg.Wait() }
}

// finish deletes the event, or frees it for the next try. An event emitted again during the work stays and is due at
// once, because the handlers may have read the older record. Given reports that it was given up.
func (w *Worker) finish(ctx context.Context, held store.Event, failure error) (given bool, err error) {
	now := w.now()
	down := fault.Is(failure, fault.Unavailable)
	w.note(held.Name, failure)
	err = w.change(ctx, held, func(tx store.Tx, e *store.Event) error {
		given = false
		again := e.Emission != held.Emission
		if failure == nil && !again {
			return store.Events.Delete(tx, e)
		}
		e.Leased, e.Worker = 0, ""
		if failure != nil && !again {
			e.Failure, e.Said = cut(failure.Error()), fault.SaidOf(failure)
			if down { // not the fault of the job: its name rests, then it is due at once
				e.Due = now
				return store.Events.Update(tx, e)
			}
			e.Tries++
			e.Due = now + w.o.Backoff(e.Tries).Milliseconds()
			e.Given = e.Tries >= w.o.Tries
			given = e.Given
		}
		return store.Events.Update(tx, e)
	})
	if given {
		w.o.Log.ErrorContext(ctx, "job given up", "event", held.ID, "market", held.Market, "tries", w.o.Tries, "error",
			failure)
	}
	w.Wake()
	return given, err
}

func cut(s string) string {
	const most = 1000
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
