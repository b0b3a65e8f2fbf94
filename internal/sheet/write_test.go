package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestWrite(t *testing.T) {
	industries := make([]string, 200) // far over the 255 characters of a list inside a rule
	for i := range industries {
		industries[i] = "行业" + ColumnName(i)
	}
	table := Table{Name: "技术需求/2026", Banner: []string{"演示数据"}, Spare: 50,
		Columns: []Column{{Heading: "名称", Required: true, Note: "不超过 200 字"},
			{Heading: "行业", Options: industries, Strict: true}, {Heading: "预算（万元）", Type: Money},
			{Heading: "数量", Type: Integer}, {Heading: "日期", Type: Date}},
		Rows: [][]any{{"=HYPERLINK(\"http://x\")", "行业A", "3587.770001", int64(12), "2026-03-01"},
			{"+86-871", nil, "12345678901234567", 3, ""},
			{"控\x01制\x0b符", "", "-0.5"}, {strings.Repeat("字", 40_000)}}}
	var buf bytes.Buffer
	must(t, Write(&buf, table, Table{Name: "填写说明", Columns: []Column{{Heading: "栏目"}}}))
	b := open(t, buf.Bytes(), "out.xlsx")
	if len(b.Sheets) != 3 || b.Sheets[0].Name != "技术需求2026" || !b.Sheets[2].Hidden {
		t.Fatalf("%d sheets, the first is %s", len(b.Sheets), b.Sheets[0].Name)
	}
	got := texts(b.Sheets[0])
	if n := len([]rune(got[5][0])); n != 32_767 || !strings.HasSuffix(got[5][0], "已截断）") {
		t.Errorf("the long cell has %d characters", n)
	}
	want := [][]string{{"演示数据"}, {"名称 *", "行业", "预算（万元）", "数量", "日期"},
		{"=HYPERLINK(\"http://x\")", "行业A", "3587.770001", "12", "2026-03-01"},
		{"+86-871", "", "12345678901234567", "3"}, {"控制符", "", "-0.5"}}
	if d := cmp.Diff(want, got[:5]); d != "" {
		t.Error(d)
	}

	f, err := excelize.OpenReader(bytes.NewReader(buf.Bytes()))
	must(t, err)
	defer f.Close()
	name := f.GetSheetName(0)
	rules, err := f.GetDataValidations(name)
	must(t, err)
	var list *excelize.DataValidation
	for _, r := range rules {
		if r.Type == "list" {
			list = r
		}
	}
	if list == nil || list.Sqref != "B3:B56" || !strings.Contains(list.Formula1, "选项!$A$1:$A$200") {
		t.Errorf("drop-down: %+v", list)
	}
	if formula, err := f.GetCellFormula(name, "A3"); formula != "" || err != nil {
		t.Errorf("a text became the formula %q (%v)", formula, err)
	}
	if panes, err := f.GetPanes(name); err != nil || !panes.Freeze || panes.YSplit != 2 {
		t.Errorf("the header is not frozen: %+v %v", panes, err)
	}
	if visible, err := f.GetSheetVisible(optionsSheet); visible || err != nil {
		t.Errorf("the list of choices is visible (%v)", err)
	}
}
