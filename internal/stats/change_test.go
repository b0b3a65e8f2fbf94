package stats

import "testing"

// The published totals of the country and of regions (domain: 全国技术市场统计) follow from their own figures. Amounts are
// 万元. A figure that does not follow is a misprint of its source.
func TestPublishedTotals(t *testing.T) {
	for _, tt := range []struct {
		figure    string
		got       *int64
		printed   int64 // hundredths of a percent
		precision int64 // of the printed figure
		misprint  bool
	}{
		{"全国 2020 成交额", Growth(282_520_000, 223_984_000), 2610, 10, false},
		{"全国 2023 成交额", Growth(614_756_600, 477_910_200), 2860, 10, false},
		{"全国 2023 成交额, as one report prints it", Growth(614_756_600, 477_910_200), 1940, 10, true},
		{"全国 2024 成交额", Growth(683_540_000, 614_690_000), 1120, 10, false},
		{"云南 2023 成交额", Growth(2_693_600, 2_192_000), 2290, 10, false},
		{"内蒙古 2023 成交额", Growth(617_100, 524_900), 1757, 1, false},
		{"全国 2013 服务", Share(34_169_000, 74_691_300), 4580, 10, false},
		{"全国 2013 开发", Share(27_734_000, 74_691_300), 3710, 10, false},
		{"陕西 2022 服务", Share(23_091_900, 30_535_000), 7562, 1, false},
		{"陕西 2022 高校, as printed", Share(692_700, 30_535_000), 226, 1, true},
		{"陕西 2022 高校, exact", Share(692_700, 30_535_000), 227, 1, false},
		{"内蒙古 2023H1 技术交易额占比", Share(120_900, 186_600), 6480, 10, false},
		{"湖南 2019 长株潭", Share(4_050_900, 4_906_900), 8256, 1, false},
		{"合肥 2017 服务, 项", Share(7_417, 15_301), 4847, 1, false},
		{"内蒙古 2024-01..05 企业输出", Share(60_100, 112_710), 5330, 10, false},
	} {
		// A printed figure stands for all that round to it.
		fits := tt.got != nil && abs(*tt.got-tt.printed)*2 <= tt.precision
		if tt.precision == 1 {
			fits = tt.got != nil && *tt.got == tt.printed
		}
		if fits == tt.misprint {
			t.Errorf("%s: %v, printed %d", tt.figure, *tt.got, tt.printed)
		}
	}
	const tenthOfWan = 1_000_00 // fen
	if a := Average(746_913_000_000_00, 295_000); a == nil || (*a+tenthOfWan/2)/tenthOfWan != 2532 {
		t.Errorf("全国 2013, mean of a contract: %v, printed 253.2 万元", a)
	}
}

func abs(n int64) int64 { return max(n, -n) }

func TestGrowth(t *testing.T) {
	for _, tt := range []struct {
		rule        string
		now, before int64
		want        int64
		none        bool
	}{
		{"nothing before", 5, 0, 0, true},
		{"less than nothing before", 5, -3, 0, true},
		{"the same", 5, 5, 0, false},
		{"twice", 10, 5, 10_000, false},
		{"nothing left", 0, 5, -10_000, false},
		{"taken back", -5, 5, -20_000, false},
		{"half a hundredth up", 20_001, 20_000, 1, false},
		{"half a hundredth down", 19_999, 20_000, -1, false},
		{"less than half", 100_004, 100_000, 0, false},
		{"amounts of a country", 9_000_000_000_000_000, 3_000_000_000_000_000, 20_000, false},
	} {
		got := Growth(tt.now, tt.before)
		if (got == nil) != tt.none || got != nil && *got != tt.want {
			t.Errorf("%s: %v, want %d", tt.rule, got, tt.want)
		}
	}
	if Share(1, 0) != nil || Average(1, 0) != nil {
		t.Error("a share or a mean of nothing")
	}
	if n := Average(5, 2); *n != 3 {
		t.Errorf("a mean of 2.5 fen is %d", *n)
	}
}

func TestComparedMonths(t *testing.T) {
	for _, tt := range []struct{ rule, from, to, now, before string }{
		{"a past year with its adjusting month", "2025-01", "2025-13", "2025-13", "2024-01 2024-13"},
		{"a running year up to the present month", "2026-01", "2026-13", "2026-05", "2025-01 2025-05"},
		{"without an end", "2026-02", "", "2026-05", "2025-02 2025-05"},
		{"without a beginning", "", "2026-02", "", ""},
		{"a month to come", "2026-06", "2026-07", "", ""},
	} {
		now, before, ok := Query{From: tt.from, To: tt.to}.compared("2026-05-04")
		if ok != (tt.before != "") || ok && (now.To != tt.now || before.From+" "+before.To != tt.before) {
			t.Errorf("%s: to %s, against %s %s (%v)", tt.rule, now.To, before.From, before.To, ok)
		}
	}
}
