// Package requests keeps the common knowledge of the processes of a store about requests: answers to repeated ones, and
// counters of limits. The kernel of the API uses both through interfaces. The package must not know the caller, nor any
// record.
package requests

import (
	"context"
	"errors"
	"time"

	"kebang/api/kernel"
	"kebang/internal/store"
)

// Collections lists the collections of kept answers and limits.
func Collections() []store.Spec { return []store.Spec{replies.Spec(), buckets.Spec()} }

// NewReplies keeps the answers to requests with an Idempotency-Key in a store.
func NewReplies(db store.Engine, now func() time.Time) kernel.Replies { return storedReplies{db, now} }

// Sweep removes old kept answers and the counters of limits that are full again (now in UTC ms).
func Sweep(ctx context.Context, db store.Engine, now int64) error {
	_, full := store.Clear(ctx, db, buckets, before("full", now*1000)) // a full bucket equals none
	_, old := store.Clear(ctx, db, replies, before("at", now-replyLife))
	return errors.Join(full, old)
}

func before(field string, at int64) store.Query {
	return store.Query{Market: store.National, Where: []store.Cond{{Field: field, Op: store.Lt, Value: at}}}
}
