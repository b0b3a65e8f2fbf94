package registry

import (
	"slices"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/money"
	"kebang/internal/workday"
)

// Check is one point of a registrar's review. Verdict is that of the program: ok, bad, or ask when a person must look.
// It warns and never decides.
type Check struct {
	Code     string
	Ground   Ground     // ground of a refusal when the point fails
	Head     string     // head of the rule set in force with that ground
	HeadText fault.Said // the head in words
	Text     fault.Said
	Verdict  string
	Hint     fault.Said // the finding, or the next action; may be empty
	Not      bool       // the point is a property that the class must not have
	Pointer  string     // JSON pointer of the field to correct
	Evidence []Evidence
}

// Evidence is a place in a contract for or against a point.
type Evidence struct {
	Quote  string     `json:"quote"`            // as written
	Phrase string     `json:"phrase,omitempty"` // the matched words inside the quote
	Field  string     `json:"field"`            // JSON pointer of the field, /text for the wording
	Place  fault.Said `json:"place,omitzero"`   // name of the field, or the paragraph of the wording
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
func (p *points) judge(code string, g Ground, at string, bad bool, hint fault.Text, seen ...Evidence) {
	c := Check{Code: code, Ground: g, Pointer: at, Text: pointTexts[code].With(), Verdict: OK, Evidence: seen}
	if bad {
		c.Verdict, c.Hint = Bad, hint.With()
	}
	*p = append(*p, c)
}

// ask adds a line that a person must decide.
func (p *points) ask(code string, g Ground, at string, hint fault.Text, seen ...Evidence) {
	*p = append(*p, Check{Code: code, Ground: g, Pointer: at, Text: pointTexts[code].With(), Verdict: Ask,
		Hint: hint.With(), Evidence: seen})
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
		signed = append(signed, Evidence{Quote: name + "，" + string(workday.Of(w.At)), Field: "/text",
			Place: placeConfirmed.With()})
	}
	if c.Paper != nil {
		signed = []Evidence{{Quote: c.Paper.Scan.Name, Field: "/text", Place: placeScan.With()}}
	}
	p.judge("bound", GroundInvalid, "/text", c.Paper == nil && len(c.Confirmations) < 2,
		fault.T("point-nobody-signed",
			"双方尚未确认文本，也没有盖章合同扫描件。",
			"The text is not confirmed by both, and there is no stamped scan."), signed...)
	p.judge("inTerm", GroundInvalid, "/beginDate",
		c.BeginDate == "" || c.BeginDate > today || c.EndDate != "" && c.EndDate < today,
		fault.T("point-term-not-running",
			"有效期未填写、尚未开始或已经届满，请核对。",
			"The term is missing, has not begun, or has ended."), quote("/beginDate", string(
			c.BeginDate)+" 至 "+string(c.EndDate))...)
	p.judge("parties", GroundSubject, "/seller/uscc",
		!said(c.Seller.Name) || !said(c.Buyer.Name) || coded(&c.Seller) && c.Seller.USCC == "", fault.T(
			"point-parties-unnamed",
			"请补充双方名称和卖方统一社会信用代码。",
			"Please add both names and the seller’s social credit code."),
		append(quote("/seller/name", strings.TrimSpace(c.Seller.Name+" "+c.Seller.USCC)),
			quote("/buyer/name", strings.TrimSpace(c.Buyer.Name+" "+c.Buyer.USCC))...)...)
}

func (p *points) subject(c *contract.Contract, w contract.Wording) {
	p.judge("class", GroundNotTechnology, "/class",
		c.Class.Name() == "" || contract.SubName(c.SubClass) == "" && c.Class != contract.Consulting, fault.T(
			"point-class-missing",
			"请选择合同类别和子类。",
			"Please choose class and sub-class."),
		quote("/class", strings.TrimSpace(c.Class.Name()+" "+contract.SubName(c.SubClass)))...)
	p.trade(c)
	p.judge("object", GroundObject, "/subject", !said(c.Subject),
		fault.T("point-subject-missing",
			"合同标的未填写，请补充研究或服务的内容、范围和要求。",
			"The subject is missing: content, scope and requirements of the work."), quote("/subject", c.Subject)...)
	am, err := c.Compute()
	total := quote("/totalFen", money.FormatYuan(am.TotalFen)+"元")
	p.judge("price", GroundPrice, "/totalFen", err != nil, fault.T("point-amounts-wrong",
		"合同成交额或扣除项有误。",
		"The contract value or the deductions are wrong."), total...)
	if err == nil {
		p.judge("tech", GroundPrice, "/deductions", am.TechFen == 0, fault.T("point-tech-value-nothing",
			"扣除非技术性费用后技术交易额为0，应不予登记。",
			"Nothing is left after the non-technology costs; registration is to be refused."),
			Evidence{Quote: money.FormatYuan(am.TechFen) + "元", Field: "/totalFen", Place: placeTech.With()})
		if am.Open {
			p.ask("open", GroundPrice, "/royalty/estimateFen", fault.T("point-royalty-open",
				"提成数额未定，按已定金额登记，数额确定后更正。",
				"Royalties are open: register the fixed amount and correct it later."))
		}
	}
	if said(c.IPOwner) {
		p.judge("ipOwner", GroundOther, "/ipOwner", false, fault.Text{}, quote("/ipOwner", c.IPOwner)...)
	} else {
		p.ask("ipOwner", GroundOther, "/ipOwner", ownerHint(c), find(w, "归属", "所有权", "专利申请权")...)
	}
}

