package sheet

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"kebang/internal/sheet/cell"
)

// worksheet reads rows, merged areas and hidden parts. A cell or row without a reference follows the one before it.
func (x *xlsxFile) worksheet(part string) error {
	c := cellReader{x: x, text: richText{wording: wording{most: x.b.limits.Runes}}}
	return x.tokens(part, c.token)
}

// cellReader follows the cells of one worksheet.
type cellReader struct {
	x       *xlsxFile
	row     line
	col     int
	kind    string
	style   int
	formula bool
	valued  bool // a value is stored, even an empty text
	text    richText
	page    strings.Builder // text of the page head or foot being read
	inPage  bool
}

func (c *cellReader) token(t xml.Token) error {
	switch e := t.(type) {
	case xml.CharData:
		if c.inPage && c.page.Len() < 4*maxAroundRunes {
			c.page.Write(e)
		}
	case xml.StartElement:
		c.inPage = isPageText(e.Name.Local)
		if err := c.start(e); err != nil {
			return err
		}
	case xml.EndElement:
		if c.inPage {
			c.x.b.around(pageCode.ReplaceAllString(c.page.String(), " "))
			c.page.Reset()
			c.inPage = false
		}
		switch e.Name.Local {
		case "c":
			if err := c.cell(); err != nil {
				return err
			}
		case "row":
			return c.x.b.row(c.row)
		}
	}
	return c.text.token(t)
}

func (c *cellReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		number := c.row.number + 1
		if n, err := strconv.Atoi(attr(e, "r")); err == nil && n > 0 {
			number = n
		}
		if number > maxRowNo {
			return outside()
		}
		c.row.reset(number)
		c.row.hidden, c.col = isTrue(attr(e, "hidden")) || attr(e, "ht") == "0", -1
	case "c":
		c.col++
		if _, col, ok := parseRef(attr(e, "r")); ok {
			c.col = col
		}
		c.kind, c.style, c.formula = attr(e, "t"), 0, false
		c.valued = false
		if s := attr(e, "s"); s != "" {
			c.style, _ = strconv.Atoi(s)
		}
		c.text.begin()
	case "f":
		c.formula = true
	case "v", "is":
		c.valued = true
	case "mergeCell":
		if m, ok := parseRange(attr(e, "ref")); ok {
			c.x.b.merge(m)
		}
	case "col":
		from, err := strconv.Atoi(attr(e, "min"))
		to, err2 := strconv.Atoi(attr(e, "max"))
		if err == nil && err2 == nil && (isTrue(attr(e, "hidden")) || attr(e, "width") == "0") {
			c.x.b.hideColumns(from-1, to-1)
		}
	}
	return nil
}

func outside() error {
	return malformed(outsideCells)
}

func (c *cellReader) cell() error {
	text, note := c.value(c.text.String())
	if text == "" && note == (Note{}) {
		return nil
	}
	if c.col >= maxColumnNo {
		return outside()
	}
	c.row.put(c.col, text, note)
	return nil
}

func (c *cellReader) value(raw string) (string, Note) {
	if c.formula && c.noValue(raw) {
		return "", Note{Kind: NoValue}
	}
	switch c.kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && i >= 0 && i < len(c.x.shared) {
			return c.x.shared[i], Note{}
		}
		return "", Note{}
	case "inlineStr", "str":
		return cell.Tidy(unescape(raw)), Note{} // an empty text of a formula is a value
	case "d":
		return cell.Tidy(strings.TrimSuffix(strings.TrimSuffix(raw, "Z"), "T00:00:00")), Note{}
	}
	raw = cell.Tidy(raw)
	switch c.kind {
	case "b":
		return map[string]string{"1": "是", "0": "否"}[raw], Note{}
	case "e":
		return raw, Note{Kind: ErrorValue}
	}
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return raw, Note{}
	}
	var format cell.Format
	if c.style >= 0 && c.style < len(c.x.formats) {
		format = c.x.formats[c.style]
	}
	text, note := numberCell(f, format, c.x.date1904)
	if note.Kind == LongNumber && strings.Trim(raw, "0123456789") == "" {
		text = raw // the text of the writing program; Excel would pad it with zeros
	}
	return text, note
}

// noValue reports whether a formula was never calculated. Excel stores an empty result as text. Programs that cannot
// calculate store nothing, or a 0 with the request to calculate all.
func (c *cellReader) noValue(raw string) bool {
	return !c.valued || raw == "" && c.kind != "str" || c.x.stale && raw == "0" && (c.kind == "" || c.kind == "n")
}

// unescape decodes _x000D_ and similar codes for characters that XML cannot hold.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var out strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:i])
		s = s[i:]
		if len(s) >= 7 && s[6] == '_' {
			if n, err := strconv.ParseUint(s[2:6], 16, 16); err == nil {
				out.WriteRune(rune(n))
				s = s[7:]
				continue
			}
		}
		out.WriteString(s[:2])
		s = s[2:]
	}
}
