package indextest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"kebang/matcher"
)

// Texts reads the collected tables and the scientific abstracts of a data folder: achievements to grow an index from,
// and demands to ask it.
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
	achievements = append(read("achievements.jsonl", matcher.Achievement), read("csl/corpus_2k.jsonl", matcher.Achievement)...)
	demands = append(read("demands.jsonl", matcher.Demand), read("csl/queries-dev.jsonl", matcher.Demand)...)
	return achievements, demands, err
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
			for t.Len() < len(d.Text) {
				t.WriteString(sentences[rng.IntN(len(sentences))])
				t.WriteString("，")
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
