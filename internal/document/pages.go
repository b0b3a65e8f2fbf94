package document

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

const mm = 72 / 25.4

// Measures of the page in points.
const (
	pageW, pageH = paperWidth * mm, paperHeight * mm
	left, top    = marginLeft * mm, marginTop * mm
	typeW, typeH = typeWidth * mm, typeHeight * mm
	pitch        = typeH / linesOfPage
	body         = typeW / charsOfLine // 3号, so that 28 characters fill the line
	titlePitch   = 36.0
	cellPitch    = 20.0
	padX, padY   = 5.0, 4.0
	rule         = 0.5
	heightOfCap  = 0.88 // of the square of a character above its foot line
)

// pages are the sheets of a PDF while it is laid out.
type pages struct {
	sheets []*bytes.Buffer
	y      float64 // from the top of the type area to the next line, points
	faces  [roles]face
	pens   []*pen
	images map[string]*picture
	order  []*picture
}

func (p *pages) sheet() *bytes.Buffer { return p.sheets[len(p.sheets)-1] }

func (p *pages) turn() {
	p.sheets = append(p.sheets, &bytes.Buffer{})
	p.y = 0
}

// need turns the page when fewer than h points are left on it.
func (p *pages) need(h float64) {
	if p.y > 0 && p.y+h > typeH+fit {
		p.turn()
	}
}

func (p *pages) lay(d *Document) error {
	p.turn()
	if d.Title != "" {
		for _, line := range lines(d.Title) {
			p.lines(line, style{of: titleRole, size: sizeTitle, pitch: titlePitch, align: Center})
		}
		p.y += pitch
	}
	for i, b := range d.Blocks {
		switch b := b.(type) {
		case Heading:
			if i < len(d.Blocks)-1 {
				p.need(2 * pitch) // a heading does not end a page
			}
			for _, line := range lines(b.Text) {
				p.lines(line, style{of: headingRole(b.level()), size: body, pitch: pitch, indent: 2 * body})
			}
		case Paragraph:
			indent := 2 * body
			if b.Align != Left || b.Flush {
				indent = 0
			}
			for _, line := range lines(b.Text) {
				p.lines(line, style{of: bodyRole, size: body, pitch: pitch, indent: indent, align: b.Align})
			}
		case Table:
			p.table(b)
		case Signature:
			p.signature(b)
		case Image:
			if err := p.image(b); err != nil {
				return err
			}
		case PageBreak:
			p.turn()
		default:
			return fmt.Errorf("document: block %T", b)
		}
	}
	return nil
}

// style is the typesetting of a paragraph.
type style struct {
	of                  role
	size, pitch, indent float64
	align               Align
}

// lines sets one paragraph over the width of the type area.
func (p *pages) lines(text string, s style) {
	f := p.faces[s.of]
	for i, l := range wrap(text, typeW, s.indent, f.measure(s.size)) {
		p.need(s.pitch)
		x, room := left, typeW
		if i == 0 {
			x, room = left+s.indent, typeW-s.indent
		}
		p.line(l, s, x, room, p.y)
		p.y += s.pitch
	}
}

// line sets one line into a room that begins at x, with its top at y in the type area.
func (p *pages) line(l run, s style, x, room, y float64) {
	spread := 0.0
	switch free := room - l.width; {
	case s.align == Right:
		x += free
	case s.align == Center:
		x += free / 2
	case !l.last:
		spread = stretch(l.text, free, s.size)
	}
	foot := pageH - top - y - (s.pitch-s.size)/2 - heightOfCap*s.size
	p.faces[s.of].show(p.sheet(), l.text, x, foot, s.size, spread)
}

// stretch is the space behind every character that makes a line of Chinese end at the margin. A line with much room, as
// before a long word, stays ragged.
func stretch(text string, free, size float64) float64 {
	text = trimEnd(text)
	n := 0
	for _, r := range text {
		if wide(r) {
			n++
		}
	}
	all := len([]rune(text))
	if all < 2 || n*2 < all || free > 2*size {
		return 0
	}
	return free / float64(all-1)
}

// signature sets the closing block on one page, two lines below the text.
func (p *pages) signature(b Signature) {
	most, s := 0, style{of: bodyRole, size: body, pitch: pitch}
	width := typeW / float64(max(len(b.Columns), 1))
	set := make([][]run, len(b.Columns))
	for i, c := range b.Columns {
		for _, text := range c {
			for _, line := range lines(text) {
				set[i] = append(set[i], wrap(line, width, 0, p.faces[bodyRole].measure(body))...)
			}
		}
		most = max(most, len(set[i]))
	}
	if most >= linesOfPage { // too long for one page, so its columns follow each other
		for _, c := range b.Columns {
			for _, text := range lines(strings.Join(c, "\n")) {
				p.lines(text, s)
			}
		}
		return
	}
	p.need(float64(most+1) * pitch)
	if p.y > 0 {
		p.y += pitch
	}
	for i, c := range set {
		x, room := left+float64(i)*width, width
		if len(set) == 1 { // 成文日期右空四字, the name in the middle above it (GB/T 9704-2012, 7.3.5.1)
			room = 0
			for _, l := range c {
				room = max(room, l.width)
			}
			x, s.align = max(left, left+typeW-4*body-room), Center
		}
		for j, l := range c {
			l.last = true
			p.line(l, s, x, room, p.y+float64(j)*pitch)
		}
	}
	p.y += float64(most) * pitch
}

// number writes the page numbers: 4号 between two rules, one character in. They are at the right of odd pages and at the
// left of even ones (GB/T 9704-2012, 7.5).
func (p *pages) number() {
	f := p.faces[bodyRole]
	for i, sheet := range p.sheets {
		text := "— " + strconv.Itoa(i+1) + " —"
		x := left + sizeFoot
		if i%2 == 0 {
			x = left + typeW - sizeFoot - f.measure(sizeFoot)(text)
		}
		artifact(sheet, "Pagination", func() {
			f.show(sheet, text, x, (marginBottom-footGap)*mm-sizeFoot/2, sizeFoot, 0)
		})
	}
}

// artifact marks the drawing of do as no part of the text.
func artifact(b *bytes.Buffer, kind string, do func()) {
	b.WriteString(strings.ReplaceAll("/Artifact <</Type /KIND>> BDC\n", "KIND", kind))
	do()
	b.WriteString("EMC\n")
}
