package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/sheet"
)

// rowsOf are the lines of a table, with | between the cells. An empty line keeps its number.
func rowsOf(table string) []sheet.Row {
	var out []sheet.Row
	for i, line := range strings.Split(table, "\n") {
		cells := strings.Split(line, "|")
		for len(cells) > 0 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > 0 {
			out = append(out, sheet.Row{Number: i + 1, Cells: cells})
		}
	}
	return out
}

// lined reads a table of one sheet, given as lines of cells, with merged cells.
func lined(t *testing.T, k form.Kind, table string, merges ...sheet.Range) *intake.Plan {
	t.Helper()
	b := sheet.Book{Name: "a.xlsx", Sheets: []sheet.Sheet{{Name: "表", Rows: rowsOf(table), Merges: merges}}}
	p, err := intake.Read(k, "m1", b, nil)
	must(t, err)
	return p
}

// codes are the codes of sentences with the row and the column of each.
func codes(ps []form.RowProblem) string {
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s %d%s", p.Msg.Code, p.Row, p.Column))
	}
	return strings.Join(out, ", ")
}

// TestColumnsOfOneMeaning: columns of lines are put together. Of two words on disclosure the closed one counts. Of two
// columns of one value the first is read.
func TestColumnsOfOneMeaning(t *testing.T) {
	const head = "企业名称|需求名称|"
	for _, tt := range []struct{ headings, cells, text, present, want string }{
		{"需求描述|主要技术难点", "更换频繁。|堵塞快。", "更换频繁。\n主要技术难点：堵塞快。", "", "0 open"},
		{"需求描述|主要技术难点", "更换频繁。", "更换频繁。", "", "0 open"},
		{"需求描述|主要技术难点", "|堵塞快。", "堵塞快。", "", "0 open"},
		{"需求描述|主要技术难点", "更换频繁。|更换频繁。", "更换频繁。", "", "0 open"},
		{"需求描述|主要技术难点", "更换频繁。|无", "更换频繁。", "", "0 open"},
		{"需求描述|主要技术难点", "更换频繁。|保密", "更换频繁。\n主要技术难点：保密", "", "0 open"},
		{"需求描述|主要技术难点", "更换频繁。|#REF!", "更换频繁。", "", "0 open"},
		{"需求描述|必备指标|主要指标要求", "堵。|能耗≤10|产量≥20", "堵。", "", "2 open"},
		{"需求描述|现状|现有条件", "堵。|一季三次|有压滤机", "堵。", "一季三次\n现有条件：有压滤机", "0 open"},
		{"需求描述|密级|保密级别", "堵。|公开|商业秘密", "堵。", "", "0 draft"},
		{"需求描述|密级|保密级别", "堵。|商业秘密|公开", "堵。", "", "0 draft"},
		{"需求描述|密级|保密级别", "堵。|公开|公开", "堵。", "", "0 open"},
		{"需求描述|是否同意公开|是否公开", "堵。|是|否", "堵。", "", "0 draft"},
		{"需求描述|是否同意公开|是否公开", "堵。|否|是", "堵。", "", "0 draft"},
		{"需求描述|是否同意公开|是否公开", "堵。|是|是", "堵。", "", "0 open"},
	} {
		p := lined(t, form.Demands, head+tt.headings+"\n甲厂|滤布再生|"+tt.cells)
		if len(p.Rows) != 1 || strings.Contains(codes(p.Warnings), "column-again") {
			t.Fatalf("%s %s: %d rows, %s", tt.headings, tt.cells, len(p.Rows), codes(p.Warnings))
		}
		d, state := p.Rows[0].Demand, "open"
		if p.Rows[0].Draft {
			state = "draft"
		}
		got := [3]string{d.Text, d.Present, fmt.Sprint(len(d.Requirements), " ", state)}
		if want := [3]string{tt.text, tt.present, tt.want}; got != want {
			t.Errorf("%s %s: %q, want %q", tt.headings, tt.cells, got, want)
		}
	}
	p := lined(t, form.Demands, head+"需求内容|预期投入（万元）|投资额（万元）\n甲厂|甲|堵。|12|12\n甲厂|乙|堵。|15\n甲厂|丙|堵。|20|30\n甲厂|丁|堵。|20|40")
	if got := codes(p.Warnings); got != "column-again 4E" || p.Warnings[0].Value != "30" ||
		!strings.Contains(p.Warnings[0].Text(), "与 D 列（预期投入（万元））") || *p.Rows[2].Demand.BudgetFen != 20_000_000 {
		t.Errorf("two budgets: %s %v", got, p.Warnings)
	}
}

