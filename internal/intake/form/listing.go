package form

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/quantity"
	"kebang/internal/sheet"
)

func put(to func(r *Row) *string) func(*Row, string) error {
	return func(r *Row, v string) error { *to(r) = v; return nil }
}

func readIndustry(r *Row, v string) error { r.industryWords = v; return nil }

// settleIndustry gives the code of the words. A level-2 code that only the text suggests is a proposal (待确认).
func settleIndustry(r *Row) {
	c := r.Common()
	parts := strings.FieldsFunc(r.industryWords, func(r rune) bool { return strings.ContainsRune(";；\n", r) })
	code, ok := industry.FromWords(r.industryWords)
	if !ok && len(parts) > 1 { // several industries: the first is the primary one
		for _, p := range parts {
			next, known := industry.FromWords(p)
			switch {
			case !known || next == code || slices.Contains(c.MoreIndustries, next):
			case code == "":
				code, ok = next, true
			case len(c.MoreIndustries) < 3:
				c.MoreIndustries = append(c.MoreIndustries, next)
			}
		}
	}
	text := c.Title + "\n" + c.Text
	switch {
	case ok && (len(code) == 4 || code == industry.Other):
		c.Industry, c.IndustryConfirmed = code, true
	case ok:
		c.Industry, c.IndustryConfirmed = code, true
		if p := industry.ProposeIn(code, text); len(p) > 0 && len(p[0].Code) == 4 && p[0].Score >= 0.5 {
			c.Industry, c.IndustryConfirmed = p[0].Code, false
		}
	default:
		if p := industry.Propose(text); len(p) > 0 {
			c.Industry = p[0].Code
		}
		if r.industryWords != "" {
			c.Keywords = append(c.Keywords, wording.Clip(r.industryWords))
		}
	}
}

// maxKeyword is the most characters of a keyword.
const maxKeyword = 50

func readKeywords(r *Row, v string) error {
	c := r.Common()
	for _, w := range wording.Words(v) {
		switch {
		case len(c.Keywords) >= listing.MaxKeywords:
			r.Warn("", sayKeywordsMany, listing.MaxKeywords)
			return nil
		case utf8.RuneCountInString(w) > maxKeyword:
			r.Warn("", sayKeywordLong, wording.Clip(w), maxKeyword)
		default:
			c.Keywords = append(c.Keywords, w)
		}
	}
	return nil
}

func readTags(r *Row, v string) error {
	r.Common().Tags = append(r.Common().Tags, wording.Words(v)...)
	return nil
}

// modeWords are the words of tables for the modes, besides their own names.
var modeWords = map[string]listing.Mode{"技术转让": listing.ModeTransfer, "专利转让": listing.ModeTransfer,
	"转让": listing.ModeTransfer, "向他人转让": listing.ModeTransfer,
	"技术许可": listing.ModeLicence, "专利许可": listing.ModeLicence, "许可他人使用": listing.ModeLicence,
	"许可使用": listing.ModeLicence, "技术开发": listing.ModeDevelop,
	"合作研发": listing.ModeCooperate, "合作": listing.ModeCooperate, "联合攻关": listing.ModeCooperate,
	"联合开发": listing.ModeCooperate, "校企合作": listing.ModeCooperate,
	"校企联合": listing.ModeCooperate, "产学研合作": listing.ModeCooperate, "产学研": listing.ModeCooperate,
	"产学研联合": listing.ModeCooperate, "科企合作": listing.ModeCooperate,
	"校企合作开发": listing.ModeCooperate, "联合项目": listing.ModeCooperate, "合作转化": listing.ModeCooperate,
	"以成果为合作条件共同实施": listing.ModeCooperate,
	"咨询":           listing.ModeConsult, "服务": listing.ModeService, "科技服务": listing.ModeService,
	"技术培训": listing.ModeService, "入股": listing.ModeEquity, "技术入股": listing.ModeEquity,
	"作价投资": listing.ModeEquity, "作价投资折算股份": listing.ModeEquity, "引进人才": listing.ModeTalent,
	"引进人才团队": listing.ModeTalent, "引进转化成果": listing.ModeTransfer,
	"自行实施": listing.ModeSelfOperate, "其他协商方式": listing.ModeOther}

