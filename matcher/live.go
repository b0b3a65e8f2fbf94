package matcher

import (
	"context"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// Pairs that are not stored are scored on request, by the same rules and the same corpus. Every reader, from either
// side, sees the same score. It is also the stored score once somebody acts on the pair.

// live are the pairs of one listing, scored now.
type live struct {
	kind   Kind
	id     string
	corpus int64
	at     int64
	found  map[string]*Pairing // by the id of the match
	briefs []Match             // best first
}

// near scores the nearest pairs of a listing above the floor. It is nil when the listing is not in the index or the
// index cannot be reached. Then only the stored pairs count.
func (s *Service) near(ctx context.Context, market string, kind Kind, id string) (*live, error) {
	c, err := s.current(ctx)
	if err != nil {
		return nil, unlessAway(err)
	}
	docs, err := s.ix.Docs(ctx, kind, []string{id})
	if err != nil || len(docs) == 0 || docs[0].Market != market {
		return nil, unlessAway(err)
	}
	found, err := Best(ctx, s.ix, c, docs[0], Filter{Market: market}, kept, 0)
	if err != nil {
		return nil, unlessAway(err)
	}
	out := &live{kind: kind, id: id, corpus: c.Number, at: s.now().UnixMilli(), found: map[string]*Pairing{}}
	for _, p := range found {
		if p.Total < Floor {
			break
		}
		m := p.brief(market)
		out.found[m.ID] = p
		out.briefs = append(out.briefs, m)
	}
	return out, nil
}

func unlessAway(err error) error {
	if fault.Is(err, fault.Unavailable) {
		return nil
	}
	return err
}

// join adds the pairs that are not stored, best first. Stored must be all stored pairs of the listing.
func (l *live) join(stored []Match) []Match {
	have := map[string]bool{}
	for i := range stored {
		have[stored[i].ID] = true
	}
	out := slices.Clone(stored)
	for _, m := range l.briefs {
		if !have[m.ID] {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, byRank)
	return out
}

// joinFrom is join for a list that begins at a number of points.
func (l *live) joinFrom(stored []Match, points int64) []Match {
	if l == nil {
		return stored
	}
	all := l.join(stored)
	return slices.DeleteFunc(all, func(m Match) bool { return m.Points < points })
}

// explain completes the pairs of a list that are only brief so far.
func (l *live) explain(ms []Match) {
	if l == nil {
		return
	}
	for i := range ms {
		if p := l.found[ms[i].ID]; p != nil && ms[i].Rev == 0 {
			ms[i] = p.record(ms[i].Market, l.corpus, l.at)
		}
	}
}

// pair scores one pair by the id of its match. It is nil when a side is not in the index or the pair is under the
// floor.
func (s *Service) pair(ctx context.Context, market, match string) (*Match, error) {
	demand, achievement, ok := strings.Cut(match, ".")
	if !ok {
		return nil, nil
	}
	c, err := s.current(ctx)
	if err != nil {
		return nil, err
	}
	var sides [2]*Analysed
	for i, id := range []string{demand, achievement} {
		docs, err := s.ix.Docs(ctx, kinds[i], []string{id})
		if err != nil || len(docs) == 0 || docs[0].Market != market {
			return nil, err
		}
		sides[i] = docs[0]
	}
	p := Pairing{Demand: c.Ask(sides[0]), Achievement: c.Prepare(sides[1])}
	if p.Scored = Score(p.Demand, p.Achievement); p.Total < Floor {
		return nil, nil
	}
	m := p.record(market, c.Number, s.now().UnixMilli())
	return &m, nil
}

// withPair calls fn. When the match it reads is not stored, it calls fn again with the pair scored now.
func (s *Service) withPair(ctx context.Context, a actor.Actor, match string, fn func(now *Match) error) error {
	err := fn(nil)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	m, away := s.pair(ctx, a.Market, match)
	if away != nil {
		return away
	}
	if m == nil {
		return err
	}
	return fn(m)
}

// matchOf reads the stored match, or takes the pair scored now.
func matchOf(tx store.Tx, market, id string, now *Match) (Match, error) {
	m, err := Matches.Get(tx, market, id)
	if now != nil && fault.Is(err, fault.NotFound) {
		return *now, nil
	}
	return m, err
}