// TestLinesBeyondTheHeader: the first filled cell behind the last heading is told, once a table.
func TestLinesBeyondTheHeader(t *testing.T) {
	p := lined(t, form.Demands, "需求名称|需求内容|企业名称\n甲|堵。|甲厂\n乙|堵。|乙厂||多\n丙|堵。|丙厂|多\n\n\n需求名称|需求内容|企业名称|年度\n丁|堵。|丁厂|2026")
	if got := codes(p.Warnings); got != "line-beyond 3E" || p.Warnings[0].Value != "多" || p.Counts.Good != 4 {
		t.Errorf("%s %v %+v", got, p.Warnings, p.Counts)
	}
}

// TestRepeatedCells: 同上 and 〃 are the text above, 同左 the text to the left. One that points at nothing is told.
func TestRepeatedCells(t *testing.T) {
	p := lined(t, form.Demands, "企业名称|需求名称|需求内容|心情\n同上|甲|堵。\n乙厂|滤布再生|同左|〃\n同上|丙|堵。|好\n〃|丁|堵。|〃\n见第9行|戊|堵。")
	var got []string
	for _, r := range p.Rows {
		got = append(got, r.Org+" "+r.Demand.Text)
	}
	want := []string{" 堵。", "乙厂 滤布再生", "乙厂 堵。", "乙厂 堵。", " 堵。"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error("-want +got\n" + d)
	}
	if got := codes(p.Warnings); got != "ditto-lost 2A, ditto-read 3C, ditto-read 4A, ditto-lost 6A" {
		t.Errorf("told %s", got)
	}
	for i, part := range []string{"没有找到", "按左边一格的“滤布再生”", "按上一行的“乙厂”", "没有找到"} {
		if !strings.Contains(p.Warnings[i].Text(), part) {
			t.Errorf("%s is not in %s", part, p.Warnings[i].Text())
		}
	}
	p = lined(t, form.Demands, "需求名称|需求内容\n同左|堵。")
	if len(p.Rows) != 1 || p.Rows[0].Title() != "同左" {
		t.Errorf("nothing is left of the first column: %+v", p.Problems)
	}
	down := lined(t, form.Demands, "企业名称|需求名称|需求内容\n甲厂|甲|堵。\n|乙|堵。\n同上|丙|堵。", sheet.Range{Top: 2, Bottom: 3})
	if down.Rows[2].Org != "甲厂" {
		t.Errorf("above is a merged cell: %q", down.Rows[2].Org)
	}
}

