package form_test

import (
	"os"
	"strings"
	"testing"

	"kebang/internal/intake/form"
)

// TestFieldCells reads the shared files with faulty cells and asserts the outcomes in their README. A line of want must
// occur in the text of the plan; one after ! must not.
func TestFieldCells(t *testing.T) {
	for _, c := range []struct {
		file string
		kind form.Kind
		want []string
	}{
		{"05-unit-line-yuan.xlsx", form.Demands,
			[]string{"good 1 bad 0", "元 per year false from \"line\"", " budgetFen=120000000 "}},
		{"06-heading-units.xlsx", form.Contracts,
			[]string{"good 2 bad 2", "totalFen=52000000\n", "totalFen=520000000\n", "外币（万美元）", "是每年的金额"}},
		{"07-errors-and-uncached-formula.xlsx", form.Demands,
			[]string{"good 1 bad 2", "#REF!", "#VALUE!", "told", "打开并保存一次"}},
		{"08-long-number-cell.xlsx", form.Contracts, []string{"good 0 bad 2", "Excel 只保留 15 位", "!number="}},
		{"09-vague-amounts.xlsx", form.Demands,
			[]string{"rows 9 good 9 bad 0 warned 9", "budgetFen=50000000 budgetHighFen=100000000",
				"words.budgetFen=约100万元", "words.budgetFen=10万美元", "words.budgetFen=双方协商", "7 budgetFen=100000000",
				"9 budgetFen=120000000"}},
		{"10-vague-dates.xlsx", form.Demands,
			[]string{"rows 9 good 9 bad 0", "2 deadline=2027-12-31", "3 deadline=2027-12-31", "5 deadline=2027-12-31",
				"words.deadline=2年", "words.deadline=18个月", "words.deadline=长期", "9 deadline=2027-12-31"}},
		{"17-regions.xlsx", form.Demands,
			[]string{"rows 7 good 7 bad 0", "region=500157", "region=620881", "region=150123", "region=530924",
				"township=南伞镇", "region=451082", "regionWords=河北雄安新区"}},
		{"18-options-not-in-list.xlsx", form.Demands,
			[]string{"rows 3 good 3 bad 0", "words.type=技术攻关", "3 minTrl=4 modes.0=transfer ",
				"4 minTrl=6 modes.0=cooperate ", "!modes.1"}},
		{"21-id-as-uscc.xlsx", form.Organizations, []string{"good 0 bad 1", "身份证号"}},
		{"22-phones.csv", form.Demands, []string{"rows 2 good 2 bad 0 warned 2", "Excel", "!contact.phone"}},
		{"24-date-with-time.xlsx", form.Demands, []string{"good 1 bad 0", "deadline=2026-12-31"}},
		{"25-region-lookalike.xlsx", form.Demands,
			[]string{"rows 7 good 7 bad 0", "regionWords=河北雄安新区", "region=220200", "region=632500", "region=632324",
				"regionWords=巴州", "region=532900", "region=532500", "!region=130632", "!region=220000"}},
	} {
		t.Run(c.file, func(t *testing.T) {
			data, err := os.ReadFile("../../../../shared/data/field/" + c.file)
			if err != nil {
				t.Skip("SKIP: ../shared/data is missing: field/" + c.file)
			}
			got := dump(read(t, c.kind, c.file, data))
			for _, w := range c.want {
				if no, ok := strings.CutPrefix(w, "!"); ok == strings.Contains(got, strings.TrimPrefix(w, "!")) {
					t.Errorf("%q %q in:\n%s", w, no, got)
				}
			}
		})
	}
}
