package requests

import (
	"context"
	"sync"
	"time"

	"kebang/api/kernel"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// bucket is the common knowledge of several processes about a key: the instant when its bucket will be full again. The
// rest follows from that instant and the pace, so one compare-and-set counts a request.
type bucket struct {
	store.Meta
	Full int64 `json:"full"` // UTC µs
}

// buckets are kept in store.National under the hash of their key, because keys hold accounts and addresses.
var buckets = store.Define(store.Def[bucket]{
	Name: "buckets", Shape: 2, Oldest: 2, Noun: vocab.Noun("频次", "rate"),
	Meta:    func(b *bucket) *store.Meta { return &b.Meta },
	Fields:  []store.FieldSpec{{Name: "full", Type: store.Int}},
	Values:  func(b *bucket) store.Values { return store.Values{"full": b.Full} },
	Indexes: [][]string{{"full"}},
})

// skew is the largest difference of the clocks of two processes. A bucket further in the future was filled before the
// clock was set back. It counts as just emptied, not for the length of the jump.
const skew = 5 * time.Minute

// calm removes the effect of a clock that was set back since, and reports whether there was one.
func (b *bucket) calm(p kernel.Pace, now int64) bool {
	brim := now + int64(p.Burst)*p.Every.Microseconds()
	if b.Full <= brim+skew.Microseconds() {
		return false
	}
	b.Full = brim
	return true
}

// take gives at most n from the bucket at an instant (UTC µs), or the time until there is one.
func (b *bucket) take(n int64, p kernel.Pace, now int64) (got int64, wait time.Duration) {
	every := p.Every.Microseconds()
	brim, full := now+int64(p.Burst)*every, max(b.Full, now)
	if got = min(n, (brim-full)/every); got < 1 {
		return 0, time.Duration(full+every-brim) * time.Microsecond
	}
	b.Full = full + got*every
	return got, 0
}

// sharedLimits hold over all processes of a store. Tries to sign in are counted one by one; a refused one writes
// nothing. Of frequent requests a process takes blocks, and forgets their rest after a while. The limit then still
// holds. A process writes once in blockSize requests or once in blockLife, not at every request.
type sharedLimits struct {
	db  store.Engine
	now func() time.Time

	mu sync.Mutex
	by map[kernel.Claim]*block
}

const (
	blockSize = 30
	blockLife = time.Minute
)

type block struct {
	left  int64
	until time.Time
}

// NewLimits counts requests in a store, for all processes that share it.
func NewLimits(db store.Engine, now func() time.Time) kernel.Limits { return newSharedLimits(db, now) }

func newSharedLimits(db store.Engine, now func() time.Time) *sharedLimits {
	return &sharedLimits{db: db, now: now, by: map[kernel.Claim]*block{}}
}

func (l *sharedLimits) Exact(ctx context.Context, claims ...kernel.Claim) (time.Duration, error) {
	_, wait, err := l.draw(ctx, 1, claims)
	return wait, err
}

// draw takes at most n from each bucket, or from none when one of them is empty. Got is the least of them.
func (l *sharedLimits) draw(ctx context.Context, n int64, claims []kernel.Claim) (got int64, wait time.Duration,
	err error) {
	now := l.now().UnixMicro()
	for range 10 {
		got, wait, err = l.drawOnce(ctx, n, claims, now)
		if !fault.Is(err, fault.Conflict) { // another process made the bucket just now
			break
		}
	}
	return got, wait, err
}

func (l *sharedLimits) drawOnce(ctx context.Context, n int64, claims []kernel.Claim, now int64) (got int64,
	wait time.Duration, err error) {
	err = l.db.Run(ctx, func(tx store.Tx) error {
		got, wait = n, 0
		var taken, calmed []bucket
		for _, c := range claims {
			b, err := buckets.Get(tx, store.National, hashed(c.Key))
			if fault.Is(err, fault.NotFound) {
				b, err = bucket{Meta: store.Meta{ID: hashed(c.Key), Market: store.National}}, nil
			}
			if err != nil {
				return err
			}
			if b.calm(c.Pace, now) {
				calmed = append(calmed, b)
			}
			g, w := b.take(n, c.Pace, now)
			got, wait, taken = min(got, g), max(wait, w), append(taken, b)
		}
		if wait > 0 { // from none
			taken = calmed
		}
		for i := range taken {
			write := buckets.Update
			if taken[i].Rev == 0 {
				write = buckets.Insert
			}
			if err := write(tx, &taken[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return got, wait, err
}

func (l *sharedLimits) Rough(ctx context.Context, c kernel.Claim) (time.Duration, error) {
	if l.spend(c) {
		return 0, nil
	}
	got, wait, err := l.draw(ctx, blockSize, []kernel.Claim{c})
	if err != nil || wait > 0 {
		return wait, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.by) >= kernel.KeptBuckets {
		clear(l.by) // the rest of the blocks is lost, and comes back at its pace
	}
	b := l.by[c]
	if b == nil || l.now().After(b.until) {
		b = &block{}
		l.by[c] = b
	}
	b.left, b.until = b.left+got-1, l.now().Add(blockLife)
	return 0, nil
}

func (l *sharedLimits) spend(c kernel.Claim) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.by[c]
	if b == nil || b.left == 0 || l.now().After(b.until) {
		return false
	}
	b.left--
	return true
}
