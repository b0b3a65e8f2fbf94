package layout

import (
	"strings"
	"testing"

	"kebang/internal/intake/form"
	"kebang/internal/sheet"
)

func lineOf(number int, cells string) sheet.Row {
	return sheet.Row{Number: number, Cells: strings.Split(cells, "|")}
}

// head is a header of a kind as FindTables reads it.
func head(k form.Kind, cells string) (SheetHead, []sheet.Row) {
	rows := []sheet.Row{lineOf(1, cells)}
	return SheetHead{HeaderRow: 1, kind: k, Columns: headColumns(k, rows, 0, nil)}, rows
}

// TestRuler: where title and text of a kind stand, the first column, and the widest merge of each row.
func TestRuler(t *testing.T) {
	for _, tt := range []struct {
		k                  form.Kind
		cells              string
		title, text, first int
	}{
		{form.Demands, "序号|需求名称|需求内容", 1, 2, 0}, {form.Demands, "|企业名称|需求内容", -1, 2, 1},
		{form.Demands, "需求名称", 0, -1, 0},
		{form.Contracts, "项目名称|卖方|买方|合同内容", 0, 1, 0}, {form.Organizations, "单位名称|机构类型|地址", 0, 1, 0},
		{form.Achievements, "某栏", -1, -1, 0},
	} {
		h, rows := head(tt.k, tt.cells)
		r := NewRuler(tt.k, nil, sheet.Sheet{}, h, rows)
		if r.Title != tt.title || r.Text != tt.text || r.first != tt.first {
			t.Errorf("%s: title %d, text %d, first %d", tt.cells, r.Title, r.Text, r.first)
		}
	}
	if r := NewRuler(form.Demands, nil, sheet.Sheet{}, SheetHead{}, nil); r.Title != -1 || r.Text != -1 ||
		r.first != -1 {
		t.Errorf("no header: %d, %d, %d", r.Title, r.Text, r.first)
	}
	h, rows := head(form.Demands, "需求名称|需求内容|企业名称")
	r := NewRuler(form.Demands, nil, sheet.Sheet{Merges: []sheet.Range{{Top: 2, Left: 0, Bottom: 2, Right: 2},
		{Top: 2, Left: 1, Bottom: 2, Right: 2}, {Top: 3, Left: 1, Bottom: 3, Right: 2}}}, h, rows)
	if r.wide[2] != 3 || r.wide[3] != 2 || r.wide[4] != 0 {
		t.Errorf("the widest merges are %v", r.wide)
	}
}

// TestRealLine: a line names its record and says something of it: its text or, where there is none, one column more.
func TestRealLine(t *testing.T) {
	for _, tt := range []struct {
		header, line string
		real         bool
	}{
		{"需求名称|需求内容|企业名称", "滤布|堵塞。|", true}, {"需求名称|需求内容|企业名称", "滤布||甲厂", false}, {"需求名称|需求内容|企业名称", "|堵塞。|甲厂", false},
		{"需求名称|需求内容|企业名称", "12项|堵塞。|甲厂", false}, {"需求内容|需求名称", "堵塞。|滤布", true}, {"需求内容|需求名称", "|滤布", false},
		{"需求名称|企业名称|预算", "滤布||", false}, {"需求名称|企业名称|预算", "滤布|甲厂|", true}, {"需求名称|企业名称|某栏", "滤布||某", false},
	} {
		h, rows := head(form.Demands, tt.header)
		r := NewRuler(form.Demands, nil, sheet.Sheet{}, h, rows)
		if got := r.real(lineOf(2, tt.line)); got != tt.real {
			t.Errorf("%s under %s is real: %v", tt.line, tt.header, got)
		}
	}
	h, rows := head(form.Demands, "需求名称|需求内容|某栏")
	r := NewRuler(form.Demands, nil, sheet.Sheet{}, h, rows)
	for at, want := range map[int]bool{1: true, 2: false} {
		line := sheet.Row{Notes: map[int]sheet.Note{at: {Kind: sheet.NoValue}}}
		if r.uncounted(line) != want || r.uncounted(
			sheet.Row{Notes: map[int]sheet.Note{at: {Kind: sheet.LongNumber}}}) {
			t.Errorf("a formula without a result in column %d counts: %v", at, !want)
		}
	}
}

