package local

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"kebang/internal/pinyin"
	"kebang/internal/text"
	"kebang/matcher"
)

// Search finds documents by free text. A document must hold at least half of the weight of the query's terms, so that
// one shared character finds nothing. Titles count double. Letters that no text holds are read as pinyin.
func (x *Index) Search(ctx context.Context, q matcher.Query) (matcher.Results, error) {
	s := x.side(q.Kind)
	s.mu.RLock()
	defer s.mu.RUnlock()
	typed := matcher.ReadTyped(q.Text)
	var hits []hit
	var weights []float64
	var held []bool
	if len(typed.Terms) > 0 {
		weights = typed.Weights(s.rarity)
		hits, held = s.matching(typed, weights, &q.Filter)
	} else if typed.Normal == "" {
		hits = s.all(&q.Filter)
	}
	if q.Limit <= 0 {
		q.Limit = 20
	}
	var sounds []sound
	if letters, ok := pinyin.Parse(typed.Normal); ok && len(hits) == 0 {
		sounds = s.sounding(letters, &q.Filter)
		for _, x := range sounds {
			hits = append(hits, hit{at: x.at})
		}
	}
	partly := q.Partly && len(hits) == 0 && len(typed.Terms) > 0
	if partly {
		hits, _ = s.matching(typed, typed.Partly(weights, func(i int) bool { return held[i] }), &q.Filter)
	}
	r := matcher.Results{Total: len(hits), Facets: s.facets(q.Facets, hits, q.Filter.Public)}
	from := min(max(0, q.Offset), len(hits))
	to := min(from+q.Limit, len(hits))
	if sounds == nil {
		front(hits, to, s.better)
	}
	for i, h := range hits[from:to] {
		if sounds != nil {
			r.Hits = append(r.Hits, matcher.SoundHit(s.doc(h.at), sounds[from+i].Sound, q.Filter.Public))
			continue
		}
		found := matcher.HitOf(s.doc(h.at), float32(h.score), typed, q.Filter.Public)
		found.Partly = partly
		r.Hits = append(r.Hits, found)
	}
	return r, ctx.Err()
}

type hit struct {
	at    slot
	score float64
}

func (s *side) rarity(t text.Term) float64 {
	return math.Log(1 + float64(s.size()+1)/(float64(s.df(t))+.5))
}

// matching finds the documents that hold half of the weight. For each term it reports whether a document within the
// filter holds it.
func (s *side) matching(typed *matcher.Typed, weights []float64, f *matcher.Filter) ([]hit, []bool) {
	var whole float64
	held := make(map[slot]*hit)
	share := make(map[slot]float64)
	seen := make([]bool, len(typed.Terms))
	for i, t := range typed.Terms {
		rarity := weights[i]
		if rarity == 0 {
			continue
		}
		whole += rarity
		s.searched(t, func(at slot) {
			d := s.doc(at)
			if d == nil || f.Public && d.Hidden.Has(t) {
				return
			}
			h := held[at]
			if h == nil {
				if !f.Matches(d) {
					return
				}
				h = &hit{at: at}
				held[at] = h
			}
			seen[i] = true
			w := rarity
			share[at] += w
			if c := d.Whole.Count(t); c != 0 {
				n := float64(c.Times())
				w *= .5 + n/(n+normOne/float64(s.norm(at))-1)
				if c.InTitle() {
					w *= 2
				}
			}
			h.score += w
		})
	}
	out := make([]hit, 0, len(held))
	for at, h := range held {
		if share[at]*2 >= whole*(1-1e-9) {
			out = append(out, *h)
		}
	}
	return out, seen
}

func (s *side) all(f *matcher.Filter) []hit {
	var out []hit
	s.each(f, func(at slot, _ *matcher.Analysed) { out = append(out, hit{at: at}) })
	return out
}

// better puts the better hit first, of equal ones the newer.
func (s *side) better(a, b hit) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(s.when(b.at), s.when(a.at)),
		strings.Compare(s.doc(a.at).ID, s.doc(b.at).ID))
}

// front puts the first n in order in front; the others follow in no order.
func front(hits []hit, n int, order func(a, b hit) int) {
	if n >= len(hits)/8 {
		slices.SortFunc(hits, order)
		return
	}
	slices.SortFunc(hits[:n], order)
	for i := n; i < len(hits) && n > 0; i++ {
		x, last := hits[i], hits[n-1]
		if order(x, last) >= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(hits[:n], x, order)
		copy(hits[at+1:n], hits[at:n-1])
		hits[at], hits[i] = x, last
	}
}
