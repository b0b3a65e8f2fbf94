package meili

import (
	"context"
	"errors"
	"testing"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

// programs are those that share the index of troubles.
var programs = [][32]byte{{1}, {2}}

// troubles goes through the bad paths: a missing index, and a write that the engine refuses every time. It also tries a
// key for our indexes only, and documents that another program analysed. It runs over a real server, with such a key,
// and over what one answered.
func troubles(t *testing.T, open opener) {
	ctx, ds := t.Context(), exercised()
	x, other := open(Options{Program: programs[0]}), open(Options{Program: programs[1]})
	if _, err := x.Search(ctx, matcher.Query{Kind: matcher.Achievement, Text: "甘蔗"}); !isFault(err,
		"search-index-missing") {
		t.Errorf("a search of nothing: %v", err)
	}
	if err := x.Ping(ctx); !isFault(err, "search-index-missing") {
		t.Errorf("ping: %v", err)
	}
	if st := x.Status(ctx); st.Engine != "Meilisearch" || st.Problem.Code != "search-index-missing" {
		t.Errorf("status of nothing: %+v", st)
	}

	uid := x.uid(matcher.Demand)
	fail(t, x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.api.CreateIndexWithContext(ctx, &meilisearch.IndexConfig{Uid: uid, PrimaryKey: "other"})
	}))
	put(t, x, ds[:3]...)
	err := x.Put(ctx, matcher.Analyse(ds[3]))
	if !errors.Is(err, &fault.Error{Kind: fault.Internal, Code: "search-write-failed"}) {
		t.Errorf("a refused write: %v", err)
	}
	if st := x.Status(ctx); len(st.FailedTasks) != tries || st.FailedTasks[0].Index != uid ||
		st.FailedTasks[0].Error == "" || st.Documents[matcher.Achievement] != 3 {
		t.Errorf("status after a refused write: %+v", st)
	}
	fail(t, x.drop(ctx, uid))
	put(t, x, ds[3])

	put(t, other, ds[1])
	others, err := x.Others(ctx, matcher.Achievement, "", 10)
	fail(t, err)
	want(t, "analysed by another program", []string{"a2"}, others)
	x.cache.clear()
	docs, err := x.Docs(ctx, matcher.Achievement, []string{"a1", "a2", "A.3_x"})
	fail(t, err)
	for i, d := range docs {
		want(t, "the analysed form of "+d.ID, matcher.Analyse(ds[i]).Form(), d.Form())
	}
	if len(docs) != 3 {
		t.Errorf("%d documents", len(docs))
	}

	f, err := x.Fresh(ctx)
	fail(t, err)
	put(t, f, ds...)
	fail(t, f.Swap(ctx))
	others, err = x.Others(ctx, matcher.Achievement, "", 10)
	fail(t, err)
	want(t, "analysed by another program, after the swap", 0, len(others))
	ids, _ := search(t, x, matcher.Query{Text: "甘蔗"})
	want(t, "after the swap", []string{"a2", "a1"}, ids)
	if err := x.Ping(ctx); !isFault(err, "search-index-missing") {
		t.Errorf("an index that was lost counts as whole before it was compared: %v", err)
	}
	for _, kind := range kinds {
		_, err := x.Sums(ctx, kind, "", 10)
		fail(t, err)
	}
	fail(t, x.Ping(ctx))
}
