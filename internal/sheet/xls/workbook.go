package xls

import (
	"encoding/binary"
	"errors"
	"io"

	"kebang/internal/sheet/cell"
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

// workbook reads the workbook stream of an .xls (BIFF8, Excel 97 to 2003). The available libraries lose merged areas
// and number formats, so this reader is our own.
type workbook struct {
	to       Sink
	limits   Limits
	data     []byte
	shared   []string
	codes    map[uint16]cell.Format
	formats  []cell.Format // by style
	date1904 bool
	sheets   []worksheet
}

type worksheet struct {
	name   string
	offset uint32
	hidden bool
}

// Read gives the sheets of a workbook stream to a sink, one after the other. It returns an error of this package or of
// the sink; any other error means broken bytes.
func Read(data []byte, limits Limits, to Sink) error {
	w := &workbook{to: to, limits: limits, data: data, codes: map[uint16]cell.Format{}}
	if err := w.globals(); err != nil {
		return err
	}
	for _, s := range w.sheets {
		if err := to.Sheet(s.name, s.hidden); err != nil {
			return err
		}
		if err := w.worksheet(int(s.offset)); err != nil {
			return err
		}
	}
	return nil
}

// record gives the record at an offset, and the offset of the next one.
func (w *workbook) record(at int) (kind int, body []byte, next int, err error) {
	if at < 0 || at+4 > len(w.data) {
		return 0, nil, 0, io.ErrUnexpectedEOF
	}
	kind = int(binary.LittleEndian.Uint16(w.data[at:]))
	next = at + 4 + int(binary.LittleEndian.Uint16(w.data[at+2:]))
	if next > len(w.data) {
		return 0, nil, 0, io.ErrUnexpectedEOF
	}
	return kind, w.data[at+4 : next], next, nil
}

// globals reads the workbook part: strings, formats and the list of sheets.
func (w *workbook) globals() error {
	for at, first := 0, true; ; first = false {
		kind, body, next, err := w.record(at)
		if err != nil {
			return err
		}
		if first && (kind != recBOF || len(body) < 4 || binary.LittleEndian.Uint16(body) != 0x0600) {
			return ErrOld
		}
		switch kind {
		case recEOF:
			return nil
		case recFilePass:
			return ErrLocked
		case recDate1904:
			w.date1904 = len(body) >= 2 && body[0] == 1
		case recFormat:
			if len(body) >= 5 {
				if code, _, err := unicodeString(body[2:], 2); err == nil {
					w.codes[binary.LittleEndian.Uint16(body)] = cell.Parse(code)
				}
			}
		case recXF:
			if len(body) >= 4 {
				id := binary.LittleEndian.Uint16(body[2:])
				f, own := w.codes[id]
				if !own {
					f = cell.Builtin(int(id))
				}
				w.formats = append(w.formats, f)
			}
		case recBoundSheet:
			if len(body) >= 8 && body[5] == 0 && len(w.sheets) < 256 { // 0 is a worksheet; others are charts and macros
				name, _, err := unicodeString(body[6:], 1)
				if err != nil {
					return err
				}
				w.sheets = append(w.sheets, worksheet{name, binary.LittleEndian.Uint32(body), body[4]&3 != 0})
			}
		case recSST:
			parts := [][]byte{body}
			for {
				k, more, after, err := w.record(next)
				if err != nil || k != recContinue {
					break
				}
				parts, next = append(parts, more), after
			}
			if err := w.sharedStrings(parts); err != nil {
				return err
			}
		}
		at = next
	}
}
