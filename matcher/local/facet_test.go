package local

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/soak"
	"kebang/matcher"
)

// TestSoakFacets: classes give the same counts as a walk over the documents, also after removals, renewals and a
// compaction.
func TestSoakFacets(t *testing.T) {
	for round := range soak.Rounds(t, 1) {
		facetHistory(t, soak.Rand(uint64(round)))
	}
}

func facetHistory(t *testing.T, rng *rand.Rand) {
	ctx := t.Context()
	pick := func(of ...string) string { return of[rng.IntN(len(of))] }
	x, docs := New(), map[string]*matcher.Analysed{}
	put := func(i int) {
		d := matcher.Doc{Kind: matcher.Achievement, ID: fmt.Sprint(i), Market: pick("a", "b"),
			Title: pick("甘蔗", "乳品", "胶乳"), Industry: pick("", "0101", "0102", "0703"),
			Region: pick("530924", "140429",
				"450100"), TRL: rng.IntN(10), HighFen: rng.Int64N(3) * 60_000_000, UpdatedAt: rng.Int64N(50),
			State: pick("open", "closed")}
		if rng.IntN(2) == 0 {
			d.MoreIndustries, d.Modes = []string{pick("02", "03")}, []string{pick("licence", "transfer"), "develop"}
		}
		docs[d.ID] = matcher.Analyse(d)
		if err := x.Put(ctx, docs[d.ID]); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3000 {
		put(i)
	}
	for i := range 1500 {
		put(2 * i)
		delete(docs, fmt.Sprint(2*i+1))
		if err := x.Delete(ctx, matcher.Achievement, fmt.Sprint(2*i+1)); err != nil {
			t.Fatal(err)
		}
	}
	again, all := New(), []*matcher.Analysed{} // the same by stored posting lists
	for _, d := range docs {
		all = append(all, d)
	}
	if ok, err := again.PutPosted(ctx, matcher.Achievement, all, x.Postings(all)); !ok || err != nil {
		t.Fatal(ok, err)
	}
	for _, x := range []*Index{x, again} {
		checkPages(t, x, docs)
	}
}

func checkPages(t *testing.T, x *Index, docs map[string]*matcher.Analysed) {
	t.Helper()
	for _, f := range []matcher.Filter{{}, {Market: "a"}, {Market: "b", MinTRL: 5}, {Market: "nowhere"}} {
		want, ids := map[string]map[string]int{}, []string{}
		for _, name := range facetNames {
			want[name] = map[string]int{}
		}
		for id, d := range docs {
			if !f.Matches(d) {
				continue
			}
			ids = append(ids, id)
			for _, name := range facetNames {
				for _, v := range matcher.FacetValues(name, d, false) {
					want[name][v]++
				}
			}
		}
		slices.SortFunc(ids, func(a, b string) int {
			return cmp.Or(cmp.Compare(docs[b].UpdatedAt, docs[a].UpdatedAt), strings.Compare(a, b))
		})
		for _, offset := range []int{0, 40, 1490} {
			r, err := x.Search(t.Context(),
				matcher.Query{Kind: matcher.Achievement, Filter: f, Facets: facetNames, Offset: offset, Limit: 30})
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(want, r.Facets); diff != "" {
				t.Errorf("%+v: facets (-want +got)\n%s", f, diff)
			}
			var got []string
			for _, h := range r.Hits {
				got = append(got, h.ID)
			}
			page := ids[min(offset, len(ids)):min(offset+30, len(ids))]
			if r.Total != len(ids) || !slices.Equal(got, page) {
				t.Errorf("%+v from %d: %d found, %v; want %d, %v", f, offset, r.Total, got, len(ids), page)
			}
		}
	}
}
