package watch

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"

	"kebang/matcher"
)

// Index wraps a search index. It measures durations and failures, and makes spans for the stages of each question to
// the matcher.
func (w *Watch) Index(ix matcher.Index) matcher.Index {
	if w == nil {
		return ix
	}
	watched := watchedIndex{ix, w}
	if h, ok := ix.(matcher.Holder); ok {
		return &watchedHolder{watched, h}
	}
	if k, ok := ix.(matcher.Kept); ok {
		return &watchedKept{watched, k}
	}
	return &watched
}

type watchedIndex struct {
	matcher.Index
	w *Watch
}

var _ matcher.Stager = (*watchedIndex)(nil)

// Unwrap lets matcher.As see the index itself.
func (x *watchedIndex) Unwrap() matcher.Index { return x.Index }

// Stage measures one stage of a question.
func (x *watchedIndex) Stage(ctx context.Context, name string) (context.Context, func()) {
	start := time.Now()
	ctx, span := x.w.child(ctx, "match."+name)
	return ctx, func() {
		x.w.match.WithLabelValues(name).Observe(time.Since(start).Seconds())
		if span != nil {
			span.End()
		}
	}
}

// call begins a call of the index.
func (x *watchedIndex) call(ctx context.Context, name string, kind matcher.Kind) (context.Context, func(*error)) {
	start, engine := time.Now(), x.w.o.Index
	ctx, span := x.w.child(ctx, "index."+name, attribute.String("kebang.engine", engine),
		attribute.String("kebang.kind", string(kind)))
	return ctx, func(err *error) {
		x.w.index.WithLabelValues(engine, name).Observe(time.Since(start).Seconds())
		x.w.close(span, engine, name, *err)
	}
}

func (x *watchedIndex) Put(ctx context.Context, docs ...*matcher.Analysed) (err error) {
	ctx, done := x.call(ctx, "put", "")
	defer done(&err)
	return x.Index.Put(ctx, docs...)
}

func (x *watchedIndex) Delete(ctx context.Context, kind matcher.Kind, ids ...string) (err error) {
	ctx, done := x.call(ctx, "delete", kind)
	defer done(&err)
	return x.Index.Delete(ctx, kind, ids...)
}

func (x *watchedIndex) Search(ctx context.Context, q matcher.Query) (r matcher.Results, err error) {
	ctx, done := x.call(ctx, "search", q.Kind)
	defer done(&err)
	return x.Index.Search(ctx, q)
}

func (x *watchedIndex) Candidates(ctx context.Context, kind matcher.Kind, terms []matcher.WeightedTerm,
	f matcher.Filter, limit int) (refs []matcher.Ref, err error) {
	ctx, done := x.call(ctx, "candidates", kind)
	defer done(&err)
	return x.Index.Candidates(ctx, kind, terms, f, limit)
}

// watchedHolder is a watched index that also gives documents.
type watchedHolder struct {
	watchedIndex
	holder matcher.Holder
}

func (x *watchedHolder) CandidateDocs(ctx context.Context, kind matcher.Kind, terms []matcher.WeightedTerm,
	f matcher.Filter, limit int) (docs []*matcher.Analysed, err error) {
	ctx, done := x.call(ctx, "candidates", kind)
	defer done(&err)
	return x.holder.CandidateDocs(ctx, kind, terms, f, limit)
}

func (x *watchedHolder) All(ctx context.Context, kind matcher.Kind) (docs []*matcher.Analysed, err error) {
	ctx, done := x.call(ctx, "all", kind)
	defer done(&err)
	return x.holder.All(ctx, kind)
}

func (x *watchedIndex) Docs(ctx context.Context, kind matcher.Kind, ids []string) (docs []*matcher.Analysed,
	err error) {
	ctx, done := x.call(ctx, "docs", kind)
	defer done(&err)
	return x.Index.Docs(ctx, kind, ids)
}

func (x *watchedIndex) Revisions(ctx context.Context, kind matcher.Kind, after string, limit int) (refs []matcher.Ref,
	err error) {
	ctx, done := x.call(ctx, "revisions", kind)
	defer done(&err)
	return x.Index.Revisions(ctx, kind, after, limit)
}
