package local

import (
	"context"
	"flag"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"kebang/matcher"
	"kebang/matcher/indextest"
)

var grown = flag.Int("grown", 100_000, "achievements of BenchmarkMatch")

func percentile(ds []time.Duration, p int) float64 {
	slices.Sort(ds)
	return float64(ds[min(len(ds)-1, len(ds)*p/100)].Microseconds())
}

// BenchmarkMatch measures one long demand against 100,000 achievements: candidates, scoring and the reasons of the
// three shown. It reports times and never asserts them.
func BenchmarkMatch(b *testing.B) {
	base, demands, err := indextest.Texts(filepath.Join("..", "..", "..", "shared", "data"))
	if err != nil {
		b.Skip("SKIP: ../shared/data is missing, nothing to grow an index from: ", err)
	}
	indextest.Require(demands)
	docs := indextest.Grow(base, *grown)
	ctx := context.Background()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	x := New()
	analysed := make([]*matcher.Analysed, len(docs))
	for i, d := range docs {
		analysed[i] = matcher.Analyse(d)
		if n := i%1000 + 1; n == 1000 || i == len(docs)-1 {
			if err := x.Put(ctx, analysed[i+1-n:i+1]...); err != nil {
				b.Fatal(err)
			}
		}
	}
	indexing := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	start = time.Now()
	corpus := matcher.NewCorpus(1, analysed)
	training := time.Since(start)
	start = time.Now()
	for _, a := range analysed {
		corpus.Prepare(a)
	}
	preparing := time.Since(start)
	queries := make([]*matcher.Analysed, 0, 500)
	for _, d := range demands {
		if a := matcher.Analyse(d); a.Whole.Len() > 80 && len(queries) < cap(queries) {
			queries = append(queries, a)
		}
	}
	for _, c := range []struct {
		name string
		fn   func(q *matcher.Analysed)
	}{
		{"candidates", func(q *matcher.Analysed) {
			if _, err := x.Candidates(ctx, matcher.Achievement, corpus.Ask(q).Terms(), matcher.Filter{},
				matcher.CandidateLimit); err != nil {
				b.Fatal(err)
			}
		}},
		{"scored", func(q *matcher.Analysed) {
			if _, err := matcher.Find(ctx, x, corpus, q, matcher.Filter{}, 0); err != nil {
				b.Fatal(err)
			}
		}},
		{"reasons", func(q *matcher.Analysed) {
			if _, err := matcher.Best(ctx, x, corpus, q, matcher.Filter{}, 20, 3); err != nil {
				b.Fatal(err)
			}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				s := time.Now()
				c.fn(queries[i%len(queries)])
				took = append(took, time.Since(s))
			}
			b.ReportMetric(percentile(took, 50), "p50-µs")
			b.ReportMetric(percentile(took, 95), "p95-µs")
			b.ReportMetric(float64(*grown)/indexing.Seconds(), "docs/s")
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
			b.ReportMetric(training.Seconds(), "corpus-s")
			b.ReportMetric(preparing.Seconds(), "prepare-s")
		})
	}
}
