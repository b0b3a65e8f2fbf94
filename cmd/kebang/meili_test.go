package main

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

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

// TestMeiliRefresh: what a former program wrote into the index is found all the same, and is written anew.
func TestMeiliRefresh(t *testing.T) {
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
