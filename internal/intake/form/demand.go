package form

import (
	"kebang/internal/listing"
	"kebang/internal/sheet"
)

// demandForm is the 技术需求征集表: the fields of official notices and those of a running system.
var demandForm = append([]*Column{
	{Key: "id", Heading: "编号", Help: "本单位或征集系统自己的编号；同一编号再次导入时更新原记录。没有可不填。", Example: "ZK-2026-01",
		aliases: []string{"需求编号", "id",
			"项目编号"}, Read: put(func(r *Row) *string { return &r.Ref }), Show: func(r *Row) any { return r.Ref }},
	{Key: "title", Heading: "需求名称", Required: true, Help: "不超过 200 字，写明对象和要解决的问题。", Example: "机收甘蔗夹杂物增加后的澄清工艺",
		wide: 36, at: []string{"/title"}, aliases: []string{"名称", "技术需求名称", "title", "需求标题", "项目名称", "难题名称", "需求题目"},
		Read: put(func(r *Row) *string { return &r.Demand.Title }), Show: func(r *Row) any { return r.Demand.Title }},
	{Key: "text", Heading: "需求内容", Required: true, Help: "主要技术难点、应用条件和希望达到的效果。",
		Example: "机械化收获使入榨甘蔗夹杂物增加，混合汁色值升高，需要新的澄清工艺。", wide: 50, at: []string{"/text"},
		aliases: []string{"内容", "主要技术难点", "需求描述", "技术需求描述", "主要技术问题", "text", "需求简介", "主要内容", "需求说明", "技术需求内容",
			"需求内容描述"}, Read: put(func(r *Row) *string { return &r.Demand.Text }),
		Show: func(r *Row) any { return r.Demand.Text }},
	{Key: "type", Heading: "需求类型", Help: "技术、装备、人才或管理模式。", Example: "技术", Options: []string{"技术", "装备", "人才", "管理模式"},
		Strict: true, at: []string{"/type"}, aliases: []string{"需求类别", "类型"},
		Read: putLoose("type", func(r *Row) *listing.DemandType { return &r.Demand.Type }, needTypes,
			map[string]listing.DemandType{"技术需求": listing.NeedTechnology, "装备需求": listing.NeedEquipment,
				"设备":   listing.NeedEquipment,
				"人才需求": listing.NeedTalent, "科技人才需求": listing.NeedTalent, "管理": listing.NeedManagement,
				"模式": listing.NeedManagement}), Show: func(r *Row) any {
			return orWords(r, "type", needTypes[r.Demand.Type])
		}},
	{Key: "present", Heading: "现状", Help: "现有条件，已经试过什么。", wide: 30, at: []string{"/present"},
		aliases: []string{"现有基础", "研发现状", "现状及条件",
			"企业现状"}, Read: putLine(func(r *Row) *string { return &r.Demand.Present }, listing.MaxText)},
	{Key: "must", Heading: "必备指标", Help: "一行一条，最多 5 条，写成可以检验的数，如 色值≤150IU。", Example: "混合汁色值≤150IU", wide: 28,
		at: []string{"/requirements"}, aliases: []string{"主要技术指标", "核心指标", "技术指标", "关键指标", "主要指标", "考核指标"},
		Read: readRequirements(true), Show: showRequirements(true)},
	{Key: "nice", Heading: "期望指标", Help: "一行一条，最好能达到的指标。", wide: 28, aliases: []string{"期望达到的指标", "参考指标"},
		Read: readRequirements(false), Show: showRequirements(false)},
	{Key: "budget", Heading: "预期投入（万元）", Help: "单位万元，最多六位小数；没有定的不填。", Example: "120", Type: sheet.Money,
		at: []string{"/budgetFen"},
		aliases: []string{"资金投入", "预算", "budget_wan", "拟投入资金", "投入", "拟投入", "投入资金", "预算资金", "投资预算", "拟投入金额",
			"资金预算"}, Read: putAmount("budgetFen", func(r *Row) **int64 {
			return &r.Demand.BudgetFen
		}, func(r *Row) **int64 { return &r.Demand.BudgetHighFen }),
		Show: func(r *Row) any { return showAmount(r, "budgetFen", r.Demand.BudgetFen, r.Demand.BudgetHighFen) }},
	{Key: "deadline", Heading: "期望解决时限", Help: "日期，如 2026-12-31。", Example: "2026-12-31", Type: sheet.Date,
		at: []string{"/deadline"}, aliases: []string{"时限", "解决时限", "完成时限", "截止日期", "期望完成时间", "期限"},
		Read: readDeadline, Show: func(r *Row) any { return orWords(r, "deadline", string(r.Demand.Deadline)) }},
	{Key: "minTrl", Heading: "最低成熟度", Help: "1 到 9（GB/T 37264），或 已有样品、通过中试 等；不限的不填。", Example: "通过中试",
		Options: StageWords, at: []string{"/minTrl"}, aliases: []string{"成熟度要求", "stage"},
		Read: readTRL("minTrl",
			func(r *Row) *int { return &r.Demand.MinTRL }),
		Show: func(r *Row) any { return orWords(r, "minTrl", number(r.Demand.MinTRL)) }},
	{Key: "floor", Heading: "最高可接受价（万元）", Help: "不公开，只有本单位和主管部门可见。", Type: sheet.Money, at: []string{"/floorFen"},
		Read: putAmount("floorFen", func(r *Row) **int64 { return &r.Demand.FloorFen }, nil)},
}, commonColumns("单位名称", []string{"企业名称", "需求单位", "发榜方", "需求方", "企业", "出题单位", "提出单位"})...)
