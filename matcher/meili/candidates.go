package meili

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/meilisearch/meilisearch-go"

	"kebang/matcher"
)

// A long query is asked as follows. A hit of a search costs the server ten times as much as a value of a facet. The
// documents of a term are therefore listed as the values of a facet. That works for terms that the corpus knows from at
// most listMost documents. The named documents are ordered by the sum of their terms and by length, and only the first
// ones are compared in all terms. With too few rare terms, as in an index of a million, commoner terms are asked too.
// For those the server gives the documents with most of the other terms.
const (
	heads = 12 // terms listed in one round
	// the words that Meilisearch reads. Where fewer terms can be listed, the others of this number are asked by rank
	width   = 10
	perHead = 50  // documents of a commoner term
	few     = 200 // and twice the limit; this many documents are rather compared than reduced by more terms
	probed  = 100 // rare terms in one question; a query has at most 1,000 words and separators
)

// Candidates gives the documents with the largest weighted share of the terms. The best terms find them, and all given
// terms order them.
func (x *Index) Candidates(ctx context.Context, kind matcher.Kind, terms []matcher.WeightedTerm, f matcher.Filter,
	limit int) ([]matcher.Ref, error) {
	if len(terms) == 0 || limit <= 0 || !known(kind) {
		return nil, ctx.Err()
	}
	s := &sought{x: x, uid: x.uid(kind), where: condition(&f), at: map[string]int{}}
	var listed, common, rare []matcher.WeightedTerm
	for _, t := range terms {
		switch {
		case t.DF <= 1: // mostly it occurs only in the query
			rare = append(rare, t)
		case t.DF <= listMost:
			listed = append(listed, t)
		default:
			common = append(common, t)
		}
	}
	s.words = append(slices.Clone(listed[:min(len(listed), width)]), common[:min(len(common), width)]...)
	slices.SortStableFunc(s.words, func(a, b matcher.WeightedTerm) int { return cmp.Compare(b.Weight, a.Weight) })
	first := take(&listed, heads)
	by := take(&common, width-len(first))
	probe := rare[:min(len(rare), probed)]
	if len(first)+len(by) == 0 {
		first, probe = take(&rare, heads), nil
	}
	inside, without, err := s.open(ctx, first, by, probe)
	if err != nil {
		return nil, err
	}
	held := without < inside // documents with any of the rare terms
	if len(probe) > 0 && !held {
		rare = nil
	}
	enough := func() bool { return len(s.all) >= min((limit+1)/2, inside) }
	switch {
	case enough() && held:
		if err := s.round(ctx, take(&rare, heads), nil); err != nil {
			return nil, err
		}
	case enough():
	case inside <= min(few+2*limit, listMost):
		if err := s.everything(ctx); err != nil {
			return nil, err
		}
	default:
		for len(listed)+len(common)+len(rare) > 0 && !enough() {
			more := slices.Concat(take(&listed, heads), take(&rare, heads))
			if err := s.round(ctx, more, take(&common, width)); err != nil {
				return nil, err
			}
		}
	}
	docs, err := x.load(ctx, kind, s.uid, s.best(limit+limit/4))
	if err != nil {
		return nil, err
	}
	docs = slices.DeleteFunc(docs, func(d *matcher.Analysed) bool { return !f.Matches(d) })
	return best(docs, terms, limit), ctx.Err()
}

// take removes the next n of a list.
func take[T any](list *[]T, n int) []T {
	n = max(0, min(n, len(*list)))
	out := (*list)[:n]
	*list = (*list)[n:]
	return out
}

var locales = []string{"cmn"}

// A round is split into parallel requests. The server answers the questions of one request one after another, but
// requests in parallel.
const (
	usualLanes = 3
	perLane    = 5 // fewer questions are not worth a request of their own
)

// ask sends several questions and gives the answers in their order.
func (x *Index) ask(ctx context.Context, queries []*meilisearch.SearchRequest) ([]meilisearch.SearchResponse, error) {
	if len(queries) == 0 {
		return nil, nil
	}
	short, cancel := reading(ctx)
	defer cancel()
	lots := slices.Collect(slices.Chunk(queries, max(perLane, (len(queries)+x.lanes-1)/x.lanes)))
	answers, errs := make([][]meilisearch.SearchResponse, len(lots)), make([]error, len(lots))
	var wg sync.WaitGroup
	for i, lot := range lots {
		wg.Go(func() {
			r, err := x.api.MultiSearchWithContext(short, &meilisearch.MultiSearchRequest{Queries: lot})
			if err != nil {
				errs[i] = x.fail(ctx, err)
				return
			}
			answers[i] = r.Results
		})
	}
	wg.Wait()
	return slices.Concat(answers...), cmp.Or(errs...)
}

// union lists the documents of several answers, each once.
type union struct {
	seen map[string]bool
	all  []found
}

func (u *union) add(answers []meilisearch.SearchResponse) {
	for _, a := range answers {
		for _, h := range a.Hits {
			if f := foundOf(h); !u.seen[f.key] {
				u.seen[f.key] = true
				u.all = append(u.all, f)
			}
		}
	}
}

func unionOf(answers []meilisearch.SearchResponse) []found {
	u := union{seen: map[string]bool{}}
	u.add(answers)
	return u.all
}

// best orders documents by the sum of weight times impact over all terms, equal ones by id.
func best(docs []*matcher.Analysed, terms []matcher.WeightedTerm, limit int) []matcher.Ref {
	byTerm := slices.Clone(terms)
	slices.SortFunc(byTerm, func(a, b matcher.WeightedTerm) int { return cmp.Compare(a.Term, b.Term) })
	type scored struct {
		ref matcher.Ref
		sum float64
	}
	all := make([]scored, len(docs))
	matcher.Parallel(len(docs), func(i int) {
		d := docs[i]
		s, length := scored{ref: matcher.Ref{ID: d.ID, Revision: d.Revision}}, d.Whole.Length()
		j := 0
		for t, n := range d.Whole.All() {
			for j < len(byTerm) && byTerm[j].Term < t {
				j++
			}
			for k := j; k < len(byTerm) && byTerm[k].Term == t; k++ {
				s.sum += float64(byTerm[k].Weight) * matcher.Impact(n.Times(), length)
			}
		}
		all[i] = s
	})
	all = slices.DeleteFunc(all, func(s scored) bool { return s.sum <= 0 })
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.sum, a.sum), strings.Compare(a.ref.ID, b.ref.ID))
	})
	out := make([]matcher.Ref, min(limit, len(all)))
	for i := range out {
		out[i] = all[i].ref
	}
	return out
}
