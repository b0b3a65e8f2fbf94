package sheet

import (
	"errors"
	"io"

	"kebang/internal/fault"
	"kebang/internal/sheet/xls"
)

func readXLS(r io.ReaderAt, size int64, b *builder) error {
	file, err := readAll(r, size)
	if err != nil {
		return err
	}
	streams, err := xls.Streams(file)
	if err != nil {
		return err
	}
	for _, name := range []string{"Workbook", "Book"} { // .et of WPS has the same names
		if open := streams[name]; open != nil {
			data, err := open()
			if err != nil {
				return err
			}
			return readWorkbook(data, b)
		}
	}
	has := func(name string) bool { return streams[name] != nil }
	switch {
	case has("EncryptedPackage"):
		return locked()
	case has("WordDocument"):
		return malformed(oldWord)
	case has("PowerPoint Document"), has("VisioDocument"):
		return malformed(otherFile)
	case has("__properties_version1.0"):
		return malformed(mail)
	}
	return malformed(noWorkbook)
}

func readBIFF(r io.ReaderAt, size int64, b *builder) error {
	data, err := readAll(r, size)
	if err != nil {
		return err
	}
	return readWorkbook(data, b)
}

func readWorkbook(data []byte, b *builder) error {
	to := &xlsSheets{b: b}
	err := xls.Read(data, xls.Limits{Rows: b.limits.Rows, Cells: b.limits.Cells, Text: b.limits.Text}, to)
	switch {
	case errors.Is(err, xls.ErrLocked):
		return locked()
	case errors.Is(err, xls.ErrOld):
		return malformed(oldExcel)
	case errors.Is(err, xls.ErrText):
		return fault.Of(fault.TooLarge, fault.T("too-much-text-keep-sheets",
			"文件里的文字过多。请只保留需要的工作表，另存后再上传。",
			"Too much text. Keep the sheets that are needed and upload again."))
	case errors.Is(err, xls.ErrRows):
		return b.tooManyRows()
	case errors.Is(err, xls.ErrCells):
		return tooManyElements()
	case errors.Is(err, xls.ErrColumn):
		return outside()
	case err == nil && !to.visible:
		return malformed(noSheet)
	}
	return err
}

// xlsSheets takes the sheets of an .xls into the builder.
type xlsSheets struct {
	b       *builder
	row     line
	visible bool // a visible sheet was seen
}

func (x *xlsSheets) Sheet(name string, hidden bool) error {
	if err := x.b.sheet(name); err != nil {
		return err
	}
	x.b.current().Hidden = hidden
	x.visible = x.visible || !hidden
	return nil
}

func (x *xlsSheets) Row(r xls.Row) error {
	x.row.reset(r.Number)
	x.row.hidden = r.Hidden
	for _, n := range r.Notes {
		note := numberNote(n.Unit, n.Long)
		if n.Error {
			note.Kind = ErrorValue
		}
		x.row.notes = append(x.row.notes, cellNote{n.Col, note})
	}
	for _, c := range r.Cells {
		x.row.put(int(c.Col), c.Text, Note{})
	}
	return x.b.row(x.row)
}

func (x *xlsSheets) Merge(top, left, bottom, right int) { x.b.merge(Range{top, left, bottom, right}) }

func (x *xlsSheets) HideColumns(from, to int) { x.b.hideColumns(from, to) }

func (x *xlsSheets) Alive() error { return x.b.alive() }

func locked() error {
	return fault.Of(fault.Malformed, fault.T("sheet-locked",
		"文件设了打开密码，无法读取。请在 Excel 或 WPS 里取消密码，另存后再上传。",
		"The file has a password. Remove it in Excel or WPS, save and upload again."))
}
