package sheet

import (
	"strconv"

	"kebang/internal/sheet/cell"
)

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
			t.cell.text, t.inCell = cell.Tidy(t.text.String()), false
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

// begin opens a table. An outermost table takes the paragraphs above it.
func (d *docxReader) begin() {
	t := &docxTable{grid: grid{explicit: true}, text: wording{most: d.b.limits.Runes}}
	if len(d.open) == 0 {
		t.grid.above, d.body.above = d.body.above, nil
	}
	d.open = append(d.open, t)
}

// close ends a table. A table inside a cell becomes text of that cell, unless the outer table serves layout only.
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

// tables writes a table of the page, or its inner tables when it serves layout only.
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
	if n, err := strconv.ParseUint(char, 16, 16); err == nil {
		d.run.symbols = true
		return d.write(string(rune(n)))
	}
	return nil // Word cannot show it either
}
