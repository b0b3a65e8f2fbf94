package text

// stopChars are Han characters of grammar, without content. They are cut off the ends of shared stretches, and a pair
// of two of them has no content either.
const stopChars = "的了在和与及或等其对为以于从到把被将向由就都而且并但因所之这那此该各每个种些有是不无可能会应须让更较最很已未来后前时"

var stopSet = func() map[rune]bool {
	m := map[rune]bool{}
	for _, r := range stopChars {
		m[r] = true
	}
	return m
}()

// stopTerm is stopSet by distance from U+4E00.
var stopTerm = func() (table [1 << hanBits]bool) {
	for r := range stopSet {
		table[r-firstHan] = true
	}
	return
}()

// IsStop reports whether a Han character is grammar only.
func IsStop(r rune) bool { return stopSet[r] }

// frames are the set phrases of demands and abstracts; they are no reason for a match.
var frames = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range []string{"技术", "研究", "方法", "应用", "系统", "产品", "生产", "工艺", "提高", "实现", "进行", "具有", "通过", "采用", "企业",
		"公司",
		"需求", "问题", "解决", "关键", "开发", "研发", "项目", "技术需求", "关键技术", "以及", "可以", "一种", "基于", "需要", "希望", "结果", "表明", "本文",
		"分析",
		"影响", "加工", "设备", "装置", "过程", "不同", "目前", "国内", "能力", "水平", "建设", "产业", "行业", "质量", "成本", "降低", "效率", "高效",
		"综合", "利用",
		"制备", "制备方法", "方面", "主要", "合作", "提供", "推广", "示范", "材料", "新型", "优化", "提升", "发展", "规模", "集成", "设计", "性能", "条件",
		"处理",
		"其制备方法", "技术研究", "研究与", "技术与", "技术及", "生产技术", "技术开发", "开发及", "技术难题", "技术问题", "研究及", "的研究", "加工技术", "加工工艺",
		"生产工艺", "进行了", "结果表明", "难题", "瓶颈", "攻关", "技术攻关", "单位", "成果", "产业化", "国家", "我国", "全国", "中国",
		"使用", "本地", "当地", "乡镇", "操作", "自动", "改造", "适合", "适用", "连续", "出结果", "现场", "常用", "大型", "小型", "中型", "保留", "成分",
		"机械", "机组",
		"运行", "稳定", "明显", "达到", "满足", "要求", "增加", "减少", "改善", "完成", "配套", "成套", "多种", "专用", "人员", "农户", "基地", "季节",
		"地块", "一体",
		"管理", "标准", "构建", "核心", "表面", "建立", "特点", "作用", "方式", "情况"} {
		m[s] = true
	}
	return m
}()

// IsFrame reports whether a phrase is a set phrase of demands and abstracts, without technical content.
func IsFrame(s string) bool { return frames[s] }

// Grammar reports whether a term is a grammar character or a pair of two of them.
func Grammar(t Term) bool {
	switch {
	case t.IsWord():
		return false
	case t.IsChar():
		return stopTerm[t&hanMask]
	}
	return stopTerm[t>>hanBits] && stopTerm[t&hanMask]
}

// longestFrame is the length of the longest set phrase in bytes.
var longestFrame = func() (n int) {
	for s := range frames {
		n = max(n, len(s))
	}
	return
}()

// Frames finds the set phrases in a text in normal form, in order. Of overlapping phrases the first one counts; of
// those with the same start, the longest.
func Frames(normal string) []Span {
	var out []Span
	covered := 0
	for i := range normal {
		if i < covered {
			continue
		}
		for end := min(len(normal), i+longestFrame); end > i; end-- {
			if frames[normal[i:end]] {
				out, covered = append(out, Span{i, end}), end
				break
			}
		}
	}
	return out
}
