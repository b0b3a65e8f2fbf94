package registry

import (
	"slices"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/money"
	"kebang/internal/workday"
)

// Check is one point of a registrar's review. Verdict is that of the program: ok, bad, or ask when a person must look.
// It warns and never decides.
type Check struct {
	Code     string     `json:"code"`
	Ground   Ground     `json:"ground"`   // ground of a refusal when the point fails
	Head     string     `json:"head"`     // head of the rule set in force with that ground
	HeadText string     `json:"headText"` // the head in words
	Text     string     `json:"text"`
	Verdict  string     `json:"verdict"`
	Hint     string     `json:"hint,omitempty"`    // the finding, or the next action
	Not      bool       `json:"not,omitempty"`     // the point is a property that the class must not have
	Pointer  string     `json:"pointer,omitempty"` // JSON pointer of the field to correct
	Evidence []Evidence `json:"evidence"`
}

// Evidence is a place in a contract for or against a point.
type Evidence struct {
	Quote  string `json:"quote"`            // as written
	Phrase string `json:"phrase,omitempty"` // the matched words inside the quote
	Field  string `json:"field"`            // JSON pointer of the field, /text for the wording
	Place  string `json:"place"`            // name of the field, or the paragraph of the wording
}

// Verdicts of a check, and of a registrar, who may also find a point unclear.
const (
	OK      = "ok"
	Bad     = "bad"
	Ask     = "ask"
	Unclear = "unclear"
)

// points collects the lines of a pre-check.
type points []Check

// judge adds a line that the program decides.
func (p *points) judge(code string, g Ground, at, text string, bad bool, hint string, seen ...Evidence) {
	c := Check{Code: code, Ground: g, Pointer: at, Text: text, Verdict: OK, Evidence: seen}
	if bad {
		c.Verdict, c.Hint = Bad, hint
	}
	*p = append(*p, c)
}

// ask adds a line that a person must decide.
func (p *points) ask(code string, g Ground, at, text, hint string, seen ...Evidence) {
	*p = append(*p, Check{Code: code, Ground: g, Pointer: at, Text: text, Verdict: Ask, Hint: hint, Evidence: seen})
}

// Precheck lists the points of a registrar's review: the grounds of refusal (domain §1.4) and the conditions of the
// class (§1.2). Each has the evidence of record and wording on the given day, under the heads of a rule set.
func Precheck(c *contract.Contract, w contract.Wording, set RuleSet, today workday.Date) []Check {
	var p points
	p.parties(c, today)
	p.subject(c, w)
	p.clauses(c, w)
	p.papers(c)
	out := append([]Check(p), conditions(c)...)
	for i := range out {
		if h, g, ok := set.head(string(out[i].Ground)); ok {
			out[i].Head, out[i].HeadText = h.Code, h.words(g)
		}
		if out[i].Evidence == nil {
			out[i].Evidence = []Evidence{}
		}
	}
	return out
}

func (p *points) parties(c *contract.Contract, today workday.Date) {
	var signed []Evidence
	for _, w := range c.Confirmations {
		name := w.OrgName
		if name == "" {
			name = w.PersonName
		}
		signed = append(signed, Evidence{Quote: name + "，" + string(workday.Of(w.At)), Field: "/text", Place: "平台确认"})
	}
	if c.Paper != nil {
		signed = []Evidence{{Quote: c.Paper.Scan.Name, Field: "/text", Place: "盖章合同扫描件"}}
	}
	p.judge("bound", GroundInvalid, "/text", "合同已经双方签订", c.Paper == nil && len(c.Confirmations) < 2,
		"双方尚未确认文本，也没有盖章合同扫描件。", signed...)
	p.judge("inTerm", GroundInvalid, "/beginDate", "申请时合同已生效且在有效期内",
		c.BeginDate == "" || c.BeginDate > today || c.EndDate != "" && c.EndDate < today,
		"有效期未填写、尚未开始或已经届满，请核对。", quote("/beginDate", "有效期", string(c.BeginDate)+" 至 "+string(c.EndDate))...)
	p.judge("parties", GroundSubject, "/seller/uscc", "双方主体明确",
		!said(c.Seller.Name) || !said(c.Buyer.Name) || coded(&c.Seller) && c.Seller.USCC == "", "请补充双方名称和卖方统一社会信用代码。",
		append(quote("/seller/name", "卖方", strings.TrimSpace(c.Seller.Name+" "+c.Seller.USCC)),
			quote("/buyer/name", "买方", strings.TrimSpace(c.Buyer.Name+" "+c.Buyer.USCC))...)...)
}

