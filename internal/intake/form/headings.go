package form

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// moreNames are usual headings of 征集表, besides the names in the forms themselves, by kind and column key.
var moreNames = map[Kind]map[string][]string{
	Demands: {
		"id":    {"需求序号编码", "征集编号", "需求代码"},
		"title": {"需求项目名称", "技术需求题目", "需求主题", "课题名称", "技术难题名称", "技术需求标题", "拟解决的技术难题名称", "揭榜项目名称", "榜单名称", "难题题目"},
		"text": {"技术需求简介", "难题描述", "问题描述", "难题内容", "技术需求具体内容", "需求具体内容", "需求概述", "技术需求概述", "需求情况说明", "技术需求说明",
			"需求详情", "难题简介", "技术难题描述", "技术难点", "主要技术需求", "需求背景及内容", "项目内容", "研究内容", "需求描述及要求", "主要需求内容", "具体需求",
			"具体需求内容", "需求具体描述", "技术需求及要解决的问题", "拟解决的主要问题", "拟解决的技术问题"},
		"type":    {"技术需求类型", "技术需求类别", "需求种类"},
		"present": {"现有条件", "已开展工作", "前期基础", "现有工作基础", "现有技术基础", "已有基础", "企业现有条件"},
		"must": {"技术指标要求", "指标要求", "主要指标要求", "主要技术指标要求", "核心技术指标", "关键技术指标", "技术参数", "技术参数要求", "技术要求", "预期指标",
			"预期技术指标", "拟达到的技术指标", "技术性能指标", "具体指标"},
		"nice": {"期望效果", "预期目标", "预期效果", "期望达到的技术指标"},
		"budget": {"拟投入资金总额", "投入资金总额", "拟投入经费", "投入经费", "经费预算", "项目预算", "拟出资金额", "拟出资", "意向投入", "意向投入资金", "计划投入",
			"计划投入资金", "研发投入预算", "预算金额", "预计投入", "预计投入资金", "榜单金额", "揭榜金额", "悬赏金额", "投入金额", "总投资", "总投资额", "投资总额", "投资额",
			"投资金额", "资金需求", "资金需求额", "需求金额", "经费", "资金", "经费投入", "研发经费", "研发投入", "拟投资", "拟投资额", "计划投资", "项目总投资", "资金规模",
			"经费规模", "拟投入资金额度", "资金额度", "资金投入预算", "拟投入总额"},
		"deadline": {"完成期限", "需求期限", "期望完成时限", "需求时限", "要求完成时间", "解决期限", "计划完成时间", "需求有效期", "有效期限", "拟完成时间", "完成时间"},
		"minTrl":   {"成熟度", "技术成熟度", "技术成熟度要求", "成果成熟度要求"},
		"org": {"申报企业", "需求企业", "需求企业名称", "需求单位名称", "企业全称", "发榜单位", "申报单位名称", "填报单位名称", "技术需求方", "所属企业", "公司名称",
			"公司", "提出企业", "单位(企业)名称", "企业(单位)名称", "企业或单位名称", "技术需求单位", "征集单位"},
		"floor": {"最高可接受价格", "最高接受价"},
	},
	Achievements: {
		"id":    {"成果登记号", "成果代码", "成果序号编码"},
		"title": {"科技成果题目", "技术成果名称", "成果项目名称", "成果题目", "专利名称", "成果标题", "拟转化成果名称", "技术(成果)名称", "成果(技术)名称", "品种名称"},
		"text": {"科技成果简介", "技术成果简介", "成果概述", "成果说明", "成果主要内容", "技术内容", "技术特点", "成果简要介绍", "成果内容简介", "技术介绍", "成果摘要",
			"技术摘要"},
		"indicators": {"成果技术指标", "技术性能", "主要技术参数", "技术参数", "关键指标", "核心指标", "技术经济指标", "主要性能指标"},
		"stage":      {"成果成熟度", "成熟程度", "技术成熟程度", "所处阶段(成熟度)", "研发阶段", "成果状态", "转化阶段", "技术阶段", "产业化阶段"},
		"ipKind":     {"知识产权类型", "专利类型", "专利类别", "知识产权状况"},
		"ipNumber":   {"专利(登记)号", "专利编号", "专利申请号", "专利授权号", "授权号", "专利号(登记号)", "品种权号"},
		"price": {"转让价", "意向价", "拟转让价格", "许可价格", "合作价格", "挂牌价", "挂牌价格", "转化价格", "拟转化价格", "成果价格", "参考价格", "预期价格",
			"转让费", "转让费用"},
		"inventors": {"负责人", "成果负责人", "项目负责人", "完成者", "成果持有人", "发明人(设计人)", "主要研发人员"},
		"holder":    {"知识产权所有人", "权属人", "专利权人名称"},
		"org": {"成果持有单位", "持有单位名称", "成果所属单位", "所属单位", "成果权属单位", "权属单位", "研发单位", "成果来源单位", "供给单位", "成果供给单位",
			"成果提供单位", "提供单位", "技术持有单位", "高校院所", "高校(院所)名称", "成果方", "技术供给方", "主要完成单位", "完成单位名称", "承担单位"},
		"evidence": {"应用情况", "获奖情况", "鉴定情况"},
	},
	Organizations: {
		"name":     {"单位", "企业", "机构", "企业全称", "公司名称", "机构全称", "单位(企业)名称", "企业(单位)名称", "申报单位", "申报企业"},
		"kind":     {"机构类别", "单位类别", "主体类型", "企业类型"},
		"legalRep": {"法人姓名", "法定代表人姓名", "单位负责人"},
		"address":  {"详细地址", "办公地址", "经营地址", "企业地址", "住所"},
		"industry": {"所属产业", "主营行业", "行业领域"},
	},
	Contracts: {
		"id":        {"合同号", "合同序号编码"},
		"title":     {"技术合同名称", "合同项目", "合同标的名称", "技术合同项目名称"},
		"class":     {"技术合同类别", "技术合同类型", "合同种类", "合同类别名称"},
		"seller":    {"卖方单位", "卖方(让与方)", "卖方单位名称", "转让方名称", "让与方", "受托方名称", "卖方(受托方)", "乙方名称", "技术输出方", "输出方", "供方"},
		"buyer":     {"买方单位", "买方单位名称", "受让方名称", "委托方名称", "买方(委托方)", "甲方名称", "技术吸纳方", "吸纳方", "需方"},
		"total":     {"合同成交金额", "成交金额", "合同金额总计", "合同总额", "合同成交总额", "技术合同成交额", "合同标的额", "金额"},
		"deduction": {"非技术性费用合计", "设备费", "扣除费用"},
		"tech":      {"技术交易金额", "其中技术交易额", "核定技术交易额"},
		"signDate":  {"签订时间", "签定日期", "合同签订时间", "签约时间", "签署日期"},
		"regDate":   {"登记时间", "认定登记时间"},
		"authority": {"登记点", "登记站", "认定登记点", "登记部门"},
		"number":    {"认定登记编号", "合同登记号", "登记证号"},
	},
}

