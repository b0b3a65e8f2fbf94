package matcher_test

import (
	"context"
	"testing"
	"time"

	"kebang/internal/listing"
	"kebang/matcher"
)

// TestWaitingFirst: a listing published or withdrawn in the outbox reaches the index without a comparison and without
// its job. The job stays and does the matching.
func TestWaitingFirst(t *testing.T) {
	b, ctx := newBench(t), t.Context()
	b.fill("a")
	gone := b.demand("a", "奶牛乳房炎检测", "希望快速检测。", "07")
	b.drain()
	late := b.demand("b", "茶叶杀青控温", "滚筒杀青机的温度不稳定，希望自动控制。", "03")
	l, err := b.listings.Demands.Get(ctx, officer("a"), "a", gone)
	if err == nil {
		_, err = b.listings.Demands.Step(ctx, officer("a"), gone, l.Rev, listing.StepWithdraw, "不再需要")
	}
	if err != nil {
		t.Fatal(err)
	}
	waiting := b.waiting()
	for _, want := range []int{2, 0} { // one put, one removed; then nothing is left to do
		if n, err := b.matches.PutWaiting(ctx); err != nil || n != want {
			t.Fatalf("%d written, want %d, %v", n, want, err)
		}
	}
	docs, err := b.index.Docs(ctx, matcher.Demand, []string{gone, late})
	if err != nil || len(docs) != 1 || docs[0].ID != late {
		t.Errorf("%d documents, %v", len(docs), err)
	}
	if n := b.waiting(); n != waiting || n != 2 {
		t.Errorf("%d of %d jobs are left", n, waiting)
	}
}

func (b *bench) waiting() (n int64) {
	b.t.Helper()
	for _, market := range []string{"a", "b"} {
		m, err := b.worker.Pending(b.t.Context(), market)
		if err != nil {
			b.t.Fatal(err)
		}
		n += m
	}
	return n
}

// meanwhile is an index with another action directly before a deletion.
type meanwhile struct {
	matcher.Index
	fn func()
}

func (m *meanwhile) Delete(ctx context.Context, kind matcher.Kind, ids ...string) error {
	if fn := m.fn; fn != nil {
		m.fn = nil
		fn()
	}
	return m.Index.Delete(ctx, kind, ids...)
}

// TestPublishedBeforeDeletion: one process reads that a listing is withdrawn. Before it deletes the document, the
// listing is published again and put by its job. The document stays in the index.
func TestPublishedBeforeDeletion(t *testing.T) {
	b, ctx := newBench(t), t.Context()
	b.fill("a")
	id := b.demand("a", "奶牛乳房炎检测", "希望快速检测。", "07")
	b.drain()
	step := func(name, reason string) {
		t.Helper()
		l, err := b.listings.Demands.Get(ctx, officer("a"), "a", id)
		if err == nil {
			_, err = b.listings.Demands.Step(ctx, officer("a"), id, l.Rev, name, reason)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	step(listing.StepWithdraw, "不再需要")
	ran := false
	late := matcher.NewService(b.db, &meanwhile{b.index, func() {
		ran = true
		step(listing.StepReopen, "")
		step(listing.StepPublish, "")
		b.drain()
	}}, func() time.Time { return b.now })
	if _, err := late.PutWaiting(ctx); err != nil || !ran {
		t.Fatal(ran, err)
	}
	if docs, err := b.index.Docs(ctx, matcher.Demand, []string{id}); err != nil || len(docs) != 1 {
		t.Errorf("%d documents, %v", len(docs), err)
	}
}
