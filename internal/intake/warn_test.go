package intake

import (
	"testing"

	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/sheet"
)

// TestWarningsHaveTheirPlace reads a row whose reader gives a warning. The row is accepted, and the warning names its
// cell.
func TestWarningsHaveTheirPlace(t *testing.T) {
	col := &form.Column{Key: "budget", Heading: "预期投入", Read: func(r *form.Row, v string) error {
		r.Warn("", fault.T("read-as", "读作 %s。", "Read as %s."), v)
		return nil
	}}
	title := form.ByKey(form.Demands, "title")
	text := form.ByKey(form.Demands, "text")
	h := layout.SheetHead{Name: "表", HeaderRow: 1,
		Columns: []form.HeadColumn{{Index: 0, Letter: "A", Heading: "名称", Key: "title", Column: title},
			{Index: 1, Letter: "B", Heading: "内容", Key: "text", Column: text}, {Index: 2, Letter: "C", Heading: "预算",
				Key: "budget", Column: col}}}
	x := newReader(form.Demands, "m1", sheet.Sheet{Name: "表"}, layout.Table{Head: h}, Guide{})
	p := &Plan{Kind: form.Demands, States: map[*form.Row]RowState{}, Near: map[*form.Row]*NearHit{}}
	p.take(x, sheet.Row{Number: 7, Cells: []string{"甲", "乙", "三十万"}}, map[string]*form.Row{})
	const want = "工作表“表”第 7 行 C 列（预算）：读作 三十万。"
	if p.Counts.Good != 1 || p.Counts.Warned != 1 || len(p.Warnings) != 1 || p.Warnings[0].String() != want ||
		p.Warnings[0].Value != "三十万" {
		t.Errorf("%+v %+v", p.Counts, p.Warnings)
	}
}
