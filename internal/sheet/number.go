package sheet

import (
	"strconv"

	"kebang/internal/sheet/cell"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// numberCell is the text of a number in a cell, with its note.
func numberCell(f float64, format cell.Format, date1904 bool) (string, Note) {
	n := format.Number(f, date1904)
	return n.Text, numberNote(n.Unit, n.Long)
}

func numberNote(unit string, long bool) Note {
	if long {
		return Note{LongNumber, unit}
	}
	return Note{Unit: unit}
}
