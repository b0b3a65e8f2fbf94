package watch

import (
	"context"

	"kebang/internal/fault"
	"kebang/matcher"
)

// watchedKept is a watched index outside the process. Comparing it with the records, rebuilding it and reading its
// status count as calls of the engine.
type watchedKept struct {
	watchedIndex
	kept matcher.Kept
}

var _ matcher.Kept = (*watchedKept)(nil)

func (x *watchedKept) Sums(ctx context.Context, kind matcher.Kind, after string, limit int) (sums []matcher.Sum,
	err error) {
	ctx, done := x.call(ctx, "sums", kind)
	defer done(&err)
	return x.kept.Sums(ctx, kind, after, limit)
}

func (x *watchedKept) Others(ctx context.Context, kind matcher.Kind, after string, limit int) (ids []string,
	err error) {
	ctx, done := x.call(ctx, "others", kind)
	defer done(&err)
	return x.kept.Others(ctx, kind, after, limit)
}

func (x *watchedKept) Ping(ctx context.Context) (err error) {
	ctx, done := x.call(ctx, "ping", "")
	defer done(&err)
	return x.kept.Ping(ctx)
}

// Status never fails; a problem in it counts as a failure.
func (x *watchedKept) Status(ctx context.Context) matcher.Status {
	var err error
	ctx, done := x.call(ctx, "status", "")
	defer done(&err)
	st := x.kept.Status(ctx)
	if p := st.Problem; !p.IsZero() {
		err = fault.Of(fault.Unavailable, p.Text, p.Args...)
	}
	return st
}

func (x *watchedKept) Fresh(ctx context.Context) (f matcher.Fresh, err error) {
	ctx, done := x.call(ctx, "fresh", "")
	defer done(&err)
	if f, err = x.kept.Fresh(ctx); err != nil {
		return nil, err
	}
	return &watchedFresh{f, x}, nil
}

// watchedFresh is an index under construction.
type watchedFresh struct {
	matcher.Fresh
	x *watchedKept
}

func (f *watchedFresh) Put(ctx context.Context, docs ...*matcher.Analysed) (err error) {
	ctx, done := f.x.call(ctx, "fresh_put", "")
	defer done(&err)
	return f.Fresh.Put(ctx, docs...)
}

func (f *watchedFresh) Delete(ctx context.Context, kind matcher.Kind, ids ...string) (err error) {
	ctx, done := f.x.call(ctx, "fresh_delete", kind)
	defer done(&err)
	return f.Fresh.Delete(ctx, kind, ids...)
}

func (f *watchedFresh) Flush(ctx context.Context) (err error) {
	ctx, done := f.x.call(ctx, "fresh_flush", "")
	defer done(&err)
	return f.Fresh.Flush(ctx)
}

func (f *watchedFresh) Swap(ctx context.Context) (err error) {
	ctx, done := f.x.call(ctx, "swap", "")
	defer done(&err)
	return f.Fresh.Swap(ctx)
}
