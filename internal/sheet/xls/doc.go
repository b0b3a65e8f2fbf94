// Package xls reads the cells of an .xls: its container ([MS-CFB]) and its records ([MS-XLS], BIFF8, Excel 97 to 2003).
// It takes all bytes and gives rows to a Sink. Every byte may be hostile: no memory is spent on a size that the file
// only claims. The meaning of rows, and the sentences about unreadable files, belong to package sheet.
package xls

import "errors"

// Errors with a sentence of their own in package sheet. Any other error of Read means broken bytes.
var (
	ErrLocked = errors.New("the workbook has a password")
	ErrOld    = errors.New("the workbook is older than Excel 97")
	ErrText   = errors.New("too much text")
	ErrRows   = errors.New("too many rows in the sheet")
	ErrCells  = errors.New("too many cells in the sheet")
	ErrColumn = errors.New("a cell stands beyond the last column")
)

// Limits are the limits of the content that Read keeps in memory.
type Limits struct {
	Rows  int // rows of one sheet
	Cells int // cells of one sheet, and shared texts of the file
	Text  int // bytes of the shared texts
}

// Sink receives the sheets of a workbook in the order of the file. Its error ends the reading.
type Sink interface {
	Sheet(name string, hidden bool) error // begins a sheet
	Row(r Row) error                      // in the order of their numbers
	Merge(top, left, bottom, right int)   // rows from 1, columns from 0, both ends included
	HideColumns(from, to int)             // from 0, both ends included
	Alive() error                         // asked at every record: an error ends the reading
}

// Row is a row with at least one filled cell. Only filled cells are kept, because a hostile row may have one cell in
// its last column.
type Row struct {
	Number int // from 1
	Cells  []Cell
	Notes  []Note
	Hidden bool
}

// Cell is a non-empty text. Cells are in the order of the file; the last one of a column counts.
type Cell struct {
	Col  uint16 // from 0
	Text string
}

// Note is a fact beside a cell's text.
type Note struct {
	Col   int    // from 0
	Unit  string // text of the number format beside the number
	Long  bool   // a number of more than 15 digits
	Error bool   // the text is the name of an error value
}
