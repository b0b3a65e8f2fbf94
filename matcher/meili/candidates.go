package meili

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"kebang/matcher"
)

// How a long query is asked. Meilisearch reads ten words and finds only documents that hold the first one, so the ten
// best terms are each put first once. Terms that the corpus knows from at most one document are asked for by themselves:
// there is nothing to order in what they find.
const (
	heads     = 10
	rareHeads = 10
	perHead   = 50
)

// Candidates gives the documents that share most of the weighted terms: what the sub-queries find, in the order of all
// terms given.
func (x *Index) Candidates(ctx context.Context, kind matcher.Kind, terms []matcher.WeightedTerm, f matcher.Filter, limit int) ([]matcher.Ref, error) {
	if len(terms) == 0 || limit <= 0 || !known(kind) {
		return nil, ctx.Err()
	}
	uid, err := x.prepare(ctx, kind)
	if err != nil {
		return nil, err
	}
	queries := subQueries(terms, max(perHead, limit/4))
	where := condition(&f)
	for _, q := range queries {
		q.IndexUID, q.Locales, q.AttributesToRetrieve = uid, locales, foundFields
		if where != "" {
			q.Filter = where
		}
	}
	answers, err := x.ask(ctx, queries)
	if err != nil {
		return nil, err
	}
	docs, err := x.load(ctx, kind, uid, union(answers))
	if err != nil {
		return nil, err
	}
	docs = slices.DeleteFunc(docs, func(d *matcher.Analysed) bool { return !f.Matches(&d.Doc) })
	return best(docs, terms, limit), ctx.Err()
}

var locales = []string{"cmn"}

// subQueries makes the queries of the best terms.
func subQueries(terms []matcher.WeightedTerm, each int) []*meilisearch.SearchRequest {
	var common, rare []string
	for _, t := range terms {
		if t.DF > 1 && len(common) < heads {
			common = append(common, token(t.Term))
		} else if t.DF <= 1 && len(rare) < rareHeads {
			rare = append(rare, token(t.Term))
		}
	}
	var out []*meilisearch.SearchRequest
	ask := func(words ...string) {
		out = append(out, &meilisearch.SearchRequest{Query: strings.Join(words, " "), MatchingStrategy: meilisearch.Last, Limit: int64(each)})
	}
	for i, t := range common {
		words := append([]string{t}, common[:i]...)
		ask(append(words, common[i+1:]...)...)
	}
	for _, t := range rare {
		ask(t)
	}
	return out
}

// ask sends several questions in one request.
func (x *Index) ask(ctx context.Context, queries []*meilisearch.SearchRequest) ([]meilisearch.SearchResponse, error) {
	if len(queries) == 0 {
		return nil, nil
	}
	short, cancel := reading(ctx)
	defer cancel()
	r, err := x.api.MultiSearchWithContext(short, &meilisearch.MultiSearchRequest{Queries: queries})
	if err != nil {
		return nil, x.fail(ctx, err)
	}
	return r.Results, nil
}

// union lists what the answers name, each document once.
func union(answers []meilisearch.SearchResponse) []found {
	seen := map[string]bool{}
	var out []found
	for _, a := range answers {
		for _, h := range a.Hits {
			if f := foundOf(h); !seen[f.key] {
				seen[f.key] = true
				out = append(out, f)
			}
		}
	}
	return out
}

// best orders documents by the sum of weight times impact over all terms, equal ones by id.
func best(docs []*matcher.Analysed, terms []matcher.WeightedTerm, limit int) []matcher.Ref {
	byTerm := slices.Clone(terms)
	slices.SortFunc(byTerm, func(a, b matcher.WeightedTerm) int { return cmp.Compare(a.Term, b.Term) })
	type scored struct {
		ref matcher.Ref
		sum float64
	}
	all := make([]scored, 0, len(docs))
	for _, d := range docs {
		s, length := scored{ref: matcher.Ref{ID: d.ID, Revision: d.Revision}}, d.Whole.Length()
		j := 0
		for i, t := range d.Whole.T {
			for j < len(byTerm) && byTerm[j].Term < t {
				j++
			}
			for k := j; k < len(byTerm) && byTerm[k].Term == t; k++ {
				s.sum += float64(byTerm[k].Weight) * matcher.Impact(d.Whole.Count(i), length)
			}
		}
		if s.sum > 0 {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.sum, a.sum), strings.Compare(a.ref.ID, b.ref.ID))
	})
	out := make([]matcher.Ref, min(limit, len(all)))
	for i := range out {
		out[i] = all[i].ref
	}
	return out
}
