package jobs

import (
	"context"
	"time"

	"kebang/internal/store"
)

// Depth counts the events of one name in one state.
type Depth struct {
	Name, State string
	Count       int64
}

// The states of an event in a Backlog.
const (
	StateDue     = "due"      // waits for a worker
	StateLeased  = "leased"   // held by a living worker
	StateDelayed = "delayed"  // in back-off after a failure, or emitted for a later time
	StateGivenUp = "given_up" // needs an administrator
)

// Backlog is the outbox of all markets at one moment.
type Backlog struct {
	Depths    []Depth
	OldestDue time.Duration // time since the oldest waiting event became due; 0 when none waits
	// LeaseAge is the longest time since a worker renewed a lease that it holds. A living worker renews every third of
	// Options.Lease. An age beyond Options.Lease means that the worker died and no other has taken over yet.
	LeaseAge time.Duration
}

// Backlog reads the outbox of all markets: counts, and at most a thousand of the events that may be leased.
func (w *Worker) Backlog(ctx context.Context) (Backlog, error) {
	now := w.now()
	var b Backlog
	err := w.eng.View(ctx, func(tx store.Tx) error {
		b = Backlog{}
		waiting := func(op store.Op, more ...store.Cond) store.Query {
			return store.Query{AllMarkets: true,
				Where: append(more, store.Cond{Field: "given", Op: store.Eq, Value: false},
					store.Cond{Field: "due", Op: op, Value: now})}
		}
		given := store.Query{AllMarkets: true, Where: []store.Cond{{Field: "given", Op: store.Eq, Value: true}}}
		for _, x := range []struct {
			state string
			query store.Query
		}{{StateDue, waiting(store.Le)}, {StateDelayed, waiting(store.Gt)}, {StateGivenUp, given}} {
			groups, err := store.Events.Sum(tx, x.query, []string{"name"}, nil)
			if err != nil {
				return err
			}
			for _, g := range groups {
				name, _ := g.By[0].(string)
				b.Depths = append(b.Depths, Depth{name, x.state, g.Count})
			}
		}
		return w.leases(tx, now, waiting(store.Le), waiting(store.Gt), &b)
	})
	return b, err
}

// leases finds the leased events. By its index value a running lease is due later, and an expired one is due.
func (w *Worker) leases(tx store.Tx, now int64, due, later store.Query, b *Backlog) error {
	later.Where = append(later.Where, store.Cond{Field: "due", Op: store.Le, Value: now + w.o.Lease.Milliseconds()})
	for _, q := range []store.Query{due, later} {
		q.Sort, q.Limit = []store.Order{{Field: "due"}}, store.MaxLimit
		p, err := store.Events.Find(tx, q)
		if err != nil {
			return err
		}
		for _, e := range p.Items {
			if e.Worker == "" {
				b.OldestDue = max(b.OldestDue, time.Duration(now-e.Due)*time.Millisecond)
				continue
			}
			b.LeaseAge = max(b.LeaseAge, w.o.Lease-time.Duration(e.Leased-now)*time.Millisecond)
			if e.Leased > now {
				b.move(e.Name)
			}
		}
	}
	return nil
}

// move counts one event as leased instead of delayed.
func (b *Backlog) move(name string) {
	leased := -1
	for i := range b.Depths {
		switch d := &b.Depths[i]; {
		case d.Name == name && d.State == StateDelayed:
			d.Count--
		case d.Name == name && d.State == StateLeased:
			leased = i
		}
	}
	if leased < 0 {
		b.Depths = append(b.Depths, Depth{Name: name, State: StateLeased})
		leased = len(b.Depths) - 1
	}
	b.Depths[leased].Count++
}
