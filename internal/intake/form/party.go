package form

import (
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/intake/wording"
	"kebang/internal/party"
	"kebang/internal/sheet"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

func readOrgIndustry(r *Row, v string) error {
	code, ok := industry.FromWords(v)
	if !ok {
		r.lose(sayIndustryNone, wording.Clip(v))
		return nil
	}
	r.Organization.Industry = code
	return nil
}

var organizationForm = []*Column{
	{Key: "name", Heading: "单位名称", Required: true, Help: "全称，与证照一致。", Example: "镇康县某糖业有限公司", wide: 30,
		at: []string{"/name"}, aliases: []string{"单位全称", "企业名称", "机构名称", "名称", "name", "org"},
		Read: put(func(r *Row) *string { return &r.Organization.Name })},
	{Key: "uscc", Heading: "统一社会信用代码", Help: "18 位，系统核对校验码；核验后才能发布信息、签订合同。", wide: 22, at: []string{"/uscc"},
		aliases: []string{"信用代码", "社会信用代码", "uscc"},
		Read: func(r *Row, v string) (err error) {
			r.Organization.USCC,
				err = usccOf(v, r.cell.note)
			return err
		}},
	{Key: "kind", Heading: "机构类型", Required: true, Help: "从列表中选择。", Example: "企业", Options: party.OrgKinds.Names(),
		Strict: true, at: []string{"/kind"}, aliases: []string{"类型", "单位类型", "单位性质", "机构性质"},
		Read: readOrgKind},
	{Key: "region", Heading: "所在地区", Help: "省、市、县名称或六位行政区划代码。", Example: "云南省临沧市镇康县", wide: 20, at: []string{"/region"},
		aliases: []string{"地区", "行政区划", "region", "所属地区", "所在地"},
		Read:    knownRegion(func(r *Row) *string { return &r.Organization.Region })},
	{Key: "township", Heading: "乡镇", Help: "所在乡镇或街道。", at: []string{"/township"}, aliases: []string{"所在乡镇"},
		Read: put(func(r *Row) *string { return &r.Organization.Township })},
	{Key: "park", Heading: "园区", Help: "所在产业园区。", at: []string{"/park"}, aliases: []string{"所在园区"},
		Read: put(func(r *Row) *string { return &r.Organization.Park })},
	{Key: "industry", Heading: "所属行业", Help: "从列表中选择。", Example: "制糖/甘蔗", wide: 24, Options: industryOptions(),
		at: []string{"/industry"}, aliases: []string{"行业", "产业领域", "industry"}, Read: readOrgIndustry},
	{Key: "address", Heading: "地址", Help: "注册或办公地址。", wide: 30, at: []string{"/address"},
		aliases: []string{"单位地址", "注册地址", "通讯地址"}, Read: put(func(r *Row) *string { return &r.Organization.Address })},
	{Key: "legalRep", Heading: "法定代表人", at: []string{"/legalRep"}, aliases: []string{"法人", "法人代表", "负责人"},
		Read: put(func(r *Row) *string { return &r.Organization.LegalRep })},
	{Key: "contact", Heading: "联系人", Help: "不公开。", Example: "李某", at: []string{"/contacts/0/name", "/contacts"},
		aliases: []string{"联系人姓名"}, Read: put(func(r *Row) *string { return &r.contact.Name })},
	{Key: "contactTitle", Heading: "联系人职务", Help: "不公开。", at: []string{"/contacts/0/title"}, aliases: []string{"职务"},
		Read: put(func(r *Row) *string { return &r.contact.Title })},
	{Key: "phone", Heading: "联系电话", Help: "不公开。", Example: "0883-0000000", at: []string{"/contacts/0/phone"},
		aliases: []string{"电话", "手机", "联系方式"}, Read: putPhone(func(r *Row) *string { return &r.contact.Phone })},
	{Key: "secrecy", Heading: "密级", Hidden: true, none: true, aliases: secrecyHeadings, Read: readSecrecy},
	{Key: "email", Heading: "电子邮箱", Help: "不公开。", at: []string{"/contacts/0/email"}, aliases: []string{"邮箱", "email"},
		Read: putEmail(func(r *Row) *string { return &r.contact.Email })},
}

// elsewhere is the statement of a row on a registration by another registry, or of years before Kebang.
type elsewhere struct {
	Number    string
	Date      workday.Date
	Authority string
	TechFen   *int64 // 技术交易额 as written, for the comparison
}

func classOptions() []string {
	var out []string
	for _, c := range contract.Classes {
		out = append(out, c.Zh)
		for _, s := range contract.Class(c.Code).Subs() {
			out = append(out, c.Zh+"/"+s.Zh)
		}
	}
	return out
}

// putOption reads an entry of a list of the registration form, by name or code. Any other word is left out with a
// warning: the contract becomes a draft, and registration asks for the field.
func putOption(list vocab.List, to func(r *Row) *string) func(*Row, string) error {
	return func(r *Row, v string) error {
		for _, o := range list {
			if wording.Fold(o.Zh) == wording.Fold(v) || o.Code == wording.Fold(v) ||
				wording.Fold(o.Code+o.Zh) == wording.Fold(v) {
				*to(r) = o.Code
				return nil
			}
		}
		r.lose(sayOptionNone, wording.Clip(v))
		return nil
	}
}

func sideColumns(zh, key string, side func(r *Row) *contract.Side) []*Column {
	at := "/" + key + "/"
	return []*Column{
		{Key: key, Heading: zh + "名称", Help: zh + "全称。", wide: 28, at: []string{at + "name", at},
			aliases: map[string][]string{"seller": {"卖方", "转让方", "让与人", "受托方", "技术出让方", "乙方"},
				"buyer": {"买方", "受让方", "受让人", "委托方", "技术受让方", "甲方"}}[key],
			Read: put(func(r *Row) *string { return &side(r).Name })},
		{Key: key + "Uscc", Heading: zh + "统一社会信用代码", Help: "18 位；自然人和境外单位不填。", wide: 22, at: []string{at + "uscc"},
			aliases: []string{zh + "信用代码"},
			Read:    func(r *Row, v string) (err error) { side(r).USCC, err = usccOf(v, r.cell.note); return err }},
		{Key: key + "Region", Heading: zh + "所在地区", Help: "省、市、县名称或六位行政区划代码。", wide: 20, at: []string{at + "region"},
			aliases: []string{zh + "地区", zh + "行政区划"},
			Read:    knownRegion(func(r *Row) *string { return &side(r).Region })},
		{Key: key + "Nature", Heading: zh + "性质", Help: "从列表中选择。", Options: contract.Natures.Names(),
			at: []string{at + "nature"}, Read: putOption(contract.Natures,
				func(r *Row) *string { return &side(r).Nature })},
		{Key: key + "Contact", Heading: zh + "联系人", Read: put(func(r *Row) *string { return &side(r).Contact })},
		{Key: key + "Phone", Heading: zh + "联系电话", aliases: []string{zh + "电话"},
			Read: putPhone(func(r *Row) *string { return &side(r).Phone })},
	}
}

var contractForm = append(append(append([]*Column{
	{Key: "id", Heading: "编号", Help: "本单位自己的合同编号；同一编号只导入一次。", Example: "HT-2026-08", aliases: []string{"合同编号", "id"},
		Read: put(func(r *Row) *string { return &r.Ref })},
	{Key: "title", Heading: "项目名称", Required: true, Help: "合同的项目名称，写全称。", Example: "蔗汁澄清技术开发", wide: 36,
		at: []string{"/title"}, aliases: []string{"合同名称", "名称", "title",
			"合同项目名称"}, Read: put(func(r *Row) *string { return &r.Contract.Title })},
	{Key: "class", Heading: "合同类别", Help: "从列表中选择，可到子类。", Example: "技术开发/委托开发", Options: classOptions(), wide: 20,
		at: []string{"/class", "/subClass"}, aliases: []string{"类别", "合同类型", "class"},
		Read: func(r *Row, v string) error {
			class, sub, original, ok := contract.ReadClass(v)
			if !ok {
				return Invalid(sayClassNone, wording.Clip(v))
			}
			r.Contract.Class, r.Contract.SubClass, r.Contract.OldClass = class, sub, original
			return nil
		}}}, sideColumns("卖方", "seller", func(r *Row) *contract.Side { return &r.Contract.Seller })...),
	sideColumns("买方", "buyer", func(r *Row) *contract.Side { return &r.Contract.Buyer })...), []*Column{
	{Key: "total", Heading: "合同成交额（万元）", Help: "合同标的总金额，单位万元。不同于技术交易额。", Example: "5200", Type: sheet.Money,
		at: []string{"/totalFen"}, aliases: []string{"成交额", "合同金额", "合同总金额", "合同额", "totalamount"},
		Read: func(r *Row, v string) error {
			fen, err := r.exactAmount(v)
			if err == nil && fen != nil {
				r.Contract.TotalFen = *fen
			}
			return err
		}},
	{Key: "deduction", Heading: "非技术性费用（万元）", Help: "设备、仪器、零部件、原材料等；技术交易额 = 成交额 - 非技术性费用，由系统计算。", Example: "1100",
		Type: sheet.Money, at: []string{"/deductions"}, aliases: []string{"非技术费用", "扣除额", "设备材料费"},
		Read: func(r *Row, v string) error {
			fen, err := r.exactAmount(v)
			if err == nil && fen != nil && *fen > 0 {
				r.Contract.Deductions = append(r.Contract.Deductions,
					contract.Deduction{Kind: "other", CostFen: *fen, Note: "导入的合计"})
			}
			return err
		}},
	{Key: "tech", Heading: "技术交易额（万元）", Help: "填写后与系统计算的数核对，不一致则不导入。", Type: sheet.Money,
		aliases: []string{"technicalamount"}, Read: func(r *Row, v string) error {
			fen, err := r.exactAmount(v)
			r.Elsewhere.TechFen = fen
			return err
		}},
	{Key: "payment", Heading: "支付方式", Help: "从列表中选择。", Options: contract.Payments.Names(), wide: 20,
		at: []string{"/payment"}, aliases: []string{"付款方式"}, Read: readPayment},
	{Key: "signDate", Heading: "签订日期", Help: "日期，如 2026-03-01。", Example: "2026-03-01", Type: sheet.Date,
		at: []string{"/signDate"}, aliases: []string{"合同签订日期",
			"签约日期"}, Read: exactDate(func(r *Row) *workday.Date { return &r.Contract.SignDate })},
	{Key: "beginDate", Heading: "有效期起", Type: sheet.Date, at: []string{"/beginDate"},
		aliases: []string{"合同有效期起", "开始日期", "起始日期"}, Read: looseDate(false,
			func(r *Row) *workday.Date { return &r.Contract.BeginDate })},
	{Key: "endDate", Heading: "有效期止", Type: sheet.Date, at: []string{"/endDate"},
		aliases: []string{"合同有效期止", "结束日期", "截止日期"}, Read: looseDate(true,
			func(r *Row) *workday.Date { return &r.Contract.EndDate })},
	{Key: "ip", Heading: "知识产权类别", Help: "从列表中选择，可填多项，用分号隔开。", Options: contract.IPKinds.Names(), wide: 20,
		at: []string{"/ip"}, aliases: []string{"知识产权"}, Read: readIPKinds},
	{Key: "ipNumbers", Heading: "知识产权编号", Read: put(func(r *Row) *string { return &r.Contract.IPNumbers })},
	{Key: "techArea", Heading: "技术领域", Help: "从列表中选择。", Options: contract.TechAreas.Names(), wide: 24,
		at: []string{"/techArea"}, aliases: []string{"所属技术领域"}, Read: putOption(contract.TechAreas,
			func(r *Row) *string { return &r.Contract.TechArea })},
	{Key: "goal", Heading: "社会经济目标", Help: "从列表中选择。", Options: contract.Goals.Names(), wide: 20, at: []string{"/goal"},
		aliases: []string{"服务的社会经济目标"}, Read: putOption(contract.Goals,
			func(r *Row) *string { return &r.Contract.Goal })},
	{Key: "planSource", Heading: "项目计划来源", Help: "从列表中选择。", Options: contract.PlanSources.Names(), wide: 20,
		at: []string{"/planSource"}, aliases: []string{"计划来源"}, Read: putOption(contract.PlanSources,
			func(r *Row) *string { return &r.Contract.PlanSource })},
	{Key: "industry", Heading: "所属行业", Help: "从列表中选择。", Options: industryOptions(), wide: 24, at: []string{"/industry"},
		aliases: []string{"行业", "industry"},
		Read: func(r *Row, v string) error {
			code, ok := industry.FromWords(v)
			if !ok {
				r.lose(sayIndustryNone, wording.Clip(v))
				return nil
			}
			r.Contract.Industry = code
			return nil
		}},
	{Key: "related", Heading: "关联交易", Help: "填“是”或“否”。", Options: yesNoOptions, Strict: true,
		aliases: []string{"是否关联交易"}, Read: readRelated},
	{Key: "newInvest", Heading: "预计新增投入（万元）", Help: "技术转让合同必填。", Type: sheet.Money, at: []string{"/newInvestFen"},
		Read: looseAmount(func(r *Row) **int64 { return &r.Contract.NewInvestFen })},
	{Key: "newOutput", Heading: "预计新增产值（万元）", Help: "技术转让合同必填。", Type: sheet.Money, at: []string{"/newOutputFen"},
		Read: looseAmount(func(r *Row) **int64 { return &r.Contract.NewOutputFen })},
	{Key: "subject", Heading: "合同内容", Help: "标的和范围。", wide: 36, at: []string{"/subject"},
		aliases: []string{"内容", "合同标的", "主要内容"}, Read: put(func(r *Row) *string { return &r.Contract.Subject })},
	{Key: "number", Heading: "登记编号", Help: "已在登记机构登记的合同填写，16 位数字。", wide: 20, at: []string{"/number"},
		aliases: []string{"合同登记编号", "登记号"}, Read: readNumber},
	{Key: "regDate", Heading: "登记日期", Help: "已登记的合同填写。", Type: sheet.Date, at: []string{"/date"},
		aliases: []string{"认定登记日期"}, Read: exactDate(func(r *Row) *workday.Date { return &r.Elsewhere.Date })},
	{Key: "secrecy", Heading: "密级", Hidden: true, none: true, aliases: secrecyHeadings, Read: readSecrecy},
	{Key: "authority", Heading: "登记机构", Help: "已登记的合同填写。", wide: 24, at: []string{"/authority"},
		aliases: []string{"认定登记机构"}, Read: put(func(r *Row) *string { return &r.Elsewhere.Authority })},
}...)

func readPayment(r *Row, v string) error {
	w := strings.NewReplacer("，", "", "、", "", ",", "").Replace(wording.Fold(v))
	for _, p := range contract.Payments {
		if strings.NewReplacer("，", "", "、", "").Replace(wording.Fold(p.Zh)) == w || p.Code == v {
			r.Contract.Payment = contract.Payment(p.Code)
			return nil
		}
	}
	switch w {
	case "一次支付", "一次总付", "一次性支付":
		r.Contract.Payment = contract.PayOnce
	case "分期支付", "分期付款":
		r.Contract.Payment = contract.PayInstalments
	case "提成":
		r.Contract.Payment = contract.PayRoyalty
	default:
		r.lose(sayPaymentNone, wording.Clip(v))
	}
	return nil
}

func readIPKinds(r *Row, v string) error {
	for _, w := range wording.Lines(v) {
		code := ""
		if err := putOption(contract.IPKinds, func(*Row) *string { return &code })(r, w); err != nil {
			return err
		}
		if code != "" {
			r.Contract.IP = append(r.Contract.IP, code)
		}
	}
	return nil
}

// What is told, stored with the import.
var (
	sayIndustryNone = fault.Kept("industry-none",
		"没有行业“%s”，这一格没有读入，请从下拉列表中选择。",
		"There is no industry “%s”; the cell was not read. Choose from the list.")
	sayOptionNone = fault.Kept("option-none",
		"没有“%s”这一项，这一格没有读入，请从下拉列表中选择。",
		"There is no “%s”; the cell was not read. Choose from the list.")
	sayClassNone = fault.Kept("class-none",
		"没有合同类别“%s”，请从下拉列表中选择。",
		"There is no class “%s”; choose from the list.")
	sayPaymentNone = fault.Kept("payment-none",
		"没有支付方式“%s”，这一格没有读入，请从下拉列表中选择。",
		"There is no way of payment “%s”; the cell was not read. Choose from the list.")
)
