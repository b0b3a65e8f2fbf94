package intake

import (
	"slices"
	"strings"

	"kebang/internal/sheet"
)

// screen takes the secret rows out of a book before anything else looks at it. Left are their row numbers by sheet. A
// mark on the file itself (its name, a title, a line beside a table) refuses the whole of it.
func screen(k Kind, m Mapping, book sheet.Book) (clean sheet.Book, left []LeftOut, err error) {
	if namesMark(book.Name) || slices.ContainsFunc(book.Left,
		func(l sheet.LeftFile) bool { return namesMark(l.Name) }) {
		return book, nil, errMarked
	}
	clean = book
	clean.Sheets = nil
	for _, s := range book.Sheets {
		if namesMark(s.Name) || namesMark(s.File) || slices.ContainsFunc(s.Around, marksPages) {
			return book, nil, errMarked
		}
		gone, err := secretRows(k, m, s)
		if err != nil {
			return book, nil, err
		}
		if len(gone) > 0 {
			p := &Plan{}
			var rows []sheet.Row
			for i, r := range s.Rows {
				if gone[i] {
					p.leave(label(s), SecretRow, r.Number)
				} else {
					rows = append(rows, r)
				}
			}
			s.Rows, left = rows, append(left, p.LeftOut...)
		}
		clean.Sheets = append(clean.Sheets, s)
	}
	return clean, left, nil
}

func namesMark(name string) bool { return mark.MatchString(name) || nameMark.MatchString(name) }

// screening goes through the rows of one sheet.
type screening struct {
	l       *layout
	s       sheet.Sheet
	form    bool              // labels and values: one secret word takes the whole sheet
	header  int               // index of the newest header; -1 before the first
	title   int               // column of the title under it; -1 where none is known
	down    map[[2]int]string // merged texts, by row number and column
	titles  map[int]string    // headings of secrecy above, by column
	unnamed map[int]bool      // columns that hold nothing but levels, whatever their heading
	above   map[int]string    // what the last row said there, for 同上
	gone    map[int]bool      // by index in s.Rows
}

