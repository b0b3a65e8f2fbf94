package quantity

import "strings"

// Change marks a value as a difference (能耗降低20%) or a level (能耗20kWh). The two are never compared.
type Change string

// The changes. The zero value is a level.
const (
	Level Change = ""
	Rise  Change = "rise"
	Fall  Change = "fall"
)

// changeVerbs end the words before a number, the longest first. A verb of one character counts only there.
var changeVerbs = []struct {
	word   string
	change Change
}{{"提高", Rise}, {"提升", Rise}, {"增加", Rise}, {"增长", Rise}, {"上升", Rise}, {"升高", Rise}, {"增大", Rise}, {"增强", Rise}, {"延长",
	Rise},
	{"扩大", Rise}, {"降低", Fall}, {"下降", Fall}, {"减少", Fall}, {"缩短", Fall}, {"缩减", Fall}, {"减小", Fall}, {"压缩",
		Fall}, {"减轻", Fall},
	{"削减", Fall}, {"节约", Fall}, {"节省", Fall}, {"压减", Fall}, {"升", Rise}, {"增", Rise}, {"降", Fall}, {"减", Fall}}

// leadVerbs stand before their object: 降低能耗20%.
var leadVerbs = []string{"提高", "提升", "增加", "延长", "降低", "下降", "减少", "缩短", "节约", "节省"}

// changeTails follow the verb without changing its sense.
var changeTails = []string{"幅度", "比例", "了", "率", "量", "幅", "约", "近", "超过", "可", "能"}

// changeHeads stand between the metric and the verb.
var changeHeads = []string{"大幅度", "大幅", "显著", "明显", "有效", "进一步", "平均", "同比", "共", "可", "能", "将", "均", "分别", "约", "再",
	"已", "预计",
	"有望", "要", "要求", "需"}

// splitChange cuts the verb of a change from the words before a number: 能耗降低了 -> 能耗, Fall. Toward says that the change
// ends at the number (降低到).
func splitChange(words string, toward bool) (metric string, change Change) {
	if metric, change = verbBehind(words); change != Level {
		return metric, change
	}
	words = cleanMetric(words)
	for _, v := range leadVerbs {
		s, ok := strings.CutPrefix(words, v)
		s = strings.TrimPrefix(s, "了")
		if ok && s != "" && (toward || !startsAny(s, "机", "率", "剂", "量", "幅", "比例", "到", "至")) {
			return s, changeOf(v)
		}
	}
	return words, Level
}

// verbBehind finds 能耗降低, 能耗降低了, 能耗降低幅度. A verb of one character counts only at the end or before 了.
func verbBehind(words string) (string, Change) {
	for _, kept := range []string{"脱除率", "去除率", "降解率", "减水率"} {
		if strings.HasSuffix(words, kept) {
			return words, Level // these words are rates of their own
		}
	}
	rest := words
	for _, t := range changeTails {
		if s, ok := strings.CutSuffix(rest, t); ok {
			rest = s
			break
		}
	}
	for _, try := range []string{words, rest} {
		for _, v := range changeVerbs {
			s, ok := strings.CutSuffix(try, v.word)
			if ok && (try == words || len([]rune(v.word)) > 1 || strings.HasSuffix(words, "了")) {
				return trimTails(s, changeHeads), v.change
			}
		}
	}
	return words, Level
}

func changeOf(verb string) Change {
	for _, v := range changeVerbs {
		if v.word == verb {
			return v.change
		}
	}
	return Level
}

func trimTails(s string, tails []string) string {
	for changed := true; changed; {
		changed = false
		for _, t := range tails {
			if rest, ok := strings.CutSuffix(s, t); ok {
				s, changed = rest, true
			}
		}
	}
	return s
}

func startsAny(s string, heads ...string) bool {
	for _, h := range heads {
		if strings.HasPrefix(s, h) {
			return true
		}
	}
	return false
}

// name sets the fields of a measure from the words before it: metric, owner (原料 of 原料的含水率), change and comparator.
// Toward says that 到, 至 or 为 stands between the words and the number.
func (m *Measure) name(words string, toward bool) {
	words = strings.TrimSpace(words)
	if s, ok := cutFrom(words); ok {
		m.from, words = true, s
	}
	if at := strings.LastIndex(words, "的"); at > 0 {
		m.Of = cleanMetric(words[:at])
	}
	words, m.apart = strings.CutSuffix(words, "分别")
	metric, change := splitChange(words, toward)
	if change != Level && toward {
		// 由50提高到95 and 降低到5 name the end of the change: at least 95, at most 5.
		metric = cutStart(metric)
		if change == Rise && m.Op == Equal {
			m.Op = AtLeast
		} else if change == Fall && m.Op == Equal {
			m.Op = AtMost
		}
		m.moved, change = true, Level
	}
	m.base, m.Change = cleanMetric(metric), change
	m.Metric = m.base + map[Change]string{Rise: "提高", Fall: "降低"}[change]
	if m.Change != Level {
		m.bare = false
	}
}

// Base is the metric without the verb of a change: 能耗 of 能耗降低.
func (m Measure) Base() string {
	if m.Change == Level {
		return m.Metric
	}
	return m.base
}

// cutFrom cuts 由, 从 or 自 from the end: a change begins at the number behind it.
func cutFrom(words string) (string, bool) {
	s := trimTails(words, []string{"约", "原来的", "原来", "原有的", "目前的", "目前", "现在的", "现在", "现有的", "过去的", "传统的", "传统工艺的",
		"最初的", "当前的", "当前", "现行的"})
	for _, w := range []string{"由", "从", "自"} {
		if rest, ok := strings.CutSuffix(s, w); ok {
			return rest, true
		}
	}
	return words, false
}

// cutStart drops 由50 of 收率由50, where the first number has no unit and therefore is no measure.
func cutStart(metric string) string {
	s := strings.TrimRight(metric, "0123456789.,-~ ")
	if s == metric {
		return metric
	}
	if rest, ok := cutFrom(s); ok {
		return rest
	}
	return metric
}

// SetMetric names a measure of a structured line: 能耗降低 is the metric 能耗 with a Fall. A known unit in brackets, as in
// 含水率（%）, counts when the line has no unit.
func (m *Measure) SetMetric(metric string) {
	if rest, unit, ok := unitInName(metric); ok && m.Unit == "" {
		metric = rest
		m.setUnit(unit)
	}
	m.Metric = strings.TrimSpace(metric)
	m.base, m.Change = splitChange(m.Metric, false)
}

// unitInName splits a name such as 含水率(%) into metric and unit.
func unitInName(metric string) (rest, unit string, ok bool) {
	src := newSource(strings.TrimSpace(metric))
	n := len(src.runes)
	if src.at(n-1) != ')' {
		return metric, "", false
	}
	open := n - 2
	for open > 0 && src.at(open) != '(' {
		open--
	}
	if open <= 0 {
		return metric, "", false
	}
	unit = src.slice(open+1, n-1)
	if _, dim, known := resolve(unit); !known || dim == DimNumber {
		return metric, "", false
	}
	return src.slice(0, open), unit, true
}
