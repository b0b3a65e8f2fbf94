package layout

import (
	"slices"
	"strings"

	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// Screen removes the secret rows from a book before any other reading. Only their row numbers remain, by sheet. A mark
// on the file itself (its name, a title, a line beside a table) refuses the whole file.
func Screen(k form.Kind, m form.Mapping, book sheet.Book) (clean sheet.Book, left []LeftOut, err error) {
	if wording.NamesMark(book.Name) || slices.ContainsFunc(book.Left,
		func(l sheet.LeftFile) bool { return wording.NamesMark(l.Name) }) {
		return book, nil, wording.ErrMarked
	}
	clean = book
	clean.Sheets = nil
	for _, s := range book.Sheets {
		if wording.NamesMark(s.Name) || wording.NamesMark(s.File) || slices.ContainsFunc(s.Around, wording.MarksPages) {
			return book, nil, wording.ErrMarked
		}
		gone, err := secretRows(k, m, s)
		if err != nil {
			return book, nil, err
		}
		if len(gone) > 0 {
			var rows []sheet.Row
			for i, r := range s.Rows {
				if gone[i] {
					left = AddLeft(left, SheetName(s), SecretRow, r.Number)
				} else {
					rows = append(rows, r)
				}
			}
			s.Rows = rows
		}
		clean.Sheets = append(clean.Sheets, s)
	}
	return clean, left, nil
}

// screening goes through the rows of one sheet.
type screening struct {
	l       *finder
	s       sheet.Sheet
	form    bool              // labels and values: one secret word removes the whole sheet
	header  int               // index of the newest header; -1 before the first
	title   int               // column of the title under it; -1 for an unknown one
	down    map[[2]int]string // merged texts, by row number and column
	titles  map[int]string    // headings of secrecy above, by column
	unnamed map[int]bool      // columns with only levels, under any heading
	above   map[int]string    // the last value of the column, for 同上
	gone    map[int]bool      // by index in s.Rows
}

// secretRows are the indexes of the rows that must not be kept.
func secretRows(k form.Kind, m form.Mapping, s sheet.Sheet) (map[int]bool, error) {
	x := screening{l: &finder{kind: k, m: m, s: s, leave: func(Reason, int) {}}, s: s, header: -1, title: -1,
		down:   map[[2]int]string{},
		titles: map[int]string{}, above: map[int]string{}, gone: map[int]bool{}}
	x.form = x.l.forms() != nil
	x.unnamed = x.levelColumns()
	for i, r := range s.Rows {
		if err := x.row(i, r); err != nil {
			return nil, err
		}
	}
	if x.form && x.secretForm() || x.form && len(x.gone) > 0 {
		x.whole()
	}
	return x.gone, nil
}

func (x *screening) whole() {
	for i := range x.s.Rows {
		x.gone[i] = true
	}
}

// levelColumns are the columns with only words of 密级 under an unknown heading, such as 信息类别. One word alone may be a
// value of any column, so two different ones are needed.
func (x *screening) levelColumns() map[int]bool {
	words, heading, mixed := map[int]map[string]bool{}, map[int]string{}, map[int]bool{}
	for _, r := range x.s.Rows {
		for col, cell := range r.Cells {
			if cell == "" || mixed[col] {
				continue
			}
			switch w := wording.BareLevel(cell); {
			case w != "" && wording.Short(cell, 16) && wording.IsLevel(cell):
				if words[col] == nil {
					words[col] = map[string]bool{}
				}
				words[col][w] = true
			case heading[col] == "":
				heading[col] = cell
			default:
				mixed[col] = heading[col] != cell
			}
		}
	}
	out := map[int]bool{}
	for col, w := range words {
		out[col] = !mixed[col] && len(w) >= 2
	}
	return out
}

// asksSecrecy reports whether a cell is a heading of 密级, by its words or by a person's answer.
func (x *screening) asksSecrecy(cell string) bool {
	return wording.IsSecrecyHeading(cell) || x.l.m[wording.Fold(cell)] == "secrecy"
}

func (x *screening) row(i int, r sheet.Row) error {
	n, labelled := Filled(r), false
	x.heads(i, r)
	inTable := x.title >= 0 && !x.form
	for col, cell := range r.Cells {
		if cell == "" {
			continue
		}
		level := wording.LevelIn(cell)
		marked := wording.IsMarked(cell) || level != "" && wording.LevelOf("密级", level) == wording.Secret
		bare, internal := wording.BareLevel(cell), wording.IsInternal(cell)
		word := wording.IsSecretWord(cell) || internal
		// 内部 alone may be a value of any column
		loose := wording.Fold(cell) == "内部" || wording.Fold(cell) == "敏感" || wording.Fold(cell) == "受控"
		switch {
		case x.asksSecrecy(cell):
			if v, ok := x.beside(r, col, n); ok { // 密级 | 机密: a form, of which nothing is kept
				labelled = true
				if wording.LevelOf(cell, v) == wording.Secret {
					x.whole()
				}
				continue
			}
			x.titles[col] = cell
			x.merged(col)
		case (marked || word && !loose) && (n <= 2 || !inTable) && x.titles[col] == "" && !labelled:
			return wording.ErrMarked
		// 需求内容 | 涉及国家秘密
		case wording.HoldsSecret(cell) && !inTable && n >= 2 && ColumnOf(x.l.kind, x.l.m, r.Cell(first(r))) != nil:
			return wording.ErrMarked
		case marked, word && x.titles[col] == "" &&
			(strings.HasSuffix(bare, "密") || internal || x.unnamed[col] && inTable),
			(n > 2 || inTable) && wording.HoldsSecret(cell):
			x.take(i)
		}
	}
	x.judge(i, r, n)
	x.goesOn(i, r)
	return nil
}

// heads notes a header and its title's column, so that all lines of one need are found.
func (x *screening) heads(i int, r sheet.Row) {
	if i >= HeaderSearch && !slices.ContainsFunc(r.Cells, x.asksSecrecy) {
		return
	}
	if keys, title, _ := x.l.names(r); keys < 2 || !title || x.l.values(r) {
		return
	}
	x.header = i
	x.title = slices.IndexFunc(r.Cells, func(cell string) bool {
		c := ColumnOf(x.l.kind, x.l.m, cell)
		return c != nil && c.Key == form.TitleKey(x.l.kind)
	})
}

// take removes a row, with the lines above it that belong to the same need.
func (x *screening) take(i int) {
	for x.gone[i] = true; i > x.header+1 && x.within(x.s.Rows[i]); i-- {
		x.gone[i-1] = true
	}
}

// within reports whether a line under a header has no title of its own and continues the need above. A line with only
// its first cell separates needs, such as 一、制糖.
func (x *screening) within(r sheet.Row) bool {
	return x.title >= 0 && x.header >= 0 && r.Cell(x.title) == "" && (Filled(r) > 1 || first(r) != 0)
}

// goesOn removes a line that continues the secret need above. Without a known title, that is one with an empty first
// cell.
func (x *screening) goesOn(i int, r sheet.Row) {
	if i == 0 || !x.gone[i-1] || i == x.header {
		return
	}
	bare := x.title < 0 && r.Cell(first(x.s.Rows[i-1])) == ""
	for col := range x.titles {
		bare = bare && r.Cell(col) == ""
	}
	if x.within(r) || bare && len(x.titles) > 0 {
		x.gone[i] = true
	}
}

// judge reads the cells under the headings of secrecy.
func (x *screening) judge(i int, r sheet.Row, n int) {
	for col, title := range x.titles {
		v := r.Cell(col)
		if v == "" {
			v = x.down[[2]int{r.Number, col}]
		}
		if x.asksSecrecy(v) {
			continue
		}
		// a further table, in which this column is another one
		if i == x.header && ColumnOf(x.l.kind, x.l.m, v) != nil {
			delete(x.titles, col)
			continue
		}
		if wording.IsDitto(wording.Fold(v)) {
			v = x.above[col]
		}
		if v != "" || n > 2 {
			x.above[col] = v
		}
		unknown := r.Notes[col].Kind == sheet.NoValue // a formula whose value is not visible
		if unknown || wording.LevelOf(title, v) == wording.Secret {
			x.take(i)
		}
	}
}

// secretForm judges the values beside and under the labels of 密级 as the form is read. There is one for a form, or one
// for each record where records are in columns.
func (x *screening) secretForm() bool {
	entries := x.l.entries()
	at := slices.IndexFunc(entries, func(e entry) bool { return e.colKey() == form.TitleKey(x.l.kind) })
	for _, e := range entries {
		if !x.asksSecrecy(e.heading) && e.colKey() != "secrecy" {
			continue
		}
		for j, v := range e.values {
			record := j == 0 || at >= 0 && entries[at].valueAt == e.valueAt && value(entries[at].values, j) != ""
			if v != "" && (record || wording.IsSecretWord(v)) &&
				wording.LevelOf(e.heading, v) == wording.Secret {
				return true
			}
		}
	}
	return false
}

// beside is the word of secrecy in the cell right of a label. In a row of two cells, any text that is no heading
// counts.
func (x *screening) beside(r sheet.Row, col, filled int) (word string, ok bool) {
	for c := col + 1; c < len(r.Cells); c++ {
		v := r.Cells[c]
		if v == "" {
			continue
		}
		return v, wording.IsMarked(v) || wording.IsLevel(wording.Ticked(v)) || filled == 2 &&
			!slices.ContainsFunc(form.Kinds(), func(k form.Kind) bool { return form.HeadingLike(k, nil, v) })
	}
	return "", false
}

// merged notes the texts of cells merged downwards in a column of secrecy.
func (x *screening) merged(col int) {
	for _, m := range x.s.Merges {
		if m.Left > col || m.Right < col || m.Bottom == m.Top || m.Bottom-m.Top > 100_000 {
			continue
		}
		for _, r := range x.s.Rows {
			if r.Number == m.Top {
				for n := m.Top + 1; n <= m.Bottom; n++ {
					x.down[[2]int{n, col}] = r.Cell(m.Left)
				}
			}
		}
	}
}

func first(r sheet.Row) int {
	for i, c := range r.Cells {
		if c != "" {
			return i
		}
	}
	return 0
}