// TestContinuingLines: a line without title and number goes on with the need above when it has only lines of text or
// of indicators.
func TestContinuingLines(t *testing.T) {
	const head = "需求名称|企业名称|需求内容|必备指标|预期投入（万元）|心情\n滤布再生|甲厂|堵塞。|能耗≤1|10\n"
	title := sheet.Range{Top: 2, Left: 0, Bottom: 4, Right: 0}
	for _, tt := range []struct {
		rule, table string
		merges      []sheet.Range
		text        string
		lines, bad  int
		told        string
	}{
		{"an indicator", head + "|||产量≥2", nil, "堵塞。", 2, 0, ""},
		{"an indicator and an unknown column", head + "|||产量≥2||好", nil, "堵塞。", 2, 0, ""},
		{"a text", head + "||变形。", nil, "堵塞。\n变形。", 1, 0, "line-goes-on 3C"},
		{"a text of the same unit", head + "|甲厂|变形。", nil, "堵塞。\n变形。", 1, 0, "line-goes-on 3C"},
		{"a text of another unit", head + "|乙厂|变形。", nil, "堵塞。", 1, 1, ""},
		{"a text and an unknown column", head + "||变形。|||好", nil, "堵塞。", 1, 1, ""},
		{"a text and an indicator", head + "||变形。|产量≥2", nil, "堵塞。\n变形。", 2, 0, "line-goes-on 3C"},
		{"the same indicator", head + "|||产量≥2\n|||产量≥2", nil, "堵塞。", 2, 0, ""},
		{"under a merged title", head + "|乙厂|变形。|产量≥2|30", []sheet.Range{title}, "堵塞。\n变形。", 2, 0,
			"line-other 3B, line-other 3E"},
		{"under another title", head + "|||产量≥2", []sheet.Range{{Top: 5, Left: 0, Bottom: 6, Right: 0}}, "堵塞。",
			2, 0, ""},
		{"the first line is short", "需求名称|需求内容|必备指标|预期投入（万元）\n滤布再生|堵塞。\n||产量≥2|30", []sheet.Range{
			{Top: 2, Left: 0, Bottom: 3, Right: 0}}, "堵塞。", 1, 0, ""},
		{"the text comes first", "需求内容|需求名称|必备指标\n堵塞。|滤布再生|能耗≤1\n变形。||产量≥2", nil, "堵塞。\n变形。", 2, 0, "line-goes-on 3A"},
		{"a number of its own", "序号|需求名称|需求内容\n1|滤布再生|堵塞。\n2||变形。", nil, "堵塞。", 0, 1, ""},
		{"no number", "序号|需求名称|需求内容\n1|滤布再生|堵塞。\n||变形。", nil, "堵塞。\n变形。", 0, 0, "line-goes-on 3C"},
	} {
		p := lined(t, form.Demands, tt.table, tt.merges...)
		if len(p.Rows) != 1 || p.Counts.Bad != tt.bad {
			t.Errorf("%s: %+v %s", tt.rule, p.Counts, codes(p.Problems))
			continue
		}
		d := p.Rows[0].Demand
		if got := codes(p.Warnings); d.Text != tt.text || len(d.Requirements) != tt.lines || got != tt.told {
			t.Errorf("%s: %q, %d indicators, told %s", tt.rule, d.Text, len(d.Requirements), got)
		}
		if p.Rows[0].Org == "乙厂" || d.BudgetFen != nil && *d.BudgetFen != 10_000_000 && len(tt.merges) == 0 {
			t.Errorf("%s: %s with %d", tt.rule, p.Rows[0].Org, *d.BudgetFen)
		}
	}
	if p := lined(t, form.Demands, "需求名称|需求内容|企业名称\n|堵塞。|甲厂\n|变形。"); p.Counts.Bad != 2 {
		t.Errorf("a text under no title: %+v", p.Counts)
	}
	if p := lined(t, form.Demands, "企业名称|需求名称|需求内容\n甲厂|甲|堵。\n|乙|变形。\n|丙|变形。\n丁厂|丁|堵。", sheet.Range{Top: 2,
		Left: 1, Bottom: 3, Right: 1}); len(p.Rows) != 4 {
		t.Errorf("titles of their own: %+v", p.Counts)
	}
	for length, told := range map[int]bool{59_999: false, 60_000: true} {
		p := lined(t, form.Demands, "需求名称|企业名称|需求内容\n滤布|甲厂|"+strings.Repeat("a", length)+"\n||变形。")
		if got := codes(p.Warnings); strings.Contains(got, "line-other 3C") != told {
			t.Errorf("%d bytes: told %s", length, got)
		}
	}
}

// TestNotesGoOn: a line of text under a note belongs to the note.
func TestNotesGoOn(t *testing.T) {
	p := lined(t, form.Demands, "序号|需求名称|需求内容|企业名称\n1|甲|堵。|甲厂\n注：本表一式两份。\n||请按时报送本表\n||又一句\n|乙||乙厂")
	if len(p.LeftOut) != 1 || p.LeftOut[0].Rows != 3 || p.Rows[0].Demand.Text != "堵。" || p.Counts.Total != 2 {
		t.Errorf("%v %+v", p.LeftOut, p.Counts)
	}
}

