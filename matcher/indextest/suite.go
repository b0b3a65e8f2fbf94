// Package indextest proves that an engine keeps every promise in the comments of matcher.Index. The tests of each
// engine call Test.
package indextest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/matcher"
)

// Test runs the suite. Open gives an empty index that lives until the end of the test.
func Test(t *testing.T, open func(*testing.T) matcher.Index) {
	for name, fn := range map[string]func(*testing.T, matcher.Index){
		"Empty": empty, "CandidatesOrder": candidatesOrder, "Replace": replace, "Delete": remove, "Filter": filter,
		"Search":  search,
		"Snippet": snippet, "Paging": paging, "Facets": facets, "Phonetic": phonetic, "Money": money, "Docs": docs,
		"Revisions": revisions, "Concurrent": concurrent,
		"Spellings": spellings, "Closed": closed, "Partly": partly,
	} {
		t.Run(name, func(t *testing.T) { fn(t, open(t)) })
	}
}

func achievement(id, title, body string) matcher.Doc {
	return matcher.Doc{Kind: matcher.Achievement, ID: id, Revision: 1, Market: "m1", Title: title, Text: body}
}

func put(t *testing.T, x matcher.Index, ds ...matcher.Doc) {
	t.Helper()
	var as []*matcher.Analysed
	for _, d := range ds {
		as = append(as, matcher.Analyse(d))
	}
	if err := x.Put(context.Background(), as...); err != nil {
		t.Fatal(err)
	}
}

// ask gives the ids of the candidates for a text.
func ask(t *testing.T, x matcher.Index, words string, f matcher.Filter, limit int) []string {
	t.Helper()
	d := matcher.Analyse(matcher.Doc{Kind: matcher.Demand, ID: "q", Text: words})
	terms := matcher.NewCorpus(0, nil).Ask(d).Terms()
	refs, err := x.Candidates(context.Background(), matcher.Achievement, terms, f, limit)
	if err != nil {
		t.Fatal(err)
	}
	return ids(refs)
}

func ids(refs []matcher.Ref) []string {
	out := []string{}
	for _, r := range refs {
		out = append(out, r.ID)
	}
	return out
}

