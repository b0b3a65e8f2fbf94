package intake

import (
	"slices"

	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// reader reads the rows of one sheet under its header.
type reader struct {
	kind   form.Kind
	market string
	sheet  sheet.Sheet
	head   layout.SheetHead
	down   map[[2]int]string // texts of cells merged downwards, by row and column

	rules   *layout.Ruler
	form    bool     // labels and values: no cell is carried down
	last    []string // the line above after reading
	told    map[int]bool
	beyond  bool   // a warning has said that lines are longer than the header
	town    string // township of the section line above
	section string // industry of the section line above, only proposed
}

// newReader keeps the texts of downward merges, of at most a hundred thousand cells.
func newReader(k form.Kind, market string, s sheet.Sheet, t layout.Table, g Guide) *reader {
	const most = 100_000
	x := &reader{kind: k, market: market, sheet: s, head: t.Head, down: map[[2]int]string{}, told: map[int]bool{},
		form: t.Form}
	if t.Form || t.Head.HeaderRow == 0 {
		return x
	}
	x.rules = layout.NewRuler(k, g.Map, s, t.Head, t.Header)
	texts := map[int]sheet.Row{}
	for _, m := range s.Merges {
		if m.Bottom > m.Top && m.Top > t.Head.HeaderRow {
			texts[m.Top] = sheet.Row{}
		}
	}
	if len(texts) == 0 {
		return x
	}
	for _, r := range s.Rows {
		if _, used := texts[r.Number]; used {
			texts[r.Number] = r
		}
	}
	for _, m := range s.Merges {
		if text := texts[m.Top].Cell(m.Left); m.Top > t.Head.HeaderRow && text != "" {
			for row := m.Top + 1; row <= m.Bottom && len(x.down) < most; row++ {
				x.down[[2]int{row, m.Left}] = text
			}
		}
	}
	return x
}

// read makes a checked record of a row. Without problems it can be written.
func (x *reader) read(line sheet.Row) (*form.Row, []form.RowProblem) {
	r := form.NewRow(x.kind)
	r.Sheet, r.Number = x.head.Name, line.Number
	var bad []form.RowProblem
	defer func() {
		for _, n := range r.Notes() {
			r.Warnings = append(r.Warnings, x.problem(line, n.Key, n.Said))
		}
	}()
	tell := func(key string, s fault.Said) { bad = append(bad, x.problem(line, key, s)) }
	for _, c := range x.head.Columns {
		if c.Column == nil {
			continue
		}
		v := line.Cell(c.Index)
		if v == "" && c.Column.Carry {
			v = x.down[[2]int{line.Number, c.Index}]
		}
		note := line.Notes[c.Index]
		if err := r.Read(c, v, note); err != nil {
			tell(c.Key, form.Say(err))
		}
	}
	if len(bad) > 0 { // rules of the whole record would only repeat those of the cells
		if r.Title() == "" && !slices.ContainsFunc(bad,
			func(p form.RowProblem) bool { return x.heads(p, form.TitleKey(x.kind)) }) {
			x.required(r, tell)
		}
		return r, bad
	}
	for _, f := range r.Finish(x.setting(line)) {
		tell(form.KeyAt(x.kind, f.Pointer), f.Said())
	}
	return r, bad
}

func (x *reader) problem(line sheet.Row, key string, said fault.Said) form.RowProblem {
	p := form.RowProblem{Sheet: x.head.Name, Row: line.Number, Msg: said}
	for _, c := range x.head.Columns {
		if c.Key == key && key != "" {
			p.Column, p.Heading, p.Value = c.Letter, c.Heading, wording.Clip(line.Cell(c.Index))
			if c.Row > 0 {
				p.Row = c.Row
			}
			return p
		}
	}
	if c := form.ByKey(x.kind, key); c != nil {
		p.Heading = c.Heading
	}
	return p
}

// heads reports whether a problem belongs to the column.
func (x *reader) heads(p form.RowProblem, key string) bool {
	return slices.ContainsFunc(x.head.Columns,
		func(c form.HeadColumn) bool { return c.Key == key && c.Letter == p.Column && c.Heading == p.Heading })
}

// rawAt is the text of the cell at the pointer of a domain rule.
func (x *reader) rawAt(line sheet.Row, pointer string) string {
	key := form.KeyAt(x.kind, pointer)
	for _, c := range x.head.Columns {
		if c.Key == key && key != "" {
			return line.Cell(c.Index)
		}
	}
	return ""
}

func (x *reader) required(r *form.Row, tell func(key string, s fault.Said)) {
	if r.Title() == "" {
		for _, c := range form.Of(x.kind) {
			if c.Required {
				tell(c.Key, sayRowFillIn.With(c.Heading))
				return
			}
		}
	}
}

func (x *reader) setting(line sheet.Row) form.Setting {
	return form.Setting{Market: x.market, Town: x.town, Section: x.section, NoText: !x.form && !x.head.HasKey("text"),
		Raw: func(pointer string) string { return x.rawAt(line, pointer) }}
}

// What is told, stored with the import.
var (
	sayRowFillIn = fault.Kept("row-fill-in",
		"请填写%s。",
		"Please fill in %s.")
)
