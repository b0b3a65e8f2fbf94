package sheet

import (
	"encoding/xml"
	"path"
	"strings"
)

// docxReader follows the body of a .docx (ECMA-376 part 1, 17) and keeps its tables. It leaves out text that the page
// does not show: tracked deletions, hidden text, placeholders of empty content controls, field codes.
type docxReader struct {
	b      *builder
	open   []*docxTable // open tables, the innermost last
	body   grid         // paragraphs outside tables
	text   wording      // text of the paragraph outside tables
	skip   int          // depth inside hidden elements
	mute   int          // depth inside content controls that show no text of their own
	run    docxRun
	ctrls  []docxControl
	props  string // current element of properties: trPr, sdtPr, checkBox
	check  bool   // inside a check box of an old form
	tables int
}

type docxTable struct {
	grid    grid
	cell    gridCell
	text    wording
	inside  []*grid // tables in its cells
	inCell  bool
	deleted bool // the row is deleted
	hidden  bool
	before  int
}

type docxRun struct{ symbols, raised, hidden bool }

// docxControl is a content control. Check is 1 for a checked box, 0 for an unchecked one, -1 for other controls.
type docxControl struct {
	check       int
	placeholder bool
}

func readDOCX(p *pack, main string) error {
	macros, err := p.macros(main)
	if err != nil {
		return err
	}
	if macros {
		return malformed(macroWord)
	}
	d := &docxReader{b: p.b, text: wording{most: p.b.limits.Runes}}
	if err := p.tokens(main, d.token); err != nil {
		return err
	}
	if len(p.b.sheets) == 0 || d.tables == 0 {
		return malformed(wordNoTable)
	}
	return p.pageParts(main)
}

// macros recognises a .docm by its content type, or by its part with macros.
func (p *pack) macros(main string) (found bool, err error) {
	err = p.tokens("[Content_Types].xml", func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		found = found || ok && strings.Contains(attr(e, "ContentType"), "macroEnabled")
		return nil
	})
	return found || p.has(path.Join(path.Dir(main), "vbaProject.bin")), err
}

// unseen are the elements whose text the page does not show, or shows a second time.
var unseen = map[string]bool{"del": true, "moveFrom": true, "Fallback": true, "rt": true, "drawing": true, "pict": true,
	"object": true,
	"pPr":    true, "rPrChange": true, "tcPrChange": true, "trPrChange": true, "tblPrChange": true,
	"tblGridChange": true, "sectPr": true}

func (d *docxReader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		name := t.Name.Local
		if name == "del" && d.props == "trPr" && d.table() != nil {
			d.table().deleted = true
		}
		if d.skip > 0 || unseen[name] {
			d.skip++
			return nil
		}
		return d.start(name, t)
	case xml.EndElement:
		if d.skip > 0 {
			d.skip--
			return nil
		}
		return d.end(t.Name.Local)
	case xml.CharData:
		if d.props == "t" && d.skip == 0 {
			return d.write(string(t))
		}
	}
	return nil
}

func (d *docxReader) table() *docxTable {
	if len(d.open) == 0 {
		return nil
	}
	return d.open[len(d.open)-1]
}

// sink is the target of text: the cell, or the paragraph outside tables.
func (d *docxReader) sink() *wording {
	if t := d.table(); t != nil {
		return &t.text
	}
	return &d.text
}

func (d *docxReader) write(text string) error {
	if d.mute > 0 || d.run.hidden {
		return nil
	}
	text = symbols(text, d.run.symbols)
	if d.run.raised {
		text = superscript(text)
	}
	return d.sink().write(text)
}

func (d *docxReader) start(name string, e xml.StartElement) error {
	val := attr(e, "val")
	switch name {
	case "tbl":
		d.begin()
	case "r":
		d.run = docxRun{}
	case "t":
		d.props = "t"
	case "trPr", "sdtPr", "checkBox":
		d.props, d.check = name, false
	case "rFonts":
		d.run.symbols = strings.HasPrefix(attr(e, "ascii"), "Wingdings")
	case "vertAlign":
		d.run.raised = val == "superscript"
	case "vanish":
		d.run.hidden = val == "" || isTrue(val)
	case "tab":
		if d.props == "" {
			return d.write("\t")
		}
	case "br", "cr":
		return d.write("\n")
	case "noBreakHyphen":
		return d.write("-")
	case "sym":
		return d.symbol(attr(e, "char"))
	case "sdt":
		d.ctrls = append(d.ctrls, docxControl{check: -1})
	case "sdtContent":
		return d.content()
	case "checked", "default":
		d.checked(val)
	case "showingPlcHdr":
		if n := len(d.ctrls); n > 0 && (val == "" || isTrue(val)) {
			d.ctrls[n-1].placeholder = true
		}
	}
	if t := d.table(); t != nil {
		t.start(name, val, d.props)
	}
	return nil
}
