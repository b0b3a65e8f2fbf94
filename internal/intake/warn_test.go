package intake

import (
	"testing"

	"kebang/internal/sheet"
)

// TestWarningsHaveTheirPlace reads a row whose reader tells something: the row is taken, the telling has its cell.
func TestWarningsHaveTheirPlace(t *testing.T) {
	col := &FormColumn{Key: "budget", Heading: "预期投入", read: func(r *Row, v, _ string) error {
		r.warn("", "读作 %s。", v)
		return nil
	}}
	title := columnOf(Demands, "title")
	text := columnOf(Demands, "text")
	h := SheetHead{Name: "表", HeaderRow: 1,
		Columns: []HeadColumn{{Index: 0, Letter: "A", Heading: "名称", Key: "title", column: title},
			{Index: 1, Letter: "B", Heading: "内容", Key: "text", column: text}, {Index: 2, Letter: "C", Heading: "预算",
				Key: "budget", column: col}}}
	x := newReader(Demands, "m1", sheet.Sheet{Name: "表"}, table{head: h}, Guide{})
	p := &Plan{Kind: Demands, States: map[*Row]RowState{}, Near: map[*Row]*NearHit{}}
	p.take(x, sheet.Row{Number: 7, Cells: []string{"甲", "乙", "三十万"}}, map[string]*Row{})
	want := RowProblem{Sheet: "表", Row: 7, Column: "C", Heading: "预算", Value: "三十万", Msg: "读作 三十万。"}
	if p.Counts.Good != 1 || p.Counts.Warned != 1 || len(p.Warnings) != 1 || p.Warnings[0] != want {
		t.Errorf("%+v %+v", p.Counts, p.Warnings)
	}
}
