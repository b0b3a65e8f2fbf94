// Package sheet reads tables of offices into rows of strings, and writes .xlsx tables with drop-downs. It reads .xlsx,
// .xls, .csv, .jsonl, the tables of .docx and of web pages, and several of these in a .zip. The content decides the
// kind of a file, never its name.
//
// Every file may be hostile. Bytes, unpacked bytes, rows, columns and cell lengths are limited before memory is spent
// on them. An unreadable file is fault.Malformed or fault.TooLarge with a sentence about the remedy. The package must
// not know the meaning of columns: headings and rules belong to package intake.
package sheet

import "kebang/internal/fault"

// Format is the format of a file.
type Format string

// Formats that Open reads.
const (
	XLSX  Format = "xlsx"
	XLS   Format = "xls"
	CSV   Format = "csv"
	JSONL Format = "jsonl"
	DOCX  Format = "docx"
	HTML  Format = "html"
	ZIP   Format = "zip" // several files; Sheet.File has the name of each
)

// Book is the content of a file.
type Book struct {
	Name   string // name of the file, as given to Open
	Format Format
	Sheets []Sheet    // in the order of the file, hidden ones marked; one for csv and jsonl
	Left   []LeftFile // files inside a .zip that could not be read
}

// LeftFile is an unreadable file inside a .zip. Msg is a sentence with reason and remedy.
type LeftFile struct {
	Name string     `json:"name"`
	Msg  fault.Said `json:"msg"`
}

// Sheet is one table. Empty rows are left out, so Rows[i].Number need not be i+1.
type Sheet struct {
	Name          string // empty for the only sheet of a text file inside a .zip
	Rows          []Row
	Merges        []Range
	Hidden        bool   // the whole sheet is hidden
	HiddenColumns []int  // 0-based, in order; their cells are read as usual
	File          string // name inside a .zip, else empty
	// Around are the first texts in the heads and feet of its pages, where marks of secrecy stand.
	Around []string
}

// Row is one line. Cells end at the last filled one and have no outer white space.
type Row struct {
	Number int // row number of Excel, from 1; in .jsonl the line
	Cells  []string
	Hidden bool         // hidden by hand or by a filter; read as usual
	Notes  map[int]Note // by 0-based column, may be nil; rows with equal notes share the map, so never change it
}

// Note is a fact beside a cell's text that changes its meaning.
type Note struct {
	Kind NoteKind // 0 when only Unit is set
	Unit string   // unit in the number format: 万元, 元, $, US$, €; may be empty
}

// NoteKind is the reason why the text of a cell is not its value.
type NoteKind int

// The kinds of notes.
const (
	ErrorValue NoteKind = iota + 1 // an Excel error value; the cell holds its name, such as #REF!
	NoValue                        // a formula without a stored value; the cell is empty
	// LongNumber is a number of more than 15 digits, of which Excel keeps 15; the cell holds the kept ones.
	LongNumber
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

// Filled gives a copy of the first rows in which every cell of a merged area has the area's text. People read a header
// with merged cells so. Read the data below the header unfilled.
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
