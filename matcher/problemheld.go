package matcher

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/text"
)

// A title names a good and a problem with it. Two texts about one good share many words and may still have different
// problems. A husking machine is no answer to a demand for activated carbon of the husks. A pair is therefore shown
// unasked from Threshold on only when the achievement has a part of the demand's problem, too.

// leastProblem is the share of the title's weight that an achievement must hold in terms of the problem.
const leastProblem = .05

// goodOnly reports whether the two share at most the good. It counts terms of the demand's title that are neither its
// goods (objects.txt) nor set phrases (text.Frames). The achievement then holds less than 5 % of the title's weight in
// such terms.
func goodOnly(d, a *Ready) bool {
	var held float64
	for _, t := range d.problemTerms() {
		if a.Whole.Has(t) {
			held += float64(d.corpus.Weight(t))
		}
	}
	return held == 0 || held < leastProblem*d.head
}

// goodParts are characters that name a part of the good before them: 坚果壳, 蔗渣, 咖啡皮.
const goodParts = "壳皮渣汁叶仁籽粉油花果根茎秆梢核肉豆苗树园田地厂业"

// problemTerms are the pairs and words of the title that name the problem, with their synonyms, in order. Single
// characters are left out, because nearly every text holds some of them. In a title of nothing but goods (澳洲坚果壳活性炭制备)
// the first one is the good and the others are wanted.
func (a *Analysed) problemTerms() []text.Term {
	if t := a.problem.Load(); t != nil {
		return *t
	}
	out := a.termsBeside(func(entryID) bool { return true })
	if len(out) == 0 {
		first := -1
		out = a.termsBeside(func(e entryID) bool {
			if first < 0 {
				first = e.line()
			}
			return e.line() == first
		})
	}
	a.problem.Store(&out)
	return out
}

// termsBeside are the terms of the title outside the goods selected by good and outside set phrases.
func (a *Analysed) termsBeside(good func(entryID) bool) (out []text.Term) {
	title := a.NormTitle()
	taken := make([]bool, len(title)+1)
	take := func(from, to int) {
		for i := from; i < to; i++ {
			taken[i] = true
		}
	}
	objects().find(title, func(w word, at int) {
		end := at + len(w.text)
		if r, n := utf8.DecodeRuneInString(title[end:]); n > 0 && strings.ContainsRune(goodParts, r) {
			end += n
		}
		if good(w.entry) {
			take(at, end)
		}
	})
	for _, sp := range text.Frames(title) {
		take(sp.Start, sp.End)
	}
	text.Each(title, func(t text.Term, start, end int) {
		if !t.IsChar() && !text.Grammar(t) && slices.Contains(taken[start:end], false) {
			out = append(out, t)
		}
	})
	taken[len(title)] = true
	for from := 0; from < len(title); from++ {
		to := from + slices.Index(taken[from:], true)
		out = lexicon().concepts(title[from:to], a.group, out)
		from = to
	}
	slices.Sort(out)
	return slices.Compact(out)
}
