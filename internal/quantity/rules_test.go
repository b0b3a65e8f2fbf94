package quantity

import (
	"slices"
	"strings"
	"testing"
)

// TestParseRules states the words and signs around a number, one rule a line.
func TestParseRules(t *testing.T) {
	for _, tt := range []struct{ rule, text, want string }{
		{"the comparison in brackets", "纯度(≥99.9%)", "纯度≥99.9%"},
		{"a metric has 16 characters at most", "abcdefghijklmnopq≥5%", "bcdefghijklmnopq≥5%"},
		{"a name is no negative number", "云蔗-15%", ""},
		{"a negative number behind 为", "增幅为-5%", "增幅＝-5%"},
		{"below zero at the start of a text", "零下20℃以下", "≤-20℃"},
		{"pH in any case", "PH7.2，ph7.3，Ph7.4", "PH＝7.2;ph＝7.3;Ph＝7.4"},
		{"pH is a word of its own", "mpH7.2", ""},
		{"months of a named limit", "保质期≥6月", "保质期≥6个月"},
		{"June is no limit", "交货期≤6月份，保质期≥6月底，工期≤6月5日", "交货期≤6;保质期≥6;工期≤6"},
		{"a count of germs of four digits", "活菌数≥1095CFU/g", "活菌数≥1095CFU/g"},
		{"a count of germs with a fraction", "活菌数≥109.5CFU/g", "活菌数≥109.5CFU/g"},
		{"two signs of a range", "温度20到~30℃", "温度 20～30℃"},
		{"three numbers in a row are no range", "长3-5-7mm", ""},
		{"a range of one value", "长度5~5mm", "长度 5～5mm"},
		{"the years of a calendar are no durations", "寿命≥1900年，寿命≥2100年", ""},
		{"other numbers of years are", "寿命≥1899年，寿命≥2101年", "寿命≥1899年;寿命≥2101年"},
		{"a chance of error of research", "P<0.05, P > 0.01", ""},
		{"a tolerance below a limit", "误差小于±0.5mm", "误差＜0.5mm"},
		{"a tolerance above a limit is none", "误差大于±0.5mm", ""},
		{"the noun behind has 7 characters at most", "95%以上的水分综合利用率", "水分综合利用率≥95%"},
		{"a noun of 8 characters", "95%以上的水分综合利用效率", "≥95%"},
		{"a noun of 2 characters", "95%以上的收率", "收率≥95%"},
		{"a noun of 1 character", "95%以上的糖", "≥95%"},
		{"a share in Chinese numerals with a fraction", "含水率低于百分之零点五", "含水率＜0.5%"},
		{"a share of a thousand", "含水率千分之三十", "含水率＝30‰"},
		{"a share in hundreds", "增幅百分之两百", "增幅＝200%"},
		{"two numerals in a row are no number", "合格率百分之九五", ""},
		{"three names and two values", "强度、伸长率、硬度分别达到300MPa和12%", "≥300MPa;≥12%"},
		{"a list behind another value", "纯度99%，强度、伸长率分别达到300MPa和12%", "纯度＝99%;强度≥300MPa;伸长率≥12%"},
		{"a list at the start of a clause", "，强度、伸长率分别达到300MPa和12%", "强度≥300MPa;伸长率≥12%"},
		{"letters that only begin like a unit", "重量≥5gx", "重量≥5gx"},
		{"a number behind a unit is no power", "长度≥5m25", "长度≥5m"},
		{"a fraction behind a unit is no power", "长度≥5m2.5", "长度≥5m"},
		{"a share by its verb, per thousand", "可回收85‰水资源", "水资源回收率＝85‰"},
		{"two more words before the verb", "厂里回收85%的水资源", "水资源回收率＝85%"},
		{"an object of 8 characters", "能去除95%一二三四五六七八", "一二三四五六七八去除率＝95%"},
		{"an object of 9 characters", "能去除95%一二三四五六七八九", "能去除＝95%"},
		{"an object of 1 character", "降低30%煤", "降低＝30%"},
		{"a Latin object of 1 letter", "降低30%P", "P降低＝30%"},
		{"from a value to the same one", "收率85%→85%", "收率≥85%"},
		{"from a value down", "含水率85%→80%", "含水率≤80%"},
		{"a verb of one character in a noun", "能耗降幅20%", "能耗降幅＝20%"},
		{"a verb of one character before 了", "能耗降了20%", "能耗降低＝20%"},
		{"a start without a unit", "收率由50提高到95%", "收率≥95%"},
		{"up to, by 至", "收率提高至95%", "收率≥95%"},
		{"up to, by 为", "收率提高为95%", "收率≥95%"},
		{"down to, by 至", "含水率降低至12%", "含水率≤12%"},
		{"a Greek name", "α≥5%", "α≥5%"},
		{"an own rate is no change", "去除率95%", "去除率＝95%"},
		{"not above is at most", "收率不会高于95%", "收率≤95%"},
		{"节约 is not 约", "用水节约30%", "用水降低＝30%"},
	} {
		var got []string
		for _, m := range Parse(tt.text) {
			got = append(got, m.String())
		}
		if s := strings.Join(got, ";"); s != tt.want {
			t.Errorf("%s: Parse(%q) = %q, want %q", tt.rule, tt.text, s, tt.want)
		}
	}
	if m := Parse("保质期≥6月，常温")[0]; "保质期≥6月，常温"[m.Start:m.End] != "≥6月" {
		t.Errorf("months stand at [%d, %d)", m.Start, m.End)
	}
}

