package main

import (
	"context"
	"fmt"

	"kebang/matcher/eval"
)

// runEval measures the matcher. It opens no data folder.
func runEval(ctx context.Context, c *call) error {
	var o eval.Options
	f := c.flags
	f.StringVar(&o.Demands, "demands", "", "demands, .jsonl")
	f.StringVar(&o.Achievements, "achievements", "", "achievements, .jsonl")
	f.StringVar(&o.Judged, "judged", "", "judged pairs, .jsonl")
	f.StringVar(&o.Exclude, "exclude", "", "pairs to leave out of ranking and ideal, .jsonl")
	f.BoolVar(&o.NoIndustry, "no-industry", false, "forget the demands' industries")
	f.StringVar(&o.Corpus, "corpus", "", "documents of a known-item test, .jsonl")
	f.StringVar(&o.Queries, "queries", "", "queries of a known-item test, .jsonl")
	f.StringVar(&o.Type, "type", "", "type of the queries, e.g. half")
	f.IntVar(&o.Folds, "folds", 0, "cross-validate by demand in so many folds, e.g. 10")
	f.BoolVar(&o.JSON, "json", false, "print one JSON object")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return eval.Run(ctx, o, c.out, func(s string) { fmt.Fprintln(c.err, s) })
}
