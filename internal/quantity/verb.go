package quantity

import (
	"strings"
	"unicode/utf8"
)

// verbNames are verbs whose share of an object is a rate with its own name: 回收85%水资源 is 水资源回收率85%.
var verbNames = []struct{ verb, name string }{
	{"回收利用", "回收率"}, {"资源化利用", "利用率"}, {"综合利用", "利用率"}, {"回收", "回收率"}, {"回用", "回用率"}, {"去除", "去除率"}, {"除去",
		"去除率"}, {"脱除", "脱除率"},
	{"降解", "降解率"}, {"提取", "提取率"}, {"利用", "利用率"}, {"转化", "转化率"}, {"截留", "截留率"}, {"杀灭", "杀灭率"}, {"识别", "识别率"},
}

// VerbObject is the object of a rate that a text may name by its verb: 水资源 for 水资源回收率. It is nil for other metrics.
func VerbObject(key string) []string {
	for _, v := range verbNames {
		if object, ok := strings.CutSuffix(key, v.name); ok && utf8.RuneCountInString(object) > 1 {
			return []string{object}
		}
	}
	return nil
}

// verbNamed names a share that stands between its verb and its object: 可回收85%以上的水资源, 降低30%能耗. It gives the rune behind
// the object, or end when there is none.
func (s *source) verbNamed(m *Measure, end int, unitText string) int {
	if unitText != "%" && unitText != "‰" || m.moved || m.from {
		return end
	}
	rate, object := "", 0
	switch {
	case m.Change != Level && m.base == "":
	case m.Change == Level && m.Metric != "":
		for _, v := range verbNames {
			if strings.HasSuffix(m.Metric, v.verb) &&
				utf8.RuneCountInString(m.Metric) <= utf8.RuneCountInString(v.verb)+2 {
				rate = v.name
				break
			}
		}
		if rate == "" {
			return end
		}
	default:
		return end
	}
	at := end
	if s.at(at) == '的' {
		at++
	}
	for object = at; object-at < 9 && (isHan(s.at(object)) || isLetter(s.at(object))) && !s.goesOn(object); object++ {
	}
	if n := object - at; n < 1 || n > 8 || n == 1 && isHan(s.at(at)) && rate == "" {
		return end
	}
	name := cleanMetric(s.slice(at, object))
	if name == "" {
		return end
	}
	if m.Metric = name + rate; m.Change != Level {
		m.base, m.Metric = name, name+map[Change]string{Rise: "提高", Fall: "降低"}[m.Change]
	}
	return object
}

// goesOn reports whether another clause begins at a rune: 回收85%水资源用于灌溉.
func (s *source) goesOn(i int) bool {
	for _, w := range []string{"用于", "用作", "并", "且", "后", "以", "和", "及", "与", "进行", "实现", "再", "的", "时", "，"} {
		if _, ok := s.starts(i, w); ok {
			return true
		}
	}
	return false
}

// moves reports whether a value without a name is the end of a change from the value before it: 45%降到12%, 45%→60%.
func (s *source) moves(from, to *Measure, floor int) bool {
	if from.Metric == "" || from.Change != Level || from.Op != Equal && from.Op != About || to.Metric != "" ||
		from.Kind != to.Kind || to.Kind == DimUnknown {
		return false
	}
	gap := strings.TrimSpace(s.text[s.offset[floor]:to.Start])
	if (gap == "→" || gap == "->" || gap == "—>") && to.Op == Equal {
		if to.Op = AtLeast; to.Low.Cmp(from.Low) < 0 {
			to.Op = AtMost
		}
		to.moved, to.bare = true, false
		return true
	}
	return to.moved && utf8.RuneCountInString(gap) <= 6
}

// roughly reports whether only 约 or 左右 makes a value an About. Comparators stand in runes head to lead, and from
// unitEnd to end.
func (s *source) roughly(head, lead, unitEnd, end int) bool {
	before, behind := strings.TrimSpace(s.slice(head, lead)), strings.TrimSpace(s.slice(min(unitEnd, end), end))
	if behind != "" && behind != "左右" && behind != "上下" {
		return false
	}
	rest := strings.NewReplacer("约为", "", "大约", "", "约", "", "达到", "", "可达", "", "达", "", "控制在", "", "为", "", "到", "",
		"至", "", "在", "", "是", "", ":", "", " ", "").Replace(before)
	return rest == "" && (strings.Contains(before, "约") || behind != "")
}
