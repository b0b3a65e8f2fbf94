package main

import (
	"context"
	"fmt"
	"time"

	"kebang/matcher"
)

// growth measures cost against index size: the same long demands and searches against more and more achievements.
func growth(ctx context.Context, base, queries []matcher.Doc, sizes []int, known *ours, n int) error {
	fmt.Println("\n| achievements | candidates p50 / p95 ms | with reasons p50 / p95 ms | all, with five facets p50 " +
		"ms | by pinyin p50 ms | indexing, documents/s | heap MB |")
	fmt.Println("|---|---|---|---|---|---|---|")
	for _, size := range sizes {
		o := known
		if size != n {
			o = &ours{}
			if err := o.build(ctx, base, size); err != nil {
				return err
			}
		}
		var candidates, reasons, facets, sound []time.Duration
		clock := func(into *[]time.Duration, fn func() error) error {
			start := time.Now()
			err := fn()
			*into = append(*into, time.Since(start))
			return err
		}
		for i, q := range queries[:min(len(queries), 100)] {
			err := clock(&candidates, func() error {
				_, err := o.index.Candidates(ctx, matcher.Achievement, o.corpus.Ask(matcher.Analyse(q)).Terms(),
					matcher.Filter{}, 100)
				return err
			})
			if err == nil {
				err = clock(&reasons, func() error {
					_, err := matcher.Best(ctx, o.index, o.corpus, matcher.Analyse(q), matcher.Filter{}, 20, 3)
					return err
				})
			}
			if err == nil && i < 10 {
				err = clock(&facets, func() error {
					_, err := o.index.Search(ctx,
						matcher.Query{Kind: matcher.Achievement,
							Facets: []string{"industry", "region", "mode", "trl", "money"}})
					return err
				})
			}
			if err == nil && i < 10 {
				err = clock(&sound, func() error {
					_, err := o.index.Search(ctx,
						matcher.Query{Kind: matcher.Achievement,
							Text: []string{"zhezha", "kongzhi", "shengwu", "xiaolv", "jiance"}[i%5]})
					return err
				})
			}
			if err != nil {
				return err
			}
		}
		fmt.Printf("| %d | %.2f / %.2f | %.2f / %.2f | %.1f | %.1f | %.0f | %.0f |\n", size, at(candidates, 50),
			at(candidates, 95), at(reasons, 50), at(reasons, 95),
			at(facets, 50), at(sound, 50), float64(size)/o.indexing.Seconds(), float64(o.heap)/1e6)
	}
	return nil
}
