package document

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"kebang/internal/fault"
)

// PDF writes the paper with its words as text. Every character has a code of its own, so that a reader copies the
// original words. Fonts hold the used glyphs only. A character without a font is fault.Invalid and is named. Page
// numbers and repeated heads are marked as artifacts (ISO 32000-1, 14.8.2.2).
func (d *Document) PDF(w io.Writer) error {
	if err := d.check(); err != nil {
		return err
	}
	p := &pages{images: map[string]*picture{}}
	for r := range roles {
		choices, err := d.Fonts.choices(r)
		if err != nil {
			return err
		}
		p.faces[r] = p.face(choices)
	}
	if err := p.covers(d); err != nil {
		return err
	}
	if err := p.lay(d); err != nil {
		return err
	}
	p.number()
	_, err := w.Write(p.file(d))
	return err
}

// covers refuses a document with characters without a font, and names up to ten of them.
func (p *pages) covers(d *Document) error {
	var missing []string
	d.texts(func(text string, of role) {
		for _, line := range lines(text) {
			for _, r := range line {
				name := fmt.Sprintf("%c (U+%04X)", r, r)
				if _, _, ok := p.faces[of].find(r); !ok && !slices.Contains(missing, name) {
					missing = append(missing, name)
				}
			}
		}
	})
	if missing == nil {
		return nil
	}
	if len(missing) > 10 {
		missing = append(missing[:10], "…")
	}
	return fault.Of(fault.Invalid, fault.T("document-glyph",
		"字体里没有这些字：%s。请改下载 Word 文件；或请管理员把含有这些字的 .ttf 字体放进数据目录的 fonts 文件夹。",
		"The fonts lack these characters: %s. Download the Word file instead, or ask the administrator to put a .ttf "+
			"font that has them into the folder fonts of the data folder."), strings.Join(missing, "、"))
}

// pen is a font in one PDF. The code of a character is its place in used, plus one.
type pen struct {
	*font
	id   string // name in the resources of the pages
	code map[rune]int
	used []rune
}

// face are the pens of a role, the first one first.
type face []stroke

// stroke is a pen and its way of drawing.
type stroke struct {
	*pen
	heavy bool
}

// face shares the pens of one font between the roles.
func (p *pages) face(choices []choice) face {
	var out face
	for _, c := range choices {
		i := slices.IndexFunc(p.pens, func(x *pen) bool { return x.font == c.font })
		if i < 0 {
			i = len(p.pens)
			p.pens = append(p.pens, &pen{font: c.font, id: fmt.Sprintf("F%d", i+1), code: map[rune]int{}})
		}
		out = append(out, stroke{p.pens[i], c.heavy})
	}
	return out
}

// find is the first pen that has a character.
func (f face) find(r rune) (stroke, int, bool) {
	for _, x := range f {
		if g := x.glyph(r); g != 0 {
			return x, g, true
		}
	}
	return stroke{}, 0, false
}

// measure gives the width of a text in points.
func (f face) measure(size float64) func(string) float64 {
	return func(text string) float64 {
		sum := 0.0
		for _, r := range text {
			if x, g, ok := f.find(r); ok {
				sum += x.advance(g)
			}
		}
		return sum * size / 1000
	}
}

// show writes a text that begins at x, with its foot line at y from the bottom of the sheet. Spread is added behind
// every character.
func (f face) show(b *bytes.Buffer, text string, x, y, size, spread float64) {
	if text == "" {
		return
	}
	fmt.Fprintf(b, "BT 1 0 0 1 %s %s Tm %s Tc", num(x), num(y), num(spread))
	var now stroke
	for _, r := range text {
		pen, _, ok := f.find(r)
		if !ok {
			continue // covers has refused it
		}
		if pen != now {
			if now.pen != nil {
				b.WriteString("> Tj")
			}
			fmt.Fprintf(b, " /%s %s Tf", pen.id, num(size))
			if pen.heavy {
				fmt.Fprintf(b, " 2 Tr %s w <", num(size*0.028))
			} else {
				b.WriteString(" 0 Tr <")
			}
			now = pen
		}
		code, ok := pen.code[r]
		if !ok {
			pen.used = append(pen.used, r)
			code = len(pen.used)
			pen.code[r] = code
		}
		fmt.Fprintf(b, "%04X", code)
	}
	b.WriteString("> Tj ET\n")
}

// num is a number of a content stream, in thousandths at most.
func num(v float64) string {
	s := strings.TrimRight(fmt.Sprintf("%.3f", v), "0")
	return strings.TrimSuffix(s, ".")
}

// wide reports whether a character fills a square, as Chinese ones do.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}
