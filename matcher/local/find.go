package local

import (
	"context"
	"math/bits"

	"kebang/matcher"
)

// sums are the sums of weights of a block's documents, two bytes each, so that they stay in the cache.
type sums [blockSlots]uint16

// stretch is a part of a block that one core adds up; a block is work for two cores.
type stretch struct{ block, from, to int }

// stretches are the parts of all blocks. A block of few documents is one part, because two would cost more than they
// gain.
func (s *side) stretches() (out []stretch) {
	for i, b := range s.blocks {
		n := len(b.docs)
		if n > 1<<13 {
			out = append(out, stretch{i, 0, n / 2}, stretch{i, n / 2, n})
		} else {
			out = append(out, stretch{i, 0, n})
		}
	}
	return out
}

// common is the share of documents above which a long query skips a term: it would cost the most postings and mean the
// least. Short queries keep every term.
//
// Compared with one in six, of the first ten pairs of 549 demands 99.5 % stay in 100,000 documents and 99.7 % in
// 12,000.
const common = 8 // one in eight

// adding is a row of a block and the weight that it adds to each of its documents.
type adding struct {
	row
	adds uint16
}

// held are the rows of a query's terms in every block. Skipped terms of a long query have none.
type held struct {
	terms []matcher.WeightedTerm
	rows  [][]row // of each term, in each block
	all   float64 // sum of the weights of the terms
}

// look finds the rows of the terms.
func (s *side) look(terms []matcher.WeightedTerm) (h held) {
	size, blocks := s.size(), len(s.blocks)
	long := len(terms) > 20 && size > 5000
	all := make([]row, len(terms)*blocks)
	for _, t := range terms {
		rows, n := all[:blocks:blocks], 0
		for i, b := range s.blocks {
			rows[i], _ = b.lists[0].find(t.Term)
			n += rows[i].len()
		}
		if t.Weight <= 0 || long && (n == 0 || n > size/common) {
			clear(rows)
			continue
		}
		all = all[blocks:]
		h.terms, h.rows = append(h.terms, t), append(h.rows, rows)
		h.all += float64(t.Weight)
	}
	return h
}

// adds turns a weight into whole numbers, one a level. The order is then the same on every machine and no sum
// overflows.
func (h *held) adds(term int) (out [len(levels)]uint16) {
	for j, l := range levels {
		out[j] = uint16(float64(h.terms[term].Weight) / h.all * (l.adds / wholeLevel) * (1<<16 - 1))
	}
	return out
}

// of gives all rows to add up in a block.
func (h *held) of(s *side, block int) []adding {
	out := make([]adding, 0, len(h.terms)*3/2)
	for i, t := range h.terms {
		r := h.rows[i][block]
		for j, w := range h.adds(i) {
			if j > 0 && w > 0 {
				r, _ = s.blocks[block].lists[j].find(t.Term)
			}
			if w > 0 && r.len() == 0 {
				break // a document without the first level has no second one
			}
			if w > 0 {
				out = append(out, adding{r, w})
			}
		}
	}
	return out
}

// Four sums in a word: a lane of two bytes each.
const (
	laneOnes = 0x0001000100010001
	laneHigh = 0x8000800080008000
)

// atLeast marks, by their highest bits, the lanes of x that are at least those of low.
func atLeast(x, low uint64) uint64 {
	t := (x | laneHigh) - (low &^ laneHigh) // highest bit: the other fifteen are at least those of low
	return (x&^low | ^(x^low)&t) & laneHigh
}

// collect offers the documents of a stretch that pass the filter.
func (h *best) collect(part stretch, acc *sums, f *matcher.Filter) {
	b := h.s.blocks[part.block]
	market, known := h.s.names[f.Market]
	if f.Market != "" && !known {
		return
	}
	rest := *f
	rest.Market = ""
	more := rest.Narrows()
	norm, all := b.norm[part.from:part.to], acc[part.from:part.to]
	floor := h.floor.Load()
	// No norm is larger than most, so a sum under low cannot reach the floor. Most documents need one look at two
	// bytes.
	low := lowest(floor, b.most)
	for from := 0; from < len(all); from += 4 {
		var marked uint64
		if x := all[from:]; len(x) >= 4 {
			marked = atLeast(uint64(x[0])|uint64(x[1])<<16|uint64(x[2])<<32|uint64(x[3])<<48, low)
		} else {
			marked = laneHigh >> (64 - 16*len(x))
		}
		for ; marked != 0; marked &= marked - 1 {
			i := from + bits.TrailingZeros64(marked)/16
			score, place := uint32(all[i])*uint32(norm[i]), part.from+i
			if score < floor || b.docs[place] == nil || f.Market != "" && b.home[place] != market ||
				more && !rest.Matches(b.docs[place]) {
				continue
			}
			h.offer(found{at(part.block, uint16(place)), score})
			floor = h.floor.Load()
			low = lowest(floor, b.most)
		}
	}
}

// lowest is, in every lane, the least sum that can reach the floor with a norm.
func lowest(floor uint32, norm uint16) uint64 {
	return uint64(min(max(1, floor/uint32(norm)), 1<<16-1)) * laneOnes
}

// Candidates gives the documents with the largest weighted share of the terms.
func (x *Index) Candidates(ctx context.Context, kind matcher.Kind, terms []matcher.WeightedTerm, f matcher.Filter,
	limit int) ([]matcher.Ref, error) {
	docs, err := x.CandidateDocs(ctx, kind, terms, f, limit)
	out := make([]matcher.Ref, len(docs))
	for i, d := range docs {
		out[i] = matcher.Ref{ID: d.ID, Revision: d.Revision}
	}
	return out, err
}

// CandidateDocs gives the documents of Candidates themselves.
func (x *Index) CandidateDocs(ctx context.Context, kind matcher.Kind, terms []matcher.WeightedTerm, f matcher.Filter,
	limit int) ([]*matcher.Analysed, error) {
	s := x.side(kind)
	s.mu.RLock()
	defer s.mu.RUnlock()
	query := s.look(terms)
	if len(query.terms) == 0 || limit <= 0 {
		return nil, ctx.Err()
	}
	parts, adds, h := s.stretches(), make([][]adding, len(s.blocks)), newBest(s, limit)
	matcher.Parallel(len(s.blocks), func(i int) { adds[i] = query.of(s, i) })
	matcher.Parallel(len(parts), func(i int) {
		p, acc := parts[i], s.pool.Get().(*sums)
		clear(acc[p.from:p.to])
		for _, a := range adds[p.block] {
			a.add(acc, p.from, p.to, a.adds)
		}
		h.collect(p, acc, &f)
		s.pool.Put(acc)
	})
	return h.docs(), ctx.Err()
}
