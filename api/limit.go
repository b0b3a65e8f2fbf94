package api

import (
	"context"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"kebang/internal/fault"
)

// pace is how often something may happen under a key: burst times at once, then once every so often.
type pace struct {
	every time.Duration
	burst int
}

func perMinute(n, burst int) pace { return pace{time.Minute / time.Duration(n), burst} }

// claim asks for one from the bucket of a key (an address, an account, a person).
type claim struct {
	key  string
	pace pace
}

// limits counts requests. A positive wait refuses the request and says when to come again.
type limits interface {
	// exact takes one from each bucket, or from none.
	exact(ctx context.Context, claims ...claim) (wait time.Duration, err error)
	// rough never lets through more than exact would, but may refuse a little earlier. It is for frequent requests.
	rough(ctx context.Context, c claim) (wait time.Duration, err error)
}

// ownLimits hold for one process: nothing is written.
type ownLimits struct {
	now func() time.Time

	mu sync.Mutex
	by map[claim]*rate.Limiter
}

func newOwnLimits(now func() time.Time) *ownLimits {
	return &ownLimits{now: now, by: map[claim]*rate.Limiter{}}
}

const keptBuckets = 20_000

func (l *ownLimits) exact(_ context.Context, claims ...claim) (time.Duration, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	var wait time.Duration
	for _, c := range claims {
		if missing := 1 - l.bucket(c, now).TokensAt(now); missing > 0 {
			wait = max(wait, time.Duration(missing*float64(c.pace.every)), 1)
		}
	}
	if wait > 0 {
		return wait, nil
	}
	for _, c := range claims {
		l.bucket(c, now).AllowN(now, 1)
	}
	return 0, nil
}

func (l *ownLimits) rough(ctx context.Context, c claim) (time.Duration, error) {
	return l.exact(ctx, c)
}

func (l *ownLimits) bucket(c claim, now time.Time) *rate.Limiter {
	b := l.by[c]
	if b == nil {
		if len(l.by) >= keptBuckets {
			l.forget(now)
		}
		b = rate.NewLimiter(rate.Every(c.pace.every), c.pace.burst)
		l.by[c] = b
	}
	return b
}

// forget drops the buckets that are full again; nothing is lost with them.
func (l *ownLimits) forget(now time.Time) {
	for c, b := range l.by {
		if b.TokensAt(now) >= float64(c.pace.burst) {
			delete(l.by, c)
		}
	}
	if len(l.by) >= keptBuckets { // a flood from many addresses: start anew rather than fill the memory
		clear(l.by)
	}
}

// refusal is the answer to a request that must wait; nil when it need not.
func refusal(wait time.Duration, err error) error {
	if err != nil || wait <= 0 {
		return err
	}
	seconds := int(math.Ceil(wait.Seconds()))
	return later{fault.Newf(fault.TooMany, "too-many", "操作过于频繁，请在%d秒后再试。", seconds), seconds}
}

// noLimits lets everything through; see Deps.Unlimited.
type noLimits struct{}

func (noLimits) exact(context.Context, ...claim) (time.Duration, error) { return 0, nil }
func (noLimits) rough(context.Context, claim) (time.Duration, error)    { return 0, nil }
