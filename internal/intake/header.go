package intake

import (
	"slices"
	"strings"

	"kebang/internal/money"
	"kebang/internal/sheet"
)

// SheetHead is what was found at the top of one sheet.
type SheetHead struct {
	Name      string       `json:"name"`
	HeaderRow int          `json:"headerRow" doc:"as Excel shows it; 0 for files whose keys are the headings"`
	Form      bool         `json:"form,omitempty" doc:"labels with their values beside them instead of a header"`
	Ask       bool         `json:"ask,omitempty" doc:"no heading says which column is the title: it must be said before rows can be read"`
	Pointed   bool         `json:"pointed,omitempty" doc:"a person said that the header is here"`
	Columns   []HeadColumn `json:"columns"`

	kind Kind
}

// HeadColumn is one column of a sheet with what it was taken for.
type HeadColumn struct {
	Index   int    `json:"index" doc:"from 0"`
	Letter  string `json:"letter" doc:"as Excel shows it"`
	Heading string `json:"heading"`
	Key     string `json:"key" doc:"column of the form; empty when the column is not read"`
	Guess   string `json:"guess" doc:"proposal for an unknown heading, never used by itself"`
	Known   bool   `json:"known" doc:"false: nobody has said yet what this heading means"`

	Unit     string   `json:"unit" doc:"of a money column: 元, 千元, 万元, 百万元, 亿元; empty when it is asked or this is no money column"`
	PerYear  bool     `json:"perYear" doc:"the amounts are those of one year"`
	UnitFrom UnitFrom `json:"unitFrom" enum:"heading,line,cell,asked," doc:"where the unit was read; empty: nothing names one and the form's unit is used"`
	Ask      string   `json:"ask" doc:"a question for the unit, which is foreign or not understood; empty when there is none"`

	column    *FormColumn
	above     string     // the heading above, where only both together say what the column is
	over      string     // the heading above, whatever it says
	money     money.Unit // Fen is 0 while the unit is asked
	foreign   bool       // the unit asked for is a foreign currency
	said      string     // the unit that is foreign or not understood, as written
	again     string     // the key of an earlier column that means the same
	wordsOnly bool       // a person chose to keep the words and to read no amount
	unit      string
	row       int // of the value, in a form; 0 in a table
}

// heading is what names the column by itself.
func (c HeadColumn) heading() string { return c.above + c.Heading }

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
	h := SheetHead{kind: k}
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
		c.over = above
		c.column, c.unit, c.Known = match(k, m, text, above)
		// a second column of lines goes on with the first, another is not read
		if c.column != nil && taken[c.column.Key] {
			c.again = c.column.Key
			c.column = nil
		}
		if c.column != nil {
			c.Key = c.column.Key
			if alone, _ := find(k, text); alone != c.column && m[fold(text)] == "" && above != "" {
				c.above = strings.Join(strings.Fields(above), " ")
			}
			taken[c.Key] = true
		} else if !c.Known {
			c.Guess = guess(k, text)
		}
		h.Columns = append(h.Columns, c)
	}
	h.weakTitle()
	return h.Columns
}

// weakTitle settles headings such as 技术难题, which are the text beside a title and the likely title without one. The
// title is only proposed; the text is taken.
func (h *SheetHead) weakTitle() {
	title, text := titleKey(h.kind), columnOf(h.kind, "text")
	has := func(key string) bool {
		return slices.ContainsFunc(h.Columns, func(c HeadColumn) bool { return c.Key == key })
	}
	for i := range h.Columns {
		c := &h.Columns[i]
		if c.Known || c.column != nil || !weak(h.kind, c.Heading) {
			continue
		}
		switch {
		case !has(title):
			c.Guess = title
		case text != nil && !has("text"):
			c.column, c.Key, c.Known = text, "text", true
		}
	}
}

// match asks what the market mapped first, then the names of the form, then the heading together with the one above.
func match(k Kind, m Mapping, text, above string) (c *FormColumn, unit string, known bool) {
	_, _, unit = heading(text)
	if key, ok := m[fold(text)]; ok {
		return columnOf(k, key), unit, true
	}
	if c, unit = find(k, text); c != nil {
		return c, unit, true
	}
	if isSkipped(text) {
		return nil, unit, true
	}
	if above != "" {
		if c, unit = find(k, above+text); c != nil {
			return c, unit, true
		}
	}
	return nil, unit, false
}
