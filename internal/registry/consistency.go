package registry

import (
	"slices"
	"strings"

	"kebang/internal/check"
	"kebang/internal/contract"
	"kebang/internal/files"
	"kebang/internal/ledger"
	"kebang/internal/money"
	"kebang/internal/store"
)

// CheckConsistency proves the registrations of a market. Each leads to its contract, which names it. Claims and numbers
// lead back to it, and a registered one is complete. In the national records it proves that every claim and every
// number has its registration.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return checkBooks(c)
	}
	kind, accepted := c.Kind("registration", "认定登记", &Flow), c.Serials("KB", "认定登记申请")
	err := check.Pages(c.Tx, Registrations, store.Query{Market: c.Market}, func(rs []Registration) error {
		refs, err := gather(c, rs)
		if err != nil {
			return err
		}
		for i := range rs {
			r := &rs[i]
			c.Record(kind, r.Meta, r.Subject.Serial, r.State)
			if r.AcceptNo != "" {
				accepted.Add(r.ID, r.AcceptNo)
			}
			r.checkContract(c, refs)
			r.checkAmounts(c)
			r.checkBooked(c, refs)
			r.checkPosted(c, refs.posted[r.ID])
			if r.Scan != nil {
				if err := files.CheckAttachment(c, "contract", "合同", r.Contract, r.Subject.Serial, "登记证明扫描件",
					r.Scan.File, r.Scan.Blob); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil {
		err = accepted.Done()
	}
	if err == nil {
		err = checkFiled(c)
	}
	return err
}

// referred are the records that a page of registrations refers to.
type referred struct {
	contracts map[string]*contract.Contract
	claims    map[string]*claim
	numbers   map[string]*number
	posted    map[string]ledger.Figures
}

func gather(c *check.Case, rs []Registration) (out referred, err error) {
	var ids, contracts, claims, numbers []string
	for _, r := range rs {
		ids = append(ids, r.ID)
		contracts, claims, numbers = append(contracts, r.Contract), append(claims, r.Claim), append(numbers, r.Number)
	}
	out.contracts, err = check.ByID(c.Tx, contract.Contracts, c.Market, contracts,
		func(x *contract.Contract) string { return x.ID })
	if err == nil {
		out.claims, err = check.ByID(c.Tx, Claims, store.National, claims, func(m *claim) string { return m.ID })
	}
	if err == nil {
		out.numbers, err = check.ByID(c.Tx, Numbers, store.National, numbers, func(n *number) string { return n.ID })
	}
	if err == nil {
		out.posted, err = ledger.OfRecords(c.Tx, c.Market, ids)
	}
	return out, err
}

func (r *Registration) found(k *check.Case, format string, args ...any) {
	k.Found("认定登记", r.ID, r.Subject.Serial, format, args...)
}

// checkContract compares a registration with its contract. The contract of a returned one may be in rewriting.
func (r *Registration) checkContract(k *check.Case, refs referred) {
	c := refs.contracts[r.Contract]
	switch {
	case c == nil:
		r.found(k, "它的合同 %s 不存在。请从备份恢复该合同。", r.Contract)
	case c.Filing == nil && r.State != Returned,
		c.Filing != nil && (c.Filing.State != r.State || c.Filing.Held == (r.State == Returned)):
		r.found(k, "现为“%s”，合同 %s 记着的却不同，列表和能否修改都会错。请从备份恢复该合同。", Flow.Name(r.State), c.Serial)
	case c.Filing != nil && c.Unbound() && !r.Elsewhere && r.State != Returned && r.State != Withdrawn:
		k.Found("合同", c.ID, c.Serial, "状态是“%s”，却没有双方的确认，也没有盖章合同。请退回修改，双方重新确认。", Flow.Name(r.State))
	case r.Subject.Serial != c.Serial:
		r.found(k, "记着的合同编号与合同 %s 不同。请核对。", c.Serial)
	}
}

func (r *Registration) checkAmounts(k *check.Case) {
	switch {
	case r.State == Registered && (!ValidNumber(r.Number) || !r.Date.Valid()):
		r.found(k, "已登记，登记编号“%s”或登记日期“%s”却不对。请照登记证明更正。", r.Number, r.Date)
	case r.TechFen < 0 || r.TechFen > r.TotalFen:
		r.found(k, "技术交易额 %s 超出成交额 %s。请照认定意见更正登记金额。", yuan(r.TechFen), yuan(r.TotalFen))
	}
}

// checkPosted compares the postings of the registration with what it is now.
func (r *Registration) checkPosted(k *check.Case, have ledger.Figures) {
	var want ledger.Figures
	if e := r.entry(); e != nil {
		want = e.Figures
	}
	if have != want {
		r.found(k, "入账合计为 %d 项、成交额 %s、技术交易额 %s，登记信息却是 %d 项、%s、%s，统计会错。请从备份恢复。", have.Count, yuan(have.TotalFen),
			yuan(have.TechFen), want.Count, yuan(want.TotalFen), yuan(want.TechFen))
	}
}

func yuan(fen int64) string { return money.FormatYuan(fen) + "元" }

// checkBooked checks that the national books have the registration.
func (r *Registration) checkBooked(k *check.Case, refs referred) {
	if m := refs.claims[r.Claim]; r.Claim != "" && (m == nil || m.Contract != r.Contract || m.Owner != r.Market) {
		r.found(k, "防止重复登记的凭据 %s 不见了或属于另一份合同，同一合同可能被登记两次。请从备份恢复。", r.Claim)
	}
	if r.Number == "" || r.State != Registered {
		return
	}
	if n := refs.numbers[r.Number]; n == nil || !slices.Contains(n.Holders, r.Market+"/"+r.Contract) {
		r.found(k, "登记编号 %s 没有记在这份合同名下，别的合同还能再用它。请从备份恢复。", r.Number)
	}
}

// checkFiled checks from the contracts: a filed one has its registration.
func checkFiled(c *check.Case) error {
	return check.Pages(c.Tx, contract.Contracts, store.Query{Market: c.Market}, func(cs []contract.Contract) error {
		var ids []string
		for _, x := range cs {
			if x.Filing != nil {
				ids = append(ids, x.ID)
			}
		}
		of, err := ofContracts(c.Tx, c.Market, ids)
		for _, x := range cs {
			if err == nil && x.Filing != nil && of[x.ID] == nil {
				c.Found("合同", x.ID, x.Serial, "现为“%s”，却没有登记信息，不计入任何统计。请从备份恢复它的认定登记。", Flow.Name(x.Filing.State))
			}
		}
		return err
	})
}

// checkBooks proves that the records in the national books exist.
func checkBooks(c *check.Case) error {
	err := Claims.Each(c.Tx, store.Query{Market: store.National}, func(m claim) error {
		of, err := ofContracts(c.Tx, m.Owner, []string{m.Contract})
		if r := of[m.Contract]; err == nil && (r == nil || r.Claim != m.ID) {
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
			of, err := ofContracts(c.Tx, market, []string{id})
			if err != nil {
				return err
			}
			if r := of[id]; r == nil || r.Number != n.ID {
				c.Found("登记编号", n.ID, "", "记在市场 %s 的合同 %s 名下，那份合同却不存在或没有这个编号。请从备份恢复该合同。", market, id)
			}
		}
		return nil
	})
}
