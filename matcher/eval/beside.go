package eval

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"kebang/matcher"
)

// Raw is a search engine without the matcher: texts in, its own order out.
type Raw interface {
	Put(ctx context.Context, docs []matcher.Doc) error
	// Find gives at most limit ids for a text. Strategy is one of Strategies.
	Find(ctx context.Context, words, strategy string, limit int) ([]string, error)
	Strategies() []string
}

// Beside are the figures of another search engine on the same task, with the time of one question in milliseconds.
type Beside[F any] struct {
	Name    string  `json:"name"`
	Figures F       `json:"figures"`
	P50     float64 `json:"p50"`
	P95     float64 `json:"p95"`
}

// way is one way to rank the achievements for a demand.
type way struct {
	name string
	rank func(ctx context.Context, d *matcher.Analysed) ([]string, error)
}

const rawLimit = 100

// ways fills the engines and gives all ways to rank.
func ways(ctx context.Context, o Options, docs []*matcher.Analysed, c *matcher.Corpus, progress func(string)) ([]way,
	error) {
	var out []way
	if o.Index != nil {
		progress(fmt.Sprintf("正在把 %d 篇写入检索服务……", len(docs)))
		if err := o.Index.Put(ctx, docs...); err != nil {
			return nil, err
		}
		out = append(out, way{"候选来自检索服务，由本程序打分", func(ctx context.Context, d *matcher.Analysed) ([]string, error) {
			found, err := matcher.Find(ctx, o.Index, c, d, matcher.Filter{}, 0)
			ids := make([]string, len(found))
			for i, p := range found {
				ids[i] = p.Achievement.ID
			}
			return ids, err
		}})
	}
	if o.Raw == nil {
		return out, nil
	}
	texts := make([]matcher.Doc, len(docs))
	for i, d := range docs {
		texts[i] = d.Doc()
	}
	if err := o.Raw.Put(ctx, texts); err != nil {
		return nil, err
	}
	for _, s := range o.Raw.Strategies() {
		out = append(out, way{"检索服务自身的排序 " + s, func(ctx context.Context, d *matcher.Analysed) ([]string, error) {
			return o.Raw.Find(ctx, strings.TrimSpace(d.Title()+" "+d.Text()), s, rawLimit)
		}})
	}
	return out, nil
}

// stopwatch collects times of single questions.
type stopwatch []time.Duration

func (s *stopwatch) time(fn func() error) error {
	start := time.Now()
	err := fn()
	*s = append(*s, time.Since(start))
	return err
}

func (s stopwatch) at(percent int) float64 {
	if len(s) == 0 {
		return 0
	}
	slices.Sort(s)
	return float64(s[min(len(s)-1, len(s)*percent/100)].Microseconds()) / 1000
}

// beside measures a judged collection in the other ways.
func (c *Collection) beside(ctx context.Context, o Options, progress func(string)) ([]Beside[matcher.Figures], error) {
	docs := make([]*matcher.Analysed, len(c.Achievements))
	for i, a := range c.Achievements {
		docs[i] = a.Analysed
	}
	if len(c.Demands) == 0 {
		return nil, nil
	}
	ws, err := ways(ctx, o, docs, c.Demands[0].Corpus(), progress)
	var out []Beside[matcher.Figures]
	for _, w := range ws {
		var watch stopwatch
		var ids []string
		byID := map[string]*matcher.Analysed{}
		for _, d := range c.Demands {
			ids = append(ids, d.ID)
			byID[d.ID] = d.Analysed
		}
		var failed error
		r := matcher.Evaluate(matcher.EvaluateInput{Demands: ids, Industry: c.industry, Judged: c.Judged,
			Exclude: c.Exclude, Rank: func(id string) (rank []string) {
				err := watch.time(func() (err error) { rank, err = w.rank(ctx, byID[id]); return err })
				if err != nil {
					failed = err
				}
				return rank
			}})
		if failed != nil {
			return nil, failed
		}
		out = append(out, Beside[matcher.Figures]{w.name, r.Figures, watch.at(50), watch.at(95)})
	}
	return out, err
}

func printBeside(out io.Writer, name string, own matcher.Figures, others []Beside[matcher.Figures]) error {
	if len(others) == 0 {
		return nil
	}
	line := func(f matcher.Figures, name string) string {
		return fmt.Sprintf("%8.3f %11.3f %7.3f %7.3f  %s\n", f.NDCG10, f.NDCG10Condensed, f.P3, f.R20, name)
	}
	s := line(own, name)
	for _, b := range others {
		s += line(b.Figures, fmt.Sprintf("%s（p50 %.1f ms，p95 %.1f ms）", b.Name, b.P50, b.P95))
	}
	_, err := io.WriteString(out, s)
	return err
}

// knownBeside measures a known-item test in the other ways.
func knownBeside(ctx context.Context, o Options, docs []*matcher.Analysed, c *matcher.Corpus, asked []record,
	progress func(string)) ([]Beside[matcher.KnownItemFigures], error) {
	ws, err := ways(ctx, o, docs, c, progress)
	var out []Beside[matcher.KnownItemFigures]
	for _, w := range ws {
		var watch stopwatch
		ranks := make([]int, len(asked))
		for i, q := range asked {
			d := matcher.Analyse(q.doc(matcher.Demand))
			var ids []string
			if err := watch.time(func() (err error) { ids, err = w.rank(ctx, d); return err }); err != nil {
				return nil, err
			}
			ranks[i] = slices.Index(ids, q.Relevant) + 1
		}
		out = append(out, Beside[matcher.KnownItemFigures]{w.name, matcher.KnownItem(ranks), watch.at(50),
			watch.at(95)})
	}
	return out, err
}
