package document

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sort"
)

// subset is a font file with only the given glyphs, numbered in their order after .notdef. Parts of composite glyphs
// follow at the end. PDF needs no other tables of a CIDFontType2 (ISO 32000-1, 9.9).
func (f *font) subset(glyphs []int) []byte {
	all := append([]int{0}, glyphs...)
	number := map[int]int{}
	for i, g := range all {
		if _, ok := number[g]; !ok {
			number[g] = i
		}
	}
	var glyf, loca, hmtx bytes.Buffer
	for i := 0; i < len(all); i++ {
		put(&loca, uint32(glyf.Len())) //nolint:gosec // shorter than the font
		outline := bytes.Clone(f.outline(all[i]))
		for _, at := range components(outline) {
			g := f.known(u16(outline, at))
			n, ok := number[g]
			if !ok {
				n, all = len(all), append(all, g)
				number[g] = n
			}
			binary.BigEndian.PutUint16(outline[at:], uint16(n)) //nolint:gosec // fonts have at most 65,535 glyphs
		}
		glyf.Write(outline)
		for glyf.Len()%4 != 0 {
			glyf.WriteByte(0)
		}
		wide := min(all[i], f.advances-1)
		hmtx.Write(part(f.tables["hmtx"], 4*wide, 2))
		put(&hmtx, int16(i16(outline, 2))) //nolint:gosec // xMin, as fonts without hints want it
	}
	put(&loca, uint32(glyf.Len())) //nolint:gosec // shorter than the font
	head, hhea, maxp := bytes.Clone(f.tables["head"]), bytes.Clone(f.tables["hhea"]), bytes.Clone(f.tables["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(all))) //nolint:gosec // see above
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(all)))  //nolint:gosec // see above
	tables := map[string][]byte{"head": head, "hhea": hhea, "maxp": maxp, "hmtx": hmtx.Bytes(), "loca": loca.Bytes(),
		"glyf": glyf.Bytes()}
	for _, hints := range []string{"cvt ", "fpgm", "prep"} {
		if t := f.tables[hints]; len(t) > 0 {
			tables[hints] = t
		}
	}
	return sfnt(tables)
}

// components are the places of the glyph numbers in a composite outline.
func components(outline []byte) []int {
	if i16(outline, 0) >= 0 {
		return nil
	}
	const words, scale, more, both, matrix = 1, 8, 32, 64, 128
	var out []int
	for at := 10; at+4 <= len(outline); {
		flags := u16(outline, at)
		out = append(out, at+2)
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&both != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			break
		}
	}
	return out
}

// sfnt puts tables into a font file, in the order of their names.
func sfnt(tables map[string][]byte) []byte {
	var names []string
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	var dir, body bytes.Buffer
	n := len(names)
	log := bits.Len(uint(n)) - 1
	put(&dir, uint32(0x00010000))
	for _, v := range []int{n, 16 << log, log, 16 * (n - 1<<log)} {
		put(&dir, uint16(v)) //nolint:gosec // nine tables at most
	}
	for _, name := range names {
		t := tables[name]
		dir.WriteString(name)
		put(&dir, checksum(t))
		put(&dir, uint32(12+16*n+body.Len())) //nolint:gosec // shorter than the font
		put(&dir, uint32(len(t)))             //nolint:gosec // shorter than the font
		body.Write(t)
		for body.Len()%4 != 0 {
			body.WriteByte(0)
		}
	}
	return append(dir.Bytes(), body.Bytes()...)
}

func checksum(t []byte) uint32 {
	var sum uint32
	for i := 0; i < len(t); i += 4 {
		var word [4]byte
		copy(word[:], t[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}

func put(b *bytes.Buffer, v any) { _ = binary.Write(b, binary.BigEndian, v) } // a bytes.Buffer does not fail
