package jobs

import (
	"context"

	"kebang/internal/store"
)

// Engine wraps the engine of the services so that a commit that wrote to the outbox wakes the worker at once.
func (w *Worker) Engine(eng store.Engine) store.Engine { return waking{eng, w} }

type waking struct {
	store.Engine
	w *Worker
}

func (e waking) Run(ctx context.Context, fn func(store.Tx) error) error {
	emitted := false
	err := e.Engine.Run(ctx, func(tx store.Tx) error {
		emitted = false
		return fn(watching{tx, &emitted})
	})
	if err == nil && emitted {
		e.w.Wake()
	}
	return err
}

type watching struct {
	store.Tx
	emitted *bool
}

func (t watching) note(coll string) {
	if coll == store.Events.Spec().Name {
		*t.emitted = true
	}
}

func (t watching) Insert(coll string, r store.Raw) error {
	t.note(coll)
	return t.Tx.Insert(coll, r)
}

func (t watching) Update(coll string, r store.Raw, rev int64) error {
	t.note(coll)
	return t.Tx.Update(coll, r, rev)
}
