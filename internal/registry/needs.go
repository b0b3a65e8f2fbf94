package registry

import (
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/region"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// need is one required field of an application for registration. The same table refuses an application, tells a party
// beforehand, and marks the fields of the form, so that the three cannot differ.
type need struct {
	at    string // JSON pointer of the field
	name  vocab.Term
	when  func(*contract.Content) bool
	given func(*contract.Content) bool
}

// needs are in the order of the form. Sources: the form of the national system; JJ-001 for the last two.
var needs = []need{
	{"/title", vocab.Noun("项目名称", "the project name"),
		always, func(c *contract.Content) bool { return said(c.Title) }},
	{"/class", vocab.Noun("合同类别", "the class of contract"),
		always, func(c *contract.Content) bool { return c.Class != "" }},
	{"/subClass", vocab.Noun("合同子类", "the sub-class"),
		func(c *contract.Content) bool { return c.Class != contract.Consulting },
		func(c *contract.Content) bool { return c.SubClass != "" }},
	{"/signDate", vocab.Noun("合同签订日期", "the date of signing"),
		always, func(c *contract.Content) bool { return c.SignDate != "" }},
	{"/beginDate", vocab.Noun("有效期起始日期", "the first day of the term"),
		always, func(c *contract.Content) bool { return c.BeginDate != "" }},
	{"/endDate", vocab.Noun("有效期截止日期", "the last day of the term"),
		always, func(c *contract.Content) bool { return c.EndDate != "" }},
	{"/seller/name", vocab.Noun("卖方名称", "the seller’s name"),
		always, func(c *contract.Content) bool { return said(c.Seller.Name) }},
	{"/seller/uscc", vocab.Noun("卖方统一社会信用代码", "the seller’s social credit code"),
		func(c *contract.Content) bool { return coded(&c.Seller) },
		func(c *contract.Content) bool { return said(c.Seller.USCC) }},
	{"/seller/region", vocab.Noun("卖方行政区划", "the seller’s region"),
		func(c *contract.Content) bool { return !c.Seller.Abroad() },
		func(c *contract.Content) bool { return c.Seller.Region != "" }},
	{"/buyer/name", vocab.Noun("买方名称", "the buyer’s name"),
		always, func(c *contract.Content) bool { return said(c.Buyer.Name) }},
	{"/buyer/region", vocab.Noun("买方行政区划", "the buyer’s region"),
		func(c *contract.Content) bool { return !c.Buyer.Abroad() },
		func(c *contract.Content) bool { return c.Buyer.Region != "" }},
	{"/totalFen", vocab.Noun("合同成交额", "the contract value"),
		always, func(c *contract.Content) bool { return c.TotalFen != 0 }},
	{"/payment", vocab.Noun("支付方式", "the way of payment"),
		always, func(c *contract.Content) bool { return c.Payment != "" }},
	{"/techArea", vocab.Noun("技术领域", "the field of technology"),
		always, func(c *contract.Content) bool { return c.TechArea != "" }},
	{"/newInvestFen", vocab.Noun("预计新增投入（没有的填0）", "the expected new investment (0 if none)"),
		transfers, func(c *contract.Content) bool { return c.NewInvestFen != nil }},
	{"/newOutputFen", vocab.Noun("预计新增产值（没有的填0）", "the expected new output (0 if none)"),
		transfers, func(c *contract.Content) bool { return c.NewOutputFen != nil }},
	{"/subject", vocab.Noun("标的的内容、范围和要求", "the content, scope and requirements of the subject"),
		always, func(c *contract.Content) bool { return said(c.Subject) }},
}

func always(*contract.Content) bool      { return true }
func said(s string) bool                 { return strings.TrimSpace(s) != "" }
func transfers(c *contract.Content) bool { return c.Class == contract.Transfer }

// coded reports whether the nature of a party gives it a 统一社会信用代码: it is neither a natural person nor a foreign party.
func coded(s *contract.Side) bool {
	return !s.Abroad() && s.Nature != contract.NaturalPerson && s.PersonID == ""
}

// Needed lists the pointers of the fields that registration needs in a contract of this class and these parties.
func Needed(c *contract.Content) []string {
	out := []string{}
	for _, n := range needs {
		if n.when(c) {
			out = append(out, n.at)
		}
	}
	return out
}

// Lacks are all reasons against filing a content on the given day, each with the pointer of its field. They are broken
// rules, missing fields, amounts that cannot be computed, and a seller (for an import a buyer) of another place. Place
// is the region of the market. The wording of the contract is not checked (see refusals).
func Lacks(c *contract.Content, today workday.Date, place string) fault.Fields {
	var f fault.Fields
	c.Broken(&f)
	for _, n := range needs {
		if n.when(c) && !n.given(c) {
			f.NoteFirst(n.at, fault.T("registration-needs", "请填写%s。", "Please give %s."), n.name)
		}
	}
	if c.TotalFen != 0 {
		if _, err := c.Compute(); err != nil {
			_ = f.Merge(err) // its error has fields only
		}
	}
	if c.SignDate > today {
		f.NoteFirst("/signDate", fault.T("signed-after-filing",
			"合同签订日期不能晚于申请日期。", "The contract cannot be signed after the day of the application."))
	}
	side, at := &c.Seller, "/seller/region"
	if c.Import() {
		side, at = &c.Buyer, "/buyer/region"
	}
	switch {
	case side.Abroad():
		f.NoteFirst("/seller/country", fault.T("both-abroad",
			"双方都在境外，不能在本地登记，请核对国别代码。",
			"Both parties are abroad, so the contract is not registered here; check the country codes."))
	case side.Region != "" && !region.Within(side.Region, place):
		f.NoteFirst(at, fault.T("applicant-elsewhere",
			"申请方不在本地区，应由其所在地的登记机构登记；本地单位为买方的，请由科技主管部门录入异地登记。",
			"The applicant is of another place, whose office registers it; "+
				"where a unit here is the buyer, the bureau enters "+
				"a registration made elsewhere."))
	}
	return f
}
