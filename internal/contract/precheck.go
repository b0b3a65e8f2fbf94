package contract

import (
	"strings"

	"kebang/internal/fault"
	"kebang/internal/workday"
)

// Finding is the registrar's answer to one line of the pre-check.
type Finding struct {
	Code    string `json:"code"`
	Verdict string `json:"verdict"` // ok, bad or unclear
	Note    string `json:"note,omitempty"`
}

// Check is one line of the pre-check. Head is the head of refusal it belongs to. Verdict is what the program can see:
// ok, bad, or ask when a person must look. It warns and never decides.
type Check struct {
	Code    string `json:"code"`
	Head    string `json:"head"`
	Text    string `json:"text"`
	Verdict string `json:"verdict"`
	Hint    string `json:"hint,omitempty"` // what was seen, or what to do
	Not     bool   `json:"not,omitempty"`  // the line tells what the class is not: it must not hold
}

// Verdicts of a check.
const (
	OK  = "ok"
	Bad = "bad"
	Ask = "ask"
)

func checkFindings(f *fault.Fields, in []Finding) {
	for i, x := range in {
		if x.Verdict != OK && x.Verdict != Bad && x.Verdict != "unclear" {
			f.Add(pointer("/findings/%d/verdict", i), "请选择符合、不符合或不确定。")
		}
	}
}

// monopoly are wordings of clauses that monopolise technology or hinder its progress (民法典 art. 850).
var monopoly = []string{"不得改进", "禁止改进", "限制改进", "无偿回授", "独占回授", "归卖方所有的改进", "不得从其他", "不得从第三方获取", "只能从卖方购买",
	"限制产量", "限制销售区域", "不得采用其他来源的技术"}

// Precheck lists what a registrar will look at: the heads of refusal of 火炬中心 2021-01-13 (domain §1.4) and the
// conditions of the class (§1.2), each with what the record already shows on the given day.
func Precheck(c *Contract, today workday.Date) []Check {
	var out []Check
	add := func(code, head, text, verdict, hint string) {
		out = append(out, Check{Code: code, Head: head, Text: text, Verdict: verdict, Hint: hint})
	}
	judge := func(code, head, text string, bad bool, hint string) {
		if bad {
			add(code, head, text, Bad, hint)
			return
		}
		add(code, head, text, OK, "")
	}
	bound := c.Paper != nil || len(c.Confirmations) == 2
	judge("bound", "invalid", "合同已经双方签订", !bound, "双方尚未确认文本，也没有盖章合同扫描件。")
	judge("inTerm", "invalid", "申请时合同已生效且在有效期内", c.BeginDate == "" || c.BeginDate > today || c.EndDate != "" && c.EndDate < today,
		"有效期未填写、尚未开始或已经届满，请核对。")
	judge("class", "notTechnology", "合同类别明确", c.Class == "" || c.Class.Name() == "" || SubName(c.SubClass) == "" && c.Class != Consulting,
		"请选择合同类别和子类。")
	judge("parties", "unclear", "双方主体明确", c.Seller.Name == "" || c.Buyer.Name == "" || !c.Seller.Abroad() && c.Seller.USCC == "" && c.Seller.Nature != "900",
		"请补充双方名称和卖方统一社会信用代码。")
	judge("object", "unclear", "标的明确", strings.TrimSpace(c.Subject) == "", "合同标的未填写，请补充研究或服务的内容、范围和要求。")
	am, err := c.compute()
	judge("price", "unclear", "价款、报酬或使用费明确", err != nil, "合同成交额或扣除项有误。")
	if err == nil {
		judge("tech", "unclear", "技术交易额大于0", am.TechFen == 0, "扣除非技术性费用后技术交易额为0，应不予登记。")
		if am.Open {
			add("open", "unclear", "提成数额可以确定", Ask, "提成数额未定，按已定金额登记，数额确定后更正。")
		}
	}
	add("approval", "approval", "依法应当审批的已取得批准", approvalVerdict(c), "涉及国家秘密、限制进出口、农药兽药、新品种等应当审批的，请上传批准文件。")
	add("named", "misnamed", "合同名称与权利义务一致", Ask, "")
	found := ""
	for _, w := range monopoly {
		if strings.Contains(c.Terms+c.Subject+c.Acceptance+c.Secrecy, w) {
			found = w
		}
	}
	if found != "" {
		add("monopoly", "monopoly", "无非法垄断技术、妨碍技术进步的条款", Bad, "条款中出现“"+found+"”，请核对。")
	} else {
		add("monopoly", "monopoly", "无非法垄断技术、妨碍技术进步的条款", Ask, "请阅读合同全文核对。")
	}
	if needsProof(c) {
		judge("ipProof", "proof", "知识产权证明齐全", !c.has("ipProof"), "转让、许可的标的为专利等知识产权的，请上传权属证明。")
	}
	if c.PlanSource != "" && c.PlanSource != "9" {
		judge("planProof", "proof", "计划项目证明齐全", !c.has("planProof"), "属于政府计划项目的，请上传任务书或主管部门同意证明。")
	}
	if c.Paper != nil {
		add("seal", "seal", "印章齐全且与书写名称一致", Ask, "请对照扫描件核对。")
	} else {
		add("seal", "seal", "电子确认人有权代表单位", Ask, "平台确认不是印章；需要印章的请上传盖章合同。")
	}
	if c.IPOwner == "" {
		add("ipOwner", "other", "知识产权归属已约定", Ask, ownerHint(c))
	}
	if c.Related {
		add("related", "other", "关联交易定价合理", Ask, "双方为关联方，请说明定价依据。")
	}
	return append(out, conditions(c)...)
}

