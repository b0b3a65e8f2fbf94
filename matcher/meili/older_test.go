package meili

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"github.com/meilisearch/meilisearch-go"

	"kebang/matcher"
)

// TestMeiliOlderDocuments starts with an index whose documents and settings have one figure of money. The comparison
// with the records at every start repairs it. Documents without money are found again too.
func TestMeiliOlderDocuments(t *testing.T) {
	x, ctx := opened(t), t.Context()
	uid := x.uid(matcher.Achievement)
	ds := exercised()[:2]
	put(t, x, ds...)
	older := settings()
	older.FilterableAttributes = append(slices.DeleteFunc(older.FilterableAttributes,
		func(a string) bool { return a == "low" || a == "high" }), "money")
	fail(t, x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.api.Index(uid).UpdateSettingsWithContext(ctx, older)
	}))
	for _, d := range ds {
		s, err := stored(matcher.Analyse(d), x.forms)
		fail(t, err)
		b, err := json.Marshal(s)
		fail(t, err)
		var m map[string]any
		fail(t, json.Unmarshal(b, &m))
		delete(m, "low")
		delete(m, "high")
		m["money"], m["moneyClass"], m["sum"] = d.LowFen, none, "1"
		fail(t, x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			key := "key"
			return x.api.Index(uid).AddDocumentsWithContext(ctx, []any{m},
				&meilisearch.DocumentOptions{PrimaryKey: &key})
		}))
	}
	y, err := Open(Options{URL: real(t).url, Key: real(t).key, Prefix: x.prefix})
	fail(t, err)
	sums, err := y.Sums(ctx, matcher.Achievement, "", 10)
	fail(t, err)
	for i, d := range ds {
		if sums[i].Sum == d.Sum() {
			t.Errorf("%s passes as of today", d.ID)
		}
	}
	put(t, y, ds...)
	for _, c := range []struct {
		f   matcher.Filter
		ids []string
	}{
		{matcher.Filter{MaxFen: 100_0000_00}, []string{"a2", "a1"}},
		{matcher.Filter{MinFen: 30_0000_00, MaxFen: 40_0000_00}, []string{"a1"}},
		{matcher.Filter{MinFen: 100_0000_00}, []string{}},
	} {
		ids, _ := search(t, y, matcher.Query{Filter: c.f})
		want(t, "filter", c.ids, ids)
	}
	_, r := search(t, y, matcher.Query{Facets: []string{"money"}})
	want(t, "facet", map[string]map[string]int{"money": {"10": 1, "50": 1, "": 1}}, r.Facets)
}
