package meili

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/internal/pinyin"
	"kebang/internal/text"
	"kebang/matcher"
)

const (
	decisive = 7   // number of the heaviest terms that decide whether a document holds half of the weight
	window   = 200 // first documents, ordered here; later ones follow in the engine's order
)

// facetFields are the attributes that facets count.
var facetFields = map[string]string{"industry": "industry1", "region": "province", "mode": "modes", "trl": "trl",
	"money": "moneyClass", "state": "stateName"}

// openFacets are the facets of visitors, by public fields.
var openFacets = map[string]string{"industry": "openIndustry1", "region": "openProvince", "mode": "openModes",
	"trl": "openTrl"}

func (s *question) facetField(name string) string {
	if f := openFacets[name]; f != "" && s.Filter.Public {
		return f
	}
	return facetFields[name]
}

// openWords and openSounds are the fields that visitors may search; members search all.
var openWords, openSounds = []string{"head", "body", "beside"}, []string{"sound"}

// Search finds documents by free text as matcher/local does. A document must hold half of the weight of the query's
// terms, titles count double, and letters that no text holds are read as pinyin. The engine counts totals and facets
// over all finds. In a query of more than seven terms the seven heaviest known ones decide. All questions of one search
// share one time limit, because a person waits for the answer.
func (x *Index) Search(ctx context.Context, q matcher.Query) (matcher.Results, error) {
	short, cancel := reading(ctx)
	defer cancel()
	none := matcher.Results{Facets: map[string]map[string]int{}}
	for _, name := range q.Facets {
		none.Facets[name] = map[string]int{}
	}
	if !known(q.Kind) {
		return none, ctx.Err()
	}
	uid := x.uid(q.Kind)
	if q.Limit <= 0 {
		q.Limit = 20
	}
	q.Offset = max(0, q.Offset)
	s := &question{x: x, Query: q, uid: uid, where: condition(&q.Filter), out: none}
	typed := matcher.ReadTyped(q.Text)
	var err error
	switch {
	case len(typed.Terms) > 0:
		err = s.typed(short, typed)
	case typed.Normal == "":
		err = s.all(short)
	}
	if letters, ok := pinyin.Parse(typed.Normal); ok && err == nil && s.out.Total == 0 {
		err = s.sounding(short, letters)
	}
	if q.Partly && err == nil && s.out.Total == 0 && len(typed.Terms) > 0 {
		err = s.partly(short, typed)
	}
	if err == nil {
		err = ctx.Err()
	}
	return s.out, err
}

// question is one search in progress.
type question struct {
	x *Index
	matcher.Query
	uid   string
	where string
	out   matcher.Results

	weights []weighed // of typed
}

// ask prepares a request within the filter.
func (s *question) ask(words string, more ...string) *meilisearch.SearchRequest {
	r := &meilisearch.SearchRequest{IndexUID: s.uid, Query: words, Locales: locales, MatchingStrategy: meilisearch.All,
		AttributesToRetrieve: foundFields}
	if words != "" && s.Filter.Public {
		r.AttributesToSearchOn = openWords
	}
	if where := strings.Join(slices.DeleteFunc(append([]string{s.where}, more...),
		func(c string) bool { return c == "" }), " AND "); where != "" {
		r.Filter = where
	}
	return r
}

// counting makes a request give exact totals, and n documents.
func counting(r *meilisearch.SearchRequest, n int64) *meilisearch.SearchRequest {
	r.HitsPerPage = &n
	return r
}

func (s *question) facets(r *meilisearch.SearchRequest) *meilisearch.SearchRequest {
	for _, name := range s.Facets {
		if f := s.facetField(name); f != "" {
			r.Facets = append(r.Facets, f)
		}
	}
	return r
}

// count adds the total and the facets of one answer. Answers do not overlap.
func (s *question) count(a *meilisearch.SearchResponse) error {
	s.out.Total += int(max(a.TotalHits, a.EstimatedTotalHits))
	if len(a.FacetDistribution) == 0 {
		return nil
	}
	var by map[string]map[string]int
	if err := json.Unmarshal(a.FacetDistribution, &by); err != nil {
		return fault.Cause(err, fault.Internal, fault.T("meili-search-answer",
			"检索服务的回答无法读懂。",
			"The search engine’s answer cannot be read."))
	}
	for _, name := range s.Facets {
		for v, n := range by[s.facetField(name)] {
			if v == none {
				v = ""
			}
			s.out.Facets[name][v] += n
		}
	}
	return nil
}

