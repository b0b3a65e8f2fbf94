package layout

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// Ruler measures the lines under one header.
type Ruler struct {
	kind      form.Kind
	m         form.Mapping
	head      SheetHead
	Signs     [][]string   // number of columns of a merge, by row
	wide      map[int]int  // index of the title's column, -1 without one
	Title     int          // index of the text's column, -1 without one
	Text      int          // likewise of the text
	first     int          // the header's first column
	Serials   map[int]bool // columns of counting numbers, by index
	read      map[int]bool
	hasUnread bool
}

// NewRuler measures by the header of a table and its rows in the sheet.
func NewRuler(k form.Kind, m form.Mapping, s sheet.Sheet, h SheetHead, header []sheet.Row) *Ruler {
	r := &Ruler{kind: k, m: m, head: h, wide: map[int]int{}, Title: -1, Text: -1, first: -1, Serials: map[int]bool{},
		read: map[int]bool{}}
	for _, c := range h.Columns {
		if r.first < 0 || c.Index < r.first {
			r.first = c.Index
		}
		switch {
		case c.Key == form.TitleKey(k):
			r.Title = c.Index
		case c.Key == "text" || k == form.Contracts && c.Key == "seller" || k == form.Organizations && c.Key == "kind":
			r.Text = c.Index
		}
		if serialWords[wording.Stripped(c.Heading)] {
			r.Serials[c.Index] = true
		}
		if c.Column != nil || form.TakesLines(c.Again) {
			r.read[c.Index] = true
		} else if !r.Serials[c.Index] {
			r.hasUnread = true
		}
	}
	for _, row := range header {
		var sign []string
		for _, c := range row.Cells {
			sign = append(sign, wording.Fold(c))
		}
		r.Signs = append(r.Signs, sign)
	}
	for _, g := range s.Merges {
		if w := g.Right - g.Left + 1; w > r.wide[g.Top] {
			r.wide[g.Top] = w
		}
	}
	return r
}

var serialWords = wording.Set("序号", "行号", "no", "no.", "编号", "#", "序", "次序", "排序")

// cell is one filled cell of a line.
type cell struct {
	at   int
	text string // folded
	raw  string
}

func cellsOf(line sheet.Row) []cell {
	var out []cell
	for i, c := range line.Cells {
		if c != "" {
			out = append(out, cell{i, wording.Fold(c), c})
		}
	}
	return out
}

// Why is the reason why a line has no data; empty for data. The order matters: rules on all cells come before rules on
// one.
func (r *Ruler) Why(line sheet.Row) Reason {
	cells := cellsOf(line)
	switch {
	case len(cells) == 0:
		return EmptyRow
	case r.errors(cells):
		return ErrorRow
	case numbers(cells):
		return NumberRow
	case r.repeats(line):
		return RepeatedHeader
	case every(cells, func(c cell) bool { return pageText.MatchString(c.text) }):
		return PageLine
	case r.sum(cells):
		return SumLine
	case r.signature(cells) || r.note(cells) || exampleRow.MatchString(cells[0].text):
		return NoteLine
	case r.uncounted(line):
		return "" // reported as formulas without a result
	case some(cells, func(c cell) bool { return !r.Serials[c.at] }) &&
		every(cells, func(c cell) bool { return wording.IsNothing(c.raw) || r.Serials[c.at] }):
		return EmptyRow
	}
	if r.real(line) {
		return ""
	}
	if why := r.lone(line.Number, cells); why != "" {
		return why
	}
	switch {
	case every(cells, func(c cell) bool { return r.Serials[c.at] }):
		return EmptyRow
	case !some(cells, func(c cell) bool { return r.read[c.at] }):
		if r.hasUnread && len(cells) == 1 {
			return NoteLine
		}
		return OtherTable
	}
	return ""
}

// real reports whether a line names its record and has a fact about it.
func (r *Ruler) real(line sheet.Row) bool {
	t := line.Cell(r.Title)
	if t == "" || sumCount.MatchString(wording.Fold(t)) {
		return false
	}
	if r.Text >= 0 {
		return line.Cell(r.Text) != ""
	}
	n := 0
	for at := range r.read {
		if line.Cell(at) != "" {
			n++
		}
	}
	return n >= 2
}

