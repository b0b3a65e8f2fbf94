package matcher

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls fn with 0..n-1 on all cores and waits.
func parallel(n int, fn func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers < 2 {
		for i := range n {
			fn(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				fn(i)
			}
		})
	}
	wg.Wait()
}

// rematched is how many listings are scored before their matches are written.
const rematched = 64

// matchAll scores listings on all cores and writes their matches in the order given, one listing a transaction, so
// that people can work meanwhile. written is called after each.
func (s *Service) matchAll(ctx context.Context, all []*Analysed, written func()) error {
	for len(all) > 0 {
		page := all[:min(rematched, len(all))]
		all = all[len(page):]
		c, err := s.current(ctx)
		if err != nil {
			return err
		}
		best, errs := make([][]Match, len(page)), make([]error, len(page))
		parallel(len(page), func(i int) {
			found, err := Find(ctx, s.ix, c, page[i], Filter{Market: page[i].Market}, 0)
			if err != nil {
				errs[i] = err
				return
			}
			best[i] = s.best(c, page[i], found)
		})
		for i, a := range page {
			if errs[i] != nil {
				return errs[i]
			}
			if err := s.write(ctx, a.Kind, a.Market, a.ID, best[i]); err != nil {
				return err
			}
			written()
		}
	}
	return nil
}
