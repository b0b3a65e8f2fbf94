package money

import "strings"

// Unit is the unit of a bare number.
type Unit struct {
	Fen     int64  // fen of one unit; 0 when no unit is known
	Name    string // 元, 千元, 万元, 十万元, 百万元, 千万元 or 亿元
	PerYear bool   // the amount is that of one year
}

// InWan is 万元, the unit of the forms of the technology markets.
var InWan = Unit{Fen: Wan, Name: "万元"}

// scales are the words before 元; the empty one is 元 itself.
var scales = []struct {
	word string
	fen  int64
	name string
}{
	{"", Yuan, "元"}, {"千", 1000 * Yuan, "千元"}, {"仟", 1000 * Yuan, "千元"}, {"k", 1000 * Yuan, "千元"}, {"万", Wan,
		"万元"}, {"萬", Wan, "万元"}, {"w", Wan, "万元"},
	{"十万", 10 * Wan, "十万元"}, {"百万", 100 * Wan, "百万元"}, {"佰万", 100 * Wan, "百万元"}, {"千万", 1000 * Wan, "千万元"}, {"仟万",
		1000 * Wan, "千万元"},
	{"亿", Yi, "亿元"}, {"億", Yi, "亿元"},
}

// foreign are names and signs of other currencies; a name that contains another one stands before it.
var foreign = strings.Fields("美元 美金 美刀 usd us$ 欧元 eur € 日元 日圆 日币 jpy 円 港元 港币 港纸 hkd hk$ 英镑 gbp £ 韩元 韩币 韩圆 krw ₩ 卢布 " +
	"rub ₽ 澳元 澳大利亚元 aud " +
	"加元 加拿大元 cad 新台币 台币 新台幣 twd nt$ 澳门元 澳门币 葡币 mop 新加坡元 新元 坡币 sgd s$ 瑞士法郎 瑞郎 法郎 chf 泰铢 thb ฿ 越南盾 越盾 印尼盾 印度尼西亚盾 vnd " +
	"₫ idr 缅甸元 缅元 缅币 mmk " +
	"老挝基普 基普 lak 柬埔寨瑞尔 瑞尔 khr 卢比 inr ₹ pkr 林吉特 令吉 马币 myr 比索 php mxn 雷亚尔 brl 兰特 zar 里拉 try ₺ 迪拉姆 aed 里亚尔 沙特里亚尔 sar 坚戈" +
	" kzt " +
	"图格里克 mnt 瑞典克朗 丹麦克朗 挪威克朗 克朗 sek nok dkk 新西兰元 纽币 nzd 外币 外汇 $")

// Foreign is the name of a currency other than the yuan in the text; empty when the text has none.
func Foreign(text string) string {
	s := plain(text)
	for _, name := range foreign {
		if i := strings.Index(s, name); i >= 0 && !insideWord(s, i, len(name)) {
			return name
		}
	}
	return ""
}

// insideWord reports whether letters lie inside a longer word, such as try in country.
func insideWord(s string, at, n int) bool {
	letter := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= 'a' && s[i] <= 'z' }
	return letter(at) && (letter(at-1) || letter(at+n))
}

// yuanNames are names of the yuan around a unit; they do not change the unit.
var yuanNames = strings.NewReplacer("人民币", "", "人民幣", "", "rmb", "", "cny", "", "圆", "元", "圓", "元", "块钱", "元", "块", "元",
	"¥", "")

// ParseUnit reads the name of a unit from a heading, a line above a table or a number format: 万元, 人民币万元, 千元, 元/年, 万元·年,
// 亿, ¥. Ok is false for everything else, also for a price (元/吨) and for foreign money.
func ParseUnit(word string) (u Unit, ok bool) {
	s := plain(word)
	if s == "" || Foreign(s) != "" {
		return Unit{}, false
	}
	for _, year := range []string{"/年", "每年", "·年", "/a", "/year"} {
		if cut, found := strings.CutSuffix(s, year); found {
			s, u.PerYear = cut, true
		}
	}
	if cut, found := strings.CutPrefix(s, "每年"); found {
		s, u.PerYear = cut, true
	}
	named := yuanNames.Replace(s)
	if named == "" { // 人民币 alone, RMB
		named = "元"
	}
	bare := strings.TrimSuffix(named, "元")
	for _, c := range scales {
		if bare == c.word && (bare != "" || named == "元") {
			u.Fen, u.Name = c.fen, c.name
			return u, true
		}
	}
	return Unit{}, false
}

// Text is the unit in the words of a form: 万元, 元/年.
func (u Unit) Text() string {
	if u.PerYear {
		return u.Name + "/年"
	}
	return u.Name
}

// plain brings a text into the form for comparison: narrow, lower case, without white space.
func plain(s string) string { return strings.ToLower(narrow(s)) }
