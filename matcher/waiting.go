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

// A document alone costs an engine beside this process about as much as a hundred of them together. So a job that brings
// its listing to a kept index brings those with it whose jobs wait behind it, and finds its own there when one before it
// did: a thousand listings that are published at once are found after seconds, not when the last of them has been matched.

// aheadRest is how long no job looks again for what waits behind it, so that what is published meanwhile is found soon; it
// is longer where looking took long for nothing.
const aheadRest = 2 * time.Second

// ahead is for the jobs of this process, which look one at a time.
type ahead struct {
	mu   sync.Mutex
	next time.Time // of a look
}

// bring makes the index hold a listing as it is now; nil takes it out.
func (s *Service) bring(ctx context.Context, kind Kind, id string, a *Analysed) error {
	if _, ok := As[Kept](s.ix); ok {
		// What is wrong with another listing than ours, its own job tells.
		if err := s.bringAhead(ctx); fault.Is(err, fault.Unavailable) || ctx.Err() != nil {
			return err
		}
		held, err := s.sumsHeld(ctx, kind, []string{id})
		if err != nil {
			return err
		}
		if sum, is := held[id]; is == (a != nil) && (!is || sum == a.Sum()) {
			return nil
		}
	}
	if a == nil {
		return s.ix.Delete(ctx, kind, id)
	}
	return s.ix.Put(ctx, a)
}

// bringAhead brings what waits, of very much a part, unless that was done just now.
func (s *Service) bringAhead(ctx context.Context) error {
	s.ahead.mu.Lock()
	defer s.ahead.mu.Unlock()
	start := time.Now()
	if start.Before(s.ahead.next) {
		return nil
	}
	n, err := s.putWaiting(ctx, true)
	rest := aheadRest
	if n == 0 {
		rest = max(rest, 10*time.Since(start))
	}
	s.ahead.next = time.Now().Add(rest)
	return err
}

// putWaiting brings those listings to a kept index whose jobs wait in the outbox, those that were given up left out: what
// was published or withdrawn while the index was away is found at once then, however long everything takes to be compared.
// The jobs stay and do the matching. Part ends it after the first lot that there was anything of to write. It says how many
// it wrote.
func (s *Service) putWaiting(ctx context.Context, part bool) (int, error) {
	waiting := map[Kind][]store.Event{}
	err := s.db.View(ctx, func(tx store.Tx) error {
		clear(waiting)
		where := []store.Cond{{Field: "name", Op: store.In, Value: []string{listing.EventPublished, listing.EventRemoved}}}
		return store.Events.Each(tx, store.Query{AllMarkets: true, Where: where}, func(e store.Event) error {
			if !e.Given {
				waiting[Kind(e.Step)] = append(waiting[Kind(e.Step)], e)
			}
			return nil
		})
	})
	if err != nil {
		return 0, err
	}
	all := 0
	for _, kind := range kinds {
		for lot := range slices.Chunk(waiting[kind], repairLot) {
			n, err := s.putEvents(ctx, kind, lot)
			if all += n; err != nil || part && n > 0 {
				return all, err
			}
		}
	}
	return all, nil
}

// putEvents puts or deletes the listings of events, as they are now, unless the index holds them so already, and says how
// many it wrote.
func (s *Service) putEvents(ctx context.Context, kind Kind, events []store.Event) (int, error) {
	var docs []Doc
	var gone []string
	for page := range slices.Chunk(events, batch) {
		now, ids := make([]*Doc, len(page)), make([]string, len(page))
		err := s.db.View(ctx, func(tx store.Tx) (err error) {
			for i, e := range page {
				ids[i] = e.Record
				if now[i], err = s.doc(tx, kind, e.Market, e.Record); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
		held, err := s.sumsHeld(ctx, kind, ids)
		if err != nil {
			return 0, err
		}
		for i, d := range now {
			switch sum, is := held[ids[i]]; {
			case d == nil && is:
				gone = append(gone, ids[i])
			case d != nil && (!is || sum != d.Sum()):
				docs = append(docs, *d)
			}
		}
	}
	if len(gone) > 0 {
		if err := s.ix.Delete(ctx, kind, gone...); err != nil {
			return 0, err
		}
	}
	return len(docs) + len(gone), s.putSafely(ctx, kind, docs)
}

// sumsHeld gives the fingerprints of those documents that the index holds.
func (s *Service) sumsHeld(ctx context.Context, kind Kind, ids []string) (map[string]uint64, error) {
	docs, err := s.ix.Docs(ctx, kind, ids)
	held := make(map[string]uint64, len(docs))
	for _, d := range docs {
		held[d.ID] = d.Sum()
	}
	return held, err
}
