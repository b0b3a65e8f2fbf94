package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/matcher"
	"kebang/matcher/meili"
)

// folderOnMeili gives a folder that is searched on the test server, or skips the test.
func folderOnMeili(t *testing.T) place {
	t.Helper()
	url, key := onMeili(t)
	at := place{dir: t.TempDir(), meili: url, key: key,
		prefix: fmt.Sprintf("cmd%d_%d", os.Getpid(), time.Now().UnixNano())}
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

// TestMeiliWritesTogether: many listings published at once, as by an import, are a handful of writes to the search
// engine. Their jobs then find every document there. The same holds for listings that are taken away.
func TestMeiliWritesTogether(t *testing.T) {
	const n = 300
	at := folderOnMeili(t)
	m := marketAt(t, at)
	ctx, a := t.Context(), m.app
	if _, err := a.parties.CreateMarket(ctx, actor.SystemActor(""), "bench",
		party.MarketForm{Name: "集中发布测试市场", RegionCode: "530924", BureauName: "镇康县科技局"}, false); err != nil {
		t.Fatal(err)
	}
	docs := make([]matcher.Doc, n)
	for i := range docs {
		docs[i] = matcher.Doc{ID: fmt.Sprintf("together-%03d", i), Title: fmt.Sprintf("第%d种核桃脱青皮机", i),
			Text: "连续作业，破损率低。", Industry: "0104"}
	}
	tasks := func() (total int) {
		var all struct{ Total int }
		getMeili(t, at, "/tasks?limit=1&types=documentAdditionOrUpdate,documentDeletion&indexUids="+at.prefix+
			"_achievement_v2", &all)
		return all.Total
	}
	check := func(what string, held int) {
		t.Helper()
		before := tasks()
		m.drain()
		if wrote := tasks() - before; wrote < 1 || wrote > 6 {
			t.Errorf("%d listings %s: %d writes", n, what, wrote)
		}
		if r, err := a.matches.CheckIndex(ctx, false); err != nil || !r.Same() || r.Records != held {
			t.Errorf("%s: %+v, %v", what, r, err)
		}
	}
	m.drain()
	publishDocs(t, a, 0, docs, true)
	check("published", n)
	err := a.db.Run(ctx, func(tx store.Tx) error {
		for _, d := range docs {
			l, err := listing.Achievements.Get(tx, "bench", d.ID)
			if err != nil {
				return err
			}
			l.State = listing.Withdrawn
			if err := listing.Achievements.Update(tx, &l); err != nil {
				return err
			}
			if err := store.Emit(tx, "bench", listing.EventRemoved, d.ID, string(matcher.Achievement), 1); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	check("withdrawn", 0)
}

// getMeili asks the search engine itself.
func getMeili(t *testing.T, at place, path string, out any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at.meili+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+at.key)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(out); err != nil || res.StatusCode != 200 {
		t.Fatalf("%s: %d, %v", path, res.StatusCode, err)
	}
}
