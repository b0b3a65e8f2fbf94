// Package sheet reads tables as offices send them (.xlsx, .xls, .csv in UTF-8, UTF-16 or GB18030, .jsonl) into rows of
// strings, and writes .xlsx tables with drop-downs. The kind of a file is told by its content, never by its name.
//
// Every file is taken as hostile: the bytes, the unpacked bytes, rows, columns and cell lengths are bounded before
// memory is spent on them, and whatever cannot be read is a fault.Malformed or fault.TooLarge with a Chinese sentence
// that says what to do. The package must not know what the columns mean: headings and rules belong to package intake.
package sheet

import (
	"strconv"
	"strings"
)

// Format is how a file is written.
type Format string

// Formats that Open reads.
const (
	XLSX  Format = "xlsx"
	XLS   Format = "xls"
	CSV   Format = "csv"
	JSONL Format = "jsonl"
)

// Limits bound what Open spends on one file. A zero field means its default.
type Limits struct {
	Bytes    int64 // size of the file; 32 MB
	Unpacked int64 // sum of the unpacked parts of an .xlsx, declared and actual; 128 MB
	Rows     int   // of one sheet; 50,000
	Columns  int   // of one row; 256
	Runes    int   // of one cell; 32,767, which is Excel's own limit
	Cells    int   // filled cells of the whole file; 2,000,000
}

// DefaultLimits fit a county's largest real tables many times over.
var DefaultLimits = Limits{Bytes: 32 << 20, Unpacked: 128 << 20, Rows: 50_000, Columns: 256, Runes: 32_767, Cells: 2_000_000}

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	if l.Bytes > 0 {
		d.Bytes = l.Bytes
	}
	if l.Unpacked > 0 {
		d.Unpacked = l.Unpacked
	}
	if l.Rows > 0 {
		d.Rows = l.Rows
	}
	if l.Columns > 0 {
		d.Columns = l.Columns
	}
	if l.Runes > 0 {
		d.Runes = l.Runes
	}
	if l.Cells > 0 {
		d.Cells = l.Cells
	}
	return d
}

// Book is a read file.
type Book struct {
	Name   string // of the file, as given to Open
	Format Format
	Sheets []Sheet    // in the order of the file, hidden ones marked; one for csv and jsonl
	Left   []LeftFile // files inside a .zip that could not be read
}

// LeftFile is a file inside a .zip that could not be read. Msg is a Chinese sentence that says why and what to do.
type LeftFile struct{ Name, Msg string }

// Sheet is one table. Empty rows are left out, so Rows[i].Number need not be i+1.
type Sheet struct {
	Name          string
	Rows          []Row
	Merges        []Range
	Hidden        bool   // the sheet itself
	HiddenColumns []int  // 0-based, in order; their cells are read like others
	File          string // the name inside a .zip, else empty
}

// Row is one line. Cells end at the last filled one and hold no outer white space.
type Row struct {
	Number int // as Excel shows it, from 1; in .jsonl the line
	Cells  []string
	Hidden bool         // by hand or by a filter; read like others
	Notes  map[int]Note // by 0-based column; nil when there are none; shared by rows with equal notes, so never changed
}

// Note is what stands beside a cell's text and changes what the text means.
type Note struct {
	Kind NoteKind // 0 when only Unit says something
	Unit string   // what the number format writes beside the number: 万元, 元, $, US$, €; empty when none
}

// NoteKind is why the text of a cell must not be taken as it stands.
type NoteKind int

// The kinds of notes.
const (
	ErrorValue NoteKind = iota + 1 // an Excel error value; the cell holds its name, such as #REF!
	NoValue                        // a formula without a stored value; the cell is empty
	LongNumber                     // a number of more than 15 digits, of which Excel keeps 15; the cell holds what stands there
)

// Cell is the text at a 0-based column, "" beyond the end.
func (r Row) Cell(col int) string {
	if col < 0 || col >= len(r.Cells) {
		return ""
	}
	return r.Cells[col]
}

// Range is a merged area, 1-based rows and 0-based columns, both ends included.
type Range struct{ Top, Left, Bottom, Right int }

// ColumnName is the letter name of a 0-based column: 0 is A, 26 is AA.
func ColumnName(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// Filled gives a copy of the sheet's first rows in which every cell of a merged area carries the area's text, the way a
// person reads a header with merged cells. Data below the header is better read unfilled.
func (s Sheet) Filled(rows int) []Row {
	rows = min(rows, len(s.Rows))
	out := make([]Row, rows)
	at := make(map[int]int, rows)
	for i, r := range s.Rows[:rows] {
		out[i] = Row{Number: r.Number, Cells: append([]string(nil), r.Cells...)}
		at[r.Number] = i
	}
	for _, m := range s.Merges {
		top, ok := at[m.Top]
		if !ok {
			continue
		}
		text := s.Rows[top].Cell(m.Left)
		if text == "" {
			continue
		}
		for n := m.Top; n <= m.Bottom && n-m.Top < 64; n++ {
			i, ok := at[n]
			if !ok {
				continue
			}
			for len(out[i].Cells) <= m.Right && len(out[i].Cells) < 1024 {
				out[i].Cells = append(out[i].Cells, "")
			}
			for c := m.Left; c <= m.Right && c < len(out[i].Cells); c++ {
				out[i].Cells[c] = text
			}
		}
	}
	return out
}

// parseRef reads a cell name such as "AB12" into a 1-based row and a 0-based column.
func parseRef(ref string) (row, col int, ok bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if col = col*26 + int(ref[i]-'A') + 1; col > 1<<20 {
			return 0, 0, false
		}
	}
	row, err := strconv.Atoi(ref[i:])
	if i == 0 || err != nil || row < 1 || row > 1<<24 {
		return 0, 0, false
	}
	return row, col - 1, true
}

func parseRange(ref string) (Range, bool) {
	from, to, found := strings.Cut(ref, ":")
	top, left, ok := parseRef(from)
	if !ok {
		return Range{}, false
	}
	if !found {
		return Range{top, left, top, left}, true
	}
	bottom, right, ok := parseRef(to)
	return Range{top, left, bottom, right}, ok && bottom >= top && right >= left
}
