package matcher

import (
	"context"
	"maps"
	"slices"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// tuning are weights by part that replace those of the table.
type tuning [partCount]float64

// full is the weight of a part before it is halved for a guess.
func (s *Scored) full(part int) float64 {
	if s.tuned != nil {
		return s.tuned[part]
	}
	return weights[part]
}

// Weights are the weights of the parts by name.
type Weights map[string]float64

// DefaultWeights are those of the table, for all markets without learned weights.
func DefaultWeights() Weights {
	out := Weights{}
	for i, p := range PartNames {
		out[p.Code] = weights[i]
	}
	return out
}

// WeightNames are the parts in the order of the table.
func WeightNames() []string { return PartNames.Codes() }

// tuning takes missing weights from the table and ignores former parts. A weight is never negative.
func (w Weights) tuning() *tuning {
	var out tuning
	for i, p := range PartNames {
		out[i] = weights[i]
		if v, ok := w[p.Code]; ok && v >= 0 {
			out[i] = v
		}
	}
	return &out
}

// Tune makes a corpus score the pairs of a market by other weights. Market "" stands for all markets without weights of
// their own. Nil weights are those of the table.
func (c *Corpus) Tune(market string, w Weights) {
	next := map[string]*tuning{}
	if old := c.tuned.Load(); old != nil {
		maps.Copy(next, *old)
	}
	delete(next, market)
	if w != nil {
		next[market] = w.tuning()
	}
	c.tuned.Store(&next)
}

func (c *Corpus) tuning(market string) *tuning {
	if c.tuned == nil {
		return nil
	}
	m := c.tuned.Load()
	if m == nil {
		return nil
	}
	if t := (*m)[market]; t != nil {
		return t
	}
	return (*m)[""]
}

// Corpus is the corpus that weighed the document.
func (r *Ready) Corpus() *Corpus { return r.corpus }

// Tuning is the stored form of learned weights: one record a market, and one in the national market for all others.
type Tuning struct {
	store.Meta
	Weights Weights      `json:"weights"`
	At      int64        `json:"at"`      // UTC ms
	Lessons map[Sign]int `json:"lessons"` // number of lessons by sign
	Judged  [2]Figures   `json:"judged"`  // the judged set before and after
	Past    []Weights    `json:"past,omitempty"`
}

// tuningID is the id of the one record of a market.
const tuningID = "weights"

// pastTunings is the number of former weights that are stored, for a return by hand.
const pastTunings = 10

// Tunings is the collection of learned weights.
var Tunings = store.Define(store.Def[Tuning]{Name: "tunings", Shape: 2, Oldest: 2,
	Noun: vocab.Noun("匹配权重", "matching weights"),
	Meta: func(t *Tuning) *store.Meta { return &t.Meta }})

// tune reads the learned weights of all markets once for each corpus.
func (s *Service) tune(ctx context.Context, c *Corpus) error {
	if c == nil || c.tuned.Load() != nil {
		return nil
	}
	found := map[string]*tuning{}
	err := s.db.View(ctx, func(tx store.Tx) error {
		clear(found)
		return Tunings.Each(tx, store.Query{AllMarkets: true}, func(t Tuning) error {
			market := t.Market
			if market == store.National {
				market = ""
			}
			found[market] = t.Weights.tuning()
			return nil
		})
	})
	if err == nil {
		c.tuned.Store(&found)
	}
	return err
}

// forgetTuning makes the next question look for learned weights again.
func (s *Service) forgetTuning() {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.corpus != nil {
		s.corpus.tuned.Store(nil)
	}
}

// WeightsOf gives the weights of a market and whether it learned them itself. Market store.National gives the shared
// ones.
func (s *Service) WeightsOf(ctx context.Context, market string) (w Weights, own bool, err error) {
	w = DefaultWeights()
	err = s.db.View(ctx, func(tx store.Tx) error {
		for _, m := range slices.Compact([]string{market, store.National}) {
			t, err := Tunings.Get(tx, m, tuningID)
			if fault.Is(err, fault.NotFound) {
				continue
			}
			if err == nil {
				w, own = t.Weights, m == market
			}
			return err
		}
		return nil
	})
	return w, own, err
}

// Adopt lets a market (or store.National for all others) score by new weights from now on. An event then rematches all
// pairs. The caller must measure first whether they are better.
func (s *Service) Adopt(ctx context.Context, market string, t Tuning) error {
	now := s.now().UnixMilli()
	err := s.db.Run(ctx, func(tx store.Tx) error {
		next := t
		next.ID, next.Market, next.At = tuningID, market, now
		old, err := Tunings.Get(tx, market, tuningID)
		switch {
		case fault.Is(err, fault.NotFound):
			err = Tunings.Insert(tx, &next)
		case err == nil:
			next.Meta = old.Meta
			next.Past = append([]Weights{old.Weights}, old.Past...)
			next.Past = next.Past[:min(pastTunings, len(next.Past))]
			err = Tunings.Update(tx, &next)
		}
		if err == nil {
			err = standing(tx, func(c *Standing) { c.Tuned++ })
		}
		if err != nil {
			return err
		}
		return store.Emit(tx, store.National, EventRenewed, "corpus", "all", now)
	})
	s.forgetTuning()
	return err
}
