package layout

import (
	"slices"

	"kebang/internal/intake/form"
	"kebang/internal/sheet"
)

// ReadUnits settles the unit of every money column.
func (t *Table) ReadUnits(s sheet.Sheet, answers form.Units) {
	line := form.UnitBeside(beside(s, *t))
	for i := range t.Head.Columns {
		t.Head.Columns[i].SettleUnit(line, t.Lines, answers)
	}
}

// beside are the lines above a table and the short ones under its header, where a unit may be; for a form all of them.
func beside(s sheet.Sheet, t Table) []sheet.Row {
	var above, under []sheet.Row
	for _, r := range s.Rows {
		switch {
		case r.Number < t.Head.HeaderRow:
			above = append(above, r)
		case Filled(r) <= 2:
			under = append(under, r)
		}
	}
	slices.Reverse(above) // the nearest line counts first
	return append(above, under...)
}
