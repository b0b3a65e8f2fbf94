package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"

	"kebang/matcher"
	"kebang/matcher/indextest"
	"kebang/matcher/local"
)

func main() {
	data := flag.String("data", "../../shared/data", "folder of the collected texts")
	n := flag.Int("n", 100_000, "achievements")
	asked := flag.Int("queries", 200, "long demands")
	million := flag.Bool("million", false, "show the growth up to a million, too (some minutes and 4 GB)")
	folder := flag.String("fill", "", "only write a data folder with -n achievements and a tenth as many demands")
	again := flag.String("rematch", "", "only rematch a data folder that -fill wrote")
	whole := flag.Bool("all", false,
		"only write a folder with -n achievements and a tenth as many demands, and rematch it")
	flag.Parse()
	ctx, err := context.Background(), error(nil)
	switch {
	case *folder != "":
		err = fillFrom(ctx, *data, *folder, *n)
	case *again != "":
		err = rematch(ctx, *again)
	case *whole:
		err = grown(ctx, *data, *n)
	default:
		err = run(ctx, *data, *n, *asked, *million)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// fillFrom writes a data folder with n achievements and n/10 demands grown from the collected texts.
func fillFrom(ctx context.Context, data, dir string, n int) error {
	base, demands, err := indextest.Texts(data)
	if err != nil {
		return err
	}
	asked := indextest.Grow(demands, n/10)
	for i := range asked {
		asked[i].ID = fmt.Sprintf("d%06d", i)
	}
	indextest.Require(asked)
	return fill(ctx, dir, indextest.Grow(base, n), asked)
}

func run(ctx context.Context, data string, n, asked int, million bool) error {
	base, demands, err := indextest.Texts(data)
	if os.IsNotExist(err) {
		fmt.Println("SKIP: the folder of the collected texts is missing; give it with -data")
		return nil
	}
	if err != nil {
		return err
	}
	indextest.Require(demands)
	queries := long(demands, asked)

	var ours ours
	if err := ours.build(ctx, base, n); err != nil {
		return err
	}
	docs := indextest.Grow(base, n)
	fmt.Fprintf(os.Stderr, "kebang: %d documents in %.1f s; now Bleve\n", n, ours.indexing.Seconds())
	theirs, err := buildBleve(docs)
	if err != nil {
		return err
	}
	defer theirs.close()

	fmt.Fprintln(os.Stderr, "now SQLite FTS5")
	table, err := buildFTS5(docs)
	if err != nil {
		return err
	}
	defer table.close()

	var t times
	for i, q := range queries {
		if err := t.measure(ctx, &ours, theirs, table, q); err != nil {
			return err
		}
		if i%50 == 49 {
			fmt.Fprintf(os.Stderr, "%d of %d demands\n", i+1, len(queries))
		}
	}
	t.print(&ours, theirs, table, n, len(queries))
	sizes := []int{1000, 10_000, n}
	if million {
		sizes = append(sizes, 1_000_000)
	}
	return growth(ctx, base, queries, sizes, &ours, n)
}

// long are the demands of more than eighty terms.
func long(demands []matcher.Doc, n int) (out []matcher.Doc) {
	for _, d := range demands {
		if len(out) < n && matcher.Analyse(d).Whole.Len() > 80 {
			out = append(out, d)
		}
	}
	return out
}

// ours is the matcher with its index and corpus.
type ours struct {
	index                         *local.Index
	corpus                        *matcher.Corpus
	indexing, training, preparing time.Duration
	heap                          uint64
}

// build grows n documents of base and indexes them. The heap is the memory in use afterwards: the index, the documents
// with their texts, the corpus and the weights.
func (o *ours) build(ctx context.Context, base []matcher.Doc, n int) error {
	before := heap()
	docs := indextest.Grow(base, n)
	start := time.Now()
	o.index = local.New()
	analysed := make([]*matcher.Analysed, 0, len(docs))
	for len(docs) > 0 {
		page := docs[:min(500, len(docs))]
		docs = docs[len(page):]
		for _, d := range page {
			analysed = append(analysed, matcher.Analyse(d))
		}
		if err := o.index.Put(ctx, analysed[len(analysed)-len(page):]...); err != nil {
			return err
		}
	}
	o.indexing = time.Since(start)
	start = time.Now()
	o.corpus = matcher.NewCorpus(1, analysed)
	o.training = time.Since(start)
	start = time.Now()
	for _, a := range analysed {
		o.corpus.Prepare(a)
	}
	o.preparing = time.Since(start)
	analysed = nil // the index holds them
	o.heap = heap() - before
	return nil
}

func heap() uint64 {
	runtime.GC()
	runtime.GC() // pools free their memory in two rounds
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