// all lists every document, newest first.
func (s *question) all(ctx context.Context) error {
	r := s.facets(s.ask(""))
	r.Sort, r.Offset, r.Limit = newest, int64(s.Offset), int64(s.Limit)
	answers, err := s.x.ask(ctx, []*meilisearch.SearchRequest{r})
	if err != nil {
		return err
	}
	if err := s.count(&answers[0]); err != nil {
		return err
	}
	return s.show(ctx, unionOf(answers), &matcher.Typed{})
}

var newest = []string{"updated:desc", "key:asc"}

// show adds documents to the page in the order given.
func (s *question) show(ctx context.Context, fs []found, typed *matcher.Typed) error {
	docs, err := s.x.load(ctx, s.Kind, s.uid, fs)
	if err != nil {
		return err
	}
	for _, d := range docs {
		s.out.Hits = append(s.out.Hits, matcher.HitOf(d, 0, typed, s.Filter.Public))
	}
	return nil
}

// typed finds documents that hold half of the weight of the terms.
func (s *question) typed(ctx context.Context, typed *matcher.Typed) error {
	weights, err := s.weigh(ctx, typed)
	if err != nil {
		return err
	}
	s.weights = weights
	return s.holding(ctx, typed, weights)
}

// partly is used when typed found nothing. It finds the documents that hold half of the known words of the question.
func (s *question) partly(ctx context.Context, typed *matcher.Typed) error {
	var queries []*meilisearch.SearchRequest
	for _, t := range typed.Terms {
		queries = append(queries, counting(s.ask(token(t)), 0))
	}
	answers, err := s.x.ask(ctx, queries)
	if err != nil {
		return err
	}
	full := make([]float64, len(s.weights))
	for i, w := range s.weights {
		full[i] = w.weight
	}
	weights := slices.Clone(s.weights)
	for i, w := range typed.Partly(full, func(i int) bool { return answers[i].TotalHits > 0 }) {
		weights[i].weight, weights[i].held = w, w > 0
	}
	err = s.holding(ctx, typed, weights)
	for i := range s.out.Hits {
		s.out.Hits[i].Partly = true
	}
	return err
}

// holding finds documents that hold half of the weight.
func (s *question) holding(ctx context.Context, typed *matcher.Typed, weights []weighed) error {
	cubes := cut(weights)
	if len(cubes) == 0 {
		return nil
	}
	queries := make([]*meilisearch.SearchRequest, len(cubes))
	for i, c := range cubes {
		queries[i] = s.facets(counting(s.ask(c.words), window))
	}
	answers, err := s.x.ask(ctx, queries)
	if err != nil {
		return err
	}
	for i := range answers {
		if err := s.count(&answers[i]); err != nil {
			return err
		}
	}
	fs := unionOf(answers)
	fs = fs[:min(window, len(fs))]
	docs, err := s.x.load(ctx, s.Kind, s.uid, fs)
	if err != nil {
		return err
	}
	hits := ranked(docs, weights, s.Filter.Public)
	for _, h := range hits[min(s.Offset, len(hits)):min(s.Offset+s.Limit, len(hits))] {
		s.out.Hits = append(s.out.Hits, matcher.HitOf(h.doc, float32(h.score), typed, s.Filter.Public))
	}
	if s.Offset+s.Limit <= len(fs) || s.out.Total <= len(fs) {
		return nil
	}
	return s.later(ctx, cubes, answers, fs, typed)
}

// weighed is a term of a typed query with its rarity.
type weighed struct {
	term   text.Term
	weight float64
	held   bool // by any document
}