func (p *points) subject(c *contract.Contract, w contract.Wording) {
	p.judge("class", GroundNotTechnology, "/class", "合同类别明确",
		c.Class.Name() == "" || contract.SubName(c.SubClass) == "" && c.Class != contract.Consulting, "请选择合同类别和子类。",
		quote("/class", "合同类别", strings.TrimSpace(c.Class.Name()+" "+contract.SubName(c.SubClass)))...)
	p.trade(c)
	p.judge("object", GroundObject, "/subject", "标的明确", !said(c.Subject),
		"合同标的未填写，请补充研究或服务的内容、范围和要求。", quote("/subject", "标的", c.Subject)...)
	am, err := c.Compute()
	total := quote("/totalFen", "合同成交额", money.FormatYuan(am.TotalFen)+"元")
	p.judge("price", GroundPrice, "/totalFen", "价款、报酬或使用费明确", err != nil, "合同成交额或扣除项有误。", total...)
	if err == nil {
		p.judge("tech", GroundPrice, "/deductions", "技术交易额大于0", am.TechFen == 0, "扣除非技术性费用后技术交易额为0，应不予登记。",
			quote("/totalFen", "技术交易额", money.FormatYuan(am.TechFen)+"元")...)
		if am.Open {
			p.ask("open", GroundPrice, "/royalty/estimateFen", "提成数额可以确定", "提成数额未定，按已定金额登记，数额确定后更正。")
		}
	}
	if said(c.IPOwner) {
		p.judge("ipOwner", GroundOther, "/ipOwner", "知识产权归属已约定", false, "", quote("/ipOwner", "技术成果的归属", c.IPOwner)...)
	} else {
		p.ask("ipOwner", GroundOther, "/ipOwner", "知识产权归属已约定", ownerHint(c), find(w, "归属", "所有权", "专利申请权")...)
	}
}

func (p *points) papers(c *contract.Contract) {
	if has(c, "approval") {
		p.judge("approval", GroundApproval, "/attachments", "依法应当审批的已取得批准", false, "", attached(c, "approval")...)
	} else {
		p.ask("approval", GroundApproval, "/attachments", "依法应当审批的已取得批准", "涉及国家秘密、限制进出口、农药兽药、新品种等应当审批的，请上传批准文件。")
	}
	if needsProof(c) {
		p.judge("ipProof", GroundProof, "/attachments", "知识产权证明齐全", !has(c, "ipProof"), "转让、许可的标的为专利等知识产权的，请上传权属证明。",
			attached(c, "ipProof")...)
	}
	if c.PlanSource != "" && c.PlanSource != "9" {
		p.judge("planProof", GroundProof, "/attachments", "计划项目证明齐全", !has(c, "planProof"),
			"属于政府计划项目的，请上传任务书或主管部门同意证明。", attached(c, "planProof")...)
	}
	if c.Paper != nil {
		p.ask("seal", GroundSeal, "/text", "印章齐全且与书写名称一致", "请对照扫描件核对。",
			Evidence{Quote: c.Paper.Scan.Name, Field: "/text", Place: "盖章合同扫描件"})
	} else {
		p.ask("seal", GroundSeal, "/text", "电子确认人有权代表单位", "平台确认不是印章；需要印章的请上传盖章合同。")
	}
	if c.Related {
		p.ask("related", GroundOther, "/related", "关联交易定价合理", "双方为关联方，请说明定价依据。")
	}
}

func needsProof(c *contract.Contract) bool {
	return (c.Class == contract.Transfer || c.Class == contract.Licence) && c.SubClass != "ZR3" && c.SubClass != "XK2"
}

func has(c *contract.Contract, kind string) bool {
	return slices.ContainsFunc(c.Attachments, func(a contract.Attachment) bool { return a.Kind == kind })
}

func attached(c *contract.Contract, kind string) []Evidence {
	var out []Evidence
	for _, a := range c.Attachments {
		if a.Kind == kind {
			out = append(out, Evidence{Quote: a.Name, Field: "/attachments",
				Place: contract.AttachmentKinds.Name(kind)})
		}
	}
	return out
}

// ownerHint gives the owner by law when the contract is silent (民法典 arts. 859–861, 885). It is never filled in
// silently.
func ownerHint(c *contract.Contract) string {
	switch {
	case c.SubClass == "KF1":
		return "未约定：委托开发的专利申请权依法归研究开发人，委托人可依法实施。"
	case c.SubClass == "KF2":
		return "未约定：合作开发的专利申请权依法归合作各方共有。"
	case c.Class == contract.Transfer:
		return "未约定：转让后权利归受让方，后续改进归各自所有。"
	case c.Class == contract.Licence:
		return "未约定：权利仍归许可方。"
	}
	return "未约定：新的技术成果依法归各自完成方。"
}
