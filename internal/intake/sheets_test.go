package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/sheet"
)

const plainTable = "需求名称|需求内容|企业名称\n甲|堵。|甲厂"

// TestSheetsOfABook: a sheet that explains the form is left out, unless it is the only one or its header is pointed at.
// A sheet without a title is asked about only when nothing else was read, or when a person points at it.
func TestSheetsOfABook(t *testing.T) {
	page := func(name, table string) sheet.Sheet { return sheet.Sheet{Name: name, Rows: rowsOf(table)} }
	const unknown = "岗位|人数\n电工|二"
	for _, tt := range []struct {
		rule    string
		sheets  []sheet.Sheet
		headers map[string]int
		rows    int
		skipped string
		asks    int
	}{
		{"one sheet of instructions", []sheet.Sheet{page("填写说明", plainTable)}, nil, 1, "", 0},
		{"instructions beside", []sheet.Sheet{page("表", plainTable), page("填写说明", plainTable)}, nil, 1, "填写说明", 0},
		{"pointed at", []sheet.Sheet{page("表", plainTable), page("填写说明", strings.ReplaceAll(plainTable, "甲", "乙"))},
			map[string]int{"填写说明": 1}, 2, "", 0},
		{"left out by a person", []sheet.Sheet{page("表", plainTable)}, map[string]int{"表": -1}, 0, "表", 0},
		{"another form beside", []sheet.Sheet{page("表", plainTable), page("人员", unknown)}, nil, 1, "人员", 0},
		{"another form alone", []sheet.Sheet{page("人员", unknown)}, nil, 0, "", 1},
		{"another form pointed at", []sheet.Sheet{page("表", plainTable), page("人员", unknown)}, map[string]int{
			"人员": 1}, 1,
			"", 1},
	} {
		p, err := intake.Guide{Headers: tt.headers}.Read(form.Demands, "m1", sheet.Book{Sheets: tt.sheets})
		must(t, err)
		asks := 0
		for _, h := range p.Sheets {
			if h.Ask {
				asks++
			}
		}
		if len(p.Rows) != tt.rows || strings.Join(p.Skipped, " ") != tt.skipped || asks != tt.asks {
			t.Errorf("%s: %d rows, skipped %v, %d asked", tt.rule, len(p.Rows), p.Skipped, asks)
		}
	}
}

// TestHeadersOnThePage: one header of several tables of a sheet is shown once, another one by itself. A hundred headers
// and the top of twelve sheets are shown. All are read.
func TestHeadersOnThePage(t *testing.T) {
	p := lined(t, form.Demands, plainTable+"\n\n\n"+strings.ReplaceAll(plainTable, "甲", "乙")+
		"\n\n\n需求名称|需求内容|所属单位|年度\n丙|堵。|丙厂|2026")
	if len(p.Rows) != 3 || len(p.Sheets) != 2 {
		t.Errorf("%d rows, %d headers", len(p.Rows), len(p.Sheets))
	}
	var b sheet.Book
	for i := range 101 {
		b.Sheets = append(b.Sheets, sheet.Sheet{Name: fmt.Sprint("表", i), Rows: rowsOf(strings.ReplaceAll(
			plainTable, "甲",
			fmt.Sprint("甲", i)))})
	}
	p, err := intake.Read(form.Demands, "m1", b, nil)
	must(t, err)
	if len(p.Rows) != 101 || len(p.Sheets) != 100 || len(p.Peeks) != 12 {
		t.Errorf("%d rows, %d headers, %d tops", len(p.Rows), len(p.Sheets), len(p.Peeks))
	}
	p = lined(t, form.Demands, "需求名称|需求内容\n"+strings.Repeat("长", 16)+"|"+strings.Repeat("长", 17))
	if got := p.Peeks[0].Rows[1].Cells; got[0] != strings.Repeat("长", 16) || got[1] != strings.Repeat("长", 16)+"…" {
		t.Errorf("shown as %q", got)
	}
}

// TestCellsOfHiddenColumns: their cells are left out, wherever a line ends. A line of nothing else is no line. A hidden
// column that can forbid the publication is read, also with a long note in its heading.
func TestCellsOfHiddenColumns(t *testing.T) {
	hidden := func(table string, cols ...int) *intake.Plan {
		p, err := intake.Read(form.Demands, "m1", sheet.Book{Sheets: []sheet.Sheet{{Name: "表", Rows: rowsOf(table),
			HiddenColumns: cols}}}, nil)
		must(t, err)
		return p
	}
	p := hidden("需求名称|需求内容|预期投入（万元）|联系人\n甲|堵。\n乙|堵。|12|王某\n丙|堵。|13\n||14", 2)
	if len(p.Rows) != 3 || p.HiddenColumns != 1 || len(p.LeftOut) != 0 || p.Rows[1].Demand.BudgetFen != nil ||
		p.Rows[1].Demand.Contact.Name != "王某" || codes(p.Warnings) != "column-hidden 1C" {
		t.Errorf("%d rows, left out %v, told %s", len(p.Rows), p.LeftOut, codes(p.Warnings))
	}
	p = hidden("需求名称|需求内容|是否同意公开（请填写是或否，不填视为同意，也可以以后补充）\n甲|堵。|否", 2)
	if p.HiddenColumns != 0 || !p.Rows[0].Draft {
		t.Errorf("a hidden consent was not read: %s", codes(p.Warnings))
	}
}

// TestMappingOfHeadings: an answer names a column of the kind or none; there are bounds of its length and number.
func TestMappingOfHeadings(t *testing.T) {
	many := func(n int) form.Mapping {
		m := form.Mapping{}
		for i := range n {
			m[fmt.Sprint("栏", i)] = "title"
		}
		return m
	}
	for _, tt := range []struct {
		rule string
		m    form.Mapping
		ok   bool
	}{
		{"a column", form.Mapping{"花费": "budget"}, true}, {"none", form.Mapping{"花费": ""}, true},
		{"a column of another kind", form.Mapping{"花费": "price"}, false},
		{"500 bytes", form.Mapping{strings.Repeat("a", 500): "title"}, true},
		{"501 bytes", form.Mapping{strings.Repeat("a", 501): "title"}, false},
		{"500 headings", many(500), true}, {"501 headings", many(501), false},
	} {
		if err := intake.CheckMapping(form.Demands, tt.m); (err == nil) != tt.ok || err != nil && !fault.Is(err,
			fault.Invalid) {
			t.Errorf("%s: %v", tt.rule, err)
		}
	}
	if intake.Heading(form.Demands, "budget") == "" || intake.Heading(form.Demands, "none") != "" {
		t.Error("the name of a column")
	}
}
