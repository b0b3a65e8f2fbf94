package registry

import (
	"strings"

	"kebang/internal/contract"
)

// classConditions are the recognition conditions by class (253号 and the rule text of 2026 as seen; domain §1.2).
var classConditions = []struct {
	code  string
	class contract.Class
	sub   string
	not   bool
	text  string
}{
	{"KF-1", contract.Development, "", false, "有明确、具体的科学研究和技术开发目标"},
	{"KF-2", contract.Development, "", false, "标的为订立合同时尚未掌握的技术方案"},
	{"KF-3", contract.Development, "", false, "研究开发工作及其预期成果有相应的技术创新内容"},
	{"KF-n1", contract.Development, "", true, "标的为已经掌握的技术方案（含已产业化的）"},
	{"KF-n2", contract.Development, "", true, "只是简单改变尺寸、参数、排列或类似手段的改进"},
	{"KF-n3", contract.Development, "", true, "只是一般检验、测试、鉴定、仿制和应用"},
	{"ZR-1", contract.Transfer, "", false, "标的为订立合同时已经掌握的技术成果（专利、技术秘密或其他知识产权）"},
	{"ZR-2", contract.Transfer, "", false, "标的完整、实用，相关内容构成一项技术方案"},
	{"ZR-3", contract.Transfer, "", false, "对标的的权属有明确约定"},
	{"ZR-n1", contract.Transfer, "", true, "标的为已进入公有领域的技术或权利已失效"},
	{"ZR3-1", contract.Transfer, "ZR3", false, "技术秘密不为公众所知悉、能带来经济利益、具有实用性、采取了保密措施"},
	{"XK-1", contract.Licence, "", false, "标的为订立合同时已经掌握的技术成果（专利、技术秘密或其他知识产权）"},
	{"XK-2", contract.Licence, "", false, "标的完整、实用，相关内容构成一项技术方案"},
	{"XK-3", contract.Licence, "", false, "对标的的权属有明确约定"},
	{"XK-n1", contract.Licence, "", true, "标的为已进入公有领域的技术或权利已失效"},
	{"XK2-1", contract.Licence, "XK2", false, "技术秘密不为公众所知悉、能带来经济利益、具有实用性、采取了保密措施"},
	{"ZX-1", contract.Consulting, "", false, "属于战略规划、技术政策、可行性分析、技术评估、技术预测、技术调查、方案比选、专用设施性能分析、科技评估和查新之一"},
	{"ZX-n1", contract.Consulting, "", true, "只是经济分析、法律咨询、社会发展评价"},
	{"ZX-n2", contract.Consulting, "", true, "内容为技术实施或指导（应按技术服务申请）"},
	{"FW1-1", contract.Services, "FW1", false, "运用专业技术知识解决特定技术问题"},
	{"FW1-2", contract.Services, "FW1", false, "改进结构、工艺、质量、成本、能耗、环境、安全等"},
	{"FW1-3", contract.Services, "FW1", false, "工作成果有具体的质量和数量指标"},
	{"FW1-4", contract.Services, "FW1", false, "不涉及专利、技术秘密成果的权属"},
	{"FW1-n1", contract.Services, "FW1", true, "只是常规加工、定作、修理、广告、印刷、测绘、标准化测试，或强制检定、仪器购售租赁的用户服务"},
	{"FW2-1", contract.Services, "FW2", false, "传授特定技术项目的专业知识"},
	{"FW2-2", contract.Services, "FW2", false, "培训对象为委托方指定的有关专业技术人员"},
	{"FW2-n1", contract.Services, "FW2", true, "只是员工素质、文化学习、职业技能培训，或为销售产品的使用培训"},
	{"FW3-1", contract.Services, "FW3", false, "目的为促成委托方与第三方进行技术交易"},
	{"FW3-2", contract.Services, "FW3", false, "内容为特定的技术成果或技术项目"},
}

// conditions are the points of the class, with the program's quotes for them.
func conditions(c *contract.Contract) []Check {
	var out []Check
	for _, l := range classConditions {
		if l.class != c.Class || l.sub != "" && l.sub != c.SubClass {
			continue
		}
		x := Check{Code: l.code, Ground: GroundNotTechnology, Text: l.text, Verdict: Ask, Not: l.not,
			Pointer: "/subject", Evidence: []Evidence{}}
		switch l.code {
		case "KF-1":
			x.Evidence = append(quote("/subject", "标的", c.Subject), quote("/targets", "技术指标和参数", c.Targets)...)
		case "FW1-3": // 具体的质量和数量指标 demands a number
			if x.Pointer = "/targets"; hasDigit(c.Targets) {
				x.Verdict, x.Evidence = OK, quote("/targets", "技术指标和参数", c.Targets)
			}
		case "ZR-3", "XK-3":
			if x.Pointer = "/ipOwner"; said(c.IPOwner) {
				x.Verdict, x.Evidence = OK, quote("/ipOwner", "技术成果的归属", c.IPOwner)
			}
		}
		out = append(out, x)
	}
	return out
}

func hasDigit(s string) bool {
	return strings.ContainsAny(s, "0123456789０１２３４５６７８９")
}
