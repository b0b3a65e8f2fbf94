package xls

import (
	"encoding/binary"
	"math"
	"slices"

	"kebang/internal/sheet/cell"
)

// cells collects the cells of one worksheet. Cells may come in any order, so a row is complete only at the end.
type cells struct {
	w       *workbook
	rows    map[int]*Row
	cells   int
	pending struct{ row, col int } // a formula with its text in the next record; row -1 for none
}

// worksheet reads the cells from a sheet's BOF to its EOF.
func (w *workbook) worksheet(at int) error {
	c := &cells{w: w, rows: map[int]*Row{}}
	c.pending.row = -1
	for depth := 0; ; {
		if err := w.to.Alive(); err != nil {
			return err
		}
		kind, body, next, err := w.record(at)
		if err != nil {
			return err
		}
		at = next
		switch kind {
		case recBOF: // embedded charts have their own BOF and EOF
			depth++
		case recEOF:
			if depth--; depth <= 0 {
				return c.flush()
			}
		}
		if depth == 1 {
			if err := c.record(kind, body); err != nil {
				return err
			}
		}
	}
}

func (c *cells) flush() error {
	numbers := make([]int, 0, len(c.rows))
	for n := range c.rows {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		if err := c.w.to.Row(*c.rows[n]); err != nil {
			return err
		}
		delete(c.rows, n)
	}
	return nil
}

// row is a line by its 0-based number; nil beyond the limit, where the sheet is refused.
func (c *cells) row(row int) (*Row, error) {
	l := c.rows[row]
	if l == nil {
		if len(c.rows) > c.w.limits.Rows {
			return nil, ErrRows
		}
		l = &Row{Number: row + 1}
		c.rows[row] = l
	}
	return l, nil
}

func (c *cells) put(row, col int, text string, n Note) error {
	if text == "" && n == (Note{}) {
		return nil
	}
	l, err := c.row(row)
	if err != nil {
		return err
	}
	if col >= 256 {
		return ErrColumn
	}
	if c.cells++; c.cells > c.w.limits.Cells {
		return ErrCells
	}
	if n != (Note{}) {
		n.Col = col
		l.Notes = append(l.Notes, n)
	}
	if text != "" {
		l.Cells = append(l.Cells, Cell{uint16(col), text})
	}
	return nil
}

func (c *cells) record(kind int, body []byte) error {
	u16 := func(at int) int { return int(binary.LittleEndian.Uint16(body[at:])) }
	var row, col int
	if len(body) >= 4 {
		row, col = u16(0), u16(2)
	}
	switch {
	case kind == recLabelSST && len(body) >= 10:
		if i := int(binary.LittleEndian.Uint32(body[6:])); i >= 0 && i < len(c.w.shared) {
			return c.put(row, col, c.w.shared[i], Note{})
		}
	case kind == recLabel && len(body) >= 9:
		if s, _, err := unicodeString(body[6:], 2); err == nil {
			return c.put(row, col, cell.Tidy(s), Note{})
		}
	case kind == recNumber && len(body) >= 14:
		return c.number(row, col, body[4:], float(body[6:]))
	case kind == recRK && len(body) >= 10:
		return c.number(row, col, body[4:], rk(body[6:]))
	case kind == recMulRK && len(body) >= 6:
		for i := 0; 4+6*i+6 <= len(body)-2; i++ {
			at := body[4+6*i:]
			if err := c.number(row, col+i, at, rk(at[2:])); err != nil {
				return err
			}
		}
	case kind == recBoolErr && len(body) >= 8:
		return c.boolOrError(row, col, body[6], body[7] != 0)
	case kind == recFormula && len(body) >= 14:
		return c.formula(row, col, body)
	case kind == recString && c.pending.row >= 0:
		at := c.pending
		c.pending.row = -1
		if s, _, err := unicodeString(body, 2); err == nil {
			return c.put(at.row, at.col, cell.Tidy(s), Note{})
		}
	case kind == recMergeCells && len(body) >= 2:
		for i := 2; i+8 <= len(body); i += 8 {
			c.w.to.Merge(u16(i)+1, u16(i+4), u16(i+2)+1, u16(i+6))
		}
	case kind == recRow && len(body) >= 14 && body[12]&0x20 != 0:
		l, err := c.row(row)
		if err != nil {
			return err
		}
		l.Hidden = true
	case kind == recColInfo && len(body) >= 10 && (body[8]&1 != 0 || u16(4) == 0):
		c.w.to.HideColumns(row, col) // the first two numbers are the first and last column
	}
	return nil
}

// formula reads the stored result of a formula. It is a number, or by the mark 0xFFFF a text, a truth value, an error
// or an empty text ([MS-XLS] 2.5.133).
func (c *cells) formula(row, col int, body []byte) error {
	switch {
	case body[12] != 0xff || body[13] != 0xff:
		return c.number(row, col, body[4:], float(body[6:]))
	case body[6] == 0: // a text, in the STRING record that follows
		c.pending.row, c.pending.col = row, col
	case body[6] == 1 || body[6] == 2:
		return c.boolOrError(row, col, body[8], body[6] == 2)
	}
	return nil
}

func (c *cells) number(row, col int, xf []byte, f float64) error {
	var format cell.Format
	if i := int(binary.LittleEndian.Uint16(xf)); i < len(c.w.formats) {
		format = c.w.formats[i]
	}
	n := format.Number(f, c.w.date1904)
	return c.put(row, col, n.Text, Note{Unit: n.Unit, Long: n.Long})
}

func (c *cells) boolOrError(row, col int, v byte, isError bool) error {
	switch {
	case isError:
		name, ok := map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
			0x24: "#NUM!"}[v]
		if !ok {
			name = "#N/A"
		}
		return c.put(row, col, name, Note{Error: true})
	case v != 0:
		return c.put(row, col, "是", Note{})
	}
	return c.put(row, col, "否", Note{})
}

func float(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }

// rk reads the four-byte number form: 30 bits of an integer or of the head of a float64, perhaps times 100.
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
