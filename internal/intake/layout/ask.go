package layout

import (
	"regexp"
	"slices"
	"unicode/utf8"

	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// Asked is the header of a sheet without a known column for the title; it proposes the likeliest one. Ok is false for a
// sheet without a possible header.
func Asked(k form.Kind, m form.Mapping, s sheet.Sheet, tables []Table) (h SheetHead, ok bool) {
	var lines []sheet.Row
	switch {
	case len(tables) > 0:
		most := 0
		for _, t := range tables {
			if n := len(t.Head.Columns); n > most {
				h, lines, most = t.Head, t.Lines, n
			}
		}
	default:
		i, found := likely(k, m, s)
		if !found {
			return h, false
		}
		l := &finder{kind: k, m: m, s: s, leave: func(Reason, int) {}}
		var next int
		h, next = l.headAt(i)
		lines = s.Rows[next:]
	}
	h.Ask = true
	h.proposeTitle(lines)
	return h, len(h.Columns) > 0
}

// likely is the row that looks most like a header: short words, no numbers, and a line under it.
func likely(k form.Kind, m form.Mapping, s sheet.Sheet) (int, bool) {
	l := &finder{kind: k, m: m, s: s}
	best, most := -1, 1
	for i, r := range s.Rows[:min(len(s.Rows), HeaderSearch)] {
		n := Filled(r)
		if n < 2 || i+1 >= len(s.Rows) || l.values(r) {
			continue
		}
		_, _, like := l.names(r)
		words := 0
		for _, c := range r.Cells {
			if c != "" && wording.Short(c, 12) {
				words++
			}
		}
		if score := words + 3*like; words*4 >= n*3 && score > most {
			best, most = i, score
		}
	}
	return best, best >= 0
}

var unitName = regexp.MustCompile(`(公司|厂|合作社|大学|学院|研究所|研究院|中心|农场|集团|局|站|医院)$`)

// proposeTitle proposes the title when no heading suggests it. It is the first column of short, differing texts that
// are no names of units. The column with the longest texts is proposed for the text.
func (h *SheetHead) proposeTitle(lines []sheet.Row) {
	title := form.TitleKey(h.kind)
	if slices.ContainsFunc(h.Columns, func(c form.HeadColumn) bool { return c.Guess == title && !c.Known }) {
		return
	}
	best, long, longest := -1, -1, 0
	for i, c := range h.Columns {
		if c.Known {
			continue
		}
		sum, n, units, numbers := 0, 0, 0, 0
		seen := map[string]bool{}
		for _, r := range lines[:min(len(lines), 100)] {
			v := r.Cell(c.Index)
			if v == "" {
				continue
			}
			n, sum = n+1, sum+utf8.RuneCountInString(v)
			seen[v] = true
			switch {
			case unitName.MatchString(v):
				units++
			case sumCount.MatchString(wording.Fold(v)), form.HoldsPhone(v):
				numbers++
			}
		}
		if n == 0 || units*2 > n || numbers*2 > n {
			continue
		}
		average := sum / n
		if best < 0 && average >= 3 && average <= 60 && len(seen)*10 >= n*8 {
			best = i
			continue
		}
		if average > longest {
			long, longest = i, average
		}
	}
	if best < 0 {
		return
	}
	h.Columns[best].Guess = title
	if text := "text"; form.ByKey(h.kind, text) != nil && long >= 0 && h.Columns[long].Guess == "" &&
		!slices.ContainsFunc(h.Columns, func(c form.HeadColumn) bool { return c.Key == text || c.Guess == text }) {
		h.Columns[long].Guess = text
	}
}
