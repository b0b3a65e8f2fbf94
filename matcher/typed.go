package matcher

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"kebang/internal/listing"
	"kebang/internal/text"
)

// Typed is the typed text of a list search, by the rules of searchText. A document is found when it holds half of the
// weight of the terms.
type Typed struct {
	Normal string      // normal form, simplified; empty for a question that asks for all listings
	Terms  []text.Term // different terms, sorted, at most 40

	eithers []either
	matter  map[text.Term]bool     // terms outside set phrases and legal forms of units
	words   map[text.Term][]string // words of a synonym's term
}

// either is a term that replaces several others. It is a synonym for the pairs of the typed word, microled for micro
// and led, or wifi6 for wi, fi and 6. Both sides have half of the weight. Each alone therefore is enough, and a number
// alone is not.
type either struct {
	whole text.Term
	parts []text.Term
}

// askedMost is the number of terms of a question that count, the first ones.
const askedMost = 40

// serialTyped is a serial number with blanks, hyphens or nothing between its parts.
var serialTyped = regexp.MustCompile(`^([a-z]{2,4})[ -]?(\d{4})[ -]?(\d{6})$`)

// ReadTyped reads the typed text. A character counts only where the text holds no longer term around it: 胶 alone finds
// 胶, but 胶乳 does not find every 乳.
func ReadTyped(typed string) *Typed {
	q := &Typed{Normal: text.Simple(text.Normal(typed)), words: map[text.Term][]string{}, matter: map[text.Term]bool{}}
	if m := serialTyped.FindStringSubmatch(q.Normal); m != nil {
		q.Terms = []text.Term{text.Word(m[1] + m[2] + m[3])}
		return q
	}
	q.read()
	slices.Sort(q.Terms)
	q.Terms = slices.Compact(q.Terms)
	return q
}

func (q *Typed) read() {
	type placed struct {
		term       text.Term
		start, end int
	}
	var all, long []placed
	var run []latin
	flush := func() {
		var parts []string
		var terms []text.Term
		for _, w := range run {
			own := w.parts
			if len(own) == 0 {
				own = []string{w.joined}
			}
			parts = append(parts, own...)
			for _, p := range own {
				terms = append(terms, text.Word(p))
				long = append(long, placed{text.Word(p), w.start, w.end})
			}
		}
		if n := len(parts); n == 2 || n == 3 && numeric(parts[2]) {
			q.eithers = append(q.eithers, either{text.Word(strings.Join(parts, "")), terms})
		}
		run = nil
	}
	text.Each(q.Normal, func(t text.Term, start, end int) {
		if !t.IsWord() || t.IsChar() {
			all = append(all, placed{t, start, end})
			if t.IsPair() && !text.Grammar(t) {
				long = append(long, placed{t, start, end})
			}
			return
		}
		w := latinOf(q.Normal, start, end)
		if len(run) > 0 && !run[len(run)-1].joins(q.Normal, w) {
			flush()
		}
		run = append(run, w)
	})
	if len(run) > 0 {
		flush()
	}
	if len(long) == 0 {
		long = all
	}
	slices.SortStableFunc(long, func(a, b placed) int { return cmp.Compare(a.start, b.start) })
	for _, p := range long[:min(len(long), askedMost)] {
		q.Terms = append(q.Terms, p.term)
	}
	// A question may end inside a word. The beginning of the word is searched as it is.
	q.eithers = slices.DeleteFunc(q.eithers, func(e either) bool {
		return slices.ContainsFunc(e.parts, func(p text.Term) bool { return !slices.Contains(q.Terms, p) })
	})
	covered := 0
	lexicon().equals(q.Normal, anyGroup, func(c text.Term, word string, at int) {
		end := at + len(word)
		if at < covered || text.Negated(q.Normal, at) > 0 {
			return
		}
		var parts []text.Term
		for _, p := range long {
			if p.start >= at && p.end <= end && slices.Contains(q.Terms, p.term) {
				parts = append(parts, p.term)
			}
		}
		if len(parts) == 0 {
			return
		}
		covered = end
		whole, words := c, lexicon().words[c]
		if f, ok := lexicon().family[c]; ok {
			whole, words = f, lexicon().kin(f)
		}
		// Latin words that form a synonym together need no other spelling.
		q.eithers = slices.DeleteFunc(q.eithers, func(e either) bool { return slices.Contains(parts, e.parts[0]) })
		q.eithers = append(q.eithers, either{whole, parts})
		q.words[whole] = words
	})
	for _, e := range q.eithers {
		q.Terms = append(q.Terms, e.whole)
	}
	genre, forms := text.Frames(q.Normal), unitForms(q.Normal)
	for _, p := range long {
		if !slices.ContainsFunc(genre, func(s text.Span) bool { return p.start >= s.Start && p.end <= s.End }) &&
			!slices.ContainsFunc(forms, func(s text.Span) bool { return p.start < s.End && p.end > s.Start }) {
			q.matter[p.term] = true
		}
	}
	for _, e := range q.eithers {
		q.matter[e.whole] = slices.ContainsFunc(e.parts, func(p text.Term) bool { return q.matter[p] })
	}
}

