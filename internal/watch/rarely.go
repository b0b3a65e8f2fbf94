package watch

import (
	"sync"
	"time"
)

// rarely permits an action once in an interval.
type rarely struct {
	every time.Duration
	mu    sync.Mutex
	last  time.Time
}

func newRarely(every time.Duration) *rarely { return &rarely{every: every} }

func (r *rarely) now() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.last.IsZero() && time.Since(r.last) < r.every {
		return false
	}
	r.last = time.Now()
	return true
}
