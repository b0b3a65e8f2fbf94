package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/sheet/cell"
)

// xlsxFile is an opened .xlsx.
type xlsxFile struct {
	*pack
	shared   []string
	formats  []cell.Format // by style
	date1904 bool
	stale    bool // the writing program left all formulas to be calculated on opening
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
		return malformed(noSheet)
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
		case "calcPr":
			x.stale = isTrue(attr(e, "fullCalcOnLoad"))
		case "sheet":
			s := sheetEntry{name: attr(e, "name"), hidden: attr(e, "state") == "hidden" ||
				attr(e, "state") == "veryHidden"}
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

// richText follows the parts of a text. It joins the runs, leaves out phonetic guides and keeps raised figures.
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

// sharedStrings keeps each text once, tidy. Their number is limited by that of cells.
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
				s := cell.Tidy(unescape(text.String()))
				if bytes += len(s); bytes > x.b.limits.Text || len(x.shared) >= x.b.limits.Cells {
					return fault.Of(fault.TooLarge, fault.T("too-much-text-keep-sheets",
						"文件里的文字过多。请只保留需要的工作表，另存后再上传。",
						"Too much text. Keep the sheets that are needed and upload again."))
				}
				x.shared = append(x.shared, s)
			}
		}
		return text.token(t)
	})
}

func (x *xlsxFile) styles(part string) error {
	codes, inXfs := map[int]cell.Format{}, false
	return x.tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(attr(t, "numFmtId")); err == nil && len(codes) < maxParts {
					codes[id] = cell.Parse(attr(t, "formatCode"))
				}
			case "cellXfs":
				inXfs = true
			case "xf":
				if inXfs && len(x.formats) < 1<<16 { // Excel allows 65,490
					id, _ := strconv.Atoi(attr(t, "numFmtId"))
					f, own := codes[id]
					if !own {
						f = cell.Builtin(id)
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
