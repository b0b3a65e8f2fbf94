package layout

import (
	"slices"

	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// sideBySide cuts a header at empty columns where a second table begins to the right. It is one of the same kind with a
// title of its own, or one of another form, whose columns are not asked about.
func (l *finder) sideBySide(h SheetHead, next int) []SheetHead {
	var groups [][]form.HeadColumn
	for i, c := range h.Columns {
		if i == 0 || c.Index > h.Columns[i-1].Index+1 && l.blank(h.Columns[i-1].Index+1, c.Index-1, next) {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], c)
	}
	if len(groups) < 2 {
		return []SheetHead{h}
	}
	var out []SheetHead
	var beside []form.RowProblem
	for _, g := range groups {
		one := SheetHead{Name: h.Name, HeaderRow: h.HeaderRow, Pointed: h.Pointed, kind: h.kind}
		one.Columns = anew(l.kind, l.m, g)
		switch {
		case one.HasTitle(l.kind) && (len(out) == 0 || distinct(one.Columns) >= 2):
			out = append(out, one)
		case distinct(g) > 0 && !l.apart(h, g, next): // columns of the same table behind an empty one
			if len(out) == 0 {
				out = append(out, SheetHead{Name: h.Name, HeaderRow: h.HeaderRow, Pointed: h.Pointed, kind: h.kind})
			}
			last := &out[len(out)-1]
			last.Columns = append(last.Columns, g...)
		case l.tell != nil && len(g) > 1:
			beside = append(beside, form.RowProblem{Sheet: h.Name, Row: h.HeaderRow, Column: g[0].Letter,
				Heading: g[0].Heading,
				Msg:     sayTableBeside.With(g[0].Letter, g[len(g)-1].Letter)})
		}
	}
	if len(out) == 1 && !out[0].HasTitle(l.kind) || len(out) == 0 {
		return []SheetHead{h}
	}
	for i := range out { // a spare column before the one with the title
		if !out[i].HasTitle(l.kind) {
			return []SheetHead{h}
		}
	}
	for _, b := range beside {
		l.tell(b)
	}
	return out
}

// apart reports whether a group of columns has lines of its own, with an empty title.
func (l *finder) apart(h SheetHead, g []form.HeadColumn, next int) bool {
	title := slices.IndexFunc(h.Columns, func(c form.HeadColumn) bool { return c.Key == form.TitleKey(l.kind) })
	if title < 0 {
		return false
	}
	for _, r := range l.s.Rows[next:min(len(l.s.Rows), next+HeaderSearch)] {
		if r.Cell(h.Columns[title].Index) != "" {
			continue
		}
		for _, c := range g {
			if v := r.Cell(c.Index); v != "" && !sumCount.MatchString(wording.Fold(v)) {
				return true
			}
		}
	}
	return false
}

// blank reports whether columns are empty in the first lines under a header.
func (l *finder) blank(from, to, next int) bool {
	for _, r := range l.s.Rows[next:min(len(l.s.Rows), next+HeaderSearch)] {
		for c := from; c <= to; c++ {
			if r.Cell(c) != "" {
				return false
			}
		}
	}
	return true
}

// anew reads the columns of one group of a header again, without the others.
func anew(k form.Kind, m form.Mapping, cols []form.HeadColumn) []form.HeadColumn {
	cells := make([]string, cols[len(cols)-1].Index+1)
	for _, c := range cols {
		cells[c.Index] = c.Heading
	}
	fresh := headColumns(k, []sheet.Row{{Cells: cells}}, 0, m)
	for i := range fresh {
		if fresh[i].Key == "" && cols[i].Column != nil && fresh[i].Guess == "" {
			fresh[i] = cols[i]
		}
	}
	return fresh
}

// within cuts a line to the columns of one of several tables beside each other.
func within(line sheet.Row, groups []SheetHead, g int) (sheet.Row, bool) {
	if len(groups) == 1 {
		return line, true
	}
	from, to := 0, len(line.Cells)
	if g > 0 {
		from = groups[g].Columns[0].Index
	}
	if g+1 < len(groups) {
		to = min(to, groups[g+1].Columns[0].Index)
	}
	if from >= to {
		return line, false
	}
	cells := make([]string, to)
	copy(cells[from:], line.Cells[from:to])
	line.Cells = cells
	return line, Filled(line) > 0
}

// What is told, stored with the import.
var (
	sayTableBeside = fault.Kept("table-beside",
		"%s 到 %s 列是旁边的另一张表，没有读取。",
		"Columns %s to %s are another table beside this one; they were not read.")
)
