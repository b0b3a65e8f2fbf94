package quantity

import (
	"strings"
	"testing"
)

// line reads "op value[~high] unit", with an optional metric before a bar.
func line(t *testing.T, text string) Measure {
	t.Helper()
	metric, rest, ok := strings.Cut(text, "|")
	if !ok {
		metric, rest = "", text
	}
	f := strings.Fields(rest)
	for len(f) < 3 {
		f = append(f, "")
	}
	low, high, _ := strings.Cut(f[1], "~")
	m, err := ParseValue(f[0], low, high, f[2])
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	m.Metric = metric
	return m
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		req, ind string
		want     Verdict
	}{
		// plain numbers
		{">= 99.9 %", "= 99.9 %", Met}, {">= 99.9 %", "= 99.89 %", Unmet}, {"> 99.9 %", "= 99.9 %", Unmet},
		{"<= 5 %", "= 5 %", Met}, {"< 5 %", "= 5 %", Unmet}, {"<= 5 %", "= 5.01 %", Unmet}, {"= 5 %", "= 5.00 %",
			Met}, {"= 5 %", "= 6 %", Unmet},
		// bounds that an indicator promises
		{">= 90 %", ">= 95 %", Met}, {">= 90 %", ">= 85 %", Short}, {"<= 5 %", "<= 8 %", Short}, {"> 90 %", "> 80 %",
			Short}, {">= 25 °", ">= 22 °", Short}, {">= 25 °", ">= 22 度", Short}, {">= 90 %", "<= 85 %", Unmet},
		{">= 90 %", "<= 95 %", Unknown},
		{"> 90 %", ">= 90 %", Unknown}, {"> 90 %", "> 90 %", Met}, {">= 90 %", "< 90 %", Unmet}, {"> 90 %", "<= 90 %",
			Unmet},
		{"<= 5 %", "< 5 %", Met}, {"< 5 %", "<= 5 %", Unknown}, {"= 5 %", ">= 5 %", Unknown}, {">= 90 %", "≈ 95 %",
			Unknown},
		// ranges
		{">= 3 mm", "range 3~5 mm", Met}, {">= 4 mm", "range 3~5 mm", Unknown}, {">= 6 mm", "range 3~5 mm", Unmet},
		{"range 30~50 nm", "= 40 nm", Met}, {"range 30~50 nm", "= 30 nm", Met}, {"range 30~50 nm", "= 51 nm", Unmet},
		{"range 30~50 nm", "range 35~45 nm", Met}, {"range 30~50 nm", "range 20~45 nm", Unknown}, {"range 30~50 nm",
			"range 60~80 nm", Unmet},
		{"range 30~50 nm", "<= 50 nm", Unknown}, {"range 30~50 nm", ">= 51 nm", Unmet},
		// ranges of use: the indicator must contain them
		{"工作温度|range -20~60 ℃", "工作温度|range -40~85 ℃", Met}, {"工作温度|range -40~85 ℃", "工作温度|range 0~50 ℃", Unmet},
		{"工作温度|range -40~85 ℃", "工作温度|= 25 ℃", Unknown}, {"工作温度|range -40~85 ℃", "工作温度|<= 85 ℃", Unknown},
		{"量程|range 0~100 MPa", "量程|range 0~60 MPa", Unmet},
		// other temperatures: a verdict only where both readings agree
		{"温度|range 20~30 ℃", "温度|range 20~30 ℃", Met}, {"温度|range 20~30 ℃", "温度|range 22~28 ℃",
			Unknown}, {"温度|range 20~30 ℃", "温度|range 40~50 ℃", Unmet},
		// conversion
		{">= 3 t/h", "= 72 t/d", Met}, {">= 3 t/h", "= 71.99 t/d", Unmet}, {">= 3 吨/小时", "= 3000 kg/h",
			Met}, {">= 50 N/mm²", "= 50 MPa", Met},
		{">= 1 GPa", "= 999 MPa", Unmet}, {"<= 1 %", "= 10 ‰", Met}, {"<= 1 ‰", "= 1000 ppm", Met}, {"<= 8 mg/kg",
			"= 8 ppm", Met},
		{"<= 0.1 %", "= 900 mg/kg", Met}, {">= 1000 kg/亩", "= 15 t/公顷", Met}, {">= 1000 kg/亩", "= 14.9 t/ha",
			Unmet}, {"<= 1 g/L", "= 1000 mg/L", Met},
		{">= 5000 万元", "= 0.5 亿元", Met}, {"<= 24 h", "= 1 d", Met}, {"<= 24 h", "= 1441 min", Unmet}, {">= 1 kWh",
			"= 3.6 MJ", Met}, {">= 600 r/min", "= 10 r/s", Met},
		{">= 0.3 mm", "= 300 μm", Met}, {">= 0.1 %", "= 0.001 ", Unknown},
		// never across dimensions, bases or unknown units
		{">= 5 %", "= 6 MPa", Unknown}, {">= 300 t/年", "= 1 t/d", Unknown}, {"<= 12 个月", "= 300 d", Met}, {"<= 12 个月",
			"= 340 d", Unknown}, {">= 30 天", "= 2 个月", Met}, {">= 60 天", "= 2 个月", Unknown},
		{">= 90 天", "= 2 个月", Unmet},
		{">= 5 年", "= 1850 天", Met}, {">= 5 年", ">= 1000 天", Short}, {"<= 10 天", "= 6 月", Unmet}, {">= 3 %",
			"= 3.2 g/100g", Met}, {">= 3 g/100g", "= 29 g/kg", Unmet}, {"<= 20 mg/100mL", "= 0.3 g/L", Unmet},
		{"<= 12 个月", "= 1 年", Met},
		{"<= 10 ℃", "= 20 K", Unknown}, {">= 60 HRC", "= 700 HV", Unknown}, {">= 60 HRC", "= 62 HRC",
			Met}, {"<= 5 mg/kg", "= 4 mL/L", Unknown},
		{"<= 5 vol%", "= 4 wt%", Unknown}, {"<= 5 %", "= 4 wt%", Met}, {">= 5 XYZ", "= 6 XYZ", Unknown}, {">= 5 个",
			"= 6 台", Unknown}, {">= 5 %", "= 6 百分点", Unknown},
		{">= 200 目", "= 325 目", Met}, {"= 5 ", "= 5 ", Met}, {">= 5 %", "= 6 倍", Unknown},
	} {
		if got := Compare(line(t, c.req), line(t, c.ind)); got != c.want {
			t.Errorf("required %s, indicated %s: %q, want %q", c.req, c.ind, got, c.want)
		}
	}
	if got := Compare(Measure{}, Measure{}); got != Unknown {
		t.Errorf("nothing against nothing: %q", got)
	}
}

func TestSameMetric(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"纯度", "纯度", true}, {"纯度", "产品纯度", true}, {"平均粒径", "粒径", true}, {"粒径（D50）", "粒径(d50)", true}, {"pH 值", "PH值",
			true},
		{"粒径", "粒径分布", false}, {"", "", false}, {"。", "，", false}, {"抗拉强度", "抗压强度", false}, {"产品", "产品", true},
	} {
		if got := SameMetric(c.a, c.b); got != c.want {
			t.Errorf("SameMetric(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
