package meili

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

// listMost is the number of values of a facet that the server lists.
const listMost = 1000

// markField is the facet that names documents; see markOf.
const markField = "mark"

// sought collects the finds of the terms of a long query.
type sought struct {
	x          *Index
	uid, where string
	words      []matcher.WeightedTerm // words that order the documents of a common term
	at         map[string]int         // by key
	all        []partly
}

// partly is a document that some terms named.
type partly struct {
	found
	length int     // in terms; 0 when unknown, then the document is compared in any case
	sum    float64 // sum of the weights of those terms
}

// request prepares a search within the filter without hits.
func (s *sought) request(words string, strategy meilisearch.MatchingStrategy) *meilisearch.SearchRequest {
	r := &meilisearch.SearchRequest{IndexUID: s.uid, Query: words, Locales: locales, MatchingStrategy: strategy,
		AttributesToRetrieve: foundFields}
	if s.where != "" {
		r.Filter = s.where
	}
	return r
}

// list asks for all documents with a word; without a word, for every document. In quotes the server neither splits a
// word nor joins it with its neighbours.
func (s *sought) list(quoted string) *meilisearch.SearchRequest {
	r := counting(s.request(quoted, meilisearch.All), 0)
	r.Facets = []string{markField}
	return r
}

// ranked asks for the best documents with a word, ordered by the other words. A full stop keeps neighbours from being
// joined.
func (s *sought) ranked(t matcher.WeightedTerm) *meilisearch.SearchRequest {
	words := []string{quotedToken(t)}
	for _, o := range s.words {
		if o.Term != t.Term && len(words) < width {
			words = append(words, token(o.Term))
		}
	}
	r := s.request(strings.Join(words, ". "), meilisearch.Last)
	r.Limit = perHead
	return r
}

func quotedToken(t matcher.WeightedTerm) string { return `"` + token(t.Term) + `"` }

// open is the first round. It also counts the documents within the filter, and those of them without any of the rare
// terms.
func (s *sought) open(ctx context.Context, lists, common, rare []matcher.WeightedTerm) (inside, without int,
	err error) {
	var none strings.Builder
	for _, t := range rare {
		none.WriteString("-" + token(t.Term) + " ")
	}
	counts := []*meilisearch.SearchRequest{counting(s.request("", meilisearch.All), 0)}
	if len(rare) > 0 {
		counts = append(counts, counting(s.request(none.String(), meilisearch.All), 0))
	}
	answers, err := s.send(ctx, lists, common, counts...)
	if err != nil {
		return 0, 0, err
	}
	// without rare terms both numbers are the same
	return int(answers[0].TotalHits), int(answers[len(answers)-1].TotalHits), nil
}

// round asks with more terms.
func (s *sought) round(ctx context.Context, lists, common []matcher.WeightedTerm) error {
	_, err := s.send(ctx, lists, common)
	return err
}

// send asks, collects the finds of the terms and gives the other answers.
func (s *sought) send(ctx context.Context, lists, common []matcher.WeightedTerm,
	others ...*meilisearch.SearchRequest) ([]meilisearch.SearchResponse, error) {
	var queries []*meilisearch.SearchRequest
	for _, t := range lists {
		queries = append(queries, s.list(quotedToken(t)))
	}
	for _, t := range common {
		queries = append(queries, s.ranked(t))
	}
	answers, err := s.x.ask(ctx, append(queries, others...))
	if err != nil {
		return nil, err
	}
	var longer []matcher.WeightedTerm // more than a list, although the corpus says less
	for i, t := range lists {
		if answers[i].TotalHits > listMost {
			longer = append(longer, t)
			continue
		}
		if err := s.add(&answers[i], float64(t.Weight)); err != nil {
			return nil, err
		}
	}
	for i, t := range common {
		for _, h := range answers[len(lists)+i].Hits {
			s.note(foundOf(h), 0, float64(t.Weight))
		}
	}
	if len(longer) > 0 {
		if _, err := s.send(ctx, nil, longer); err != nil {
			return nil, err
		}
	}
	return answers[len(queries):], nil
}

// everything names all documents within the filter.
func (s *sought) everything(ctx context.Context) error {
	answers, err := s.x.ask(ctx, []*meilisearch.SearchRequest{s.list("")})
	if err != nil {
		return err
	}
	if err := s.add(&answers[0], 0); err != nil {
		return err
	}
	for i := range s.all {
		s.all[i].length = 0
	}
	return nil
}

func (s *sought) note(f found, length int, weight float64) {
	i, seen := s.at[f.key]
	if !seen {
		i = len(s.all)
		s.at[f.key] = i
		s.all = append(s.all, partly{found: f, length: length})
	} else if length == 0 {
		s.all[i].length = 0
	}
	s.all[i].sum += weight
}

// add collects a list: {"mark":{"…":1,…}}. A question has thousands of marks, which need no escapes, so this is faster
// than a JSON decoder.
func (s *sought) add(a *meilisearch.SearchResponse, weight float64) error {
	_, rest, ok := bytes.Cut(a.FacetDistribution, []byte(`"`+markField+`":{`))
	if !ok && a.TotalHits == 0 { // an index that never had a document does not name the facet
		return nil
	}
	if !ok {
		return unreadable(errors.New("no facet " + markField))
	}
	for {
		_, after, more := bytes.Cut(rest, []byte(`"`))
		if !more {
			return nil
		}
		mark, next, _ := bytes.Cut(after, []byte(`"`))
		f, length, err := readMark(string(mark))
		if err != nil {
			return unreadable(err)
		}
		s.note(f, length, weight)
		rest = next
	}
}

func unreadable(err error) error {
	return fault.Cause(err, fault.Internal, fault.T("meili-search-answer",
		"检索服务的回答无法读懂。",
		"The search engine’s answer cannot be read."))
}

// best gives the documents for the comparison. They are those of common terms and the first n listed ones, by the sum
// of the weights and by length. The length says most about the rest of the sum.
func (s *sought) best(n int) []found {
	var out []found
	var listed []*partly
	for i := range s.all {
		if p := &s.all[i]; p.length == 0 {
			out = append(out, p.found)
		} else {
			listed = append(listed, p)
			p.sum *= matcher.Impact(1, p.length)
		}
	}
	slices.SortFunc(listed, func(a, b *partly) int {
		return cmp.Or(cmp.Compare(b.sum, a.sum), strings.Compare(a.key, b.key))
	})
	for _, p := range listed[:min(n, len(listed))] {
		out = append(out, p.found)
	}
	return out
}

// markOf names a document with its fingerprint and its length in terms.
func markOf(key, sum string, length int) string { return key + "." + sum + "." + strconv.Itoa(length) }

func readMark(mark string) (found, int, error) {
	key, rest, _ := strings.Cut(mark, ".")
	sum, long, _ := strings.Cut(rest, ".")
	length, err := strconv.Atoi(long)
	return found{key, sum}, length, err
}
