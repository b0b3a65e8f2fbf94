package quantity

import (
	"strings"
	"unicode/utf8"
)

// Claim is a measure that a text states of its own subject, with its sentence.
type Claim struct {
	Measure
	Sentence string // trimmed, as written
	Open     bool   // hedged (有望, 目标, 约): an open claim can contradict, but never decides
}

// foreign are words of a clause whose values belong to another thing: the old process, the raw material, a standard.
var foreign = strings.Fields("传统 常规 现有 原有 原工艺 原来 原先 原料 原水 原样 对照 国外 进口 同类 普通 行业平均 平均水平 一般为 国标 国家标准 行业标准 标准要求 " +
	"标准规定 限值 目前 以往 过去 此前 改造前 处理前 使用前 应用前 优化前 改进前 干燥前 初始 进料 进水 入口 竞品 市售 文献 背景 通常 粗品 空白 未处理 未添加 而其他 其他企业 其它 " +
	"国内外 国内同 他人 落后 设计要求 合同要求 用户要求 客户要求 企业要求 要求为 需求 需要")

// rivals are baselines of a stated improvement that are not the reader's own process.
var rivals = strings.Fields("国外 进口 同类 竞品 市售 文献 空白 对照 未处理 未添加 预期")

// own are words that make a value the text's own although its clause has a foreign word: 与传统工艺相比.
var own = strings.Fields("相比 比较 较 优于 突破 替代 取代 克服 改变 解决 不同于 区别于 满足 符合 超过国 高于国 低于国 本工艺 本技术 本产品 本方法 本项目 本成果 本设备 本发明 该技术" +
	" 该工艺 该产品 该设备 该成果 该方法")

// hedges make a value a hope, not a result.
var hedges = strings.Fields(
	"预计 预期 有望 可望 目标 计划 拟 力争 将达 理论 设想 争取 希望 规划 推算 估算 估计 模拟 仿真 期望 大概 可能 据称 若干 部分 个别 最佳 最优 最好 极限 " +
		"瞬时 峰值 局部 试点 建议 宜 考核 应达 应不 应小 应大 须 必须 推荐 合同约定 暂定 下一步 未来 后续")

// denials say that the value is not reached.
var denials = strings.Fields("无法 难以 未能 尚未 达不到 未达 不能满足 不能达到 不满足 不符合 没有达到 不足以 能否 是否 如何 吗 ? ？ 不合格 失败 取消 并非 不是 不再 尚不 还不 " +
	"仍不 不具备")

// conditions stand before a value or right behind it and make it a circumstance, not a claim.
var (
	conditionBefore = strings.Fields("当 若 如果 假设 假如 随着 只有在")
	conditionBehind = strings.Fields("时 下 条件下 情况下 工况下 环境下 的条件 的环境 的情况 的前提 的原料 的基础上 的样品 的溶液 的水溶液 水溶液 溶液 的盐酸 的乙醇 乙醇")
)

// process are metrics that in running text mostly describe a step of the process, not its result.
var process = strings.Fields("温度 压力 时间 浓度 流量 速度 转速 pH pH值 ph ph值 用量 添加量 含量 比例 面积 规模 投资 重量 体积 长度 宽度 高度 厚度 直径 数量 功率 电压" +
	" 电流 频率 周期 年限 价格 " +
	"水 水分含量增加 剂量 投加量 液位 真空度 升温速率 反应温度 反应时间 干燥时间 处理时间 保温时间 粒度范围 样品 范围 区间 能力")

// Claims reads the measures that a text states of its own subject. It leaves out values of other processes (传统工艺收率85%),
// of the raw material, of conditions (当含水率为20%时), and denied or asked ones. Hoped values are Open. Use it for
// achievements; requirements are read with Parse.
func Claims(text string) []Claim {
	var out []Claim
	ms := Parse(text)
	for i, m := range ms {
		if m.Base() == "" || m.Kind == DimUnknown {
			continue
		}
		from, to := around(text, m.Start, m.End, sentenceEnds)
		c := Claim{Measure: m, Sentence: strings.TrimSpace(text[from:to])}
		a, b := around(text, m.Start, m.End, clauseEnds)
		clause, before := text[a:b], text[from:m.Start]
		if m.origin > from && m.origin < m.Start { // 由原来的45%提高到60%: those words belong to the 45%
			at := m.origin
			for _, w := range []string{"由", "从", "自"} {
				if k := strings.LastIndex(text[from:m.origin], w); k >= 0 && m.origin-from-k <= 3*maxMetric {
					at = min(at, from+k)
				}
			}
			before = text[from:at]
			clause = text[min(a, at):at] + text[m.Start:b]
		}
		if rest, ok := afterwards(m); ok {
			c.Metric, m.Of = rest, "产品"
		}
		switch {
		case contains(clause, denials) || strings.HasSuffix(c.Sentence, "？") || strings.HasSuffix(c.Sentence, "?"):
			continue
		case m.Change == Level && foreignTo(clause, before, m.Of):
			continue
		case m.Change != Level && contains(before, rivals):
			continue
		case contains(text[a:m.Start], conditionBefore) ||
			startsAny(strings.TrimLeft(text[m.End:b], " )）"), conditionBehind...):
			continue
		case m.Of != "" && !itself(m.Of):
			continue
		}
		c.Of = ""
		another := false
		for _, w := range others {
			if rest, ok := strings.CutPrefix(c.Metric, w); ok && m.Change == Level {
				c.Metric, another = rest, true
				break
			}
		}
		c.Open = another || m.Op == About && !m.rough || contains(clause, hedges) || contains(before, hedges[:12])
		if i+1 < len(ms) && ms[i+1].Metric == "" &&
			(ms[i+1].Start < b || ms[i+1].Start-m.End <= 6*3 && ms[i+1].Start < to) && ms[i+1].Kind == m.Kind &&
			m.Change == Level && !opposite(m.Op, ms[i+1].Op) {
			c.Open = true // 收率95%以上，经优化98%: the second value may belong to the same metric or to another
		}
		out = append(out, c)
	}
	return out
}

