package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Docx writes the paper as WordprocessingML (ECMA-376, transitional). It names 仿宋_GB2312, 方正小标宋简体, 黑体 and 楷体_GB2312.
// WPS and Word have these fonts or replace them.
func (d *Document) Docx(w io.Writer) error {
	if err := d.check(); err != nil {
		return err
	}
	x := &docx{media: map[string]int{}}
	if err := x.body(d); err != nil {
		return err
	}
	z := zip.NewWriter(w)
	for _, f := range []struct{ name, body string }{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", packageRels}, {"docProps/core.xml", x.core(d)},
		{"word/document.xml", x.String()}, {"word/styles.xml", styles(d.Lang)}, {"word/settings.xml", settings},
		{"word/footer1.xml", footer("right")}, {"word/footer2.xml", footer("left")},
		{"word/_rels/document.xml.rels", x.rels()},
	} {
		if err := entry(z, f.name, []byte(`<?xml version="1.0" encoding="UTF-8" `+
			`standalone="yes"?>`+"\n"+f.body)); err != nil {
			return err
		}
	}
	for i, b := range x.pictures {
		if err := entry(z, fmt.Sprintf("word/media/image%d.png", i+1), b); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("document: .docx: %w", err)
	}
	return nil
}

// entry writes a part without a time, so that the same paper gives the same bytes.
func entry(z *zip.Writer, name string, body []byte) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err == nil {
		_, err = w.Write(body)
	}
	if err != nil {
		return fmt.Errorf("document: .docx: %w", err)
	}
	return nil
}

// docx is word/document.xml while it is written.
type docx struct {
	strings.Builder
	pictures [][]byte
	media    map[string]int // number of a picture by its bytes
	images   int
}

func (x *docx) body(d *Document) error {
	x.WriteString(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>`)
	if d.Title != "" {
		x.paras(d.Title, `<w:pStyle w:val="Title"/>`)
	}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Heading:
			x.paras(b.Text, fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, b.level()))
		case Paragraph:
			x.paras(b.Text, paragraphProps(b))
		case Table:
			x.table(b)
		case Signature:
			x.signature(b)
		case Image:
			if err := x.image(b); err != nil {
				return err
			}
		case PageBreak:
			x.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
		default:
			return fmt.Errorf("document: block %T", b)
		}
	}
	fmt.Fprintf(x, `<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>`+
		`<w:footerReference w:type="even" r:id="rId4"/>`+
		`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" `+
		`w:footer="%d" w:gutter="0"/>`+
		`<w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr></w:body></w:document>`,
		twips(paperWidth), twips(paperHeight), twips(marginTop), twips(marginRight), twips(marginBottom),
		twips(marginLeft),
		twips(marginBottom-footGap)-20*sizeFoot, linePitch)
	return nil
}

// twips are twentieths of a point.
func twips(millimetres float64) int { return int(millimetres*mm*20 + 0.5) }

// The text in twips. LibreOffice sets a grid of characters (linesAndChars) wider than Word. A line of 28 characters is
// therefore made by narrowing them.
const (
	linePitch = 580 // 225 mm in 22 lines
	narrow    = -5  // 16 points against 156 mm in 28 characters
)

func paragraphProps(b Paragraph) string {
	var props string
	if b.Flush || b.Align != Left {
		props = `<w:ind w:firstLineChars="0" w:firstLine="0"/>`
	}
	return props + jc(b.Align)
}

func jc(a Align) string {
	return []string{"", `<w:jc w:val="center"/>`, `<w:jc w:val="right"/>`}[a]
}

// paras writes every paragraph of a text with the same properties.
func (x *docx) paras(text, props string) {
	for _, line := range lines(text) {
		x.WriteString("<w:p>")
		if props != "" {
			x.WriteString("<w:pPr>" + props + "</w:pPr>")
		}
		if line != "" {
			x.WriteString(`<w:r><w:t xml:space="preserve">` + escape(line) + `</w:t></w:r>`)
		}
		x.WriteString("</w:p>")
	}
}

// between is a paragraph that keeps two tables apart, because Word would join them.
const between = `<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>`

