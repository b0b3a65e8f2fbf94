package intake_test

import (
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/party"
)

// TestRowLimits checks the limits of 20,000 rows a sheet and 50,000 rows an import. The error names the exceeded one.
func TestRowLimits(t *testing.T) {
	w := newWorld(t)
	head := "单位名称,机构类型\n" // rows of units are read fastest
	data := head + strings.Repeat("青禾糖业有限公司,企业\n", 20_000)
	_, err := w.svc.Upload(t.Context(), officer, party.NewID(), form.Organizations, "a.csv", strings.NewReader(data),
		int64(len(data)))
	if !fault.Is(err, fault.TooLarge) || !strings.Contains(err.Error(), "超过 20000 行") {
		t.Errorf("a long sheet: %v", err)
	}
	data = head + strings.Repeat("青禾糖业有限公司,企业\n", 19_999)
	b, err := w.svc.Open(t.Context(), strings.NewReader(data), int64(len(data)), "a.csv")
	must(t, err)
	if p, err := intake.Read(form.Organizations, "m1", b, nil); err != nil || p.Counts.Total != 19_999 {
		t.Errorf("the longest sheet: %v", err)
	}
	for range 2 {
		b.Sheets = append(b.Sheets, b.Sheets[0])
	}
	if _, err = intake.Read(form.Organizations, "m1", b, nil); !fault.Is(err, fault.TooLarge) ||
		!strings.Contains(err.Error(), "最多导入 50000 行") {
		t.Errorf("three long sheets: %v", err)
	}
}