// uncounted reports whether a column in use holds a formula without a result.
func (r *Ruler) uncounted(line sheet.Row) bool {
	for at, n := range line.Notes {
		if n.Kind == sheet.NoValue && r.read[at] {
			return true
		}
	}
	return false
}

func (r *Ruler) errors(cells []cell) bool {
	found := false
	for _, c := range cells {
		if wording.IsErrorValue(c.text) {
			found = true
		} else if !r.Serials[c.at] {
			return false
		}
	}
	return found
}

// numbers recognises the line of column numbers: 1 2 3 4, (1) (2) (3), ① ② ③, also 甲 乙 1 2 3.
func numbers(cells []cell) bool {
	if len(cells) < 2 {
		return false
	}
	at := 0
	for at < len(cells) && letter(cells[at].text) &&
		(at == 0 || firstOf(cells[at].text) == firstOf(cells[at-1].text)+1 ||
			stem(cells[at].text) == stem(cells[at-1].text)+1) {
		at++
	}
	if at == len(cells) {
		return true // a b c d, 甲 乙 丙 丁
	}
	if at > 3 || len(cells)-at < 2 {
		return false
	}
	last := 0
	for i, c := range cells[at:] {
		n, ok := ordinal(c.text)
		if !ok || i == 0 && n > 2 || i > 0 && n != last+1 {
			return false
		}
		last = n
	}
	return true
}

// letter reports whether a cell is one letter that counts columns.
func letter(s string) bool {
	return utf8.RuneCountInString(s) == 1 && (s >= "a" && s <= "z" || stem(s) >= 0)
}

