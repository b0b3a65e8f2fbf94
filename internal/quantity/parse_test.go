package quantity

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kebang/internal/soak"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{ // measures joined by ";", each as its String
		"纯度≥99.9%":    "纯度≥99.9%",
		"纯度：≥ 99.9 ％": "纯度≥99.9%",
		"出仁率41.3%":    "出仁率＝41.3%",
		"处理能力不低于3吨/小时，含水率不超过0.5%": "处理能力≥3吨/小时;含水率≤0.5%",
		"要求平均粒径控制在30~50nm":        "平均粒径 30～50nm",
		"粒径 30-50 nm；粒径3～5μm":     "粒径 30～50nm;粒径 3～5μm",
		"粒径(D50)≤3μm":             "粒径(D50)≤3μm",
		"回收率98%以上，成本降低20%以内":      "回收率≥98%;成本降低≤20%",
		"抗拉强度达到300MPa":            "抗拉强度≥300MPa",
		"能耗达到30kWh/t":             "能耗≈30kWh/t", // may be a floor or a ceiling
		"转化率最高可达95%":              "转化率≈95%",
		"约200℃":                   "≈200℃",
		"温度25±2℃":                 "温度 23～27℃",
		"工作温度-20℃至60℃":            "工作温度 -20～60℃",
		"-40~85℃":                 "-40～85℃",
		"pH 6.5-7.5":              "pH 6.5～7.5",
		"pH值大于7":                  "pH值＞7",
		"硬度大于60HRC，转速小于3000r/min": "硬度＞60HRC;转速＜3000r/min",
		"导热系数≤0.03W/(m·K)":        "导热系数≤0.03W/(m·K)",
		"活菌数≥1×10^9 CFU/g":        "活菌数≥1000000000CFU/g",
		"活菌数≥109CFU/g":            "活菌数≈109CFU/g", // 10⁹ with a lost superscript
		"年产能100万吨/年":              "年产能＝100万吨/年",
		"亩产不少于1,500公斤":            "亩产≥1500公斤",
		"投资0.5亿元":                 "投资＝0.5亿元",
		"目标为资源利用率≥30%":            "资源利用率≥30%",
		"合格率不足10%":                "合格率＜10%",
		"强度３００ＭＰａ以上":              "强度≥300MPa",
		"色值≥150XYZ":               "色值≥150XYZ",
		"塑性初值≥40":                 "塑性初值≥40",
		"水分3%~5%左右":               "水分≈3%",
		"收率由85%提高到95%":            "收率≥95%",
		"收率85%提高到95%，成本降低5%":      "收率≥95%;成本降低＝5%",
		"含水率45%→12%":              "含水率≤12%",
		"回收率85%->80%":             "回收率≤80%",
		"回收率80% —> 85%":           "回收率≥85%",
		"85%->80%":                "＝85%;＝80%",
		"纯度>80%":                  "纯度＞80%",
		"由45%提高到60%的回收率":          "回收率≥60%",
		"可回收85%水资源":               "水资源回收率＝85%",
		"回收85%以上的水资源用于灌溉":         "水资源回收率≥85%",
		"能去除95%的COD":              "COD去除率＝95%",
		"降低30%能耗，提高20%产量":         "能耗降低＝30%;产量提高＝20%",
		"节约30%用水":                 "用水降低＝30%",
		"蛋白质3.2g/100g，脂肪3g/100mL": "蛋白质＝3.2g/100g;脂肪＝3g/100mL",
		"保质期≥6月，6月投产":             "保质期≥6个月",
		"色值由150IU降到100IU":         "色值≤100IU",
		"能耗降低了30%以上":              "能耗降低≥30%",
		"降低能耗30%":                 "能耗降低＝30%",
		"含水率降至12%":                "含水率≤12%",
		"纯度不得低于95%":               "纯度≥95%",
		"收率未达到95%":                "收率＜95%",
		"粒度误差±0.5mm":              "粒度误差≤0.5mm",
		"工作温度零下20℃以下":             "工作温度≤-20℃",
		"含水率（%）：12":               "含水率＝12%",
		"合格率达到百分之九十五":             "合格率≥95%",
		"pH6.5~7.5":               "pH 6.5～7.5",
		"强度、伸长率分别达到300MPa和12%":    "强度≥300MPa;伸长率≥12%",
		"纯度99%、99.5%":             "纯度≈99%;＝99.5%", // two grades, not known which
		"实现95%以上的收率":              "收率≥95%",
		// texts without quantities
		"A356合金、3D打印、5G、GB/T 4754-2017、云蔗08-1609": "",
		"2025年、2023-2025年、2025-03-01、2020/21榨季":   "",
		"按1:10—25加水":      "",
		"P<0.05，P＜0.01":   "",
		"共4组，第3天":         "",
		"25℃±2%":          "",
		"500kg~1t":        "",
		"":                "",
		"纯度高":             "",
		"\xff\xfe≥5%\xe6": "≥5%",
	} {
		var got []string
		for _, m := range Parse(text) {
			got = append(got, m.String())
			if m.Start < 0 || m.End > len(text) || m.Start >= m.End {
				t.Errorf("Parse(%q): %s at [%d, %d)", text, m, m.Start, m.End)
			}
		}
		if s := strings.Join(got, ";"); s != want {
			t.Errorf("Parse(%q) = %q, want %q", text, s, want)
		}
	}
}

