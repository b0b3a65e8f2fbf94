package meili

import (
	"crypto/sha256"
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
// candidates, scoring for a page of twenty and the reasons of the three shown, through Meilisearch and through the local index in turn, so
// that a slow moment slows all. Each demand is asked with no documents in memory, once where they are analysed from
// their texts, once where their analysed form is read ("cold"), and then with the documents of the last time ("warm").
// Times are reported, never asserted.
func BenchmarkMeiliMatch(b *testing.B) {
	base, demands, err := indextest.Texts(filepath.Join("..", "..", "..", "shared", "data"))
	if err != nil {
		b.Skip("SKIP: ../shared/data is missing, nothing to grow an index from: ", err)
	}
	grown := 100_000
	if n, err := strconv.Atoi(os.Getenv("KEBANG_BENCH_DOCS")); err == nil {
		grown = n
	}
	docs := make([]*matcher.Analysed, grown)
	for i, d := range indextest.Grow(base, grown) {
		docs[i] = matcher.Analyse(d)
	}
	x, own, ctx := benched(b, sha256.Sum256(docs[0].Form())), local.New(), b.Context()
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
	corpus := matcher.NewCorpus(1, docs)
	var queries []*matcher.Analysed
	for _, d := range demands {
		if a := matcher.Analyse(d); a.Whole.Len() > 80 && len(queries) < 200 {
			queries = append(queries, a)
		}
	}
	find := func(in matcher.Index, q *matcher.Analysed) (string, time.Duration) {
		start := time.Now()
		out, err := matcher.Best(ctx, in, corpus, q, matcher.Filter{}, 20, 3)
		if err != nil {
			b.Fatal(err)
		}
		if len(out) == 0 {
			return "", time.Since(start)
		}
		return out[0].Achievement.ID, time.Since(start)
	}
	ways := []string{"text", "cold", "warm", "local"}
	written := x.forms
	for b.Loop() {
		took := map[string][]time.Duration{}
		same := 0
		for i, q := range queries {
			find(own, q)
			find(x, q) // the engine reads from its file what it needs
			first := map[string]string{}
			for j := range 2 { // in turn
				x.cache.clear()
				way := ways[(i+j)%2]
				if x.forms = written; way == "text" {
					x.forms = forms{}
				}
				var t time.Duration
				_, t = find(x, q)
				took[way] = append(took[way], t)
			}
			for way, in := range map[string]matcher.Index{"warm": x, "local": own} {
				var t time.Duration
				first[way], t = find(in, q)
				took[way] = append(took[way], t)
			}
			if first["warm"] == first["local"] {
				same++
			}
		}
		for _, way := range ways {
			b.ReportMetric(percentile(took[way], 50), way+"-p50-ms")
			b.ReportMetric(percentile(took[way], 95), way+"-p95-ms")
		}
		b.ReportMetric(float64(same)/float64(len(queries)), "same-first")
		if indexing > 0 {
			b.ReportMetric(float64(grown)/indexing.Seconds(), "docs/s")
		}
	}
}

// benched opens an index of its own, or the one that KEBANG_BENCH_PREFIX names: that one is kept, and what stands in it
// is not written again.
func benched(b *testing.B, program [32]byte) *Index {
	prefix := os.Getenv("KEBANG_BENCH_PREFIX")
	if prefix == "" {
		x := opened(b)
		x.forms = forms{program}
		return x
	}
	s := real(b)
	x, err := Open(Options{URL: s.url, Key: s.key, Prefix: prefix, Program: program})
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
