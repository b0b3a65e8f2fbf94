package layout

import (
	"slices"

	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// cut splits forms under each other. A repeated title begins another record. The fields before the first title belong
// to each record, unless they are repeated with it.
func cut(entries []entry, k form.Kind) [][]entry {
	title := form.TitleKey(k)
	titles := 0
	opener := ""
	for _, e := range entries {
		if e.col == nil {
			continue
		}
		if opener == "" {
			opener = e.col.Key
		}
		if e.col.Key == title {
			titles++
		}
	}
	if titles < 2 {
		return [][]entry{entries}
	}
	again := 0
	for _, e := range entries {
		if e.col != nil && e.col.Key == opener {
			again++
		}
	}
	var out [][]entry
	var shared, block []entry
	seen := false
	for _, e := range entries {
		key := ""
		if e.col != nil {
			key = e.col.Key
		}
		begins := again > 1 && key == opener || again <= 1 && key == title && seen
		if begins && len(block) > 0 {
			out = append(out, block)
			block = append([]entry(nil), shared...)
		}
		if again <= 1 && !seen && key != title {
			shared = append(shared, e)
		}
		seen = seen || key == title
		block = append(block, e)
	}
	return append(out, block)
}

// records makes a line of each column of values: one for a form, several where records stand in columns.
func (l *finder) records(block []entry) []Table {
	at := slices.IndexFunc(block, func(e entry) bool { return e.col != nil && e.col.Key == form.TitleKey(l.kind) })
	if at < 0 { // the title's label is unknown, so the first unknown label is asked about
		at = slices.IndexFunc(block, func(e entry) bool { return e.col == nil && !e.known && len(e.values) > 0 })
		if at < 0 {
			at = 0
		}
	}
	t := block[at]
	n := 1
	for j := range t.values {
		if j > 0 && l.holds(block, t, j) {
			n = j + 1
		}
	}
	filledRows := sheetFilled(l.s, block)
	var out []Table
	for j := range n {
		if j > 0 && !l.holds(block, t, j) {
			continue
		}
		h := SheetHead{Name: SheetName(l.s), HeaderRow: t.row, Form: true, kind: l.kind}
		line := sheet.Row{Number: t.line}
		for _, e := range block {
			v := ""
			if n == 1 {
				v = firstValue(e.values)
			} else if j < len(e.values) || e.col != nil && e.col.Carry {
				v = filledRows[e.line].Cell(t.valueAt + j)
				if e.col == nil || !e.col.Carry {
					v = value(e.values, j)
				}
			}
			if e.col != nil && (sumWord.FindString(wording.Fold(v)) == wording.Fold(v) && v != "" &&
				e.col.Key == t.colKey()) {
				v = ""
			}
			h.add(l.kind, e, j, len(line.Cells))
			line.Cells = append(line.Cells, v)
		}
		line = joinSame(&h, line)
		out = append(out, Table{Head: h, Lines: []sheet.Row{line}, Form: true})
	}
	return out
}

// answers reports whether a text beside a label is its value, although it looks like a label. It is a permitted value,
// a word of 密级 or of consent, or a title that ends as headings do, such as 滤布再生要求.
func (l *finder) answers(e entry, text string) bool {
	switch e.colKey() {
	case "":
		return false
	case "secrecy":
		return wording.IsLevel(text)
	case "consent":
		return form.Agrees(text)
	case form.TitleKey(l.kind):
		return ColumnOf(l.kind, l.m, text) == nil && !form.IsSkipped(text)
	}
	return slices.ContainsFunc(e.col.Options, func(o string) bool { return wording.Fold(o) == wording.Fold(text) })
}

func (e entry) colKey() string {
	if e.col == nil {
		return ""
	}
	return e.col.Key
}

func value(values []string, j int) string {
	if j < len(values) {
		return values[j]
	}
	return ""
}

func firstValue(values []string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// holds reports whether column j of the values is a record of its own: at least two labels have a value in it.
func (l *finder) holds(block []entry, t entry, j int) bool {
	n := 0
	for _, e := range block {
		if e.lane == t.lane && e.valueAt == t.valueAt && value(e.values, j) != "" {
			n++
		}
	}
	return n >= 2
}

// sheetFilled gives the rows of a block with merged cells filled, by row number.
func sheetFilled(s sheet.Sheet, block []entry) map[int]sheet.Row {
	out := map[int]sheet.Row{}
	for _, r := range s.Filled(len(s.Rows)) {
		out[r.Number] = r
	}
	return out
}

// add makes a column of a label. It keeps the place of the value for messages.
func (h *SheetHead) add(k form.Kind, e entry, j, index int) {
	c := form.HeadColumn{Index: index, Letter: sheet.ColumnName(e.valueAt + j), Heading: e.heading, Known: e.known,
		Column: e.col, Row: e.line}
	if e.col != nil {
		c.Key = e.col.Key
	} else if !e.known {
		c.Guess = form.Guess(k, e.heading)
	}
	h.Columns = append(h.Columns, c)
}

// joinSame joins the values of a repeated label under its first one, so that no line is lost.
func joinSame(h *SheetHead, line sheet.Row) sheet.Row {
	first := map[string]int{}
	for i := range h.Columns {
		c := &h.Columns[i]
		if c.Key == "" {
			continue
		}
		at, again := first[c.Key]
		if !again {
			first[c.Key] = i
			continue
		}
		if v := line.Cells[i]; v != "" {
			switch {
			case line.Cells[at] == "":
				line.Cells[at] = v
			case form.TakesLines(c.Key) && v != line.Cells[at]:
				line.Cells[at] += "\n" + v
			}
		}
		c.Column, c.Key = nil, ""
	}
	h.weakTitle()
	return line
}

// rest reports the lines of a form's sheet without label or value.
func (l *finder) rest(entries []entry) {
	used := map[int]bool{}
	for _, e := range entries {
		used[e.row], used[e.line] = true, true
	}
	r := NewRuler(l.kind, l.m, l.s, SheetHead{}, nil)
	r.first, r.Title = 0, -1
	for i, line := range l.s.Rows {
		if used[line.Number] || i == 0 && Filled(line) == 1 {
			continue
		}
		if why := r.Why(line); why != "" && why != OtherTable && why != SectionLine && why != EmptyRow {
			l.leave(why, line.Number)
		}
	}
}
