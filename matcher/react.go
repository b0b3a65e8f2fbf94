package matcher

import (
	"context"
	"slices"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// OnListing reacts to listing.published and listing.removed. It reads the present listing, so late, repeated and
// reordered events end the same way. A visible listing is indexed and matched; any other leaves index and matches.
func (s *Service) OnListing(ctx context.Context, e store.Event) error {
	kind := Kind(e.Step)
	if kind != Demand && kind != Achievement {
		return fault.Of(fault.Internal, fault.T("event-step",
			"事件步骤 %q 不是需求或成果",
			"The event step %q is neither demand nor achievement"), e.Step)
	}
	if _, err := s.current(ctx); err != nil {
		return err
	}
	var d *Doc
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		d, err = s.doc(tx, kind, e.Market, e.Record)
		return err
	})
	if err != nil {
		return err
	}
	var a *Analysed
	if d != nil {
		a = Analyse(*d)
	}
	if err := s.bring(ctx, kind, e.Record, a); err != nil {
		return err
	}
	if a == nil {
		if err := s.write(ctx, kind, e.Market, e.Record, nil); err != nil {
			return err
		}
		return s.note(ctx)
	}
	if err := s.note(ctx); err != nil {
		return err
	}
	return s.match(ctx, a)
}

// OnRenewed rematches all listings with the newest corpus.
func (s *Service) OnRenewed(ctx context.Context, _ store.Event) error {
	if err := s.look(ctx, true); err != nil {
		return err
	}
	s.forgetTuning() // a command may have learned weights meanwhile
	return s.rematch(ctx, &Rematched{}, nil)
}

// match scores the candidates of one listing in its own market and stores the pairs that worthKeeping selects.
func (s *Service) match(ctx context.Context, a *Analysed) error {
	c, err := s.current(ctx)
	if err != nil {
		return err
	}
	found, err := worthKeeping(ctx, s.ix, c, a)
	if err != nil {
		return err
	}
	at := s.now().UnixMilli()
	best := make([]Match, len(found))
	for i, p := range found {
		best[i] = p.record(a.Market, c.Number, at)
	}
	return s.write(ctx, a.Kind, a.Market, a.ID, best)
}

// write replaces the stored matches of one listing by its present pairs. A stored pair outside the search result stays
// when stays allows it, with a fresh score. A pair without one of its listings is removed. The other side may store a
// pair meanwhile, in this or another process. A further round then scores it, so it is never mistaken for an old one.
func (s *Service) write(ctx context.Context, kind Kind, market, id string, best []Match) error {
	q := store.Query{Market: market, Where: []store.Cond{{Field: string(kind), Op: store.Eq, Value: id}}, Limit: 500}
	next := make(map[string]Match, len(best))
	for _, m := range best {
		next[m.ID] = m
	}
	const rounds = 5
	for range rounds {
		scored, err := s.again(ctx, kind, q, next)
		if err != nil {
			return err
		}
		more, err := s.writeOnce(ctx, kind, q, next, best, scored)
		if err != nil || !more {
			return err
		}
	}
	return nil // the other sides score pairs that they store all the time
}

// writeOnce is one round of write. More reports pairs that were not examined.
func (s *Service) writeOnce(ctx context.Context, kind Kind, q store.Query, next map[string]Match, best []Match,
	scored map[string]bool) (more bool, err error) {
	err = s.db.Run(ctx, func(tx store.Tx) (err error) {
		more, err = s.writeIn(tx, kind, q, next, best, scored)
		return err
	})
	return more, err
}

// writeIn is writeOnce inside a transaction.
func (s *Service) writeIn(tx store.Tx, kind Kind, q store.Query, next map[string]Match, best []Match,
	scored map[string]bool) (more bool, err error) {
	market, id := q.Market, q.Where[0].Value.(string)
	now, err := s.doc(tx, kind, market, id)
	if err != nil {
		return false, err
	}
	var old []stub
	stored := map[string]bool{}
	err = stubs.Each(tx, q, func(m stub) error {
		stored[m.ID], old = true, append(old, m)
		return nil
	})
	if err != nil {
		return false, err
	}
	for _, m := range old {
		n, ok := next[m.ID]
		if !ok && !scored[m.ID] && now != nil {
			more = true
			continue
		}
		if err := replaceMatch(tx, m, n, ok && now != nil); err != nil {
			return false, err
		}
	}
	if now == nil {
		return more, nil
	}
	for _, m := range best {
		if stored[m.ID] {
			continue
		}
		if ok, err := visible(tx, kind.Other(), market, m.otherID(kind)); err != nil {
			return false, err
		} else if !ok {
			continue // withdrawn since the search
		}
		if err := Matches.Insert(tx, &m); err != nil {
			return false, err
		}
	}
	return more, nil
}

// again scores the stored pairs outside the search result and adds those that stay. It gives the examined ones.
func (s *Service) again(ctx context.Context, kind Kind, q store.Query, next map[string]Match) (scored map[string]bool,
	err error) {
	c, err := s.current(ctx)
	if err != nil {
		return nil, err
	}
	id := q.Where[0].Value.(string)
	var others, ids []string
	var aside map[string]bool
	err = s.db.View(ctx, func(tx store.Tx) error {
		others, ids, scored = nil, nil, map[string]bool{}
		err := stubs.Each(tx, q, func(m stub) error {
			if _, ok := next[m.ID]; !ok {
				others, ids = append(others, m.otherID(kind)), append(ids, m.ID)
				scored[m.ID] = true
			}
			return nil
		})
		if err == nil {
			aside, err = putAside(tx, q.Market, ids)
		}
		return err
	})
	if err != nil || len(others) == 0 {
		return scored, err
	}
	self, err := s.ix.Docs(ctx, kind, []string{id})
	if err != nil || len(self) == 0 {
		return scored, err
	}
	docs, err := s.ix.Docs(ctx, kind.Other(), others)
	if err != nil {
		return nil, err
	}
	ask, at := c.Ask(self[0]), s.now().UnixMilli()
	for _, d := range docs {
		p := Pairing{Demand: ask, Achievement: c.Prepare(d)}
		if kind == Achievement {
			p.Demand, p.Achievement = p.Achievement, p.Demand
		}
		p.Scored = Score(p.Demand, p.Achievement)
		if id := MatchID(p.Demand.ID, p.Achievement.ID); p.stays(kind, aside[id]) {
			next[id] = p.record(q.Market, c.Number, at)
		}
	}
	return scored, nil
}

// replaceMatch writes the next form of a stored match when it differs, or removes it. A pair that another process has
// scored from newer contents stays.
func replaceMatch(tx store.Tx, old stub, next Match, keep bool) error {
	if !keep {
		return stubs.Delete(tx, &old)
	}
	if old.same(&next) || old.newer(&next) {
		return nil
	}
	next.Meta = old.Meta
	return Matches.Update(tx, &next)
}

// indexed gives all documents of a kind, by id.
func (s *Service) indexed(ctx context.Context, kind Kind) ([]*Analysed, error) {
	if h, ok := As[Holder](s.ix); ok {
		return h.All(ctx, kind)
	}
	var out []*Analysed
	for after := ""; ; {
		refs, err := s.ix.Revisions(ctx, kind, after, 20*batch)
		if err != nil || len(refs) == 0 {
			return out, err
		}
		ids := make([]string, len(refs))
		for i, r := range refs {
			ids[i] = r.ID
		}
		docs, err := s.ix.Docs(ctx, kind, ids)
		if err != nil {
			return nil, err
		}
		out = slices.Concat(out, docs)
		after = ids[len(ids)-1]
	}
}