// TestMergedUnits: a unit merged over several rows counts for them and for no other row.
func TestMergedUnits(t *testing.T) {
	p := lined(t, form.Demands, "企业名称|需求名称|需求内容\n|甲|堵。\n乙厂|乙|堵。\n|丙|堵。\n|丁|堵。\n|戊|堵。", sheet.Range{Top: 3, Bottom: 5},
		sheet.Range{Top: 2, Left: 1, Bottom: 2, Right: 1})
	var got []string
	for _, r := range p.Rows {
		got = append(got, r.Title()+r.Org)
	}
	if d := cmp.Diff([]string{"甲", "乙乙厂", "丙乙厂", "丁乙厂", "戊"}, got); d != "" {
		t.Error("-want +got\n" + d)
	}
}

// TestAllThatIsWrong: a row names each mistake once, at its cell, and a missing title beside the others.
func TestAllThatIsWrong(t *testing.T) {
	const head = "需求名称|需求内容|企业名称\n"
	for cells, want := range map[string]string{"#REF!|堵。|甲厂": "cell-error 2A",
		"|#REF!|甲厂": "cell-error 2B, row-fill-in 2A",
		"|堵。|甲厂":    "title-missing 2A"} {
		p := lined(t, form.Demands, head+cells)
		got := codes(p.Problems)
		if len(p.Problems) != strings.Count(want, ",")+1 || !strings.HasSuffix(got, want[strings.LastIndex(want,
			" "):]) {
			t.Errorf("%s: %s, want %s", cells, got, want)
		}
	}
	p := lined(t, form.Organizations, "单位名称|所在地区\n甲厂|云南省临沧市镇康县")
	if len(p.Problems) != 1 || p.Problems[0].Heading != "机构类型" || p.Problems[0].Column != "" {
		t.Errorf("a column that the file lacks: %v", p.Problems)
	}
}

// TestRowsOfOneRecord: a repeated row counts as unchanged, one with other content is refused.
func TestRowsOfOneRecord(t *testing.T) {
	const table = "企业名称|需求名称|需求内容\n甲厂|甲|堵。\n甲厂|甲|"
	if p := lined(t, form.Demands, table+"堵。"); p.Counts != (intake.RowCounts{Total: 2, Good: 1, Unchanged: 1}) ||
		p.Samples[1].State != intake.Unchanged {
		t.Errorf("repeated: %+v", p.Counts)
	}
	if p := lined(t, form.Demands, table+"漏。"); p.Counts != (intake.RowCounts{Total: 2, Good: 1, Bad: 1}) ||
		codes(p.Problems) != "row-twice 3B" {
		t.Errorf("with other content: %+v %s", p.Counts, codes(p.Problems))
	}
}

// TestNumberInTwoRows: of rows with one 登记编号 none is taken, and each names another.
func TestNumberInTwoRows(t *testing.T) {
	const head, n = "项目名称|合同类别|卖方名称|买方名称|签订日期|合同成交额（万元）|支付方式|登记编号\n", "202653092400001"
	row := func(title, paid, number string) string {
		return title + "|技术开发|清河工学院|清河制糖有限公司|2026-03-01|52|" + paid + "|" + number + "\n"
	}
	b := sheet.Book{Sheets: []sheet.Sheet{
		{Name: "一", Rows: rowsOf(head + row("蔗渣打包机", "", n+"1") + row("滤布再生", "没听过", n+"2") +
			row("茶梗剔除", "", n+"1") + row("白水回用", "", n+"1"))},
		{Name: "二", Rows: rowsOf("登记编号|" + strings.TrimSuffix(head, "|登记编号\n") + "\n" + n + "3|" +
			strings.TrimSuffix(row("冷库节能", "", ""), "|\n"))}}}
	p, err := intake.Read(form.Contracts, "m1", b, nil)
	must(t, err)
	if p.Counts != (intake.RowCounts{Total: 5, Good: 2, Bad: 3, Warned: 1}) || len(p.Rows) != 2 {
		t.Errorf("%+v %s", p.Counts, codes(p.Warnings))
	}
	if got := codes(p.Problems); got != "registration-twice 2H, registration-twice 4H, registration-twice 5H" {
		t.Errorf("told %s", got)
	}
	for i, other := range []string{"第 4 行", "第 2 行", "第 2 行"} {
		if !strings.Contains(p.Problems[i].Text(), other) {
			t.Errorf("%s is not in %s", other, p.Problems[i].Text())
		}
	}
	var states []string
	for _, s := range p.Samples {
		states = append(states, string(s.State))
	}
	if got := strings.Join(states, " "); got != "bad good bad bad good" {
		t.Errorf("shown as %s", got)
	}
	b.Sheets[0].Rows = rowsOf(head + row("蔗渣打包机", "没听过", n+"1") + row("滤布再生", "", n+"1"))
	if p, err = intake.Read(form.Contracts, "m1", b, nil); err != nil || p.Counts.Warned != 0 || p.Counts.Good != 1 {
		t.Errorf("a refused row is no longer warned of: %+v", p.Counts)
	}
}

