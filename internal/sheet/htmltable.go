package sheet

import (
	"strings"

	"kebang/internal/sheet/cell"
)

func (h *htmlReader) start(name string, a htmlAttrs, closed bool) error {
	t := h.table()
	switch name {
	case "script", "style", "title", "noscript", "template", "select", "head":
		if !closed && name != "head" {
			h.hidden = name
		}
	case "table":
		return h.begin()
	case "tr":
		if t != nil {
			if err := h.endRow(t); err != nil {
				return err
			}
			t.grid.row().hidden, t.inRow = a.hides(), true
		}
	case "td", "th":
		if t != nil {
			return h.cell(t, a, closed)
		}
	case "br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "caption":
		return h.breakLine()
	case "sup":
		h.raised++
	case "input":
		return h.input(a)
	}
	return nil
}

func (h *htmlReader) input(a htmlAttrs) error {
	switch strings.ToLower(a["type"]) {
	case "checkbox", "radio":
		_, checked := a["checked"]
		return h.write(box(checked))
	case "", "text", "number":
		return h.write(a["value"])
	}
	return nil
}

func (h *htmlReader) end(name string) error {
	t := h.table()
	switch name {
	case "td", "th":
		if t != nil {
			return h.endCell(t)
		}
	case "tr", "thead", "tbody", "tfoot":
		if t != nil {
			return h.endRow(t)
		}
	case "table":
		if t != nil {
			return h.close()
		}
	case "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption":
		return h.breakLine()
	case "sup":
		h.raised = max(0, h.raised-1)
	}
	return nil
}

func (h *htmlReader) begin() error {
	if len(h.open) >= maxDepth/4 {
		return malformed(tooDeep)
	}
	if len(h.open) == 0 {
		if err := h.breakLine(); err != nil {
			return err
		}
	}
	t := &htmlTable{text: wording{most: h.b.limits.Runes}}
	if len(h.open) == 0 {
		t.grid.above, h.body.above = h.body.above, nil
	}
	h.open = append(h.open, t)
	return nil
}

func (h *htmlReader) cell(t *htmlTable, a htmlAttrs, closed bool) error {
	if err := h.endCell(t); err != nil {
		return err
	}
	if !t.inRow {
		t.grid.row()
		t.inRow = true
	}
	t.cell, t.inCell, t.gone = gridCell{across: a.number("colspan"), down: a.number("rowspan")}, true, a.hides()
	t.text.Reset()
	if closed {
		return h.endCell(t)
	}
	return nil
}

func (h *htmlReader) endCell(t *htmlTable) error {
	if !t.inCell {
		return nil
	}
	if t.inCell = false; t.gone {
		return nil
	}
	t.cell.text = tidyLines(t.text.String())
	return h.b.gridCell(&t.grid, t.cell)
}

// tidyLines removes the white space at both ends of every line.
func tidyLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return cell.Tidy(strings.Join(lines, "\n"))
}

func (h *htmlReader) endRow(t *htmlTable) error {
	err := h.endCell(t)
	t.inRow = false
	return err
}

// close ends the innermost table; see docxReader.close.
func (h *htmlReader) close() error {
	t := h.table()
	if err := h.endRow(t); err != nil {
		return err
	}
	h.open = h.open[:len(h.open)-1]
	if outer := h.table(); outer != nil {
		if !outer.inCell {
			return h.b.tables(&t.grid, t.inside, &h.count, h.name+" 表")
		}
		inner := t.grid
		outer.inside = append(append(outer.inside, &inner), t.inside...)
		return outer.text.write("\n" + inner.flat() + "\n")
	}
	return h.b.tables(&t.grid, t.inside, &h.count, h.name+" 表")
}