// unitForms are the places of 有限公司 and similar words, which every name of a unit has.
func unitForms(normal string) (out []text.Span) {
	for _, f := range listing.UnitForms() {
		for from := 0; ; {
			at := strings.Index(normal[from:], f)
			if at < 0 {
				break
			}
			out, from = append(out, text.Span{Start: from + at, End: from + at + len(f)}), from+at+len(f)
		}
	}
	return out
}

// Partly are the weights of a question that no document holds half of. A term without a document then weighs nothing.
// Set phrases and legal forms of units weigh nothing either, because a sentence has more words than a listing. Held
// reports whether a document that the asker may find and read holds the i-th term.
func (q *Typed) Partly(weights []float64, held func(i int) bool) []float64 {
	out := make([]float64, len(weights))
	for i, t := range q.Terms {
		if q.matter[t] && held(i) {
			out[i] = weights[i]
		}
	}
	return out
}

// Weights are the weights of the terms by their rarity.
func (q *Typed) Weights(rarity func(text.Term) float64) []float64 {
	out := make([]float64, len(q.Terms))
	at := func(t text.Term) int { i, _ := slices.BinarySearch(q.Terms, t); return i }
	for i, t := range q.Terms {
		out[i] = rarity(t)
	}
	full := slices.Clone(out)
	for _, e := range q.eithers {
		sum := 0.0
		for _, p := range e.parts {
			sum += full[at(p)]
			out[at(p)] = full[at(p)] / 2
		}
		out[at(e.whole)] = sum / 2
	}
	return out
}

// Spans are the places of the terms in a text in normal form; adjacent ones are joined.
func (q *Typed) Spans(normal string) []text.Span {
	simple := text.Simple(normal)
	var out []text.Span
	has := func(w string) bool { _, ok := slices.BinarySearch(q.Terms, text.Word(w)); return ok }
	var before latin
	text.Each(simple, func(t text.Term, start, end int) {
		_, found := slices.BinarySearch(q.Terms, t)
		if t.IsWord() && !t.IsChar() {
			w := latinOf(simple, start, end)
			for i, s := range before.together(simple, w) {
				if has(s) {
					start, found = []int{before.start, before.leadStart}[i], true
				}
			}
			found = found || has(w.joined) || slices.ContainsFunc(w.parts, has)
			w.follow(simple, before)
			before = w
		}
		if found {
			out = append(out, text.Span{Start: start, End: end})
		}
	})
	for _, words := range q.words {
		for _, w := range words {
			for from := 0; ; {
				at := strings.Index(simple[from:], w)
				if at < 0 {
					break
				}
				if at += from; alone(simple, at, w) {
					out = append(out, text.Span{Start: at, End: at + len(w)})
				}
				from = at + len(w)
			}
		}
	}
	return joined(out)
}

// joined sorts spans and joins adjacent ones.
func joined(spans []text.Span) []text.Span {
	slices.SortFunc(spans, func(a, b text.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start),
			cmp.Compare(a.End, b.End))
	})
	out := spans[:0]
	for _, sp := range spans {
		if n := len(out); n > 0 && sp.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, sp.End)
			continue
		}
		out = append(out, sp)
	}
	return out
}
