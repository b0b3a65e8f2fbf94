package meili

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
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

// BenchmarkMeiliMatch measures one long demand against 100,000 achievements (KEBANG_BENCH_DOCS for another number). It
// covers candidates, scoring for a page of twenty and the reasons of the three shown. Three ways go through Meilisearch
// with no documents in memory at first. They analyse their texts ("text"), read the analysed form ("cold"), or have the
// documents of the last time ("warm"). The last way is the local index. Fifty demands are asked one way, then the other
// ways in turn, so that a slow moment slows all. Each way has the machine's caches in its own usual state. Times are
// reported, never asserted.
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
	var indexing time.Duration // zero when the documents existed already
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
	written := x.forms
	ways := []struct {
		name  string
		in    matcher.Index
		ready func() // before each question
	}{
		{"text", x, func() { x.cache.clear(); x.forms = forms{} }},
		{"cold", x, func() { x.cache.clear(); x.forms = written }},
		{"warm", x, func() { x.forms = written }},
		{"local", own, func() {}},
	}
	for b.Loop() {
		took := map[string][]time.Duration{}
		first := map[string][]string{}
		turn := 0
		for some := range slices.Chunk(queries, 50) {
			for _, q := range some { // the engine loads its file
				find(own, q)
				find(x, q)
			}
			for i := range ways {
				way := ways[(i+turn)%len(ways)]
				if way.name == "warm" {
					for _, q := range some {
						find(x, q)
					}
				}
				runtime.GC() // so that no way pays for another one
				for _, q := range some {
					way.ready()
					id, t := find(way.in, q)
					took[way.name], first[way.name] = append(took[way.name], t), append(first[way.name], id)
				}
			}
			turn++
		}
		for _, way := range ways {
			for _, p := range []int{50, 95} {
				t := percentile(took[way.name], p)
				b.ReportMetric(t, fmt.Sprintf("%s-p%d-ms", way.name, p))
				if way.name != "local" {
					b.ReportMetric(t/percentile(took["local"], p), fmt.Sprintf("%s/local-p%d", way.name, p))
				}
			}
		}
		same := 0
		for i, id := range first["local"] {
			if id == first["warm"][i] {
				same++
			}
		}
		b.ReportMetric(float64(same)/float64(len(queries)), "same-first")
		if indexing > 0 {
			b.ReportMetric(float64(grown)/indexing.Seconds(), "docs/s")
		}
	}
}

// benched opens an index of its own, or the one that KEBANG_BENCH_PREFIX names. That one is kept, and its documents are
// not written again.
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