// measured reads a line such as “纯度≥99.9%”. A line that is not one measure stays in words.
func measured(line string) (metric, op, value, high, unit string, ok bool) {
	ms := quantity.Parse(line)
	if len(ms) != 1 || ms[0].Metric == "" {
		return strings.TrimSpace(string([]rune(line)[:min(100, utf8.RuneCountInString(line))])), "", "", "", "", false
	}
	m := ms[0]
	value, high = m.LowText(), m.HighText()
	if _, err := quantity.ParseValue(string(m.Op), value, high, m.Unit); err != nil {
		return m.Metric, "", "", "", "", false
	}
	return m.Metric, string(m.Op), value, high, m.Unit, true
}

func readRequirements(must bool) func(*Row, string) error {
	return func(r *Row, v string) error {
		for _, l := range wording.Lines(v) {
			metric, op, value, high, unit, _ := measured(l)
			r.Demand.Requirements = append(r.Demand.Requirements,
				listing.Requirement{Must: must, Metric: metric, Op: op, Value: value, High: high, Unit: unit, Text: l})
		}
		return nil
	}
}

func readIndicators(r *Row, v string) error {
	for _, l := range wording.Lines(v) {
		metric, op, value, high, unit, ok := measured(l)
		if !ok { // an achievement's line must be comparable; other lines become part of the text
			r.Achievement.Text = strings.TrimSpace(r.Achievement.Text + "\n技术指标：" + l)
			continue
		}
		r.Achievement.Indicators = append(r.Achievement.Indicators,
			listing.Indicator{Metric: metric, Op: op, Value: value, High: high, Unit: unit})
	}
	return nil
}

func showRequirements(must bool) func(*Row) any {
	return func(r *Row) any {
		var out []string
		for _, q := range r.Demand.Requirements {
			if q.Must == must {
				l := q.Text
				if l == "" {
					l = measureText(q.Metric, q.Op, q.Value, q.High, q.Unit)
				}
				out = append(out, l)
			}
		}
		return strings.Join(out, "\n")
	}
}

func measureText(metric, op, value, high, unit string) string {
	if high != "" {
		return metric + " " + value + "～" + high + unit
	}
	return metric + strings.NewReplacer(">=", "≥", "<=", "≤").Replace(op) + value + unit
}

var needTypes = map[listing.DemandType]string{listing.NeedTechnology: "技术", listing.NeedEquipment: "装备",
	listing.NeedTalent: "人才", listing.NeedManagement: "管理模式"}

// sourceKinds are words for the origin of a collected row; they become tags.
var sourceKinds = map[string]string{"industry": "行业难题", "enterprise": "企业难题", "posted": "已公开征集",
	"policy_or_project": "政策或项目", "problem_list": "难题清单",
	"contest_topic": "赛题", "paper": "论文", "patent": "专利", "news": "新闻报道"}

func readSourceKind(r *Row, v string) error {
	if zh, ok := sourceKinds[wording.Fold(v)]; ok {
		v = zh
	}
	r.Common().Tags = append(r.Common().Tags, v)
	return nil
}

func industryOptions() []string {
	var out []string
	for _, i := range industry.All() {
		out = append(out, industry.FullName(i.Code))
	}
	return out
}

func modeOptions() []string {
	return []string{"转让", "许可", "委托开发", "合作开发", "技术咨询", "技术服务", "作价入股", "引进人才团队", "先用后转", "自行投资实施", "其他"}
}

