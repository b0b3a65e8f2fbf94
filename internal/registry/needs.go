package registry

import (
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/region"
	"kebang/internal/workday"
)

// need is one required field of an application for registration. The same table refuses an application, tells a party
// beforehand, and marks the fields of the form, so that the three cannot differ.
type need struct {
	at    string // JSON pointer of the field
	name  string // its Chinese name
	when  func(*contract.Content) bool
	given func(*contract.Content) bool
}

// needs are in the order of the form. Sources: the form of the national system; JJ-001 for the last two.
var needs = []need{
	{"/title", "项目名称", always, func(c *contract.Content) bool { return said(c.Title) }},
	{"/class", "合同类别", always, func(c *contract.Content) bool { return c.Class != "" }},
	{"/subClass", "合同子类", func(c *contract.Content) bool { return c.Class != contract.Consulting },
		func(c *contract.Content) bool { return c.SubClass != "" }},
	{"/signDate", "合同签订日期", always, func(c *contract.Content) bool { return c.SignDate != "" }},
	{"/beginDate", "有效期起始日期", always, func(c *contract.Content) bool { return c.BeginDate != "" }},
	{"/endDate", "有效期截止日期", always, func(c *contract.Content) bool { return c.EndDate != "" }},
	{"/seller/name", "卖方名称", always, func(c *contract.Content) bool { return said(c.Seller.Name) }},
	{"/seller/uscc", "卖方统一社会信用代码", func(c *contract.Content) bool { return coded(&c.Seller) },
		func(c *contract.Content) bool { return said(c.Seller.USCC) }},
	{"/seller/region", "卖方行政区划", func(c *contract.Content) bool { return !c.Seller.Abroad() },
		func(c *contract.Content) bool { return c.Seller.Region != "" }},
	{"/buyer/name", "买方名称", always, func(c *contract.Content) bool { return said(c.Buyer.Name) }},
	{"/buyer/region", "买方行政区划", func(c *contract.Content) bool { return !c.Buyer.Abroad() },
		func(c *contract.Content) bool { return c.Buyer.Region != "" }},
	{"/totalFen", "合同成交额", always, func(c *contract.Content) bool { return c.TotalFen != 0 }},
	{"/payment", "支付方式", always, func(c *contract.Content) bool { return c.Payment != "" }},
	{"/techArea", "技术领域", always, func(c *contract.Content) bool { return c.TechArea != "" }},
	{"/newInvestFen", "预计新增投入（没有的填0）", transfers, func(c *contract.Content) bool { return c.NewInvestFen != nil }},
	{"/newOutputFen", "预计新增产值（没有的填0）", transfers, func(c *contract.Content) bool { return c.NewOutputFen != nil }},
	{"/subject", "标的的内容、范围和要求", always, func(c *contract.Content) bool { return said(c.Subject) }},
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
			f.AddFirst(n.at, "请填写"+n.name+"。")
		}
	}
	if c.TotalFen != 0 {
		if _, err := c.Compute(); err != nil {
			_ = f.Merge(err) // its error has fields only
		}
	}
	if c.SignDate > today {
		f.AddFirst("/signDate", "合同签订日期不能晚于申请日期。")
	}
	side, at := &c.Seller, "/seller/region"
	if c.Import() {
		side, at = &c.Buyer, "/buyer/region"
	}
	switch {
	case side.Abroad():
		f.AddFirst("/seller/country", "双方都在境外，不能在本地登记，请核对国别代码。")
	case side.Region != "" && !region.Within(side.Region, place):
		f.AddFirst(at, "申请方不在本地区，应由其所在地的登记机构登记；本地单位为买方的，请由科技主管部门录入异地登记。")
	}
	return f
}