// sharedNames are names that listings of both kinds have in common.
var sharedNames = map[string][]string{
	"uscc": {"企业统一社会信用代码", "单位统一社会信用代码", "信用代码(18位)", "社会统一信用代码", "统一信用代码"},
	"region": {"县(区)", "县", "县区", "区县", "市县", "县市区", "县(市、区)", "所属县(区)", "所在县区", "所在县(区)", "所属区域", "所在区域", "属地",
		"州市", "所属州市", "所在县市", "推荐县区", "地址", "单位地址", "企业地址", "详细地址", "所在区县"},
	"township": {"所属乡镇", "乡(镇)", "乡镇(街道)"},
	"industry": {"应用领域", "技术应用领域", "产业", "产业类别", "所属产业领域", "所属技术领域", "需求领域", "成果领域", "领域", "所属行业领域", "行业类别", "行业分类",
		"产业方向", "技术方向", "所属领域(行业)"},
	"modes": {"技术需求解决方式", "需求解决方式", "解决方式", "拟采取的合作方式", "合作意向", "合作模式", "意向合作方式及要求", "期望合作方式", "拟解决方式", "转化意向",
		"成果转化方式", "转让方式", "交易方式", "拟采用转化方式", "合作转化方式"},
	"contact": {"联络人", "企业联系人姓名", "单位联系人", "需求联系人", "项目联系人", "技术联系人"},
	"phone":   {"手机号码", "手机号", "联系手机", "电话号码", "联系人手机", "联系人联系方式", "联系电话(手机)", "座机", "办公电话"},
	"email":   {"e-mail地址", "邮箱地址", "联系邮箱", "电子信箱"},
	"contactPhone": {"联系人及电话", "联系人及联系方式", "联系人及联系电话", "联系人、电话", "联系人电话号码", "联系人/电话", "联系人和电话", "联系人与电话", "联系人、联系电话",
		"联系人姓名及电话", "负责人及电话", "联络人及电话", "联系人(电话)", "联系人/联系电话", "联系人及手机", "联系人及手机号"},
	"tags": {"重点方向"},
	"link": {"信息链接", "网页链接"},
}

