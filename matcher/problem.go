package matcher

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"kebang/internal/text"
)

//go:embed problems.txt
var problemSource string

// problem is one difficulty that texts want solved or solve, with its words in normal form.
type problem struct {
	name  string
	words []string
	bound bool // bound to its object: it does not carry over to another
}

var problems = sync.OnceValue(func() []problem {
	var out []problem
	for line := range strings.Lines(problemSource) {
		name, words, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		p := problem{name: strings.TrimSuffix(name, "!"), bound: strings.HasSuffix(name, "!")}
		for _, w := range strings.Fields(words) {
			p.words = append(p.words, text.Normal(w))
		}
		out = append(out, p)
	}
	return out
})

// told is a problem in a text.
type told struct {
	problem int    // index in problems
	word    string // in the words of the text, the longest of the title, else of the body
	title   bool
}

// tells lists the problems of a text, in the order of the table. A word inside a longer one of another problem does not
// count (识别 in 语音识别).
func tells(a *Analysed) []told {
	title, body := saying(a.NormTitle()), saying(a.NormBody())
	var out []told
	for i := range problems() {
		if w := title[i]; w != "" {
			out = append(out, told{i, w, true})
		} else if w := body[i]; w != "" {
			out = append(out, told{i, w, false})
		}
	}
	return out
}

// saying gives the longest word of each problem in a text.
func saying(s string) map[int]string {
	found := map[int]string{}
	for i, p := range problems() {
		for _, w := range p.words {
			if len(w) > len(found[i]) && strings.Contains(s, w) {
				found[i] = w
			}
		}
	}
	out := map[int]string{}
	for i, w := range found {
		inside := false
		for j, longer := range found {
			inside = inside || i != j && len(longer) > len(w) && strings.Contains(longer, w) &&
				strings.Count(s, w) == strings.Count(s, longer)
		}
		if !inside {
			out[i] = w
		}
	}
	return out
}

// weigh is the weight of a word: the mean of its pairs and words in the corpus.
func (c *Corpus) weigh(word string) float64 {
	sum, n := 0.0, 0
	text.Each(word, func(t text.Term, _, _ int) {
		if !t.IsChar() {
			sum += float64(c.Weight(t))
			n++
		}
	})
	return sum / float64(max(1, n))
}

// problemTerms are all words of a text's problems as a query.
func (c *Corpus) problemTerms(ts []told) []WeightedTerm {
	var out []WeightedTerm
	seen := map[text.Term]bool{}
	for _, x := range ts {
		for _, w := range problems()[x.problem].words {
			text.Each(w, func(t text.Term, start, end int) {
				if !t.IsChar() && !seen[t] {
					seen[t] = true
					out = append(out, WeightedTerm{Term: t, Weight: c.Weight(t), DF: int32(c.DF(t)),
						Text: w[start:end]})
				}
			})
		}
	}
	slices.SortStableFunc(out, func(a, b WeightedTerm) int {
		switch {
		case a.Weight > b.Weight:
			return -1
		case a.Weight < b.Weight:
			return 1
		}
		return int(int64(a.Term) - int64(b.Term))
	})
	return out
}
