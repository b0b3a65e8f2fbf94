package watch

import (
	"context"
	"io"
	"time"

	"go.opentelemetry.io/otel/attribute"

	"kebang/internal/store"
)

// Engine wraps a store engine. It measures durations, tries and failures, and makes a span for each transaction.
func (w *Watch) Engine(eng store.Engine) store.Engine {
	if w == nil {
		return eng
	}
	return watchedEngine{eng, w}
}

type watchedEngine struct {
	store.Engine
	w *Watch
}

func (e watchedEngine) Run(ctx context.Context, fn func(store.Tx) error) error {
	return e.transact(ctx, "run", e.Engine.Run, fn)
}

func (e watchedEngine) View(ctx context.Context, fn func(store.Tx) error) error {
	return e.transact(ctx, "view", e.Engine.View, fn)
}

func (e watchedEngine) transact(ctx context.Context, call string, do func(context.Context, func(store.Tx) error) error,
	fn func(store.Tx) error) error {
	engine, start, tries := e.w.o.Store, time.Now(), 0
	ctx, span := e.w.child(ctx, "store."+call, attribute.String("db.system.name", engine))
	err := do(ctx, func(tx store.Tx) error {
		tries++
		return fn(tx)
	})
	e.w.store.WithLabelValues(engine, call).Observe(time.Since(start).Seconds())
	if tries > 1 {
		e.w.retries.WithLabelValues(engine).Add(float64(tries - 1))
	}
	if span != nil {
		span.SetAttributes(attribute.Int("kebang.tries", tries))
	}
	e.w.close(span, engine, call, err)
	return err
}

func (e watchedEngine) Blobs() store.Blobs { return watchedBlobs{e.Engine.Blobs(), e.w} }

type watchedBlobs struct {
	store.Blobs
	w *Watch
}

func (b watchedBlobs) Put(ctx context.Context, r io.Reader) (blob store.Blob, err error) {
	defer b.done(ctx, "blob_put")(&err)
	return b.Blobs.Put(ctx, r)
}

func (b watchedBlobs) Open(ctx context.Context, id string) (r io.ReadSeekCloser, blob store.Blob, err error) {
	defer b.done(ctx, "blob_open")(&err)
	return b.Blobs.Open(ctx, id)
}

func (b watchedBlobs) done(ctx context.Context, call string) func(*error) {
	start := time.Now()
	_, span := b.w.child(ctx, "store."+call, attribute.String("db.system.name", b.w.o.Store))
	return func(err *error) {
		b.w.store.WithLabelValues(b.w.o.Store, call).Observe(time.Since(start).Seconds())
		b.w.close(span, b.w.o.Store, call, *err)
	}
}
