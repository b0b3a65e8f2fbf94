package document

import "fmt"

// row is a row of a table that is laid out: the lines of each cell.
type row struct {
	cells [][]run
	of    role
	align []Align
	lines int // of the longest cell
}

func (r row) height() float64 { return float64(r.lines)*cellPitch + 2*padY }

// table sets a table half a line below the text.
func (p *pages) table(t Table) {
	if len(t.Columns) == 0 {
		return
	}
	widths := t.shares()
	aligns, middle := make([]Align, len(widths)), make([]Align, len(widths))
	for i, c := range t.Columns {
		widths[i] *= typeW
		aligns[i], middle[i] = c.Align, Center
	}
	rows := make([]row, len(t.Rows))
	for i, r := range t.Rows {
		rows[i] = p.row(r, widths, bodyRole, aligns)
	}
	var head *row
	if t.hasHead() {
		r := p.row(t.heads(), widths, headRole, middle)
		head = &r
	}
	if p.y > 0 {
		p.y += pitch / 4
	}
	if head != nil {
		first := head.height()
		if len(rows) > 0 {
			first += min(rows[0].height(), typeH-first)
		}
		p.need(first)
		p.draw(*head, widths)
	}
	for _, r := range rows {
		p.rowOn(r, head, widths)
	}
	p.y += pitch / 4
}

// row lays out the cells of a row.
func (p *pages) row(texts []string, widths []float64, of role, aligns []Align) row {
	out := row{cells: make([][]run, len(widths)), of: of, align: aligns}
	for i, w := range widths {
		for _, line := range lines(cell(texts, i)) {
			out.cells[i] = append(out.cells[i], wrap(line, w-2*padX, 0, p.faces[of].measure(sizeCell))...)
		}
		out.lines = max(out.lines, len(out.cells[i]))
	}
	return out
}

// rowOn draws a row on this page or the next one. A row longer than a page continues over several.
func (p *pages) rowOn(r row, head *row, widths []float64) {
	for {
		room := typeH + fit - p.y
		if r.height() <= room {
			p.draw(r, widths)
			return
		}
		whole := typeH
		if head != nil {
			whole -= head.height()
		}
		if n := int((room - 2*padY) / cellPitch); r.height() > whole && n >= 1 {
			var part row
			part, r = r.cut(n)
			p.draw(part, widths)
		}
		p.turn()
		if head != nil && head.height() < typeH/2 {
			artifact(p.sheet(), "Layout", func() { p.draw(*head, widths) })
		}
	}
}

// cut splits a row behind n lines.
func (r row) cut(n int) (upper, lower row) {
	upper, lower = r, r
	upper.cells, lower.cells = make([][]run, len(r.cells)), make([][]run, len(r.cells))
	for i, c := range r.cells {
		at := min(n, len(c))
		upper.cells[i], lower.cells[i] = c[:at], c[at:]
	}
	upper.lines, lower.lines = n, r.lines-n
	return upper, lower
}

// draw rules the cells of a row and sets their lines in the middle of their height.
func (p *pages) draw(r row, widths []float64) {
	x, h := left, r.height()
	for i, lines := range r.cells {
		fmt.Fprintf(p.sheet(), "%s w %s %s %s %s re S\n", num(rule), num(x), num(pageH-top-p.y-h), num(widths[i]),
			num(h))
		y := p.y + (h-float64(len(lines))*cellPitch)/2
		for j, l := range lines {
			l.last = true // cells are too narrow to be filled
			p.line(l, style{of: r.of, size: sizeCell, pitch: cellPitch, align: r.align[i]}, x+padX, widths[i]-2*padX,
				y+float64(j)*cellPitch)
		}
		x += widths[i]
	}
	p.y += h
}
