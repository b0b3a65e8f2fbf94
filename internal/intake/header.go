package intake

import (
	"strings"

	"kebang/internal/sheet"
)

// headerDepth is how far down a header is looked for: title, unit, date and notes stand above it.
const headerDepth = 20

// SheetHead is what was found at the top of one sheet.
type SheetHead struct {
	Name      string       `json:"name"`
	HeaderRow int          `json:"headerRow" doc:"as Excel shows it; 0 for files whose keys are the headings"`
	Columns   []HeadColumn `json:"columns"`
}

// HeadColumn is one column of a sheet with what it was taken for.
type HeadColumn struct {
	Index   int    `json:"index" doc:"from 0"`
	Letter  string `json:"letter" doc:"as Excel shows it"`
	Heading string `json:"heading"`
	Key     string `json:"key" doc:"column of the form; empty when the column is not read"`
	Guess   string `json:"guess" doc:"proposal for an unknown heading, never used by itself"`
	Known   bool   `json:"known" doc:"false: nobody has said yet what this heading means"`

	column *FormColumn
	unit   string
}

// Mapping says for folded headings which column they are; an empty key means that the heading is not read.
type Mapping map[string]string

// with lays other over m.
func (m Mapping) with(other Mapping) Mapping {
	out := Mapping{}
	for k, v := range m {
		out[k] = v
	}
	for k, v := range other {
		out[fold(k)] = v
	}
	return out
}

// head finds the header of a sheet: the row of the first twenty that names the most columns of the form, two at least
// (or all that the sheet has). Merged cells count for each cell they cover; a heading that means nothing alone is read
// together with the merged one above it (资金 over 投入（万元）). Last is the last row that belongs to the header.
func head(k Kind, s sheet.Sheet, m Mapping) (h SheetHead, last int, ok bool) {
	rows := s.Filled(headerDepth)
	best, most := -1, 0
	for i := range rows {
		cols := headColumns(k, rows, i, m)
		seen := map[string]bool{}
		for _, c := range cols {
			if c.Key != "" {
				seen[c.Key] = true
			}
		}
		n := len(seen)
		if n > most || n == most && n > 0 && best == i-1 && spans(s, rows[best].Number, rows[i].Number) {
			best, most = i, n
		}
	}
	if most == 0 || most == 1 && filled(rows[best]) > 1 {
		return SheetHead{Name: s.Name}, 0, false
	}
	for best+1 < len(rows) && spans(s, rows[best].Number, rows[best+1].Number) && same(rows[best], rows[best+1]) {
		best++
	}
	return SheetHead{Name: s.Name, HeaderRow: rows[best].Number, Columns: headColumns(k, rows, best, m)}, rows[best].Number, true
}

func filled(r sheet.Row) (n int) {
	for _, c := range r.Cells {
		if c != "" {
			n++
		}
	}
	return n
}

// spans reports whether a merged cell of the header covers both rows.
func spans(s sheet.Sheet, top, bottom int) bool {
	for _, m := range s.Merges {
		if m.Top <= top && m.Bottom >= bottom && m.Bottom > m.Top {
			return true
		}
	}
	return false
}

func same(a, b sheet.Row) bool {
	for i := range max(len(a.Cells), len(b.Cells)) {
		if a.Cell(i) != b.Cell(i) {
			return false
		}
	}
	return true
}

func headColumns(k Kind, rows []sheet.Row, at int, m Mapping) []HeadColumn {
	var out []HeadColumn
	taken := map[string]bool{}
	for i, text := range rows[at].Cells {
		if text == "" {
			continue
		}
		c := HeadColumn{Index: i, Letter: sheet.ColumnName(i), Heading: strings.Join(strings.Fields(text), " ")}
		above := ""
		if at > 0 && rows[at-1].Cell(i) != text {
			above = rows[at-1].Cell(i)
		}
		c.column, c.unit, c.Known = match(k, m, text, above)
		if c.column != nil && taken[c.column.Key] { // the second column of a name is not read
			c.column = nil
		}
		if c.column != nil {
			c.Key = c.column.Key
			taken[c.Key] = true
		} else if !c.Known {
			c.Guess = guess(k, text)
		}
		out = append(out, c)
	}
	return out
}

// match asks what the market mapped first, then the names and aliases of the form.
func match(k Kind, m Mapping, text, above string) (c *FormColumn, unit string, known bool) {
	_, _, unit = heading(text)
	if key, ok := m[fold(text)]; ok {
		return columnOf(k, key), unit, true
	}
	if c, unit = find(k, text); c != nil {
		return c, unit, true
	}
	full, bare, _ := heading(text)
	if skipped[full] || skipped[bare] {
		return nil, unit, true
	}
	if above != "" {
		if c, unit = find(k, above+text); c != nil {
			return c, unit, true
		}
	}
	return nil, unit, false
}