func (x *docx) table(t Table) {
	if len(t.Columns) == 0 {
		return
	}
	shares := t.shares()
	x.grid(shares, `<w:tblStyle w:val="Grid"/>`)
	if t.hasHead() {
		x.row(t.heads(), shares, `<w:cantSplit/><w:tblHeader/>`,
			func(int) string { return `<w:pStyle w:val="CellHead"/>` })
	}
	for _, r := range t.Rows {
		x.row(r, shares, `<w:cantSplit/>`, func(i int) string {
			return `<w:pStyle w:val="Cell"/>` +
				jc(t.Columns[i].Align)
		})
	}
	x.WriteString("</w:tbl>" + between)
}

func (x *docx) grid(shares []float64, props string) {
	fmt.Fprintf(x, `<w:tbl><w:tblPr>%s<w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>`+
		`<w:tblGrid>`, props,
		twips(typeWidth))
	for _, s := range shares {
		fmt.Fprintf(x, `<w:gridCol w:w="%d"/>`, twips(s*typeWidth))
	}
	x.WriteString("</w:tblGrid>")
}

func (x *docx) row(texts []string, shares []float64, props string, of func(column int) string) {
	x.WriteString("<w:tr><w:trPr>" + props + "</w:trPr>")
	for i, s := range shares {
		fmt.Fprintf(x, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`,
			twips(s*typeWidth))
		x.paras(cell(texts, i), of(i))
		x.WriteString("</w:tc>")
	}
	x.WriteString("</w:tr>")
}

// signature keeps its lines together: those of one column by keepNext, several columns as one row without rules.
func (x *docx) signature(b Signature) {
	if len(b.Columns) == 0 {
		return
	}
	if len(b.Columns) == 1 {
		x.paras("", `<w:keepNext/>`)
		for _, text := range b.Columns[0] {
			x.paras(text, `<w:keepNext/><w:ind w:rightChars="400" w:right="1280" w:firstLineChars="0" `+
				`w:firstLine="0"/><w:jc w:val="right"/>`)
		}
		return
	}
	x.paras("", `<w:keepNext/>`)
	shares, texts := make([]float64, len(b.Columns)), make([]string, len(b.Columns))
	for i, c := range b.Columns {
		shares[i], texts[i] = 1/float64(len(b.Columns)), strings.Join(c, "\n")
	}
	x.grid(shares, "")
	x.row(texts, shares, `<w:cantSplit/>`, func(int) string { return `<w:pStyle w:val="Sign"/>` })
	x.WriteString("</w:tbl>" + between)
}

const emuOfMM = 36000

func (x *docx) image(i Image) error {
	w, h, err := i.size()
	if err != nil {
		return err
	}
	n := x.media[string(i.PNG)]
	if n == 0 {
		x.pictures = append(x.pictures, i.PNG)
		n = len(x.pictures)
		x.media[string(i.PNG)] = n
	}
	x.images++
	const a = "http://schemas.openxmlformats.org/drawingml/2006/"
	size := fmt.Sprintf(`cx="%d" cy="%d"`, int(w*emuOfMM), int(h*emuOfMM))
	fmt.Fprintf(x, `<w:p><w:pPr><w:pStyle w:val="Picture"/>%[1]s</w:pPr><w:r><w:drawing>`+
		`<wp:inline distT="0" distB="0" distL="0" distR="0">`+
		`<wp:extent %[2]s/><wp:docPr id="%[3]d" name="image%[3]d" descr="%[4]s"/><a:graphic xmlns:a="%[5]smain">`+
		`<a:graphicData uri="%[5]spicture"><pic:pic xmlns:pic="%[5]spicture"><pic:nvPicPr>`+
		`<pic:cNvPr id="%[3]d" name="image%[3]d"/>`+
		`<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdImage%[6]d"/><a:stretch><a:fillRect/>`+
		`</a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext %[2]s/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>`+
		`</a:prstGeom></pic:spPr>`+
		`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`, jc(i.Align), size, x.images,
		escape(i.Alt), a, n)
	return nil
}

func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a bytes.Buffer does not fail
	return b.String()
}
