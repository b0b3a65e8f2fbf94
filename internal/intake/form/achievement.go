package form

import (
	"cmp"
	"strings"

	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/sheet"
)

var ipKinds = map[string]string{"invention": "发明专利", "utility": "实用新型", "design": "外观设计", "software": "软件著作权",
	"variety": "植物新品种", "layout": "集成电路布图设计", "secret": "技术秘密", "none": "无"}

// ipWords are the words in use for kinds of rights, besides their own names.
var ipWords = map[string]string{"专利": "invention", "发明": "invention", "实用新型专利": "utility", "外观设计专利": "design",
	"软著": "software", "未涉及": "none"}

// showIP lists one property of all rights in order, so that kinds and numbers can be paired again.
func showIP(sep string, pick func(listing.IP) string) func(*Row) any {
	return func(r *Row) any {
		var out []string
		for _, ip := range r.Achievement.IP {
			out = append(out, pick(ip))
		}
		for len(out) > 0 && out[len(out)-1] == noRight {
			out = out[:len(out)-1]
		}
		return strings.Join(out, sep)
	}
}

// achievementForm is the 科技成果征集表, after the fields of 科技成果登记.
var achievementForm = append([]*Column{
	{Key: "id", Heading: "编号", Help: "本单位或征集系统自己的编号；同一编号再次导入时更新原记录。没有可不填。", Example: "CG-2026-01",
		aliases: []string{"成果编号", "id", "登记号",
			"批准登记号"}, Read: put(func(r *Row) *string { return &r.Ref }), Show: func(r *Row) any { return r.Ref }},
	{Key: "title", Heading: "成果名称", Required: true, Help: "不超过 200 字。", Example: "糖浆上浮澄清除色技术", wide: 36,
		at: []string{"/title"}, aliases: []string{"名称", "title", "科技成果名称", "项目名称", "技术名称"},
		Read: put(func(r *Row) *string {
			return &r.Achievement.Title
		}), Show: func(r *Row) any { return r.Achievement.Title }},
	{Key: "text", Heading: "成果简介", Required: true, Help: "解决什么问题、怎么做、效果和应用情况。",
		Example: "用复合絮凝剂和微气泡上浮处理糖浆，色值下降三成，已在两家糖厂使用。", wide: 50, at: []string{"/text"},
		aliases: []string{"内容", "成果内容", "简介", "text", "成果介绍", "技术简介", "主要内容", "成果描述", "项目简介"},
		Read: func(r *Row, v string) error {
			r.Achievement.Text = strings.TrimSpace(v + "\n" + r.Achievement.Text)
			return nil
		}, Show: func(r *Row) any { return r.Achievement.Text }},
	{Key: "indicators", Heading: "技术指标", Help: "一行一条，写成可以比较的数，如 脱色率≥35%。", Example: "脱色率≥35%", wide: 28,
		at: []string{"/indicators"}, aliases: []string{"主要技术指标", "性能指标", "主要指标"}, Read: readIndicators,
		Show: func(r *Row) any {
			var out []string
			for _, i := range r.Achievement.Indicators {
				out = append(out, measureText(i.Metric, i.Op, i.Value, i.High, i.Unit))
			}
			return strings.Join(out, "\n")
		}},
	{Key: "form", Heading: "体现形式", Help: "新技术、新工艺、新产品等。", Example: "新工艺",
		Options: []string{"新技术", "新工艺", "新产品", "新材料", "新装备", "农业生物新品种", "矿产新品种",
			"其他"}, at: []string{"/form"}, aliases: []string{"成果体现形式", "成果形式"},
		Read: putLine(func(r *Row) *string { return &r.Achievement.Form },
			listing.MaxLine), Show: func(r *Row) any { return r.Achievement.Form }},
	{Key: "stage", Heading: "所处阶段", Help: "从列表中选择；系统按 GB/T 37264 换算成熟度。", Example: "通过中试", Options: StageWords,
		aliases: []string{"成熟度", "成果阶段", "阶段", "stage", "成果所处阶段", "技术成熟度阶段"},
		Read: func(r *Row, v string) error {
			r.Achievement.StageWords = v
			if r.Achievement.TRL == 0 {
				r.Achievement.TRL = StageTRL(v)
			}
			return nil
		}, Show: func(r *Row) any { return r.Achievement.StageWords }},
	{Key: "trl", Heading: "技术成熟度等级", Help: "1 到 9（GB/T 37264）；不知道的不填。", Example: "6", Type: sheet.Number,
		at: []string{"/trl"}, aliases: []string{"trl", "技术成熟度", "成熟度等级"},
		Read: readTRL("trl",
			func(r *Row) *int { return &r.Achievement.TRL }),
		Show: func(r *Row) any { return orWords(r, "trl", number(r.Achievement.TRL)) }},
	{Key: "ipKind", Heading: "知识产权类别", Help: "从列表中选择。", Example: "发明专利",
		Options: []string{"发明专利", "实用新型", "外观设计", "软件著作权", "植物新品种", "集成电路布图设计", "技术秘密",
			"无"}, at: []string{"/ip"}, aliases: []string{"知识产权", "知识产权形式"},
		none: true, Read: readIPKind,
		Show: showIP("、", func(i listing.IP) string { return ipKinds[i.Kind] })},
	{Key: "ipNumber", Heading: "知识产权编号", Help: "专利号、登记号等。", aliases: []string{"专利号", "知识产权号"}, Read: readIPNumber,
		Show: showIP("；", func(i listing.IP) string { return cmp.Or(i.Number, noRight) })},
	{Key: "price", Heading: "价格（万元）", Help: "意向价格，单位万元；面议的不填。", Example: "80", Type: sheet.Money,
		at: []string{"/priceFen"}, aliases: []string{"转让价格", "拟交易价格", "budget_wan", "意向价格", "交易价格", "报价"},
		Read: putAmount("priceFen", func(r *Row) **int64 { return &r.Achievement.PriceFen },
			func(r *Row) **int64 { return &r.Achievement.PriceHighFen }),
		Show: func(r *Row) any {
			return showAmount(r, "priceFen", r.Achievement.PriceFen,
				r.Achievement.PriceHighFen)
		}},
	{Key: "pricing", Heading: "定价方式", Help: "协议定价、挂牌或拍卖。", Options: []string{"协议定价", "挂牌", "拍卖"},
		at: []string{"/pricing"}, Read: putLine(func(r *Row) *string { return &r.Achievement.Pricing },
			listing.MaxLine), Show: func(r *Row) any { return r.Achievement.Pricing }},
	{Key: "inventors", Heading: "完成人", Help: "按排序，用顿号隔开。", Example: "王某、李某", at: []string{"/inventors"},
		aliases: []string{"主要完成人", "发明人", "成果完成人"},
		Read: func(r *Row, v string) error {
			r.Achievement.Inventors = wording.Words(v)
			return nil
		}, Show: func(r *Row) any { return strings.Join(r.Achievement.Inventors, "、") }},
	{Key: "holder", Heading: "权利人", Help: "权利人与完成单位不同时填写。", at: []string{"/holder"}, aliases: []string{"成果权利人", "专利权人"},
		Read: putLine(func(r *Row) *string { return &r.Achievement.Holder },
			listing.MaxLine), Show: func(r *Row) any { return r.Achievement.Holder }},
	{Key: "evidence", Heading: "佐证", Help: "检测报告、用户证明、鉴定等。", wide: 30, at: []string{"/evidence"},
		aliases: []string{"证明材料", "应用证明"}, Read: putLine(func(r *Row) *string { return &r.Achievement.Evidence },
			listing.MaxText)},
	{Key: "floor", Heading: "最低可接受价（万元）", Help: "不公开，只有本单位和主管部门可见。", Type: sheet.Money, at: []string{"/floorFen"},
		Read: putAmount("floorFen", func(r *Row) **int64 { return &r.Achievement.FloorFen }, nil)},
}, commonColumns("第一完成单位", []string{"单位名称", "完成单位", "成果单位", "持有单位", "成果完成单位"})...)
