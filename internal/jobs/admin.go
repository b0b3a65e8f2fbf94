package jobs

import (
	"context"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// Failed lists the given-up events of a market for its administrator, at most 1000.
func (w *Worker) Failed(ctx context.Context, market string) ([]store.Event, error) {
	var out []store.Event
	err := w.eng.View(ctx, func(tx store.Tx) error {
		p, err := store.Events.Find(tx, store.Query{Market: market, Limit: store.MaxLimit,
			Sort:  []store.Order{{Field: "due"}},
			Where: []store.Cond{{Field: "given", Op: store.Eq, Value: true}}})
		out = p.Items
		return err
	})
	return out, err
}

// Waiting lists the waiting and leased events of a market, the next one first, at most a hundred.
func (w *Worker) Waiting(ctx context.Context, market string) ([]store.Event, error) {
	var out []store.Event
	err := w.eng.View(ctx, func(tx store.Tx) error {
		p, err := store.Events.Find(tx, store.Query{Market: market, Limit: 100, Sort: []store.Order{{Field: "due"}},
			Where: []store.Cond{{Field: "given", Op: store.Eq, Value: false}}})
		out = p.Items
		return err
	})
	return out, err
}

// Pending counts the waiting and leased events of a market.
func (w *Worker) Pending(ctx context.Context, market string) (int64, error) {
	var n int64
	err := w.eng.View(ctx, func(tx store.Tx) error {
		var err error
		n, err = store.Events.Count(tx, store.Query{Market: market,
			Where: []store.Cond{{Field: "given", Op: store.Eq, Value: false}}})
		return err
	})
	return n, err
}

// Retry makes a given-up event due at once with all its tries. Any other event is fault.WrongState.
func (w *Worker) Retry(ctx context.Context, market, id string) error {
	now := w.now()
	err := w.given(ctx, market, id, func(tx store.Tx, e *store.Event) error {
		e.Given, e.Tries, e.Due, e.Leased, e.Worker = false, 0, now, 0, ""
		return store.Events.Update(tx, e)
	})
	if err == nil {
		w.Wake()
	}
	return err
}

// Dismiss deletes a given-up event. Any other event is fault.WrongState.
func (w *Worker) Dismiss(ctx context.Context, market, id string) error {
	return w.given(ctx, market, id, store.Events.Delete)
}

func (w *Worker) given(ctx context.Context, market, id string, fn func(store.Tx, *store.Event) error) error {
	return w.eng.Run(ctx, func(tx store.Tx) error {
		e, err := store.Events.Get(tx, market, id)
		if err != nil {
			return err
		}
		if !e.Given {
			return fault.Of(fault.WrongState, fault.T("job-not-given-up",
				"这项任务仍在自动重试，无需处理。",
				"This job is still being retried by itself."))
		}
		return fn(tx, &e)
	})
}
