package local

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"kebang/matcher"
)

// found is a document with its sum of weight times impact.
type found struct {
	slot  uint32
	score uint32
}

// sums adds up weight times impact of all documents. Weights are scaled to integers, so the order is the same on
// every machine. The caller gives the accumulators back.
func (s *side) sums(terms []matcher.WeightedTerm) *[]uint32 {
	acc := s.pool.Get().(*[]uint32)
	if cap(*acc) < len(s.docs) {
		*acc = make([]uint32, len(s.docs)+len(s.docs)/4)
	}
	*acc = (*acc)[:len(s.docs)]
	clear(*acc)
	var heaviest float32
	for _, t := range terms {
		heaviest = max(heaviest, t.Weight)
	}
	if heaviest <= 0 {
		return acc
	}
	scale := float64(math.MaxUint32) / (impactMask + 1) / float64(heaviest) / float64(len(terms)+1)
	a := *acc
	for _, t := range terms {
		l, w := s.lists.find(t.Term), uint32(float64(t.Weight)*scale)
		if l == nil || w == 0 {
			continue
		}
		for _, p := range l.p {
			a[p>>impactBits] += w * (p & impactMask)
		}
	}
	return acc
}

// best gives the limit best documents that pass the filter, best first, equal ones by id.
func (s *side) best(acc []uint32, f *matcher.Filter, limit int) []found {
	if limit <= 0 {
		return nil
	}
	heap := make([]found, 0, limit+1)
	worse := func(a, b found) bool { // a stands behind b
		if a.score != b.score {
			return a.score < b.score
		}
		return s.docs[a.slot].ID > s.docs[b.slot].ID
	}
	market, known := s.names[f.Market]
	if f.Market != "" && !known {
		return nil
	}
	rest := *f
	rest.Market = ""
	more := rest.Narrows()
	var floor uint32 = 1
	for slot, score := range acc {
		if score < floor || s.docs[slot] == nil || f.Market != "" && s.home[slot] != market || more && !rest.Matches(&s.docs[slot].Doc) {
			continue
		}
		h := found{uint32(slot), score}
		if len(heap) == limit {
			if !worse(heap[0], h) {
				continue
			}
			heap[0] = h
			down(heap, worse)
		} else {
			heap = append(heap, h)
			up(heap, worse)
		}
		if len(heap) == limit {
			floor = heap[0].score
		}
	}
	slices.SortFunc(heap, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(s.docs[a.slot].ID, s.docs[b.slot].ID))
	})
	return heap
}

func up(h []found, worse func(a, b found) bool) {
	for i := len(h) - 1; i > 0; {
		p := (i - 1) / 2
		if !worse(h[i], h[p]) {
			return
		}
		h[i], h[p] = h[p], h[i]
		i = p
	}
}

func down(h []found, worse func(a, b found) bool) {
	for i := 0; ; {
		c := 2*i + 1
		if c+1 < len(h) && worse(h[c+1], h[c]) {
			c++
		}
		if c >= len(h) || !worse(h[c], h[i]) {
			return
		}
		h[i], h[c] = h[c], h[i]
		i = c
	}
}

// common is the share of documents above which a term of a long query is not looked up: it would cost the most
// postings and tell the least. Short queries keep every term.
const common = 6 // one in six

// Candidates gives the documents that share most of the weighted terms.
func (x *Index) Candidates(ctx context.Context, kind matcher.Kind, terms []matcher.WeightedTerm, f matcher.Filter, limit int) ([]matcher.Ref, error) {
	s := x.side(kind)
	s.mu.RLock()
	defer s.mu.RUnlock()
	if len(terms) > 20 && len(s.docs) > 5000 {
		terms = slices.DeleteFunc(slices.Clone(terms), func(t matcher.WeightedTerm) bool {
			l := s.lists.find(t.Term)
			return l == nil || len(l.p) > len(s.docs)/common
		})
	}
	acc := s.sums(terms)
	defer s.pool.Put(acc)
	hits := s.best(*acc, &f, limit)
	out := make([]matcher.Ref, len(hits))
	for i, h := range hits {
		out[i] = matcher.Ref{ID: s.docs[h.slot].ID, Revision: s.docs[h.slot].Revision}
	}
	return out, ctx.Err()
}
