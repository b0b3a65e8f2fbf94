package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/sheet"
)

// maxTotal is how many rows one import takes, over all its sheets: what is kept of them stays within some 200 MB.
const maxTotal = 50_000

var errTooMany = fault.Of(fault.TooLarge, fault.T("import-rows",
	"一次最多导入 %d 行。请分成几个文件上传。",
	"One import takes at most %d rows. Please upload several files."), maxTotal)

// manyKeys are columns that several lines of one record may fill; the lines are kept one under the other.
var manyKeys = set("must", "nice", "indicators", "text", "present", "keywords", "inventors", "evidence", "ipNumber",
	"subject", "detail")

// lineKeys are columns that make a line without a title a part of the record above.
var lineKeys = set("must", "nice", "indicators")

// textKeys are columns of a text that somebody broke over several lines.
var textKeys = set("text", "present")

// ditto is a cell that stands for the one above, without what people draw around it: -〃-, （同上）, 同上。
var (
	ditto     = regexp.MustCompile(`^(同上|同前|上同|如上|同上行|同上格|同上一行|同上一格|同上面|同上所述|仝上|仝前|[〃″"“”〞〝々]+|'{2,4}|ditto|do|idem)$`)
	dittoFrom = regexp.MustCompile(`^[同见](上面)?(第|序号|编号|行|no\.?)?[0-9一二三四五六七八九十]{1,4}(行|项|条|号|栏)?$`)
)

// isDitto tells a cell that repeats the one above from a text.
func isDitto(folded string) bool {
	return ditto.MatchString(strings.Trim(folded, "-—–―_~·….。,，、;；:：()（）[]【】"))
}

// carried puts the text above in the place of 同上 and 〃, and the text to the left in that of 同左. The first time in a
// column is told, so that a person sees what was taken.
func (x *reader) carried(p *Plan, line sheet.Row) sheet.Row {
	if x.form {
		return line
	}
	fresh := false
	for _, c := range x.head.Columns {
		v := line.Cell(c.Index)
		if v == "" || !short(v, 6) {
			continue
		}
		w, text := fold(v), ""
		switch {
		case isDitto(w) && c.Index < len(x.last):
			text = x.last[c.Index]
		case isDitto(w), dittoFrom.MatchString(w):
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
			p.warn(x.problem(line, c.Key, fmt.Sprintf("“%s”没有读入：没有找到它指的内容，请写出来。", v)))
		case !x.told[c.Index]:
			x.told[c.Index] = true
			where := "上一行"
			if w == "同左" {
				where = "左边一格"
			}
			p.warn(x.problem(line, c.Key, fmt.Sprintf("“%s”按%s的“%s”读取，这一列以下相同。", v, where, clip(text))))
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

// warn keeps the first thousand.
func (p *Plan) warn(w RowProblem) {
	if len(p.Warnings) < maxProblems {
		p.Warnings = append(p.Warnings, w)
	}
}

// continues reports whether a line only goes on with the record above: its title is merged with the one above, or it
// has neither title nor number and fills nothing but the text and lines of indicators. Text alone goes on only with a
// record that has a title; a number of its own makes a line a record, which is then told to lack its title.
func (x *reader) continues(open, line sheet.Row) bool {
	r := x.rules
	if r == nil || r.title < 0 {
		return false
	}
	if line.Cell(r.title) != "" {
		return false
	}
	if x.down[[2]int{line.Number, r.title}] != "" && x.down[[2]int{line.Number, r.title}] == titleOf(open, x, r.title) {
		return true
	}
	lines, texts, unread := false, false, false
	for _, c := range x.head.Columns {
		v := line.Cell(c.Index)
		switch {
		case v == "":
		case r.serials[c.Index]:
			return false
		case v == open.Cell(c.Index):
		case c.column == nil:
			unread = true
		case lineKeys[c.Key]:
			lines = true
		case textKeys[c.Key] && titleOf(open, x, r.title) != "":
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

// lay puts a further line of a record under its first one. Where both say something different in a column of one value
// the first one stands, and that is told.
func (x *reader) lay(p *Plan, open *sheet.Row, line sheet.Row) {
	open.Cells = slices.Clone(open.Cells)
	if x.rules.text >= 0 && line.Cell(x.rules.text) != "" && x.down[[2]int{line.Number, x.rules.title}] == "" {
		p.warn(x.problem(line, "text", fmt.Sprintf("这一行没有名称，读作第 %d 行那一条的续行；是另一条的，请补上名称。", open.Number)))
	}
	for _, c := range x.head.Columns {
		v := line.Cell(c.Index)
		if v == "" || c.column == nil {
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
		case manyKeys[c.Key] && len(old) < 60_000:
			open.Cells[c.Index] = old + "\n" + v
		default:
			p.warn(x.problem(line, c.Key, fmt.Sprintf("这一行与第 %d 行是同一条，此格内容不同，未读取。", open.Number)))
		}
	}
}

// under keeps what a section line says of the rows below, when it names an industry.
func (x *reader) under(words string) {
	x.section = ""
	if code, ok := industry.FromWords(words); ok {
		x.section = code
	}
}

var townName = regexp.MustCompile(`^[\p{Han}]{1,10}(镇|乡|街道|街道办|办事处|农场)$`)

// underTown keeps the township that a section line names for the rows below. Another section ends it.
func (x *reader) underTown(line sheet.Row) {
	x.town = ""
	cells := cellsOf(line)
	w := cells[len(cells)-1].text
	w = w[len(sectMark.FindString(w)):]
	if i := strings.IndexAny(w, "(:："); i > 0 {
		w = w[:i]
	}
	if townName.MatchString(w) {
		x.town = w
	}
}

// takeTown gives a row without a township of its own that of its section.
func (x *reader) takeTown(r *Row) {
	if c := r.common(); x.town != "" && c.Township == "" {
		c.Township = x.town
		r.filled = append(r.filled, "township")
	}
}

// proposeSection gives a row without an industry of its own that of its section, to be confirmed by a person.
func (x *reader) proposeSection(r *Row) {
	c := r.common()
	if x.section == "" || r.industryWords != "" || c.IndustryConfirmed {
		return
	}
	if strings.HasPrefix(c.Industry, x.section) {
		return
	}
	c.Industry, c.IndustryConfirmed = x.section, false
	if p := industry.ProposeIn(x.section, c.Title+"\n"+c.Text); len(p) > 0 && len(p[0].Code) == 4 &&
		strings.HasPrefix(p[0].Code, x.section) {
		c.Industry = p[0].Code
	}
}
