package matcher

import (
	"context"
	"slices"

	"kebang/internal/store"
)

// keptWeak is the number of weak pairs that are stored for a demand with no pair shown unasked. The lists of a market
// show these. All other weak pairs are scored on request (live.go).
const keptWeak = 3

// worthKeeping finds the pairs of a listing that are stored, best first. They are all pairs shown unasked and, for a
// demand without one, the nearest few above the floor. It scores the same candidates as Find with the same numbers, but
// reads requirements only where they can decide.
func worthKeeping(ctx context.Context, x Index, c *Corpus, a *Analysed) ([]*Pairing, error) {
	ctx, end := stage(ctx, x, StageWhole)
	defer end()
	ask := c.Ask(a)
	docs, err := candidates(ctx, x, ask, Filter{Market: a.Market})
	if err != nil {
		return nil, err
	}
	_, scored := stage(ctx, x, StageScore)
	defer scored()
	var out, rest []*Pairing
	for _, p := range bounded(ask, docs) {
		if p.Total < Threshold {
			rest = append(rest, p)
		} else if p.finish(p.Demand, p.Achievement); p.unasked() {
			out = append(out, p)
		} else {
			rest = append(rest, p)
		}
	}
	if len(out) == 0 && a.Kind == Demand {
		return nearest(rest), nil
	}
	order(out, a.Kind.Other())
	return out, nil
}

// nearest takes the best few pairs at or above the floor. Their Total is a bound, or already final.
func nearest(rest []*Pairing) []*Pairing {
	out := best(rest, keptWeak, Achievement)
	weak := slices.IndexFunc(out, func(p *Pairing) bool { return p.Total < Floor })
	if weak >= 0 {
		out = out[:weak]
	}
	return out
}

// record is the pair as it is stored.
func (p *Pairing) record(market string, corpus, at int64) Match {
	m := p.brief(market)
	m.Confidence, m.Parts, m.Verdicts, m.Corpus, m.At = p.Confidence, p.Parts(), quoteBoth(p.Demand.Analysed,
		p.Achievement.Analysed, p.Verdicts), corpus, at
	m.Why = Explain(p.Demand, p.Achievement, &p.Scored)
	return m
}

// brief is the record without the fields that are only needed to show it.
func (p *Pairing) brief(market string) Match {
	return Match{Meta: store.Meta{ID: MatchID(p.Demand.ID, p.Achievement.ID), Market: market}, Demand: p.Demand.ID,
		Achievement:   p.Achievement.ID,
		DemandVersion: p.Demand.Revision, AchievementVersion: p.Achievement.Revision, Points: int64(round(p.Total,
			100)*100 + .5), GoodOnly: goodOnly(p.Demand, p.Achievement)}
}

// stays reports whether a stored pair stays although the asking listing has not found it now. Pairs shown unasked stay
// in any case. A weak one stays when somebody put it aside, or when an achievement asks. It may be among the nearest of
// its demand.
func (p *Pairing) stays(asks Kind, aside bool) bool {
	return p.unasked() || p.Total >= Floor && (aside || asks == Achievement)
}

// putAside gives the pairs that somebody put aside.
func putAside(tx store.Tx, market string, ids []string) (map[string]bool, error) {
	out := map[string]bool{}
	for part := range slices.Chunk(ids, 500) {
		where := []store.Cond{{Field: "match", Op: store.In, Value: part},
			{Field: "state", Op: store.Eq, Value: Declined}}
		err := Declines.Each(tx, store.Query{Market: market, Where: where}, func(d Decline) error {
			out[d.Match] = true
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
