package quantity

import (
	"slices"
	"strings"
)

// maxMetric is the reach of a metric before its number, in characters.
const maxMetric = 16

// words are those directly before the rune at i, back to a punctuation mark or the last measure.
func (s *source) words(i, floor int) string {
	i = s.skipSpaceBack(i)
	if s.at(i-1) == '(' && isHan(s.at(i-2)) {
		i-- // 纯度(≥99.9%)
	}
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
	return s.slice(start, i)
}

// cleanMetric keeps the name of the measured property: 目标为资源利用率 -> 资源利用率, 2022年产量 -> 产量.
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
	if slices.Contains(verbs, m) || !strings.ContainsFunc(m,
		func(r rune) bool { return isHan(r) || isLetter(r) || r > 0x370 && r < 0x3ff }) {
		return ""
	}
	return m
}

var (
	leads = []string{"由于", "因为", "我们", "公司", "本项目", "项目", "本工艺", "本技术", "本产品", "本设备", "该工艺", "该技术", "该产品", "该设备", "需要",
		"希望", "期望", "目标",
		"保证", "确保", "满足", "达到", "同时", "以及", "此外", "另外", "还", "也", "并", "经检测", "经测定", "经检验", "检测", "测得", "实测", "实际",
		"可使", "能使", "能够", "可以", "可",
		"使", "让", "制得", "所得", "得到", "获得", "具有", "具备", "应", "须", "需", "不同时", "处理后", "改造后", "成品", "最终", "产品", "因此", "从而",
		"且其",
		"要求", "其中", "实现", "使得", "并且", "且", "及", "和", "与", "其", "将", "了", "从", "由", "以上", "以下",
		"以内", "左右", "产品质量"}
	tails = []string{"均", "都", "应", "必须", "需", "需要", "要", "仍", "仍然", "始终", "一般", "通常", "控制", "保持", "稳定", "提升", "要求",
		"可以", "能够", "须", "可", "从", "由", "已", "率先", "分别", "不"}
	// verbs are words that without a noun name no metric.
	verbs = []string{"降", "升", "增", "提高", "提升", "降低", "增加", "减少", "下降", "分别", "每", "共", "有", "第", "产", "每组", "约",
		"占", "建成", "建设", "年", "月", "日", "按", "申请", "获", "对这", "挑选", "保存", "经", "在", "当"}
)
