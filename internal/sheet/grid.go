package sheet

import (
	"strings"

	"kebang/internal/fault"
	"kebang/internal/sheet/cell"
)

// grid is a table of a text document or a web page, with cells over several columns and rows. It becomes a sheet.
type grid struct {
	above    []string // paragraphs directly above, such as 单位：万元
	rows     []gridRow
	explicit bool // the file contains the cells under a spanning one too, as in .docx
	cells    int
}

type gridRow struct {
	cells  []gridCell
	before int // columns left empty before the first cell
	hidden bool
}

type gridCell struct {
	text         string
	across, down int32
	goesOn       bool // continues the cell above
}

const (
	maxGridCells = 1_000_000
	maxAbove     = 10  // paragraphs kept above a table
	maxAboveText = 300 // bytes of a paragraph; a longer one is prose
)

// paragraph keeps a text between tables.
func (g *grid) paragraph(text string) {
	if text = cell.Tidy(text); text == "" || len(text) > 3*maxAboveText {
		return
	}
	if g.above = append(g.above, text); len(g.above) > maxAbove {
		g.above = g.above[1:]
	}
}

func (g *grid) row() *gridRow {
	g.rows = append(g.rows, gridRow{})
	return g.last()
}

func (g *grid) last() *gridRow { return &g.rows[len(g.rows)-1] }

func (b *builder) gridCell(g *grid, c gridCell) error {
	if len(g.rows) == 0 {
		g.row()
	}
	if g.cells++; g.cells > maxGridCells {
		return tooManyElements()
	}
	if b.spent.text += len(c.text); b.spent.text > b.limits.Text {
		return fault.Of(fault.TooLarge, fault.T("sheet-text",
			"文件里的文字合计超过 %s。请分成几个文件再上传。",
			"More than %s of text. Split the file and upload again."), megabytes(int64(b.limits.Text)))
	}
	r := g.last()
	r.cells = append(r.cells, c)
	return b.alive()
}

// layout reports whether the table serves layout only: no row has two filled cells.
func (g *grid) layout(nested []*grid) bool {
	if len(nested) == 0 {
		return false
	}
	for _, r := range g.rows {
		filled := 0
		for _, c := range r.cells {
			if c.text != "" {
				filled++
			}
		}
		if filled > 1 {
			return false
		}
	}
	return true
}

// flat is the text of a table inside a cell: one line for each row.
func (g *grid) flat() string {
	var lines []string
	for _, r := range g.rows {
		var cells []string
		for _, c := range r.cells {
			if c.text != "" {
				cells = append(cells, c.text)
			}
		}
		if len(cells) > 0 {
			lines = append(lines, strings.Join(cells, " "))
		}
	}
	return strings.Join(append(g.above[:len(g.above):len(g.above)], lines...), "\n")
}

// emit writes the table as a sheet: the paragraphs above it, then its rows.
func (b *builder) emit(g *grid, name string) error {
	if err := b.sheet(name); err != nil {
		return err
	}
	b.spent.text -= g.size() // the rows count the text again
	number := 0
	for _, text := range g.above {
		number++
		if err := b.row(line{number: number, cells: []string{text}}); err != nil {
			return err
		}
	}
	place := placer{b: b, g: g, top: number + 1}
	for i := range g.rows {
		if err := place.row(i); err != nil {
			return err
		}
	}
	place.finish()
	return nil
}

func (g *grid) size() (n int) {
	for _, r := range g.rows {
		for _, c := range r.cells {
			n += len(c.text)
		}
	}
	return n
}

// placer gives each cell its column and row.
type placer struct {
	b     *builder
	g     *grid
	top   int // number of the first row
	out   line
	spans []span // by column
}

// span is a cell that covers lower rows of a column.
type span struct {
	top, left, right int
	until            int // index of its last row; in .docx the last one seen
	open             bool
}

func (p *placer) row(i int) error {
	r := &p.g.rows[i]
	p.out.reset(p.top + i)
	p.out.hidden = r.hidden
	col := r.before
	for _, c := range r.cells {
		if !p.g.explicit {
			for col < len(p.spans) && p.spans[col].open && p.spans[col].until >= i {
				col++
			}
		}
		across := max(1, min(int(c.across), p.b.limits.Columns))
		if col+across > maxColumnNo {
			return outside()
		}
		for len(p.spans) < col+across {
			p.spans = append(p.spans, span{})
		}
		if c.goesOn && p.spans[col].open {
			p.spans[col].until = i
			col += across
			continue
		}
		p.end(col)
		p.out.put(col, c.text, Note{})
		down := max(1, int(c.down))
		p.spans[col] = span{top: i, left: col, right: col + across - 1, until: i + down - 1, open: true}
		if !p.g.explicit {
			for k := col + 1; k < col+across; k++ {
				p.end(k)
				p.spans[k] = span{until: i + down - 1, open: true, left: -1}
			}
		}
		col += across
	}
	return p.b.row(p.out)
}

// end writes the merged area of the cell that ends in this column.
func (p *placer) end(col int) {
	if s := p.spans[col]; s.open && s.left >= 0 {
		p.b.merge(Range{p.top + s.top, s.left, p.top + min(s.until, len(p.g.rows)-1), s.right})
	}
	p.spans[col].open = false
}

func (p *placer) finish() {
	for col := range p.spans {
		p.end(col)
	}
}
