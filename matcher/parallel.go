package matcher

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// helpers is the number of goroutines of Parallel beside their callers, in the whole process.
var helpers atomic.Int64

// Parallel calls fn with 0..n-1 on all idle cores, the caller's own first, and waits. A single question thus uses every
// core. Nested calls and parallel questions do not cut the work into more pieces than there are cores.
func Parallel(n int, fn func(i int)) {
	var next atomic.Int64
	work := func() {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			fn(i)
		}
	}
	cores := int64(runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for range min(cores, int64(n)) - 1 {
		if helpers.Add(1) >= cores {
			helpers.Add(-1)
			break
		}
		wg.Go(func() {
			defer helpers.Add(-1)
			work()
		})
	}
	work()
	wg.Wait()
}
