package matcher

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// TestParallel: every call happens once, also in nested calls. There are never more goroutines than cores, and no
// helper stays behind.
func TestParallel(t *testing.T) {
	for _, n := range []int{0, 1, 2, 7, 500} {
		var running, most atomic.Int64
		done := make([]atomic.Int64, n*n)
		Parallel(n, func(i int) {
			Parallel(n, func(j int) {
				now := running.Add(1)
				for was := most.Load(); now > was && !most.CompareAndSwap(was, now); was = most.Load() {
				}
				done[i*n+j].Add(1)
				running.Add(-1)
			})
		})
		for i := range done {
			if k := done[i].Load(); k != 1 {
				t.Fatalf("%d of %d squared was done %d times", i, n, k)
			}
		}
		if cores := int64(runtime.GOMAXPROCS(0)); most.Load() > cores {
			t.Errorf("%d at once on %d cores", most.Load(), cores)
		}
	}
	if n := helpers.Load(); n != 0 {
		t.Errorf("%d helpers are counted as running", n)
	}
}

// TestParallelCallers: each of many callers waits only for its own helpers.
func TestParallelCallers(t *testing.T) {
	var wg sync.WaitGroup
	var sum atomic.Int64
	for range 50 {
		wg.Go(func() { Parallel(100, func(i int) { sum.Add(int64(i)) }) })
	}
	wg.Wait()
	if sum.Load() != 50*4950 {
		t.Errorf("%d, want %d", sum.Load(), 50*4950)
	}
}
