package intake

import (
	"slices"

	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// withoutHidden blanks the hidden columns of a sheet and reports each filled one with its letter. Columns that nobody
// sees in Excel are not published without a request. Columns of consent and 密级 are read all the same, because they keep
// rows back.
func (p *Plan) withoutHidden(k form.Kind, m form.Mapping, s sheet.Sheet, name string) sheet.Sheet {
	var gone []int
	for _, col := range s.HiddenColumns {
		first := slices.IndexFunc(s.Rows, func(r sheet.Row) bool { return r.Cell(col) != "" })
		if first < 0 || guards(k, m, s, col) {
			continue
		}
		gone = append(gone, col)
		r := s.Rows[first]
		p.HiddenColumns++
		p.warn(form.RowProblem{Sheet: name, Row: r.Number, Column: sheet.ColumnName(col),
			Heading: wording.Clip(r.Cell(col)),
			Msg:     sayColumnHidden.With()})
	}
	if len(gone) == 0 {
		return s
	}
	rows := make([]sheet.Row, 0, len(s.Rows))
	for _, r := range s.Rows {
		cells := slices.Clone(r.Cells)
		for _, col := range gone {
			if col < len(cells) {
				cells[col] = ""
			}
		}
		for len(cells) > 0 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if r.Cells = cells; len(cells) > 0 {
			rows = append(rows, r)
		}
	}
	s.Rows = rows
	return s
}

// guards reports whether a column can forbid the publication of rows.
func guards(k form.Kind, m form.Mapping, s sheet.Sheet, col int) bool {
	for _, r := range s.Rows[:min(len(s.Rows), layout.HeaderSearch)] {
		text := r.Cell(col)
		if text == "" || !wording.Short(text, form.HeadingMost*2) {
			continue
		}
		if c := layout.ColumnOf(k, m, text); wording.IsSecrecyHeading(text) ||
			c != nil && (c.Key == "consent" || c.Key == "secrecy") {
			return true
		}
	}
	return false
}

// What is told, stored with the import.
var (
	sayColumnHidden = fault.Kept("column-hidden",
		"这一列在文件中是隐藏的，没有读取。需要读取的，请选择“也读取隐藏的行、列和工作表”。",
		"This column is hidden in the file and was not read. To read it choose “Also read hidden rows, columns and "+
			"sheets”.")
)
