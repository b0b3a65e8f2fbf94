package indextest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"kebang/internal/quantity"
	"kebang/matcher"
)

// Texts reads the collected tables and the scientific abstracts of a data folder. It gives achievements for an index to
// grow from, and demands as questions.
func Texts(data string) (achievements, demands []matcher.Doc, err error) {
	read := func(name string, kind matcher.Kind) (out []matcher.Doc) {
		f, e := os.Open(filepath.Join(data, name))
		if e != nil {
			err = e
			return nil
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		s.Buffer(nil, 1<<20)
		for s.Scan() {
			var d struct{ ID, Title, Text string }
			if e := json.Unmarshal(s.Bytes(), &d); e != nil {
				err = fmt.Errorf("%s: %w", name, e)
				return nil
			}
			out = append(out, matcher.Doc{Kind: kind, ID: d.ID, Title: d.Title, Text: d.Text})
		}
		if s.Err() != nil {
			err = s.Err()
		}
		return out
	}
	achievements = append(read("achievements.jsonl", matcher.Achievement),
		read("csl/corpus_2k.jsonl", matcher.Achievement)...)
	demands = append(read("demands.jsonl", matcher.Demand), read("csl/queries-dev.jsonl", matcher.Demand)...)
	return achievements, demands, err
}

// Require gives every demand without requirements three measurable lines, two of them must-haves. One comes from its
// own text where possible; the others are usual ones.
func Require(demands []matcher.Doc) {
	usual := []matcher.Line{{Metric: "效率", Op: ">=", Value: "90", Unit: "%"},
		{Metric: "精度", Op: ">=", Value: "95", Unit: "%"},
		{Metric: "能耗", Op: "<=", Value: "30", Unit: "kWh/t"}, {Metric: "含水率", Op: "<=", Value: "12", Unit: "%"},
		{Metric: "准确率", Op: ">=", Value: "95", Unit: "%"}, {Metric: "处理能力", Op: ">=", Value: "3",
			Unit: "t/h"}, {Metric: "收率", Op: ">=", Value: "90", Unit: "%"}}
	for i := range demands {
		d := &demands[i]
		if len(d.Lines) > 0 {
			continue
		}
		for _, m := range quantity.Parse(d.Text) {
			if w, ok := m.AsWanted(); ok && w.Metric != "" && len(d.Lines) == 0 {
				d.Lines = append(d.Lines,
					matcher.Line{Metric: w.Metric, Op: string(w.Op), Value: w.LowText(), High: w.HighText(),
						Unit: w.Unit})
			}
		}
		for j := 0; len(d.Lines) < 3; j++ {
			d.Lines = append(d.Lines, usual[(i+j)%len(usual)])
		}
		d.Lines[0].Must, d.Lines[1].Must = true, true
	}
}

// Grow makes n documents of base: first those of base, then mixtures of their sentences of about the same length. The
// result is the same every time.
func Grow(base []matcher.Doc, n int) []matcher.Doc {
	rng := rand.New(rand.NewPCG(1, 2))
	var sentences []string
	for _, d := range base {
		for _, s := range strings.FieldsFunc(d.Text, func(r rune) bool { return strings.ContainsRune("。；;，,.", r) }) {
			if len(s) > 12 {
				sentences = append(sentences, s)
			}
		}
	}
	out := make([]matcher.Doc, n)
	for i := range out {
		d := base[i%len(base)]
		d.ID = fmt.Sprintf("g%06d", i)
		if i >= len(base) {
			var t strings.Builder
			for n := 1; t.Len() < len(d.Text); n++ {
				t.WriteString(sentences[rng.IntN(len(sentences))])
				if n%3 == 0 {
					t.WriteString("。")
				} else {
					t.WriteString("，")
				}
			}
			d.Text = t.String()
		}
		if d.Title == "" {
			title := []rune(sentences[rng.IntN(len(sentences))])
			d.Title = string(title[:min(20, len(title))])
		}
		d.Industry = fmt.Sprintf("%02d", 1+rng.IntN(18))
		out[i] = d
	}
	return out
}
