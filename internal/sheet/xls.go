package sheet

import (
	"encoding/binary"
	"errors"
	"io"
	"math"

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
	recXF         = 0x00E0
	recMergeCells = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
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
	formats  map[uint16]look
	looks    []look
	date1904 bool
	sheets   []xlsSheet
}

type xlsSheet struct {
	name   string
	offset uint32
	hidden bool
}

func readXLS(r io.ReaderAt, size int64, b *builder) error {
	file := make([]byte, size)
	if _, err := r.ReadAt(file, 0); err != nil && !errors.Is(err, io.EOF) {
		return fault.Wrap(err, fault.Internal, "sheet-read", "读取文件失败，请重试。")
	}
	streams, err := openCompound(file)
	if err != nil {
		return damaged(err)
	}
	x := &xlsFile{b: b, formats: map[uint16]look{}}
	for _, name := range []string{"Workbook", "Book"} {
		if open := streams[name]; open != nil && x.data == nil {
			if x.data, err = open(); err != nil {
				return damaged(err)
			}
		}
	}
	encrypted := streams["EncryptedPackage"] != nil
	word := streams["WordDocument"] != nil || streams["PowerPoint Document"] != nil
	switch {
	case encrypted:
		return locked()
	case x.data == nil && word:
		return malformed("这是 Word 或演示文稿，不是表格。请把表格复制到 Excel，另存为 .xlsx 再上传。")
	case x.data == nil:
		return malformed("文件里没有工作簿。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
	}
	if err := x.globals(); err != nil {
		return damaged(err)
	}
	for _, s := range x.sheets {
		if s.hidden {
			continue
		}
		b.sheet(s.name)
		if err := x.worksheet(int(s.offset)); err != nil {
			return damaged(err)
		}
	}
	if len(b.sheets) == 0 {
		return malformed("文件里没有可见的工作表。请取消隐藏后再上传。")
	}
	return nil
}

func locked() error {
	return fault.New(fault.Malformed, "sheet-locked", "文件设了打开密码，无法读取。请在 Excel 或 WPS 里取消密码，另存后再上传。")
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
					x.formats[binary.LittleEndian.Uint16(body)] = formatLook(code)
				}
			}
		case recXF:
			if len(body) >= 4 {
				id := binary.LittleEndian.Uint16(body[2:])
				l, own := x.formats[id]
				if !own {
					l = builtinLook(int(id))
				}
				x.looks = append(x.looks, l)
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

// worksheet reads the cells from a sheet's BOF to its EOF. Cells may come in any order inside a row; rows are written
// in blocks, so a row is complete when a cell of another one comes.
func (x *xlsFile) worksheet(at int) error {
	rows, last, pendingRow, pendingCol := map[int][]string{}, -1, -1, -1
	put := func(row, col int, value string) error {
		if value == "" {
			return nil
		}
		if len(rows) > x.b.limits.Rows || col >= 256 {
			return fault.Newf(fault.TooLarge, "sheet-rows", "工作表“%s”超过 %d 行。请分成几个文件再上传。", x.b.current().Name, x.b.limits.Rows)
		}
		cells := rows[row]
		for len(cells) <= col {
			cells = append(cells, "")
		}
		cells[col] = value
		rows[row], last = cells, max(last, row)
		return nil
	}
	depth := 0
	for {
		kind, body, next, err := x.record(at)
		if err != nil {
			return err
		}
		at = next
		var row, col int
		if len(body) >= 4 {
			row, col = int(binary.LittleEndian.Uint16(body)), int(binary.LittleEndian.Uint16(body[2:]))
		}
		switch kind {
		case recBOF: // embedded charts have a BOF and EOF of their own
			depth++
		case recEOF:
			if depth--; depth <= 0 {
				for r := 0; r <= last; r++ {
					if cells, ok := rows[r]; ok {
						if err := x.b.row(r+1, cells); err != nil {
							return err
						}
					}
				}
				return nil
			}
		}
		if depth != 1 {
			continue
		}
		switch {
		case kind == recLabelSST && len(body) >= 10:
			if i := int(binary.LittleEndian.Uint32(body[6:])); i >= 0 && i < len(x.shared) {
				err = put(row, col, x.shared[i])
			}
		case kind == recLabel && len(body) >= 9:
			if s, _, e := unicodeString(body[6:], 2); e == nil {
				err = put(row, col, s)
			}
		case kind == recNumber && len(body) >= 14:
			err = put(row, col, x.number(body[4:], float(body[6:])))
		case kind == recRK && len(body) >= 10:
			err = put(row, col, x.number(body[4:], rk(body[6:])))
		case kind == recMulRK && len(body) >= 6:
			for i := 0; 4+6*i+6 <= len(body)-2 && err == nil; i++ {
				cell := body[4+6*i:]
				err = put(row, col+i, x.number(cell, rk(cell[2:])))
			}
		case kind == recBoolErr && len(body) >= 8:
			err = put(row, col, boolOrError(body[6], body[7] != 0))
		case kind == recFormula && len(body) >= 14:
			switch {
			case body[12] != 0xff || body[13] != 0xff:
				err = put(row, col, x.number(body[4:], float(body[6:])))
			case body[6] == 0: // text: in the STRING record that follows
				pendingRow, pendingCol = row, col
			case body[6] == 1 || body[6] == 2:
				err = put(row, col, boolOrError(body[8], body[6] == 2))
			}
		case kind == recString && pendingRow >= 0:
			if s, _, e := unicodeString(body, 2); e == nil {
				err = put(pendingRow, pendingCol, s)
			}
			pendingRow = -1
		case kind == recMergeCells && len(body) >= 2:
			for i := 2; i+8 <= len(body); i += 8 {
				u := func(o int) int { return int(binary.LittleEndian.Uint16(body[i+o:])) }
				if m := (Range{u(0) + 1, u(4), u(2) + 1, u(6)}); m.Bottom >= m.Top && m.Right >= m.Left {
					x.b.current().Merges = append(x.b.current().Merges, m)
				}
			}
		}
		if err != nil {
			return err
		}
	}
}

func (x *xlsFile) number(xf []byte, f float64) string {
	var l look
	if i := int(binary.LittleEndian.Uint16(xf)); i < len(x.looks) {
		l = x.looks[i]
	}
	return numberText(f, l, x.date1904)
}

func float(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }

// rk reads the four-byte number form: 30 bits of an integer or of a float64's head, perhaps times 100.
func rk(b []byte) float64 {
	u := binary.LittleEndian.Uint32(b)
	var f float64
	if u&2 != 0 {
		f = float64(int32(u) >> 2)
	} else {
		f = math.Float64frombits(uint64(u&^3) << 32)
	}
	if u&1 != 0 {
		f /= 100
	}
	return f
}

func boolOrError(v byte, isError bool) string {
	if isError {
		if s, ok := map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"}[v]; ok {
			return s
		}
		return "#N/A"
	}
	if v != 0 {
		return "是"
	}
	return "否"
}
