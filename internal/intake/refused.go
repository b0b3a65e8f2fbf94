package intake

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/intake/change"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
	"kebang/internal/vocab"
)

// keptLine is a refused line in its original form.
type keptLine struct {
	head    layout.SheetHead
	line    sheet.Row
	reasons []string
}

// keep notes the line of a row for a file of refused rows, if one is requested.
func (p *Plan) keep(x *reader, line sheet.Row, r *form.Row, bad []form.RowProblem) {
	if p.lines == nil {
		return
	}
	k := &keptLine{head: x.head, line: line}
	for _, e := range bad {
		k.reasons = append(k.reasons, e.Reason())
	}
	p.lines[r] = k
	p.order = append(p.order, r)
}

// Refused makes the file of the refused rows: the uploaded headings, the original rows, and the reason beside each. It
// can be corrected and uploaded again. The error is fault.NotFound when every row was accepted.
func (s *Service) Refused(ctx context.Context, a actor.Actor, id string) (func(io.Writer) error, error) {
	i, err := s.Get(ctx, a, id)
	if err != nil {
		return nil, err
	}
	g := i.guide()
	g.lines = true
	p, book, err := s.reread(ctx, a, &i, g, patience)
	if err != nil {
		return nil, err
	}
	late := map[string][]string{} // refused only during writing
	if i.Result != nil {
		for _, e := range i.Result.Problems {
			at := fmt.Sprintf("%s\x00%d", e.Sheet, e.Row)
			late[at] = append(late[at], e.Reason())
		}
	}
	var tables []sheet.Table
	for _, r := range p.order {
		k := p.lines[r]
		reasons := slices.Concat(k.reasons, late[fmt.Sprintf("%s\x00%d", r.Sheet, r.Number)])
		if p.States[r] == Differs {
			reasons = append(reasons, change.Tell(r.Changes, sayDiffersClosed.With()).In(vocab.Zh))
		}
		if len(reasons) == 0 {
			continue
		}
		t := tableOf(&tables, book, k.head)
		var row []any
		for _, c := range k.head.Columns {
			if !refusedColumn(c) {
				row = append(row, wording.WithoutIDs(k.line.Cell(c.Index)))
			}
		}
		t.Rows = append(t.Rows, append(row, wording.WithoutIDs(strings.Join(reasons, "\n"))))
	}
	if len(tables) == 0 {
		return nil, fault.Of(fault.NotFound, fault.T("no-refused",
			"没有被退回的行，全部已导入。",
			"No row was refused; all were imported."))
	}
	return func(w io.Writer) error { return sheet.Write(w, tables...) }, nil
}

func refusedColumn(c form.HeadColumn) bool { return wording.Stripped(c.Heading) == form.RefusedHeading }

// tableOf is the table of the file for rows under a header. The lines above the header go with it, because they may
// name the unit of the amounts.
func tableOf(tables *[]sheet.Table, book sheet.Book, h layout.SheetHead) *sheet.Table {
	var columns []sheet.Column
	for _, c := range h.Columns {
		if !refusedColumn(c) {
			columns = append(columns, sheet.Column{Heading: wording.WithoutIDs(c.Full()), Width: 20})
		}
	}
	columns = append(columns, sheet.Column{Heading: form.RefusedHeading, Width: 50})
	n := 0
	base := sheetTitle(h.Name)
	for i := range *tables {
		t := &(*tables)[i]
		if name, _, _ := strings.Cut(t.Name, " ("); name != base && t.Name != base {
			continue
		}
		n++
		if slices.EqualFunc(t.Columns, columns, func(a, b sheet.Column) bool { return a.Heading == b.Heading }) {
			return t
		}
	}
	if n > 0 {
		base = fmt.Sprintf("%s (%d)", base, n+1)
	}
	t := sheet.Table{Name: base, Columns: columns}
	if !h.Form {
		t.Banner = above(book, h)
	}
	*tables = append(*tables, t)
	return &(*tables)[len(*tables)-1]
}

// above are the cells over a header, one a line, at most twenty.
func above(book sheet.Book, h layout.SheetHead) []string {
	var out []string
	for _, s := range book.Sheets {
		if layout.SheetName(s) != h.Name {
			continue
		}
		for _, r := range s.Rows {
			if r.Number >= h.HeaderRow {
				break
			}
			for _, c := range r.Cells {
				if c != "" && len(out) < 20 &&
					!slices.ContainsFunc(h.Columns,
						func(col form.HeadColumn) bool { return strings.Contains(col.Full(), c) }) {
					out = append(out, wording.WithoutIDs(c))
				}
			}
		}
	}
	return out
}

// sheetTitle is a valid name of a sheet for Excel: at most 31 characters, none of the forbidden ones.
func sheetTitle(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return '_'
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 24 {
		s = string(r[len(r)-24:])
	}
	if s = strings.Trim(s, "' "); s == "" {
		return "退回的行"
	}
	return s
}

// What is told, stored with the import.
var (
	sayDiffersClosed = fault.Kept("differs-closed",
		"系统中已不能由表格更改",
		"a table cannot change it any more")
)
