package xls

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"kebang/internal/sheet/cell"
)

// unicodeString reads an unsplit string with a character count of one or two bytes.
func unicodeString(b []byte, countBytes int) (string, int, error) {
	if len(b) < countBytes+1 {
		return "", 0, errBIFF
	}
	n := int(b[0])
	if countBytes == 2 {
		n = int(binary.LittleEndian.Uint16(b))
	}
	c := newChunks([][]byte{b[countBytes:]})
	s, err := c.text(n)
	return s, len(b) - c.left, err
}

// chunks reads strings that continue from one record into its CONTINUE records. Where a string is cut, the next record
// starts with another flag byte (one or two bytes a character).
type chunks struct {
	parts [][]byte
	left  int // bytes in parts
}

func newChunks(parts [][]byte) *chunks {
	c := &chunks{parts: parts}
	for _, p := range parts {
		c.left += len(p)
	}
	return c
}

func (c *chunks) skip() {
	for len(c.parts) > 0 && len(c.parts[0]) == 0 {
		c.parts = c.parts[1:]
	}
}

func (c *chunks) bytes(n int) ([]byte, error) {
	if n < 0 || n > c.left {
		return nil, errBIFF
	}
	var out []byte
	for len(out) < n {
		c.skip()
		take := min(n-len(out), len(c.parts[0]))
		out, c.parts[0] = append(out, c.parts[0][:take]...), c.parts[0][take:]
		c.left -= take
	}
	return out, nil
}

// text reads flags and n characters, and skips formatting runs and phonetic data.
func (c *chunks) text(n int) (string, error) {
	head, err := c.bytes(1)
	if err != nil {
		return "", err
	}
	flags, runs, extra := head[0], 0, 0
	if flags&8 != 0 {
		b, err := c.bytes(2)
		if err != nil {
			return "", err
		}
		runs = int(binary.LittleEndian.Uint16(b))
	}
	if flags&4 != 0 {
		b, err := c.bytes(4)
		if err != nil {
			return "", err
		}
		extra = int(int32(binary.LittleEndian.Uint32(b)))
	}
	if n > c.left {
		return "", errBIFF
	}
	units, wide := make([]uint16, 0, n), flags&1 != 0
	for len(units) < n {
		if len(c.parts) == 0 {
			return "", errBIFF
		}
		if len(c.parts[0]) == 0 {
			if c.skip(); len(c.parts) == 0 {
				return "", errBIFF
			}
			wide = c.parts[0][0]&1 != 0
			c.parts[0] = c.parts[0][1:]
			c.left--
			continue
		}
		p := c.parts[0]
		if !wide {
			units, c.parts[0] = append(units, uint16(p[0])), p[1:]
			c.left--
			continue
		}
		if len(p) < 2 {
			return "", errBIFF
		}
		units, c.parts[0] = append(units, binary.LittleEndian.Uint16(p)), p[2:]
		c.left -= 2
	}
	if _, err := c.bytes(4*runs + max(extra, 0)); err != nil {
		return "", err
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00"), nil
}

func (w *workbook) sharedStrings(parts [][]byte) error {
	c := newChunks(parts)
	head, err := c.bytes(8)
	if err != nil {
		return err
	}
	total := 0
	for n := binary.LittleEndian.Uint32(head[4:]); n > 0; n-- {
		b, err := c.bytes(2)
		if err != nil {
			return err
		}
		s, err := c.text(int(binary.LittleEndian.Uint16(b)))
		if err != nil {
			return err
		}
		s = cell.Tidy(s)
		if total += len(s); total > w.limits.Text || len(w.shared) >= w.limits.Cells {
			return ErrText
		}
		w.shared = append(w.shared, s)
	}
	return nil
}
