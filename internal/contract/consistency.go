package contract

import (
	"slices"
	"strings"

	"kebang/internal/check"
	"kebang/internal/deal"
	"kebang/internal/party"
	"kebang/internal/store"
)

// CheckConsistency proves the contracts of a market: deals, texts, attachments, claims and numbers lead back to them, and
// what is registered is complete. Of the national records it proves that every claim and every number has its contract.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return checkBooks(c)
	}
	kind, serials, accepted := c.Kind("contract", "合同", &Flow), c.Serials("HT", "合同"), c.Serials("KB", "认定登记申请")
	err := check.Pages(c.Tx, Contracts, store.Query{Market: c.Market}, func(cs []Contract) error {
		refs, err := gather(c, cs)
		if err != nil {
			return err
		}
		for i := range cs {
			x := &cs[i]
			c.Record(kind, x.Meta, x.Serial, x.State)
			serials.Add(x.ID, x.Serial)
			if x.Registration != nil && x.Registration.AcceptNo != "" {
				accepted.Add(x.ID, x.Registration.AcceptNo)
			}
			x.checkDeal(c, refs)
			x.checkState(c)
			x.checkBooked(c, refs)
			if err := x.checkFiles(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = serials.Done()
	}
	if err == nil {
		err = accepted.Done()
	}
	if err == nil {
		err = checkSigned(c)
	}
	return err
}

// referred is what a page of contracts refers to.
type referred struct {
	deals   map[string]*deal.Deal
	claims  map[string]*claim
	numbers map[string]*number
	orgs    map[string]*party.Organization
}

func gather(c *check.Case, cs []Contract) (out referred, err error) {
	var deals, claims, numbers, orgs []string
	for _, x := range cs {
		deals, claims, orgs = append(deals, x.Deal.ID), append(claims, x.Claim), append(orgs, x.Seller.OrgID, x.Buyer.OrgID)
		if x.Registration != nil {
			numbers = append(numbers, x.Registration.Number)
		}
	}
	out.deals, err = check.ByID(c.Tx, deal.Deals, c.Market, deals, func(d *deal.Deal) string { return d.ID })
	if err == nil {
		out.claims, err = check.ByID(c.Tx, Claims, store.National, claims, func(m *claim) string { return m.ID })
	}
	if err == nil {
		out.numbers, err = check.ByID(c.Tx, Numbers, store.National, numbers, func(n *number) string { return n.ID })
	}
	if err == nil {
		out.orgs, err = check.ByID(c.Tx, party.Organizations, store.National, orgs, func(o *party.Organization) string { return o.ID })
	}
	return out, err
}

func (x *Contract) found(c *check.Case, format string, args ...any) {
	c.Found("合同", x.ID, x.Serial, format, args...)
}

// binding are the states in which both sides have agreed.
var binding = []string{Confirmed, Submitted, Accepted, AwaitNumber, Registered, Refused}

func (x *Contract) checkDeal(c *check.Case, refs referred) {
	for _, s := range []Side{x.Seller, x.Buyer} {
		if s.OrgID != "" && refs.orgs[s.OrgID] == nil {
			x.found(c, "一方 %s（%s）不存在。请从备份恢复该机构。", s.Name, s.OrgID)
		}
	}
	if x.Offline() {
		return
	}
	d := refs.deals[x.Deal.ID]
	switch {
	case d == nil:
		x.found(c, "所依据的对接 %s（%s）不存在。请从备份恢复它。", x.Deal.Serial, x.Deal.ID)
	case d.Serial != x.Deal.Serial || d.Demand.ID != x.Deal.Demand || d.Achievement.ID != x.Deal.Achievement:
		x.found(c, "记着的对接与对接 %s 的内容不同（编号、需求或成果）。请核对。", d.Serial)
	case slices.Contains(binding, x.State) && d.State != deal.Signed:
		x.found(c, "双方已签订，对接 %s 却还是“%s”。请从备份恢复该对接。", d.Serial, deal.Flow.Name(d.State))
	}
}

// checkSigned looks from the deals: a signed one has its contract, and that one knows it.
func checkSigned(c *check.Case) error {
	q := store.Query{Market: c.Market, Where: []store.Cond{{Field: "state", Op: store.Eq, Value: deal.Signed}}}
	return check.Pages(c.Tx, deal.Deals, q, func(ds []deal.Deal) error {
		var ids []string
		for _, d := range ds {
			ids = append(ids, d.Contract)
		}
		cs, err := check.ByID(c.Tx, Contracts, c.Market, ids, func(x *Contract) string { return x.ID })
		if err != nil {
			return err
		}
		for _, d := range ds {
			if x := cs[d.Contract]; d.Contract != "" && (x == nil || x.Deal.ID != d.ID) {
				c.Found("对接", d.ID, d.Serial, "已签约，但它的合同 %s 不存在或不是由它签订的。请从备份恢复该合同。", d.Contract)
			}
		}
		return nil
	})
}

// checkState is what one contract says of itself.
func (x *Contract) checkState(c *check.Case) {
	r := x.Registration
	for _, w := range x.Confirmations {
		if x.Text == nil || w.Hash != x.Text.Blob {
			x.found(c, "%s 确认的文本不是现在的文本，确认无效。请退回修改，双方重新确认。", w.OrgName)
		}
	}
	if slices.Contains(binding, x.State) && x.Paper == nil && x.Text != nil && len(x.Confirmations) < 2 && !(r != nil && r.Elsewhere) {
		x.found(c, "状态是“%s”，却没有双方的确认，也没有盖章合同。请退回修改，双方重新确认。", Flow.Name(x.State))
	}
	switch {
	case x.State == Registered && r == nil:
		x.found(c, "已登记，却没有登记信息，不计入任何统计。请从备份恢复这条记录。")
	case r == nil:
	case x.State == Registered && (!ValidNumber(r.Number) || !r.Date.Valid()):
		x.found(c, "已登记，登记编号“%s”或登记日期“%s”却不对。请照登记证明更正。", r.Number, r.Date)
	case r.TechFen < 0 || r.TechFen > r.TotalFen:
		x.found(c, "技术交易额 %s 超出成交额 %s。请照认定意见更正登记金额。", yuan(r.TechFen), yuan(r.TotalFen))
	}
	if x.Amounts.TechFen < 0 || x.Amounts.TechFen > x.Amounts.TotalFen {
		x.found(c, "约定的技术交易额 %s 超出成交额 %s。请核对合同金额。", yuan(x.Amounts.TechFen), yuan(x.Amounts.TotalFen))
	}
}

// checkBooked looks whether the national books know the contract.
func (x *Contract) checkBooked(c *check.Case, refs referred) {
	if m := refs.claims[x.Claim]; x.Claim != "" && (m == nil || m.Contract != x.ID || m.Owner != x.Market) {
		x.found(c, "防止重复登记的凭据 %s 不见了或属于另一份合同，同一合同可能被登记两次。请从备份恢复。", x.Claim)
	}
	r := x.Registration
	if r == nil || r.Number == "" || x.State != Registered {
		return
	}
	if n := refs.numbers[r.Number]; n == nil || !slices.Contains(n.Holders, x.Market+"/"+x.ID) {
		x.found(c, "登记编号 %s 没有记在这份合同名下，别的合同还能再用它。请从备份恢复。", r.Number)
	}
}

func (x *Contract) checkFiles(c *check.Case) error {
	at := func(what, file, blob string) error {
		return party.CheckAttachment(c, "contract", "合同", x.ID, x.Serial, what, file, blob)
	}
	var err error
	if x.Text != nil {
		err = at("合同文本", x.Text.File, x.Text.Blob)
	}
	if err == nil && x.Paper != nil {
		err = at("盖章扫描件", x.Paper.Scan.File, x.Paper.Scan.Blob)
	}
	if err == nil && x.Registration != nil && x.Registration.Scan != nil {
		err = at("登记证明扫描件", x.Registration.Scan.File, x.Registration.Scan.Blob)
	}
	for _, a := range x.Attachments {
		if err == nil {
			err = at("附件“"+a.Name+"”", a.File, a.Blob)
		}
	}
	return err
}

// checkBooks proves that what the national books name is there.
func checkBooks(c *check.Case) error {
	err := Claims.Each(c.Tx, store.Query{Market: store.National}, func(m claim) error {
		x, err := Contracts.Many(c.Tx, m.Owner, []string{m.Contract})
		if err == nil && (len(x) == 0 || x[0].Claim != m.ID) {
			c.Found("防重复登记凭据", m.ID, "", "属于市场 %s 的合同 %s，那份合同却不存在或没有用它，正当的登记会被拒绝。请从备份恢复该合同。", m.Owner, m.Contract)
		}
		return err
	})
	if err != nil {
		return err
	}
	return Numbers.Each(c.Tx, store.Query{Market: store.National}, func(n number) error {
		for _, h := range n.Holders {
			market, id, _ := strings.Cut(h, "/")
			x, err := Contracts.Many(c.Tx, market, []string{id})
			if err != nil {
				return err
			}
			if len(x) == 0 || x[0].Registration == nil || x[0].Registration.Number != n.ID {
				c.Found("登记编号", n.ID, "", "记在市场 %s 的合同 %s 名下，那份合同却不存在或没有这个编号。请从备份恢复该合同。", market, id)
			}
		}
		return nil
	})
}
