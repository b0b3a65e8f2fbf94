package meili

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"kebang/matcher"
	"kebang/matcher/indextest"
	"kebang/matcher/local"
)

func percentile(ds []time.Duration, p int) float64 {
	ds = slices.Sorted(slices.Values(ds))
	return float64(ds[min(len(ds)-1, len(ds)*p/100)].Microseconds()) / 1000
}

// BenchmarkMeiliMatch measures one long demand against 100,000 achievements (KEBANG_BENCH_DOCS for another number):
// candidates, scoring and the reasons of the three shown, through Meilisearch and through the local index in turn, so
// that a slow moment slows both. Each demand is asked once before, unmeasured by the first figures: cold is the first
// time, warm the second. Times are reported, never asserted.
func BenchmarkMeiliMatch(b *testing.B) {
	base, demands, err := indextest.Texts(filepath.Join("..", "..", "..", "shared", "data"))
	if err != nil {
		b.Skip("SKIP: ../shared/data is missing, nothing to grow an index from: ", err)
	}
	grown := 100_000
	if n, err := strconv.Atoi(os.Getenv("KEBANG_BENCH_DOCS")); err == nil {
		grown = n
	}
	x, own, ctx := benched(b), local.New(), b.Context()
	docs := make([]*matcher.Analysed, grown)
	for i, d := range indextest.Grow(base, grown) {
		docs[i] = matcher.Analyse(d)
	}
	var indexing time.Duration // zero when the documents were there already
	if x.Status(ctx).Documents[matcher.Achievement] != grown {
		start := time.Now()
		if err := x.Put(ctx, docs...); err != nil {
			b.Fatal(err)
		}
		indexing = time.Since(start)
	}
	if err := own.Put(ctx, docs...); err != nil {
		b.Fatal(err)
	}
	x.cache.clear()
	corpus := matcher.NewCorpus(1, docs)
	var queries []*matcher.Analysed
	for _, d := range demands {
		if a := matcher.Analyse(d); a.Whole.Len() > 80 && len(queries) < 200 {
			queries = append(queries, a)
		}
	}
	for b.Loop() {
		var took [3][]time.Duration // local, cold, warm
		same := 0
		for round := range 2 {
			for _, q := range queries {
				s := time.Now()
				mine, err := matcher.Find(ctx, own, corpus, q, matcher.Filter{}, 3)
				if err != nil {
					b.Fatal(err)
				}
				middle := time.Now()
				theirs, err := matcher.Find(ctx, x, corpus, q, matcher.Filter{}, 3)
				if err != nil {
					b.Fatal(err)
				}
				end := time.Now()
				took[1+round] = append(took[1+round], end.Sub(middle))
				if round == 1 {
					took[0] = append(took[0], middle.Sub(s))
					if len(mine) > 0 && len(theirs) > 0 && mine[0].Achievement.ID == theirs[0].Achievement.ID {
						same++
					}
				}
			}
		}
		for i, name := range []string{"local", "cold", "warm"} {
			b.ReportMetric(percentile(took[i], 50), name+"-p50-ms")
			b.ReportMetric(percentile(took[i], 95), name+"-p95-ms")
		}
		b.ReportMetric(float64(same)/float64(len(queries)), "same-first")
		if indexing > 0 {
			b.ReportMetric(float64(grown)/indexing.Seconds(), "docs/s")
		}
	}
}

// benched opens an index of its own, or the one that KEBANG_BENCH_PREFIX names: that one is kept, and what stands in it
// is not written again.
func benched(b *testing.B) *Index {
	prefix := os.Getenv("KEBANG_BENCH_PREFIX")
	if prefix == "" {
		return opened(b)
	}
	s := real(b)
	x, err := Open(Options{URL: s.url, Key: s.key, Prefix: prefix})
	if err != nil {
		b.Fatal(err)
	}
	for _, kind := range kinds {
		if _, err := x.prepare(b.Context(), kind); err != nil {
			b.Fatal(err)
		}
	}
	b.Cleanup(func() { _ = x.Close() })
	return x
}
