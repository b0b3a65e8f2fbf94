package eval

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strconv"

	"kebang/internal/fault"
	"kebang/matcher"
)

// knownItem ranks the whole corpus for every query and looks where its one relevant document stands.
func knownItem(ctx context.Context, o Options, out io.Writer, progress func(string)) error {
	progress("正在读取并分析……")
	rs, err := lines[record](o.Corpus)
	if err != nil {
		return err
	}
	qs, err := lines[record](o.Queries)
	if err != nil {
		return err
	}
	docs := make([]*matcher.Analysed, len(rs))
	for i, r := range rs {
		docs[i] = matcher.Analyse(r.doc(matcher.Achievement))
	}
	corpus := matcher.NewCorpus(0, docs)
	ready := make([]*matcher.Ready, len(docs))
	place := make(map[string]int, len(docs))
	for i, d := range docs {
		ready[i] = corpus.Prepare(d)
		place[d.ID] = i
	}
	var asked []record
	for _, q := range qs {
		if o.Type == "" || q.Type == o.Type {
			asked = append(asked, q)
		}
	}
	if len(asked) == 0 {
		return fault.Of(fault.Invalid, fault.T("eval-type",
			"%s 中没有类型为 %s 的查询。", "%s has no query of the type %s."), o.Queries, o.Type)
	}
	progress(fmt.Sprintf("%d 篇文档、%d 条查询，正在打分……", len(docs), len(asked)))
	ranks := make([]int, len(asked))
	matcher.Parallel(len(asked), func(i int) {
		at, ok := place[asked[i].Relevant]
		if !ok || ctx.Err() != nil {
			return
		}
		q := corpus.Ask(matcher.Analyse(asked[i].doc(matcher.Demand)))
		ranks[i] = rankOf(q, ready, at)
	})
	if err := cancelled(ctx); err != nil {
		return err
	}
	f := struct {
		matcher.KnownItemFigures
		Beside []Beside[matcher.KnownItemFigures] `json:"beside,omitempty"`
		Compared
	}{KnownItemFigures: matcher.KnownItem(ranks)}
	us := make([]Unit, len(asked))
	for i, q := range asked {
		one := matcher.KnownItem(ranks[i : i+1])
		us[i] = Unit{cmp.Or(q.ID, strconv.Itoa(i)),
			map[string][2]float64{"nDCG@10": {one.NDCG10, 1}, "R@100": {one.R100, 1}, "MRR": {one.MRR, 1}}}
	}
	if f.Compared, err = compared([]string{"nDCG@10", "R@100", "MRR"}, us, o.Against); err != nil {
		return err
	}
	if f.Beside, err = knownBeside(ctx, o, docs, corpus, asked, progress); err != nil {
		return err
	}
	if o.JSON {
		return printJSON(out, f)
	}
	_, err = fmt.Fprintf(out, "nDCG@10 %.3f  R@100 %.3f  MRR %.3f  n %d\n", f.NDCG10, f.R100, f.MRR, f.Queries)
	if err == nil {
		err = f.Compared.print(out)
	}
	for _, b := range f.Beside {
		if err == nil {
			_, err = fmt.Fprintf(out, "nDCG@10 %.3f  R@100 %.3f  MRR %.3f  p50 %.1f ms  p95 %.1f ms  %s\n",
				b.Figures.NDCG10, b.Figures.R100, b.Figures.MRR, b.P50, b.P95, b.Name)
		}
	}
	return err
}

// rankOf is the place of one document, from 1; documents with an equal total stand in the order of the file.
func rankOf(q *matcher.Ready, docs []*matcher.Ready, at int) int {
	own := matcher.Score(q, docs[at]).Total
	rank := 1
	for i, d := range docs {
		if t := matcher.Score(q, d).Total; t > own || t == own && i < at {
			rank++
		}
	}
	return rank
}