// Only 约, 左右 and 上下 mean a tenth to either side, and only of a value other than zero.
func TestRough(t *testing.T) {
	for text, want := range map[string]bool{"收率约95%": true, "收率95%左右": true, "收率95%上下": true, "收率达到约95%": true,
		"收率95%附近": false,
		"收率接近95%": false, "收率最高可达95%": false, "厚度约0mm": false, "温度约95℃": false, "收率约95%附近": false} {
		if m := Parse(text)[0]; m.Op != About || m.rough != want {
			t.Errorf("%s: %s, rough %v", text, m, m.rough)
		}
	}
}

func TestNumbered(t *testing.T) {
	for text, want := range map[string]bool{"0": true, "9": true, "/": false, ":": false, "０": true, "９": true,
		"：": false, "．": false,
		"百分之九": true, "纯度高": false, "\xef\xbc": false, "": false} {
		if numbered(text) != want {
			t.Errorf("numbered(%q) = %v", text, !want)
		}
	}
	for text, want := range map[string]int{"2025": 4, "1.2,3,x": 5, "1, 2": 1, "x": 0} {
		if got := newSource(text).skipNumber(0); got != want {
			t.Errorf("the number of %q ends at %d, want %d", text, got, want)
		}
	}
}

func TestCharacters(t *testing.T) {
	for r, want := range map[rune][2]bool{'a': {true, false}, 'z': {true, false}, 'A': {true, false},
		'Z': {true, false}, '`': {}, '{': {}, '@': {}, '[': {},
		'一': {false, true}, '\u9fff': {false, true}, '\u4dff': {}, '\ua000': {}} {
		if got := [2]bool{isLetter(r), isHan(r)}; got != want {
			t.Errorf("%q: letter and Han %v, want %v", r, got, want)
		}
	}
	for r, want := range map[rune]rune{'！': '!', '～': '~', '〜': '~', '＠': '@', '。': '。', '\uff5f': '\uff5f',
		'\uff00': '\uff00', '　': ' '} {
		if got := fold(r); got != want {
			t.Errorf("%q is folded to %q, want %q", r, got, want)
		}
	}
}

func TestDecimalLimits(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("9", 32): strings.Repeat("9", 32), "1×10^30": "1" + strings.Repeat("0", 30), "12×10^30": "12" +
			strings.Repeat("0", 30),
		"1×10^-30": "0." + strings.Repeat("0", 29) +
			"1", "2·10^3": "2000", "2x10^3": "2000", "10¹⁰": "10000000000", "1e006": "1000000",
		"1,234,567": "1234567",
	} {
		if d, ok := ParseDecimal(text); !ok || d.String() != want {
			t.Errorf("ParseDecimal(%q) = %s, %v; want %s", text, d, ok, want)
		}
	}
	for _, text := range []string{strings.Repeat("9", 33), "1×10^31", "1×10^-31", ",123", "1e0006", "1,2345", "1,23",
		"10^5x"} {
		if d, ok := ParseDecimal(text); ok {
			t.Errorf("ParseDecimal(%q) = %s, want none", text, d)
		}
	}
	one, _ := ParseDecimal("1")
	if (Decimal{}).Cmp(one) != -1 || one.Cmp(Decimal{}) != 1 {
		t.Error("no number does not come before every number")
	}
}

func TestUnitRules(t *testing.T) {
	for text, want := range map[string]string{"g·cm⁻³": "1000 kg·m^-3", "kg/m⁻³": "1 kg·m^3", "m⁴": "1 m^4",
		"m⁻⁴": "1 m^-4", "W/(m*K)": "1 K^-1·kg·m·s^-3",
		"g·m-2": "1/1000 kg·m^-2", "g·m-3": "1/1000 kg·m^-3"} {
		if f, dim, ok := resolve(text); !ok || f.RatString()+" "+string(dim) != want {
			t.Errorf("%s is %v %s, want %s", text, f, dim, want)
		}
	}
	for _, text := range []string{"m⁵", "m⁻⁵", "m⁰", "m25", "m-25"} {
		if _, _, ok := resolve(text); ok {
			t.Errorf("%q passes for a unit", text)
		}
	}
	if _, err := readUnits("# symbols = factor base\nkg = 1 kg\nm"); err == nil ||
		!strings.Contains(err.Error(), "units line 3:") {
		t.Errorf("a mistake in line 3: %v", err)
	}
}

