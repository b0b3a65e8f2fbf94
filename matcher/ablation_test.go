package matcher_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"kebang/matcher"
	"kebang/matcher/eval"
)

var ablation = flag.Bool("ablation", false, "print what each part of the score gives on the judged half")

// TestAblation prints the table of the parts in docs/benchmarks.md.
func TestAblation(t *testing.T) {
	data := filepath.Join("..", "..", "shared", "data")
	if _, err := os.Stat(data); err != nil || !*ablation {
		t.Skip("SKIP: a measurement, run with -ablation and ../shared/data")
	}
	measure := func(name string) {
		t.Helper()
		for _, no := range []bool{false, true} {
			c, err := eval.Load(eval.Options{Demands: filepath.Join(data, "demands.jsonl"),
				Achievements: filepath.Join(data, "achievements.jsonl"),
				Judged:       filepath.Join(data, "judged-dev.jsonl"), Exclude: filepath.Join(data,
					"exclude-dev.jsonl"), NoIndustry: no})
			if err != nil {
				t.Fatal(err)
			}
			r := c.Report()
			fmt.Printf("| %-34s | %v | %.3f | %.3f | %.3f | %.3f |\n", name, no, r.NDCG10, r.NDCG10Condensed, r.P3,
				r.R20)
		}
	}
	measure("all parts")
	for _, part := range []string{"text", "title", "meaning", "industry", "object", "step"} {
		undo := matcher.SetWeight(part, 0)
		measure("without " + part)
		undo()
	}
	for _, c := range []struct {
		part string
		ws   []float64
	}{{"text", []float64{1.4, 2.8}}, {"title", []float64{.5, 2}}, {"meaning", []float64{.4, 1.6}}, {"industry",
		[]float64{.5, 2}}, {"object", []float64{.4, 1.2}}, {"step", []float64{.15, .6}}} {
		for _, w := range c.ws {
			undo := matcher.SetWeight(c.part, w)
			measure(fmt.Sprintf("%s %.1f", c.part, w))
			undo()
		}
	}
	undo := matcher.WithoutSynonyms()
	measure("without synonyms")
	undo()
	undo = matcher.WithoutKin()
	measure("without related industries")
	undo()
}

func TestAblationKnownItem(t *testing.T) {
	data := filepath.Join("..", "..", "shared", "data", "csl")
	if _, err := os.Stat(data); err != nil || !*ablation {
		t.Skip("SKIP: a measurement, run with -ablation and ../shared/data")
	}
	for _, w := range []float64{.8, .4, 0} {
		undo := matcher.SetWeight("meaning", w)
		fmt.Println("| known item, meaning", w)
		for _, kind := range []string{"half", "titlekw"} {
			name := "corpus_2k_half.jsonl"
			if kind != "half" {
				name = "corpus_2k.jsonl"
			}
			err := eval.Run(t.Context(),
				eval.Options{Corpus: filepath.Join(data, name), Queries: filepath.Join(data, "queries-dev.jsonl"),
					Type: kind}, os.Stdout, nil)
			if err != nil {
				t.Fatal(err)
			}
		}
		undo()
	}
}
