package cell

import (
	"math"
	"testing"

	"kebang/internal/soak"
)

func FuzzNumberFormat(f *testing.F) {
	for _, code := range []string{`[>=100000000]0!.00,,"亿元";[>=10000]0!.0,"万元";0"元"`, "_ ¥* #,##0.00_ ;@",
		"[$US$-409]0.00%", "yyyy年m月d日"} {
		f.Add(code, 1234567.5)
	}
	soak.Fuzz(f, func(t *testing.T, code string, v float64) {
		n := Parse(code).Number(v, false)
		if n.Text != Tidy(n.Text) || n.Unit != Tidy(n.Unit) || n.Long && math.Abs(v) < longNumber {
			t.Fatalf("%+v", n)
		}
	})
}
