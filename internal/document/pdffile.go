package document

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf16"
)

// objects are the indirect objects of a PDF file (ISO 32000-1, 7.3.10). The first one is the catalog.
type objects struct {
	bytes.Buffer
	at []int
}

// add writes an object and gives its number.
func (o *objects) add(body string) int {
	o.at = append(o.at, o.Len())
	fmt.Fprintf(o, "%d 0 obj\n%s\nendobj\n", len(o.at), body)
	return len(o.at)
}

// stream writes compressed data with the entries of its dictionary.
func (o *objects) stream(entries string, data []byte) int {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data) // a bytes.Buffer does not fail
	_ = z.Close()
	return o.add(fmt.Sprintf("<<%s/Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream", entries, b.Len(),
		b.String()))
}

// file joins the sheets, the fonts and the pictures.
func (p *pages) file(d *Document) []byte {
	o := &objects{}
	o.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	lang := d.Lang
	if lang == "" {
		lang = "zh-CN"
	}
	o.add(fmt.Sprintf("<</Type /Catalog /Pages 2 0 R /Lang %s /ViewerPreferences <</DisplayDocTitle true>>>>",
		utf16Text(lang)))
	var kids strings.Builder
	first := 4 // behind catalog, tree and resources; a sheet is its content and its page
	for i := range p.sheets {
		fmt.Fprintf(&kids, "%d 0 R ", first+2*i+1)
	}
	o.add(fmt.Sprintf("<</Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 %s %s]>>", strings.TrimSpace(kids.String()),
		len(p.sheets), num(pageW), num(pageH)))
	o.add(p.resources(first + 2*len(p.sheets)))
	for _, s := range p.sheets {
		content := o.stream("", s.Bytes())
		o.add(fmt.Sprintf("<</Type /Page /Parent 2 0 R /Resources 3 0 R /Contents %d 0 R>>", content))
	}
	for _, x := range p.inUse() {
		x.write(o)
	}
	for _, x := range p.order {
		x.write(o)
	}
	info := o.add(fmt.Sprintf("<</Title %s /Producer (Kebang)>>", utf16Text(strings.Join(lines(d.Title), " "))))
	xref := o.Len()
	fmt.Fprintf(o, "xref\n0 %d\n0000000000 65535 f \n", len(o.at)+1)
	for _, at := range o.at {
		fmt.Fprintf(o, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(o, "trailer\n<</Size %d /Root 1 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(o.at)+1, info, xref)
	return o.Bytes()
}

// objectsOfPen is the number of objects of a font; the last one is the font of the pages.
const objectsOfPen = 5

// resources name the fonts and pictures of all pages. Their objects begin at number next.
func (p *pages) resources(next int) string {
	var fonts, images strings.Builder
	for _, x := range p.inUse() {
		next += objectsOfPen
		fmt.Fprintf(&fonts, "/%s %d 0 R ", x.id, next-1)
	}
	for _, x := range p.order {
		fmt.Fprintf(&images, "/%s %d 0 R ", x.id, next)
		next++
	}
	return fmt.Sprintf("<</Font <<%s>> /XObject <<%s>>>>", fonts.String(), images.String())
}

func (p *pages) inUse() []*pen {
	var out []*pen
	for _, x := range p.pens {
		if len(x.used) > 0 {
			out = append(out, x)
		}
	}
	return out
}

// write adds the font with its used glyphs: file, descriptor, widths, map to Unicode, font.
func (x *pen) write(o *objects) {
	glyphs := make([]int, len(x.used))
	var widths strings.Builder
	for i, r := range x.used {
		glyphs[i] = x.glyph(r)
		fmt.Fprintf(&widths, "%s ", num(x.advance(glyphs[i])))
	}
	data := x.subset(glyphs)
	file := o.stream(fmt.Sprintf("/Length1 %d ", len(data)), data)
	name := "KEBANG+" + x.name
	em := func(v int) int { return v * 1000 / x.upem }
	desc := o.add(fmt.Sprintf("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 "+
		"/Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %d 0 R>>", name, em(x.box[0]), em(x.box[1]),
		em(x.box[2]), em(x.box[3]), em(x.ascent), em(x.descent), em(x.ascent), file))
	cid := o.add(fmt.Sprintf("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) "+
		"/Ordering (Identity) /Supplement 0>> /FontDescriptor %d 0 R /DW 1000 /W [1 [%s]] /CIDToGIDMap /Identity>>",
		name, desc, strings.TrimSpace(widths.String())))
	unicode := o.stream("", x.toUnicode())
	o.add(fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] "+
		"/ToUnicode %d 0 R>>", name, cid, unicode))
}

// toUnicode maps the codes back to characters (ISO 32000-1, 9.10.3), those above U+FFFF as two units of UTF-16.
func (x *pen) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	const most = 100 // entries of one bfchar
	for from := 0; from < len(x.used); from += most {
		chars := x.used[from:min(from+most, len(x.used))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(chars))
		for i, r := range chars {
			fmt.Fprintf(&b, "<%04X> <%s>\n", from+i+1, utf16Hex(string(r)))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	return b.Bytes()
}

// utf16Text is a text string outside of contents.
func utf16Text(s string) string { return "<FEFF" + utf16Hex(s) + ">" }

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}
