package quantity

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// before are the comparators that stand before a number. A word that contains another one comes first.
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
	"到": Equal, "至": Equal, "在": Equal, "不小": AtLeast, "不超": AtMost, "低于或等于": AtMost, "高于或等于": AtLeast, "不高过": AtMost,
	"不多过": AtMost, "最低不低于": AtLeast, "最高不超过": AtMost, "最大不超过": AtMost, "最小不小于": AtLeast, "控制在": Equal, "以上达到": About,
	"可以达到": AtLeast, "能达到": AtLeast, "能够达到": AtLeast, "最少": AtLeast, "突破": Above, "优于": About, "达不到": Below,
	"未达到": Below,
	"接近于": About, "约占": About, "平均约": About, "多达": About, "平均达": AtLeast, "平均达到": AtLeast, "平均为": Equal,
})

// negations invert the comparator behind them: 不得低于 means at least. A result that is not plain compares nothing.
var negations = []string{"不得", "不能", "不应", "不可", "不宜", "不会", "不准", "不许", "不要", "决不", "绝不", "从未", "没有", "尚未", "并未", "未能",
	"未", "无法", "难以", "不", "没"}

func turned(op Op) Op {
	switch op {
	case Above:
		return AtMost
	case Below:
		return AtLeast
	}
	return About
}

// after are the comparators behind a number. 以上 and 以下 include the number itself, as in law (民法典 第1259条).
var after = byLength(map[string]Op{
	"以上": AtLeast, "(含)以上": AtLeast, "及其以上": AtLeast, "(含)以下": AtMost, "或以下": AtMost, "内": AtMost, "及以上": AtLeast,
	"或以上": AtLeast, "以内": AtMost, "之内": AtMost, "以下": AtMost, "及以下": AtMost,
	"左右": About, "上下": About, "前后": About, "附近": About, "不到": Below, "不等": About,
})

// joiners join a number to its metric and do not compare.
var joiners = []string{"为", "是", "在", "到", "至", ":", "仅"}

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

// lowerIsBetter are words of metrics with an unclear 达到: 能耗达到30 may be a floor or a ceiling.
var lowerIsBetter = strings.Fields("耗 含水 水分 杂质 残留 成本 误差 时间 周期 COD 氨氮 色值 排放 损失 损伤 不良 故障 灰分 噪 粒径 降低 下降 减少 缩短 破损 泄漏")

// opBefore reads the comparators before the rune at i; head is the first rune of them. Toward reports that 到, 至 or 为 is
// one of them.
func (s *source) opBefore(i, floor int) (op Op, head int, compared, toward bool) {
	op, head = Equal, i
	for first := true; ; first = false {
		j := s.skipSpaceBack(head)
		word := ""
		for _, c := range before {
			start, ok := s.ends(j, c.word)
			if ok && c.word == "约" && s.at(start-1) == '节' {
				ok = false // 节约30%
			}
			if ok && start >= floor {
				toward = toward || c.word == "到" || c.word == "至" || c.word == "为"
				for _, not := range negations {
					if at, ok := s.ends(s.skipSpaceBack(start), not); ok && at >= floor {
						c.op, start = turned(c.op), at
						compared = true
						break
					}
				}
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
			return op, head, compared, toward
		}
		if !slices.Contains(joiners, word) {
			compared = true
		}
	}
}

func (s *source) comparatorBefore(i, floor int) bool {
	_, head, _, _ := s.opBefore(i, floor)
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

// reached reports whether the comparator before the number is a form of 达到.
func (s *source) reached(i, floor int) bool {
	j := s.skipSpaceBack(i)
	for _, w := range []string{"达到", "达"} {
		if start, ok := s.ends(j, w); ok && start >= floor {
			return true
		}
	}
	return false
}
