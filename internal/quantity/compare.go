package quantity

import (
	"math/big"
	"strings"
)

// Verdict says whether an indicator meets a requirement.
type Verdict string

// The verdicts. Unknown is the zero value.
const (
	Unknown Verdict = ""
	Met     Verdict = "met"
	Unmet   Verdict = "unmet"
	Short   Verdict = "short" // the indicator states a weaker bound: 坡度≥22° for a required ≥25°
)

// Compare says whether the stated measure ind satisfies the required measure req, after conversion to one unit. The
// caller makes sure that both speak of the same metric. Met: every value of ind is accepted. Unmet: none is. Short: the
// bound of ind is weaker. Unknown: all the rest, among it unknown units, different dimensions and a requirement with 约.
// An indicator of 约 covers a tenth to either side. Months and days compare where the length of the month does not
// matter.
//
// A required range has two readings, and only a sure answer counts. For a metric of use (工作温度, 量程, 适应…) the indicator's
// range must contain it. For other temperatures both readings must agree. For every other metric each indicated value
// must lie inside.
func Compare(req, ind Measure) Verdict {
	if req.Op == About || !req.comparable() || !ind.comparable() || req.Change != ind.Change {
		return Unknown
	}
	if req.Kind != ind.Kind && req.duration() && ind.duration() {
		return acrossCalendar(req, ind)
	}
	if !req.Kind.fits(ind.Kind) {
		return Unknown
	}
	if req.Change != Level && req.Op == Equal {
		req.Op = AtLeast // a larger improvement is never worse
	}
	v := compare(req, ind)
	if v == Unmet && (req.bare && req.Op == Equal || req.better(ind)) {
		return Unknown
	}
	return v
}

// higherIsBetter are words of metrics where a value above the required one is seldom a fault.
var higherIsBetter = strings.Fields("能力 产量 产能 效率 强度 硬度 韧性 寿命 收率 得率 回收率 利用率 去除率 脱除率 提取率 合格率 成活率 纯度 含量 精度 转化率 " +
	"准确率 识别率 单产 亩产 出率 优良率 存活率 发芽率 增产 保存期 保质期 货架期 亮度 提高")

// better reports whether every stated value lies on the good side of a required value or range: 99.99% for 99.9%.
func (m Measure) better(ind Measure) bool {
	r, i := m.interval(), ind.interval()
	switch {
	case m.Op != Range && m.Op != Equal:
		return false
	case m.Change != Level || containsAny(m.Metric, higherIsBetter):
		return i.low != nil && r.high != nil && i.low.Cmp(r.high) >= 0
	case containsAny(m.Metric, lowerIsBetter):
		return i.high != nil && r.low != nil && i.high.Cmp(r.low) <= 0
	}
	return false
}

func compare(req, ind Measure) Verdict {
	r, i := req.interval(), ind.interval()
	if req.Op != Range {
		if v := accept(r, i); v != Unknown || !fallsShort(req.Op, ind.Op, r, i) {
			return v
		}
		return Short
	}
	switch {
	case covers(req.Metric) || covers(ind.Metric):
		return cover(r, i, ind.Op)
	case req.Kind == "℃" || req.Kind == "K":
		if a, c := accept(r, i), cover(r, i, ind.Op); a == c {
			return a
		}
		return Unknown
	}
	return accept(r, i)
}

// accept wants every indicated value to be a required one.
func accept(r, i interval) Verdict {
	switch {
	case i.inside(r):
		return Met
	case r.apart(i):
		return Unmet
	}
	return Unknown
}

// fallsShort reports whether both are bounds to the same side and the indicated one is weaker.
func fallsShort(req, ind Op, r, i interval) bool {
	switch {
	case (req == AtLeast || req == Above) && (ind == AtLeast || ind == Above):
		return i.low.Cmp(r.low) < 0
	case (req == AtMost || req == Below) && (ind == AtMost || ind == Below):
		return i.high.Cmp(r.high) > 0
	}
	return false
}

// cover wants every required value to be an indicated one. A single measured value inside a required range decides
// nothing.
func cover(r, i interval, op Op) Verdict {
	switch {
	case op == Range && r.inside(i):
		return Met
	case op == Range || r.apart(i):
		return Unmet
	}
	return Unknown
}

// coverWords mark metrics whose required range is a range of use, not a tolerance.
var coverWords = strings.Fields("工作 使用 适用 适应 环境 运行 量程 测量 检测范围 调节 可调 调速 范围 耐受 覆盖 兼容 幅宽 储存")

func covers(metric string) bool {
	for _, w := range coverWords {
		if strings.Contains(metric, w) {
			return true
		}
	}
	return false
}

func (m Measure) comparable() bool {
	return m.factor != nil && m.Low.Set() && (m.Op != About || m.rough) && m.Op != "" && (m.Op != Range || m.High.Set())
}

// interval is a set of values in the base unit. A nil end is unbounded; an open end does not belong to the set.
type interval struct {
	low, high         *big.Rat
	lowOpen, highOpen bool
}

func (m Measure) interval() interval {
	low := new(big.Rat).Mul(m.Low.r, m.factor)
	switch m.Op {
	case About:
		return interval{low: new(big.Rat).Mul(low, big.NewRat(9, 10)), high: new(big.Rat).Mul(low, big.NewRat(11, 10))}
	case AtLeast:
		return interval{low: low}
	case Above:
		return interval{low: low, lowOpen: true}
	case AtMost:
		return interval{high: low}
	case Below:
		return interval{high: low, highOpen: true}
	case Range:
		return interval{low: low, high: new(big.Rat).Mul(m.High.r, m.factor)}
	}
	return interval{low: low, high: low}
}

// inside reports whether every value of i is a value of r.
func (i interval) inside(r interval) bool {
	if r.low != nil {
		if i.low == nil {
			return false
		}
		if c := i.low.Cmp(r.low); c < 0 || c == 0 && r.lowOpen && !i.lowOpen {
			return false
		}
	}
	if r.high != nil {
		if i.high == nil {
			return false
		}
		if c := i.high.Cmp(r.high); c > 0 || c == 0 && r.highOpen && !i.highOpen {
			return false
		}
	}
	return true
}

// apart reports whether i and r have no value in common.
func (i interval) apart(r interval) bool {
	before := func(a, b interval) bool { // every value of a lies below all values of b
		if a.high == nil || b.low == nil {
			return false
		}
		c := a.high.Cmp(b.low)
		return c < 0 || c == 0 && (a.highOpen || b.lowOpen)
	}
	return before(i, r) || before(r, i)
}

// SameMetric reports whether two metrics are the same words, apart from width, case, spaces, punctuation and a leading
// 平均 or 产品. Synonyms (含水率, 水分含量) are the caller's task.
func SameMetric(a, b string) bool {
	ka, kb := MetricKey(a), MetricKey(b)
	return ka != "" && ka == kb
}

// MetricKey is the form of a metric in which SameMetric compares.
func MetricKey(metric string) string {
	var b strings.Builder
	for _, r := range newSource(strings.ToLower(metric)).runes {
		if isHan(r) || isLetter(r) || isDigit(r) || r > 0x7f && !strings.ContainsRune("，。：；、“”‘’《》【】·", r) {
			b.WriteRune(r)
		}
	}
	s := oneSpelling(b.String())
	for _, lead := range []string{"产品", "平均", "的"} {
		if rest := strings.TrimPrefix(s, lead); rest != "" {
			s = rest
		}
	}
	return s
}
