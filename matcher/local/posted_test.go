package local

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"kebang/matcher"
)

// TestPutPosted: an index filled with postings gives the same answers as one that built them, also after changes.
func TestPutPosted(t *testing.T) {
	ctx := context.Background()
	docs := make([]*matcher.Analysed, 300)
	for i := range docs {
		docs[i] = matcher.Analyse(matcher.Doc{Kind: matcher.Achievement, ID: fmt.Sprintf("a%03d", i),
			Market: fmt.Sprint("m", i%3),
			Title: []string{"蔗渣制浆", "核桃破壳", "茶叶杀青", "胶乳保鲜",
				"废水处理"}[i%5], Text: fmt.Sprintf("第%d种做法，得率%d%%，蔗渣、核桃与茶叶都用。",
				i, i%50)})
	}
	built, posted := New(), New()
	postings := built.Postings(docs)
	if err := built.Put(ctx, docs...); err != nil {
		t.Fatal(err)
	}
	if ok, err := posted.PutPosted(ctx, matcher.Achievement, append([]*matcher.Analysed{}, docs...), postings); !ok ||
		err != nil {
		t.Fatal(ok, err)
	}
	same := func(name string) {
		t.Helper()
		for _, q := range []string{"蔗渣制浆得率", "茶叶杀青", "核桃", "保鲜"} {
			for _, market := range []string{"", "m1", "m9"} {
				query := matcher.Query{Kind: matcher.Achievement, Text: q, Filter: matcher.Filter{Market: market},
					Facets: []string{"industry"}, Limit: 50}
				want, err := built.Search(ctx, query)
				if err != nil {
					t.Fatal(err)
				}
				got, err := posted.Search(ctx, query)
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%s: %s in %q finds %v, want %v (%v)", name, q, market, got, want, err)
				}
				terms := matcher.NewCorpus(1,
					docs).Ask(matcher.Analyse(matcher.Doc{Kind: matcher.Demand, Title: q})).Terms()
				first, err := built.Candidates(ctx, matcher.Achievement, terms, query.Filter, 40)
				if err != nil {
					t.Fatal(err)
				}
				second, err := posted.Candidates(ctx, matcher.Achievement, terms, query.Filter, 40)
				if err != nil || !reflect.DeepEqual(first, second) {
					t.Errorf("%s: candidates for %s in %q are %v, want %v (%v)", name, q, market, second, first, err)
				}
			}
		}
	}
	same("at first")
	for _, x := range []*Index{built, posted} {
		other := matcher.Analyse(matcher.Doc{Kind: matcher.Achievement, ID: "a007", Market: "m1", Title: "蔗渣制浆新法",
			Text: "得率60%。"})
		if err := x.Put(ctx, other, matcher.Analyse(matcher.Doc{Kind: matcher.Achievement, ID: "b",
			Title: "茶叶保鲜"})); err != nil {
			t.Fatal(err)
		}
		if err := x.Delete(ctx, matcher.Achievement, "a011", "a012"); err != nil {
			t.Fatal(err)
		}
	}
	same("after changes")

	// The same documents again, some of them no longer wanted, replace the present ones.
	fewer := append([]*matcher.Analysed{}, docs...)
	fewer[5], fewer[6] = nil, nil
	if ok, err := posted.PutPosted(ctx, matcher.Achievement, fewer, postings); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if err := posted.Delete(ctx, matcher.Achievement, "a005", "a006", "b"); err != nil {
		t.Fatal(err)
	}
	if n, err := posted.Size(ctx, matcher.Achievement); n != 298 || err != nil {
		t.Errorf("%d documents, want 298 (%v)", n, err)
	}
	found, err := posted.Search(ctx, matcher.Query{Kind: matcher.Achievement, Text: "做法", Limit: 1000})
	if err != nil || found.Total != 298 {
		t.Errorf("%d found, want 298 (%v)", found.Total, err)
	}
}

// TestPutPostedRefuses: lists that cannot belong to the documents put nothing.
func TestPutPostedRefuses(t *testing.T) {
	ctx := context.Background()
	docs := make([]*matcher.Analysed, 20)
	for i := range docs {
		docs[i] = matcher.Analyse(matcher.Doc{Kind: matcher.Achievement, ID: fmt.Sprint(i), Title: "蔗渣制浆"})
	}
	x := New()
	postings := x.Postings(docs)
	refuse := func(name string, docs []*matcher.Analysed, b []byte) {
		t.Helper()
		if ok, err := x.PutPosted(ctx, matcher.Achievement, docs, b); ok || err != nil {
			t.Errorf("%s: put (%v)", name, err)
		}
	}
	for n := range postings {
		refuse(fmt.Sprintf("cut at %d", n), docs, postings[:n])
	}
	refuse("longer", docs, append(append([]byte{}, postings...), 0))
	refuse("fewer documents", docs[:19], postings)
	if n, err := x.Size(ctx, matcher.Achievement); n != 0 || err != nil {
		t.Errorf("%d documents (%v)", n, err)
	}
}
