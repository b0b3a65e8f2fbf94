package cell

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumberFormats(t *testing.T) {
	type note struct {
		Unit string
		Long bool
	}
	long := 2026530924000101.0
	for _, c := range []struct {
		code string
		f    float64
		text string
		note note
	}{
		{"General", 12.5, "12.5", note{}},
		{"0.00", 12.345, "12.345", note{}}, // not rounded
		{"#,##0", 1200000, "1200000", note{}},
		{`yyyy"年"m"月"`, 46082, "2026-03-01", note{}},
		{"yyyy年m月d日", 46082, "2026-03-01", note{}},
		{"[$-804]d/m/yy;@", 46082, "2026-03-01", note{}},
		{"yyyy/m/d h:mm", 46082.5, "2026-03-01 12:00:00", note{}},
		{"[h]:mm", 0.5, "12:00:00", note{}},
		{"mm:ss.0", 0.5, "12:00:00", note{}},
		{"0.0%", 0.125, "12.5%", note{}},
		{`0"%"`, 12.5, "12.5%", note{}},
		{"000000", 42, "000042", note{}},
		{"[Red]0.00", -3, "-3", note{}},
		{"@", 7, "7", note{}},
		{"0.00E+00", 1200, "1200", note{}},
		{"0.00万元", 120, "120", note{Unit: "万元"}},
		{`0.00_ "万元"`, 120, "120", note{Unit: "万元"}},
		{`#,##0"元"`, 1200000, "1200000", note{Unit: "元"}},
		{`#,##0.00\ "万元"`, 3.5, "3.5", note{Unit: "万元"}},
		{`General"万元"`, 3.5, "3.5", note{Unit: "万元"}},
		{`G/通用格式"万元"`, 3.5, "3.5", note{Unit: "万元"}},
		{`"约"0"万元"`, 120, "120", note{Unit: "约万元"}},
		{`(万元)0.0`, 3, "3", note{Unit: "万元"}},
		{"[$-409]#,##0.00", 10, "10", note{}},
		{"[$$-409]#,##0.00", 10, "10", note{Unit: "$"}},
		{"[$US$-409]#,##0.00", 10, "10", note{Unit: "US$"}},
		{"[$€-2] #,##0.00", 10, "10", note{Unit: "€"}},
		{"#,##0.00 [$USD]", 10, "10", note{Unit: "USD"}},
		{`"US$"#,##0`, 10, "10", note{Unit: "US$"}},
		{`$#,##0_);($#,##0)`, -10, "-10", note{Unit: "$"}},
		{`\¥#,##0.00`, 10, "10", note{Unit: "¥"}},
		{`_ ¥* #,##0.00_ ;_ ¥* \-#,##0.00_ ;_ ¥* "-"??_ ;_ @_ `, 10, "10", note{Unit: "¥"}},
		{`¥0.00"万元"`, 10, "10", note{Unit: "万元"}},
		{`0"年"`, 2, "2", note{Unit: "年"}},
		{`0"个月"`, 18, "18", note{Unit: "个月"}},
		// The displayed number counts, not the stored one.
		{`0!.0,"万元"`, 1234567, "123.4567", note{Unit: "万元"}},
		{`0"."0,"万"`, 1234567, "123.4567", note{Unit: "万"}},
		{`#,##0.00,"千元"`, 520000, "520", note{Unit: "千元"}},
		{`0.00,,"百万元"`, 5200000, "5.2", note{Unit: "百万元"}},
		{`[>=100000000]0!.00,,"亿元";[>=10000]0!.0,"万元";0"元"`, 520000000, "5.2", note{Unit: "亿元"}},
		{`[>=100000000]0!.00,,"亿元";[>=10000]0!.0,"万元";0"元"`, 520000, "52", note{Unit: "万元"}},
		{`[>=100000000]0!.00,,"亿元";[>=10000]0!.0,"万元";0"元"`, 5200, "5200", note{Unit: "元"}},
		{`0.0"万元";-0.0"元";"无"`, 0, "0", note{}},
		{`0.0"万元";-0.0"元";"无"`, -2, "-2", note{Unit: "元"}},
		{"0", long, "2026530924000100", note{Long: true}},
		{`0"元"`, long, "2026530924000100", note{Long: true, Unit: "元"}},
		{"0", 999999999999999, "999999999999999", note{}},
		{`0"`, 1, "1", note{}}, {"[", 1, "1", note{}}, {`\`, 1, "1", note{}}, {";;;;;;", 1, "1", note{}}, {"", 1, "1",
			note{}},
	} {
		want := Number{Text: c.text, Unit: c.note.Unit, Long: c.note.Long}
		if d := cmp.Diff(want, Parse(c.code).Number(c.f, false)); d != "" {
			t.Errorf("%s of %v: %s", c.code, c.f, d)
		}
	}
}

func TestSerialDate(t *testing.T) {
	for f, want := range map[float64]string{1: "1900-01-01", 59: "1900-02-28", 61: "1900-03-01", 46082: "2026-03-01",
		0.5: "12:00:00", 46081.9999999: "2026-03-01", 46082.75: "2026-03-01 18:00:00"} {
		if got, _ := serialDate(f, false); got != want {
			t.Errorf("%v: %s, want %s", f, got, want)
		}
	}
	if got, _ := serialDate(0, true); got != "1904-01-01" {
		t.Errorf("1904 system: %s", got)
	}
	if _, ok := serialDate(1e9, false); ok {
		t.Error("a number beyond the calendar became a date")
	}
}
