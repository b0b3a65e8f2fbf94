package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/matcher"
	"kebang/matcher/meili"
)

// folderOnMeili gives a folder that is searched on the test server, or skips the test.
func folderOnMeili(t *testing.T) place {
	t.Helper()
	url, key := onMeili(t)
	at := place{dir: t.TempDir(), meili: url, key: key, prefix: fmt.Sprintf("cmd%d_%d", os.Getpid(), time.Now().UnixNano())}
	t.Cleanup(func() {
		x, err := meili.Open(meili.Options{URL: at.meili, Key: at.key, Prefix: at.prefix})
		if err == nil {
			err = x.Remove(context.Background())
		}
		if err != nil {
			t.Error(err)
		}
	})
	return at
}

// TestClosedPathOnMeili walks the same path as TestClosedPath with the other index.
func TestClosedPathOnMeili(t *testing.T) { closedPath(t, marketAt(t, folderOnMeili(t))) }

// TestReindex: an index that lost or kept too much is compared with the records, repaired and built anew.
func TestReindex(t *testing.T) {
	at := folderOnMeili(t)
	m := marketAt(t, at)
	admin := m.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	officer := admin.person("officer", "officer", "")
	var ids []string
	for _, title := range []string{"降低压榨后蔗渣的水分", "核桃破壳取仁", "咖啡豆烘干"} {
		it := officer.do("POST", "/demands", 201, `{"content":{"title":"`+title+`","text":"希望找到成熟的设备和工艺，降低成本。"}}`)
		officer.step("/demands/"+it.id(), "publish", it, `{}`)
		ids = append(ids, it.id())
	}
	m.drain()
	ctx, a := t.Context(), m.app
	check := func(want matcher.IndexReport, repair bool) {
		t.Helper()
		r, err := a.matches.CheckIndex(ctx, repair)
		if err != nil {
			t.Fatal(err)
		}
		if r.Records != want.Records || r.Missing != want.Missing || r.Outdated != want.Outdated || r.Surplus != want.Surplus || len(r.Lines()) != want.Missing+want.Outdated+want.Surplus {
			t.Errorf("report %+v", r)
		}
	}
	check(matcher.IndexReport{Records: 3}, false)
	if err := a.index.Delete(ctx, matcher.Demand, ids[0]); err != nil {
		t.Fatal(err)
	}
	other := matcher.Doc{Kind: matcher.Demand, ID: ids[1], Revision: 1, Market: "m", Title: "别的", Text: "别的内容"}
	gone := other
	gone.ID = party.NewID()
	if err := a.index.Put(ctx, matcher.Analyse(other), matcher.Analyse(gone)); err != nil {
		t.Fatal(err)
	}
	check(matcher.IndexReport{Records: 3, Missing: 1, Outdated: 1, Surplus: 1}, false)
	check(matcher.IndexReport{Records: 3, Missing: 1, Outdated: 1, Surplus: 1}, true)
	check(matcher.IndexReport{Records: 3}, false)
	last := 0
	n, err := a.matches.Reindex(ctx, func(done, _ int) { last = done })
	if err != nil || n != 3 || last != 3 {
		t.Fatalf("reindex: %d, %v, told of %d", n, err, last)
	}
	check(matcher.IndexReport{Records: 3}, false)
	var market string
	ms, err := a.parties.Markets(ctx)
	if err == nil {
		market = ms[0].ID
	}
	found, total, err := a.matches.SearchListings(ctx, market, listing.DemandKind, "核桃", "", "", 0, 10)
	if err != nil || total != 1 || found[0] != ids[1] {
		t.Errorf("found %v, %d, %v", found, total, err)
	}
}

// TestRefreshIndex: what a former program wrote into the index is found all the same, and is written anew.
func TestRefreshIndex(t *testing.T) {
	at := folderOnMeili(t)
	m := marketAt(t, at)
	admin := m.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	officer := admin.person("officer", "officer", "")
	it := officer.do("POST", "/demands", 201, `{"content":{"title":"核桃破壳取仁","text":"希望找到成熟的设备和工艺，降低成本。"}}`)
	officer.step("/demands/"+it.id(), "publish", it, `{}`)
	m.drain()
	ctx, a := t.Context(), m.app
	docs, err := a.index.Docs(ctx, matcher.Demand, []string{it.id()})
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	former, err := meili.Open(meili.Options{URL: at.meili, Key: at.key, Prefix: at.prefix, Program: [32]byte{1}})
	if err != nil {
		t.Fatal(err)
	}
	if err := former.Put(ctx, docs...); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{1, 0} {
		if n, err := a.matches.RefreshIndex(ctx); err != nil || n != want {
			t.Errorf("%d written, want %d, %v", n, want, err)
		}
	}
	if r, err := a.matches.CheckIndex(ctx, false); err != nil || !r.Same() || r.Records != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestReindexInMemory: without Meilisearch there is nothing to build, and the command says why.
func TestReindexInMemory(t *testing.T) {
	code, _, errs := cli(t, "reindex", "--data", t.TempDir())
	if code != exitDone || !strings.Contains(errs, "每次启动") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