// weakNames mean the title when no other column does. Next to a title they mean the text. A person is asked about them.
var weakNames = map[Kind]map[string]bool{
	Demands: wording.Set("技术难题", "难题", "技术需求", "需求", "主要技术难题", "关键技术难题", "技术瓶颈", "技术问题", "主要需求", "需要解决的问题", "拟解决的技术难题",
		"拟解决的问题",
		"要解决的技术难题", "企业需求", "企业技术需求", "卡脖子技术", "攻关方向", "攻关课题", "揭榜内容", "项目", "题目", "标题", "主题", "课题"),
	Achievements:  wording.Set("成果", "科技成果", "技术成果", "技术", "专利", "项目", "题目", "标题", "主题", "拟转化成果", "技术名", "成果名"),
	Organizations: wording.Set("公司", "主体", "市场主体"),
	Contracts:     wording.Set("合同", "项目", "标题", "技术合同", "项目内容"),
}

// commonWords are headings of tables of any form. They mark a header row, and mean nothing to this one.
var commonWords = wording.Set("岗位", "人数", "学历", "专业", "姓名", "性别", "职务", "职称", "备注", "单价", "数量", "规格", "型号", "金额", "年份",
	"年度",
	"类别", "说明", "签字", "年龄", "薪资",
	"待遇", "要求", "时间", "地点", "来源", "用途", "品牌", "类型", "部门", "科室", "单位", "地址", "内容", "项目", "标准", "进度", "责任人", "责任单位", "传真",
	"邮编", "网址", "附件", "序号", "级别",
	"薪酬", "福利", "民族", "籍贯", "电话", "日期", "状态", "等级", "小计", "岗位职责", "任职要求")

var commonEnds = []string{"名称", "数量", "人数", "金额", "日期", "时间", "情况", "要求", "方式", "类型", "类别", "编号", "地址", "电话", "单位",
	"备注", "说明", "指标", "姓名", "职务", "学历",
	"专业", "年限", "比例", "来源", "方向", "经费", "资金", "领域", "行业", "阶段", "描述", "简介"}

// index holds the columns of each kind by all their names, in the form for comparison.
var index = sync.OnceValue(func() map[Kind]map[string]*Column {
	all := map[Kind]map[string]*Column{}
	for _, k := range Kinds() {
		names := map[string]*Column{}
		put := func(c *Column, name string) {
			if name != "" && names[name] == nil {
				names[name] = c
			}
		}
		for _, c := range Of(k) {
			_, bare := wording.CutHeading(c.Heading)
			put(c, bare)
			put(c, wording.Fold(c.Heading))
			put(c, strings.ToLower(c.Key))
		}
		for _, c := range Of(k) {
			for _, name := range c.names(k) {
				put(c, wording.Fold(name))
			}
		}
		all[k] = names
	}
	return all
})

// names are the other headings of a column.
func (c *Column) names(k Kind) []string {
	out := append(append([]string(nil), c.aliases...), moreNames[k][c.Key]...)
	if k == Contracts || k == Organizations && c.Key == "industry" {
		return out
	}
	for _, name := range sharedNames[c.Key] {
		if k != Organizations || ByKey(k, "address") == nil || !strings.Contains(name, "地址") || c.Key == "email" {
			out = append(out, name)
		}
	}
	return out
}

// HeadingMost is the most characters of a heading; a longer cell is text.
const HeadingMost = 40

// Weak reports whether a heading may be the title.
func Weak(k Kind, s string) bool {
	full := wording.Stripped(s)
	_, bare := wording.CutHeading(full)
	return weakNames[k][full] || weakNames[k][bare]
}

// HeadingLike reports whether a cell looks like a heading of some table, with any meaning.
func HeadingLike(k Kind, m Mapping, s string) bool {
	if s == "" || !wording.Short(s, HeadingMost) {
		return false
	}
	if _, ok := m[wording.Fold(s)]; ok || IsSkipped(s) || Weak(k, s) {
		return true
	}
	if ByHeading(k, s) != nil {
		return true
	}
	w := wording.Stripped(s)
	_, bare := wording.CutHeading(w)
	if !wording.Short(bare, 10) || strings.ContainsAny(bare, "0123456789,。;!?") {
		return false
	}
	if commonWords[bare] {
		return true
	}
	for _, end := range commonEnds {
		if strings.HasSuffix(bare, end) && bare != end {
			return true
		}
	}
	return false
}

// IsSkipped reports whether a heading has no data: such columns are neither read nor asked about.
func IsSkipped(s string) bool {
	full := wording.Stripped(s)
	_, bare := wording.CutHeading(full)
	return skipped[full] || skipped[bare]
}

// ByHeading is the column of a heading, by its name or an alias; nil for none.
func ByHeading(k Kind, s string) *Column {
	if !wording.Short(s, HeadingMost*2) {
		return nil
	}
	full := counted.ReplaceAllString(wording.Stripped(s), "$1$3")
	_, bare := wording.CutHeading(full)
	names := index()[k]
	for _, want := range []string{full, bare} {
		if c := names[want]; c != nil {
			return c
		}
	}
	if !strings.ContainsAny(bare, "亿万千元") {
		return nil
	}
	if cut := unitBehind.ReplaceAllString(bare, ""); cut != bare { // 预算/万元, 预算 单位：千元
		if c := names[cut]; c != nil && c.Type == sheet.Money {
			return c
		}
	}
	return nil
}

