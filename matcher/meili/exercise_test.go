package meili

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/matcher"
)

func doc(kind matcher.Kind, id, title, body string) matcher.Doc {
	return matcher.Doc{Kind: kind, ID: id, Revision: 1, Market: "m1", Title: title, Text: body}
}

func put(t *testing.T, x interface {
	Put(ctx context.Context, docs ...*matcher.Analysed) error
}, ds ...matcher.Doc) {
	t.Helper()
	as := make([]*matcher.Analysed, len(ds))
	for i, d := range ds {
		as[i] = matcher.Analyse(d)
	}
	if err := x.Put(t.Context(), as...); err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func search(t *testing.T, x *Index, q matcher.Query) (ids []string, r matcher.Results) {
	t.Helper()
	if q.Kind == "" {
		q.Kind = matcher.Achievement
	}
	r, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	ids = []string{}
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	return ids, r
}

// exercised are the documents of exercise.
func exercised() []matcher.Doc {
	a := doc(matcher.Achievement, "a1", "甘蔗渣制备低聚木糖", "以甘蔗渣为原料，酶法制备低聚木糖，得率高。")
	a.Industry, a.Region, a.TRL, a.Modes, a.LowFen, a.HighFen, a.Trusted, a.UpdatedAt, a.State = "0104", "530924", 6,
		[]string{"licence"}, 20_0000_00, 60_0000_00, true, 1, "open"
	b := doc(matcher.Achievement, "a2", "甘蔗收割机", "切段式甘蔗收割机的除杂装置。")
	b.Industry, b.Region, b.TRL, b.Keywords, b.UpdatedAt = "0102", "450100", 8, []string{"滤泥"}, 2
	b.Serial, b.Unit, b.Closed, b.ClosedText = "XQ-2026-000123", "寒汀丁机械厂", []string{matcher.ClosedRegion}, len("除杂装置。")
	c := doc(matcher.Achievement, "A.3_x", "UHT灭菌奶", "超高温瞬时灭菌的牛奶保质期长。")
	c.Market, c.UpdatedAt = "m'2", 3
	d := doc(matcher.Demand, "d1", "甘蔗渣脱水", "希望提取木糖。")
	return []matcher.Doc{a, b, c, d}
}

// exercise goes through everything the adapter asks of Meilisearch: settings, writes, every kind of search, comparing,
// swapping. It runs over a real server and over what one answered.
func exercise(t *testing.T, x *Index) {
	ctx := t.Context()
	ds := exercised()
	a, b, c, d := ds[0], ds[1], ds[2], ds[3]
	put(t, x, ds...)

	for _, q := range []struct {
		matcher.Query
		want []string
	}{
		{matcher.Query{Text: "甘蔗"}, []string{"a2", "a1"}},
		{matcher.Query{Text: "甘蔗收割"}, []string{"a2"}},
		{matcher.Query{Text: "甘蔗渣 木糖", Filter: matcher.Filter{Industry: "01", Region: "53", MinTRL: 5,
			Modes: []string{"licence"}, MinFen: 1, MaxFen: 1e10, State: "open", Trusted: true}}, []string{"a1"}},
		{matcher.Query{Text: "甘蔗", Filter: matcher.Filter{Leads: true, Except: []string{"a1"}}}, []string{"a2"}},
		{matcher.Query{Filter: matcher.Filter{Market: "m'2"}}, []string{"A.3_x"}},
		{matcher.Query{}, []string{"A.3_x", "a2", "a1"}},
		{matcher.Query{Offset: 1, Limit: 1}, []string{"a2"}},
		{matcher.Query{Text: "奶"}, []string{"A.3_x"}},
		{matcher.Query{Text: "zhezha"}, []string{"a1"}},
		{matcher.Query{Text: "ln"}, []string{"a2"}},
		{matcher.Query{Text: "区块链"}, []string{}},
		{matcher.Query{Text: "bagasse"}, []string{"a1"}},
		{matcher.Query{Text: "寒汀丁", Filter: matcher.Filter{Public: true}}, []string{"a2"}},
		{matcher.Query{Text: "XQ 2026 000123"}, []string{"a2"}},
		{matcher.Query{Filter: matcher.Filter{MinFen: 50_0000_00, MaxFen: 100_0000_00}}, []string{"a1"}},
		{matcher.Query{Filter: matcher.Filter{MinFen: 61_0000_00}}, []string{}},
		{matcher.Query{Text: "除杂"}, []string{"a2"}},
		{matcher.Query{Text: "甘蔗渣卖得贵", Partly: true}, []string{"a1"}},
		{matcher.Query{Text: "除杂", Filter: matcher.Filter{Public: true}}, []string{}},
		{matcher.Query{Text: "chuza", Filter: matcher.Filter{Public: true}}, []string{}},
		{matcher.Query{Filter: matcher.Filter{Region: "45", Public: true}}, []string{}},
		{matcher.Query{Text: "以甘蔗渣为原料酶法制备低聚木糖"}, []string{"a1"}},
	} {
		ids, r := search(t, x, q.Query)
		want(t, q.Text, q.want, ids)
		if q.Limit == 0 && r.Total != len(q.want) {
			t.Errorf("%q: total %d", q.Text, r.Total)
		}
	}
	_, r := search(t, x, matcher.Query{Text: "甘蔗",
		Facets: []string{"industry", "region", "mode", "trl", "money", "state"}})
	want(t, "facets", map[string]map[string]int{"industry": {"01": 2}, "region": {"53": 1, "45": 1},
		"mode": {"licence": 1}, "trl": {"6": 1, "8": 1},
		"money": {"10": 1, "50": 1, "": 1}, "state": {"open": 1, "": 1}}, r.Facets)

	_, r = search(t, x, matcher.Query{Facets: []string{"industry", "region", "mode", "trl"},
		Filter: matcher.Filter{Market: "m1", Public: true}})
	want(t, "visitors' facets", map[string]map[string]int{"industry": {"01": 2}, "region": {"53": 1, "": 1},
		"mode": {"licence": 1}, "trl": {"6": 1, "8": 1}}, r.Facets)

	terms := matcher.NewCorpus(0, []*matcher.Analysed{matcher.Analyse(a), matcher.Analyse(b),
		matcher.Analyse(d)}).Ask(matcher.Analyse(d)).Terms()
	refs, err := x.Candidates(ctx, matcher.Achievement, terms, matcher.Filter{Market: "m1"}, 10)
	want(t, "candidates", []matcher.Ref{{ID: "a1", Revision: 1}, {ID: "a2", Revision: 1}}, refs)
	fail(t, err)
	docs, err := x.Docs(ctx, matcher.Achievement, []string{"A.3_x", "absent", "a1"})
	fail(t, err)
	if len(docs) != 2 {
		t.Fatalf("%d documents", len(docs))
	}
	want(t, "documents", []matcher.Doc{c, a}, []matcher.Doc{docs[0].Doc(), docs[1].Doc()})

	sums, err := x.Sums(ctx, matcher.Achievement, "", 10)
	fail(t, err)
	want(t, "fingerprints", []matcher.Sum{{ID: "A.3_x", Sum: c.Sum()}, {ID: "a1", Sum: a.Sum()},
		{ID: "a2", Sum: b.Sum()}}, sums)
	revs, err := x.Revisions(ctx, matcher.Achievement, "a1", 10)
	fail(t, err)
	want(t, "revisions", []matcher.Ref{{ID: "a2", Revision: 1}}, revs)

	fail(t, x.Delete(ctx, matcher.Achievement, "a2", "absent"))
	ids, _ := search(t, x, matcher.Query{Text: "甘蔗"})
	want(t, "after a removal", []string{"a1"}, ids)

	fail(t, x.Delete(ctx, matcher.Achievement, "A.3_x"))

	// While an index is built beside it, writes go to both: the swap takes nothing back.
	put(t, x, b)
	f, err := x.Fresh(ctx)
	fail(t, err)
	put(t, f, a, b, d)
	fail(t, f.Flush(ctx))
	put(t, x, c)
	fail(t, x.Delete(ctx, matcher.Achievement, "a1"))
	fail(t, f.Delete(ctx, matcher.Achievement, "absent"))
	ids, _ = search(t, x, matcher.Query{Text: "甘蔗"})
	want(t, "while a new index is built", []string{"a2"}, ids)
	fail(t, f.Swap(ctx))
	ids, _ = search(t, x, matcher.Query{})
	want(t, "after the swap", []string{"A.3_x", "a2"}, ids)
	fail(t, x.Ping(ctx))
	s := x.Status(ctx)
	want(t, "status", map[matcher.Kind]int{matcher.Demand: 1, matcher.Achievement: 2}, s.Documents)
	if !s.Problem.IsZero() || len(s.FailedTasks) > 0 {
		t.Errorf("status %+v", s)
	}
}

func fail(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
