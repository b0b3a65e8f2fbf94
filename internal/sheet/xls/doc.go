// Package xls reads the cells of an .xls: its container ([MS-CFB]) and its records ([MS-XLS], BIFF8, Excel 97 to 2003).
// Bytes come in whole, rows go out to a Sink. Every byte is taken as hostile: no memory is spent on a size that the
// file only claims. What the rows mean, and the sentences about files that cannot be read, belong to package sheet.
package xls

import "errors"

// Errors that have a sentence of their own in package sheet. Any other error of Read means broken bytes.
var (
	ErrLocked = errors.New("the workbook has a password")
	ErrOld    = errors.New("the workbook is older than Excel 97")
	ErrText   = errors.New("too much text")
	ErrRows   = errors.New("too many rows in the sheet")
	ErrCells  = errors.New("too many cells in the sheet")
	ErrColumn = errors.New("a cell stands beyond the last column")
)

// Limits bound what Read keeps in memory.
type Limits struct {
	Rows  int // of one sheet
	Cells int // of one sheet, and shared texts of the file
	Text  int // bytes of the shared texts
}

// Sink takes the sheets of a workbook in the order of the file. An error of it ends the reading.
type Sink interface {
	Sheet(name string, hidden bool) error // begins a sheet
	Row(r Row) error                      // in the order of their numbers
	Merge(top, left, bottom, right int)   // rows from 1, columns from 0, both ends included
	HideColumns(from, to int)             // from 0, both ends included
	Alive() error                         // asked at every record: an error ends the reading
}

// Row is a row with something in it. Only filled cells are kept: a hostile row has one cell in its last column.
type Row struct {
	Number int // from 1
	Cells  []Cell
	Notes  []Note
	Hidden bool
}

// Cell is a text that is not empty. Cells stand in the order of the file; the last one of a column counts.
type Cell struct {
	Col  uint16 // from 0
	Text string
}

// Note is what a cell's text does not say.
type Note struct {
	Col   int    // from 0
	Unit  string // what the number format writes beside the number
	Long  bool   // a number of more than 15 digits
	Error bool   // the text is the name of an error value
}
