package api

import (
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"kebang/internal/fault"
)

// limiter counts requests by a key (address, account, person) in this process. It protects one process from floods and
// guessing; with several processes each holds its own count.
type limiter struct {
	every rate.Limit
	burst int
	now   func() time.Time

	mu sync.Mutex
	by map[string]*rate.Limiter
}

func newLimiter(perMinute float64, burst int, now func() time.Time) *limiter {
	return &limiter{every: rate.Limit(perMinute / 60), burst: burst, now: now, by: map[string]*rate.Limiter{}}
}

// allow takes one from the key's bucket, or says how long to wait.
func (l *limiter) allow(key string) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.by[key]
	if b == nil {
		if len(l.by) >= 20_000 {
			l.forget()
		}
		b = rate.NewLimiter(l.every, l.burst)
		l.by[key] = b
	}
	now := l.now()
	if b.AllowN(now, 1) {
		return 0, true
	}
	missing := 1 - b.TokensAt(now)
	return time.Duration(math.Ceil(missing/float64(l.every))) * time.Second, false
}

// forget drops the buckets that are full again; nothing is lost with them.
func (l *limiter) forget() {
	now := l.now()
	for k, b := range l.by {
		if b.TokensAt(now) >= float64(l.burst) {
			delete(l.by, k)
		}
	}
	if len(l.by) >= 20_000 { // a flood from many addresses: start anew rather than fill the memory
		clear(l.by)
	}
}

func (l *limiter) take(c echo.Context, key string) error {
	wait, ok := l.allow(key)
	if ok {
		return nil
	}
	c.Response().Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())))
	return tooMany(wait)
}

func tooMany(wait time.Duration) error {
	return fault.Newf(fault.TooMany, "too-many", "操作过于频繁，请在%d秒后再试。", int(math.Max(1, wait.Seconds())))
}