func approvalVerdict(c *Contract) string {
	if c.has("approval") {
		return OK
	}
	return Ask
}

func needsProof(c *Contract) bool {
	return (c.Class == Transfer || c.Class == Licence) && c.SubClass != "ZR3" && c.SubClass != "XK2"
}

func (c *Contract) has(kind string) bool {
	for _, a := range c.Attachments {
		if a.Kind == kind {
			return true
		}
	}
	return false
}

// ownerHint tells what the law takes when the contract is silent (民法典 arts. 859–861, 885); never filled silently.
func ownerHint(c *Contract) string {
	switch {
	case c.SubClass == "KF1":
		return "未约定：委托开发的专利申请权依法归研究开发人，委托人可依法实施。"
	case c.SubClass == "KF2":
		return "未约定：合作开发的专利申请权依法归合作各方共有。"
	case c.Class == Transfer:
		return "未约定：转让后权利归受让方，后续改进归各自所有。"
	case c.Class == Licence:
		return "未约定：权利仍归许可方。"
	}
	return "未约定：新的技术成果依法归各自完成方。"
}

func conditions(c *Contract) []Check {
	var out []Check
	for _, l := range classConditions {
		if l.class != c.Class || l.sub != "" && l.sub != c.SubClass {
			continue
		}
		out = append(out, Check{Code: l.code, Head: "notTechnology", Text: l.text, Verdict: Ask, Not: l.not})
	}
	return out
}

// classConditions are the recognition conditions by class (253号 and the rule text of 2026 as seen; domain §1.2).
var classConditions = []struct {
	code  string
	class Class
	sub   string
	not   bool
	text  string
}{
	{"KF-1", Development, "", false, "有明确、具体的科学研究和技术开发目标"},
	{"KF-2", Development, "", false, "标的为订立合同时尚未掌握的技术方案"},
	{"KF-3", Development, "", false, "研究开发工作及其预期成果有相应的技术创新内容"},
	{"KF-n1", Development, "", true, "标的为已经掌握的技术方案（含已产业化的）"},
	{"KF-n2", Development, "", true, "只是简单改变尺寸、参数、排列或类似手段的改进"},
	{"KF-n3", Development, "", true, "只是一般检验、测试、鉴定、仿制和应用"},
	{"ZR-1", Transfer, "", false, "标的为订立合同时已经掌握的技术成果（专利、技术秘密或其他知识产权）"},
	{"ZR-2", Transfer, "", false, "标的完整、实用，相关内容构成一项技术方案"},
	{"ZR-3", Transfer, "", false, "对标的的权属有明确约定"},
	{"ZR-n1", Transfer, "", true, "标的为已进入公有领域的技术或权利已失效"},
	{"ZR3-1", Transfer, "ZR3", false, "技术秘密不为公众所知悉、能带来经济利益、具有实用性、采取了保密措施"},
	{"XK-1", Licence, "", false, "标的为订立合同时已经掌握的技术成果（专利、技术秘密或其他知识产权）"},
	{"XK-2", Licence, "", false, "标的完整、实用，相关内容构成一项技术方案"},
	{"XK-3", Licence, "", false, "对标的的权属有明确约定"},
	{"XK-n1", Licence, "", true, "标的为已进入公有领域的技术或权利已失效"},
	{"XK2-1", Licence, "XK2", false, "技术秘密不为公众所知悉、能带来经济利益、具有实用性、采取了保密措施"},
	{"ZX-1", Consulting, "", false, "属于战略规划、技术政策、可行性分析、技术评估、技术预测、技术调查、方案比选、专用设施性能分析、科技评估和查新之一"},
	{"ZX-n1", Consulting, "", true, "只是经济分析、法律咨询、社会发展评价"},
	{"ZX-n2", Consulting, "", true, "内容为技术实施或指导（应按技术服务申请）"},
	{"FW1-1", Services, "FW1", false, "运用专业技术知识解决特定技术问题"},
	{"FW1-2", Services, "FW1", false, "改进结构、工艺、质量、成本、能耗、环境、安全等"},
	{"FW1-3", Services, "FW1", false, "工作成果有具体的质量和数量指标"},
	{"FW1-4", Services, "FW1", false, "不涉及专利、技术秘密成果的权属"},
	{"FW1-n1", Services, "FW1", true, "只是常规加工、定作、修理、广告、印刷、测绘、标准化测试，或强制检定、仪器购售租赁的用户服务"},
	{"FW2-1", Services, "FW2", false, "传授特定技术项目的专业知识"},
	{"FW2-2", Services, "FW2", false, "培训对象为委托方指定的有关专业技术人员"},
	{"FW2-n1", Services, "FW2", true, "只是员工素质、文化学习、职业技能培训，或为销售产品的使用培训"},
	{"FW3-1", Services, "FW3", false, "目的为促成委托方与第三方进行技术交易"},
	{"FW3-2", Services, "FW3", false, "内容为特定的技术成果或技术项目"},
}
