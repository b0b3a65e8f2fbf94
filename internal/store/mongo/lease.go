package mongo

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"kebang/internal/fault"
)

const (
	leaseBeat  = 2 * time.Second
	leaseDeath = 5 * leaseBeat // silence after which a holder counts as dead
)

// Lease is a name that one process at a time holds. The holder raises a counter every two seconds. A process that wants
// the name watches the counter, so that no two clocks are ever compared.
type Lease struct {
	s      *Store
	coll   *driver.Collection
	doc    leaseDoc // in its first form
	sweeps bool     // removes presences of dead processes; see Beside
	stop   context.CancelFunc
	done   sync.WaitGroup
	lost   chan struct{}
}

type leaseDoc struct {
	Name    string        `bson:"_id"`
	Owner   bson.ObjectID `bson:"owner"`
	Beat    int64         `bson:"beat"`
	Looking bool          `bson:"looking,omitempty"` // see Alone
	Level   int64         `bson:"level"`             // highest migration that the holder knows; 0.1.0 writes none
	Program string        `bson:"program,omitempty"` // for the administrator
}

func (s *Store) lease(name string) *Lease {
	doc := leaseDoc{Name: name, Owner: bson.NewObjectID(), Beat: 1, Level: s.level, Program: s.program}
	return &Lease{s: s, coll: s.db.Collection(leaseName), doc: doc, lost: make(chan struct{})}
}

func leaseHeld() error {
	return fault.Of(fault.Unavailable, fault.T("lease-held",
		"这个数据库正被另一个科榜程序使用，请先停止它。", "Another Kebang uses this database; stop it first."))
}

// Hold takes a name for this process until Release. When another living process holds it, the error is
// fault.Unavailable with code lease-held, after about two seconds. The name of one that died without releasing it is
// free after ten.
func (s *Store) Hold(ctx context.Context, name string) (*Lease, error) {
	l := s.lease(name)
	if err := l.take(ctx); err != nil {
		return nil, failure(ctx, err)
	}
	l.keep(ctx)
	return l, nil
}

// Turn implements store.Shared by a lease of this name.
func (s *Store) Turn(ctx context.Context, name string, fn func() error) error {
	for {
		l, err := s.Hold(ctx, name)
		if errors.Is(err, leaseHeld()) {
			continue // Hold itself has waited two seconds
		}
		if err != nil {
			return err
		}
		return errors.Join(fn(), l.Release(context.WithoutCancel(ctx)))
	}
}

// own selects the document while it is ours.
func (l *Lease) own() bson.D {
	return bson.D{{Key: "_id", Value: l.doc.Name}, {Key: "owner", Value: l.doc.Owner}}
}

// keep beats from now on until Release.
func (l *Lease) keep(ctx context.Context) {
	ctx, l.stop = context.WithCancel(context.WithoutCancel(ctx))
	l.done.Go(func() { l.beat(ctx) })
}

func (l *Lease) take(ctx context.Context) error {
	var seen *leaseDoc
	var since time.Time
	tick := time.NewTicker(leaseBeat / 4)
	defer tick.Stop()
	for {
		_, err := l.coll.InsertOne(ctx, l.doc)
		if err == nil || !driver.IsDuplicateKeyError(err) {
			return err
		}
		var now leaseDoc
		err = l.coll.FindOne(ctx, is("_id", l.doc.Name)).Decode(&now)
		switch {
		case errors.Is(err, driver.ErrNoDocuments): // released just now
			continue
		case err != nil:
			return err
		case seen == nil:
			seen, since = &now, time.Now()
		case *seen != now:
			return leaseHeld()
		case time.Since(since) > leaseDeath:
			res, err := l.coll.ReplaceOne(ctx,
				bson.D{{Key: "_id", Value: l.doc.Name}, {Key: "owner", Value: seen.Owner},
					{Key: "beat", Value: seen.Beat}}, l.doc)
			if err != nil || res.MatchedCount == 1 {
				return err
			}
			seen = nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// beat raises the counter until the lease ends. An unreachable server is waited for; only another holder ends the
// lease.
func (l *Lease) beat(ctx context.Context) {
	tick := time.NewTicker(leaseBeat)
	defer tick.Stop()
	var seen map[string]leaseDoc
	beats := 0
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		bounded, cancel := context.WithTimeout(ctx, leaseBeat)
		res, err := l.coll.UpdateOne(bounded, l.own(), is("$inc", is("beat", int64(1))))
		switch {
		case err != nil:
		case res.MatchedCount == 0:
			cancel()
			close(l.lost)
			return
		case l.sweeps:
			if beats++; beats%sweepEvery == 0 {
				seen, _ = l.s.sweep(bounded, seen) // the next look comes in an hour
			}
		}
		cancel()
	}
}

// Lost is closed when another process has taken the name or removed the claim. That happens when this one was silent
// too long (a suspended machine, a cut network). The holder must then end.
func (l *Lease) Lost() <-chan struct{} { return l.lost }

// Release frees the name.
func (l *Lease) Release(ctx context.Context) error {
	l.stop()
	l.done.Wait()
	_, err := l.coll.DeleteOne(ctx, l.own())
	return failure(ctx, err)
}
