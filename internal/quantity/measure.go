// Package quantity reads measured values from Chinese text and structured lines. It converts units exactly and says
// whether a measured value meets a required one. A wrong "met" costs a firm money, an "unknown" costs one question, so
// every doubt gives Unknown. The package must not know listings or matches. Its caller decides which lines have the
// same metric.
package quantity

import (
	"math/big"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Op is the comparator of a measure, in its stored spelling.
type Op string

// The comparators.
const (
	AtLeast Op = ">="
	AtMost  Op = "<="
	Above   Op = ">"
	Below   Op = "<"
	Equal   Op = "="
	Range   Op = "range" // from Low to High, both ends included
	About   Op = "≈"     // 约, 左右, 最高可达; see Measure.rough
)

// Ops are the comparators that a form offers.
var Ops = vocab.List{
	{Code: string(AtLeast), Zh: "不低于 ≥", En: "at least ≥"},
	{Code: string(AtMost), Zh: "不高于 ≤", En: "at most ≤"},
	{Code: string(Above), Zh: "高于 >", En: "above >"},
	{Code: string(Below), Zh: "低于 <", En: "below <"},
	{Code: string(Equal), Zh: "等于 =", En: "equal to ="},
	{Code: string(Range), Zh: "区间", En: "between"},
}

// opWords are the other spellings of each comparator.
var opWords = map[string]Op{
	">=": AtLeast, "≥": AtLeast, "=>": AtLeast, "不低于": AtLeast, "不少于": AtLeast, "不小于": AtLeast, "大于等于": AtLeast,
	"大于或等于": AtLeast, "高于等于": AtLeast, "至少": AtLeast, "以上": AtLeast, "达到": AtLeast,
	"<=": AtMost, "≤": AtMost, "=<": AtMost, "不高于": AtMost, "不超过": AtMost, "不大于": AtMost, "不多于": AtMost, "小于等于": AtMost,
	"小于或等于": AtMost, "低于等于": AtMost, "至多": AtMost, "以内": AtMost, "以下": AtMost,
	">": Above, "大于": Above, "高于": Above, "超过": Above, "超": Above, "多于": Above,
	"<": Below, "小于": Below, "低于": Below, "少于": Below,
	"=": Equal, "==": Equal, "等于": Equal, "为": Equal,
	"range": Range, "~": Range, "-": Range, "区间": Range, "范围": Range, "介于": Range, "between": Range,
	"≈": About, "约": About, "左右": About,
}

// ParseOp reads a comparator in any of its usual spellings.
func ParseOp(text string) (Op, bool) {
	src := newSource(strings.ToLower(strings.TrimSpace(text)))
	op, ok := opWords[src.slice(0, len(src.runes))]
	return op, ok
}

// Measure is one quantity: 粒径 30~50 nm is {Metric 粒径, Op Range, Low 30, High 50, Unit nm}.
type Measure struct {
	Metric     string    // the words before the value; may be empty
	Of         string    // the owner of the metric: 原料 in 原料的含水率; mostly empty
	Change     Change    // set for a difference: 能耗降低20%
	Op         Op        //
	Low        Decimal   // the value, or the lower end of a Range
	High       Decimal   // the upper end of a Range
	Unit       string    // as written, "" for a plain number
	Kind       Dimension // DimUnknown when the unit is not known
	Start, End int       // bytes in the source text, comparator to unit; 0, 0 for a structured line
	factor     *big.Rat  // factor of Unit, nil for an unknown unit

	bare   bool   // a number without a comparator: 收率95% may mean at least
	base   string // for a change, the metric without its verb
	from   bool   // the change begins here: 由85%…
	moved  bool   // the change ends here: …提高到95%
	origin int    // where in the text the start value of a change stands; 0 for no change
	apart  bool   // the metric is a list of names: 强度、伸长率分别为…
	rough  bool   // for About: 约 or 左右 mean a tenth to either side; 最高可达 and 接近 mean nothing sure
}

// LowText is Low in plain decimal digits.
func (m Measure) LowText() string { return m.Low.String() }

// HighText is the upper end of a Range in plain decimal digits, else "".
func (m Measure) HighText() string { return m.High.String() }

// String writes the measure in the usual form: 粒径 30～50nm, 纯度≥99.9%.
func (m Measure) String() string {
	signs := map[Op]string{AtLeast: "≥", AtMost: "≤", Above: "＞", Below: "＜", Equal: "＝", About: "≈", Range: " "}
	s := m.Metric + signs[m.Op] + m.Low.String()
	if m.Op == Range {
		s += "～" + m.High.String()
	}
	return strings.TrimSpace(s + m.Unit)
}

// ParseValue makes a measure of a structured line: comparator, decimal text, upper end for a range, unit. An unknown
// unit is kept, with DimUnknown. The error is fault.Invalid for a missing or unreadable comparator or number, and for a
// range without two ends in order.
func ParseValue(op, value, high, unit string) (Measure, error) {
	m := Measure{Unit: strings.TrimSpace(unit)}
	var ok bool
	if m.Op, ok = ParseOp(op); !ok {
		return Measure{}, fault.Of(fault.Invalid, fault.T("quantity-op",
			"比较符“%s”不能识别，请选择 ≥、≤、＞、＜、＝ 或区间。",
			"The comparison “%s” is not known; choose ≥, ≤, >, <, = or between."), shorten(op))
	}
	if m.Low, ok = ParseDecimal(value); !ok {
		return Measure{}, fault.Of(fault.Invalid, fault.T("quantity-value",
			"“%s”不是数字，请填写如 99.9。",
			"“%s” is no number; write 99.9 or the like."), shorten(value))
	}
	if m.Op == Range {
		if m.High, ok = ParseDecimal(high); !ok {
			return Measure{}, fault.Of(fault.Invalid, fault.T("quantity-high",
				"区间的上限“%s”不是数字，请填写上下限。",
				"The upper end “%s” is no number; give both ends."), shorten(high))
		}
		if m.Low.Cmp(m.High) > 0 {
			return Measure{}, fault.Of(fault.Invalid, fault.T("quantity-range",
				"区间的下限大于上限，请对调。",
				"The lower end is above the upper one; swap them."))
		}
	} else if strings.TrimSpace(high) != "" {
		return Measure{}, fault.Of(fault.Invalid, fault.T("only-range-has-upper-end",
			"只有区间才填写上限，请清空上限或把比较符改为区间。",
			"Only a range has an upper end; clear it or choose “between”."))
	}
	m.setUnit(m.Unit)
	return m, nil
}

func (m *Measure) setUnit(text string) {
	m.Unit = text
	if f, dim, ok := resolve(text); ok {
		m.factor, m.Kind = f, dim
	}
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return s
}
