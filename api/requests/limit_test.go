package requests

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kebang/api/kernel"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
)

// processes gives the limits of three processes, in turn, over one store.
func processes(t *testing.T, now func() time.Time) []*sharedLimits {
	t.Helper()
	db := sqlitetest.Open(t, []store.Spec{buckets.Spec()})
	return []*sharedLimits{newSharedLimits(db, now), newSharedLimits(db, now), newSharedLimits(db, now)}
}

// TestTriesAreCountedOnce: three processes together never permit more tries than one.
func TestTriesAreCountedOnce(t *testing.T) {
	at := time.UnixMilli(1_700_000_000_000)
	three := processes(t, func() time.Time { return at })
	narrow, wide := kernel.Claim{Key: "guess from a", Pace: kernel.PerMinute(10, 10)}, kernel.Claim{Key: "as guess",
		Pace: kernel.PerMinute(100, 100)}
	var given atomic.Int64
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			wait, err := three[i%3].Exact(t.Context(), narrow, wide)
			if err != nil {
				t.Error(err)
			}
			if wait == 0 {
				given.Add(1)
			} else if wait != 6*time.Second {
				t.Errorf("come again in %v, want 6 s", wait)
			}
		})
	}
	wg.Wait()
	if given.Load() != 10 {
		t.Errorf("%d tries at once, want 10", given.Load())
	}
	// A refused claim took nothing from the other bucket.
	if wait, err := three[0].Exact(t.Context(), kernel.Claim{Key: "guess from b", Pace: narrow.Pace},
		wide); wait != 0 || err != nil {
		t.Errorf("from another place: wait %v, %v", wait, err)
	}
}

// TestBlocks: frequent requests are limited exactly too, at one write in thirty.
func TestBlocks(t *testing.T) {
	at := time.UnixMilli(1_700_000_000_000)
	three := processes(t, func() time.Time { return at })
	c, given := kernel.Claim{Key: "writes p", Pace: kernel.PerMinute(1200, 300)}, 0
	for i := range 900 {
		wait, err := three[i%3].Rough(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		if wait == 0 {
			given++
		}
	}
	if given != 300 {
		t.Errorf("%d at once, want 300", given)
	}
	var rev int64
	err := three[0].db.View(t.Context(), func(tx store.Tx) error {
		b, err := buckets.Get(tx, store.National, hashed(c.Key))
		rev = b.Rev
		return err
	})
	if err != nil || rev != 10 {
		t.Errorf("%d writes for 300 requests, want 10; %v", rev, err)
	}
	at = at.Add(time.Second)
	if wait, err := three[1].Rough(t.Context(), c); wait != 0 || err != nil {
		t.Errorf("after a second: wait %v, %v", wait, err)
	}
}

// TestClockOfLimits: a clock that is set back locks nobody out for the length of the jump. The limits of one process
// count by the monotonic clock, which does not jump.
func TestClockOfLimits(t *testing.T) {
	start := time.UnixMilli(1_700_000_000_000)
	at := start.Add(24 * time.Hour)
	l, c := processes(t, func() time.Time { return at })[0], kernel.Claim{Key: "x", Pace: kernel.PerMinute(10, 10)}
	spend := func() (n int) {
		for range 30 {
			wait, err := l.Exact(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			if wait == 0 {
				n++
			}
		}
		return n
	}
	if n := spend(); n != 10 {
		t.Errorf("%d at first, want 10", n)
	}
	at = at.Add(-2 * time.Second) // a possible clock of another process
	if n := spend(); n != 0 {
		t.Errorf("%d two seconds earlier, want none", n)
	}
	at = start
	if n := spend(); n != 0 {
		t.Errorf("%d just after the jump, want none", n)
	}
	at = start.Add(time.Minute)
	if n := spend(); n != 10 {
		t.Errorf("%d a minute after the jump, want 10", n)
	}
}
