package money

import (
	"errors"
	"math/big"
	"regexp"
	"strings"

	"kebang/internal/fault"
)

// Amount is the money that a text states. Low alone is one amount; Low and High are a range. Neither is set when the
// text has no amount to take (面议, 约100万, 10万美元).
type Amount struct {
	Low, High *int64 // fen
	Unit      Unit   // the unit that the text names; Fen is 0 when it names none
	PerYear   bool   // the text says that the amount is one of each year
	About     bool   // 约, 左右, 余: no exact amount, so none is taken
	AtLeast   bool   // 以上, 起: a range without an end, so none is taken
	Foreign   string // a currency that is not the yuan
	Rest      string // a remark in brackets that is no part of the amount
}

// Stated reports whether the text gives an amount or a range.
func (a Amount) Stated() bool { return a.Low != nil }

// Read reads an amount as people write it into a cell: 120, 1,200,000, 100万元人民币, 一百二十万元, 50-100万, 2亿3000万,
// 120万元（其中自筹80万元）, 约100万元, 面议. The text 不超过100万 is a range from 0. A bare number counts in unit. Arithmetic is exact.
// The error is fault.Invalid, with code money-not-a-number for a text that is no amount. Other codes refuse an amount
// that is negative, above Max or no whole number of fen.
func Read(text string, unit Unit) (Amount, error) {
	s := yuanMark.Replace(wans.ReplaceAllString(plain(text), "${1}万"))
	a := Amount{Foreign: Foreign(s)}
	notOne := fault.Of(fault.Invalid, fault.T("money-not-a-number",
		"“%s”不是金额，请填写数字，如 12.5（万元）或 125000元。",
		"“%s” is no amount; write 12.5 (10,000 yuan) or 125000元."), shorten(text))
	if a.Foreign != "" || apart.MatchString(thin.ReplaceAllString(text, "0")) {
		return a, notOne
	}
	if s, a.Rest = remark(s); unitless(a.Rest) {
		return a, notOne
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, "整"), "正")
	s = strings.TrimSuffix(s, "之间") // 50至100万元之间
	s, a.PerYear = cutAny(s, perYear...)
	most, least := false, false
	s, a.About = cutAny(s, abouts...)
	s, most = cutAny(s, mosts...)
	if !most {
		s, least = cutAny(s, leasts...)
	}
	s = strings.TrimRight(leading.ReplaceAllString(s, ""), "。.;；,")
	if strings.HasPrefix(s, "-") && len(s) > 1 {
		return a, fault.Of(fault.Invalid, fault.T("money-negative",
			"金额不能为负数，请填写零或正数。",
			"An amount cannot be negative; give zero or more."))
	}
	if s == "" {
		return a, notOne
	}
	low, high, err := a.span(s, unit)
	if errors.Is(err, errNotOne) {
		return a, notOne
	}
	switch {
	case err != nil:
		return a, err
	case high != nil && *low > *high:
		return a, notOne
	case a.About:
		return a, nil
	case least:
		a.AtLeast = true
		return a, nil
	case most && high == nil:
		low, high = new(int64), low
	}
	a.Low, a.High = low, high
	return a, nil
}

var (
	// yuanMark removes the names of the yuan or turns them into 元, together with a sign before the number.
	yuanMark = strings.NewReplacer("人民币", "", "人民幣", "", "rmb", "", "cny", "", "¥", "", "圆", "元", "圓", "元", "块钱", "元",
		"块", "元", "~", "-", "―", "-", "至少", "不低于",
		"至多", "不超过", "最少", "不低于", "最多", "不超过", "到", "-", "至", "-", "--", "-", "'", ",", "’", ",", "‘", ",", "`", ",")
	// leading are words before an amount that say nothing of it.
	leading = regexp.MustCompile(`^(预计|预算|拟投入|拟投资|总投资|投资|投入|总价|合计|共计|总计|共|计|意向价?|报价|价格|金额|资金|为|[:])+`)
	wans    = regexp.MustCompile(`([0-9])w`)
	// thin is a number whose thousands are parted by white space; apart is any other white space between digits, which
	// parts two numbers.
	thin  = regexp.MustCompile(`\d{1,3}(?:[\s\x{00a0}\x{2009}\x{202f}]\d{3}){2,}\b`)
	apart = regexp.MustCompile(`[0-9０-９][\s\x{3000}\x{00a0}]+[0-9０-９]`)

	perYear = []string{"/年", "每年", "元一年", "年均"}
	abouts  = []string{"大约", "约为", "约", "大概", "估计", "左右", "上下", "将近", "近", "余", "多", "几", "数"}
	mosts   = []string{"不超过", "不高于", "不大于", "不多于", "以内", "以下", "≤", "<=", "<", "小于", "低于", "少于", "封顶", "之内", "内", "上限"}
	leasts  = []string{"以上", "不低于", "不少于", "不小于", "≥", ">=", ">", "超过", "大于", "高于", "逾", "起步", "起", "下限", "超"}
)

