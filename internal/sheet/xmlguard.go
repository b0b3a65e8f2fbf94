package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"kebang/internal/fault"
)

// guard limits the size of one token before an XML decoder, which keeps a whole tag, text run or comment in memory. It
// follows the bytes only far enough to find the end of a token. A document type is refused: no table needs one, and its
// brackets could hide the ends of tokens.
type guard struct {
	r     io.Reader
	state func(*guard, byte)
	run   int // bytes of the current token
	marks int // consecutive bytes of its end, such as the dashes of -->
	err   error
}

func newGuard(r io.Reader) *guard { return &guard{r: r, state: inText} }

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	for rest := p[:n]; len(rest) > 0 && g.err == nil; {
		if g.run > maxToken {
			g.err = tooLong()
			break
		}
		if g.marks < 0 { // plain text: only the next tag matters
			i := bytes.IndexByte(rest, '<')
			if i < 0 {
				g.run += len(rest)
				break
			}
			g.run += i
			rest = rest[i:]
		}
		g.run++
		g.state(g, rest[0])
		rest = rest[1:]
	}
	if g.err == nil && g.run > maxToken {
		g.err = tooLong()
	}
	if g.err == nil && err != nil && !errors.Is(err, io.EOF) {
		g.err = err
	}
	if g.err != nil {
		return 0, g.err
	}
	return n, err
}

func (g *guard) to(state func(*guard, byte), marks int) { g.state, g.marks = state, marks }

func inText(g *guard, c byte) {
	if g.marks = -1; c == '<' {
		g.run = 0
		g.to(opened, 0)
	}
}

func opened(g *guard, c byte) {
	switch c {
	case '!':
		g.to(declared, 0)
	case '?':
		g.to(instruction, 0)
	default:
		g.to(inTag, 0)
		inTag(g, c)
	}
}

func (g *guard) end() {
	g.run = 0
	g.to(inText, -1)
}

func inTag(g *guard, c byte) {
	switch c {
	case '>':
		g.end()
	case '"':
		g.to(inDouble, 0)
	case '\'':
		g.to(inSingle, 0)
	}
}

func inDouble(g *guard, c byte) {
	if c == '"' {
		g.to(inTag, 0)
	}
}

func inSingle(g *guard, c byte) {
	if c == '\'' {
		g.to(inTag, 0)
	}
}

func declared(g *guard, c byte) {
	switch c {
	case '-':
		g.to(commentOpened, 0)
	case '[':
		g.to(inCDATA, 0)
	default:
		g.err = malformed(docType)
	}
}

func commentOpened(g *guard, _ byte) { g.to(inComment, 0) } // the second dash

func inComment(g *guard, c byte) { g.until(c, '-') }

func inCDATA(g *guard, c byte) { g.until(c, ']') }

// until ends a token at two marks and >.
func (g *guard) until(c, mark byte) {
	switch {
	case c == mark:
		g.marks = min(g.marks+1, 2)
	case c == '>' && g.marks == 2:
		g.end()
	default:
		g.marks = 0
	}
}

func instruction(g *guard, c byte) {
	if c == '>' && g.marks == 1 {
		g.end()
		return
	}
	g.marks = 0
	if c == '?' {
		g.marks = 1
	}
}

// tokens calls fn for every start and end of an element and for text, by local name. The strict and the transitional
// namespace read alike. Nesting is limited, because the decoder keeps a stack.
func (b *builder) tokens(r io.Reader, fn func(xml.Token) error) error {
	g := newGuard(r)
	d := xml.NewDecoder(g)
	// The text is UTF-8 here, even if its head names another encoding.
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for depth := 0; ; {
		t, err := d.Token()
		if g.err != nil { // the decoder may report half a character instead
			return g.err
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			if b.spent.elements++; b.spent.elements > maxElements {
				return tooManyElements()
			}
			if depth++; depth > maxDepth {
				return malformed(oddShape)
			}
		case xml.EndElement:
			depth--
		}
		if err := fn(t); err != nil {
			return err
		}
	}
}

// wording collects the text of one cell and stops beyond the limit of a cell.
type wording struct {
	strings.Builder
	most int // limit of characters of a cell
}

// write adds a run of text. It allows slightly more than the limit, so that the row can report the place of the cell.
func (w *wording) write(text string) error {
	if w.Len()+len(text) > 12*w.most+maxToken {
		return fault.Of(fault.TooLarge, fault.T("cell-has-more-than-characters",
			"文件里有一个单元格的文字超过 %d 字。请缩短后再上传。",
			"A cell has more than %d characters. Shorten it and upload again."), w.most)
	}
	w.WriteString(text)
	return nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isTrue(v string) bool { return v == "1" || v == "true" || v == "on" }

// superscript writes raised figures as such: 10 with a raised 6 must not become 106.
func superscript(s string) string {
	const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return []rune(raised)[r-'0']
		case r == '-' || r == '－' || r == '−':
			return '⁻'
		case r == '+':
			return '⁺'
		}
		return r
	}, s)
}
