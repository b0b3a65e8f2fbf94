package sheet

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"kebang/internal/fault"
)

// xlsxFile is an opened .xlsx.
type xlsxFile struct {
	*pack
	shared   []string
	formats  []numberFormat // by style
	date1904 bool
}

func readXLSX(p *pack, book string) error {
	x := &xlsxFile{pack: p}
	sheets, err := x.workbook(book)
	if err != nil {
		return err
	}
	rels, err := x.relationsOf(book)
	if err != nil {
		return err
	}
	for _, rel := range rels {
		switch {
		case strings.HasSuffix(rel.kind, "/sharedStrings"):
			err = x.sharedStrings(rel.target)
		case strings.HasSuffix(rel.kind, "/styles"):
			err = x.styles(rel.target)
		}
		if err != nil {
			return err
		}
	}
	visible := false
	for _, s := range sheets {
		rel, ok := rels[s.id]
		if !ok || !strings.HasSuffix(rel.kind, "/worksheet") {
			continue
		}
		if err := x.b.sheet(s.name); err != nil {
			return err
		}
		x.b.current().Hidden = s.hidden
		visible = visible || !s.hidden
		if err := x.worksheet(rel.target); err != nil {
			return err
		}
	}
	if !visible {
		return malformed("文件里没有可见的工作表。请取消隐藏后再上传。")
	}
	return nil
}

type sheetEntry struct {
	name, id string
	hidden   bool
}

func (x *xlsxFile) workbook(part string) (sheets []sheetEntry, err error) {
	err = x.tokens(part, func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "workbookPr":
			x.date1904 = isTrue(attr(e, "date1904"))
		case "sheet":
			s := sheetEntry{name: attr(e, "name"), hidden: attr(e, "state") == "hidden" || attr(e, "state") == "veryHidden"}
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" { // r:id, not a plain id
					s.id = a.Value
				}
			}
			if len(sheets) <= x.b.limits.Sheets {
				sheets = append(sheets, s)
			}
		}
		return nil
	})
	return sheets, err
}

// richText follows the parts of a text: it joins the runs, leaves out phonetic guides and keeps raised figures.
type richText struct {
	wording
	reading, raised bool
	phonetic        int
}

func (t *richText) token(tok xml.Token) error {
	switch tok := tok.(type) {
	case xml.StartElement:
		switch tok.Name.Local {
		case "t", "v":
			t.reading = true
		case "r":
			t.raised = false
		case "vertAlign":
			t.raised = attr(tok, "val") == "superscript"
		case "rPh":
			t.phonetic++
		}
	case xml.EndElement:
		switch tok.Name.Local {
		case "t", "v":
			t.reading = false
		case "r":
			t.raised = false
		case "rPh":
			t.phonetic--
		}
	case xml.CharData:
		if !t.reading || t.phonetic > 0 {
			return nil
		}
		if t.raised {
			return t.write(superscript(string(tok)))
		}
		return t.write(string(tok))
	}
	return nil
}

func (t *richText) begin() {
	t.Reset()
	t.reading, t.raised, t.phonetic = false, false, 0
}

// sharedStrings keeps each text once, tidy. There are no more of them than cells may be.
func (x *xlsxFile) sharedStrings(part string) error {
	text, bytes := richText{wording: wording{most: x.b.limits.Runes}}, 0
	return x.tokens(part, func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			if e.Name.Local == "si" {
				text.begin()
			}
		case xml.EndElement:
			if e.Name.Local == "si" {
				s := tidy(unescape(text.String()))
				if bytes += len(s); bytes > x.b.limits.Text || len(x.shared) >= x.b.limits.Cells {
					return fault.New(fault.TooLarge, "sheet-text", "文件里的文字过多。请只保留需要的工作表，另存后再上传。")
				}
				x.shared = append(x.shared, s)
			}
		}
		return text.token(t)
	})
}

func (x *xlsxFile) styles(part string) error {
	codes, inXfs := map[int]numberFormat{}, false
	return x.tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(attr(t, "numFmtId")); err == nil && len(codes) < maxParts {
					codes[id] = parseFormat(attr(t, "formatCode"))
				}
			case "cellXfs":
				inXfs = true
			case "xf":
				if inXfs && len(x.formats) < 1<<16 { // Excel has 65,490
					id, _ := strconv.Atoi(attr(t, "numFmtId"))
					f, own := codes[id]
					if !own {
						f = builtinFormat(id)
					}
					x.formats = append(x.formats, f)
				}
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inXfs = false
			}
		}
		return nil
	})
}

// worksheet reads rows, merged areas and what is hidden. A cell or row without a reference follows the one before it.
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
	text    richText
}

func (c *cellReader) token(t xml.Token) error {
	switch e := t.(type) {
	case xml.StartElement:
		if err := c.start(e); err != nil {
			return err
		}
	case xml.EndElement:
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
		if s := attr(e, "s"); s != "" {
			c.style, _ = strconv.Atoi(s)
		}
		c.text.begin()
	case "f":
		c.formula = true
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
	return malformed("文件里有行号或列号不存在的单元格。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
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
	switch c.kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && i >= 0 && i < len(c.x.shared) {
			return c.x.shared[i], Note{}
		}
		return "", Note{}
	case "inlineStr", "str":
		return tidy(unescape(raw)), Note{} // an empty text of a formula is a value
	case "d":
		return tidy(strings.TrimSuffix(strings.TrimSuffix(raw, "Z"), "T00:00:00")), Note{}
	}
	raw = tidy(raw)
	switch {
	case raw == "" && c.formula:
		return "", Note{Kind: NoValue}
	case c.kind == "b":
		return map[string]string{"1": "是", "0": "否"}[raw], Note{}
	case c.kind == "e":
		return raw, Note{Kind: ErrorValue}
	}
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return raw, Note{}
	}
	var format numberFormat
	if c.style >= 0 && c.style < len(c.x.formats) {
		format = c.x.formats[c.style]
	}
	text, note := numberCell(f, format, c.x.date1904)
	if note.Kind == LongNumber && strings.Trim(raw, "0123456789") == "" {
		text = raw // what a program wrote there; Excel would show zeros at its end
	}
	return text, note
}

// unescape reads _x000D_ and its like, by which the format writes characters that XML cannot hold.
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
