package local

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/matcher"
)

const grown = 100_000

// texts reads the texts of the collected tables and the scientific abstracts beside the project.
func texts(b *testing.B) (docs []matcher.Doc, demands []matcher.Doc) {
	b.Helper()
	data := filepath.Join("..", "..", "..", "shared", "data")
	read := func(name string, kind matcher.Kind) (out []matcher.Doc) {
		f, err := os.Open(filepath.Join(data, name))
		if err != nil {
			b.Skip("SKIP: ../shared/data is missing, nothing to grow an index from")
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		s.Buffer(nil, 1<<20)
		for s.Scan() {
			var d struct{ ID, Title, Text string }
			if err := json.Unmarshal(s.Bytes(), &d); err != nil {
				b.Fatal(err)
			}
			out = append(out, matcher.Doc{Kind: kind, ID: d.ID, Title: d.Title, Text: d.Text})
		}
		return out
	}
	docs = append(read("achievements.jsonl", matcher.Achievement), read("csl/corpus_2k.jsonl", matcher.Achievement)...)
	// A long demand: the problem side of an abstract, about 86 characters.
	return docs, append(read("demands.jsonl", matcher.Demand), read("csl/queries-dev.jsonl", matcher.Demand)...)
}

// grow mixes sentences of the texts into n documents of the same length, so that no document is a copy.
func grow(base []matcher.Doc, n int) []matcher.Doc {
	rng := rand.New(rand.NewPCG(1, 2))
	var sentences []string
	for _, d := range base {
		for _, s := range strings.FieldsFunc(d.Text, func(r rune) bool { return strings.ContainsRune("。；;，,.", r) }) {
			if len(s) > 12 {
				sentences = append(sentences, s)
			}
		}
	}
	out := make([]matcher.Doc, n)
	for i := range out {
		d := base[i%len(base)]
		d.ID = fmt.Sprintf("g%06d", i)
		if i >= len(base) {
			var t strings.Builder
			for t.Len() < len(d.Text) {
				t.WriteString(sentences[rng.IntN(len(sentences))])
				t.WriteString("，")
			}
			d.Text = t.String()
		}
		if d.Title == "" {
			d.Title = sentences[rng.IntN(len(sentences))]
			d.Title = string([]rune(d.Title)[:min(20, len([]rune(d.Title)))])
		}
		d.Industry = fmt.Sprintf("%02d", 1+rng.IntN(18))
		out[i] = d
	}
	return out
}

func percentile(ds []time.Duration, p int) float64 {
	slices.Sort(ds)
	return float64(ds[min(len(ds)-1, len(ds)*p/100)].Microseconds())
}

// BenchmarkMatch measures one long demand against 100,000 achievements: candidates, scoring and the reasons of the
// three shown. Times are reported, never asserted.
func BenchmarkMatch(b *testing.B) {
	base, demands := texts(b)
	docs := grow(base, grown)
	ctx := context.Background()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	x := New()
	analysed := make([]*matcher.Analysed, len(docs))
	for i, d := range docs {
		analysed[i] = matcher.Analyse(d)
		if err := x.Put(ctx, analysed[i]); err != nil {
			b.Fatal(err)
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
			if _, err := x.Candidates(ctx, matcher.Achievement, corpus.Ask(q).Terms(), matcher.Filter{}, matcher.CandidateLimit); err != nil {
				b.Fatal(err)
			}
		}},
		{"scored", func(q *matcher.Analysed) {
			if _, err := matcher.Find(ctx, x, corpus, q, matcher.Filter{}, 0); err != nil {
				b.Fatal(err)
			}
		}},
		{"reasons", func(q *matcher.Analysed) {
			if _, err := matcher.Find(ctx, x, corpus, q, matcher.Filter{}, 3); err != nil {
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
			b.ReportMetric(float64(grown)/indexing.Seconds(), "docs/s")
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
			b.ReportMetric(training.Seconds(), "corpus-s")
			b.ReportMetric(preparing.Seconds(), "prepare-s")
		})
	}
}
