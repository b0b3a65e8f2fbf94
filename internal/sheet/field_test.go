package sheet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFieldFiles reads the shared files with real faults and checks that the reader finds those faults.
func TestFieldFiles(t *testing.T) {
	const folder = "../../../shared/data/field"
	for name, want := range map[string][]string{
		"01-vertical-form.xlsx": {"需求名称 | 机收蔗"},
		"02-form.docx":          {"[表格1]", "| 企业技术需求征集表", "| 需求名称 | 机收蔗混合汁除杂", "| 预期投入（万元） | 120"},
		"07-errors-and-uncached-formula.xlsx": {"| 需求甲 | 内容甲   D: no value", "| #REF! | 内容乙 | 1   B: error",
			"| #VALUE! | 1   C: error"},
		"08-long-number-cell.xlsx":   {"2026530924000101", "G: long number"},
		"19-html.xls":                {"html", "| 青禾甲糖业有限公司 | 需求甲 | 内容甲"},
		"20-workbook-part-name.xlsx": {"| 青禾甲糖业有限公司 | 需求甲 | 内容甲"},
		"22-phones.csv":              {"| 1.3E+10", "| 8830000000"},
		"24-date-with-time.xlsx":     {"| 2026-12-31 12:00:00"},
		"03-number-row.xlsx":         {"| 1 | 2 | 3"},
		"16a-contract-first.xlsx":    {"[Sheet1]"},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Skip("SKIP: " + folder + " is missing")
			}
			got := bookText(open(t, data, name))
			for _, part := range want {
				if !strings.Contains(got, part) {
					t.Errorf("%q is missing in\n%s", part, got)
				}
			}
		})
	}
}
