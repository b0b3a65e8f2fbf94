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

// Lease is a name that one process at a time holds. The holder raises a counter every two seconds; whoever wants the
// name watches the counter, so that no two clocks are ever compared.
type Lease struct {
	coll *driver.Collection
	name string
	id   bson.ObjectID
	stop context.CancelFunc
	done sync.WaitGroup
	lost chan struct{}
}

type leaseDoc struct {
	Name  string        `bson:"_id"`
	Owner bson.ObjectID `bson:"owner"`
	Beat  int64         `bson:"beat"`
}

// Hold takes a name for this process until Release. When another living process holds it the error is fault.Unavailable
// with code lease-held, after about two seconds; the name of one that died without releasing it is free after ten.
func (s *Store) Hold(ctx context.Context, name string) (*Lease, error) {
	l := &Lease{coll: s.db.Collection(leaseName), name: name, id: bson.NewObjectID(), lost: make(chan struct{})}
	if err := l.take(ctx); err != nil {
		return nil, failure(ctx, err)
	}
	ctx, l.stop = context.WithCancel(context.WithoutCancel(ctx))
	l.done.Go(func() { l.beat(ctx) })
	return l, nil
}

func (l *Lease) take(ctx context.Context) error {
	var seen *leaseDoc
	var since time.Time
	tick := time.NewTicker(leaseBeat / 4)
	defer tick.Stop()
	for {
		_, err := l.coll.InsertOne(ctx, leaseDoc{l.name, l.id, 1})
		if err == nil || !driver.IsDuplicateKeyError(err) {
			return err
		}
		var now leaseDoc
		err = l.coll.FindOne(ctx, is("_id", l.name)).Decode(&now)
		switch {
		case errors.Is(err, driver.ErrNoDocuments): // released just now
			continue
		case err != nil:
			return err
		case seen == nil:
			seen, since = &now, time.Now()
		case *seen != now:
			return fault.New(fault.Unavailable, "lease-held", "这个数据库正被另一个科榜程序使用，请先停止它。")
		case time.Since(since) > leaseDeath:
			res, err := l.coll.ReplaceOne(ctx, bson.D{{Key: "_id", Value: l.name}, {Key: "owner", Value: seen.Owner}, {Key: "beat", Value: seen.Beat}}, leaseDoc{l.name, l.id, 1})
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

// beat raises the counter until the lease ends. An unreachable server is waited for; only another holder ends the lease.
func (l *Lease) beat(ctx context.Context) {
	tick := time.NewTicker(leaseBeat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		bounded, cancel := context.WithTimeout(ctx, leaseBeat)
		res, err := l.coll.UpdateOne(bounded, bson.D{{Key: "_id", Value: l.name}, {Key: "owner", Value: l.id}}, is("$inc", is("beat", int64(1))))
		cancel()
		if err == nil && res.MatchedCount == 0 {
			close(l.lost)
			return
		}
	}
}

// Lost is closed when another process has taken the name, because this one was silent too long (a suspended machine, a
// cut network). The holder must then end.
func (l *Lease) Lost() <-chan struct{} { return l.lost }

// Release gives the name free.
func (l *Lease) Release(ctx context.Context) error {
	l.stop()
	l.done.Wait()
	_, err := l.coll.DeleteOne(ctx, bson.D{{Key: "_id", Value: l.name}, {Key: "owner", Value: l.id}})
	return failure(ctx, err)
}