// TestLimitsOfAPreview: all is counted; a thousand problems, a thousand warnings and fifty rows are shown, with two
// hundred characters of a cell.
func TestLimitsOfAPreview(t *testing.T) {
	var b strings.Builder
	b.WriteString("需求名称|需求内容|需求类型|企业名称\n")
	for i := range 1_001 {
		fmt.Fprintf(&b, "|内容%d|空想|%s\n", i, strings.Repeat("长", 199+min(i, 2)))
	}
	p := lined(t, form.Demands, b.String())
	if len(p.Problems) != 1000 || len(p.Warnings) != 1000 || p.Counts.Bad != 1_001 || len(p.Samples) != 50 {
		t.Errorf("%d problems, %d warnings, %d samples, %+v", len(p.Problems), len(p.Warnings), len(p.Samples),
			p.Counts)
	}
	for i, want := range []int{199, 200, 201} {
		if v := []rune(p.Samples[i].Values["org"]); len(v) != want || (v[len(v)-1] == '…') != (want > 200) {
			t.Errorf("%d characters are shown as %d", 199+i, len(v))
		}
	}
	b.Reset()
	b.WriteString("需求名称|需求内容|预期投入（万元）\n甲|堵。|1\n")
	for i := range 1_001 {
		fmt.Fprintf(&b, "|堵。|%d\n", i+2)
	}
	p = lined(t, form.Demands, b.String(), sheet.Range{Top: 2, Bottom: 1_003})
	if len(p.Warnings) != 1000 || p.Counts.Total != 1 {
		t.Errorf("%d warnings of one need, %+v", len(p.Warnings), p.Counts)
	}
}

// TestWordsThatLookLikeHeadings: beside their label they are values. 技术难题 beside the title is the text.
func TestWordsThatLookLikeHeadings(t *testing.T) {
	for _, tt := range []struct{ rule, table, title, text, told string }{
		{"a level", "企业名称|甲厂\n需求名称|滤布再生\n需求内容|堵塞快。\n密级|公开", "滤布再生", "堵塞快。", ""},
		{"a consent", "企业名称|甲厂\n需求名称|滤布再生\n需求内容|堵塞快。\n是否同意公开|公开", "滤布再生", "堵塞快。", ""},
		{"a title", "企业名称|甲厂\n需求名称|滤布再生要求|三年\n需求内容|堵塞快。", "滤布再生要求", "堵塞快。", ""},
		{"a title in a table", "企业名称|需求名称|需求内容\n甲厂|滤布再生要求|内容说明", "滤布再生要求", "内容说明", ""},
		{"two columns", "需求名称|技术难题\n滤布再生|堵塞快。", "滤布再生", "堵塞快。", ""},
		{"two columns the other way round", "技术难题|需求名称\n堵塞快。|滤布再生", "滤布再生", "堵塞快。", ""},
	} {
		p := lined(t, form.Demands, tt.table)
		if len(p.Rows) != 1 || p.Asks() {
			t.Errorf("%s: %d rows, asks %v, %s, %+v", tt.rule, len(p.Rows), p.Asks(), codes(p.Problems), p.LeftOut)
			continue
		}
		if r := p.Rows[0]; r.Title() != tt.title || r.Demand.Text != tt.text || r.Draft || codes(
			p.Warnings) != tt.told ||
			len(p.Unknown) != 0 {
			t.Errorf("%s: %s, %s, told %s, unknown %v", tt.rule, r.Title(), r.Demand.Text, codes(p.Warnings), p.Unknown)
		}
	}
}
