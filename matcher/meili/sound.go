package meili

import (
	"context"
	"slices"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/pinyin"
	"kebang/matcher"
)

// heardMost is the number of documents read for a word typed as pinyin, the newest of each reading of the letters.
// Nobody pages through a longer list.
const heardMost = 300

// sounding finds the documents with a word read as the letters. The engine preselects by neighbouring syllables and
// initials, the texts decide.
func (s *question) sounding(ctx context.Context, q pinyin.Query) error {
	var queries []*meilisearch.SearchRequest
	ask := func(words string) {
		r := s.ask(words)
		r.Sort, r.Limit = newest, heardMost
		if s.Filter.Public {
			r.AttributesToSearchOn = openSounds
		}
		queries = append(queries, r)
	}
	for _, way := range q.Syllables() {
		if len(way) > 1 {
			ask(syllables(way[0], way[1]))
		}
	}
	spoken := len(queries)
	letters := q.Letters()
	seen := map[byte]bool{}
	for i := 1; i < len(letters); i++ {
		if c := letters[i]; !seen[c] {
			seen[c] = true
			ask(initials(letters[0], c))
		}
	}
	answers, err := s.x.ask(ctx, queries)
	if err != nil {
		return err
	}
	body := map[string]bool{}
	for _, f := range unionOf(answers[:spoken]) {
		body[f.key] = true
	}
	docs, err := s.x.load(ctx, s.Kind, s.uid, unionOf(answers))
	if err != nil {
		return err
	}
	type heard struct {
		matcher.Sound
		doc *matcher.Analysed
	}
	var out []heard
	for _, d := range docs {
		if !s.Filter.Matches(d) {
			continue
		}
		if at, ok := matcher.Heard(q, d, body[keyOf(d.ID)], s.Filter.Public); ok {
			out = append(out, heard{at, d})
		}
	}
	slices.SortFunc(out, func(a, b heard) int { return matcher.CompareSounds(a.Sound, a.doc, b.Sound, b.doc) })
	s.out.Total = len(out)
	for _, name := range s.Facets {
		for _, h := range out {
			for _, v := range matcher.FacetValues(name, h.doc, s.Filter.Public) {
				s.out.Facets[name][v]++
			}
		}
	}
	for _, h := range out[min(s.Offset, len(out)):min(s.Offset+s.Limit, len(out))] {
		s.out.Hits = append(s.out.Hits, matcher.SoundHit(h.doc, h.Sound, s.Filter.Public))
	}
	return nil
}