// cutAny takes the first of the words out of s, and says whether there was one. 不低于 must not be seen as 低于.
func cutAny(s string, words ...string) (string, bool) {
	for _, w := range words {
		if i := strings.Index(s, w); i >= 0 && !strings.HasSuffix(s[:i], "不") {
			cut := s[:i] + s[i+len(w):]
			if w == "元一年" {
				cut = s[:i] + "元" + s[i+len(w):]
			}
			return cut, true
		}
	}
	return s, false
}

var brackets = regexp.MustCompile(`[(\[【（]([^()\[\]【】（）]*)[)\]】）]`)

// remark takes out what stands in brackets. A bracket that only names the unit is part of the amount.
func remark(s string) (rest, note string) {
	rest = brackets.ReplaceAllStringFunc(s, func(b string) string {
		inner := brackets.FindStringSubmatch(b)[1]
		if _, ok := ParseUnit(inner); ok {
			return inner
		}
		if strings.Trim(b, "([【") != "" && len(b) == len(s) { // the whole cell stands in brackets
			return inner
		}
		if inner != "" {
			note = strings.TrimPrefix(note+"；"+inner, "；")
		}
		return ""
	})
	return rest, note
}

// unitless reports whether a remark says that the number's unit is not known, or is one of something (元/吨).
func unitless(rest string) bool {
	return strings.Contains(rest, "单位") ||
		strings.Contains(rest, "元") && !strings.ContainsAny(rest, "0123456789零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾")
}

var errNotOne = fault.Of(fault.Invalid, fault.T("money-no-number", "", ""))

// span reads one amount or the two ends of a range. An end without a unit has that of the other end.
func (a *Amount) span(s string, unit Unit) (low, high *int64, err error) {
	left, right, ranged := strings.Cut(s, "-")
	n, own, err := one(left)
	if err != nil {
		return nil, nil, err
	}
	if !ranged {
		a.Unit = own
		low, err = fenOf(n, own, unit, s)
		return low, nil, err
	}
	m, other, err := one(right)
	if err != nil {
		return nil, nil, err
	}
	switch a.Unit = other; {
	case own.Fen == 0 && other.Fen != 0:
		low, err = times(n, other.Fen, left)
	case other.Fen == 0 && own.Fen != 0:
		a.Unit, unit = own, own
		fallthrough
	default:
		low, err = fenOf(n, own, unit, left)
	}
	if err == nil {
		high, err = fenOf(m, other, unit, right)
	}
	return low, high, err
}

// fenOf gives the fen of a number that is in yuan when it names its unit, else in units of the column.
func fenOf(n *big.Rat, own, unit Unit, text string) (*int64, error) {
	if own.Fen != 0 {
		return times(n, Yuan, text)
	}
	return times(n, unit.Fen, text)
}

// times multiplies exactly and refuses what is no whole number of fen.
func times(n *big.Rat, by int64, text string) (*int64, error) {
	v := new(big.Rat).Mul(n, new(big.Rat).SetInt64(by))
	if v.Cmp(new(big.Rat).SetInt64(Max)) > 0 {
		return nil, fault.Of(fault.Invalid, fault.T("money-too-large",
			"金额超过一万亿元，请核对单位是元还是万元。",
			"The amount exceeds 1 trillion yuan; is the unit yuan or 10,000 yuan?"))
	}
	if !v.IsInt() {
		return nil, fault.Of(fault.Invalid, fault.T("money-below-fen",
			"金额“%s”不足一分，请精确到分（万元最多六位小数）。",
			"The amount “%s” is finer than a fen (six decimals of 10,000 yuan)."), shorten(text))
	}
	fen := v.Num().Int64()
	return &fen, nil
}