// counted is a heading of one of several records in a form: 需求1名称, 成果二简介.
var counted = regexp.MustCompile(`^(技术需求|需求|难题|成果|项目)([0-9]{1,2}|[一二三四五六七八九十])(名称|题目|标题|内容|描述|简介|概述|说明)$`)

// unitBehind is a unit of money behind the name of a column without brackets.
var unitBehind = regexp.MustCompile(`(?:[/_|,-]|单位[为是:]*|:)?(?:人民币)?(?:(?:亿|千万|百万|十万|万|千)元?|元)(?:/年)?$`)

// hints are parts of headings that suggest the meaning of an unknown one, the surest first.
var hints = map[Kind][]struct{ part, key string }{
	Demands: {{"描述", "text"}, {"简介", "text"}, {"内容", "text"}, {"详细", "text"}, {"说明", "text"}, {"指标", "must"},
		{"参数", "must"}, {"投入", "budget"}, {"预算", "budget"}, {"经费", "budget"},
		{"资金", "budget"}, {"期限", "deadline"}, {"时限", "deadline"}, {"联系人", "contact"}, {"电话", "phone"}, {"手机",
			"phone"}, {"邮箱", "email"}, {"钱", "budget"}, {"找谁", "contactPhone"}, {"领域", "industry"}, {"行业", "industry"},
		{"方式", "modes"}, {"企业", "org"}, {"单位", "org"}, {"公司", "org"}, {"县", "region"}, {"地区", "region"}, {"难题",
			"title"}, {"需求", "title"}, {"名称", "title"}, {"标题", "title"}, {"题目", "title"}},
	Achievements: {{"介绍", "text"}, {"简介", "text"}, {"内容", "text"}, {"说明", "text"}, {"指标", "indicators"},
		{"参数", "indicators"}, {"价", "price"}, {"专利号", "ipNumber"}, {"成熟", "stage"}, {"阶段", "stage"},
		{"联系人", "contact"}, {"电话", "phone"}, {"手机", "phone"}, {"邮箱", "email"}, {"领域", "industry"}, {"行业",
			"industry"}, {"方式", "modes"}, {"单位", "org"}, {"院所", "org"}, {"县", "region"},
		{"地区", "region"}, {"成果", "title"}, {"名称", "title"}, {"标题", "title"}, {"题目", "title"}},
	Organizations: {{"代码", "uscc"}, {"类", "kind"}, {"地址", "address"}, {"法人", "legalRep"}, {"电话", "phone"},
		{"联系人", "contact"}, {"县", "region"}, {"名称", "name"}, {"企业", "name"}, {"公司", "name"}},
	Contracts: {{"卖", "seller"}, {"转让方", "seller"}, {"受托", "seller"}, {"买", "buyer"}, {"受让", "buyer"}, {"委托", "buyer"},
		{"类", "class"}, {"交易额", "tech"}, {"金额", "total"}, {"成交", "total"}, {"签", "signDate"},
		{"登记编号", "number"}, {"编号", "id"}, {"合同", "title"}, {"项目", "title"}, {"名称", "title"}},
}

// Guess proposes a column for an unknown heading. It takes the longest name in the heading, else the shortest name that
// contains it, else the hint of a part. It is only offered.
func Guess(k Kind, s string) string {
	full := wording.Stripped(s)
	_, bare := wording.CutHeading(full)
	best, length := "", 0
	for name, c := range index()[k] {
		n := utf8.RuneCountInString(name)
		switch {
		case n < 2 || utf8.RuneCountInString(bare) < 2:
			continue
		case strings.Contains(bare, name):
		case strings.Contains(name, bare):
			n = -n // the nearest to the written one, after all contained ones
		default:
			continue
		}
		if better := n > 0 && length <= 0 || (n > 0) == (length > 0) && n > length; best == "" || better ||
			n == length && c.Key < best {
			best, length = c.Key, n
		}
	}
	if best != "" {
		return best
	}
	for _, h := range hints[k] {
		if strings.Contains(full, h.part) {
			return h.key
		}
	}
	return ""
}

// lineColumns are columns that several lines of one record may fill. The lines are kept one under the other.
var lineColumns = wording.Set("must", "nice", "indicators", "text", "present", "keywords", "inventors", "evidence",
	"ipNumber",
	"subject", "detail")

// TakesLines reports whether several lines of one record may fill the column of a key.
func TakesLines(key string) bool { return lineColumns[key] }
