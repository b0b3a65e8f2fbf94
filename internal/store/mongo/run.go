package mongo

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"

	"kebang/internal/store"
	"kebang/internal/store/engine"
)

const (
	firstWait   = 2 * time.Millisecond
	longestWait = 500 * time.Millisecond
	endTime     = 5 * time.Second // time to roll back; after that the server does it by itself
	cutTime     = time.Second     // the same for a broken or silent connection
)

// effort counts the tries of one call against its limit.
type effort struct {
	until time.Time
	wait  time.Duration
}

// again waits a growing, random time before the next try. It is false when the limit or the context has ended.
func (e *effort) again(ctx context.Context) bool {
	e.wait = min(max(e.wait*2, firstWait), longestWait)
	pause := e.wait/2 + rand.N(e.wait)
	if time.Now().Add(pause).After(e.until) {
		return false
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// Run implements store.Engine. Writers run at the same time. A writer that meets another's uncommitted or newer write
// is rolled back by the server. Its callback then runs again on a newer snapshot.
func (s *Store) Run(ctx context.Context, fn func(store.Tx) error) error {
	ctx, err := engine.Begin(ctx)
	if err != nil {
		return err
	}
	for e := (effort{until: time.Now().Add(s.patience)}); ; {
		lost, err := s.attempt(ctx, &e, fn)
		if lost == nil {
			return err
		}
		if !e.again(ctx) {
			return failure(ctx, lost)
		}
	}
}

// attempt runs the callback once. Lost is the reason to run it again; err is final when lost is nil.
func (s *Store) attempt(ctx context.Context, e *effort, fn func(store.Tx) error) (lost, err error) {
	t, end, err := s.start(ctx, true, min(attemptTime, time.Until(e.until)+reach))
	if err != nil {
		return nil, err
	}
	defer end()
	err = fn(t)
	switch {
	case t.lost != nil: // even if the callback ignored it
		return t.lost, nil
	case err != nil:
		return nil, err
	case t.broken != nil:
		return nil, t.broken
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	for {
		err := t.commit()
		switch {
		case err == nil:
			return nil, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case labelled(err, "TransientTransactionError"):
			return err, nil
		case !unknown(err) || !e.again(t.ctx):
			t.cut = t.cut || unknown(err)
			return nil, failure(ctx, err)
		}
		// The outcome of the commit is unknown. The same commit repeated gives the same answer, never a second effect.
	}
}

func (t *tx) commit() error {
	ctx, cancel := context.WithTimeout(t.ctx, reach)
	defer cancel()
	return t.sess.CommitTransaction(ctx)
}

// start begins a transaction; end rolls it back unless it has committed.
func (s *Store) start(ctx context.Context, write bool, most time.Duration) (*tx, func(), error) {
	sess, err := s.client.StartSession()
	if err != nil {
		return nil, nil, failure(ctx, err)
	}
	bounded, cancel := context.WithTimeout(ctx, most)
	t := &tx{caller: ctx, ctx: bounded, sctx: driver.NewSessionContext(bounded, sess), s: s, sess: sess, write: write,
		begun: time.Now()}
	end := func() {
		cancel()
		most := endTime
		if t.cut {
			most = cutTime
		}
		last, done := context.WithTimeout(context.WithoutCancel(ctx), most)
		defer done()
		if !t.cut {
			sess.EndSession(last)
			return
		}
		_ = sess.AbortTransaction(last)
		go func() {
			s.forsake(sess.ID())
			sess.EndSession(context.WithoutCancel(ctx)) // only now may the driver give it to another caller
		}()
	}
	if err := sess.StartTransaction(options.Transaction().SetReadConcern(readconcern.Snapshot())); err != nil {
		end()
		return nil, nil, failure(ctx, err)
	}
	return t, end, nil
}

// forsake ends a transaction with a broken connection. The driver's own message may have been lost. The server would
// then lock its documents for all other writers until the transaction runs out of time, a minute by default. A user may
// end his own sessions without any further right.
func (s *Store) forsake(session bson.Raw) {
	ctx, cancel := context.WithTimeout(context.Background(), attemptTime)
	defer cancel()
	for e := (effort{until: time.Now().Add(attemptTime)}); ; {
		err := s.client.Database("admin").RunCommand(ctx, is("killSessions", bson.A{session})).Err()
		if err == nil || errors.Is(err, driver.ErrClientDisconnected) || !gone(err) || !e.again(ctx) {
			return
		}
	}
}

// View implements store.Engine. A server keeps a snapshot for a minute by default (transactionLifetimeLimitSeconds). A
// longer view is fault.Unavailable and names that parameter. The callback runs once, so it may collect into variables
// of its caller.
func (s *Store) View(ctx context.Context, fn func(store.Tx) error) error {
	ctx, err := engine.Begin(ctx)
	if err != nil {
		return err
	}
	for e := (effort{until: time.Now().Add(s.patience)}); ; {
		t, end, err := s.start(ctx, false, viewTime)
		if err != nil {
			return err
		}
		// The server takes the snapshot at the first read, but callers mean the moment of the call.
		if err = t.touch(); err == nil {
			defer end()
			return fn(t)
		}
		lost := t.lost
		end()
		if lost == nil || !e.again(ctx) {
			return err
		}
	}
}
