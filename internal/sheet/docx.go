package sheet

import (
	"encoding/xml"
	"path"
	"strconv"
	"strings"
)

// docxReader follows the body of a .docx (ECMA-376 part 1, 17) and keeps its tables. Text that a person does not see on
// the page is left out: tracked deletions, hidden text, placeholders of empty content controls, field codes.
type docxReader struct {
	b      *builder
	open   []*docxTable // tables, the innermost last
	body   grid         // paragraphs outside tables
	text   wording      // of the paragraph outside tables
	skip   int          // inside something that is not shown
	mute   int          // inside a content control that shows no text of its own
	run    docxRun
	ctrls  []docxControl
	props  string // element of properties: trPr, sdtPr, checkBox
	check  bool   // of a check box of an old form
	tables int
}

type docxTable struct {
	grid    grid
	cell    gridCell
	text    wording
	inside  []*grid // tables in its cells
	inCell  bool
	deleted bool // the row
	hidden  bool
	before  int
}

type docxRun struct{ symbols, raised, hidden bool }

// docxControl is a content control; check is 1 for a box that is checked, 0 for one that is not, -1 for other controls.
type docxControl struct {
	check       int
	placeholder bool
}

func readDOCX(p *pack, main string) error {
	if p.has(path.Join(path.Dir(main), "vbaProject.bin")) {
		return malformed("这是带宏的 Word 文件（.docm），已拒绝读取。请另存为不带宏的 .docx 再上传。")
	}
	d := &docxReader{b: p.b, text: wording{most: p.b.limits.Runes}}
	if err := p.tokens(main, d.token); err != nil {
		return err
	}
	if len(p.b.sheets) == 0 || d.tables == 0 {
		return malformed("Word 文件里没有表格。请把内容填进模板里的表格，或另存为 .xlsx 再上传。")
	}
	return nil
}

// unseen are the elements whose text is not on the page, or stands there a second time.
var unseen = map[string]bool{"del": true, "moveFrom": true, "Fallback": true, "rt": true, "drawing": true, "pict": true, "object": true,
	"pPr": true, "rPrChange": true, "tcPrChange": true, "trPrChange": true, "tblPrChange": true, "tblGridChange": true, "sectPr": true}

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

// sink is where text goes: the cell, or the paragraph outside tables.
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

func (t *docxTable) start(name, val, props string) {
	number := func() int32 {
		n, _ := strconv.Atoi(val)
		return int32(max(1, min(n, maxColumnNo)))
	}
	switch name {
	case "tr":
		t.grid.row()
		t.deleted, t.hidden, t.before = false, false, 0
	case "gridBefore":
		t.before = int(number())
	case "hidden":
		t.hidden = t.hidden || props == "trPr" && (val == "" || isTrue(val))
	case "tc":
		t.cell, t.inCell = gridCell{across: 1, down: 1}, true
		t.text.Reset()
	case "gridSpan":
		t.cell.across = number()
	case "vMerge":
		t.cell.goesOn = val != "restart"
	}
}

func (d *docxReader) end(name string) error {
	t := d.table()
	switch name {
	case "t", "trPr", "sdtPr":
		d.props = ""
	case "checkBox":
		d.props = ""
		return d.write(box(d.check))
	case "r":
		d.run = docxRun{}
	case "p":
		if t != nil {
			return t.text.write("\n")
		}
		d.body.paragraph(d.text.String())
		d.text.Reset()
	case "sdtContent":
		if c := d.ctrls[len(d.ctrls)-1]; c.check >= 0 || c.placeholder {
			d.mute--
		}
	case "sdt":
		d.ctrls = d.ctrls[:len(d.ctrls)-1]
	case "tc":
		if t != nil && t.inCell {
			t.cell.text, t.inCell = tidy(t.text.String()), false
			if t.cell.goesOn {
				t.cell.text = ""
			}
			return d.b.gridCell(&t.grid, t.cell)
		}
	case "tr":
		if t != nil && len(t.grid.rows) > 0 {
			if t.deleted {
				t.grid.rows = t.grid.rows[:len(t.grid.rows)-1]
			} else {
				t.grid.last().hidden, t.grid.last().before = t.hidden, t.before
			}
		}
	case "tbl":
		return d.close()
	}
	return nil
}

// begin opens a table. One outside all others takes the paragraphs above it.
func (d *docxReader) begin() {
	t := &docxTable{grid: grid{explicit: true}, text: wording{most: d.b.limits.Runes}}
	if len(d.open) == 0 {
		t.grid.above, d.body.above = d.body.above, nil
	}
	d.open = append(d.open, t)
}

// close ends a table. One inside a cell is text of that cell, unless the outer table only places it on the page.
func (d *docxReader) close() error {
	t := d.table()
	if t == nil {
		return nil
	}
	d.open = d.open[:len(d.open)-1]
	if outer := d.table(); outer != nil {
		inner := t.grid
		outer.inside = append(append(outer.inside, &inner), t.inside...)
		return outer.text.write("\n" + inner.flat() + "\n")
	}
	return d.b.tables(&t.grid, t.inside, &d.tables, "表格")
}

// tables writes a table of the page, or those it places.
func (b *builder) tables(g *grid, inside []*grid, count *int, name string) error {
	if !g.layout(inside) {
		*count++
		return b.emit(g, name+strconv.Itoa(*count))
	}
	for i, inner := range inside {
		if i == 0 {
			inner.above = append(g.above, inner.above...)
		}
		*count++
		if err := b.emit(inner, name+strconv.Itoa(*count)); err != nil {
			return err
		}
	}
	return nil
}

func (d *docxReader) content() error {
	if len(d.ctrls) == 0 {
		d.ctrls = append(d.ctrls, docxControl{check: -1})
	}
	c := d.ctrls[len(d.ctrls)-1]
	if c.check < 0 && !c.placeholder {
		return nil
	}
	var err error
	if c.check >= 0 {
		err = d.write(box(c.check == 1))
	}
	d.mute++
	return err
}

func (d *docxReader) checked(val string) {
	on := val == "" || isTrue(val)
	switch n := len(d.ctrls); {
	case d.props == "checkBox":
		d.check = on
	case d.props == "sdtPr" && n > 0:
		d.ctrls[n-1].check = 0
		if on {
			d.ctrls[n-1].check = 1
		}
	}
}

func (d *docxReader) symbol(char string) error {
	n, err := strconv.ParseUint(char, 16, 16)
	if err != nil {
		return nil
	}
	d.run.symbols = true
	return d.write(string(rune(n)))
}
