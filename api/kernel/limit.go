package kernel

import (
	"context"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"kebang/internal/fault"
)

// Pace is a rate under a key: Burst times at once, then once in every interval.
type Pace struct {
	Every time.Duration
	Burst int
}

// PerMinute is n a minute, of which burst may come at once.
func PerMinute(n, burst int) Pace { return Pace{time.Minute / time.Duration(n), burst} }

// Claim takes one from the bucket of a key (an address, an account, a person).
type Claim struct {
	Key  string
	Pace Pace
}

// Limits counts requests. A positive wait refuses the request until then.
type Limits interface {
	// Exact takes one from each bucket, or from none.
	Exact(ctx context.Context, claims ...Claim) (wait time.Duration, err error)
	// Rough never permits more than Exact would, but may refuse a little earlier. It is for frequent requests.
	Rough(ctx context.Context, c Claim) (wait time.Duration, err error)
}

// ownLimits are the limits of one process. Nothing is written.
type ownLimits struct {
	now func() time.Time

	mu sync.Mutex
	by map[Claim]*rate.Limiter
}

// NewLimits counts requests in this process alone.
func NewLimits(now func() time.Time) Limits { return newOwnLimits(now) }

func newOwnLimits(now func() time.Time) *ownLimits {
	return &ownLimits{now: now, by: map[Claim]*rate.Limiter{}}
}

// KeptBuckets is the most buckets in a process's memory.
const KeptBuckets = 20_000

func (l *ownLimits) Exact(_ context.Context, claims ...Claim) (time.Duration, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	var wait time.Duration
	for _, c := range claims {
		if missing := 1 - l.bucket(c, now).TokensAt(now); missing > 0 {
			wait = max(wait, time.Duration(missing*float64(c.Pace.Every)), 1)
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

func (l *ownLimits) Rough(ctx context.Context, c Claim) (time.Duration, error) {
	return l.Exact(ctx, c)
}

func (l *ownLimits) bucket(c Claim, now time.Time) *rate.Limiter {
	b := l.by[c]
	if b == nil {
		if len(l.by) >= KeptBuckets {
			l.forget(now)
		}
		b = rate.NewLimiter(rate.Every(c.Pace.Every), c.Pace.Burst)
		l.by[c] = b
	}
	return b
}

// forget drops the buckets that are full again; that changes nothing.
func (l *ownLimits) forget(now time.Time) {
	for c, b := range l.by {
		if b.TokensAt(now) >= float64(c.Pace.Burst) {
			delete(l.by, c)
		}
	}
	if len(l.by) >= KeptBuckets { // a flood from many addresses: start again rather than fill the memory
		clear(l.by)
	}
}

// Refusal is the answer to a request that must wait; nil for no wait.
func Refusal(wait time.Duration, err error) error {
	if err != nil || wait <= 0 {
		return err
	}
	seconds := int(math.Ceil(wait.Seconds()))
	return later{fault.Of(fault.TooMany, fault.T("too-many",
		"操作过于频繁，请在%d秒后再试。",
		"Too many requests; try again in %d seconds."), seconds), seconds}
}

// Unlimited permits everything. It is for tests with thousands of requests.
var Unlimited Limits = noLimits{}

type noLimits struct{}

func (noLimits) Exact(context.Context, ...Claim) (time.Duration, error) { return 0, nil }

func (noLimits) Rough(context.Context, Claim) (time.Duration, error) { return 0, nil }
