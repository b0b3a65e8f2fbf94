package contract

import (
	"kebang/internal/check"
	"kebang/internal/deal"
	"kebang/internal/files"
	"kebang/internal/party"
	"kebang/internal/store"
)

// CheckConsistency proves the contracts of a market: deals, texts and attachments lead back to them.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	kind, serials := c.Kind("contract", "合同", &Flow), c.Serials("HT", "合同")
	err := check.Pages(c.Tx, Contracts, store.Query{Market: c.Market}, func(cs []Contract) error {
		refs, err := gather(c, cs)
		if err != nil {
			return err
		}
		for i := range cs {
			x := &cs[i]
			c.Record(kind, x.Meta, x.Serial, x.State)
			serials.Add(x.ID, x.Serial)
			x.checkDeal(c, refs)
			x.checkState(c)
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
		err = checkSigned(c)
	}
	if err == nil {
		err = checkCredits(c)
	}
	return err
}

// checkCredits proves that the contract of every credit exists.
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

// referred are the records that a page of contracts refers to.
type referred struct {
	deals map[string]*deal.Deal
	orgs  map[string]*party.Organization
}

func gather(c *check.Case, cs []Contract) (out referred, err error) {
	var deals, orgs []string
	for _, x := range cs {
		deals, orgs = append(deals, x.Deal.ID), append(orgs, x.Seller.OrgID, x.Buyer.OrgID)
	}
	out.deals, err = check.ByID(c.Tx, deal.Deals, c.Market, deals, func(d *deal.Deal) string { return d.ID })
	if err == nil {
		out.orgs, err = check.ByID(c.Tx, party.Organizations, store.National, orgs,
			func(o *party.Organization) string { return o.ID })
	}
	return out, err
}

func (c *Contract) found(k *check.Case, format string, args ...any) {
	k.Found("合同", c.ID, c.Serial, format, args...)
}

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
	case c.State == Confirmed && d.State != deal.Signed:
		c.found(k, "双方已签订，对接 %s 却还是“%s”。请从备份恢复该对接。", d.Serial, deal.Flow.Name(d.State))
	}
}

// checkSigned checks from the deals: a signed deal has its contract, and the contract names the deal.
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

// Unbound reports a contract whose text has neither both confirmations nor a stamped paper.
func (c *Contract) Unbound() bool { return c.Paper == nil && c.Text != nil && len(c.Confirmations) < 2 }

// checkState checks the facts of one contract; package registry checks the filed ones.
func (c *Contract) checkState(k *check.Case) {
	for _, w := range c.Confirmations {
		if c.Text == nil || w.Hash != c.Text.Blob {
			c.found(k, "%s 确认的文本不是现在的文本，确认无效。请退回修改，双方重新确认。", w.OrgName)
		}
	}
	if c.State == Confirmed && c.Filing == nil && c.Unbound() {
		c.found(k, "状态是“%s”，却没有双方的确认，也没有盖章合同。请退回修改，双方重新确认。", Flow.Name(c.State))
	}
	if all, _ := SumOf(c.Payments); len(c.Payments) > 0 && c.State == Confirmed && all != c.TotalFen {
		c.found(k, "付款节点合计 %s，与成交额 %s 不等。请核对合同金额。", yuan(all), yuan(c.TotalFen))
	}
	g := c.Progress()
	for _, x := range c.Acts {
		if x.Void == nil && x.Kind == Paid && x.No > 0 && c.State == Confirmed && (x.No > len(c.Payments) ||
			EarlyPublic(c.Payments[x.No-1], c.Stages, g, x.On) != nil) {
			c.found(k, "%s登记的第 %d 笔付款不在付款节点中，或财政资金的付款条件未成就。请核对并撤销有误的记录。", x.On.Chinese(), x.No)
		}
	}
	if c.Amounts.TechFen < 0 || c.Amounts.TechFen > c.Amounts.TotalFen {
		c.found(k, "约定的技术交易额 %s 超出成交额 %s。请核对合同金额。", yuan(c.Amounts.TechFen), yuan(c.Amounts.TotalFen))
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
	for _, x := range c.Acts {
		if err == nil && x.Proof != nil {
			err = at("履行证明“"+x.Proof.Name+"”", x.Proof.File, x.Proof.Blob)
		}
	}
	for _, a := range c.Attachments {
		if err == nil {
			err = at("附件“"+a.Name+"”", a.File, a.Blob)
		}
	}
	return err
}
