package contract

import (
	"errors"
	"regexp"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/party"
	"kebang/internal/region"
	"kebang/internal/workday"
)

// Broken lists the broken rules of what is filled in. A record may be incomplete; package registry knows what an
// application needs.
func (c *Content) Broken(f *fault.Fields) {
	if strings.TrimSpace(c.Title) == "" {
		f.Add("/title", "请填写项目名称。")
	} else if len([]rune(c.Title)) > 200 {
		f.Add("/title", "项目名称不能超过200个字。")
	}
	if c.Class != "" && c.Class.Name() == "" {
		f.Add("/class", "请从列表中选择合同类别。")
	}
	if !fits(c.Class, c.SubClass) {
		f.Add("/subClass", "合同子类与合同类别不一致，请重新选择。")
	}
	for _, d := range []struct {
		at string
		d  workday.Date
	}{{"/signDate", c.SignDate}, {"/beginDate", c.BeginDate}, {"/endDate", c.EndDate}} {
		if d.d != "" && !d.d.Valid() {
			f.Add(d.at, "日期应为“年-月-日”，如2026-03-01。")
		}
	}
	if c.BeginDate != "" && c.EndDate != "" && c.BeginDate > c.EndDate {
		f.Add("/endDate", "有效期截止日期不能早于起始日期。")
	}
	if c.TotalFen < 0 {
		f.Add("/totalFen", "合同成交额不能为负数。")
	}
	c.checkMoney(f)
	c.checkChoices(f)
	c.Seller.check(f, "/seller")
	c.Buyer.check(f, "/buyer")
	if k := c.Seller.Key(); k != "" && k == c.Buyer.Key() {
		f.Add("/buyer/name", "卖方与买方不能是同一单位。")
	}
}

// checkMoney are the rules of the single amounts; Compute has those of their sum.
func (c *Content) checkMoney(f *fault.Fields) {
	for i, d := range c.Deductions {
		if d.CostFen < 0 || d.AllowedFen < 0 {
			f.Add(pointer("/deductions/%d/costFen", i), "非技术性费用不能为负数。")
		} else if d.AllowedFen > d.CostFen {
			f.Add(pointer("/deductions/%d/allowedFen", i), "合理数量标的物的直接成本不能超过这一项的费用。")
		}
	}
	for _, v := range []struct {
		at  string
		fen *int64
	}{{"/newInvestFen", c.NewInvestFen}, {"/newOutputFen", c.NewOutputFen}} {
		if v.fen != nil && *v.fen < 0 {
			f.Add(v.at, "金额不能为负数。")
		}
	}
	if r := c.Royalty; r != nil {
		if r.EntryFen < 0 {
			f.Add("/royalty/entryFen", "金额不能为负数。")
		}
		if r.EstimateFen != nil && *r.EstimateFen < 0 {
			f.Add("/royalty/estimateFen", "金额不能为负数。")
		}
	}
}

// checkChoices compares every choice of the form with its list.
func (c *Content) checkChoices(f *fault.Fields) {
	choice := func(at, code string, list []Option) {
		if code != "" && !known(list, code) {
			f.Add(at, "没有“%s”这一项，请从列表中选择。", code)
		}
	}
	for _, s := range []struct {
		at string
		s  *Side
	}{{"/seller", &c.Seller}, {"/buyer", &c.Buyer}} {
		choice(s.at+"/nature", s.s.Nature, Natures)
		choice(s.at+"/scale", s.s.Scale, Scales)
		if s.s.Country != "" && !customsCode.MatchString(s.s.Country) {
			f.Add(s.at+"/country", "国别代码为海关三位数字，境内单位请留空。")
		}
	}
	choice("/planSource", c.PlanSource, PlanSources)
	choice("/techArea", c.TechArea, TechAreas)
	choice("/goal", c.Goal, Goals)
	choice("/payment", string(c.Payment), payments())
	for i, k := range c.IP {
		if !known(IPKinds, k) { // an empty one is none either
			f.Add(pointer("/ip/%d", i), "请从列表中选择知识产权类别。")
		}
	}
	for i, d := range c.Deductions {
		if !known(DeductionKinds, d.Kind) {
			f.Add(pointer("/deductions/%d/kind", i), "请从列表中选择非技术性费用的种类。")
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
		f.Add("/industry", "没有代码为“%s”的行业，请从列表中选择。", c.Industry)
	}
}

var customsCode = regexp.MustCompile(`^\d{3}$`)

func (s *Side) check(f *fault.Fields, at string) {
	if s.USCC != "" && !s.Abroad() {
		var e *fault.Error
		if _, err := party.USCC(s.USCC); errors.As(err, &e) {
			f.Add(at+"/uscc", "%s", e.Msg)
		}
	}
	if _, ok := region.ByCode(s.Region); s.Region != "" && !ok {
		f.Add(at+"/region", "没有代码为“%s”的行政区划，请从列表中选择。", s.Region)
	}
	if len([]rune(s.Name)) > 100 {
		f.Add(at+"/name", "名称不能超过100个字。")
	}
}

func payments() []Option {
	var out []Option
	for _, p := range PaymentNames {
		out = append(out, Option{string(p.Code), p.Name})
	}
	return out
}

// Compute is the function of that name for the content.
func (c *Content) Compute() (Amounts, error) {
	return Compute(c.TotalFen, c.Deductions, c.Payment, c.Royalty)
}

// MsgCheck is the sentence over the broken rules of a contract.
const MsgCheck = "合同信息不完整或有误，请按提示修改。"
