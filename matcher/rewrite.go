package matcher

import (
	"context"
	"errors"

	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// rewriting is the work of a rematch for some demands of one market.
type rewriting struct {
	market  string
	demands []*Analysed
	changes [][]change // for each demand
	size    int        // number of all changes
}

// change is a stored match that is inserted (old is nil), replaced or removed (next is nil).
type change struct {
	old  *stub
	next *Match
}

// prepare scores demands and compares the selected pairs with the stored ones. Only differing pairs are explained.
func (s *Service) prepare(ctx context.Context, c *Corpus, demands []*Analysed) (*rewriting, error) {
	w := &rewriting{market: demands[0].Market, demands: demands, changes: make([][]change, len(demands))}
	stored, aside, err := s.standingPairs(ctx, w)
	if err != nil {
		return nil, err
	}
	at, errs := s.now().UnixMilli(), make([]error, len(demands))
	Parallel(len(demands), func(i int) {
		w.changes[i], errs[i] = s.compare(ctx, c, demands[i], stored[demands[i].ID], aside, at)
	})
	for _, ch := range w.changes {
		w.size += len(ch)
	}
	return w, errors.Join(errs...)
}

// standingPairs reads the stored pairs of the demands, and the pairs that somebody put aside.
func (s *Service) standingPairs(ctx context.Context, w *rewriting) (stored map[string][]*stub, aside map[string]bool,
	err error) {
	// The id of a pair begins with that of the demand, so the pairs of a page are adjacent. The character after '.' is
	// '/'.
	first, last := w.demands[0].ID, w.demands[len(w.demands)-1].ID
	q := store.Query{Market: w.market, Limit: store.MaxLimit, Where: []store.Cond{
		{Field: store.IDField, Op: store.Ge, Value: MatchID(first, "")}, {Field: store.IDField, Op: store.Lt,
			Value: last + "/"}}}
	err = s.db.View(ctx, func(tx store.Tx) error {
		stored = map[string][]*stub{}
		var ids []string
		err := stubs.Each(tx, q, func(m stub) error {
			stored[m.Demand] = append(stored[m.Demand], &m)
			ids = append(ids, m.ID)
			return nil
		})
		if err == nil {
			aside, err = putAside(tx, w.market, ids)
		}
		return err
	})
	return stored, aside, err
}

// compare gives the changes of one demand.
func (s *Service) compare(ctx context.Context, c *Corpus, d *Analysed, stored []*stub, aside map[string]bool,
	at int64) (out []change, err error) {
	found, err := worthKeeping(ctx, s.ix, c, d)
	if err != nil {
		return nil, err
	}
	old := make(map[string]*stub, len(stored))
	for _, m := range stored {
		old[m.Achievement] = m
	}
	take := func(p *Pairing, was *stub) {
		next := p.brief(d.Market)
		if next.Corpus = c.Number; was != nil && (was.same(&next) || was.newer(&next)) {
			return
		}
		next = p.record(d.Market, c.Number, at)
		out = append(out, change{was, &next})
	}
	for _, p := range found {
		id := p.Achievement.ID
		take(p, old[id])
		delete(old, id)
	}
	if len(old) == 0 {
		return out, nil
	}
	var others []string
	for _, m := range stored {
		if old[m.Achievement] != nil {
			others = append(others, m.Achievement)
		}
	}
	docs, err := s.ix.Docs(ctx, Achievement, others)
	if err != nil {
		return nil, err
	}
	ask := c.Ask(d)
	for _, a := range docs {
		p := Pairing{Demand: ask, Achievement: c.Prepare(a)}
		p.Scored = Score(p.Demand, p.Achievement)
		if was := old[a.ID]; p.stays(Demand, aside[was.ID]) {
			take(&p, was)
			delete(old, a.ID)
		}
	}
	for _, m := range stored {
		if old[m.Achievement] != nil {
			out = append(out, change{old: m})
		}
	}
	return out, nil
}

// rewrite writes the changes of some demands in one transaction. On a conflict its demands are matched one by one, as
// after publishing.
func (s *Service) rewrite(ctx context.Context, w *rewriting) error {
	if w.size == 0 {
		return nil
	}
	err := s.db.Run(ctx, func(tx store.Tx) error { return w.write(tx) })
	if !crossed(err) {
		return err
	}
	const tries = 3
	for i, d := range w.demands {
		if len(w.changes[i]) == 0 {
			continue
		}
		for n := 1; ; n++ {
			if err := s.match(ctx, d); err == nil {
				break
			} else if !crossed(err) || n == tries {
				return err
			}
		}
	}
	return nil
}

// crossed reports whether another process wrote the same records meanwhile.
func crossed(err error) bool {
	return fault.Is(err, fault.Stale) || fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound)
}

// write may run several times. A listing withdrawn since the search is left to its own event.
func (w *rewriting) write(tx store.Tx) error {
	var ds, as []string
	seen := map[string]bool{}
	for i, changes := range w.changes {
		if len(changes) > 0 {
			ds = append(ds, w.demands[i].ID)
		}
		for _, ch := range changes {
			if ch.old == nil && !seen[ch.next.Achievement] {
				seen[ch.next.Achievement] = true
				as = append(as, ch.next.Achievement)
			}
		}
	}
	demands, err := shown(tx, listing.Demands, w.market, ds)
	if err != nil {
		return err
	}
	achievements, err := shown(tx, listing.Achievements, w.market, as)
	if err != nil {
		return err
	}
	for i, changes := range w.changes {
		if !demands[w.demands[i].ID] {
			continue
		}
		for _, ch := range changes {
			switch {
			case ch.next == nil:
				gone := *ch.old
				err = stubs.Delete(tx, &gone)
			case ch.old != nil:
				next := *ch.next
				next.Meta = ch.old.Meta
				err = Matches.Update(tx, &next)
			case achievements[ch.next.Achievement]:
				next := *ch.next
				err = Matches.Insert(tx, &next)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// shown gives the listings that can be matched, by their index values alone.
func shown[C listing.Content](tx store.Tx, col *store.Collection[listing.Listing[C]], market string,
	ids []string) (map[string]bool, error) {
	out := make(map[string]bool, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	where := []store.Cond{{Field: store.IDField, Op: store.In, Value: ids},
		{Field: "visible", Op: store.Eq, Value: true}}
	groups, err := col.Sum(tx, store.Query{Market: market, Where: where}, []string{store.IDField}, nil)
	for _, g := range groups {
		if id, ok := g.By[0].(string); ok {
			out[id] = true
		}
	}
	return out, err
}