func TestSetMetric(t *testing.T) {
	for _, tt := range []struct{ rule, unit, metric, want string }{
		{"a unit in brackets", "", "含水率（%）", "含水率≥12%"},
		{"a unit of the line goes first", "‰", "含水率（%）", "含水率（%）≥12‰"},
		{"brackets without a name", "", "（%）", "（%）≥12"},
		{"brackets without a unit", "", "粒径（D50）", "粒径（D50）≥12"},
		{"a multiplier is no unit", "", "数量（万）", "数量（万）≥12"},
		{"a change", "%", "能耗降低", "能耗降低≥12%"},
	} {
		m := line(t, ">= 12 "+tt.unit)
		m.SetMetric(tt.metric)
		if m.String() != tt.want || m.Base() != strings.TrimSuffix(m.Metric, "降低") {
			t.Errorf("%s: %s of %s, want %s", tt.rule, m, m.Base(), tt.want)
		}
	}
}

func TestParseValueLimits(t *testing.T) {
	if m, err := ParseValue("range", "5", "5", "mm"); err != nil || m.String() != "5～5mm" {
		t.Errorf("a range of one value: %s, %v", m, err)
	}
	for n, want := range map[int]string{30: "“" + strings.Repeat("多", 30) + "”",
		31: "“" + strings.Repeat("多", 30) + "…”"} {
		if _, err := ParseValue("=", strings.Repeat("多", n), "", ""); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%d characters: %v does not quote %s", n, err, want)
		}
	}
}

// A value on the good side of a required one may be as good or better, so the verdict is a question.
func TestBetter(t *testing.T) {
	for _, c := range []struct {
		req, ind string
		want     Verdict
	}{
		{"纯度|= 99.9 %", "纯度|= 99.99 %", Unknown}, {"纯度|= 99.9 %", "纯度|= 99 %", Unmet}, {"纯度|range 95~99 %", "纯度|> 99 %",
			Unknown},
		{"含水率|= 12 %", "含水率|= 10 %", Unknown}, {"含水率|= 12 %", "含水率|= 13 %", Unmet}, {"含水率|range 10~12 %", "含水率|< 10 %",
			Unknown},
		{"长度|= 5 mm", "长度|= 6 mm", Unmet}, {"纯度|<= 95 %", "纯度|= 96 %", Unmet}, {"含水率|>= 12 %", "含水率|= 10 %", Unmet},
		{"纯度|range 95~99 %", "纯度|<= 90 %", Unmet}, {"含水率|range 10~12 %", "含水率|>= 13 %", Unmet},
	} {
		if got := Compare(line(t, c.req), line(t, c.ind)); got != c.want {
			t.Errorf("required %s, indicated %s: %q, want %q", c.req, c.ind, got, c.want)
		}
	}
	for _, c := range []struct {
		req, ind string
		want     Verdict
	}{
		{"能耗降低20%", "能耗降低25%", Met}, {"能耗降低20%", "能耗降低15%", Unmet}, {"能耗降低20%", "能耗20%", Unknown},
		{"长度5mm", "长度6mm", Unknown}, {"长度等于5mm", "长度6mm", Unmet}, // a bare number may mean at least
	} {
		if got := Compare(Parse(c.req)[0], Parse(c.ind)[0]); got != c.want {
			t.Errorf("required %s, indicated %s: %q, want %q", c.req, c.ind, got, c.want)
		}
	}
}

func TestMetricWords(t *testing.T) {
	for key, want := range map[string][]string{"水资源回收率": {"水资源"}, "水回收率": nil, "纯度": nil} {
		if got := VerbObject(key); !slices.Equal(got, want) {
			t.Errorf("VerbObject(%q) = %v, want %v", key, got, want)
		}
	}
	if got := Spellings("水分"); !slices.Equal(got, []string{"水分", "水份"}) {
		t.Errorf("spellings of 水分: %v", got)
	}
	if got := Spellings("纯度"); !slices.Equal(got, []string{"纯度"}) {
		t.Errorf("spellings of 纯度: %v", got)
	}
	if got := MetricKey("纯\u007f度"); got != "纯度" {
		t.Errorf("a control character is kept: %q", got)
	}
}
