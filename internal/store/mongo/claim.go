package mongo

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"kebang/internal/fault"
)

// A process is alone on a database, or beside others for as long as they beat. Both kinds write their own claim first
// and look for the other kind afterwards. Of two that start at the same instant, at least one therefore sees the other.
// A process that wants to be alone marks its claim while it looks, and gives way to every living presence. A process
// beside others waits for a claim that still looks, and gives way to one that has looked. So exactly one kind stays.
const (
	aloneName    = "index" // the claim of a process alone, which keeps the index in its memory
	besidePrefix = "beside/"

	sweepEvery = 1800 // own beats, an hour; a presence without a beat in that time is removed
)

// Alone takes the database for this process until Release. The error is lease-held for another process alone,
// lease-shared for living ones beside each other. Both are fault.Unavailable and known after about two seconds. The
// claim of a dead process is waited for, ten seconds.
func (s *Store) Alone(ctx context.Context) (*Lease, error) {
	l := s.lease(aloneName)
	l.doc.Looking = true
	if err := l.take(ctx); err != nil {
		return nil, failure(ctx, err)
	}
	l.keep(ctx)
	others, err := s.meets(ctx, presences())
	if err == nil && others {
		err = fault.Of(fault.Unavailable, fault.T("lease-shared",
			"这个数据库正由多个科榜程序共用，请先停止它们。", "Several Kebang processes share this database; stop them first."))
	}
	if err == nil {
		err = l.settle(ctx)
	}
	return l.unless(ctx, err)
}

// Beside lets this process work on the database together with others that do the same, until Release. A living process
// alone is fault.Unavailable with code lease-held. See NoOlder for an older one.
func (s *Store) Beside(ctx context.Context) (*Lease, error) {
	l := s.lease(besidePrefix)
	l.doc.Name += l.doc.Owner.Hex()
	l.sweeps = true
	if _, err := l.coll.InsertOne(ctx, l.doc); err != nil {
		return nil, failure(ctx, err)
	}
	l.keep(ctx)
	other, err := s.meets(ctx, is("_id", aloneName))
	if err == nil && other {
		err = leaseHeld()
	}
	if err == nil { // before Define announces the changed forms
		err = s.NoOlder(ctx)
	}
	return l.unless(ctx, err)
}

// NoOlder implements store.Shared by the claims. Each has the highest migration that its process knows; those of 0.1.0
// have none. A killed process is waited for, ten seconds.
func (s *Store) NoOlder(ctx context.Context) error {
	older := append(presences(), bson.E{Key: "$or",
		Value: bson.A{is("level", is("$lt", s.level)), is("level", is("$exists", false))}})
	living, err := s.meets(ctx, older)
	if err != nil || !living {
		return failure(ctx, err)
	}
	found, err := s.claims(ctx, older)
	if err != nil {
		return failure(ctx, err)
	}
	names := make([]string, len(found))
	for i, d := range found {
		names[i] = cmp.Or(d.Program, "0.1.0")
	}
	return fault.Of(fault.Unavailable, fault.T("older-serving",
		"数据库 %s 正由旧版本的科榜程序使用（%s），新版本没有启动，数据没有改动。"+
			"请先停止全部旧版本的程序，再启动新版本：先启动一个，等它就绪，再启动其余的。",
		"Older versions of Kebang serve the database %s (%s), so this one did not start and changed nothing. Stop all "+
			"older ones, start one new one, wait until it is ready, then start the others."), s.Name(),
		strings.Join(names, "、"))
}

func presences() bson.D {
	return is("_id", bson.D{{Key: "$gte", Value: besidePrefix}, {Key: "$lt", Value: besidePrefix + "~"}})
}

// unless releases the claim after an error.
func (l *Lease) unless(ctx context.Context, err error) (*Lease, error) {
	if err == nil {
		return l, nil
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	_ = l.Release(end) // otherwise it expires by itself
	return nil, failure(ctx, err)
}

// settle marks the claim as one that has looked and stays.
func (l *Lease) settle(ctx context.Context) error {
	res, err := l.coll.UpdateOne(ctx, l.own(),
		bson.D{{Key: "$unset", Value: is("looking", "")}, {Key: "$inc", Value: is("beat", int64(1))}})
	if err == nil && res.MatchedCount == 0 { // this machine slept while it looked
		return leaseHeld()
	}
	return err
}

// meets watches the claims of the other kind until one surely lives and stays, or none is left. It removes those of
// dead processes. A process that was only suspended learns of it by Lost.
func (s *Store) meets(ctx context.Context, others bson.D) (bool, error) {
	type sight struct {
		doc   leaseDoc
		since time.Time
	}
	seen := map[string]sight{}
	tick := time.NewTicker(leaseBeat / 4)
	defer tick.Stop()
	for {
		found, err := s.claims(ctx, others)
		if err != nil || len(found) == 0 {
			return false, err
		}
		for _, d := range found {
			was, known := seen[d.Name]
			switch {
			case known && was.doc == d && time.Since(was.since) > leaseDeath:
				if err := s.bury(ctx, d); err != nil {
					return false, err
				}
			case known && was.doc == d:
			case known && !d.Looking:
				return true, nil
			default:
				seen[d.Name] = sight{d, time.Now()}
			}
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-tick.C:
		}
	}
}

func (s *Store) claims(ctx context.Context, which bson.D) (out []leaseDoc, err error) {
	cur, err := s.db.Collection(leaseName).Find(ctx, which)
	if err == nil {
		err = cur.All(ctx, &out)
	}
	return out, err
}

// bury removes a claim that has not beaten since it was seen.
func (s *Store) bury(ctx context.Context, d leaseDoc) error {
	_, err := s.db.Collection(leaseName).DeleteOne(ctx,
		bson.D{{Key: "_id", Value: d.Name}, {Key: "owner", Value: d.Owner}, {Key: "beat", Value: d.Beat}})
	return err
}

// sweep removes presences without a beat since an earlier look, and gives the present ones. Otherwise those of killed
// processes would pile up while no process wants to be alone.
func (s *Store) sweep(ctx context.Context, earlier map[string]leaseDoc) (map[string]leaseDoc, error) {
	found, err := s.claims(ctx, presences())
	now := map[string]leaseDoc{}
	for _, d := range found {
		if was, known := earlier[d.Name]; known && was == d {
			err = errors.Join(err, s.bury(ctx, d))
		}
		now[d.Name] = d
	}
	return now, err
}
