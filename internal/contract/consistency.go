package contract

import (
	"slices"
	"strings"

	"kebang/internal/check"
	"kebang/internal/deal"
	"kebang/internal/files"
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
	if err == nil {
		err = checkCredits(c)
	}
	return err
}

// checkCredits proves that every credit stands beside a contract that is there.
func checkCredits(c *check.Case) error {
	return check.Pages(c.Tx, deal.Credits, store.Query{Market: c.Market}, func(xs []deal.Credit) error {
		var ids []string
		for _, x := range xs {
			ids = append(ids, x.Contract)
		}
		cs, err := check.ByID(c.Tx, Contracts, c.Market, ids, func(x *Contract) string { return x.ID })
		if err != nil {
			return err
		}
		for _, x := range xs {
			if y := cs[x.Contract]; y == nil || y.Serial != x.ContractSerial {
				c.Found("居间记录", x.ID, x.ContractSerial, "它的合同 %s 不存在或编号不同，双方无处答复。请从备份恢复该合同。", x.Contract)
			}
		}
		return nil
	})
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

func (c *Contract) found(k *check.Case, format string, args ...any) {
	k.Found("合同", c.ID, c.Serial, format, args...)
}

// binding are the states in which both sides have agreed.
var binding = []string{Confirmed, Submitted, Accepted, AwaitNumber, Registered, Refused}

func (c *Contract) checkDeal(k *check.Case, refs referred) {
	for _, s := range []Side{c.Seller, c.Buyer} {
		if s.OrgID != "" && refs.orgs[s.OrgID] == nil {
			c.found(k, "一方 %s（%s）不存在。请从备份恢复该机构。", s.Name, s.OrgID)
		}
	}
	if c.Offline() {
		return
	}
	d := refs.deals[c.Deal.ID]
	switch {
	case d == nil:
		c.found(k, "所依据的对接 %s（%s）不存在。请从备份恢复它。", c.Deal.Serial, c.Deal.ID)
	case d.Serial != c.Deal.Serial || d.Demand.ID != c.Deal.Demand || d.Achievement.ID != c.Deal.Achievement:
		c.found(k, "记着的对接与对接 %s 的内容不同（编号、需求或成果）。请核对。", d.Serial)
	case slices.Contains(binding, c.State) && d.State != deal.Signed:
		c.found(k, "双方已签订，对接 %s 却还是“%s”。请从备份恢复该对接。", d.Serial, deal.Flow.Name(d.State))
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
func (c *Contract) checkState(k *check.Case) {
	r := c.Registration
	for _, w := range c.Confirmations {
		if c.Text == nil || w.Hash != c.Text.Blob {
			c.found(k, "%s 确认的文本不是现在的文本，确认无效。请退回修改，双方重新确认。", w.OrgName)
		}
	}
	if slices.Contains(binding, c.State) && c.Paper == nil && c.Text != nil && len(c.Confirmations) < 2 && !(r != nil && r.Elsewhere) {
		c.found(k, "状态是“%s”，却没有双方的确认，也没有盖章合同。请退回修改，双方重新确认。", Flow.Name(c.State))
	}
	switch {
	case c.State == Registered && r == nil:
		c.found(k, "已登记，却没有登记信息，不计入任何统计。请从备份恢复这条记录。")
	case r == nil:
	case c.State == Registered && (!ValidNumber(r.Number) || !r.Date.Valid()):
		c.found(k, "已登记，登记编号“%s”或登记日期“%s”却不对。请照登记证明更正。", r.Number, r.Date)
	case r.TechFen < 0 || r.TechFen > r.TotalFen:
		c.found(k, "技术交易额 %s 超出成交额 %s。请照认定意见更正登记金额。", yuan(r.TechFen), yuan(r.TotalFen))
	}
	if c.Amounts.TechFen < 0 || c.Amounts.TechFen > c.Amounts.TotalFen {
		c.found(k, "约定的技术交易额 %s 超出成交额 %s。请核对合同金额。", yuan(c.Amounts.TechFen), yuan(c.Amounts.TotalFen))
	}
}

// checkBooked looks whether the national books know the contract.
func (c *Contract) checkBooked(k *check.Case, refs referred) {
	if m := refs.claims[c.Claim]; c.Claim != "" && (m == nil || m.Contract != c.ID || m.Owner != c.Market) {
		c.found(k, "防止重复登记的凭据 %s 不见了或属于另一份合同，同一合同可能被登记两次。请从备份恢复。", c.Claim)
	}
	r := c.Registration
	if r == nil || r.Number == "" || c.State != Registered {
		return
	}
	if n := refs.numbers[r.Number]; n == nil || !slices.Contains(n.Holders, c.Market+"/"+c.ID) {
		c.found(k, "登记编号 %s 没有记在这份合同名下，别的合同还能再用它。请从备份恢复。", r.Number)
	}
}

func (c *Contract) checkFiles(k *check.Case) error {
	at := func(what, file, blob string) error {
		return files.CheckAttachment(k, "contract", "合同", c.ID, c.Serial, what, file, blob)
	}
	var err error
	if c.Text != nil {
		err = at("合同文本", c.Text.File, c.Text.Blob)
	}
	if err == nil && c.Paper != nil {
		err = at("盖章扫描件", c.Paper.Scan.File, c.Paper.Scan.Blob)
	}
	if err == nil && c.Registration != nil && c.Registration.Scan != nil {
		err = at("登记证明扫描件", c.Registration.Scan.File, c.Registration.Scan.Blob)
	}
	for _, a := range c.Attachments {
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
