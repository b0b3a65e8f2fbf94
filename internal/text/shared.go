package text

import (
	"slices"
	"strings"
)

// Span is a stretch of a text in normal form, in bytes.
type Span struct{ Start, End int }

// Shared finds the longest stretches of a that also occur in b, both in normal form. Overlapping shared pairs are
// joined, and words stay whole. Grammar characters and numerals are trimmed off both ends; at least two Han characters
// must remain. The result is sorted by length, then by place, and holds each text once.
func Shared(a, b string) []Span {
	have := make(map[Term]bool, len(b)/3) // a character has three bytes
	Each(b, func(t Term, _, _ int) {
		if !t.IsChar() {
			have[t] = true
		}
	})
	var out []Span
	var cur Span
	flush := func() {
		if s, ok := trim(a, cur); ok {
			out = append(out, s)
		}
		cur = Span{}
	}
	Each(a, func(t Term, start, end int) {
		switch {
		case t.IsChar():
		case !have[t]:
		case t.IsWord():
			flush()
			if end-start > 1 && !number(a[start:end]) {
				out = append(out, Span{start, end})
			}
		case cur.End > start && strings.Contains(b, a[cur.Start:end]):
			cur.End = end
		default:
			flush()
			cur = Span{start, end}
		}
	})
	flush()
	slices.SortStableFunc(out, func(x, y Span) int { return (y.End - y.Start) - (x.End - x.Start) })
	seen := map[string]bool{}
	return slices.DeleteFunc(out, func(s Span) bool {
		w := a[s.Start:s.End]
		dup := seen[w]
		seen[w] = true
		return dup
	})
}

func trim(s string, sp Span) (Span, bool) {
	r := []rune(s[sp.Start:sp.End])
	i, j := 0, len(r)
	for i < j && bare(r[i]) {
		sp.Start += len(string(r[i]))
		i++
	}
	for i < j && bare(r[j-1]) {
		sp.End -= len(string(r[j-1]))
		j--
	}
	return sp, j-i >= 2 && !IsFrame(s[sp.Start:sp.End])
}

// bare reports whether a character at the end of a stretch has no content: grammar, numerals and counters.
func bare(r rune) bool {
	return IsStop(r) || strings.ContainsRune("一二三四五六七八九十百千万两半几多约个条次年月日天级", r)
}

func number(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] > '9' {
			return false
		}
	}
	return true
}
