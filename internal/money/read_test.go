package money

import (
	"errors"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/soak"
)

// said writes an amount for the tables of this file: 50..100万 as fen of 万.
func said(a Amount, err error) string {
	var f *fault.Error
	s := ""
	switch {
	case errors.As(err, &f) && a.Foreign != "":
		return "foreign " + a.Foreign
	case errors.As(err, &f):
		return f.Code
	case err != nil:
		return "error"
	case a.High != nil:
		s = FormatWan(*a.Low) + ".." + FormatWan(*a.High)
	case a.Low != nil:
		s = FormatWan(*a.Low)
	default:
		s = "none"
	}
	for _, mark := range []struct {
		on   bool
		word string
	}{{a.PerYear, "year"}, {a.About, "about"}, {a.AtLeast, "least"}, {a.Rest != "", "rest"}} {
		if mark.on {
			s += " " + mark.word
		}
	}
	if a.Unit.Fen != 0 {
		s += " " + a.Unit.Name
	}
	return s
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"120": "120", "1,200,000": "1200000", "1，200": "1200", "1'200'000": "1200000", "1 200 000": "1200000",
		"１２０": "120", "0": "0", "0.000001": "0.000001",
		"120万": "120 万元", "120万元": "120 万元", "120 万 元": "120 万元", "100万元人民币": "100 万元", "人民币100万元": "100 万元",
		"￥120": "120", "¥1,200,000.50元": "120.00005 元", "RMB 50万": "50 万元", "100w": "100 万元",
		"120万元整": "120 万元", "520千元": "52 千元", "5.2百万元": "520 百万元", "3千万": "3000 千万元", "1.2亿元": "12000 亿元",
		"2亿3000万元": "23000 万元", "1万亿元": "100000000 亿元",
		"一百二十万元": "120 万元", "壹佰万元整": "100 万元", "人民币壹佰贰拾万元整": "120 万元", "一千二百三十四万五千元": "1234.5 万元", "十五万": "15 万元",
		"三亿元": "30000 亿元", "两百万": "200 万元", "一百零五万元": "105 万元", "一百二十": "120",
		"壹佰元伍角": "0.01005 元", "100元5角2分": "0.010052 元", "贰仟万圆整": "2000 万元", "100块": "0.01 元", "5万块钱": "5 万元",
		"50-100": "50..100", "50-100万": "50..100 万元", "50万-100万": "50..100 万元", "50～100万元": "50..100 万元",
		"50—100万元": "50..100 万元", "50至100万元": "50..100 万元", "五十到一百万元": "50..100 万元", "500000-1000000元": "50..100 元",
		"50万-1亿元": "50..10000 亿元", "80万元-100": "80..100 万元",
		"不超过100万": "0..100 万元", "≤100": "0..100", "<=100万元": "0..100 万元", "100万以内": "0..100 万元", "100万元以下": "0..100 万元",
		"最多100万": "0..100 万元", "至多100万": "0..100 万元", "不高于100": "0..100", "<100": "0..100",
		"100万以上": "none least 万元", "不低于100万元": "none least 万元", "≥100": "none least", "100万起": "none least 万元",
		"至少100万": "none least 万元", "超过100万": "none least 万元", "不少于100万": "none least 万元",
		"约100万元": "none about 万元", "100万元左右": "none about 万元", "100余万元": "none about 万元", "近百万": "money-not-a-number",
		"几十万": "none about 十万元", "大约50-60万": "none about 万元",
		"120万元（其中自筹80万元）": "120 rest 万元", "120（万元）": "120 万元", "（100万元）": "100 万元", "100万元/年": "100 year 万元",
		"每年20万元": "20 year 万元", "预计100万元": "100 万元", "总投资：100万元": "100 万元", "100万元。": "100 万元",
		"面议": "money-not-a-number", "待定": "money-not-a-number", "双方协商": "money-not-a-number",
		"按效果付费": "money-not-a-number", "": "money-not-a-number", "万元": "money-not-a-number", "元": "money-not-a-number",
		"百万元":           "money-not-a-number",
		"1200000（单位不明）": "money-not-a-number", "500（元/吨）": "money-not-a-number", "520000（元）": "52 元",
		"每年520000（元）": "52 year 元", "约100（千元）": "none about 千元", "10（万美元）": "foreign 美元",
		"3千": "money-not-a-number", "五百": "money-not-a-number", "一百二万": "money-not-a-number",
		"一百二": "money-not-a-number", "1万2": "money-not-a-number", "1.2.3": "money-not-a-number",
		"1e6": "money-not-a-number", "1.3E+10": "money-not-a-number", "50 100": "money-not-a-number",
		"1,5":    "money-not-a-number",
		"每亩500元": "money-not-a-number", "500元/吨": "money-not-a-number", "设备50万，人工30万": "money-not-a-number",
		"5%": "money-not-a-number", "100-50万": "money-not-a-number", "50-100-200": "money-not-a-number",
		"三万千元": "money-not-a-number",
		"-5":   "money-negative", "－5万元": "money-negative", "0.001元": "money-below-fen", "10001亿": "money-too-large",
		"9223372036854775808": "money-too-large",
		"10万美元":               "foreign 美元", "USD 100": "foreign usd", "$100": "foreign $", "100欧元": "foreign 欧元",
		"20万港币": "foreign 港币", "5亿日元": "foreign 日元", "€50": "foreign €", "100万新台币": "foreign 新台币",
		"HK$10":  "foreign hk$",
		"50-50万": "50..50 万元", "20万元一年": "20 year 万元", "-": "money-not-a-number",
		// Of two powers the second must be the smaller one.
		"五十十元": "money-not-a-number", "二百三百元": "money-not-a-number", "三百二十元": "0.032 元",
		// A number behind 万 counts only when it cannot mean tenths of 万.
		"1万2元": "money-not-a-number", "1万500": "money-not-a-number", "2亿3000": "money-not-a-number",
		"1万500元": "1.05 万元", "1万1000元": "1.1 万元", "1万1001元": "1.1001 万元", "3千50元": "0.305 元",
		"1万2亿元": "money-too-large",
		// A number has at most 40 digits, an amount at most 160 bytes.
		strings.Repeat("9", 40): "money-too-large", strings.Repeat("9", 41): "money-not-a-number",
		"1" + strings.Repeat("零", 53): "1", "10" + strings.Repeat("零", 53): "money-not-a-number",
	} {
		if got := said(Read(text, InWan)); got != want {
			t.Errorf("Read(%q) = %q, want %q", text, got, want)
		}
	}
	yuan, _ := ParseUnit("元")
	for text, want := range map[string]string{"1200000": "120", "120万元": "120 万元", "50万-100": "50..100 万元",
		"500000-1000000": "50..100"} {
		if got := said(Read(text, yuan)); got != want {
			t.Errorf("in yuan: Read(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestStated(t *testing.T) {
	for text, want := range map[string]bool{"50-100万": true, "120": true, "约100万": false, "面议": false} {
		if a, _ := Read(text, InWan); a.Stated() != want {
			t.Errorf("Read(%q) states an amount: %v", text, a.Stated())
		}
	}
}

// A Latin name of a currency counts as a word of its own, also beside digits and Chinese, but not inside another word.
func TestForeign(t *testing.T) {
	for text, want := range map[string]string{
		"try 100": "try", "100usd": "usd", "约5万aud": "aud", "100": "", "元": "",
		"country": "", "retry": "", "tryout": "", "audit费": "", "bazar": "", "zarb": "", "us$5": "us$",
	} {
		if got := Foreign(text); got != want {
			t.Errorf("Foreign(%q) = %q, want %q", text, got, want)
		}
	}
}

// Every name of a unit has the value that it states.
func TestScales(t *testing.T) {
	for fen, words := range map[int64]string{
		Yuan: "元", 1e3 * Yuan: "千 仟 k", 1e4 * Yuan: "万 萬 w", 1e5 * Yuan: "十万", 1e6 * Yuan: "百万 佰万", 1e7 * Yuan: "千万 仟万",
		1e8 * Yuan: "亿 億",
	} {
		for _, word := range strings.Fields(words) {
			if u, ok := ParseUnit(word); !ok || u.Fen != fen {
				t.Errorf("ParseUnit(%q) = %d fen, %v; want %d", word, u.Fen, ok, fen)
			}
		}
	}
}

func TestParseUnit(t *testing.T) {
	for word, want := range map[string]string{"元": "元", "万元": "万元", "人民币万元": "万元", "万元人民币": "万元", "万": "万元", "千元": "千元",
		"百万元": "百万元", "亿元": "亿元", "亿": "亿元", "十万元": "十万元", "元/年": "元/年", "万元/年": "万元/年",
		"每年万元": "万元/年", "¥": "元", "￥": "元", "RMB": "元", "人民币": "元", "人民币元": "元", "圆": "元", "万 元": "万元", "W": "万元",
		"ＲＭＢ万元": "万元",
		"美元":    "", "万美元": "", "$": "", "元/吨": "", "万元/亩": "", "吨": "", "不含税": "", "": "", "元万": "", "年": ""} {
		u, ok := ParseUnit(word)
		if got := u.Text(); ok != (want != "") || ok && got != want {
			t.Errorf("ParseUnit(%q) = %q, %v; want %q", word, got, ok, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"50-100万", "一百二十万元", "约100万元", "120万元（其中自筹80万元）", "1'200'000", "2亿3000万"} {
		f.Add(s)
	}
	soak.Fuzz(f, func(t *testing.T, text string) {
		a, err := Read(text, InWan)
		if err != nil {
			return
		}
		for _, fen := range []*int64{a.Low, a.High} {
			if fen != nil && (*fen < 0 || *fen > Max) {
				t.Fatalf("Read(%q) = %+v", text, a)
			}
		}
		if a.High != nil && (a.Low == nil || *a.Low > *a.High) {
			t.Fatalf("Read(%q): turned round", text)
		}
	})
}
