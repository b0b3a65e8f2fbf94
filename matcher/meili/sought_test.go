package meili

import (
	"fmt"
	"testing"

	"github.com/meilisearch/meilisearch-go"

	"kebang/matcher"
)

// TestMarks: a list of documents is read as it was written.
func TestMarks(t *testing.T) {
	s := &sought{at: map[string]int{}}
	for _, list := range []string{
		`{"mark":{}}`, `{}`, ``,
		`{"mark":{"` + markOf("k0191-a_5f", "9f", 250) + `":1,"` + markOf("kb", "0", 1) + `":1}}`,
		`{"mark":{"` + markOf("kb", "0", 1) + `":1}}`,
	} {
		fail(t, s.add(&meilisearch.SearchResponse{FacetDistribution: []byte(list)}, 2))
	}
	if len(s.all) != 2 || s.all[0] != (partly{found{"k0191-a_5f", "9f"}, 250, 2}) ||
		s.all[1] != (partly{found{"kb", "0"}, 1, 4}) {
		t.Errorf("%+v", s.all)
	}
	for _, broken := range []string{``, `{}`, `{"other":{}}`, `{"mark":{"k":1}}`, `{"mark":{"k.1.x":1}}`} {
		if err := s.add(&meilisearch.SearchResponse{TotalHits: 1, FacetDistribution: []byte(broken)}, 1); err == nil {
			t.Errorf("%q is taken", broken)
		}
	}
}

// TestMeiliCommonTerms: a term with more documents than a list is asked by rank, whether the corpus knows it or not. A
// term of one document is found among them.
func TestMeiliCommonTerms(t *testing.T) {
	x := opened(t)
	var ds []matcher.Doc
	var all []*matcher.Analysed
	for i := range listMost + 200 {
		d := doc(matcher.Achievement, fmt.Sprintf("c%04d", i), "茶叶加工", "用于茶叶加工的设备，节省人工。")
		switch i {
		case 700:
			d.Text = "用于茶叶加工和杀青的设备，节省人工。"
		case 900:
			d.Text = "用于茶叶加工的烘焙设备，节省人工。"
		}
		ds, all = append(ds, d), append(all, matcher.Analyse(d))
	}
	put(t, x, ds...)
	q := matcher.Analyse(doc(matcher.Demand, "d", "茶叶加工", "茶叶加工节省人工，杀青"))
	for name, known := range map[string][]*matcher.Analysed{"all": all, "a part": all[600:800], "nothing": nil} {
		terms := matcher.NewCorpus(1, known).Ask(q).Terms()
		refs, err := x.Candidates(t.Context(), matcher.Achievement, terms, matcher.Filter{Market: "m1"}, 20)
		fail(t, err)
		if len(refs) != 20 || refs[0].ID != "c0700" {
			t.Errorf("the corpus knows %s: %v", name, refs)
		}
	}
}

// TestMeiliNothingYet: a market with demands and without achievements has no candidates, and that is no failure. The
// server omits a facet without documents.
func TestMeiliNothingYet(t *testing.T) {
	x := opened(t)
	d := doc(matcher.Demand, "d", "茶叶杀青", "希望缩短时间。")
	put(t, x, d)
	for _, kind := range kinds {
		_, err := x.Sums(t.Context(), kind, "", 1)
		fail(t, err)
	}
	a := matcher.Analyse(d)
	for name, terms := range map[string][]matcher.WeightedTerm{"rare": matcher.NewCorpus(1,
		[]*matcher.Analysed{a}).Ask(a).Terms(),
		"common": matcher.NewCorpus(1, []*matcher.Analysed{a, a, a, a}).Ask(a).Terms()} {
		refs, err := x.Candidates(t.Context(), matcher.Achievement, terms, matcher.Filter{Market: "m1"}, 20)
		if err != nil || len(refs) > 0 {
			t.Errorf("%s terms: %v, %v", name, refs, err)
		}
	}
	ids, r := search(t, x, matcher.Query{Text: "茶叶", Facets: []string{"industry"}})
	want(t, "a search", 0, len(ids)+r.Total)
}
