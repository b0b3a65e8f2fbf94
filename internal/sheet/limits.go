package sheet

import "kebang/internal/fault"

// Limits are the limits of Open for one file. A zero field means its default.
type Limits struct {
	Bytes    int64 // bytes of the file; 32 MB
	Unpacked int64 // bytes of the unpacked parts of an .xlsx, .docx or .zip, declared and actual; 128 MB
	Rows     int   // rows of one sheet; 50,000
	Columns  int   // columns of one row; 256
	Runes    int   // characters of one cell; 32,767, the limit of Excel itself
	Cells    int   // cells of the whole file, each row counted up to its last filled cell; 3,000,000
	Text     int   // bytes of text in all cells, a repeated text counted each time; 64 MB
	Sheets   int   // sheets of the whole file; 500
	Members  int   // files inside a .zip; 200
}

// DefaultLimits are many times a county's largest real tables. Cells and Text keep the book under 150 MB. Reading then
// stays under 400 MB, garbage included.
var DefaultLimits = Limits{Bytes: 32 << 20, Unpacked: 128 << 20, Rows: 50_000, Columns: 256, Runes: 32_767,
	Cells: 3_000_000,
	Text:  64 << 20, Sheets: 500, Members: 200}

// Limits without a setting; no honest file reaches them.
const (
	maxElements = 10_000_000 // XML elements of a file, empty cells and rows among them
	maxToken    = 1 << 20    // bytes of one XML or HTML tag, text run or comment
	maxDepth    = 100        // nested elements
	maxParts    = 5_000      // files inside an .xlsx or .docx
	maxMerges   = 100_000    // merged areas of a file
	maxNotes    = 200_000    // different notes of a file
	maxRowNo    = 1 << 20    // Excel's last row
	maxColumnNo = 1 << 14    // the column after Excel's last one
)

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	for _, f := range []struct{ to, from *int }{{&d.Rows, &l.Rows}, {&d.Columns, &l.Columns}, {&d.Runes, &l.Runes},
		{&d.Cells, &l.Cells}, {&d.Text, &l.Text}, {&d.Sheets, &l.Sheets}, {&d.Members, &l.Members}} {
		if *f.from > 0 {
			*f.to = *f.from
		}
	}
	if l.Bytes > 0 {
		d.Bytes = l.Bytes
	}
	if l.Unpacked > 0 {
		d.Unpacked = l.Unpacked
	}
	return d
}

// spent counts the use of all parts of one file. The files inside a .zip share it.
type spent struct {
	cells, text, sheets, merges, notes, elements int
	unpacked                                     int64
}

// whole are the codes of faults of the file as a whole. A file inside a .zip with one of them ends the reading of all.
var whole = map[string]bool{"sheet-cells": true, "sheet-text": true, "sheet-unpacked": true, "sheet-elements": true,
	"sheet-count": true}

func bomb() error {
	return fault.Of(fault.TooLarge, fault.T("sheet-unpacked",
		"文件解压后过大，已拒绝读取。请只保留需要的工作表，另存后再上传。",
		"Unpacked, the file is too large. Keep the sheets that are needed and upload again."))
}

func tooManyElements() error {
	return fault.Of(fault.TooLarge, fault.T("sheet-elements",
		"文件里的行和单元格过多，多半是只有格式的空行空列。请把有内容的部分复制到新工作表，另存后再上传。",
		"Too many rows and cells, most of them empty. Copy the filled part to a new sheet and save that."))
}

func tooLong() error {
	return fault.Of(fault.TooLarge, fault.T("sheet-long",
		"文件里有一处内容过长，不像表格。请用 Excel 或 WPS 打开检查，另存为 .xlsx 再上传。",
		"One place of the file is too long for a table. Check it in Excel or WPS and save it as .xlsx."))
}
