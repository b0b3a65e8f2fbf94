package intake_test

import (
	"strings"
	"testing"

	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
)

// TestFieldLayouts reads the shared files with real faults and asserts the outcomes in their README.
func TestFieldLayouts(t *testing.T) {
	one := func(n int) func(*testing.T, *intake.Plan) {
		return func(t *testing.T, p *intake.Plan) {
			if p.Counts != (intake.RowCounts{Total: n, Good: n}) || len(p.Unknown) > 0 {
				t.Errorf("%+v unknown %v problems %v", p.Counts, p.Unknown, p.Problems)
			}
		}
	}
	checkForm := func(t *testing.T, p *intake.Plan) {
		one(1)(t, p)
		if len(p.Rows) == 0 {
			return
		}
		r := p.Rows[0]
		c := r.Demand
		if r.Org != "青禾甲糖业有限公司" || c.Title != "机收蔗混合汁除杂" || c.Text == "" || len(c.Requirements) != 1 ||
			c.Requirements[0].Value != "150" ||
			c.BudgetFen == nil || *c.BudgetFen != 120_000_000 || c.Contact.Name != "陆某" {
			t.Errorf("%s %+v", r.Org, c)
		}
	}
	left := func(t *testing.T, p *intake.Plan, why layout.Reason, rows int) {
		t.Helper()
		n := 0
		for _, l := range p.LeftOut {
			if l.Reason == why {
				n += l.Rows
			}
		}
		if n != rows {
			t.Errorf("%d lines left out as %s, want %d: %v", n, why, rows, p.LeftOut)
		}
	}
	for _, c := range []struct {
		file  string
		kind  form.Kind
		check func(*testing.T, *intake.Plan)
	}{
		{"01-vertical-form.xlsx", form.Demands,
			func(t *testing.T, p *intake.Plan) { checkForm(t, p); left(t, p, layout.NoteLine, 1) }},
		{"03-number-row.xlsx", form.Demands,
			func(t *testing.T, p *intake.Plan) { one(1)(t, p); left(t, p, layout.NumberRow, 1) }},
		{"04-repeated-header.xlsx", form.Demands, func(t *testing.T, p *intake.Plan) {
			one(2)(t, p)
			left(t, p, layout.RepeatedHeader, 1)
			left(t, p, layout.PageLine, 2)
		}},
		{"11-title-heading-unknown.xlsx", form.Demands, func(t *testing.T, p *intake.Plan) {
			if !p.Asks() || p.Counts.Total != 0 || len(p.Sheets) != 1 {
				t.Fatalf("%+v", p)
			}
			for _, h := range p.Sheets[0].Columns {
				if h.Heading == "技术难题" && h.Guess != "title" {
					t.Errorf("proposed %q", h.Guess)
				}
			}
			p, err := intake.Read(form.Demands, "m1",
				book(t, "a.xlsx", sharedData(t,
					"field/11-title-heading-unknown.xlsx")), form.Mapping{"技术难题": "title"})
			must(t, err)
			one(1)(t, p)
		}},
		{"12-common-headings.xlsx", form.Demands, func(t *testing.T, p *intake.Plan) {
			one(1)(t, p)
			if len(p.Rows) == 1 {
				r := p.Rows[0]
				if d := r.Demand; r.Org == "" || d.Region != "530924" || len(d.Requirements) != 1 ||
					len(d.Modes) != 1 || d.Contact.Name != "陆某" || d.Contact.Phone == "" || d.Industry == "" {
					t.Errorf("%+v", d)
				}
			}
		}},
		{"13-ditto.xlsx", form.Demands, func(t *testing.T, p *intake.Plan) {
			one(3)(t, p)
			for _, r := range p.Rows {
				if r.Org != "青禾甲糖业有限公司" || r.Demand.Region != "530924" {
					t.Errorf("row %d: %q %q", r.Number, r.Org, r.Demand.Region)
				}
			}
		}},
		{"14-second-table.xlsx", form.Demands,
			func(t *testing.T, p *intake.Plan) { one(1)(t, p); left(t, p, layout.OtherTable, 2) }},
		{"15-section-and-note-rows.xlsx", form.Demands, func(t *testing.T, p *intake.Plan) {
			one(2)(t, p)
			left(t, p, layout.SectionLine, 2)
			left(t, p, layout.SumLine, 1)
			left(t, p, layout.NoteLine, 4)
		}},
		{"02-form.docx", form.Demands, func(t *testing.T, p *intake.Plan) {
			one(1)(t, p)
			c := p.Rows[0].Demand
			if p.Rows[0].Org != "青禾甲糖业有限公司" || c.Title != "机收蔗混合汁除杂" || c.Text == "" || c.BudgetFen == nil ||
				*c.BudgetFen != 120_000_000 {
				t.Errorf("%s %+v", p.Rows[0].Org, c)
			}
		}},
		{"19-html.xls", form.Demands, nil},
		{"20-workbook-part-name.xlsx", form.Demands, nil},
	} {
		t.Run(strings.TrimSuffix(c.file, ".xlsx"), func(t *testing.T) {
			data := sharedData(t, "field/"+c.file)
			b, err := open(c.file, data)
			must(t, err)
			p, err := intake.Read(c.kind, "m1", b, nil)
			must(t, err)
			if c.check == nil {
				if p.Counts.Good == 0 || p.Counts.Bad > 0 {
					t.Errorf("%+v %v", p.Counts, p.Problems)
				}
				return
			}
			c.check(t, p)
		})
	}
}
