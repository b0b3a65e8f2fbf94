package eval

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"kebang/matcher"
)

// Spread is a mean over folds with its standard deviation.
type Spread struct {
	Mean   float64 `json:"mean"`
	Spread float64 `json:"spread"`
}

// Crossed are the figures of the left-out folds.
type Crossed struct {
	NDCG10          Spread `json:"ndcg10"`
	NDCG10Condensed Spread `json:"ndcg10Condensed"`
	P3              Spread `json:"p3"`
}

// Folds is a cross-validation by demand. It has the figures with the present weights, and with the weights of title,
// meaning, industry, object and step chosen on the other folds. The difference shows how much the weights depend on the
// measured demands.
type Folds struct {
	Folds  int     `json:"folds"`
	Fixed  Crossed `json:"fixed"`
	Chosen Crossed `json:"chosen"`
}

// grid are the tried weights of the parts that the judged texts state. Text keeps 2, and the other parts keep theirs.
var grid = func() (out []map[string]float64) {
	for _, title := range []float64{1.5, 2, 2.5} {
		for _, meaning := range []float64{.4, .8, 1.2} {
			for _, industry := range []float64{.7, 1, 1.5} {
				for _, object := range []float64{.4, .8, 1.2} {
					for _, step := range []float64{.15, .3, .6} {
						out = append(out,
							map[string]float64{"title": title, "meaning": meaning, "industry": industry,
								"object": object, "step": step})
					}
				}
			}
		}
	}
	return
}()

// CrossValidate measures the collection in n folds by demand. The folds are the same every time.
func (c *Collection) CrossValidate(n int) Folds {
	kept := map[string]bool{}
	for _, j := range c.Judged {
		if j.Grade >= 2 && !slices.Contains(c.Exclude, matcher.Pair{Demand: j.Demand, Achievement: j.Achievement}) {
			kept[j.Demand] = true
		}
	}
	var ask []*matcher.Ready
	for _, d := range c.Demands {
		if kept[d.ID] {
			ask = append(ask, d)
		}
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(ask), func(i, j int) { ask[i], ask[j] = ask[j], ask[i] })
	n = min(max(2, n), len(ask))
	fixed := make([]matcher.Figures, len(ask))
	tried := make([][]matcher.Figures, len(ask))
	for i, d := range ask {
		parts := make([][]matcher.Part, len(c.Achievements))
		for k, a := range c.Achievements {
			s := matcher.Score(d, a)
			parts[k] = s.Parts()
		}
		fixed[i] = c.figures(d.ID, parts, nil)
		for _, g := range grid {
			tried[i] = append(tried[i], c.figures(d.ID, parts, g))
		}
	}
	var a, b []matcher.Figures // one per fold
	for f := range n {
		best, least := 0, math.Inf(-1)
		for g := range grid {
			sum := 0.0
			for i := range ask {
				if i%n != f {
					sum += tried[i][g].NDCG10 + tried[i][g].NDCG10Condensed
				}
			}
			if sum > least {
				best, least = g, sum
			}
		}
		var x, y []matcher.Figures
		for i := f; i < len(ask); i += n {
			x, y = append(x, fixed[i]), append(y, tried[i][best])
		}
		a, b = append(a, average(x)), append(b, average(y))
	}
	return Folds{Folds: n, Fixed: crossed(a), Chosen: crossed(b)}
}

// figures ranks all achievements for one demand with other weights; nil keeps them.
func (c *Collection) figures(demand string, parts [][]matcher.Part, weights map[string]float64) matcher.Figures {
	totals := make([]float64, len(parts))
	order := make([]int, len(parts))
	for i, ps := range parts {
		order[i] = i
		var sum, known float64
		for _, p := range ps {
			if !p.Known {
				continue
			}
			w := p.Weight
			if v, ok := weights[p.Name]; ok && w > 0 {
				w *= v / full[p.Name] // a guessed industry keeps its share
			}
			sum, known = sum+w*p.Score, known+w
		}
		totals[i] = sum / max(known, 1e-9)
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(totals[j], totals[i]) })
	ids := make([]string, len(order))
	for i, k := range order {
		ids[i] = c.Achievements[k].ID
	}
	return matcher.Evaluate(matcher.EvaluateInput{Demands: []string{demand}, Judged: c.byDemand(demand),
		Exclude: c.Exclude,
		Rank:    func(string) []string { return ids }}).Figures
}

// full are the weights of the parts when both sides are known.
var full = func() map[string]float64 {
	out := map[string]float64{}
	for _, p := range (&matcher.Scored{}).Parts() {
		out[p.Name] = p.Weight
	}
	return out
}()

func (c *Collection) byDemand(id string) (out []matcher.Judgement) {
	for _, j := range c.Judged {
		if j.Demand == id {
			out = append(out, j)
		}
	}
	return out
}

func average(fs []matcher.Figures) (m matcher.Figures) {
	for _, f := range fs {
		m.NDCG10 += f.NDCG10 / float64(len(fs))
		m.NDCG10Condensed += f.NDCG10Condensed / float64(len(fs))
		m.P3 += f.P3 / float64(len(fs))
	}
	return m
}

func crossed(fs []matcher.Figures) Crossed {
	spread := func(of func(matcher.Figures) float64) (s Spread) {
		n := float64(len(fs))
		for _, f := range fs {
			s.Mean += of(f) / n
		}
		for _, f := range fs {
			s.Spread += (of(f) - s.Mean) * (of(f) - s.Mean)
		}
		s.Spread = math.Sqrt(s.Spread / max(1, n-1))
		return s
	}
	return Crossed{NDCG10: spread(func(f matcher.Figures) float64 { return f.NDCG10 }),
		NDCG10Condensed: spread(func(f matcher.Figures) float64 {
			return f.NDCG10Condensed
		}), P3: spread(func(f matcher.Figures) float64 { return f.P3 })}
}

func (f Folds) print(out io.Writer) error {
	for _, x := range []struct {
		name string
		c    Crossed
	}{{"现用权重", f.Fixed}, {"权重在其余各折上重选", f.Chosen}} {
		if _, err := fmt.Fprintf(out, "%d 折（按需求分，%s）：nDCG@10 %.3f ± %.3f，condensed %.3f ± %.3f，P@3 %.3f ± %.3f\n",
			f.Folds, x.name,
			x.c.NDCG10.Mean, x.c.NDCG10.Spread, x.c.NDCG10Condensed.Mean, x.c.NDCG10Condensed.Spread, x.c.P3.Mean,
			x.c.P3.Spread); err != nil {
			return err
		}
	}
	return nil
}

func (s Silence) print(out io.Writer) error {
	_, err := fmt.Fprintf(out,
		"%.0f 分起、成果涉及需求的问题，或 %.0f 分起，才主动展示：有答案的 %d 条需求中 %d 条有展示，无答案的 %d 条中 %d 条有展示；展示 %d 对，其中 %.2f 合适\n",
		matcher.Threshold, matcher.ThresholdAlone,
		s.Answered, s.ShownAnswered, s.Unanswered, s.ShownUnanswered, s.Pairs, s.Precision())
	return err
}
