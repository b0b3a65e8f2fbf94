package eval

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"kebang/internal/industry"
	"kebang/matcher"
)

// Collection is a judged collection in memory, analysed and weighed.
type Collection struct {
	Demands, Achievements []*matcher.Ready
	Judged                []matcher.Judgement
	Exclude               []matcher.Pair
	industry              map[string]string
}

// Load reads the files of a judged collection. The corpus counts both tables.
func Load(o Options) (*Collection, error) {
	ds, err := lines[record](o.Demands)
	if err != nil {
		return nil, err
	}
	var as []record
	for _, path := range strings.Split(o.Achievements, ",") {
		more, err := lines[record](path)
		if err != nil {
			return nil, err
		}
		as = append(as, more...)
	}
	c := &Collection{industry: map[string]string{}}
	if c.Judged, err = lines[matcher.Judgement](o.Judged); err != nil {
		return nil, err
	}
	if o.Exclude != "" {
		if c.Exclude, err = lines[matcher.Pair](o.Exclude); err != nil {
			return nil, err
		}
	}
	var docs []*matcher.Analysed
	for _, r := range ds {
		c.industry[r.ID] = r.Industry
		d := r.doc(matcher.Demand)
		if o.NoIndustry {
			d.Industry = ""
		}
		docs = append(docs, matcher.Analyse(d))
	}
	for _, r := range as {
		docs = append(docs, matcher.Analyse(r.doc(matcher.Achievement)))
	}
	corpus := matcher.NewCorpus(0, docs)
	for i, d := range docs {
		if i < len(ds) {
			c.Demands = append(c.Demands, corpus.Ask(d))
		} else {
			c.Achievements = append(c.Achievements, corpus.Prepare(d))
		}
	}
	return c, nil
}

// Rank orders all achievements for a demand, best first; equal totals keep the order of the file.
func (c *Collection) Rank(demand *matcher.Ready) []string {
	type hit struct {
		id    string
		total float64
	}
	hits := make([]hit, len(c.Achievements))
	for i, a := range c.Achievements {
		hits[i] = hit{a.ID, matcher.Score(demand, a).Total}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		switch {
		case a.total > b.total:
			return -1
		case a.total < b.total:
			return 1
		}
		return 0
	})
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.id
	}
	return ids
}

// Report measures the collection.
func (c *Collection) Report() matcher.Report {
	ranks := make(map[string]*matcher.Ready, len(c.Demands))
	var ids []string
	for _, d := range c.Demands {
		ranks[d.ID] = d
		ids = append(ids, d.ID)
	}
	return matcher.Evaluate(matcher.EvaluateInput{Demands: ids, Industry: c.industry, Judged: c.Judged,
		Exclude: c.Exclude,
		Rank:    func(id string) []string { return c.Rank(ranks[id]) }})
}

// Outcome is the result for judged pairs: the figures with their intervals, an optional cross-validation, and the pairs
// shown unasked.
type Outcome struct {
	matcher.Report
	Folds   *Folds                    `json:"folds,omitempty"`
	Beside  []Beside[matcher.Figures] `json:"beside,omitempty"`
	Silence Silence                   `json:"silence"`
	Compared
}

// The figures of judged pairs that have an interval.
const shareRight = "主动展示合适率"

var judgedNames = []string{"nDCG@10", "condensed", "P@3", shareRight}

// units are the figures of each demand, in the order of the ids.
func units(r matcher.Report, s Silence) []Unit {
	out := make([]Unit, 0, len(s.by))
	for _, id := range slices.Sorted(maps.Keys(s.by)) {
		u := Unit{id, map[string][2]float64{shareRight: {float64(s.by[id][1]), float64(s.by[id][0])}}}
		if f, ok := r.ByDemand[id]; ok {
			u.Sums["nDCG@10"], u.Sums["condensed"], u.Sums["P@3"] = [2]float64{f.NDCG10,
				1}, [2]float64{f.NDCG10Condensed, 1}, [2]float64{f.P3, 1}
		}
		out = append(out, u)
	}
	return out
}

func judgedPairs(ctx context.Context, o Options, out io.Writer, progress func(string)) error {
	progress("正在读取并分析……")
	c, err := Load(o)
	if err != nil {
		return err
	}
	if err := cancelled(ctx); err != nil {
		return err
	}
	progress(fmt.Sprintf("%d 条需求、%d 项成果、%d 条评判，正在打分……", len(c.Demands), len(c.Achievements), len(c.Judged)))
	r := Outcome{Report: c.Report(), Silence: c.Silence()}
	if r.Compared, err = compared(judgedNames, units(r.Report, r.Silence), o.Against); err != nil {
		return err
	}
	if o.Folds > 0 {
		f := c.CrossValidate(o.Folds)
		r.Folds = &f
	}
	if r.Beside, err = c.beside(ctx, o, progress); err != nil {
		return err
	}
	if o.JSON {
		return printJSON(out, r)
	}
	var b strings.Builder
	line := func(name string, f matcher.Figures) {
		fmt.Fprintf(&b, "%8.3f %11.3f %7.3f %7.3f %6d  %s\n", f.NDCG10, f.NDCG10Condensed, f.P3, f.R20, f.Queries, name)
	}
	fmt.Fprintf(&b, "%8s %11s %7s %7s %6s\n", "nDCG@10", "condensed", "P@3", "R@20", "n")
	line("全部", r.Figures)
	for _, name := range slices.Sorted(maps.Keys(r.ByIndustry)) {
		shown := name
		if shown == "" {
			shown = industry.Name(industry.Other)
		}
		line(shown, r.ByIndustry[name])
	}
	if _, err = io.WriteString(out, b.String()); err != nil {
		return err
	}
	if r.Folds != nil {
		if err := r.Folds.print(out); err != nil {
			return err
		}
	}
	if err := r.Silence.print(out); err != nil {
		return err
	}
	if err := r.Compared.print(out); err != nil {
		return err
	}
	return printBeside(out, "全部打分", r.Figures, r.Beside)
}