func want(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func sample() []matcher.Doc {
	a := achievement("a1", "甘蔗渣制备低聚木糖", "以甘蔗渣为原料，酶法制备低聚木糖，得率高。")
	a.Industry, a.Region, a.TRL, a.Modes, a.LowFen, a.HighFen, a.Trusted, a.UpdatedAt = "0104", "530924", 6,
		[]string{"licence"}, 1000, 1000, true, 1
	a.MoreIndustries = []string{"0903", "0109"}
	b := achievement("a2", "甘蔗收割机", "切段式甘蔗收割机的除杂装置。")
	b.Industry, b.Region, b.TRL, b.Modes, b.LowFen, b.HighFen, b.UpdatedAt = "0102", "450100", 8, []string{"transfer",
		"develop"}, 5000, 5000, 2
	c := achievement("a3", "UHT灭菌奶", "超高温瞬时灭菌的牛奶保质期长。")
	c.Industry, c.Market, c.UpdatedAt = "07", "m2", 3
	return []matcher.Doc{a, b, c}
}

func candidatesOrder(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	want(t, "best first", []string{"a1", "a2"}, ask(t, x, "甘蔗渣提取木糖", matcher.Filter{}, 10))
	want(t, "limit", []string{"a1"}, ask(t, x, "甘蔗渣提取木糖", matcher.Filter{}, 1))
	want(t, "none", []string{}, ask(t, x, "航空叶片", matcher.Filter{}, 10))
	want(t, "empty query", []string{}, ask(t, x, "", matcher.Filter{}, 10))
	refs, err := x.Candidates(context.Background(), matcher.Demand, nil, matcher.Filter{}, 10)
	if err != nil || len(refs) != 0 {
		t.Errorf("the other kind gives %v, %v", refs, err)
	}
	put(t, x, achievement("b2", "同题", "相同内容"), achievement("b1", "同题", "相同内容"))
	want(t, "equal by id", []string{"b1", "b2"}, ask(t, x, "相同内容", matcher.Filter{}, 10))
}

func replace(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	d := achievement("a1", "核桃破壳", "核桃破壳取仁。")
	d.Revision = 2
	put(t, x, d)
	want(t, "old words", []string{"a2"}, ask(t, x, "甘蔗", matcher.Filter{}, 10))
	want(t, "new words", []string{"a1"}, ask(t, x, "核桃破壳", matcher.Filter{}, 10))
	refs, err := x.Revisions(context.Background(), matcher.Achievement, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "revisions", []matcher.Ref{{ID: "a1", Revision: 2}, {ID: "a2", Revision: 1}, {ID: "a3", Revision: 1}}, refs)
}

func remove(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	for range 2 { // twice, because absent ones are no error
		if err := x.Delete(context.Background(), matcher.Achievement, "a1", "absent"); err != nil {
			t.Fatal(err)
		}
	}
	want(t, "after removal", []string{"a2"}, ask(t, x, "甘蔗渣木糖", matcher.Filter{}, 10))
	// Many removals and additions, one by one and many at once, must leave the other documents findable. An engine with
	// a task for each write takes a tenth of a second for one.
	const many, single, lot = 600, 20, 60
	id := func(i int) string { return fmt.Sprintf("x%d", i) }
	for round := range 5 {
		body := fmt.Sprintf("第%d轮的内容", round)
		for i := range single {
			put(t, x, achievement(id(i), "临时", body))
		}
		for from := single; from < many; from += lot {
			var ds []matcher.Doc
			for i := from; i < min(from+lot, many); i++ {
				ds = append(ds, achievement(id(i), "临时", body))
			}
			put(t, x, ds...)
		}
	}
	var ids []string
	for i := range many {
		ids = append(ids, id(i))
	}
	for _, i := range ids[:single] {
		if err := x.Delete(context.Background(), matcher.Achievement, i); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Delete(context.Background(), matcher.Achievement, ids[single:]...); err != nil {
		t.Fatal(err)
	}
	want(t, "rest", []string{"a2"}, ask(t, x, "甘蔗", matcher.Filter{}, 10))
	want(t, "gone", []string{}, ask(t, x, "临时内容", matcher.Filter{}, 10))
}

func filter(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	for _, c := range []struct {
		f    matcher.Filter
		want []string
	}{
		{matcher.Filter{Market: "m1"}, []string{"a1", "a2"}},
		{matcher.Filter{Market: "m2"}, []string{}},
		{matcher.Filter{Industry: "01"}, []string{"a1", "a2"}},
		{matcher.Filter{Industry: "0102"}, []string{"a2"}},
		{matcher.Filter{Industry: "0903"}, []string{"a1"}}, // by the second of its industries
		{matcher.Filter{Region: "53"}, []string{"a1"}},
		{matcher.Filter{MinTRL: 7}, []string{"a2"}},
		{matcher.Filter{Modes: []string{"develop", "licence"}}, []string{"a1", "a2"}},
		{matcher.Filter{Modes: []string{"equity"}}, []string{}},
		{matcher.Filter{MaxFen: 2000}, []string{"a1"}},
		{matcher.Filter{Trusted: true}, []string{"a1"}},
		{matcher.Filter{Except: []string{"a1"}}, []string{"a2"}},
	} {
		want(t, fmt.Sprintf("%+v", c.f), c.want, ask(t, x, "甘蔗渣木糖", c.f, 10))
		r, err := x.Search(context.Background(), matcher.Query{Kind: matcher.Achievement, Text: "甘蔗", Filter: c.f})
		if err != nil || r.Total != len(c.want) {
			t.Errorf("search with %+v finds %d, %v; want %d", c.f, r.Total, err, len(c.want))
		}
	}
}

func find(t *testing.T, x matcher.Index, q matcher.Query) matcher.Results {
	t.Helper()
	q.Kind = matcher.Achievement
	r, err := x.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func found(r matcher.Results) []string {
	out := []string{}
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return out
}

func search(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"木糖", []string{"a1"}},
		{"ｕｈｔ", []string{"a3"}},
		{"收割机", []string{"a2"}},
		{"", []string{"a3", "a2", "a1"}}, // newest first
		{"奶", []string{"a3"}},
		{"区块链", []string{}},
		{"？！", []string{}},
	} {
		want(t, c.text, c.want, found(find(t, x, matcher.Query{Text: c.text})))
	}
}

func snippet(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	r := find(t, x, matcher.Query{Text: "木糖"})
	if len(r.Hits) != 1 || len(r.Hits[0].Spans) == 0 {
		t.Fatalf("no marked snippet in %+v", r)
	}
	h := r.Hits[0]
	for _, sp := range h.Spans {
		if w := h.Snippet[sp.Start:sp.End]; !strings.Contains(w, "木糖") {
			t.Errorf("%q is marked in %q", w, h.Snippet)
		}
	}
}

func paging(t *testing.T, x matcher.Index) {
	var all []matcher.Doc
	for i := range 25 {
		all = append(all, achievement(fmt.Sprintf("p%02d", i), "茶叶杀青", "茶叶杀青机"))
	}
	put(t, x, all...)
	seen := map[string]bool{}
	for offset := 0; offset < 30; offset += 10 {
		r := find(t, x, matcher.Query{Text: "杀青", Offset: offset, Limit: 10})
		if r.Total != 25 {
			t.Errorf("total %d at %d", r.Total, offset)
		}
		for _, h := range r.Hits {
			if seen[h.ID] {
				t.Errorf("%s twice", h.ID)
			}
			seen[h.ID] = true
		}
	}
	if len(seen) != 25 {
		t.Errorf("%d seen", len(seen))
	}
	want(t, "past the end", []string{}, found(find(t, x, matcher.Query{Text: "杀青", Offset: 1000})))
}

func facets(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	r := find(t, x, matcher.Query{Facets: []string{"industry", "region", "mode", "trl"}, Limit: 1})
	want(t, "facets", map[string]map[string]int{"industry": {"01": 2, "07": 1, "09": 1},
		"region": {"53": 1, "45": 1, "": 1},
		"mode":   {"licence": 1, "transfer": 1, "develop": 1}, "trl": {"6": 1, "8": 1, "0": 1}}, r.Facets)
}

func docs(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	got, err := x.Docs(context.Background(), matcher.Achievement, []string{"a3", "none", "a1"})
	if err != nil {
		t.Fatal(err)
	}
	var out []matcher.Doc
	for _, a := range got {
		out = append(out, a.Doc())
	}
	s := sample()
	want(t, "documents", []matcher.Doc{s[2], s[0]}, out)
}

func revisions(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	refs, err := x.Revisions(context.Background(), matcher.Achievement, "a1", 1)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "page", []string{"a2"}, ids(refs))
}

// concurrent searches while documents are added, changed and removed. The race detector is part of the test.
func concurrent(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	ctx := context.Background()
	terms := matcher.NewCorpus(0, nil).Ask(matcher.Analyse(matcher.Doc{Text: "甘蔗渣木糖"})).Terms()
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 100 {
				d := achievement(fmt.Sprintf("w%d-%d", w, i%10), "甘蔗糖厂", "甘蔗压榨")
				d.Revision = int64(i)
				if err := x.Put(ctx, matcher.Analyse(d)); err != nil {
					t.Error(err)
				}
				if i%7 == 0 {
					if err := x.Delete(ctx, matcher.Achievement, d.ID); err != nil {
						t.Error(err)
					}
				}
			}
		})
		wg.Go(func() {
			for range 100 {
				refs, err := x.Candidates(ctx, matcher.Achievement, terms, matcher.Filter{}, 5)
				if err != nil || len(refs) == 0 || refs[0].ID != "a1" {
					t.Errorf("candidates %v, %v", refs, err)
				}
				if _, err := x.Search(ctx, matcher.Query{Kind: matcher.Achievement, Text: "甘蔗"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}
