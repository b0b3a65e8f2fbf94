package layout

import (
	"strings"

	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// entry is a label of a form with the cells of its values.
type entry struct {
	col     *form.Column
	known   bool
	heading string
	row, at int      // of the label
	valueAt int      // column of the first value
	lane    int      // column of the labels above it
	line    int      // row number of the values
	values  []string // one for each column from valueAt to the next label
	inline  bool     // 名称：值 in one cell
}

// formMost is the most rows that are searched for forms: a form has some thirty, a sheet of them some hundred.
const formMost = 3000

// forms reads a sheet of labels with their values beside or under them. It is nil when a header explains more of the
// sheet. Labels of a table are in one row, those of a form in many.
func (l *finder) forms() []Table {
	if len(l.s.Rows) > formMost || len(l.s.Rows) == 0 || l.s.Rows[0].Number == 0 {
		return nil
	}
	entries := l.entries()
	keys, rows := map[string]bool{}, map[int]bool{}
	labels, filled := 0, 0
	for _, e := range entries {
		if e.col == nil {
			continue
		}
		labels++
		if firstValue(e.values) != "" {
			keys[e.col.Key], rows[e.row] = true, true
			filled++
		}
	}
	if len(rows) < 2 || len(keys) < 2 || filled*2 < labels || len(keys) <= l.widest() {
		return nil
	}
	var out []Table
	for _, side := range l.sides(entries) {
		for _, block := range cut(side, l.kind) {
			out = append(out, l.records(block)...)
		}
	}
	if len(out) == 0 {
		return nil
	}
	l.rest(entries)
	return out
}

// widest is the most columns that one header of the sheet would name.
func (l *finder) widest() int {
	most := 0
	for i, r := range l.s.Rows[:min(len(l.s.Rows), HeaderSearch)] {
		keys, _, like := l.names(r)
		if keys == 0 || like*10 < Filled(r)*6 || l.values(r) {
			continue
		}
		h, _ := l.headAt(i)
		most = max(most, keys, distinct(h.Columns))
	}
	return most
}

// entries finds the labels. A label is a cell that names a column of the form. Its value stands to the right, below, or
// behind a colon in the same cell. An unknown label below known ones counts, too, and is asked about.
func (l *finder) entries() []entry {
	edge, down := map[[2]int]int{}, map[[2]int]bool{} // right edge of merged cells, and whether they extend downwards
	for _, g := range l.s.Merges {
		edge[[2]int{g.Top, g.Left}] = g.Right
		down[[2]int{g.Top, g.Left}] = g.Bottom > g.Top
	}
	lanes := map[int]int{}
	for _, r := range l.s.Rows {
		for i, c := range r.Cells {
			if c != "" && ColumnOf(l.kind, l.m, c) != nil {
				lanes[i]++
			}
		}
	}
	var out []entry
	for n, r := range l.s.Rows {
		for i := 0; i < len(r.Cells); i++ {
			text := r.Cells[i]
			if text == "" {
				continue
			}
			e := entry{heading: strings.Join(strings.Fields(text), " "), row: r.Number, line: r.Number, at: i, lane: i}
			e.col, e.known = match(l.kind, l.m, text, "")
			if !wording.Short(text, form.HeadingMost) {
				e.col, e.known = nil, false
			}
			if e.col == nil && !e.known {
				if in, ok := l.inline(text); ok {
					in.row, in.line, in.at, in.lane, in.valueAt = r.Number, r.Number, i, i, i
					out = append(out, in)
					continue
				}
				if lanes[i] < 2 || !wording.Short(text, 20) || noteText.MatchString(wording.Fold(text)) ||
					l.labelAt(r, i+1) {
					continue
				}
			}
			right := i
			if m, ok := edge[[2]int{r.Number, i}]; ok {
				right = m
			}
			e.valueAt = right + 1
			for c := e.valueAt; c < len(r.Cells) && (!l.labelAt(r, c) || c == e.valueAt && l.answers(e,
				r.Cells[c])); c++ {
				e.values = append(e.values, r.Cells[c])
			}
			i = max(i, e.valueAt+len(e.values)-1)
			if firstValue(e.values) == "" {
				if under, ok := l.under(n, e.at); ok && (e.col != nil) && Filled(r) == 1 {
					e.valueAt, e.line, e.values = e.at, under.Number, []string{under.Cell(e.at)}
				}
			}
			if firstValue(e.values) == "" && (e.col == nil || down[[2]int{r.Number, e.at}] && l.labelAt(r, right+1)) {
				continue // a caption merged over the labels beside it
			}
			out = append(out, e)
		}
	}
	return out
}

// labelAt reports whether a cell is a label rather than a value. It names a column, or it looks like a heading and has
// a value to the right.
func (l *finder) labelAt(r sheet.Row, i int) bool {
	text := r.Cell(i)
	if text == "" || !wording.Short(text, form.HeadingMost) {
		return false
	}
	if ColumnOf(l.kind, l.m, text) != nil || form.IsSkipped(text) && r.Cell(i+1) != "" {
		return true
	}
	next := r.Cell(i + 1)
	return form.HeadingLike(l.kind, l.m, text) && next != "" && !form.HeadingLike(l.kind, l.m, next)
}

// under is the row below a label alone in its row: one cell in the label's column, which is no label itself.
func (l *finder) under(n, at int) (sheet.Row, bool) {
	if n+1 >= len(l.s.Rows) {
		return sheet.Row{}, false
	}
	next := l.s.Rows[n+1]
	if next.Number != l.s.Rows[n].Number+1 || Filled(next) != 1 || next.Cell(at) == "" ||
		ColumnOf(l.kind, l.m, next.Cell(at)) != nil {
		return sheet.Row{}, false
	}
	return next, true
}

// inline reads 需求名称：机收蔗除杂 in one cell.
func (l *finder) inline(text string) (entry, bool) {
	at := strings.IndexAny(text, "：:")
	if at <= 0 || !wording.Short(text[:at], 20) {
		return entry{}, false
	}
	name := text[:at]
	value := strings.TrimSpace(strings.TrimLeft(text[at:], "：:"))
	c, known := match(l.kind, l.m, name, "")
	if c == nil || value == "" {
		return entry{}, false
	}
	return entry{col: c, known: known, heading: strings.Join(strings.Fields(name), " "),
		values: []string{value}, inline: true}, true
}

// sides splits forms beside each other: a row with the title's label twice.
func (l *finder) sides(entries []entry) [][]entry {
	var starts []int
	byRow := map[int][]int{}
	for _, e := range entries {
		if e.col != nil && e.col.Key == form.TitleKey(l.kind) {
			byRow[e.row] = append(byRow[e.row], e.at)
		}
	}
	for _, at := range byRow {
		if len(at) > len(starts) {
			starts = at
		}
	}
	if len(starts) < 2 {
		return [][]entry{entries}
	}
	out := make([][]entry, len(starts))
	for _, e := range entries {
		side := 0
		for i, at := range starts {
			if e.at >= at {
				side = i
			}
		}
		out[side] = append(out[side], e)
	}
	return out
}
