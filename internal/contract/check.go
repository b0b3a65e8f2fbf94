package contract

import (
	"errors"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/region"
	"kebang/internal/workday"
)

// filed lists the rules of content. With whole, everything an application needs must be there; without, only what is
// filled is checked (a record may be incomplete, a step may not).
func (c *Content) check(f *fault.Fields, whole bool) {
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
	for i, d := range c.Deductions {
		if d.CostFen < 0 || d.AllowedFen < 0 {
			f.Add(pointer("/deductions/%d/costFen", i), "非技术性费用不能为负数。")
		}
	}
	for _, l := range []struct {
		at, code string
		list     []Option
	}{{"/seller/nature", c.Seller.Nature, Natures}, {"/buyer/nature", c.Buyer.Nature, Natures}, {"/planSource", c.PlanSource, PlanSources},
		{"/techArea", c.TechArea, TechAreas}, {"/goal", c.Goal, Goals}} {
		if l.code != "" && !known(l.list, l.code) {
			f.Add(l.at, "请从列表中选择。")
		}
	}
	for i, k := range c.IP {
		if !known(IPKinds, k) {
			f.Add(pointer("/ip/%d", i), "请从列表中选择知识产权类别。")
		}
	}
	if c.Payment != "" && !knownPayment(c.Payment) {
		f.Add("/payment", "请从列表中选择支付方式。")
	}
	c.Seller.check(f, "/seller")
	c.Buyer.check(f, "/buyer")
	if k := c.Seller.key(); k != "" && k == c.Buyer.key() {
		f.Add("/buyer/name", "卖方与买方不能是同一单位。")
	}
	if whole {
		c.complete(f)
	}
}

func (s *Side) check(f *fault.Fields, at string) {
	if s.USCC != "" && s.OrgID == "" && !s.Abroad() {
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

func (c *Content) complete(f *fault.Fields) {
	need := func(at, v, name string) {
		if strings.TrimSpace(v) == "" {
			f.Add(at, "请填写%s。", name)
		}
	}
	need("/class", string(c.Class), "合同类别")
	need("/seller/name", c.Seller.Name, "卖方名称")
	need("/buyer/name", c.Buyer.Name, "买方名称")
	need("/signDate", string(c.SignDate), "合同签订日期")
	need("/beginDate", string(c.BeginDate), "有效期起始日期")
	need("/endDate", string(c.EndDate), "有效期截止日期")
	if !c.Seller.Abroad() {
		need("/seller/region", c.Seller.Region, "卖方行政区划")
	}
	if !c.Buyer.Abroad() {
		need("/buyer/region", c.Buyer.Region, "买方行政区划")
	}
	need("/techArea", c.TechArea, "技术领域")
	need("/payment", string(c.Payment), "支付方式")
	if c.Class == Transfer {
		if c.NewInvestFen == nil {
			f.Add("/newInvestFen", "技术转让合同须填写预计新增投入，没有的填0。")
		}
		if c.NewOutputFen == nil {
			f.Add("/newOutputFen", "技术转让合同须填写预计新增产值，没有的填0。")
		}
	}
}

func knownPayment(p Payment) bool {
	for _, n := range PaymentNames {
		if n.Code == p {
			return true
		}
	}
	return false
}

func (c *Content) compute() (Amounts, error) {
	return Compute(c.TotalFen, c.Deductions, c.Payment, c.Royalty)
}

const msgCheck = "合同信息不完整或有误，请按提示修改。"

// merge adds the fields of an amount error to those already found.
func merge(f *fault.Fields, err error) error {
	if err == nil {
		return nil
	}
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	*f = append(*f, e.Fields...)
	return nil
}
