package matcher

import (
	"context"
	"slices"
	"sync"
	"time"

	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// A single document costs an engine outside this process about as much as a hundred together. A job with a listing for
// a kept index therefore also brings the listings of the jobs that wait behind it. Those jobs later find their listings
// there. A thousand listings published at once are found after seconds, not after the last match.

// aheadRest is the pause between two looks at waiting jobs while a job's own listing is already there. It is short, so
// that listings published meanwhile are found soon.
const aheadRest = 2 * time.Second

// ahead is shared by the jobs of this process; one of them looks at a time.
type ahead struct {
	mu   sync.Mutex
	last time.Time     // the end of the last look
	took time.Duration // time of the look alone
}

// bring makes the index hold the present listing; nil removes it.
func (s *Service) bring(ctx context.Context, kind Kind, id string, a *Analysed) error {
	if _, ok := As[Kept](s.ix); ok {
		held, err := s.holds(ctx, kind, id, a)
		if err != nil {
			return err
		}
		// An error of another listing is reported by its own job.
		if err := s.bringAhead(ctx, held); fault.Is(err, fault.Unavailable) || ctx.Err() != nil {
			return err
		}
		if !held {
			held, err = s.holds(ctx, kind, id, a)
		}
		if held || err != nil {
			return err
		}
	}
	if a == nil {
		return s.ix.Delete(ctx, kind, id)
	}
	return s.ix.Put(ctx, a)
}

// holds reports whether the index holds the present listing; for nil, whether it holds none.
func (s *Service) holds(ctx context.Context, kind Kind, id string, a *Analysed) (bool, error) {
	sums, err := s.sumsHeld(ctx, kind, []string{id})
	sum, is := sums[id]
	return is == (a != nil) && (!is || sum == a.Sum()), err
}

// bringAhead brings the waiting listings, or a part of very many, unless another job looked just now. Looking takes at
// most a tenth of the time. So does a batch that the engine refuses; its good documents then go one by one.
func (s *Service) bringAhead(ctx context.Context, held bool) error {
	s.ahead.mu.Lock()
	defer s.ahead.mu.Unlock()
	rest := 10 * s.ahead.took
	if held {
		rest = max(rest, aheadRest)
	}
	start := time.Now()
	if start.Before(s.ahead.last.Add(rest)) {
		return nil
	}
	_, took, err := s.putWaiting(ctx, true)
	if err != nil && !fault.Is(err, fault.Unavailable) {
		took = time.Since(start)
	}
	s.ahead.last, s.ahead.took = time.Now(), took
	return err
}

// putWaiting brings the listings of jobs that wait in the outbox to a kept index, without those given up. Listings
// published or withdrawn while the index was away are thus found at once, before the long comparison ends. The jobs
// stay and do the matching. Part ends it after the first batch with a change. It gives the number of written listings
// and the time of the search for them.
func (s *Service) putWaiting(ctx context.Context, part bool) (wrote int, took time.Duration, err error) {
	start := time.Now()
	waiting := map[Kind][]store.Event{}
	err = s.db.View(ctx, func(tx store.Tx) error {
		clear(waiting)
		where := []store.Cond{{Field: "name", Op: store.In,
			Value: []string{listing.EventPublished, listing.EventRemoved}}}
		return store.Events.Each(tx, store.Query{AllMarkets: true, Where: where}, func(e store.Event) error {
			if !e.Given {
				waiting[Kind(e.Step)] = append(waiting[Kind(e.Step)], e)
			}
			return nil
		})
	})
	if err != nil {
		return 0, 0, err
	}
	for _, kind := range kinds {
		for lot := range slices.Chunk(waiting[kind], repairLot) {
			docs, gone, err := s.unheld(ctx, kind, lot)
			took += time.Since(start)
			if err == nil {
				err = s.takeOut(ctx, kind, gone)
			}
			if err == nil {
				err = s.putSafely(ctx, kind, docs)
			}
			if err != nil {
				return wrote, took, err
			}
			if wrote += len(docs) + len(gone); part && wrote > 0 {
				return wrote, took, nil
			}
			start = time.Now()
		}
	}
	return wrote, took, nil
}

// unheld gives the present listings of events that the index does not hold: those to put, and those to remove.
func (s *Service) unheld(ctx context.Context, kind Kind, events []store.Event) (docs []Doc, gone []address, err error) {
	at, ids := make([]address, len(events)), make([]string, len(events))
	for i, e := range events {
		at[i], ids[i] = address{e.Market, e.Record}, e.Record
	}
	now, err := s.published(ctx, kind, at)
	if err != nil {
		return nil, nil, err
	}
	held, err := s.sumsHeld(ctx, kind, ids)
	if err != nil {
		return nil, nil, err
	}
	for i, d := range now {
		switch sum, is := held[ids[i]]; {
		case d == nil && is:
			gone = append(gone, at[i])
		case d != nil && (!is || sum != d.Sum()):
			docs = append(docs, *d)
		}
	}
	return docs, gone, nil
}

// sumsHeld gives the fingerprints of the documents that the index holds.
func (s *Service) sumsHeld(ctx context.Context, kind Kind, ids []string) (map[string]uint64, error) {
	docs, err := s.ix.Docs(ctx, kind, ids)
	held := make(map[string]uint64, len(docs))
	for _, d := range docs {
		held[d.ID] = d.Sum()
	}
	return held, err
}
