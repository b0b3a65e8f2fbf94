package quantity

import (
	"slices"
	"strings"
)

// maxMetric is how far back the words before a number may be its metric, in characters.
const maxMetric = 16

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
