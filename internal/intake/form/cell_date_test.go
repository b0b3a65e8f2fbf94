package form_test

import (
	"strings"
	"testing"

	"kebang/internal/intake/form"
	"kebang/internal/workday"
)

// TestDatesAsPeopleWriteThem reads deadlines. A reading by a rule gives a warning, and any other text stays words.
func TestDatesAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		cell string
		want workday.Date
		told string
	}{
		{"12/31/2027", "2027-12-31", ""},
		{"27年底", "2027-12-31", "读作 2027-12-31"},
		{"2027年底前", "2027-12-31", "读作 2027-12-31"},
		{"2027年上半年", "2027-06-30", "读作 2027-06-30"},
		{"46387", "2026-12-31", "日期序号"},
		{"46387.5", "2026-12-31", "日期序号"},
		{"3/4/2027", "", "原文保留"},
		{"12个月", "", "原文保留"},
		{"99999", "", "原文保留"},
	} {
		p := read(t, form.Demands, "a.csv",
			[]byte("企业名称,需求名称,需求内容,完成时限\n清河制糖有限公司,滤布再生,滤布更换频繁。,"+c.cell+"\n"))
		if len(p.Rows) != 1 || p.Rows[0].Demand.Deadline != c.want || (c.told == "") != (len(p.Warnings) == 0) ||
			c.told != "" && !strings.Contains(p.Warnings[0].Text(), c.told) {
			t.Errorf("%s: %v %v", c.cell, p.Rows[0].Demand.Deadline, p.Warnings)
		}
	}
}
