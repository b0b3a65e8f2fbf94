package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/matcher"
	"kebang/matcher/indextest"
)

// BenchmarkMeiliReturn takes a search engine with 100,000 documents away and publishes a thousand listings. It measures
// how long after the return they are found, compared with the records, and matched. Then it measures the same for a
// thousand listings published while the engine is there ("present"). It needs the collected texts and a meilisearch on
// the PATH. KEBANG_BENCH_DIR names a folder that keeps records and index for the next run. Times are reported, never
// asserted.
func BenchmarkMeiliReturn(b *testing.B) {
	const indexed, late, away = 100_000, 1000, "the search index is away\""
	base, _, err := indextest.Texts(filepath.Join("..", "..", "..", "shared", "data"))
	if err != nil {
		b.Skip("SKIP: ../shared/data is missing, nothing to grow an index from: ", err)
	}
	dir := os.Getenv("KEBANG_BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	records := filepath.Join(dir, "records")
	if err := os.MkdirAll(records, 0o700); err != nil {
		b.Fatal(err)
	}
	engine := startMeili(b, dir)
	told := &lockedBuffer{}
	a, err := open(b.Context(), place{dir: records, meili: engine.url, key: engine.key, prefix: "bench"}, time.Now,
		slog.New(slog.NewTextHandler(told, nil)))
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	ms, err := a.parties.Markets(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if len(ms) == 0 {
		if _, err := a.parties.CreateMarket(b.Context(), actor.SystemActor(""), "bench",
			party.MarketForm{Name: "基准测试市场", RegionCode: "530924", BureauName: "镇康县科技局"}, false); err != nil {
			b.Fatal(err)
		}
		publishDocs(b, a, 0, indextest.Grow(base, indexed), false)
	}
	start := time.Now()
	if err := a.rebuild(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(start).Seconds(), "start-s")
	ctx, stop := context.WithCancel(b.Context())
	var work sync.WaitGroup
	defer work.Wait()
	defer stop()
	work.Go(func() { a.worker.Run(ctx) })
	work.Go(func() { a.keepIndex(ctx, true) })

	reach := func(since time.Time, metric string, ok func() bool) {
		for !ok() {
			if time.Since(since) > 30*time.Minute {
				b.Fatalf("%s: not in half an hour\n%s", metric, told)
			}
			time.Sleep(50 * time.Millisecond)
		}
		b.ReportMetric(time.Since(since).Seconds(), metric)
	}
	made := int(time.Now().Unix() % 1e6)
	publish := func() (found func() bool) {
		made++
		docs, word := indextest.Grow(base, late), "late"+strconv.FormatInt(int64(made), 36)
		for i := range docs {
			docs[i].ID, docs[i].Title = fmt.Sprintf("%s-%04d", word, i), docs[i].Title+" "+word
		}
		publishDocs(b, a, made*late, docs, true)
		return func() bool {
			r, err := a.index.Search(ctx,
				matcher.Query{Kind: matcher.Achievement, Text: word, Filter: matcher.Filter{Market: "bench"}})
			return err == nil && r.Total == late
		}
	}
	matched := func() bool {
		n, err := a.worker.Pending(ctx, "bench")
		return err == nil && n == 0
	}
	for b.Loop() {
		engine.kill()
		before := strings.Count(told.String(), away)
		found := publish()
		for strings.Count(told.String(), away) == before {
			time.Sleep(50 * time.Millisecond)
		}
		engine.start()
		since := time.Now()
		reach(since, "found-s", found)
		reach(since, "compared-s", func() bool {
			return !a.matches.Condition().Filling &&
				a.matches.PingIndex(ctx) == nil
		})
		reach(since, "matched-s", matched)

		found, since = publish(), time.Now()
		a.worker.Wake()
		reach(since, "present-found-s", found)
		reach(since, "present-matched-s", matched)
	}
}

// publishDocs writes published achievements, and, when told to, the events of their publication.
func publishDocs(b testing.TB, a *app, number int, docs []matcher.Doc, emit bool) {
	b.Helper()
	at := time.Now().UnixMilli()
	for from := 0; from < len(docs); from += 1000 {
		err := a.db.Run(b.Context(), func(tx store.Tx) error {
			for i, d := range docs[from:min(from+1000, len(docs))] {
				c := listing.AchievementContent{TRL: 6,
					Common: listing.Common{Title: d.Title, Text: d.Text, Industry: d.Industry, IndustryConfirmed: true,
						Region: "530924", Modes: []listing.Mode{listing.ModeDevelop}}}
				l := listing.Listing[listing.AchievementContent]{Meta: store.Meta{ID: d.ID, Market: "bench"},
					Serial:   fmt.Sprintf("CG-2026-%06d", number+from+i+1),
					OwnerOrg: "bench-org", OwnerName: "基准测试单位", State: listing.Open, Published: &c, Version: 1,
					CreatedBy: "bench", CreatedAt: at, UpdatedAt: at, PublishedAt: at}
				if err := listing.Achievements.Insert(tx, &l); err != nil {
					return err
				}
				if emit {
					if err := store.Emit(tx, "bench", listing.EventPublished, d.ID, string(matcher.Achievement),
						at); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
