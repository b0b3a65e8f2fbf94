package layout

import (
	"slices"
	"strings"

	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/money"
	"kebang/internal/sheet"
)

// Table is one table of a sheet: its header and the lines under it, or a record of a form.
type Table struct {
	Head   SheetHead
	Header []sheet.Row // the original rows of the header
	Lines  []sheet.Row
	Form   bool // label and value: the one line is made of the values
}

// finder cuts a sheet into the tables of the kind. It reports the lines above, between and beside them to leave.
type finder struct {
	kind  form.Kind
	m     form.Mapping
	s     sheet.Sheet
	at    int // row number of the header that a person chose; 0 for none
	leave func(why Reason, row int)
	tell  func(form.RowProblem) // may be nil
}

// FindTables finds the tables of a kind in a sheet. At is the row of the header that a person chose, 0 for none. Leave
// receives the lines above, between and beside the tables, tell the warnings.
func FindTables(k form.Kind, m form.Mapping, s sheet.Sheet, at int, leave func(why Reason, row int),
	tell func(form.RowProblem)) []Table {
	l := &finder{kind: k, m: m, s: s, at: at, leave: leave, tell: tell}
	return l.tables()
}

// tables finds the tables of a sheet. A person's choice of the header comes first. A form of labels and values follows
// if it explains more cells than any header, then the headers. An empty result means that the sheet has no table of
// this kind.
func (l *finder) tables() []Table {
	if l.at == 0 {
		if found := l.forms(); found != nil {
			return found
		}
	}
	i, ok := l.firstHeader()
	if !ok {
		return nil
	}
	return l.below(i)
}

// firstHeader is the index of the first row of a table. It is the chosen one, else the first that names the title and
// one column more, else the one with the most names.
func (l *finder) firstHeader() (int, bool) {
	rows := l.s.Rows
	if l.at > 0 {
		i := slices.IndexFunc(rows, func(r sheet.Row) bool { return r.Number == l.at })
		return i, i >= 0
	}
	best, most := -1, 0
	for i, r := range rows {
		keys, title, like := l.names(r)
		if keys == 0 {
			continue
		}
		if title && (keys >= 2 || Filled(r) == 1 && i+1 < len(rows)) && !l.values(r) {
			return i, true
		}
		if keys >= 2 && like*2 >= Filled(r) && keys > most && !l.values(r) {
			best, most = i, keys
		}
		if i >= HeaderSearch && best >= 0 {
			break
		}
	}
	return best, best >= 0
}

// HeaderSearch is the number of rows that are searched for a better header after one without a title.
const HeaderSearch = 200

// names counts the different columns that a row names, and its cells that look like headings. It reports whether the
// title is among the columns.
func (l *finder) names(r sheet.Row) (keys int, title bool, like int) {
	var seen [64]*form.Column
	for _, text := range r.Cells {
		if text == "" || !wording.Short(text, form.HeadingMost*2) {
			continue
		}
		c := ColumnOf(l.kind, l.m, text)
		if c == nil {
			if form.HeadingLike(l.kind, l.m, text) {
				like++
			}
			continue
		}
		like++
		if !slices.Contains(seen[:keys], c) && keys < len(seen) {
			seen[keys] = c
			keys++
			title = title || c.Key == form.TitleKey(l.kind)
		}
	}
	// 技术难题 beside the title is the text; see weakTitle
	if title && keys == 1 && form.ByKey(l.kind, "text") != nil &&
		slices.ContainsFunc(r.Cells, func(text string) bool { return form.Weak(l.kind, text) }) {
		keys++
	}
	return keys, title, like
}

// ColumnOf is the column of a heading by the mapping, else by the names of the form; nil for none.
func ColumnOf(k form.Kind, m form.Mapping, text string) *form.Column {
	if key, ok := m[wording.Fold(text)]; ok {
		return form.ByKey(k, key)
	}
	return form.ByHeading(k, text)
}

// values reports whether a row holds numbers or long text, which a header never does.
func (l *finder) values(r sheet.Row) bool {
	long := 0
	for _, c := range r.Cells {
		if c != "" && sumCount.MatchString(wording.Fold(c)) {
			return true
		}
		if !wording.Short(c, form.HeadingMost*2) {
			long++
		}
	}
	return long > 0
}

// below reads the tables from a header down. Each further header of the kind begins one. A header of another form ends
// the reading until the next one.
func (l *finder) below(from int) []Table {
	var out []Table
	rows := l.s.Rows
	head, last := l.headAt(from)
	groups := l.sideBySide(head, last)
	other := false // under a header of another form
	start := len(out)
	open := func() {
		start = len(out)
		for _, g := range groups {
			out = append(out, Table{Head: g, Header: rows[l.headTop(from):last]})
		}
	}
	open()
	rules := l.rulers(out[start:])
	for i := last; i < len(rows); i++ {
		line := rows[i]
		again := rules[0].repeats(line)
		if !again && rows[0].Number > 0 && l.header(line, rules) {
			next, end := l.headAt(i)
			l.titleLines(out[start:], rules, line.Number)
			if next.HasTitle(l.kind) {
				from, head, last, other = i, next, end, false
				groups = l.sideBySide(head, last)
				open()
				rules = l.rulers(out[start:])
				i = last - 1
				continue
			}
			other = true
		}
		if again {
			other = false
			l.titleLines(out[start:], rules, line.Number)
		}
		if other {
			l.leave(OtherTable, line.Number)
			continue
		}
		for g := range groups {
			if part, ok := within(line, groups, g); ok {
				out[start+g].Lines = append(out[start+g].Lines, part)
			}
		}
	}
	return out
}