// Process reports whether a metric is too general to decide anything in running text without a word for its object.
func Process(metric string) bool {
	for _, p := range process {
		if metric == p {
			return true
		}
	}
	return false
}

// neutral are owners that mean the subject itself.
var neutral = map[string]bool{"产品": true, "成品": true, "本产品": true, "该产品": true, "本品": true, "制品": true, "设备": true,
	"装置": true, "整机": true,
	"系统": true, "所得产品": true, "最终产品": true, "其": true, "": true, "样机": true, "机组": true, "工艺": true, "该工艺": true,
	"生产线": true}

// others name a second sample of the same subject. Its values can contradict, but not decide.
var others = []string{"另一批次", "另一批", "另一组", "另一种", "另一", "另外", "另有", "另", "第二批", "第二组", "部分", "个别", "少数", "有的", "其中部分"}

func itself(of string) bool {
	return neutral[of] || (strings.HasSuffix(of, "成品") || strings.HasSuffix(of, "产品")) &&
		!strings.HasSuffix(of, "半成品") && !strings.HasSuffix(of, "副产品")
}

// afterwards cuts 改进后 and 采用新工艺后 from the metric: the value behind is the text's own result.
func afterwards(m Measure) (rest string, ok bool) {
	head, rest, ok := strings.Cut(m.Metric, "后")
	return rest, ok && m.Change == Level && rest != "" &&
		startsAny(head, "改进", "优化", "改造", "采用", "应用", "使用本", "使用该", "使用新", "实施", "技改")
}

// opposite reports whether two bounds form one range: 不高于10%，不低于8%.
func opposite(a, b Op) bool {
	up := func(o Op) bool { return o == AtLeast || o == Above }
	down := func(o Op) bool { return o == AtMost || o == Below }
	return up(a) && down(b) || down(a) && up(b)
}

func foreignTo(clause, before, of string) bool {
	if contains(clause, foreign) {
		return !contains(clause, []string{"满足", "符合", "优于", "突破"})
	}
	if of != "" {
		return false
	}
	// In 传统工艺中，收率为85% the foreign word stands in an earlier clause, and no own word takes the value back.
	return contains(before, foreign) && !contains(before, own) && !strings.ContainsAny(before, "；;")
}

func contains(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

const (
	sentenceEnds = "。！？；\n!?;"
	clauseEnds   = sentenceEnds + "，,（）()"
)

// maxSentence is the reach of a sentence from a measure, in bytes. It bounds the work for a text without punctuation.
const maxSentence = 600

// around is the stretch between two marks that holds text[start:end]. Closing marks other than ？ are left out.
func around(text string, start, end int, marks string) (from, to int) {
	for from = max(0, start-maxSentence); from < start && !utf8.RuneStart(text[from]); {
		from++
	}
	if at := strings.LastIndexAny(text[from:start], marks); at >= 0 {
		_, n := utf8.DecodeRuneInString(text[from+at:])
		from += at + n
	}
	for to = min(len(text), end+maxSentence); to < len(text) && !utf8.RuneStart(text[to]); {
		to--
	}
	if at := strings.IndexAny(text[end:to], marks); at >= 0 {
		to = end + at
		if r, n := utf8.DecodeRuneInString(text[to:]); r == '？' || r == '?' {
			to += n
		}
	}
	return from, to
}

// AsWanted reads a measure of free text as a requirement. A bare number becomes a floor or a ceiling where the metric
// says which side is better. An improvement becomes a floor. Ok is false for a value that cannot be checked: 约, an
// unknown unit.
func (m Measure) AsWanted() (w Measure, ok bool) {
	if m.Op == About || m.Kind == DimUnknown || m.Base() == "" || m.from {
		return m, false
	}
	if m.Op == Equal {
		switch {
		case m.Change != Level || m.bare && containsAny(m.Metric, higherIsBetter):
			m.Op = AtLeast
		case m.bare && containsAny(m.Metric, lowerIsBetter):
			m.Op = AtMost
		}
	}
	return m, true
}

// Sentence is the sentence and the clause of a text that hold text[start:end].
func Sentence(text string, start, end int) (sentence, clause string) {
	from, to := around(text, start, end, sentenceEnds)
	a, b := around(text, start, end, clauseEnds)
	return strings.TrimSpace(text[from:to]), text[a:b]
}

// Judge decides whether claims of the required metric meet the requirement, and gives the index of the deciding claim.
// The caller selects the claims of that metric. Claims that disagree give Unknown with the first claim. An open claim
// that would decide otherwise does the same. The index is -1 when there is no claim.
func Judge(req Measure, claims []Claim) (Verdict, int) {
	v, at := Unknown, -1
	for i, c := range claims {
		if at < 0 {
			at = i
		}
		if c.Open {
			continue
		}
		switch got := Compare(req, c.Measure); {
		case got == Unknown:
		case v == Unknown, v == Short && got == Unmet:
			v, at = got, i
		case v == Unmet && got == Short:
		case v != got:
			return Unknown, 0
		}
	}
	for _, c := range claims {
		if c.Op == About {
			c.Op = Equal
		}
		if got := Compare(req, c.Measure); c.Open && got != Unknown && got != v {
			return Unknown, max(at, 0)
		}
	}
	return v, at
}