// TestCounting: the numbers and letters that count columns.
func TestCounting(t *testing.T) {
	for s, want := range map[string]int{"1": 1, "(2)": 2, "第3列": 3, "①": 1, "⑳": 20, "㉑": 0, "一": 1, "九": 9, "十": 0,
		"5=3+4": 5, "5<6": 5,
		"=3": 0, "x": 0} {
		if got, ok := ordinal(s); got != want || ok != (want > 0) {
			t.Errorf("%s counts %d, %v", s, got, ok)
		}
	}
	for s, want := range map[string]bool{"a": true, "z": true, "{": false, "`": false, "甲": true, "癸": true, "子": false,
		"ab": false, "": false} {
		if letter(s) != want {
			t.Errorf("%q is a letter that counts: %v", s, !want)
		}
	}
	if stem("甲") != 0 || stem("癸") != 9 || stem("子") >= 0 || firstOf("乙") != '乙' {
		t.Error("the places of 甲乙丙丁")
	}
	for line, want := range map[string]bool{"a|b|1|2": true, "a|1|2|3": true, "a|b|c|1|2": true, "a|b|c|d|1|2": false,
		"a|b|c|1": false,
		"a|1":     false, "1": false, "2|3": true, "3|4": false, "1|2|2": false, "1|2|3": true} {
		if got := numbers(cellsOf(lineOf(1, line))); got != want {
			t.Errorf("%s are column numbers: %v", line, got)
		}
	}
}

// TestLeftOut counts lines by sheet and reason, and names the first ten.
func TestLeftOut(t *testing.T) {
	var all []LeftOut
	for row := 1; row <= 10; row++ {
		all = AddLeft(all, "甲", SumLine, row)
	}
	if len(all) != 1 || all[0].Rows != 10 || len(all[0].Examples) != 10 || strings.Contains(all[0].String(), "…") {
		t.Errorf("ten lines: %v", all)
	}
	all = AddLeft(AddLeft(AddLeft(all, "甲", SumLine, 11), "甲", NoteLine, 12), "乙", SumLine, 13)
	if len(all) != 3 || all[0].Rows != 11 || len(all[0].Examples) != 10 ||
		!strings.Contains(all[0].String(), "10… 行是合计行") ||
		!strings.HasPrefix(all[0].String(), "工作表“甲”第 1、2、") {
		t.Errorf("eleven lines: %v", all)
	}
	if one := (LeftOut{Reason: SumLine, Rows: 1, Examples: []int{3}}); one.String() != "第 3 行是合计行，不是数据，没有读取（1 行）" {
		t.Error(one.String())
	}
	if Reason("x").Name() != "x" || NoteLine.Name() != "说明、签名行" {
		t.Error("the name of a reason")
	}
	for want, s := range map[string]sheet.Sheet{"表": {Name: "表"}, "a.csv": {File: "a.csv"},
		"a.xlsx／表": {File: "a.xlsx", Name: "表"}} {
		if SheetName(s) != want {
			t.Errorf("%+v is called %s", s, SheetName(s))
		}
	}
}

// TestHeaderAgain: most cells of a header below look like headings, and a line that is a record names more than one.
func TestHeaderAgain(t *testing.T) {
	h, rows := head(form.Demands, "需求名称|需求内容|企业名称|预算")
	rules := []*Ruler{NewRuler(form.Demands, nil, sheet.Sheet{}, h, rows)}
	l := &finder{kind: form.Demands}
	for _, tt := range []struct {
		line  string
		again bool
	}{
		{"岗位|人数", true}, {"岗位", false}, {"岗位|某某", false}, {"岗位|人数|某某", false}, {"岗位|人数|学历", true},
		{"|岗位|人数|某某", true}, {"|岗位|人数|某某|某乙", false}, {"|岗位|人数|学历|某|乙", true}, {"岗位|人数|12", false},
		{"|需求名称|需求内容|预算", true}, {"设备名称|某句。|甲厂", false}, {"企业名称|需求名称|某句", true}, {"需求内容|企业名称|某句", false},
		{"需求内容|企业名称|预算|某句", true}, {"需求名称|某句|学历|人数", false}, {"岗位|人数|学历|专业", true},
	} {
		if got := l.header(lineOf(3, tt.line), rules); got != tt.again {
			t.Errorf("%s is a header again: %v", tt.line, got)
		}
	}
}

