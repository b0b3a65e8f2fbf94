package api

import (
	"context"
	"time"

	"kebang/internal/store"
)

// NewReplies keeps the answers to requests with an Idempotency-Key in a store.
func NewReplies(db store.Engine, now func() time.Time) Replies { return storedReplies{db, now} }

// SweepRequests removes old kept answers and the counters of limits that are full again.
func SweepRequests(ctx context.Context, db store.Engine, now int64) error {
	if err := sweep(ctx, db, buckets, "full", now*1000); err != nil { // a full bucket is as good as none
		return err
	}
	return sweep(ctx, db, replies, "at", now-replyLife)
}

// Sweep removes spent tickets and ended sessions.
func (s *Sessions) Sweep(ctx context.Context) error {
	if _, err := s.accounts.SweepSessions(ctx); err != nil {
		return err
	}
	return sweep(ctx, s.db, tickets, "expires", s.now().UnixMilli())
}

func sweep[T any](ctx context.Context, db store.Engine, c *store.Collection[T], field string, before int64) error {
	const page = 500
	for {
		n := 0
		err := db.Run(ctx, func(tx store.Tx) error {
			p, err := c.Find(tx, store.Query{Market: store.National, Where: []store.Cond{{Field: field, Op: store.Lt, Value: before}}, Limit: page})
			n = len(p.Items)
			for i := range p.Items {
				if err == nil {
					err = c.Delete(tx, &p.Items[i])
				}
			}
			return err
		})
		if err != nil || n < page {
			return err
		}
	}
}
