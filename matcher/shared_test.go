package matcher_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/matcher"
	"kebang/matcher/local"
)

// TestOthersAreNoticed has two processes of one store. Their changes together renew the corpus once. The other process
// takes it over after a while, and adopted weights too.
func TestOthersAreNoticed(t *testing.T) {
	b, ctx := newBench(t), context.Background()
	one, two := b.matches, matcher.NewService(b.db, local.New(), func() time.Time { return b.now })
	one.Share(5 * time.Second)
	two.Share(5 * time.Second)
	b.worker.Handle(matcher.EventRenew, one.OnRenew)
	b.fill("m1")
	b.drain()
	if err := two.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if got := [2]int64{one.CorpusNumber(ctx), two.CorpusNumber(ctx)}; got != [2]int64{1, 1} {
		t.Fatalf("corpora at the start: %v", got)
	}
	// Nine more listings leave the count one change short; the other process sees that change.
	reads := map[bool]*matcher.Service{false: one, true: two}
	for i := range 6 {
		id := b.achievement("m1", fmt.Sprintf("核桃脱壳机改型%d", i), "核桃脱壳率高，碎仁少。", "01")
		e := store.Event{Name: listing.EventPublished, Record: id, Step: string(matcher.Achievement)}
		e.Market = "m1"
		if err := reads[i%2 == 0].OnListing(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	b.drain()
	if n := one.CorpusNumber(ctx); n < 2 {
		t.Fatalf("the changes that two processes saw did not renew the corpus: number %d", n)
	}
	if n := two.CorpusNumber(ctx); n != 1 {
		t.Errorf("it was read at once: number %d", n)
	}
	b.now = b.now.Add(5 * time.Second)
	if n, want := two.CorpusNumber(ctx), one.CorpusNumber(ctx); n != want {
		t.Errorf("5 s later the other process has corpus %d, want %d", n, want)
	}
	w := matcher.DefaultWeights()
	for name := range w {
		w[name] = 7
	}
	if err := one.Adopt(ctx, "m1", matcher.Tuning{Weights: w}); err != nil {
		t.Fatal(err)
	}
	b.now = b.now.Add(5 * time.Second)
	if got := two.FullWeight(ctx, "m1"); got != 7 {
		t.Errorf("5 s later the other process weighs by %v, want 7", got)
	}
}

// TestSnapshotsAreMadeOnce: of two processes that start at once on a store without a corpus, one makes it.
func TestSnapshotsAreMadeOnce(t *testing.T) {
	b, ctx := newBench(t), context.Background()
	b.fill("m1")
	two := matcher.NewService(b.db, local.New(), func() time.Time { return b.now })
	done := make(chan error, 2)
	for _, s := range []*matcher.Service{b.matches, two} {
		go func() { done <- s.Rebuild(ctx) }()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if a, b := b.matches.CorpusNumber(ctx), two.CorpusNumber(ctx); a != 1 || b != 1 {
		t.Errorf("corpora %d and %d, want one", a, b)
	}
}

// TestBothSidesAtOnce: a demand and an achievement that two workers handle at the same time always end with their
// match. Neither side mistakes the fresh match of the other for an old one.
func TestBothSidesAtOnce(t *testing.T) {
	b, ctx := newBench(t), context.Background()
	b.fill("m1")
	b.drain()
	for i := range 15 {
		d := b.demand("m1", "甘蔗渣酶法制备低聚木糖", "糖厂每年产生大量蔗渣，希望以甘蔗渣为原料，酶法制备低聚木糖。", "01")
		a := b.achievement("m1", "甘蔗渣酶法制备低聚木糖", "以甘蔗渣为原料，酶法制备低聚木糖，已在糖厂中试。", "01")
		done := make(chan error, 2)
		for kind, id := range map[matcher.Kind]string{matcher.Demand: d, matcher.Achievement: a} {
			e := store.Event{Name: listing.EventPublished, Record: id, Step: string(kind)}
			e.Market = "m1"
			go func() { done <- b.matches.OnListing(ctx, e) }()
		}
		for range 2 {
			// Both store the same match, so one write is repeated.
			if err := <-done; err != nil && !fault.Is(err, fault.Conflict) {
				t.Fatal(err)
			}
		}
		err := b.db.View(ctx, func(tx store.Tx) error {
			_, err := matcher.Matches.Get(tx, "m1", matcher.MatchID(d, a))
			return err
		})
		if err != nil {
			t.Fatalf("round %d: %v", i, err)
		}
	}
}
