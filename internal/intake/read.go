package intake

import (
	"regexp"
	"slices"

	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// Guide are a person's answers on one file, besides the market's knowledge of headings.
type Guide struct {
	Map           form.Mapping
	Headers       map[string]int   // row of the header by sheet, as in Excel; -1 leaves the sheet out
	IncludeHidden bool             // hidden rows, columns and sheets are data, too
	secret        []layout.LeftOut // rows that were removed from the file before it was kept
	Units         form.Units       // answers to questions for the unit of a money column

	lines bool // keep the lines of the rows, for a file of refused ones
}

// Peek is the top of a sheet, for choosing its header.
type Peek struct {
	Sheet  string    `json:"sheet"`
	Hidden bool      `json:"hidden,omitempty"`
	Rows   []PeekRow `json:"rows" nullable:"false"`
}

// PeekRow is one line of a Peek, its cells shortened.
type PeekRow struct {
	Row   int      `json:"row"`
	Cells []string `json:"cells" nullable:"false"`
}

// Limits of the display for choosing a header.
const (
	peekSheets = 12
	peekRows   = 15
	peekCells  = 12
	peekRunes  = 16
)

// Read reads a book with a known meaning of headings only.
func Read(k form.Kind, market string, book sheet.Book, m form.Mapping) (*Plan, error) {
	return Guide{Map: m}.Read(k, market, book)
}

// Read finds headers and forms, and reads and checks all rows of a book. It uses only the book and the rules;
// Service.Preview compares with the market. A book without a title column gives a plan with a question.
func (g Guide) Read(k form.Kind, market string, book sheet.Book) (*Plan, error) {
	book, secret, err := layout.Screen(k, g.Map, book)
	if err != nil {
		return nil, err
	}
	p := &Plan{Kind: k, Unread: book.Left, States: map[*form.Row]RowState{}, Near: map[*form.Row]*NearHit{},
		LeftOut: append(slices.Clone(g.secret), secret...), clean: book, screened: len(secret) > 0}
	if g.lines {
		p.lines = map[*form.Row]*keptLine{}
	}
	first := map[string]*form.Row{} // by id
	type unread struct {
		s      sheet.Sheet
		tables []layout.Table
	}
	var rest []unread
	for _, s := range book.Sheets {
		name := layout.SheetName(s)
		p.peek(s, name)
		if s.Hidden && !g.IncludeHidden && g.Headers[name] <= 0 {
			for _, r := range s.Rows {
				p.leave(name, layout.HiddenRow, r.Number)
			}
			continue
		}
		if g.Headers[name] < 0 || len(book.Sheets) > 1 && g.Headers[name] == 0 && explains.MatchString(s.Name) {
			p.Skipped = append(p.Skipped, name)
			continue
		}
		if !g.IncludeHidden {
			s = p.withoutHidden(k, g.Map, s, name)
		}
		var left []layout.LeftOut
		leave := func(why layout.Reason, row int) { left = append(left, layout.LeftOut{Reason: why, Rows: row}) }
		tables := layout.FindTables(k, g.Map, s, g.Headers[name], leave, p.warn)
		if !slices.ContainsFunc(tables, func(t layout.Table) bool { return t.Head.HasTitle(k) }) {
			rest = append(rest, unread{s, tables})
			continue
		}
		for _, one := range left {
			p.leave(name, one.Reason, one.Rows)
		}
		for _, t := range tables {
			if !t.Head.HasTitle(k) {
				for _, line := range t.Lines {
					p.leave(name, layout.OtherTable, line.Number)
				}
				continue
			}
			t.ReadUnits(s, g.Units)
			p.show(t.Head)
			p.tellAgain(t.Head, t.Lines)
			if err := p.table(newReader(k, market, s, t, g), t, g, first); err != nil {
				return nil, err
			}
		}
	}
	for _, u := range rest {
		ask := len(p.Sheets) == 0 || g.Headers[layout.SheetName(u.s)] > 0
		if head, ok := layout.Asked(k, g.Map, u.s, u.tables); ask && ok {
			p.show(head)
		} else {
			p.Skipped = append(p.Skipped, layout.SheetName(u.s))
		}
	}
	if p.unparted {
		return nil, wording.ErrUnparted
	}
	p.sameNumbers()
	return p, nil
}

// explains are names of sheets with instructions for a form, or with its lists.
var explains = regexp.MustCompile(`^(填写|填表|填报|填写的|表格)?(说明|示例|样例|样表|须知|范例|例子|要求)$|字典|下拉|代码表|选项|数据源`)

// Asks reports whether nothing can be read until a person names the column of the title.
func (p *Plan) Asks() bool {
	return !slices.ContainsFunc(p.Sheets, func(h layout.SheetHead) bool { return !h.Ask })
}

// Asks reports whether the import waits for the column of the title.
func (i *Import) Asks() bool {
	return !slices.ContainsFunc(i.Sheets, func(h layout.SheetHead) bool { return !h.Ask })
}

// show keeps a header for the page, once for tables with the same one.
func (p *Plan) show(h layout.SheetHead) {
	for _, c := range h.Columns {
		if !c.Known && !slices.Contains(p.Unknown, c.Heading) {
			p.Unknown = append(p.Unknown, c.Heading)
		}
	}
	for i := range p.Sheets {
		if old := &p.Sheets[i]; old.Name == h.Name &&
			slices.EqualFunc(old.Columns, h.Columns,
				func(a, b form.HeadColumn) bool { return a.Heading == b.Heading }) {
			return
		}
	}
	if len(p.Sheets) < maxSheets {
		p.Sheets = append(p.Sheets, h)
	}
}

// maxSheets is the most headers on a page; all are read.
const maxSheets = 100

func (p *Plan) peek(s sheet.Sheet, name string) {
	if len(p.Peeks) >= peekSheets || len(s.Rows) == 0 || s.Rows[0].Number == 0 {
		return
	}
	one := Peek{Sheet: name, Hidden: s.Hidden, Rows: []PeekRow{}}
	for _, r := range s.Rows[:min(len(s.Rows), peekRows)] {
		row := PeekRow{Row: r.Number, Cells: []string{}}
		for _, c := range r.Cells[:min(len(r.Cells), peekCells)] {
			if n := []rune(wording.WithoutIDs(c)); len(n) > peekRunes {
				c = string(n[:peekRunes]) + "…"
			}
			row.Cells = append(row.Cells, c)
		}
		one.Rows = append(one.Rows, row)
	}
	p.Peeks = append(p.Peeks, one)
}

// table reads the lines under one header. Lines without data are counted with their reason. Lines that only continue
// the need above are added to it.
func (p *Plan) table(x *reader, t layout.Table, g Guide, first map[string]*form.Row) error {
	var open *sheet.Row
	flush := func() {
		if open != nil {
			p.take(x, *open, first)
			open = nil
		}
	}
	noted := false // the line above is a note or a sum
	for _, line := range t.Lines {
		if line.Hidden && !g.IncludeHidden {
			p.leave(t.Head.Name, layout.HiddenRow, line.Number)
			continue
		}
		if x.rules != nil {
			why := x.rules.Why(line)
			if noted = why == layout.NoteLine || why == layout.SumLine ||
				noted && why == "" && layout.Filled(line) == 1 && line.Cell(x.rules.Text) != ""; noted && why == "" {
				why = layout.NoteLine // a note continues
			}
			if why != "" {
				if why == layout.SectionLine {
					flush()
					x.under(line)
				}
				p.leave(t.Head.Name, why, line.Number)
				continue
			}
		}
		x.tellBeyond(p, line)
		line = x.joined(x.carried(p, line))
		if open != nil && x.continues(*open, line) {
			x.lay(p, open, line)
			continue
		}
		flush()
		if p.Counts.Total >= maxTotal {
			return errTooMany
		}
		open = &line
	}
	flush()
	return nil
}
