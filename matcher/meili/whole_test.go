package meili

import (
	"context"
	"fmt"
	"testing"

	"github.com/meilisearch/meilisearch-go"

	"kebang/matcher"
)

// TestNoAnswerIsCutShort: the server may end a search early only after its caller has stopped waiting, because the
// answer would not say so.
func TestNoAnswerIsCutShort(t *testing.T) {
	if cut := settings().SearchCutoffMs; cut < readLimit.Milliseconds() {
		t.Errorf("a search is cut after %d ms and read until %v", cut, readLimit)
	}
}

// TestMeiliWhole: a comparison with the records sees every document, in order, on a server that cuts every search
// short.
func TestMeiliWhole(t *testing.T) {
	x, ctx := opened(t), t.Context()
	const n = 1500
	var ds []matcher.Doc
	for i := range n {
		// written in another order than by id
		ds = append(ds, doc(matcher.Achievement, fmt.Sprintf("w%04d", n-1-i), "茶叶杀青", "文"))
	}
	put(t, x, ds...)
	fail(t, x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.api.Index(x.uid(matcher.Achievement)).UpdateSearchCutoffMsWithContext(ctx, 1)
	}))
	var sums, refs []string
	for after := ""; ; {
		page, err := x.Sums(ctx, matcher.Achievement, after, 400)
		fail(t, err)
		if len(page) == 0 {
			break
		}
		for _, s := range page {
			sums, after = append(sums, s.ID), s.ID
		}
	}
	for after := ""; ; {
		page, err := x.Revisions(ctx, matcher.Achievement, after, 400)
		fail(t, err)
		if len(page) == 0 {
			break
		}
		for _, r := range page {
			refs, after = append(refs, r.ID), r.ID
		}
	}
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("w%04d", i))
	}
	want(t, "fingerprints", all, sums)
	want(t, "revisions", all, refs)
}

// TestMeiliLateWrite: a write after a swap makes the server create an index. It does not count as one under
// construction, and the next build deletes it.
func TestMeiliLateWrite(t *testing.T) {
	x, ctx := opened(t), t.Context()
	a := matcher.Analyse(doc(matcher.Achievement, "a", "茶叶杀青", "文"))
	fail(t, x.Put(ctx, a))
	late := x.stream(x.besideOf)
	fail(t, late.put(ctx, a))
	fail(t, late.flush(ctx))
	if building, err := x.building(ctx, matcher.Achievement); building || err != nil {
		t.Errorf("building %v, %v", building, err)
	}
	f, err := x.Fresh(ctx)
	fail(t, err)
	if building, err := x.building(ctx, matcher.Achievement); !building || err != nil {
		t.Errorf("building %v, %v", building, err)
	}
	fail(t, f.Abandon(ctx))
	if building, err := x.building(ctx, matcher.Achievement); building || err != nil {
		t.Errorf("after the end: building %v, %v", building, err)
	}
}
