package intake

import (
	"slices"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// joined moves the cells of columns with the meaning of an earlier one behind that one's cells. For example, 需求描述 and
// 主要技术难点 are both the text. A text keeps the heading of its second column.
func (x *reader) joined(line sheet.Row) sheet.Row {
	fresh := false
	for _, c := range x.head.Columns {
		v := line.Cell(c.Index)
		first, ok := x.head.Earlier(c)
		strict := c.Again == "secrecy" && wording.LevelOf(c.Heading, v) == wording.Protected || c.Again == "consent" &&
			!form.Agrees(v)
		if v == "" || !ok || !form.TakesLines(c.Again) && !strict || wording.IsNothing(v) ||
			!form.DamageOf(v, line.Notes[c.Index]).IsZero() {
			continue
		}
		if !fresh {
			line.Cells, fresh = slices.Clone(line.Cells), true // the earlier column is in it
		}
		old := line.Cell(first.Index)
		switch {
		case old == "", strict: // of several words on disclosure the more closed one counts
			line.Cells[first.Index] = v
		case old != v:
			if c.Again == "text" || c.Again == "present" {
				v = strings.Trim(c.Heading, "*:：") + "：" + v
			}
			line.Cells[first.Index] = old + "\n" + v
		}
	}
	return line
}

// tellBeyond warns once a table that a line continues behind the last heading. In a CSV a comma without quotes moves
// all later cells by one column.
func (x *reader) tellBeyond(p *Plan, line sheet.Row) {
	if x.beyond || x.rules == nil {
		return
	}
	width := 0
	for _, sign := range x.rules.Signs {
		width = max(width, len(sign))
	}
	for i := width; i < len(line.Cells) && width > 0; i++ {
		if v := line.Cells[i]; v != "" {
			x.beyond = true
			e := x.problem(line, "", sayLineBeyond.With())
			e.Column, e.Value = sheet.ColumnName(i), wording.Clip(v)
			p.warn(e)
			return
		}
	}
}

// tellAgain warns of columns with the meaning of an earlier one that hold only one value: the first is read.
func (p *Plan) tellAgain(h layout.SheetHead, lines []sheet.Row) {
	for _, c := range h.Columns {
		first, ok := h.Earlier(c)
		if !ok || form.TakesLines(c.Again) || c.Again == "secrecy" || c.Again == "consent" || first.Index == c.Index {
			continue
		}
		i := slices.IndexFunc(lines, func(r sheet.Row) bool {
			return r.Cell(c.Index) != "" &&
				r.Cell(c.Index) != r.Cell(first.Index)
		})
		if i >= 0 {
			p.warn(form.RowProblem{Sheet: h.Name, Row: lines[i].Number, Column: c.Letter, Heading: c.Heading,
				Value: wording.Clip(lines[i].Cell(c.Index)),
				Msg: sayColumnAgain.With(first.Letter, first.Heading,
					first.Letter)})
		}
	}
}

// What is told, stored with the import.
var (
	sayLineBeyond = fault.Kept("line-beyond",
		"这一行比表头长，表头之外的内容没有读取；如果是内容里的逗号没有加引号，请改正后重新导入。",
		"This line is longer than the header, and what lies beyond was not read. If commas in the text are not "+
			"quoted, mend them and import again.")
	sayColumnAgain = fault.Kept("column-again",
		"这一列与 %s 列（%s）是同一栏，只读取了 %s 列；要读这一列请改它的表头，或在导入页面另行对应。",
		"This column means the same as column %s (%s); only column %s was read. To read this one, change its "+
			"heading or map it on the import page.")
)