// TestMergedRows: rows that a merged cell ties to each other belong to one header.
func TestMergedRows(t *testing.T) {
	s := sheet.Sheet{Merges: []sheet.Range{{Top: 2, Left: 0, Bottom: 3, Right: 0},
		{Top: 5, Left: 0, Bottom: 5, Right: 3}}}
	for _, tt := range []struct {
		top, bottom int
		spans       bool
	}{{2, 3, true}, {1, 2, false}, {3, 4, false}, {5, 5, false}, {2, 4, false}} {
		if spans(s, tt.top, tt.bottom) != tt.spans {
			t.Errorf("rows %d and %d are tied: %v", tt.top, tt.bottom, !tt.spans)
		}
	}
	for _, tt := range []struct {
		a, b string
		same bool
	}{{"甲|乙", "甲|乙", true}, {"甲|乙", "甲", false}, {"甲", "甲|乙", false}, {"甲|", "甲", true}} {
		if same(lineOf(1, tt.a), lineOf(2, tt.b)) != tt.same {
			t.Errorf("%s and %s are the same: %v", tt.a, tt.b, !tt.same)
		}
	}
	h, _ := head(form.Demands, "需求名称|需求内容|需求内容")
	if e, ok := h.Earlier(h.Columns[2]); !ok || e.Index != 1 {
		t.Errorf("the column again: %+v, %v", e, ok)
	}
	if _, ok := h.Earlier(h.Columns[0]); ok {
		t.Error("a column that stands there once")
	}
}

// TestBesideATable: the lines above it, the nearest first, and the short ones under its header.
func TestBesideATable(t *testing.T) {
	s := sheet.Sheet{Rows: []sheet.Row{lineOf(1, "甲"), lineOf(2, "乙|丙|丁"), lineOf(3, "需求名称"), lineOf(4, "戊|己"),
		lineOf(5, "庚|辛|壬")}}
	var got []string
	for _, r := range beside(s, Table{Head: SheetHead{HeaderRow: 3}}) {
		got = append(got, r.Cells[0])
	}
	if want := "乙 甲 需求名称 戊"; strings.Join(got, " ") != want {
		t.Errorf("beside are %v", got)
	}
}

// TestMergedLevels: a 密级 merged downwards counts for each of its rows.
func TestMergedLevels(t *testing.T) {
	for _, tt := range []struct {
		g    sheet.Range
		down int // rows that the text is known for
	}{
		{sheet.Range{Top: 1, Left: 1, Bottom: 3, Right: 1}, 2}, {sheet.Range{Top: 1, Left: 0, Bottom: 3, Right: 2}, 2},
		{sheet.Range{Top: 1, Left: 2, Bottom: 3, Right: 2}, 0}, {sheet.Range{Top: 1, Left: 0, Bottom: 3, Right: 0}, 0},
		{sheet.Range{Top: 1, Left: 1, Bottom: 1, Right: 1}, 0}, {sheet.Range{Top: 7, Left: 1, Bottom: 9, Right: 1}, 0},
		{sheet.Range{Top: 1, Left: 1, Bottom: 100_001, Right: 1}, 100_000},
		{sheet.Range{Top: 1, Left: 1, Bottom: 100_002, Right: 1}, 0},
	} {
		x := screening{s: sheet.Sheet{Rows: []sheet.Row{lineOf(1, "机密|机密|机密")}, Merges: []sheet.Range{tt.g}},
			down: map[[2]int]string{}}
		x.merged(1)
		if len(x.down) != tt.down || tt.down > 0 &&
			(x.down[[2]int{2, 1}] != "机密" || x.down[[2]int{tt.g.Bottom, 1}] != "机密") {
			t.Errorf("%+v: known for %d rows", tt.g, len(x.down))
		}
	}
}
