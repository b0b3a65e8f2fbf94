package sheet

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/traditionalchinese"

	"kebang/internal/fault"
	"kebang/internal/sheet/cell"
)

// readHTML reads the tables of a web page; many systems save one as .xls. It reads a stream of tags, because the tree
// of a hostile page would take many times its size.
func readHTML(r io.ReaderAt, size int64, name string, b *builder) error {
	data, err := readAll(r, size)
	if err != nil {
		return err
	}
	h := newHTMLReader(b, name)
	if err := h.page(data); err != nil {
		return err
	}
	return h.done()
}

type htmlReader struct {
	b      *builder
	name   string
	count  int
	open   []*htmlTable // open tables, the innermost last
	body   grid         // text outside tables
	text   wording
	raised int
	hidden string // element whose text is hidden
}

type htmlTable struct {
	grid         grid
	cell         gridCell
	text         wording
	inside       []*grid
	inRow        bool
	inCell, gone bool // gone means that the cell is hidden
}

func newHTMLReader(b *builder, name string) *htmlReader {
	return &htmlReader{b: b, name: name, text: wording{most: b.limits.Runes}}
}

// done refuses a page without tables.
func (h *htmlReader) done() error {
	if h.count == 0 {
		return malformed(pageNoTable)
	}
	if h.count == 1 {
		h.b.rename(h.name)
	}
	return nil
}

var htmlCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)`)

// decodeHTML decodes by byte-order mark, as UTF-8, as GB18030 or as Big5. A page that names another encoding is
// refused, because it would silently become nonsense.
func decodeHTML(data []byte) ([]byte, error) {
	if !utf8.Valid(data) {
		if m := htmlCharset.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
			switch c := strings.ToLower(string(m[1])); {
			case strings.HasPrefix(c, "gb"), strings.HasPrefix(c, "utf"), c == "unicode", c == "cp936", c == "x-gbk",
				c == "us-ascii", c == "iso-8859-1":
			case strings.HasPrefix(c, "big5"):
				if text, err := traditionalchinese.Big5.NewDecoder().Bytes(data); err == nil && readable(text) {
					return text, nil
				}
			default:
				return nil, fault.Of(fault.Malformed, fault.T("sheet-encoding",
					"网页的编码是 %s，不能读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
					"The page is encoded as %s, which is not read. Save it as .xlsx in Excel or WPS."), cell.Tidy(c))
			}
		}
	}
	return toUTF8(data)
}

func (h *htmlReader) page(data []byte) error {
	data, err := decodeHTML(data)
	if err != nil {
		return err
	}
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(maxToken)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if h.b.spent.elements++; h.b.spent.elements > maxElements {
			return tooManyElements()
		}
		if err := h.token(kind, z); err != nil {
			return err
		}
	}
	switch err := z.Err(); {
	case errors.Is(err, html.ErrBufferExceeded):
		return tooLong()
	case !errors.Is(err, io.EOF):
		return err
	}
	for len(h.open) > 0 { // tables without an end
		if err := h.close(); err != nil {
			return err
		}
	}
	return nil
}

func (h *htmlReader) token(kind html.TokenType, z *html.Tokenizer) error {
	switch kind {
	case html.TextToken:
		if h.hidden == "" {
			return h.write(string(z.Text()))
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		name, more := z.TagName()
		attrs := htmlAttrs{}
		for n := 0; more; n++ {
			var key, val []byte
			key, val, more = z.TagAttr()
			if n < 50 {
				attrs[string(key)] = string(val)
			}
		}
		if h.hidden == "" {
			return h.start(string(name), attrs, kind == html.SelfClosingTagToken)
		}
	case html.EndTagToken:
		name, _ := z.TagName()
		if h.hidden != "" {
			if h.hidden == string(name) {
				h.hidden = ""
			}
			return nil
		}
		return h.end(string(name))
	}
	return nil
}

type htmlAttrs map[string]string

// hides reports whether the element is hidden.
func (a htmlAttrs) hides() bool {
	_, hidden := a["hidden"]
	return hidden || strings.Contains(strings.ReplaceAll(strings.ToLower(a["style"]), " ", ""), "display:none")
}

func (a htmlAttrs) number(name string) int32 {
	n, _ := strconv.Atoi(strings.TrimSpace(a[name]))
	return int32(max(1, min(n, maxColumnNo)))
}

func (h *htmlReader) table() *htmlTable {
	if len(h.open) == 0 {
		return nil
	}
	return h.open[len(h.open)-1]
}

// sink is the target of text. Between the cells of a table it is nil.
func (h *htmlReader) sink() *wording {
	switch t := h.table(); {
	case t == nil:
		return &h.text
	case t.inCell && !t.gone:
		return &t.text
	}
	return nil
}

// write adds text as a page shows it: white space becomes one space.
func (h *htmlReader) write(text string) error {
	to := h.sink()
	if to == nil {
		return nil
	}
	text = strings.ReplaceAll(text, "\u00a0", " ")
	words := strings.Join(strings.Fields(text), " ")
	have := to.String()
	gap := have != "" && !strings.HasSuffix(have, " ") && !strings.HasSuffix(have, "\n")
	if words == "" {
		if gap && text != "" {
			return to.write(" ")
		}
		return nil
	}
	if h.raised > 0 {
		words = superscript(words)
	}
	if gap && strings.IndexAny(text[:1], " \t\r\n") == 0 {
		words = " " + words
	}
	if strings.IndexAny(text[len(text)-1:], " \t\r\n") == 0 {
		words += " "
	}
	return to.write(words)
}

// breakLine ends a line, and a paragraph outside tables.
func (h *htmlReader) breakLine() error {
	to := h.sink()
	if to == nil {
		return nil
	}
	if len(h.open) == 0 {
		h.body.paragraph(to.String())
		to.Reset()
		return nil
	}
	return to.write("\n")
}
