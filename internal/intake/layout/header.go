package layout

import (
	"slices"
	"strings"

	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// SheetHead is the header of one sheet.
type SheetHead struct {
	Name      string            `json:"name"`
	HeaderRow int               `json:"headerRow" doc:"as Excel shows it; 0 for files whose keys are the headings"`
	Form      bool              `json:"form,omitempty" doc:"labels with their values beside them instead of a header"`
	Ask       bool              `json:"ask,omitempty" doc:"no heading says which column is the title: it must be said before rows can be read"`
	Pointed   bool              `json:"pointed,omitempty" doc:"a person said that the header is here"`
	Columns   []form.HeadColumn `json:"columns"`

	kind form.Kind
}

// Filled counts the filled cells of a row.
func Filled(r sheet.Row) (n int) {
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

func headColumns(k form.Kind, rows []sheet.Row, at int, m form.Mapping) []form.HeadColumn {
	h := SheetHead{kind: k}
	taken := map[string]bool{}
	for i, text := range rows[at].Cells {
		if text == "" {
			continue
		}
		c := form.HeadColumn{Index: i, Letter: sheet.ColumnName(i), Heading: strings.Join(strings.Fields(text), " ")}
		above := ""
		if at > 0 && rows[at-1].Cell(i) != text {
			above = rows[at-1].Cell(i)
		}
		c.Over = above
		c.Column, c.Known = match(k, m, text, above)
		// A second column of lines continues the first; any other repeated column is not read.
		if c.Column != nil && taken[c.Column.Key] {
			c.Again = c.Column.Key
			c.Column = nil
		}
		if c.Column != nil {
			c.Key = c.Column.Key
			if alone := form.ByHeading(k, text); alone != c.Column && m[wording.Fold(text)] == "" && above != "" {
				c.Above = strings.Join(strings.Fields(above), " ")
			}
			taken[c.Key] = true
		} else if !c.Known {
			c.Guess = form.Guess(k, text)
		}
		h.Columns = append(h.Columns, c)
	}
	h.weakTitle()
	return h.Columns
}

// weakTitle settles headings such as 技术难题. Next to a title they are the text, and without one the likely title. The
// title is only proposed; the text is taken.
func (h *SheetHead) weakTitle() {
	title, text := form.TitleKey(h.kind), form.ByKey(h.kind, "text")
	has := func(key string) bool {
		return slices.ContainsFunc(h.Columns, func(c form.HeadColumn) bool { return c.Key == key })
	}
	for i := range h.Columns {
		c := &h.Columns[i]
		if c.Known || c.Column != nil || !form.Weak(h.kind, c.Heading) {
			continue
		}
		switch {
		case !has(title):
			c.Guess = title
		case text != nil && !has("text"):
			c.Column, c.Key, c.Known = text, "text", true
		}
	}
}

// match uses the market's mapping first, then the names of the form, then the heading together with the one above.
func match(k form.Kind, m form.Mapping, text, above string) (c *form.Column, known bool) {
	if key, ok := m[wording.Fold(text)]; ok {
		return form.ByKey(k, key), true
	}
	if c = form.ByHeading(k, text); c != nil || form.IsSkipped(text) {
		return c, true
	}
	if above != "" {
		c = form.ByHeading(k, above+text)
	}
	return c, c != nil
}

// HasKey reports whether the header has the column of a key.
func (h SheetHead) HasKey(key string) bool {
	return slices.ContainsFunc(h.Columns, func(c form.HeadColumn) bool { return c.Key == key })
}

// HasTitle reports whether the header has the required columns of the kind.
func (h SheetHead) HasTitle(k form.Kind) bool {
	return h.HasKey(form.TitleKey(k))
}

// Earlier is the earlier column of the header with the same meaning; false for none.
func (h SheetHead) Earlier(c form.HeadColumn) (form.HeadColumn, bool) {
	i := slices.IndexFunc(h.Columns, func(o form.HeadColumn) bool { return c.Again != "" && o.Key == c.Again })
	if i < 0 {
		return form.HeadColumn{}, false
	}
	return h.Columns[i], true
}