// secrecyHeadings are the headings of 密级 in use.
var secrecyHeadings = []string{"密级及期限", "密级和保密期限", "保密级别", "保密等级", "秘密等级", "涉密等级", "是否涉密", "涉密情况", "是否保密", "保密程度",
	"保密情况", "保密要求"}

var yesNoOptions = []string{"是", "否"}

// commonColumns are the columns that both kinds of listings have after their own first ones.
func commonColumns(orgHeading string, orgAliases []string) []*Column {
	return []*Column{
		{Key: "serial", Heading: "流水号", Help: "平台给的流水号，只在导出的表里有。", Hidden: true,
			Read: put(func(r *Row) *string { return &r.Serial })},
		{Key: "org", Heading: orgHeading, Help: "单位全称。没有填写统一社会信用代码的，作为公开线索入库，须单位认领后才能对接。", Example: "镇康县某糖业有限公司",
			Carry: true, wide: 28, at: []string{"/orgWords"},
			aliases: append([]string{"单位", "org", "单位全称", "申报单位", "依托单位"},
				orgAliases...), Read: putLine(func(r *Row) *string { return &r.Org }, listing.MaxLine),
			Show: func(r *Row) any { return r.Org }},
		{Key: "uscc", Heading: "统一社会信用代码", Help: "18 位，系统核对校验码。", Example: "", Carry: true, wide: 22,
			at: []string{"/uscc"}, aliases: []string{"信用代码", "社会信用代码", "uscc", "机构代码"}, Read: readUSCC},
		{Key: "region", Heading: "所在地区", Help: "省、市、县名称或六位行政区划代码，如 云南省临沧市镇康县。", Example: "云南省临沧市镇康县", Carry: true,
			wide: 20, at: []string{"/region", "/regionWords"},
			aliases: []string{"地区", "区域", "行政区划", "所在县", "所属地区", "region", "所属县区", "所在地"}, Read: readRegion,
			Show: func(r *Row) any { return RegionName(r.Common().Region, r.Common().RegionWords) }},
		{Key: "township", Heading: "乡镇", Help: "所在乡镇或街道。", Carry: true, at: []string{"/township"},
			aliases: []string{"所在乡镇", "乡镇街道"}, Read: putLine(func(r *Row) *string { return &r.Common().Township },
				listing.MaxLine)},
		{Key: "park", Heading: "园区", Help: "所在产业园区。", Carry: true, at: []string{"/park"},
			aliases: []string{"所在园区", "产业园区"}, Read: putLine(func(r *Row) *string { return &r.Common().Park },
				listing.MaxLine)},
		{Key: "industry", Heading: "所属行业", Help: "从列表中选择；只知道大类时选大类即可，小类由系统建议、由人确认。", Example: "制糖/甘蔗", Carry: true,
			wide: 24, Options: industryOptions(), at: []string{"/industry", "/moreIndustries"},
			aliases: []string{"行业", "技术领域", "产业领域", "应用行业", "所属领域", "industry", "行业领域", "所属产业"}, Read: readIndustry,
			Show: func(r *Row) any {
				return IndustryNames(append([]string{r.Common().Industry}, r.Common().MoreIndustries...)...)
			}},
		{Key: "modes", Heading: "合作方式", Help: "可填多项，用顿号隔开。", Example: "合作开发、技术服务", wide: 20, Options: modeOptions(),
			at:      []string{"/modes", "/modeWords"},
			aliases: []string{"意向合作方式", "转化方式", "拟转化方式", "拟合作方式", "coop_mode", "合作形式"}, Read: readModes,
			Show: func(r *Row) any { return modeNames(r.Common().Modes, r.Common().ModeWords) }},
		{Key: "keywords", Heading: "关键词", Help: "用顿号隔开，最多 20 个。", Example: "甘蔗、澄清", at: []string{"/keywords"},
			Read: readKeywords, Show: func(r *Row) any { return strings.Join(r.Common().Keywords, "、") }},
		{Key: "year", Heading: "年度", Help: "四位数字。", Example: "2026", Type: sheet.Number, at: []string{"/year"},
			aliases: []string{"年份", "year", "申报年度",
				"完成年份"}, Read: readYear, Show: func(r *Row) any { return number(r.Common().Year) }},
		{Key: "tags", Heading: "标签", Help: "如 强链补链、重点企业，用顿号隔开。", at: []string{"/tags"}, Read: readTags,
			Show: func(r *Row) any { return strings.Join(r.Common().Tags, "、") }},
		{Key: "sourceKind", Heading: "来源类别", Hidden: true, aliases: []string{"kind", "类别来源"},
			Help: "收集自公开资料时填写，如 论文、专利、新闻报道。", Read: readSourceKind},
		{Key: "detail", Heading: "详细资料", Help: "只给进入对接的双方看，不公开、不参加匹配。", wide: 30, at: []string{"/detail"},
			Read: putLine(func(r *Row) *string { return &r.Common().Detail }, listing.MaxText)},
		{Key: "hideOrg", Heading: "隐藏单位名称", Help: "填“是”则公开页面只显示所在县和行业。", Options: yesNoOptions, Strict: true,
			aliases: []string{"是否隐藏单位名称", "是否匿名", "匿名"},
			Read:    readHideOrg},
		{Key: "consent", Heading: "是否同意公开", Help: "填“否”的存为草稿，不发布。", Options: yesNoOptions, none: true,
			Read: readConsent,
			aliases: []string{"同意公开", "是否公开", "是否同意对外公开", "是否同意发布", "是否愿意公开", "是否可以公开", "是否可公开", "信息是否公开", "是否对外公开",
				"是否同意公开发布", "公开", "公开方式", "公开范围", "公开情况", "公开意愿", "发布意愿", "公开程度", "公开属性", "是否允许公开", "是否允许发布", "可否公开",
				"能否公开", "是否公示", "是否同意公示", "是否同意上网", "是否同意上网公开", "是否愿意发布", "是否发布", "是否同意对外发布", "是否可以对外公开", "是否可对外发布"}},
		{Key: "secrecy", Heading: "密级", Help: "涉密信息、工作秘密和内部信息不得上传；商业秘密的存为草稿，内容只给进入对接的双方看。", Hidden: true, none: true,
			Read: readSecrecy, aliases: secrecyHeadings},
		{Key: "contact", Heading: "联系人", Help: "不公开。", Example: "李某", Carry: true, at: []string{"/contact/name"},
			aliases: []string{"联系人姓名", "企业联系人"}, Read: putLine(func(r *Row) *string { return &r.Common().Contact.Name },
				listing.MaxLine)},
		{Key: "phone", Heading: "联系电话", Help: "不公开。", Example: "0883-0000000", Carry: true,
			at: []string{"/contact/phone"}, aliases: []string{"电话", "手机", "联系方式",
				"联系人电话"}, Read: putPhone(func(r *Row) *string { return &r.Common().Contact.Phone })},
		{Key: "email", Heading: "电子邮箱", Help: "不公开。", Carry: true, at: []string{"/contact/email"},
			aliases: []string{"邮箱", "email",
				"e-mail"}, Read: putEmail(func(r *Row) *string { return &r.Common().Contact.Email })},
		{Key: "link", Heading: "来源链接", Help: "收集自公开资料时填写网址，供核对。", wide: 30,
			aliases: []string{"来源", "source", "网址", "链接",
				"信息来源"}, Read: readLink, Show: func(r *Row) any { return r.Link }},
	}
}

// What is told, stored with the import.
var (
	sayKeywordsMany = fault.Kept("keywords-many",
		"关键词最多 %d 个，后面的没有读入。",
		"At most %d keywords; the rest was not read.")
	sayKeywordLong = fault.Kept("keyword-long",
		"关键词“%s”超过 %d 字，没有读入。",
		"The keyword “%s” has more than %d characters and was not read.")
)