// secretRows are the indexes of the rows that nothing is kept of.
func secretRows(k Kind, m Mapping, s sheet.Sheet) (map[int]bool, error) {
	x := screening{l: &layout{kind: k, m: m, s: s, leave: func(Reason, int) {}}, s: s, header: -1, title: -1,
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

// levelColumns are the columns that hold nothing but words of 密级 under a heading that nobody knows, such as 信息类别. One
// word alone may be a value of any column, so two different ones are asked for.
func (x *screening) levelColumns() map[int]bool {
	words, heading, mixed := map[int]map[string]bool{}, map[int]string{}, map[int]bool{}
	for _, r := range x.s.Rows {
		for col, cell := range r.Cells {
			if cell == "" || mixed[col] {
				continue
			}
			w := ""
			if short(cell, 16) {
				w = markTail.ReplaceAllString(fold(cell), "")
			}
			switch {
			case w != "" && (secrecyWords[open][w] || secrecyWords[protected][w] || secrecyWords[secret][w]):
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

// asksSecrecy reports whether a cell is a heading of 密级, by its words or because a person said so.
func (x *screening) asksSecrecy(cell string) bool {
	return isSecrecyHeading(cell) || x.l.m[fold(cell)] == "secrecy"
}

func (x *screening) row(i int, r sheet.Row) error {
	n, labelled := filled(r), false
	x.heads(i, r)
	inTable := x.title >= 0 && !x.form
	for col, cell := range r.Cells {
		if cell == "" {
			continue
		}
		marked := mark.MatchString(cell)
		if m := said.FindStringSubmatch(cell); m != nil {
			marked = marked || secrecyOf("密级", m[1]) == secret
		}
		bare := fold(markTail.ReplaceAllString(fold(cell), ""))
		word := secrecyWords[secret][bare] || internalOnly.MatchString(fold(cell))
		loose := fold(cell) == "内部" || fold(cell) == "敏感" || fold(cell) == "受控" // 内部 alone may be a value of any column
		switch {
		case x.asksSecrecy(cell):
			if v, ok := x.beside(r, col, n); ok { // 密级 | 机密: a form, of which nothing is kept
				labelled = true
				if secrecyOf(cell, v) == secret {
					x.whole()
				}
				continue
			}
			x.titles[col] = cell
			x.merged(col)
		case (marked || word && !loose) && (n <= 2 || !inTable) && x.titles[col] == "" && !labelled:
			return errMarked
		// 需求内容 | 涉及国家秘密
		case holdsSecret(cell) && !inTable && n >= 2 && columnOfMapping(x.l.kind, x.l.m, r.Cell(first(r))) != nil:
			return errMarked
		case marked, word && x.titles[col] == "" &&
			(strings.HasSuffix(bare, "密") || internalOnly.MatchString(fold(cell)) || x.unnamed[col] && inTable),
			(n > 2 || inTable) && holdsSecret(cell):
			x.take(i)
		}
	}
	x.judge(i, r, n)
	x.goesOn(i, r)
	return nil
}

// heads notes a header: which column is the title, so that all lines of one need are told.
func (x *screening) heads(i int, r sheet.Row) {
	if i >= headerSearch && !slices.ContainsFunc(r.Cells, x.asksSecrecy) {
		return
	}
	if keys, title, _ := x.l.names(r); keys < 2 || !title || x.l.values(r) {
		return
	}
	x.header = i
	x.title = slices.IndexFunc(r.Cells, func(cell string) bool {
		c := columnOfMapping(x.l.kind, x.l.m, cell)
		return c != nil && c.Key == titleKey(x.l.kind)
	})
}

// take leaves a row out, with the lines above it that belong to the same need.
func (x *screening) take(i int) {
	for x.gone[i] = true; i > x.header+1 && x.within(x.s.Rows[i]); i-- {
		x.gone[i-1] = true
	}
}

// within reports whether a line under a header has no title of its own: it goes on with the need above. A line with
// nothing but its first cell parts needs, such as 一、制糖.
func (x *screening) within(r sheet.Row) bool {
	return x.title >= 0 && x.header >= 0 && r.Cell(x.title) == "" && (filled(r) > 1 || first(r) != 0)
}

// goesOn leaves out a line that goes on with the secret need above. Where no title is known, that is one with an empty
// first cell.
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

// judge looks at the cells under the headings of secrecy.
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
		if i == x.header && columnOfMapping(x.l.kind, x.l.m, v) != nil {
			delete(x.titles, col)
			continue
		}
		if isDitto(fold(v)) {
			v = x.above[col]
		}
		if v != "" || n > 2 {
			x.above[col] = v
		}
		unknown := r.Notes[col].Kind == sheet.NoValue // a formula whose word nobody can see
		if (unknown || secrecyOf(title, v) == secret) && !(n <= 2 && r.Cell(col) == "" && !unknown) {
			x.take(i)
		}
	}
}

// secretForm judges the values beside and under the labels of 密级 as the form is read: one for a form, one for each
// record where records stand in columns.
func (x *screening) secretForm() bool {
	entries := x.l.entries()
	at := slices.IndexFunc(entries, func(e entry) bool { return e.colKey() == titleKey(x.l.kind) })
	for _, e := range entries {
		if !x.asksSecrecy(e.heading) && e.colKey() != "secrecy" {
			continue
		}
		for j, v := range e.values {
			record := j == 0 || at >= 0 && entries[at].valueAt == e.valueAt && value(entries[at].values, j) != ""
			if v != "" && (record || secrecyWords[secret][markTail.ReplaceAllString(fold(v), "")]) &&
				secrecyOf(e.heading, v) == secret {
				return true
			}
		}
	}
	return false
}

// beside is the word for secrecy in the cell right of a label. Beside a label that stands with one other cell any text
// is one that is no heading itself.
func (x *screening) beside(r sheet.Row, col, filled int) (word string, ok bool) {
	for c := col + 1; c < len(r.Cells); c++ {
		v := r.Cells[c]
		if v == "" {
			continue
		}
		w := markTail.ReplaceAllString(fold(ticked(v)), "")
		return v, mark.MatchString(v) || secrecyWords[open][w] || secrecyWords[protected][w] ||
			secrecyWords[secret][w] ||
			filled == 2 && !slices.ContainsFunc(Kinds(), func(k Kind) bool { return headingLike(k, nil, v) })
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
