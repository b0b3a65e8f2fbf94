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

// How a long query is asked. Meilisearch reads ten words and finds only documents that hold the first one, so the ten
// best terms are each put first once. Terms that the corpus knows from at most one document are asked for by themselves:
// there is nothing to order in what they find. In a large index that is enough. Where it gives fewer than half of the
// documents asked for, all documents inside the filter are taken if they are few, else the next ten terms follow.
const (
	heads   = 10
	perHead = 50
	few     = 200 // and twice what is wanted: so many documents are rather looked at than asked for by more terms
)

// Candidates gives the documents that share most of the weighted terms: what the sub-queries find, in the order of all
// terms given.
func (x *Index) Candidates(ctx context.Context, kind matcher.Kind, terms []matcher.WeightedTerm, f matcher.Filter, limit int) ([]matcher.Ref, error) {
	if len(terms) == 0 || limit <= 0 || !known(kind) {
		return nil, ctx.Err()
	}
	uid := x.uid(kind)
	where := condition(&f)
	var common, rare []string
	for _, t := range terms {
		if t.DF > 1 {
			common = append(common, token(t.Term))
		} else {
			rare = append(rare, token(t.Term))
		}
	}
	u := union{seen: map[string]bool{}}
	ask := func(each int, queries []*meilisearch.SearchRequest) ([]meilisearch.SearchResponse, error) {
		for _, q := range queries {
			q.IndexUID, q.Locales, q.AttributesToRetrieve = uid, locales, foundFields
			if q.HitsPerPage == nil {
				q.Limit = int64(each)
			}
			if where != "" {
				q.Filter = where
			}
		}
		answers, err := x.ask(ctx, queries)
		u.add(answers)
		return answers, err
	}
	each := max(perHead, limit/4)
	queries := append(rotated(take(&common, heads)), alone(take(&rare, heads))...)
	answers, err := ask(each, append(queries, counting(&meilisearch.SearchRequest{}, 0)))
	if err != nil {
		return nil, err
	}
	if inside := int(answers[len(answers)-1].TotalHits); len(u.all) >= min((limit+1)/2, inside) {
		common, rare = nil, nil
	} else if inside <= few+2*limit {
		common, rare = nil, nil
		if _, err := ask(inside, []*meilisearch.SearchRequest{{}}); err != nil {
			return nil, err
		}
	}
	for len(common)+len(rare) > 0 && len(u.all) < (limit+1)/2 {
		if _, err := ask(each, append(rotated(take(&common, heads)), alone(take(&rare, heads))...)); err != nil {
			return nil, err
		}
	}
	docs, err := x.load(ctx, kind, uid, u.all)
	if err != nil {
		return nil, err
	}
	docs = slices.DeleteFunc(docs, func(d *matcher.Analysed) bool { return !f.Matches(&d.Doc) })
	return best(docs, terms, limit), ctx.Err()
}

// take removes the next words of one round.
func take(words *[]string, n int) []string {
	n = min(n, len(*words))
	out := (*words)[:n]
	*words = (*words)[n:]
	return out
}

// rotated puts each word first once, the best others behind it in their order: what holds more of them comes first.
func rotated(words []string) (out []*meilisearch.SearchRequest) {
	for i, w := range words {
		q := append([]string{w}, words[:min(i, heads-1)]...)
		q = append(q, words[i+1:]...)
		out = append(out, &meilisearch.SearchRequest{Query: strings.Join(q[:min(heads, len(q))], " "), MatchingStrategy: meilisearch.Last})
	}
	return out
}

func alone(words []string) (out []*meilisearch.SearchRequest) {
	for _, w := range words {
		out = append(out, &meilisearch.SearchRequest{Query: w, MatchingStrategy: meilisearch.Last})
	}
	return out
}

var locales = []string{"cmn"}

// A round is split into requests that are sent at the same time: the server answers the questions of one request one
// after another, but requests side by side.
const (
	usualLanes = 3
	perLane    = 5 // fewer questions than this are not worth a request of their own
)

// ask sends several questions, the answers are in their order.
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

// union lists what answers name, each document once.
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
	all := make([]scored, 0, len(docs))
	for _, d := range docs {
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
