package sheet

import (
	"encoding/binary"
	"errors"
	"io"

	"kebang/internal/fault"
)

// BIFF8 record numbers ([MS-XLS] 2.3).
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recDate1904   = 0x0022
	recFilePass   = 0x002F
	recContinue   = 0x003C
	recBoundSheet = 0x0085
	recMulRK      = 0x00BD
	recColInfo    = 0x007D
	recXF         = 0x00E0
	recMergeCells = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recRow        = 0x0208
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRK         = 0x027E
	recFormat     = 0x041E
	recBOF        = 0x0809
)

var errBIFF = errors.New("broken BIFF record")

// xlsFile reads the workbook stream of an .xls (BIFF8, Excel 97 to 2003). Readers that can be had as a library lose
// merged areas and the look of numbers, so this one is our own.
type xlsFile struct {
	b        *builder
	data     []byte
	shared   []string
	codes    map[uint16]numberFormat
	formats  []numberFormat // by style
	date1904 bool
	sheets   []xlsSheet
}

type xlsSheet struct {
	name   string
	offset uint32
	hidden bool
}

func readXLS(r io.ReaderAt, size int64, b *builder) error {
	file, err := readAll(r, size)
	if err != nil {
		return err
	}
	streams, err := openCompound(file)
	if err != nil {
		return err
	}
	for _, name := range []string{"Workbook", "Book"} { // .et of WPS has the same
		if open := streams[name]; open != nil {
			data, err := open()
			if err != nil {
				return err
			}
			return (&xlsFile{b: b, data: data}).read()
		}
	}
	has := func(name string) bool { return streams[name] != nil }
	switch {
	case has("EncryptedPackage"):
		return locked()
	case has("WordDocument"):
		return malformed("这是旧版 Word 或 WPS 文字文件（.doc、.wps）。请用 Word 或 WPS 打开，另存为 .docx 再上传。")
	case has("PowerPoint Document"), has("VisioDocument"):
		return malformed(sayOther)
	case has("__properties_version1.0"):
		return malformed("这是邮件。请把邮件里的附件存下来，再上传附件。")
	}
	return malformed("文件里没有工作簿。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
}

func readBIFF(r io.ReaderAt, size int64, b *builder) error {
	data, err := readAll(r, size)
	if err != nil {
		return err
	}
	return (&xlsFile{b: b, data: data}).read()
}

func (x *xlsFile) read() error {
	x.codes = map[uint16]numberFormat{}
	if err := x.globals(); err != nil {
		return err
	}
	visible := false
	for _, s := range x.sheets {
		if err := x.b.sheet(s.name); err != nil {
			return err
		}
		x.b.current().Hidden = s.hidden
		visible = visible || !s.hidden
		if err := x.worksheet(int(s.offset)); err != nil {
			return err
		}
	}
	if !visible {
		return malformed("文件里没有可见的工作表。请取消隐藏后再上传。")
	}
	return nil
}

func locked() error {
	return fault.Of(fault.Malformed, fault.T("sheet-locked",
		"文件设了打开密码，无法读取。请在 Excel 或 WPS 里取消密码，另存后再上传。",
		"The file has a password. Remove it in Excel or WPS, save and upload again."))
}

// record gives the record at an offset, and the offset of the next one.
func (x *xlsFile) record(at int) (kind int, body []byte, next int, err error) {
	if at < 0 || at+4 > len(x.data) {
		return 0, nil, 0, io.ErrUnexpectedEOF
	}
	kind = int(binary.LittleEndian.Uint16(x.data[at:]))
	next = at + 4 + int(binary.LittleEndian.Uint16(x.data[at+2:]))
	if next > len(x.data) {
		return 0, nil, 0, io.ErrUnexpectedEOF
	}
	return kind, x.data[at+4 : next], next, nil
}

// globals reads the workbook part: strings, formats and the list of sheets.
func (x *xlsFile) globals() error {
	for at, first := 0, true; ; first = false {
		kind, body, next, err := x.record(at)
		if err != nil {
			return err
		}
		if first && (kind != recBOF || len(body) < 4 || binary.LittleEndian.Uint16(body) != 0x0600) {
			return malformed("这是 Excel 95 或更早的文件，不能读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
		}
		switch kind {
		case recEOF:
			return nil
		case recFilePass:
			return locked()
		case recDate1904:
			x.date1904 = len(body) >= 2 && body[0] == 1
		case recFormat:
			if len(body) >= 5 {
				if code, _, err := unicodeString(body[2:], 2); err == nil {
					x.codes[binary.LittleEndian.Uint16(body)] = parseFormat(code)
				}
			}
		case recXF:
			if len(body) >= 4 {
				id := binary.LittleEndian.Uint16(body[2:])
				f, own := x.codes[id]
				if !own {
					f = builtinFormat(int(id))
				}
				x.formats = append(x.formats, f)
			}
		case recBoundSheet:
			if len(body) >= 8 && body[5] == 0 && len(x.sheets) < 256 { // 0: a worksheet; others are charts and macros
				name, _, err := unicodeString(body[6:], 1)
				if err != nil {
					return err
				}
				x.sheets = append(x.sheets, xlsSheet{name, binary.LittleEndian.Uint32(body), body[4]&3 != 0})
			}
		case recSST:
			parts := [][]byte{body}
			for {
				k, more, after, err := x.record(next)
				if err != nil || k != recContinue {
					break
				}
				parts, next = append(parts, more), after
			}
			if err := x.sharedStrings(parts); err != nil {
				return err
			}
		}
		at = next
	}
}
