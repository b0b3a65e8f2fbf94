package matcher

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// rematched is the number of demands in one transaction. It is small enough that people can work meanwhile, and large
// enough that the disk is not asked for each.
const rematched = 200

// Rematched is the result of a rematch of all listings.
type Rematched struct {
	Listings int   // examined listings
	Written  int   // pairs stored, changed or removed
	Corpus   int64 // number of the snapshot in use
	Recount  bool  // the snapshot was made for this rematch
	Changed  int   // listings published or withdrawn since an older snapshot
}

// RematchAll scores every listing of every market. It first recounts the corpus when that is a twentieth out of date,
// or when recount is set. Progress is in listings and may be nil. An interrupted run can start again with the same
// result; it does not rewrite correct pairs.
func (s *Service) RematchAll(ctx context.Context, recount bool, progress func(done, total int)) (Rematched, error) {
	c, err := s.current(ctx)
	if err != nil {
		return Rematched{}, err
	}
	out := Rematched{Recount: recount}
	if !recount {
		if out.Changed, err = s.changedSince(ctx, c); err != nil {
			return out, err
		}
		out.Recount = stale(c.N, out.Changed)
	}
	if out.Recount {
		s.build.Lock()
		c, err = s.renew(ctx, c)
		s.build.Unlock()
		if err != nil {
			return out, err
		}
		s.mu.Lock()
		s.corpus, s.changed = c, 0
		s.mu.Unlock()
	}
	err = s.rematch(ctx, &out, progress)
	return out, err
}

// changedSince counts the listings published since the snapshot, or the decrease of their number.
func (s *Service) changedSince(ctx context.Context, c *Corpus) (int, error) {
	now, fresh := 0, 0
	for _, kind := range kinds {
		docs, err := s.indexed(ctx, kind)
		if err != nil {
			return 0, err
		}
		now += len(docs)
		for _, d := range docs {
			if d.UpdatedAt > c.At {
				fresh++
			}
		}
	}
	return max(fresh, now-c.N, c.N-now), nil
}

// rematch writes the pairs of every demand that worthKeeping selects. Only demands ask, because a pair and its score
// are the same from both sides. Pairs that only the search of the achievement found at its publication are scored
// again. They stay while they reach the threshold.
//
// The next page of demands is scored while one page is written.
func (s *Service) rematch(ctx context.Context, out *Rematched, progress func(done, total int)) error {
	c, err := s.current(ctx)
	if err != nil {
		return err
	}
	demands, err := s.indexed(ctx, Demand)
	if err != nil {
		return err
	}
	achievements, err := s.count(ctx, Achievement)
	if err != nil {
		return err
	}
	slices.SortFunc(demands, func(x, y *Analysed) int {
		return cmp.Or(strings.Compare(x.Market, y.Market), strings.Compare(x.ID, y.ID))
	})
	out.Listings, out.Corpus = len(demands)+achievements, c.Number
	if progress == nil {
		progress = func(int, int) {}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ready := make(chan *rewriting, 1)
	var failed error
	go func() {
		defer close(ready)
		for page := range pagesOf(demands) {
			var w *rewriting
			if w, failed = s.prepare(ctx, c, page); failed != nil {
				return
			}
			select {
			case ready <- w:
			case <-ctx.Done():
				failed = ctx.Err()
				return
			}
		}
	}()
	done := 0
	var broken error
	for w := range ready {
		if broken != nil {
			continue // until the other side has noticed
		}
		if broken = s.rewrite(ctx, w); broken != nil {
			stop()
			continue
		}
		out.Written += w.size
		done += len(w.demands)
		progress(out.Listings*done/len(demands), out.Listings)
	}
	if broken != nil {
		return broken
	}
	if failed == nil {
		progress(out.Listings, out.Listings)
	}
	return failed
}

// pagesOf cuts demands in the order of their markets into pages of one market.
func pagesOf(demands []*Analysed) func(yield func([]*Analysed) bool) {
	return func(yield func([]*Analysed) bool) {
		for from := 0; from < len(demands); {
			to := from + 1
			for to < len(demands) && to-from < rematched && demands[to].Market == demands[from].Market {
				to++
			}
			if !yield(demands[from:to]) {
				return
			}
			from = to
		}
	}
}

// count is the number of documents of a kind.
func (s *Service) count(ctx context.Context, kind Kind) (int, error) {
	if x, ok := As[sized](s.ix); ok {
		return x.Size(ctx, kind)
	}
	n, after := 0, ""
	for {
		refs, err := s.ix.Revisions(ctx, kind, after, 20*batch)
		if err != nil || len(refs) == 0 {
			return n, err
		}
		n += len(refs)
		after = refs[len(refs)-1].ID
	}
}
