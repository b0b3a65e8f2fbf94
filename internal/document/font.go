package document

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
)

// font is a TrueType font (OpenType 1.9 with glyf outlines) whose glyphs are copied into a PDF.
type font struct {
	name             string // of the PDF: letters, digits and - only
	tables           map[string][]byte
	upem             int
	ascent, descent  int
	box              [4]int
	glyphs, advances int
	longLoca         bool
	cmap             []byte // one subtable of format 4 or 12
}

var errFont = errors.New("no TrueType font")

// parseFont reads the directory of a font. Every offset is checked at its use.
func parseFont(name string, data []byte) (*font, error) {
	f := &font{name: name, tables: map[string][]byte{}}
	if len(data) < 12 || binary.BigEndian.Uint32(data) != 0x00010000 {
		return nil, errFont
	}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		e := part(data, 12+16*i, 16)
		if e == nil {
			return nil, errFont
		}
		t := part(data, int(binary.BigEndian.Uint32(e[8:])), int(binary.BigEndian.Uint32(e[12:])))
		if t == nil {
			return nil, errFont
		}
		f.tables[string(e[:4])] = t
	}
	for table, size := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 1,
		"cmap": 4} {
		if len(f.tables[table]) < size {
			return nil, fmt.Errorf("%w: table %s", errFont, table)
		}
	}
	head, hhea := f.tables["head"], f.tables["hhea"]
	f.upem = u16(head, 18)
	for i := range f.box {
		f.box[i] = i16(head, 36+2*i)
	}
	f.longLoca = u16(head, 50) == 1
	f.ascent, f.descent = i16(hhea, 4), i16(hhea, 6)
	f.glyphs = u16(f.tables["maxp"], 4)
	f.advances = u16(hhea, 34)
	f.cmap = unicodeTable(f.tables["cmap"])
	if f.upem == 0 || f.cmap == nil || f.advances == 0 || f.advances*4 > len(f.tables["hmtx"]) {
		return nil, errFont
	}
	return f, nil
}

// unicodeTable is the largest Unicode subtable: format 12 before format 4.
func unicodeTable(cmap []byte) []byte {
	var found []byte
	for i := range u16(cmap, 2) {
		platform, encoding := u16(cmap, 4+8*i), u16(cmap, 6+8*i)
		at := u32(cmap, 8+8*i)
		if platform != 0 && (platform != 3 || encoding != 1 && encoding != 10) || at >= len(cmap) {
			continue
		}
		switch t := cmap[at:]; u16(t, 0) {
		case 12:
			return t
		case 4:
			found = t
		}
	}
	return found
}

// glyph is the glyph of a character; 0 when the font has none.
func (f *font) glyph(r rune) int {
	t := f.cmap
	if u16(t, 0) == 12 {
		n := u32(t, 12)
		i := sort.Search(n, func(i int) bool { return u32(t, 16+12*i+4) >= int(r) })
		if start := u32(t, 16+12*i); i < n && start <= int(r) {
			return f.known(u32(t, 16+12*i+8) + int(r) - start)
		}
		return 0
	}
	n := u16(t, 6) / 2
	i := sort.Search(n, func(i int) bool { return u16(t, 14+2*i) >= int(r) })
	start := u16(t, 16+2*n+2*i)
	if i >= n || start > int(r) {
		return 0
	}
	delta, at := u16(t, 16+4*n+2*i), 16+6*n+2*i
	offset := u16(t, at)
	if offset == 0 {
		return f.known((int(r) + delta) & 0xffff)
	}
	g := u16(t, at+offset+2*(int(r)-start))
	if g == 0 {
		return 0
	}
	return f.known((g + delta) & 0xffff)
}

func (f *font) known(g int) int {
	if g < 0 || g >= f.glyphs {
		return 0
	}
	return g
}

// advance is the width of a glyph in thousandths of the size.
func (f *font) advance(glyph int) float64 {
	return float64(u16(f.tables["hmtx"], 4*min(glyph, f.advances-1))) * 1000 / float64(f.upem)
}

// outline is the glyf entry of a glyph; empty for a blank one.
func (f *font) outline(glyph int) []byte {
	loca := f.tables["loca"]
	from, to := 2*u16(loca, 2*glyph), 2*u16(loca, 2*glyph+2)
	if f.longLoca {
		from, to = u32(loca, 4*glyph), u32(loca, 4*glyph+4)
	}
	return part(f.tables["glyf"], from, to-from)
}

// part is b[at:at+n], or nil where b is shorter.
func part(b []byte, at, n int) []byte {
	if at < 0 || n < 0 || at > len(b) || n > len(b)-at {
		return nil
	}
	return b[at : at+n]
}

func u16(b []byte, at int) int {
	if p := part(b, at, 2); p != nil {
		return int(binary.BigEndian.Uint16(p))
	}
	return 0
}

func i16(b []byte, at int) int { return int(int16(u16(b, at))) } //nolint:gosec // the field is signed

func u32(b []byte, at int) int {
	if p := part(b, at, 4); p != nil {
		return int(binary.BigEndian.Uint32(p))
	}
	return 0
}
