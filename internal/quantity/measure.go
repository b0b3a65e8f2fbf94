// Package quantity reads measured values from Chinese text and structured lines, converts their units exactly and says
// whether a measured value meets a required one. A false "met" costs a firm money, an "unknown" only a question, so
// everything that is not sure is Unknown. The package must not know listings or matches; which lines belong together
// (the same metric) is its caller's business.
package quantity

import (
	"math/big"
	"strings"

	"kebang/internal/fault"
)

// Op is the comparator of a measure, in the spelling that is stored.
type Op string

// The comparators.
const (
	AtLeast Op = ">="
	AtMost  Op = "<="
	Above   Op = ">"
	Below   Op = "<"
	Equal   Op = "="
	Range   Op = "range" // from Low to High, both ends included
	About   Op = "≈"     // 约, 左右, 最高可达: see Measure.rough
)

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
	Metric     string    // the words before it; may be empty
	Of         string    // whose it is: 原料 in 原料的含水率; most often empty
	Change     Change    // a difference and not a level: 能耗降低20%
	Op         Op        //
	Low        Decimal   // the value; the lower end of a Range
	High       Decimal   // the upper end of a Range, else not set
	Unit       string    // as written, "" for a plain number
	Kind       Dimension // DimUnknown when the unit is not known
	Start, End int       // the bytes of the text it was read from, comparator to unit; 0, 0 for a structured line
	factor     *big.Rat  // of Unit, nil when it is not known

	bare   bool   // a number without any comparator: 收率95% may mean at least
	base   string // of a change: Metric without its verb
	from   bool   // where a change begins: 由85%…
	moved  bool   // where a change ends: …提高到95%
	origin int    // of a value that is moved to: where in the text the value begins that it was moved from; 0 for none
	apart  bool   // its metric is a list of names: 强度、伸长率分别为…
	rough  bool   // of About: 约 or 左右 stand for a tenth to either side; 最高可达 and 接近 for nothing sure
}

// LowText is the value or the lower end in plain decimal digits.
func (m Measure) LowText() string { return m.Low.String() }

// HighText is the upper end of a Range in plain decimal digits, else "".
func (m Measure) HighText() string { return m.High.String() }

// String writes the measure as people do: 粒径 30～50nm, 纯度≥99.9%.
func (m Measure) String() string {
	signs := map[Op]string{AtLeast: "≥", AtMost: "≤", Above: "＞", Below: "＜", Equal: "＝", About: "≈", Range: " "}
	s := m.Metric + signs[m.Op] + m.Low.String()
	if m.Op == Range {
		s += "～" + m.High.String()
	}
	return strings.TrimSpace(s + m.Unit)
}

// ParseValue makes a measure of a structured line: comparator, decimal text, upper end for a range, unit. A unit that
// is not known is kept with DimUnknown. A missing or unreadable comparator or number, and a range whose ends are
// missing or turned round, is a fault.Invalid.
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
