package contract

import (
	"errors"
	"regexp"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/party"
	"kebang/internal/region"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Broken lists the broken rules of the filled fields. A record may be incomplete; package registry knows the needs of
// an application.
func (c *Content) Broken(f *fault.Fields) {
	if strings.TrimSpace(c.Title) == "" {
		f.Note("/title", fault.T("give-project-name", "请填写项目名称。", "Please give the project’s name."))
	} else if len([]rune(c.Title)) > 200 {
		f.Note("/title", fault.T("project-name-has-at-most",
			"项目名称不能超过200个字。",
			"The project’s name has at most 200 characters."))
	}
	if c.Class != "" && c.Class.Name() == "" {
		f.Note("/class", fault.T("choose-class-contract-from-list",
			"请从列表中选择合同类别。",
			"Please choose the class of the contract from the list."))
	}
	if !fits(c.Class, c.SubClass) {
		f.Note("/subClass", fault.T("sub-class-does-not-belong",
			"合同子类与合同类别不一致，请重新选择。",
			"The sub-class does not belong to the class; choose again."))
	}
	for _, d := range []struct {
		at string
		d  workday.Date
	}{{"/signDate", c.SignDate}, {"/beginDate", c.BeginDate}, {"/endDate", c.EndDate}} {
		if d.d != "" && !d.d.Valid() {
			f.Note(d.at, fault.T("write-dates-as-year-month",
				"日期应为“年-月-日”，如2026-03-01。",
				"Write dates as year-month-day, such as 2026-03-01."))
		}
	}
	if c.BeginDate != "" && c.EndDate != "" && c.BeginDate > c.EndDate {
		f.Note("/endDate", fault.T("term-cannot-end-before-begins",
			"有效期截止日期不能早于起始日期。",
			"The term cannot end before it begins."))
	}
	if c.TotalFen < 0 {
		f.Note("/totalFen", fault.T("contract-value-cannot-negative",
			"合同成交额不能为负数。",
			"The contract value cannot be negative."))
	}
	c.checkMoney(f)
	c.checkChoices(f)
	c.checkPlan(f)
	c.Seller.check(f, "/seller")
	c.Buyer.check(f, "/buyer")
	if k := c.Seller.Key(); k != "" && k == c.Buyer.Key() {
		f.Note("/buyer/name", fault.T("seller-buyer-cannot-same-unit",
			"卖方与买方不能是同一单位。",
			"Seller and buyer cannot be the same unit."))
	}
}

// checkMoney checks the single amounts; Compute checks their sum.
func (c *Content) checkMoney(f *fault.Fields) {
	for i, d := range c.Deductions {
		if d.CostFen < 0 || d.AllowedFen < 0 {
			f.Note(pointer("/deductions/%d/costFen", i), fault.T("non-technology-cost-cannot-negative",
				"非技术性费用不能为负数。",
				"A non-technology cost cannot be negative."))
		} else if d.AllowedFen > d.CostFen {
			f.Note(pointer("/deductions/%d/allowedFen", i), fault.T("reasonable-carriers-cannot-cost-more",
				"合理数量标的物的直接成本不能超过这一项的费用。",
				"The reasonable carriers cannot cost more than the item."))
		}
	}
	for _, v := range []struct {
		at  string
		fen *int64
	}{{"/newInvestFen", c.NewInvestFen}, {"/newOutputFen", c.NewOutputFen}} {
		if v.fen != nil && *v.fen < 0 {
			f.Note(v.at, fault.T("amount-cannot-negative", "金额不能为负数。", "An amount cannot be negative."))
		}
	}
	if r := c.Royalty; r != nil {
		if r.EntryFen < 0 {
			f.Note("/royalty/entryFen", fault.T("amount-cannot-negative", "金额不能为负数。", "An amount cannot be negative."))
		}
		if r.EstimateFen != nil && *r.EstimateFen < 0 {
			f.Note("/royalty/estimateFen",
				fault.T("amount-cannot-negative", "金额不能为负数。", "An amount cannot be negative."))
		}
	}
}

// checkChoices compares every choice of the form with its list.
func (c *Content) checkChoices(f *fault.Fields) {
	choice := func(at, code string, list vocab.List) {
		if code != "" && !list.Has(code) {
			f.Note(at, fault.T("not-list-choose-from",
				"没有“%s”这一项，请从列表中选择。",
				"“%s” is not in the list; choose from it."), code)
		}
	}
	for _, s := range []struct {
		at string
		s  *Side
	}{{"/seller", &c.Seller}, {"/buyer", &c.Buyer}} {
		choice(s.at+"/nature", s.s.Nature, Natures)
		choice(s.at+"/scale", s.s.Scale, Scales)
		if s.s.Country != "" && !customsCode.MatchString(s.s.Country) {
			f.Note(s.at+"/country", fault.T("country-code-has-three-digits",
				"国别代码为海关三位数字，境内单位请留空。",
				"The country code has three digits (customs); leave it empty for a party in China."))
		}
	}
	choice("/planSource", c.PlanSource, PlanSources)
	choice("/techArea", c.TechArea, TechAreas)
	choice("/goal", c.Goal, Goals)
	choice("/payment", string(c.Payment), Payments)
	for i, k := range c.IP {
		if !IPKinds.Has(k) { // an empty one is refused too
			f.Note(pointer("/ip/%d", i), fault.T("contract-choose-kind-right-from-list",
				"请从列表中选择知识产权类别。",
				"Please choose the kind of right from the list."))
		}
	}
	for i, d := range c.Deductions {
		if !DeductionKinds.Has(d.Kind) {
			f.Note(pointer("/deductions/%d/kind", i), fault.T("choose-kind-non-technical-cost",
				"请从列表中选择非技术性费用的种类。",
				"Choose the kind of the non-technical cost from the list."))
		}
	}
	if r := c.Royalty; r != nil {
		choice("/royalty/base", r.Base, RoyaltyBases)
		choice("/royalty/course", r.Course, RoyaltyCourses)
	}
	for i, a := range c.Attachments {
		choice(pointer("/attachments/%d/kind", i), a.Kind, AttachmentKinds)
	}
	if _, ok := industry.ByCode(c.Industry); c.Industry != "" && !ok {
		f.Note("/industry", fault.T("there-no-industry-choose-from",
			"没有代码为“%s”的行业，请从列表中选择。",
			"There is no industry “%s”; please choose from the list."), c.Industry)
	}
}

var customsCode = regexp.MustCompile(`^\d{3}$`)

func (s *Side) check(f *fault.Fields, at string) {
	if s.USCC != "" && !s.Abroad() {
		var e *fault.Error
		if _, err := party.USCC(s.USCC); errors.As(err, &e) {
			f.Take(at+"/uscc", e)
		}
	}
	if _, ok := region.ByCode(s.Region); s.Region != "" && !ok {
		f.Note(at+"/region", fault.T("there-no-region-choose-from",
			"没有代码为“%s”的行政区划，请从列表中选择。",
			"There is no region “%s”; please choose from the list."), s.Region)
	}
	if len([]rune(s.Name)) > 100 {
		f.Note(at+"/name", fault.T("name-has-at-most-100",
			"名称不能超过100个字。",
			"A name has at most 100 characters."))
	}
}

// Compute is the function Compute for the content.
func (c *Content) Compute() (Amounts, error) {
	return Compute(c.TotalFen, c.Deductions, c.Payment, c.Royalty)
}

// Unfit is the sentence over the broken rules of a contract.
var Unfit = fault.T("contract", "合同信息不完整或有误，请按提示修改。",
	"The contract is not whole or has mistakes; see the fields.")
