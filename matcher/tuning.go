package matcher

import (
	"context"
	"maps"
	"slices"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// tuning are weights by part that replace those of the table.
type tuning [partCount]float64

// full is the weight of a part before it is halved for a guess.
func (s *Scored) full(part int) float64 {
	if s.tuned != nil {
		return s.tuned[part]
	}
	return weights[part].weight
}

// Weights are the weights of the parts by name, as a person reads them.
type Weights map[string]float64

// DefaultWeights are those of the table, shared by all markets that learned none of their own.
func DefaultWeights() Weights {
	out := Weights{}
	for _, w := range weights {
		out[w.name] = w.weight
	}
	return out
}

// WeightNames are the parts in the order of the table.
func WeightNames() []string {
	var out []string
	for _, w := range weights {
		out = append(out, w.name)
	}
	return out
}

// tuning fills what is missing from the table and ignores parts that are no more; a weight is never negative.
func (w Weights) tuning() *tuning {
	var out tuning
	for i, x := range weights {
		out[i] = x.weight
		if v, ok := w[x.name]; ok && v >= 0 {
			out[i] = v
		}
	}
	return &out
}

// Tune makes a corpus score the pairs of a market by other weights; market "" stands for all that have none of their
// own. Nil weights are those of the table.
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

// Corpus is the corpus that a document was weighed by.
func (r *Ready) Corpus() *Corpus { return r.corpus }

// Tuning is the stored form of learned weights: one record a market, and one in the national market for all others.
type Tuning struct {
	store.Meta
	Weights Weights      `json:"weights"`
	At      int64        `json:"at"`      // UTC ms
	Lessons map[Sign]int `json:"lessons"` // what they were learned from, by sign
	Judged  [2]Figures   `json:"judged"`  // the judged set before and after
	Past    []Weights    `json:"past,omitempty"`
}

// tuningID is the id of the one record a market has.
const tuningID = "weights"

// pastTunings are remembered, to go back by hand.
const pastTunings = 10

// Tunings is the collection of learned weights.
var Tunings = store.Define(store.Def[Tuning]{Name: "tunings", Shape: 2, Oldest: 2, Noun: "匹配权重",
	Meta: func(t *Tuning) *store.Meta { return &t.Meta }})

// tune looks once a corpus for the learned weights of all markets.
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

// WeightsOf gives the weights a market scores by and whether it learned them itself; market store.National asks for the
// shared ones.
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

// Adopt lets a market (or store.National for all others) score by new weights from now on; everything is scored anew by
// an event. Whether they are better is for the caller to measure first.
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