func (p *points) papers(c *contract.Contract) {
	if has(c, "approval") {
		p.judge("approval", GroundApproval, "/attachments", false, fault.Text{}, attached(c, "approval")...)
	} else {
		p.ask("approval", GroundApproval, "/attachments", fault.T("point-approval-upload",
			"涉及国家秘密、限制进出口、农药兽药、新品种等应当审批的，请上传批准文件。",
			"State secrets, restricted trade, pesticides, new varieties and the like: upload the approval."))
	}
	if needsProof(c) {
		p.judge("ipProof", GroundProof, "/attachments", !has(c, "ipProof"), fault.T("point-ip-proof-upload",
			"转让、许可的标的为专利等知识产权的，请上传权属证明。",
			"For a transfer or licence of a patent or the like upload the proof of ownership."),
			attached(c, "ipProof")...)
	}
	if c.PlanSource != "" && c.PlanSource != "9" {
		p.judge("planProof", GroundProof, "/attachments", !has(c, "planProof"),
			fault.T("point-plan-proof-upload",
				"属于政府计划项目的，请上传任务书或主管部门同意证明。",
				"For a government project upload the assignment or the office’s consent."), attached(c, "planProof")...)
	}
	if c.Paper != nil {
		p.ask("seal", GroundSeal, "/text", fault.T("point-compare-scan",
			"请对照扫描件核对。",
			"Please compare it with the scan."),
			Evidence{Quote: c.Paper.Scan.Name, Field: "/text", Place: placeScan.With()})
	} else {
		p.ask("seal", GroundSeal, "/text", fault.T("point-confirmation-no-seal",
			"平台确认不是印章；需要印章的请上传盖章合同。",
			"Confirming here is no seal; upload the stamped contract where a seal is needed."))
		(*p)[len(*p)-1].Text = signerText.With()
	}
	if c.Related {
		p.ask("related", GroundOther, "/related", fault.T("point-related-prices",
			"双方为关联方，请说明定价依据。",
			"The parties are related: say how the price was found."))
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
			name, _ := contract.AttachmentKinds.Find(kind)
			out = append(out, Evidence{Quote: a.Name, Field: "/attachments", Place: placeFile.With(name)})
		}
	}
	return out
}

// ownerHint gives the owner by law when the contract is silent (民法典 arts. 859–861, 885). It is never filled in
// silently.
func ownerHint(c *contract.Contract) fault.Text {
	switch {
	case c.SubClass == "KF1":
		return fault.T("point-owner-commissioned",
			"未约定：委托开发的专利申请权依法归研究开发人，委托人可依法实施。",
			"Not agreed: by law the developer may patent, the client may use.")
	case c.SubClass == "KF2":
		return fault.T("point-owner-joint",
			"未约定：合作开发的专利申请权依法归合作各方共有。",
			"Not agreed: by law the right to patents of joint development is shared.")
	case c.Class == contract.Transfer:
		return fault.T("point-owner-transfer",
			"未约定：转让后权利归受让方，后续改进归各自所有。",
			"Not agreed: the transferee gets the rights; later improvements stay with who made them.")
	case c.Class == contract.Licence:
		return fault.T("point-owner-licence",
			"未约定：权利仍归许可方。",
			"Not agreed: the rights stay with the licensor.")
	}
	return fault.T("point-owner-each",
		"未约定：新的技术成果依法归各自完成方。",
		"Not agreed: by law new results belong to who made them.")
}
