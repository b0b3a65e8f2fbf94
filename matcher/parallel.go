package matcher

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// helpers is how many goroutines of Parallel run beside their callers, in all of the process.
var helpers atomic.Int64

// Parallel calls fn with 0..n-1 on all cores that no other call of Parallel keeps busy, the caller's own first, and
// waits. So a question has every core while it is alone, and calls inside of calls, or many questions at once, do not
// cut the work into more pieces than there are cores.
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
