package sheet

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/sheet/cell"
)

// builder collects sheets and applies the limits for every format.
type builder struct {
	ctx    context.Context
	limits Limits
	spent  *spent
	sheets []Sheet
	left   []LeftFile
	file   string // the file inside a .zip
	notes  map[string]map[int]Note
	seen   int
}

func newBuilder(ctx context.Context, limits Limits) *builder {
	return &builder{ctx: ctx, limits: limits.orDefault(), spent: &spent{}, notes: map[string]map[int]Note{}}
}

// line is one row of a reader. Its cells are tidy already and still belong to the reader.
type line struct {
	number int
	cells  []string
	notes  []cellNote
	hidden bool
}

type cellNote struct {
	col int
	Note
}

// sheet begins a sheet; later rows and merges belong to it.
func (b *builder) sheet(name string) error {
	if b.spent.sheets++; b.spent.sheets > b.limits.Sheets {
		return fault.Of(fault.TooLarge, fault.T("sheet-count",
			"文件里的工作表或表格超过 %d 个。请分成几个文件再上传。",
			"More than %d sheets or tables. Split the file and upload again."), b.limits.Sheets)
	}
	b.sheets = append(b.sheets, Sheet{File: b.file})
	b.rename(name)
	return nil
}

// rename names the current sheet. A sheet named only after its file inside a .zip has no name.
func (b *builder) rename(name string) {
	if name = cell.Tidy(name); b.file != "" && name == sheetName(b.file) {
		name = ""
	}
	b.current().Name = name
}

func (b *builder) current() *Sheet { return &b.sheets[len(b.sheets)-1] }

func (b *builder) merge(m Range) {
	if m.Top < 1 || m.Left < 0 || m.Bottom < m.Top || m.Right < m.Left || m == (Range{m.Top, m.Left, m.Top, m.Left}) {
		return
	}
	if b.spent.merges++; b.spent.merges <= maxMerges {
		b.current().Merges = append(b.current().Merges, m)
	}
}

// seal ends the reading and drops hidden columns beyond the widest row.
func (b *builder) seal() {
	for i := range b.sheets {
		s, width := &b.sheets[i], 0
		for _, r := range s.Rows {
			width = max(width, len(r.Cells))
		}
		s.HiddenColumns = slices.DeleteFunc(s.HiddenColumns, func(c int) bool { return c >= width })
		if slices.Sort(s.HiddenColumns); len(s.HiddenColumns) == 0 {
			s.HiddenColumns = nil
		}
	}
}

func (b *builder) hideColumns(from, to int) {
	s := b.current()
	for col := max(from, 0); col <= to && col < b.limits.Columns; col++ {
		if !slices.Contains(s.HiddenColumns, col) {
			s.HiddenColumns = append(s.HiddenColumns, col)
		}
	}
}

// alive ends the reading when the caller no longer waits.
func (b *builder) alive() error {
	if b.seen++; b.seen%256 == 0 {
		return b.ctx.Err()
	}
	return nil
}

