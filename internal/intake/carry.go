package intake

import (
	"regexp"
	"slices"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// maxTotal is the most rows of one import, over all its sheets. Their memory stays within some 200 MB.
const maxTotal = 50_000

var errTooMany = fault.Of(fault.TooLarge, fault.T("import-rows",
	"一次最多导入 %d 行。请分成几个文件上传。",
	"One import takes at most %d rows. Please upload several files."), maxTotal)

// lineKeys are columns that make a line without a title part of the record above.
var lineKeys = wording.Set("must", "nice", "indicators")

// textKeys are columns of a text that a person split over several lines.
var textKeys = wording.Set("text", "present")

// ditto is a cell that repeats the one above, with the marks that people draw around it: -〃-, （同上）, 同上。 Then dittoFrom
// repeats a cell further above, by its number.
var dittoFrom = regexp.MustCompile(`^[同见](上面)?(第|序号|编号|行|no\.?)?[0-9一二三四五六七八九十]{1,4}(行|项|条|号|栏)?$`)

// carried replaces 同上 and 〃 by the text above, and 同左 by the text to the left. The first one in a column gives a
// warning, so that a person sees the replacement.
func (x *reader) carried(p *Plan, line sheet.Row) sheet.Row {
	if x.form {
		return line
	}
	fresh := false
	for _, c := range x.head.Columns {
		v := line.Cell(c.Index)
		if v == "" || !wording.Short(v, 6) {
			continue
		}
		w, text := wording.Fold(v), ""
		switch {
		case wording.IsDitto(w) && c.Index < len(x.last):
			text = x.last[c.Index]
		case wording.IsDitto(w), dittoFrom.MatchString(w):
		case w == "同左" && c.Index > 0:
			text = line.Cell(c.Index - 1)
		default:
			continue
		}
		if !fresh {
			line.Cells, fresh = slices.Clone(line.Cells), true
		}
		line.Cells[c.Index] = text
		switch {
		case c.Key == "":
		case text == "":
			p.warn(x.problem(line, c.Key, sayDittoLost.With(v)))
		case !x.told[c.Index]:
			x.told[c.Index] = true
			where := sayDittoAbove
			if w == "同左" {
				where = sayDittoLeft
			}
			p.warn(x.problem(line, c.Key, sayDittoRead.With(v, where, wording.Clip(text))))
		}
	}
	x.last = make([]string, len(line.Cells))
	for i, v := range line.Cells {
		if x.last[i] = v; v == "" {
			x.last[i] = x.down[[2]int{line.Number, i}]
		}
	}
	return line
}

// warn keeps the first thousand warnings.
func (p *Plan) warn(w form.RowProblem) {
	if len(p.Warnings) < maxProblems {
		p.Warnings = append(p.Warnings, w)
	}
}

// continues reports whether a line only continues the record above. Its title is merged with the one above, or it has
// neither title nor number and fills only text and lines of indicators. Text alone continues only a record with a
// title. A line with its own number is a record, whose missing title is then reported.
func (x *reader) continues(open, line sheet.Row) bool {
	r := x.rules
	if r == nil || r.Title < 0 {
		return false
	}
	if line.Cell(r.Title) != "" {
		return false
	}
	if x.down[[2]int{line.Number, r.Title}] != "" && x.down[[2]int{line.Number, r.Title}] == titleOf(open, x, r.Title) {
		return true
	}
	lines, texts, unread := false, false, false
	for _, c := range x.head.Columns {
		v := line.Cell(c.Index)
		switch {
		case v == "":
		case r.Serials[c.Index]:
			return false
		case v == open.Cell(c.Index):
		case c.Column == nil:
			unread = true
		case lineKeys[c.Key]:
			lines = true
		case textKeys[c.Key] && titleOf(open, x, r.Title) != "":
			texts = true
		default:
			return false
		}
	}
	return lines && !texts || texts && !unread
}

func titleOf(open sheet.Row, x *reader, at int) string {
	if v := open.Cell(at); v != "" {
		return v
	}
	return x.down[[2]int{open.Number, at}]
}

// lay adds a further line of a record to its first one. Where both have different values in a column of one value, the
// first one stays and a warning says so.
func (x *reader) lay(p *Plan, open *sheet.Row, line sheet.Row) {
	open.Cells = slices.Clone(open.Cells)
	if x.rules.Text >= 0 && line.Cell(x.rules.Text) != "" && x.down[[2]int{line.Number, x.rules.Title}] == "" {
		p.warn(x.problem(line, "text", sayLineGoesOn.With(open.Number)))
	}
	for _, c := range x.head.Columns {
		v := line.Cell(c.Index)
		if v == "" || c.Column == nil {
			continue
		}
		for len(open.Cells) <= c.Index {
			open.Cells = append(open.Cells, "")
		}
		old := open.Cells[c.Index]
		switch {
		case old == "":
			open.Cells[c.Index] = v
		case old == v || strings.HasSuffix(old, "\n"+v):
		case form.TakesLines(c.Key) && len(old) < 60_000:
			open.Cells[c.Index] = old + "\n" + v
		default:
			p.warn(x.problem(line, c.Key, sayLineOther.With(open.Number)))
		}
	}
}

// under keeps what a section line says of the rows below: their industry and their township. Another section ends it.
func (x *reader) under(line sheet.Row) {
	x.section, x.town = "", layout.TownOf(line)
	if code, ok := industry.FromWords(layout.Section(line)); ok {
		x.section = code
	}
}

// What is told, stored with the import.
var (
	sayDittoLost = fault.Kept("ditto-lost",
		"“%s”没有读入：没有找到它指的内容，请写出来。",
		"“%s” was not read: what it points at was not found; write it out.")
	sayDittoRead = fault.Kept("ditto-read",
		"“%s”按%s的“%s”读取，这一列以下相同。",
		"“%[1]s” was read as “%[3]s” (%[2]s); the same below in this column.")
	sayLineGoesOn = fault.Kept("line-goes-on",
		"这一行没有名称，读作第 %d 行那一条的续行；是另一条的，请补上名称。",
		"This row has no title and was read as going on with row %d; if it is another record, give it a title.")
	sayLineOther = fault.Kept("line-other",
		"这一行与第 %d 行是同一条，此格内容不同，未读取。",
		"This row goes on with row %d; the cell differs and was not read.")
	sayDittoAbove = fault.Kept("ditto-above",
		"上一行",
		"the row above")
	sayDittoLeft = fault.Kept("ditto-left",
		"左边一格",
		"the cell to the left")
)