func (l *finder) rulers(tables []Table) []*Ruler {
	var out []*Ruler
	for _, t := range tables {
		out = append(out, NewRuler(l.kind, l.m, sheet.Sheet{}, t.Head, t.Header))
	}
	return out
}

// titleLines takes back lines of one cell above a header, because they are the title of the next table.
func (l *finder) titleLines(tables []Table, rules []*Ruler, header int) {
	for i := range tables {
		lines := tables[i].Lines
		for n := len(lines); n > 0 && Filled(lines[n-1]) == 1 && lines[n-1].Number >= header-3 &&
			rules[i].Why(lines[n-1]) == ""; n-- {
			l.leave(SectionLine, lines[n-1].Number)
			lines = lines[:n-1]
		}
		tables[i].Lines = lines
	}
}

// Header reports whether a line under a table is another header. Most of its cells look like headings, and it is no
// record of the table above.
func (l *finder) header(line sheet.Row, rules []*Ruler) bool {
	n := Filled(line)
	if n < 2 || l.values(line) {
		return false
	}
	keys, title, like := l.names(line)
	if like < 2 || like*10 < n*6 || rules[0].real(line) && !(title && keys >= 2 || keys >= 3) && like < n {
		return false
	}
	switch rules[0].Why(line) { // asked last: it takes the longest
	case NoteLine, PageLine, SumLine, NumberRow, ErrorRow:
		return false
	}
	return true
}

// headTop is the index of the first row of the header at i, including rows joined by merged cells.
func (l *finder) headTop(i int) int {
	for i > 0 && spans(l.s, l.s.Rows[i-1].Number, l.s.Rows[i].Number) {
		i--
	}
	return i
}

// headAt reads the header that begins at row index i. It may have two or three rows, by merged cells or bare headings.
// Next is the index of the first line under it.
func (l *finder) headAt(i int) (h SheetHead, next int) {
	a, b := max(0, i-3), min(len(l.s.Rows), i+4)
	rows := sheet.Sheet{Rows: l.s.Rows[a:b], Merges: l.s.Merges}.Filled(b - a)
	best, end := i-a, i-a // end: a row of units under the header
	most := distinct(headColumns(l.kind, rows, best, l.m))
	for j := best + 1; j < len(rows); j++ {
		tied := spans(l.s, rows[j-1].Number, rows[j].Number)
		n := distinct(headColumns(l.kind, rows, j, l.m))
		switch {
		case unitsOnly(rows[best], l.s.Rows[a+j]):
			rows[best], end = withUnits(rows[best], l.s.Rows[a+j]), j
			j = len(rows)
		case tied && (n >= most || same(rows[j-1], rows[j])):
			best, most = j, n
		case !tied && n > 0 && l.splits(l.s.Rows[a+j-1], l.s.Rows[a+j]):
			rows[j] = over(rows[j-1], rows[j])
			best, most = j, distinct(headColumns(l.kind, rows, j, l.m))
		default:
			j = len(rows)
		}
	}
	return SheetHead{Name: SheetName(l.s), HeaderRow: rows[best].Number, Pointed: l.at == rows[best].Number,
		kind:    l.kind,
		Columns: headColumns(l.kind, rows, best, l.m)}, a + max(best, end) + 1
}

// splits reports whether a row is the second one of a header without merged cells. All its cells are headings, and they
// fill gaps of the row above or divide a heading.
func (l *finder) splits(above, row sheet.Row) bool {
	if l.values(row) {
		return false
	}
	gaps := 0
	for i, c := range row.Cells {
		if c == "" {
			continue
		}
		if ColumnOf(l.kind, l.m, c) == nil && !form.HeadingLike(l.kind, l.m, c) {
			return false
		}
		if above.Cell(i) == "" {
			gaps++
		}
	}
	return gaps > 0 && Filled(row) < Filled(above)+gaps
}

// unitsOnly reports whether a row under a header holds only units of money for its columns: （万元） in a line of its own.
func unitsOnly(header, row sheet.Row) bool {
	for i, c := range row.Cells {
		if _, ok := money.ParseUnit(bareUnit(c)); c != "" && (!ok || header.Cell(i) == "") {
			return false
		}
	}
	return Filled(row) > 0
}

// bareUnit is the unit in （万元） and 单位：万元.
func bareUnit(cell string) string {
	w := strings.Trim(wording.Fold(cell), "()[]【】")
	if _, unit, ok := strings.Cut(w, ":"); ok && strings.Contains(w, "单位:") {
		return unit
	}
	return w
}

// withUnits appends such units to the headings.
func withUnits(header, row sheet.Row) sheet.Row {
	header.Cells = slices.Clone(header.Cells)
	for i, c := range row.Cells {
		if c != "" {
			header.Cells[i] += "（" + bareUnit(c) + "）"
		}
	}
	return header
}

// over lays a second header row over the first.
func over(above, row sheet.Row) sheet.Row {
	cells := make([]string, max(len(above.Cells), len(row.Cells)))
	for i := range cells {
		if cells[i] = row.Cell(i); cells[i] == "" {
			cells[i] = above.Cell(i)
		}
	}
	row.Cells = cells
	return row
}

func distinct(cols []form.HeadColumn) int {
	seen := map[string]bool{}
	for _, c := range cols {
		if c.Key != "" {
			seen[c.Key] = true
		}
	}
	return len(seen)
}

// SheetName names a sheet among many files and sheets.
func SheetName(s sheet.Sheet) string {
	switch {
	case s.File == "":
		return s.Name
	case s.Name == "":
		return s.File
	}
	return s.File + "／" + s.Name
}