func TestParsePlaces(t *testing.T) {
	const text = "要求纯度不低于99.9%，水分≤0.5％。"
	var got []string
	for _, m := range Parse(text) {
		got = append(got, m.Metric+"|"+text[m.Start:m.End])
	}
	if s := strings.Join(got, ";"); s != "纯度|不低于99.9%;水分|≤0.5％" {
		t.Errorf("places: %s", s)
	}
}

// A line in words and the same line in the fields of a form compare alike.
func TestParsedLinesCompare(t *testing.T) {
	for _, c := range []struct {
		req, ind string
		want     Verdict
	}{
		{"纯度≥99.9%", "纯度99.95%", Met}, {"处理能力不低于3吨/小时", "处理能力达到2t/h", Short}, {"处理能力不低于3吨/小时", "处理能力2t/h", Unmet},
		{"能耗不超过30kWh/t", "能耗约25kWh/t", Met}, {"能耗不超过30kWh/t", "能耗约28kWh/t", Unknown}, {"能耗不超过30kWh/t", "能耗接近25kWh/t",
			Unknown}, {"粒径30~50nm", "粒径0.04μm", Met},
	} {
		if got := Compare(Parse(c.req)[0], Parse(c.ind)[0]); got != c.want {
			t.Errorf("%s against %s: %q, want %q", c.req, c.ind, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"纯度≥99.9%，水分≤0.5％", "温度-20℃至60℃", "1×10^9 CFU/g", "W/(m·K)5W/(m·K)", "25±2℃", "３～５μm以上",
		"≥5万", "10⁹", "(1)2%"} {
		f.Add(s)
	}
	soak.Fuzz(f, func(t *testing.T, text string) {
		last := 0
		for _, m := range Parse(text) {
			if m.Start < last || m.End <= m.Start || m.End > len(text) || !utf8.RuneStart(text[m.Start]) {
				t.Fatalf("%q: %s at [%d, %d) after %d", text, m, m.Start, m.End, last)
			}
			last = m.End
			if !m.Low.Set() || (m.Op == Range) != m.High.Set() {
				t.Fatalf("%q: %s has op %s, low %v, high %v", text, m, m.Op, m.Low, m.High)
			}
			again, err := ParseValue(string(m.Op), m.LowText(), m.HighText(), m.Unit)
			if err != nil || !again.Low.Equal(m.Low) || !again.High.Equal(m.High) || again.Kind != m.Kind {
				t.Fatalf("%q: %s as a structured line is %s, %v", text, m, again, err)
			}
			if m.Op == Equal && m.Kind != DimUnknown && Compare(m, m) != Met {
				t.Fatalf("%q: %s does not meet itself", text, m)
			}
		}
	})
}