// row adds one line; a line without text is dropped.
func (b *builder) row(l line) error {
	if err := b.alive(); err != nil {
		return err
	}
	s, last := b.current(), 0
	for i, c := range l.cells {
		if c == "" {
			continue
		}
		last = i + 1
		if i >= b.limits.Columns {
			return fault.Of(fault.TooLarge, fault.T("sheet-columns",
				"工作表“%s”第 %d 行超过 %d 列。请删去多余的列再上传。",
				"Sheet “%s”, row %d has more than %d columns. Remove some and upload again."), s.Name, l.number,
				b.limits.Columns)
		}
		if len(c) > b.limits.Runes && utf8.RuneCountInString(c) > b.limits.Runes {
			return fault.Of(fault.TooLarge, fault.T("sheet-cell",
				"工作表“%s”第 %d 行 %s 列的文字超过 %d 字。请缩短后再上传。",
				"Sheet “%s”, row %d, column %s: more than %d characters. Shorten it and upload again."), s.Name,
				l.number, ColumnName(i), b.limits.Runes)
		}
		b.spent.text += len(c)
		if c[0] == '#' && errorNames[c] && !slices.ContainsFunc(l.notes, func(n cellNote) bool { return n.col == i }) {
			// an error value as text, in a .csv or a copied table
			l.notes = append(l.notes, cellNote{i, Note{Kind: ErrorValue}})
		}
	}
	b.spent.cells += last
	switch {
	case last == 0:
		return nil
	case len(s.Rows) >= b.limits.Rows:
		return b.tooManyRows()
	case b.spent.cells > b.limits.Cells:
		return fault.Of(fault.TooLarge, fault.T("sheet-cells",
			"文件里的单元格超过 %d 个。请分成几个文件再上传。",
			"More than %d cells. Split the file and upload again."), b.limits.Cells)
	case b.spent.text > b.limits.Text:
		return fault.Of(fault.TooLarge, fault.T("sheet-text",
			"文件里的文字合计超过 %s。请分成几个文件再上传。",
			"More than %s of text. Split the file and upload again."), megabytes(int64(b.limits.Text)))
	}
	notes, err := b.intern(l.notes)
	if err != nil {
		return err
	}
	s.Rows = append(s.Rows, Row{Number: l.number, Cells: slices.Clone(l.cells[:last:last]), Hidden: l.hidden,
		Notes: notes})
	return nil
}

func (b *builder) tooManyRows() error {
	return fault.Of(fault.TooLarge, fault.T("sheet-rows",
		"工作表“%s”超过 %d 行。请分成几个文件再上传。",
		"Sheet “%s” has more than %d rows. Split the file and upload again."), b.current().Name, b.limits.Rows)
}

// intern gives rows with equal notes one shared map, so that a money column of a long table costs one map.
func (b *builder) intern(notes []cellNote) (map[int]Note, error) {
	if len(notes) == 0 {
		return nil, nil
	}
	var key strings.Builder
	for _, n := range notes {
		fmt.Fprintf(&key, "%d %d %s\x00", n.col, n.Kind, n.Unit)
	}
	m, ok := b.notes[key.String()]
	if !ok {
		if b.spent.notes += len(notes); b.spent.notes > maxNotes {
			return nil, fault.Of(fault.TooLarge, fault.T("too-many-errors-number-formats",
				"文件里的公式错误和数字格式过多。请另存为 .csv 再上传。",
				"Too many errors and number formats. Save the file as .csv and upload again."))
		}
		m = make(map[int]Note, len(notes))
		for _, n := range notes {
			m[n.col] = n.Note
		}
		b.notes[key.String()] = m
	}
	return m, nil
}

// errorNames are the error values of Excel and WPS.
var errorNames = map[string]bool{"#NULL!": true, "#DIV/0!": true, "#VALUE!": true, "#REF!": true, "#NAME?": true,
	"#NUM!": true,
	"#N/A":  true, "#GETTING_DATA": true, "#SPILL!": true, "#CALC!": true, "#FIELD!": true, "#BLOCKED!": true,
	"#CONNECT!": true,
	"#BUSY!":    true, "#UNKNOWN!": true, "#PYTHON!": true, "#EXTERNAL!": true}

// put writes a cell into a line under construction, which grows up to the column. An error without a text gets one, so
// that the cell is reported.
func (l *line) put(col int, text string, n Note) {
	if n.Kind == ErrorValue && text == "" {
		text = "#VALUE!"
	}
	if n != (Note{}) {
		l.notes = append(l.notes, cellNote{col, n})
	}
	if text == "" {
		return
	}
	for len(l.cells) <= col {
		l.cells = append(l.cells, "")
	}
	l.cells[col] = text
}

func (l *line) reset(number int) {
	clear(l.cells)
	*l = line{number: number, cells: l.cells[:0], notes: l.notes[:0]}
}

func megabytes(n int64) string {
	tenths := n * 10 >> 20
	if tenths%10 == 0 {
		return itoa(tenths/10) + " MB"
	}
	return itoa(tenths/10) + "." + itoa(tenths%10) + " MB"
}