// weigh asks for the number of documents of the kind with each term, without the filter.
func (s *question) weigh(ctx context.Context, typed *matcher.Typed) ([]weighed, error) {
	plain, terms := question{uid: s.uid}, typed.Terms
	queries := []*meilisearch.SearchRequest{counting(plain.ask(""), 0)}
	for _, t := range terms {
		queries = append(queries, counting(plain.ask(token(t)), 0))
	}
	answers, err := s.x.ask(ctx, queries)
	if err != nil {
		return nil, err
	}
	df := map[text.Term]float64{}
	for i, t := range terms {
		df[t] = float64(answers[i+1].TotalHits)
	}
	weights := typed.Weights(func(t text.Term) float64 {
		return math.Log(1 +
			float64(answers[0].TotalHits+1)/(df[t]+.5))
	})
	out := make([]weighed, len(terms))
	for i, t := range terms {
		out[i] = weighed{t, weights[i], df[t] > 0}
	}
	return out, nil
}

// cube is a set of documents that hold some terms and lack others.
type cube struct {
	words  string // excluded words first, because nothing is read after ten words
	weight float64
}

// cut divides the documents with half of the weight into cubes that do not overlap, the heaviest first.
func cut(weights []weighed) []cube {
	var whole, there float64
	var held []weighed
	for _, w := range weights {
		whole += w.weight
		if w.held {
			there += w.weight
			held = append(held, w)
		}
	}
	slices.SortStableFunc(held, func(a, b weighed) int { return cmp.Compare(b.weight, a.weight) })
	held = held[:min(decisive, len(held))]
	rest := make([]float64, len(held)+1) // sum of the weights from i on
	for i := len(held) - 1; i >= 0; i-- {
		rest[i] = rest[i+1] + held[i].weight
	}
	need := whole / 2
	if there > 0 {
		need *= rest[0] / there
	}
	need -= 1e-9 * whole
	var out []cube
	var walk func(i int, got float64, with, without []string)
	walk = func(i int, got float64, with, without []string) {
		if got >= need && len(with) > 0 {
			out = append(out, cube{strings.Join(append(slices.Clone(without), with...), " "), got})
			return
		}
		if i == len(held) || got+rest[i] < need {
			return
		}
		t := token(held[i].term)
		walk(i+1, got+held[i].weight, append(slices.Clone(with), t), without)
		walk(i+1, got, with, append(slices.Clone(without), "-"+t))
	}
	walk(0, 0, nil, nil)
	slices.SortStableFunc(out, func(a, b cube) int { return cmp.Compare(b.weight, a.weight) })
	return out
}

type hit struct {
	doc   *matcher.Analysed
	score float64
}

// ranked orders documents as the local index does.
func ranked(docs []*matcher.Analysed, weights []weighed, public bool) []hit {
	out := make([]hit, len(docs))
	for i, d := range docs {
		out[i].doc = d
		length := d.Whole.Length()
		for _, t := range weights {
			if !d.Holds(t.term, public) {
				continue
			}
			w := t.weight
			if n := d.Whole.Count(t.term); n != 0 {
				if w *= .5 + matcher.Impact(n.Times(), length); n.InTitle() {
					w *= 2
				}
			}
			out[i].score += w
		}
	}
	slices.SortFunc(out, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.doc.ID, b.doc.ID))
	})
	return out
}

// later fills the page with documents behind the window, cube by cube.
func (s *question) later(ctx context.Context, cubes []cube, answers []meilisearch.SearchResponse, first []found,
	typed *matcher.Typed) error {
	inside := map[string]bool{}
	keys := make([]string, len(first))
	for i, f := range first {
		inside[f.key], keys[i] = true, f.key
	}
	skip, want := max(0, s.Offset-len(first)), s.Offset+s.Limit-max(s.Offset, len(first))
	var queries []*meilisearch.SearchRequest
	for i := range cubes {
		n := int(answers[i].TotalHits)
		for _, h := range answers[i].Hits {
			if inside[field(h, "key")] {
				n--
			}
		}
		if skip >= n {
			skip -= n
			continue
		}
		take := min(want, n-skip)
		if take <= 0 {
			break
		}
		r := s.ask(cubes[i].words, "key NOT IN "+quoted(keys))
		r.Offset, r.Limit = int64(skip), int64(take)
		queries = append(queries, r)
		skip, want = 0, want-take
	}
	more, err := s.x.ask(ctx, queries)
	if err != nil {
		return err
	}
	return s.show(ctx, unionOf(more), typed)
}
