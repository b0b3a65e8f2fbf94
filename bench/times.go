package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"kebang/matcher"
)

// times are measured in turn for each demand, so that a busy machine slows all of them alike.
type times struct {
	candidates, scored, reasons, bleve, fts5 []time.Duration
}

func (t *times) measure(ctx context.Context, o *ours, b *bleveIndex, f *fts5, q matcher.Doc) error {
	var err error
	clock := func(into *[]time.Duration, fn func() error) {
		if err == nil {
			start := time.Now()
			err = fn()
			*into = append(*into, time.Since(start))
		}
	}
	clock(&t.candidates, func() error {
		_, err := o.index.Candidates(ctx, matcher.Achievement, o.corpus.Ask(matcher.Analyse(q)).Terms(),
			matcher.Filter{}, 100)
		return err
	})
	clock(&t.scored, func() error {
		_, err := matcher.Find(ctx, o.index, o.corpus, matcher.Analyse(q), matcher.Filter{}, 0)
		return err
	})
	clock(&t.reasons, func() error {
		_, err := matcher.Best(ctx, o.index, o.corpus, matcher.Analyse(q), matcher.Filter{}, 20, 3)
		return err
	})
	clock(&t.bleve, func() error { return b.search(q.Title+" "+q.Text, 100) })
	clock(&t.fts5, func() error { return f.search(q.Title+" "+q.Text, 100) })
	return err
}

func at(ds []time.Duration, p int) float64 {
	s := slices.Sorted(slices.Values(ds))
	return float64(s[min(len(s)-1, len(s)*p/100)].Microseconds()) / 1000
}

func (t *times) print(o *ours, b *bleveIndex, f *fts5, n, queries int) {
	fmt.Printf("%d achievements, %d long demands, %d cores, %s, %s\n\n", n, queries, runtime.NumCPU(),
		runtime.Version(), time.Now().Format(time.DateOnly))
	fmt.Println("| one long demand | p50 ms | p95 ms | Bleve / this, p50 | p95 | FTS5 / this, p50 | p95 |")
	fmt.Println("|---|---|---|---|---|---|---|")
	for _, row := range []struct {
		name string
		ds   []time.Duration
	}{
		{"cut, weigh, 100 candidates", t.candidates},
		{"the same, all of 200 candidates scored and checked", t.scored},
		{"a page: the best 20 of 200 scored and checked, reasons of three", t.reasons},
		{"Bleve v2.6.1, cjk, BM25, first 100", t.bleve},
		{"SQLite FTS5, pairs of characters, BM25, first 100", t.fts5},
	} {
		fmt.Printf("| %s | %.2f | %.2f | %.1f | %.1f | %.1f | %.1f |\n", row.name, at(row.ds, 50), at(row.ds, 95),
			at(t.bleve, 50)/at(row.ds, 50), at(t.bleve, 95)/at(row.ds, 95),
			at(t.fts5, 50)/at(row.ds, 50), at(t.fts5, 95)/at(row.ds, 95))
	}
	fmt.Println("\n| | this index | Bleve | FTS5 |\n|---|---|---|---|")
	fmt.Printf("| indexing, documents/s | %.0f | %.0f | %.0f |\n", float64(n)/o.indexing.Seconds(),
		float64(n)/b.indexing.Seconds(), float64(n)/f.indexing.Seconds())
	fmt.Printf("| heap after it, MB (documents with their texts, postings, corpus, weights) | %.0f | on disk %.0f | "+
		"on disk %.0f |\n", float64(o.heap)/1e6, float64(b.disk)/1e6, float64(f.disk)/1e6)
	fmt.Printf("| counting the corpus and training vectors, s | %.1f | | |\n", o.training.Seconds())
	fmt.Printf("| weighing all documents, s | %.1f | | |\n", o.preparing.Seconds())
}
