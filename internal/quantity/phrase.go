package quantity

import (
	"math/big"
	"slices"
	"strings"
)

// toleranceWords are metrics whose ±0.1 states the largest deviation.
var toleranceWords = strings.Fields("精度 误差 偏差 公差 波动 容差 跳动 不确定度 漂移 变异")

// tolerance reads ±0.1mm of a tolerance metric as at most 0.1 mm.
func (m *Measure) tolerance() bool {
	if !containsAny(m.Metric, toleranceWords) || m.Op != Equal && m.Op != AtMost && m.Op != Below {
		return false
	}
	if m.bare = false; m.Op == Equal {
		m.Op = AtMost
	}
	return true
}

// behind is the noun behind a value, as in 95%以上的收率 and 达到300MPa的抗拉强度.
func (s *source) behind(i int) string {
	if s.at(i) != '的' {
		return ""
	}
	end := i + 1
	for end-i <= 8 && isHan(s.at(end)) {
		end++
	}
	if end-i > 8 || end-i < 3 {
		return ""
	}
	return cleanMetric(s.slice(i+1, end))
}

// share reads 百分之九十五, 百分之95 and 千分之三 at rune i.
func (s *source) share(i, floor int) (m Measure, end int, ok bool) {
	unit := "%"
	switch s.at(i) {
	case '百':
	case '千':
		unit = "‰"
	default:
		return m, i, false
	}
	if end, ok = s.starts(i+1, "分之"); !ok {
		return m, i, false
	}
	low, e, ok := s.number(end, false)
	if !ok {
		low, e, ok = s.hanNumber(end)
	}
	if !ok || isSeparator(s.at(e)) || strings.ContainsRune(hanDigits+"十百点", s.at(e)) {
		return m, i, false
	}
	m.Low, end = low, e
	var head int
	var compared, toward bool
	m.Op, head, compared, toward = s.opBefore(i, floor)
	m.bare = !compared
	if op, e, ok := s.opAfter(end); ok {
		m.Op, end, m.bare = op, e, false
	}
	m.name(s.words(head, floor), toward)
	m.setUnit(unit)
	m.Start, m.End = s.offset[head], s.offset[end]
	return m, end, true
}

const hanDigits = "零一二三四五六七八九"

// hanNumber reads a Chinese number of 0 to 999 with decimals: 九十五点五, 两百.
func (s *source) hanNumber(i int) (d Decimal, end int, ok bool) {
	digit := func(r rune) int64 {
		if r == '两' {
			return 2
		}
		if k := strings.IndexRune(hanDigits, r); k >= 0 && r != 0 {
			return int64(k / len("零"))
		}
		return -1
	}
	var n, last int64
	last = -1
	at := i
	for ; at-i < 8; at++ {
		r := s.at(at)
		switch {
		case r == '百' || r == '十':
			times := map[rune]int64{'百': 100, '十': 10}[r]
			if last < 0 {
				last = 1
			}
			n, last = n+last*times, -1
			continue
		case digit(r) >= 0 && last <= 0:
			last = digit(r)
			continue
		}
		break
	}
	if at == i {
		return d, i, false
	}
	n += max(last, 0)
	v := new(big.Rat).SetInt64(n)
	if s.at(at) == '点' && digit(s.at(at+1)) >= 0 {
		scale := big.NewRat(1, 10)
		for at++; digit(s.at(at)) >= 0 && at-i < 16; at++ {
			v.Add(v, new(big.Rat).Mul(scale, new(big.Rat).SetInt64(digit(s.at(at)))))
			scale.Mul(scale, big.NewRat(1, 10))
		}
	}
	d = Decimal{v}
	return d, at, d.plain()
}

// lists gives the names of 强度、伸长率分别为300MPa、12% to their values. Values in a row without names of their own
// (纯度99%、99.5%) become About, because their meaning is open.
func (s *source) lists(ms []Measure) {
	for k := 0; k < len(ms); k++ {
		n := k + 1
		for n < len(ms) && ms[n].Metric == "" && s.joined(ms[n-1].End, ms[n].Start) {
			n++
		}
		switch {
		case ms[k].apart:
			names := s.namesBefore(ms[k].Start)
			for j := k; j < n; j++ {
				ms[j].Metric = ""
				if ms[j].bare && ms[k].Op != Range { // 分别达到300MPa和12%
					ms[j].Op, ms[j].bare = ms[k].Op, ms[k].bare
				}
				if len(names) == n-k {
					ms[j].Metric = cleanMetric(names[j-k])
				}
			}
		case n > k+1 && ms[k].Kind == ms[k+1].Kind && !opposite(ms[k].Op, ms[k+1].Op):
			ms[k].Op, ms[k].High = About, Decimal{}
		}
		k = n - 1
	}
}

func (s *source) joined(from, to int) bool {
	if from > to {
		return false
	}
	gap := strings.TrimSpace(s.text[from:to])
	return slices.Contains([]string{"", "、", "和", "或", "及", "与", "/", ",", "，", "以及", "或者"}, gap)
}

// namesBefore are the items of a list that ends before 分别.
func (s *source) namesBefore(end int) []string {
	text := s.text[:end]
	if at := strings.LastIndexAny(text, "，。；：！？\n,;:"); at >= 0 {
		text = strings.TrimLeft(text[at:], "，。；：！？\n,;:")
	}
	text, _, _ = strings.Cut(text, "分别")
	return strings.FieldsFunc(text, func(r rune) bool { return r == '、' || r == '和' || r == '与' || r == '及' })
}
