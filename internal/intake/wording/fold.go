package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Fold brings a heading or a word into the form for comparison: narrow, lower case, without white space.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r < '一' || r > '龥' { // Chinese characters stay as they are
			if narrow := width.LookupRune(r).Folded(); narrow != 0 {
				r = narrow
			}
			if unicode.IsSpace(r) {
				continue
			}
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Words cuts a cell with a list into its items.
func Words(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、,，;；/／|\n", r) }) {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// Lines cuts a cell into lines at line ends and semicolons.
func Lines(s string) []string {
	var out []string
	for _, l := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("\n;；", r) }) {
		if l = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(l), "①②③④⑤⑥⑦⑧⑨⑩·•●-—")); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// Set makes a set of words.
func Set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// Short reports whether a text has at most so many characters.
func Short(s string, most int) bool { return len(s) <= most*4 && utf8.RuneCountInString(s) <= most }

// Cut shortens to n characters.
func Cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
