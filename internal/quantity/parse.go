package quantity

import (
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxMetric is how far back the words before a number may be its metric, in characters.
const maxMetric = 16

// before are the comparators that stand in front of a number, the longest first where one contains another.
var before = byLength(map[string]Op{
	">=": AtLeast, "≥": AtLeast, "不低于": AtLeast, "不少于": AtLeast, "不小于": AtLeast, "大于等于": AtLeast, "大于或等于": AtLeast,
	"至少": AtLeast, "达到": AtLeast, "达": AtLeast, "可达": AtLeast, "可达到": AtLeast,
	"<=": AtMost, "≤": AtMost, "不高于": AtMost, "不超过": AtMost, "不大于": AtMost, "不多于": AtMost, "小于等于": AtMost,
	"小于或等于": AtMost, "至多": AtMost, "最多": AtMost,
	">": Above, "大于": Above, "高于": Above, "超过": Above, "超": Above, "多于": Above,
	"<": Below, "小于": Below, "低于": Below, "少于": Below, "不足": Below, "不到": Below,
	"=": Equal, "等于": Equal, "为": Equal, "是": Equal, ":": Equal,
	"≈": About, "约": About, "大约": About, "约为": About, "近": About, "接近": About, "仅": Equal,
	"最高达": About, "最高可达": About, "最大": About, "最高": About, "高达": About, "最低": About, "最小": About, "最低可达": About,
	"到": Equal, "至": Equal, "在": Equal,
})

// after are those behind it. 以上 and 以下 include the number itself, as in law (民法典 第1259条).
var after = byLength(map[string]Op{
	"以上": AtLeast, "及以上": AtLeast, "或以上": AtLeast, "以内": AtMost, "之内": AtMost, "以下": AtMost, "及以下": AtMost,
	"左右": About, "上下": About,
})

type comparator struct {
	word string
	op   Op
}

func byLength(m map[string]Op) []comparator {
	var out []comparator
	for w, op := range m {
		out = append(out, comparator{w, op})
	}
	slices.SortFunc(out, func(a, b comparator) int {
		if d := utf8.RuneCountInString(b.word) - utf8.RuneCountInString(a.word); d != 0 {
			return d
		}
		return strings.Compare(a.word, b.word)
	})
	return out
}

// lowerIsBetter are words of metrics for which 达到 says nothing sure: 能耗达到30 may be a floor or a ceiling.
var lowerIsBetter = strings.Fields("耗 含水 水分 杂质 残留 成本 误差 时间 周期 COD 氨氮 色值 排放 损失 损伤 不良 故障 灰分 噪 粒径 降低 下降 减少 缩短 破损 泄漏")

// Parse finds the measured values in a text, in order and without overlaps. Calendar years, model numbers, bare
// numbers without comparator and unit, and numbers of more than 30 digits are passed over. It never fails: what cannot
// be read is not there.
func Parse(text string) []Measure {
	s := newSource(text)
	var out []Measure
	floor := 0 // rune behind the last measure: a metric does not reach over it
	for i := 0; i < len(s.runes); {
		if !isDigit(s.runes[i]) {
			i++
			continue
		}
		m, end, ok := s.measure(i, floor)
		if !ok {
			i = s.skipNumber(i)
			continue
		}
		out = append(out, m)
		i, floor = end, end
	}
	return out
}

// skipNumber passes over digits and what is glued to them, so that the middle of "2025-2027" is not read alone.
func (s *source) skipNumber(i int) int {
	for isDigit(s.at(i)) || s.at(i) == '.' || s.at(i) == ',' && isDigit(s.at(i+1)) {
		i++
	}
	return i
}

// measure reads one at the digit i.
func (s *source) measure(i, floor int) (m Measure, end int, ok bool) {
	if s.partOfWord(i) {
		return m, i, false
	}
	start, dash := i, false
	if s.at(i-1) == '-' && i-1 >= floor {
		// 温度-20℃ is a negative temperature, 云蔗-15 is a name.
		dash = isHan(s.at(i-2)) && !s.comparatorBefore(i-1, floor)
		start--
	}
	low, end, ok := s.number(start, true)
	if !ok || s.glued(end) && !(isLetter(s.at(end)) && s.comparatorBefore(start, floor)) {
		return m, i, false
	}
	m.Low, m.Op = low, Equal
	unitEnd, found := s.unitEnd(end)
	unitText := ""
	if found {
		unitText, end = s.slice(s.skipSpace(end), unitEnd), unitEnd
	}
	compared := false
	if e, ok := s.upper(&m, end, &unitText, &found); ok {
		end = e
	} else if j := s.skipSpace(end); (isSeparator(s.at(j)) || s.at(j) == '±') && isDigit(s.at(s.skipSpace(j+1))) {
		return m, i, false // 3-5-7, 2025-03-01, 500kg~1t
	}
	head := start
	if m.Op == Equal {
		m.Op, head, compared = s.opBefore(start, floor)
		if op, e, ok := s.opAfter(end); ok {
			m.Op, end, compared = op, e, true
		}
	} else {
		var joined bool
		_, head, joined = s.opBefore(start, floor)
		compared = joined || head < start
		if op, e, ok := s.opAfter(end); ok { // 3~5%以上, 3~5%左右: which end is meant is open
			end = e
			if op != AtMost {
				m.Op, m.High = About, Decimal{}
			}
		}
	}
	m.Metric = s.metric(head, floor)
	if !found {
		unitText, end, ok = s.withoutUnit(m, end, compared)
		if !ok {
			return m, i, false
		}
	}
	if s.calendarYear(m, unitText) || s.significance(m) {
		return m, i, false
	}
	if m.Op == AtLeast && s.reached(start, floor) && containsAny(m.Metric, lowerIsBetter) {
		m.Op = About
	}
	m.setUnit(unitText)
	if dash && m.Kind != "℃" {
		return m, i, false
	}
	if strings.HasPrefix(string(m.Kind), "CFU") && s.lostPower(start) {
		m.Op, m.High = About, Decimal{}
	}
	m.Start, m.End = s.offset[head], s.offset[end]
	return m, end, true
}

// partOfWord reports whether the digit at i does not begin a quantity: A356, v1.2, 10^6, 2020/21, GB-2015, 1:10, 第3天,
// the second half of a range that could not be read.
func (s *source) partOfWord(i int) bool {
	p := s.at(i - 1)
	switch {
	case isLetter(p) || p == '.' || p == '_' || p == '^' || p == '/' || p == '×' || p == '第' || isSuperscript(p):
		return true
	case p == '~' || p == '±':
		return true
	case p == ':' || p == '-' || p == '至' || p == '到':
		q := s.at(s.skipSpaceBack(i-1) - 1)
		return isDigit(q) || p != ':' && (isLetter(q) || q == '%' || q == '℃' || q == ')')
	}
	return false
}

// withoutUnit decides on a number without a known unit: pH, a compared one of a named metric, and one with letters
// behind it, which are kept as a unit that is never compared.
func (s *source) withoutUnit(m Measure, end int, compared bool) (unit string, newEnd int, ok bool) {
	if strings.EqualFold(m.Metric, "pH") || strings.EqualFold(m.Metric, "pH值") {
		return "", end, true
	}
	if !compared || m.Metric == "" {
		return "", end, false
	}
	u := s.unknownUnit(end)
	return s.slice(end, u), u, true
}

// lostPower reports whether a count of germs reads 10 and one digit: 109 CFU is most often 10⁹ after its superscript
// was lost, and neither reading is sure.
func (s *source) lostPower(i int) bool {
	return s.at(i) == '1' && s.at(i+1) == '0' && isDigit(s.at(i+2)) && !isDigit(s.at(i+3)) && s.at(i+3) != '.'
}

// upper reads the second half of 3~5%, 3%-5%, 3至5 and 25±2 at the end of the first.
func (s *source) upper(m *Measure, end int, unitText *string, found *bool) (int, bool) {
	i := s.skipSpace(end)
	sep := s.at(i)
	if !isSeparator(sep) && sep != '±' {
		return end, false
	}
	i = s.skipSpace(i + 1)
	if (sep == '至' || sep == '到') && isSeparator(s.at(i)) {
		i++
	}
	second, e, ok := s.number(i, false)
	if !ok || s.glued(e) || sep == '-' && isSeparator(s.at(e)) && isDigit(s.at(e+1)) {
		return end, false
	}
	unitEnd, has := s.unitEnd(e)
	text := ""
	if has {
		text, e = s.slice(s.skipSpace(e), unitEnd), unitEnd
	}
	if *found && has && *unitText != text {
		return end, false // 500kg~1t: two units, one measure; leave it out rather than guess
	}
	low, high := m.Low, second
	if sep == '±' {
		low, high = Decimal{new(big.Rat).Sub(m.Low.r, second.r)}, Decimal{new(big.Rat).Add(m.Low.r, second.r)}
	}
	if low.Cmp(high) > 0 || !low.plain() || !high.plain() {
		return end, false
	}
	if has {
		*unitText, *found = text, true
	}
	m.Op, m.Low, m.High = Range, low, high
	return e, true
}

func isSeparator(r rune) bool { return r == '~' || r == '-' || r == '至' || r == '到' }

func isSuperscript(r rune) bool { return strings.ContainsRune(superscripts, r) }

// unitEnd is the rune behind the unit that follows a number.
func (s *source) unitEnd(i int) (end int, ok bool) {
	c, end, ok := s.unit(s.skipSpace(i))
	if !ok || c.dim == DimNumber && !s.multiplied(s.skipSpace(i)) {
		return i, false
	}
	return end, true
}

func (s *source) multiplied(i int) bool {
	for _, m := range multipliers {
		if _, ok := s.starts(i, m.word); ok {
			return true
		}
	}
	return false
}

// glued reports whether letters that are no unit follow a number directly: 3D, 5Pb, 2a.
func (s *source) glued(i int) bool {
	if !isLetter(s.at(i)) && s.at(i) != ':' && s.at(i) != '_' && s.at(i) != '/' {
		return false
	}
	_, ok := s.unitEnd(i)
	return !ok
}

// unknownUnit is the end of a run of letters behind a compared number.
func (s *source) unknownUnit(i int) int {
	for isLetter(s.at(i)) || s.at(i) == '°' {
		i++
	}
	return i
}

// opBefore reads the comparators in front of the rune at i; head is the first rune of them.
func (s *source) opBefore(i, floor int) (op Op, head int, compared bool) {
	op, head = Equal, i
	for first := true; ; first = false {
		j := s.skipSpaceBack(head)
		word := ""
		for _, c := range before {
			start, ok := s.ends(j, c.word)
			if ok && start >= floor {
				if first || op == Equal {
					op = c.op
				} else if c.op == About {
					op = About
				}
				word, head = c.word, start
				break
			}
		}
		if word == "" {
			return op, head, compared
		}
		// 为, 是, 在, 到 and a colon join; they do not compare.
		if !strings.Contains("为是在到至:仅", word) {
			compared = true
		}
	}
}

func (s *source) comparatorBefore(i, floor int) bool {
	_, head, _ := s.opBefore(i, floor)
	return head < i
}

func (s *source) opAfter(i int) (op Op, end int, ok bool) {
	for _, c := range after {
		if e, ok := s.starts(s.skipSpace(i), c.word); ok {
			return c.op, e, true
		}
	}
	return "", i, false
}

// reached reports whether the comparator before is a form of 达到.
func (s *source) reached(i, floor int) bool {
	j := s.skipSpaceBack(i)
	for _, w := range []string{"达到", "达"} {
		if start, ok := s.ends(j, w); ok && start >= floor {
			return true
		}
	}
	return false
}

// metric is the words right before the rune at i, back to a punctuation mark or the last measure.
func (s *source) metric(i, floor int) string {
	i = s.skipSpaceBack(i)
	start := i
	for start > floor && i-start < maxMetric {
		r := s.at(start - 1)
		if r == ')' {
			open := start - 2
			for open > floor && s.at(open) != '(' && start-open < maxMetric {
				open--
			}
			if s.at(open) != '(' || open <= floor {
				break
			}
			start = open
			continue
		}
		if !isHan(r) && !isLetter(r) && !isDigit(r) && !strings.ContainsRune("-·/βαγμ ", r) {
			break
		}
		start--
	}
	return cleanMetric(s.slice(start, i))
}

// cleanMetric keeps the name of what is measured: 目标为资源利用率 -> 资源利用率, 2022年产量 -> 产量.
func cleanMetric(m string) string {
	for _, r := range []string{"的", "为"} {
		if at := strings.LastIndex(m, r); at >= 0 {
			m = m[at+len(r):]
		}
	}
	for changed := true; changed; {
		was := m
		m = strings.Trim(m, " -·/")
		if rest := strings.TrimLeft(m, "0123456789-"); strings.HasPrefix(rest, "年") && rest != m {
			m = strings.TrimPrefix(rest, "年")
		}
		for _, lead := range leads {
			m = strings.TrimPrefix(m, lead)
		}
		for _, tail := range tails {
			m = strings.TrimSuffix(m, tail)
		}
		changed = m != was
	}
	if slices.Contains(verbs, m) || !strings.ContainsFunc(m, func(r rune) bool { return isHan(r) || isLetter(r) || r > 0x370 && r < 0x3ff }) {
		return ""
	}
	return m
}

var (
	leads = []string{"要求", "其中", "实现", "使得", "并且", "且", "及", "和", "与", "其", "将", "了", "从", "由", "以上", "以下",
		"以内", "左右", "产品质量"}
	tails = []string{"控制", "保持", "稳定", "提升", "要求", "可以", "能够", "须", "可", "从", "由", "已", "率先", "分别", "不"}
	// verbs alone name nothing.
	verbs = []string{"降", "升", "增", "提高", "提升", "降低", "增加", "减少", "下降", "分别", "每", "共", "有", "第", "产", "每组", "约",
		"占", "建成", "建设", "年", "月", "日", "按", "申请", "获", "对这", "挑选", "保存", "经", "在", "当"}
)

// calendarYear passes over 2025年 and 2023-2025年.
func (s *source) calendarYear(m Measure, unitText string) bool {
	low, _ := decimal("1900", 0)
	high, _ := decimal("2100", 0)
	return unitText == "年" && m.Low.Cmp(low) >= 0 && m.Low.Cmp(high) <= 0
}

// significance passes over P<0.05 of research texts.
func (s *source) significance(m Measure) bool {
	return strings.EqualFold(m.Metric, "P") && (m.Op == Below || m.Op == Above)
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
