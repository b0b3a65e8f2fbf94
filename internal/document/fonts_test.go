package document

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"testing/fstest"
)

// fontOf is a font file with the outline of one character of the built-in font under other characters.
func fontOf(t *testing.T, outline rune, chars ...rune) []byte {
	t.Helper()
	f, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	from := tablesOf(f.subset([]int{f.glyph(outline)}))
	var cmap bytes.Buffer
	for _, v := range []uint16{0, 1, 3, 10} {
		put(&cmap, v)
	}
	put(&cmap, uint32(12))
	for _, v := range []uint16{12, 0} {
		put(&cmap, v)
	}
	put(&cmap, uint32(16+12*len(chars))) //nolint:gosec // a few
	put(&cmap, uint32(0))
	put(&cmap, uint32(len(chars))) //nolint:gosec // a few
	for _, c := range chars {
		put(&cmap, []uint32{uint32(c), uint32(c), 1}) //nolint:gosec // a character
	}
	from["cmap"] = cmap.Bytes()
	return sfnt(from)
}

// tablesOf reads the directory of a font without a character map.
func tablesOf(data []byte) map[string][]byte {
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		e := data[12+16*i:]
		tables[string(e[:4])] = part(data, u32(e, 8), u32(e, 12))
	}
	return tables
}

func TestOfficeFonts(t *testing.T) {
	folder := fstest.MapFS{"SimFang.ttf": {Data: fontOf(t, '仿', '技', '术')}, "rare.TTF": {Data: fontOf(t, '吉', '𠮷')},
		"readme.txt": {Data: []byte("字体")}}
	fonts, err := LoadFonts(folder)
	if err != nil {
		t.Fatal(err)
	}
	d := &Document{Title: "技", Fonts: fonts, Blocks: []Block{Paragraph{Text: "技术𠮷合同"}}}
	var b bytes.Buffer
	if err := d.PDF(&b); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"+SimFang", "+rare", "+NotoSerifSC"} {
		if !strings.Contains(b.String(), name) {
			t.Errorf("the PDF has no font %s", name)
		}
	}
	if fonts.office[bodyRole].glyph('技') == 0 || fonts.office[bodyRole].glyph('合') != 0 {
		t.Error("the map of characters is misread")
	}
}

// TestBrokenFonts cuts and changes a font everywhere. It is refused or read, and never ends the program.
func TestBrokenFonts(t *testing.T) {
	good := fontOf(t, '吉', '𠮷', '吉')
	use := func(data []byte) {
		f, err := parseFont("x", data)
		if err != nil {
			return
		}
		for _, r := range "吉𠮷a" {
			f.advance(f.glyph(r))
			f.subset([]int{f.glyph(r)})
		}
	}
	for n := range good {
		use(good[:n])
		bad := bytes.Clone(good)
		bad[n] ^= 0xff
		use(bad)
	}
	for name, data := range map[string][]byte{"a.ttf": good[:40], "b.ttf": []byte("OTTO"), "c.ttf": nil} {
		if _, err := LoadFonts(fstest.MapFS{name: {Data: data}}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBuiltIn: every character of GBK and of 通用规范汉字表 has a glyph.
func TestBuiltIn(t *testing.T) {
	f, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	for r := rune(0x4e00); r <= 0x9fa5; r++ {
		if f.glyph(r) == 0 {
			t.Fatalf("no %c", r)
		}
	}
	for _, r := range "abcXYZ0189，。、；：？！“”‘’（）《》〔〕【】—…·￥％℃≤≥±×÷①②③ⅠⅡⅢ㎡㎏α堃珺㐂䶮𫖯𬭎𪩘𬺈" {
		if f.glyph(r) == 0 {
			t.Errorf("no %c", r)
		}
	}
}
