package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"kebang/matcher/eval"
	"kebang/matcher/meili"
)

// runEval measures the matcher. It opens no data folder.
func runEval(ctx context.Context, c *call) error {
	var o eval.Options
	f := c.flags
	f.StringVar(&o.Demands, "demands", "", "demands, .jsonl")
	f.StringVar(&o.Achievements, "achievements", "", "achievements, .jsonl; several joined by commas")
	f.StringVar(&o.Judged, "judged", "", "judged pairs, .jsonl")
	f.StringVar(&o.Exclude, "exclude", "", "pairs to leave out of ranking and ideal, .jsonl")
	f.BoolVar(&o.NoIndustry, "no-industry", false, "forget the demands' industries")
	f.StringVar(&o.Corpus, "corpus", "", "documents of a known-item test, .jsonl")
	f.StringVar(&o.Queries, "queries", "", "queries of a known-item test, .jsonl")
	f.StringVar(&o.Type, "type", "", "type of the queries, e.g. half")
	f.IntVar(&o.Folds, "folds", 0, "cross-validate by demand in so many folds, e.g. 10")
	f.StringVar(&o.Against, "against", "",
		"what kebang eval --json of another program or variant printed, to be compared with")
	f.BoolVar(&o.JSON, "json", false, "print one JSON object")
	url := f.String("meili-url", "",
		"Meilisearch to measure beside: its candidates scored by the matcher, and its own order (needs "+
			"KEBANG_MEILI_KEY)")
	prefix := f.String("meili-prefix", "kebang",
		"prefix of the index names that the key may make; they are deleted at the end")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *url != "" {
		at := meili.Options{URL: *url, Key: os.Getenv("KEBANG_MEILI_KEY"),
			Prefix: *prefix + "_eval" + strings.ToLower(rand.Text()[:8])}
		ix, err := meili.Open(at)
		if err != nil {
			return err
		}
		raw, err := meili.OpenRaw(at)
		if err != nil {
			return err
		}
		defer func() {
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
			defer cancel()
			if err := errors.Join(ix.Remove(end), raw.Remove(end)); err != nil {
				fmt.Fprintln(c.err, "评测用的检索库没有删除干净："+sentence(err))
			}
		}()
		o.Index, o.Raw = ix, raw
	}
	return eval.Run(ctx, o, c.out, func(s string) { fmt.Fprintln(c.err, s) })
}