func firstOf(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// stem is the place of a character in 甲乙丙丁; below zero for others.
func stem(s string) int {
	if i := strings.Index("甲乙丙丁戊己庚辛壬癸", s); i >= 0 {
		return i / len("甲")
	}
	return -9
}

func ordinal(s string) (int, bool) {
	s = strings.Trim(s, "()[]栏列第次")
	if i := strings.IndexAny(s, "=<"); i > 0 { // 5=3+4
		s = s[:i]
	}
	if n, err := strconv.Atoi(s); err == nil {
		return n, true
	}
	if r := []rune(s); len(r) == 1 {
		switch {
		case r[0] >= '①' && r[0] <= '⑳':
			return int(r[0]-'①') + 1, true
		case strings.ContainsRune("一二三四五六七八九", r[0]):
			return strings.Index("一二三四五六七八九", s)/3 + 1, true
		}
	}
	return 0, false
}

// repeats recognises a repeated row of the header.
func (r *Ruler) repeats(line sheet.Row) bool {
	for _, sign := range r.Signs {
		same, filled := 0, 0
		for i, c := range line.Cells {
			if c == "" {
				continue
			}
			filled++
			if i < len(sign) && sign[i] == wording.Fold(c) {
				same++
			}
		}
		if same >= 2 && same == filled || same >= 3 && same*4 >= filled*3 {
			return true
		}
	}
	return false
}

// sum recognises 合计 and similar lines: the word is alone in a cell, and the other cells are amounts or counts.
func (r *Ruler) sum(cells []cell) bool {
	word := -1
	for i, c := range cells {
		if i > 2 {
			break
		}
		if sumEnd.MatchString(c.text) && c.at != r.Title && len(cells) > 1 { // 茶叶小计
			word = i
			break
		}
		if cut := sumWord.FindString(c.text); cut != "" && (cut == c.text || sumCount.MatchString(c.text[len(cut):])) {
			word = i
			break
		}
	}
	if word < 0 {
		return len(cells) == 1 && len(r.read) > 2 && cells[0].at != r.Title && sumCount.MatchString(cells[0].text) &&
			!r.Serials[cells[0].at] ||
			len(cells) == 1 && sumTail.MatchString(cells[0].text)
	}
	for i, c := range cells {
		if i != word && !sumCount.MatchString(c.text) && strings.Trim(c.text, "/-—") != "" &&
			!wording.IsErrorValue(c.text) && !sumInWords.MatchString(c.text) && !r.Serials[c.at] &&
			!sectOnly.MatchString(c.text) {
			return false
		}
	}
	return true
}

var sumEnd = regexp.MustCompile(`^.{1,36}(小计|合计|总计)[:：]?$`)

var sumTail = regexp.MustCompile(`^(合计|小计|总计|共计|共)[:：]?[0-9]+(项|个|条|家|户|份)([,;、].{0,40})?[.。]?$`)

// signature recognises the line with the people who filled in the form.
func (r *Ruler) signature(cells []cell) bool {
	labels, other := 0, 0
	for _, c := range cells {
		switch {
		case signLabel.MatchString(c.text) || signWord.MatchString(c.text) || dateLine.MatchString(c.text):
			labels++
		case utf8.RuneCountInString(c.text) > 20:
			return false
		default:
			other++
		}
	}
	first := cells[0].text
	opens := signLabel.MatchString(first) || signWord.MatchString(first) || dateLine.MatchString(first)
	return opens && other <= labels
}

// note recognises 注：… and 填表说明 with few cells beside them.
func (r *Ruler) note(cells []cell) bool {
	first := cells[0].text
	return len(cells) <= 3 && (noteText.MatchString(first) ||
		noteStart.MatchString(first) && len(cells) == 2 && cells[1].at == cells[0].at+1 && len(r.read) > 2)
}

// lone judges lines with one or two filled cells, too few for most records.
func (r *Ruler) lone(number int, cells []cell) Reason {
	if len(cells) == 2 && (sectOnly.MatchString(cells[0].text) ||
		r.Serials[cells[0].at] && sectMark.MatchString(cells[0].text)) && wording.Short(cells[1].raw, 30) {
		return SectionLine // 一 | 制糖
	}
	if len(cells) != 1 {
		return ""
	}
	c, wide := cells[0], r.wide[number]
	n := utf8.RuneCountInString(c.raw)
	whole := strings.HasPrefix(c.text, "(") && strings.HasSuffix(c.text, ")")
	numbered := wording.IsNumbered(c.text)
	switch {
	case c.at == r.Text && c.at != r.first && wide < 2:
		return "" // continues the text above
	case askWords.MatchString(c.text) && (numbered || whole || c.at != r.Title || wide >= 3):
		return NoteLine
	case numbered && c.at != r.Title && !r.Serials[c.at] && c.at != r.first:
		return NoteLine // 2.… under 说明
	case sectMark.MatchString(c.text) && n <= 40:
		return SectionLine
	case tableTitle.MatchString(c.text) && n <= 40:
		return SectionLine
	case c.at == r.Title && wide < 3:
		return "" // reported as a record without a text
	case whole || n > 30 && (c.at == r.first || wide >= 3):
		return NoteLine
	case c.at == r.first && !r.Serials[c.at] || wide >= 3 || r.Serials[c.at] && !sumCount.MatchString(c.text):
		return SectionLine
	}
	return ""
}

func every(cells []cell, ok func(cell) bool) bool {
	for _, c := range cells {
		if !ok(c) {
			return false
		}
	}
	return true
}

func some(cells []cell, ok func(cell) bool) bool {
	for _, c := range cells {
		if ok(c) {
			return true
		}
	}
	return false
}

// Section is the subject of a section line without its numbering: 制糖 of 一、制糖.
func Section(line sheet.Row) string {
	cells := cellsOf(line)
	w := cells[len(cells)-1].text
	if cut := sectMark.FindString(w); cut != "" {
		w = w[len(cut):]
	}
	if i := strings.IndexAny(w, "(:："); i > 0 {
		w = w[:i]
	}
	for _, end := range []string{"类需求", "类技术需求", "技术需求", "需求", "类成果", "成果", "产业", "行业", "领域", "类"} {
		if len(w) > len(end) && strings.HasSuffix(w, end) {
			w = strings.TrimSuffix(w, end)
			break
		}
	}
	return w
}

var townName = regexp.MustCompile(`^[\p{Han}]{1,10}(镇|乡|街道|街道办|办事处|农场)$`)

// TownOf is the township in a section line; empty for none.
func TownOf(line sheet.Row) string {
	cells := cellsOf(line)
	w := cells[len(cells)-1].text
	w = w[len(sectMark.FindString(w)):]
	if i := strings.IndexAny(w, "(:："); i > 0 {
		w = w[:i]
	}
	if !townName.MatchString(w) {
		return ""
	}
	return w
}
