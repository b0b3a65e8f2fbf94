package registry

import (
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
)

// classConditions are the recognition conditions by class (253号 and the rule text of 2026 as seen; domain §1.2).
var classConditions = []struct {
	code  string
	class contract.Class
	sub   string
	not   bool
	text  fault.Text
}{
	{"KF-1", contract.Development, "", false, fault.Kept("point-kf-1",
		"有明确、具体的科学研究和技术开发目标",
		"Clear and specific aims of research and development")},
	{"KF-2", contract.Development, "", false, fault.Kept("point-kf-2",
		"标的为订立合同时尚未掌握的技术方案",
		"A solution not yet at hand when the contract was made")},
	{"KF-3", contract.Development, "", false, fault.Kept("point-kf-3",
		"研究开发工作及其预期成果有相应的技术创新内容",
		"Work and expected results contain innovation")},
	{"KF-n1", contract.Development, "", true, fault.Kept("point-kf-n1",
		"标的为已经掌握的技术方案（含已产业化的）",
		"A solution already at hand (or in production)")},
	{"KF-n2", contract.Development, "", true, fault.Kept("point-kf-n2",
		"只是简单改变尺寸、参数、排列或类似手段的改进",
		"Only a change of size, parameters or arrangement")},
	{"KF-n3", contract.Development, "", true, fault.Kept("point-kf-n3",
		"只是一般检验、测试、鉴定、仿制和应用",
		"Only routine inspection, testing, appraisal, copying or use")},
	{"ZR-1", contract.Transfer, "", false, fault.Kept("point-zr-1",
		"标的为订立合同时已经掌握的技术成果（专利、技术秘密或其他知识产权）",
		"Technology already at hand (patent, know-how or other IP)")},
	{"ZR-2", contract.Transfer, "", false, fault.Kept("point-zr-2",
		"标的完整、实用，相关内容构成一项技术方案",
		"Complete, practical, a technical solution")},
	{"ZR-3", contract.Transfer, "", false, fault.Kept("point-zr-3",
		"对标的的权属有明确约定",
		"Ownership of the subject is agreed")},
	{"ZR-n1", contract.Transfer, "", true, fault.Kept("point-zr-n1",
		"标的为已进入公有领域的技术或权利已失效",
		"Technology in the public domain, or rights that lapsed")},
	{"ZR3-1", contract.Transfer, "ZR3", false, fault.Kept("point-zr3-1",
		"技术秘密不为公众所知悉、能带来经济利益、具有实用性、采取了保密措施",
		"Know-how is secret, valuable, practical and protected")},
	{"XK-1", contract.Licence, "", false, fault.Kept("point-xk-1",
		"标的为订立合同时已经掌握的技术成果（专利、技术秘密或其他知识产权）",
		"Technology already at hand (patent, know-how or other IP)")},
	{"XK-2", contract.Licence, "", false, fault.Kept("point-xk-2",
		"标的完整、实用，相关内容构成一项技术方案",
		"Complete, practical, a technical solution")},
	{"XK-3", contract.Licence, "", false, fault.Kept("point-xk-3",
		"对标的的权属有明确约定",
		"Ownership of the subject is agreed")},
	{"XK-n1", contract.Licence, "", true, fault.Kept("point-xk-n1",
		"标的为已进入公有领域的技术或权利已失效",
		"Technology in the public domain, or rights that lapsed")},
	{"XK2-1", contract.Licence, "XK2", false, fault.Kept("point-xk2-1",
		"技术秘密不为公众所知悉、能带来经济利益、具有实用性、采取了保密措施",
		"Know-how is secret, valuable, practical and protected")},
	{"ZX-1", contract.Consulting, "", false, fault.Kept("point-zx-1",
		"属于战略规划、技术政策、可行性分析、技术评估、技术预测、技术调查、方案比选、专用设施性能分析、科技评估和查新之一",
		"Planning, policy, feasibility, assessment, forecast, survey, choice of plans,"+
			" analysis of facilities, evaluation or novelty search")},
	{"ZX-n1", contract.Consulting, "", true, fault.Kept("point-zx-n1",
		"只是经济分析、法律咨询、社会发展评价",
		"Only economic analysis, legal advice or social evaluation")},
	{"ZX-n2", contract.Consulting, "", true, fault.Kept("point-zx-n2",
		"内容为技术实施或指导（应按技术服务申请）",
		"Carrying out or guiding technology (file it as a service)")},
	{"FW1-1", contract.Services, "FW1", false, fault.Kept("point-fw1-1",
		"运用专业技术知识解决特定技术问题",
		"Expert knowledge solves a specific technical problem")},
	{"FW1-2", contract.Services, "FW1", false, fault.Kept("point-fw1-2",
		"改进结构、工艺、质量、成本、能耗、环境、安全等",
		"Improves structure, process, quality, cost, energy, environment or safety")},
	{"FW1-3", contract.Services, "FW1", false, fault.Kept("point-fw1-3",
		"工作成果有具体的质量和数量指标",
		"Results have measurable quality and quantity")},
	{"FW1-4", contract.Services, "FW1", false, fault.Kept("point-fw1-4",
		"不涉及专利、技术秘密成果的权属",
		"Ownership of patents or know-how is not touched")},
	{"FW1-n1", contract.Services, "FW1", true, fault.Kept("point-fw1-n1",
		"只是常规加工、定作、修理、广告、印刷、测绘、标准化测试，或强制检定、仪器购售租赁的用户服务",
		"Only ordinary processing, repair, advertising, printing, surveying,"+
			" standard tests, or user service for instruments")},
	{"FW2-1", contract.Services, "FW2", false, fault.Kept("point-fw2-1",
		"传授特定技术项目的专业知识",
		"Teaches the knowledge of a specific technical project")},
	{"FW2-2", contract.Services, "FW2", false, fault.Kept("point-fw2-2",
		"培训对象为委托方指定的有关专业技术人员",
		"Trainees are technical staff named by the client")},
	{"FW2-n1", contract.Services, "FW2", true, fault.Kept("point-fw2-n1",
		"只是员工素质、文化学习、职业技能培训，或为销售产品的使用培训",
		"Only general education, vocational skills, or training to use sold products")},
	{"FW3-1", contract.Services, "FW3", false, fault.Kept("point-fw3-1",
		"目的为促成委托方与第三方进行技术交易",
		"Aims at a technology deal between client and third party")},
	{"FW3-2", contract.Services, "FW3", false, fault.Kept("point-fw3-2",
		"内容为特定的技术成果或技术项目",
		"About a specific result or project")},
}

// conditions are the points of the class, with the program's quotes for them.
func conditions(c *contract.Contract) []Check {
	var out []Check
	for _, l := range classConditions {
		if l.class != c.Class || l.sub != "" && l.sub != c.SubClass {
			continue
		}
		x := Check{Code: l.code, Ground: GroundNotTechnology, Text: l.text.With(), Verdict: Ask, Not: l.not,
			Pointer: "/subject", Evidence: []Evidence{}}
		switch l.code {
		case "KF-1":
			x.Evidence = append(quote("/subject", c.Subject), quote("/targets", c.Targets)...)
		case "FW1-3": // 具体的质量和数量指标 demands a number
			if x.Pointer = "/targets"; hasDigit(c.Targets) {
				x.Verdict, x.Evidence = OK, quote("/targets", c.Targets)
			}
		case "ZR-3", "XK-3":
			if x.Pointer = "/ipOwner"; said(c.IPOwner) {
				x.Verdict, x.Evidence = OK, quote("/ipOwner", c.IPOwner)
			}
		}
		out = append(out, x)
	}
	return out
}

func hasDigit(s string) bool {
	return strings.ContainsAny(s, "0123456789０１２３４５６７８９")
}
