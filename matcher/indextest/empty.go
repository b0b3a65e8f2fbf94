package indextest

import (
	"context"
	"testing"

	"kebang/matcher"
)

// empty: a search in an empty index finds nothing and returns no error. The first listing of a fresh market meets such
// an index.
func empty(t *testing.T, x matcher.Index) {
	ctx := context.Background()
	// one document, so that the index exists
	put(t, x, matcher.Doc{Kind: matcher.Demand, ID: "none", Market: "m1", Title: "甘蔗渣"},
		achievement("none", "甘蔗渣", "核桃破壳"))
	for _, kind := range []matcher.Kind{matcher.Demand, matcher.Achievement} {
		if err := x.Delete(ctx, kind, "none"); err != nil {
			t.Fatal(err)
		}
	}
	for _, kind := range []matcher.Kind{matcher.Demand, matcher.Achievement} {
		if got := ask(t, x, "甘蔗渣制备木糖醇，核桃破壳取仁，茶叶杀青", matcher.Filter{Market: "m1"}, 10); len(got) != 0 {
			t.Errorf("candidates %v", got)
		}
		for _, words := range []string{"", "甘蔗", "ganzhe"} {
			r, err := x.Search(ctx, matcher.Query{Kind: kind, Text: words, Facets: []string{"industry", "state"}})
			if err != nil || r.Total != 0 || len(r.Hits) != 0 {
				t.Errorf("%q: %+v, %v", words, r, err)
			}
		}
		if found, err := x.Docs(ctx, kind, []string{"none"}); err != nil || len(found) != 0 {
			t.Errorf("documents %v, %v", found, err)
		}
		if refs, err := x.Revisions(ctx, kind, "", 10); err != nil || len(refs) != 0 {
			t.Errorf("revisions %v, %v", refs, err)
		}
		if err := x.Delete(ctx, kind, "none"); err != nil {
			t.Error(err)
		}
	}
}
