package challenge

import (
	"kebang/internal/check"
	"kebang/internal/contract"
	"kebang/internal/store"
)

// CheckConsistency proves the challenges of a market: the terms in force are those that were frozen, and each state has
// what it stands on.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	kind, serials := c.Kind(Kind, "榜单", &Flow), c.Serials("JB", "榜单")
	err := check.Pages(c.Tx, Challenges, store.Query{Market: c.Market}, func(cs []Challenge) error {
		for i := range cs {
			x := &cs[i]
			c.Record(kind, x.Meta, x.Serial, x.State)
			serials.Add(x.ID, x.Serial)
			found := func(format string, args ...any) { c.Found("榜单", x.ID, x.Serial, format, args...) }
			for _, v := range x.Versions {
				if v.Hash != v.Terms.Hash() {
					found("第%d版条款与公布的校验值不符，内容被改动过。请从备份恢复这条记录。", v.No)
				}
			}
			stages, pays := x.Plan()
			for _, p := range x.Payouts {
				if p.State == PaidOut && (p.No > len(pays) || p.Fen != pays[p.No-1].Fen ||
					contract.EarlyPublic(pays[p.No-1], stages, x.Performed(), p.On) != nil) {
					found("第 %d 笔财政资金已登记拨付，付款条件却未成就，或金额与付款节点不符。请核对拨付凭证。", p.No)
				}
			}
			switch f := x.Frozen(); {
			case f != nil && f.Hash != x.Terms.Hash():
				found("现行条款与第%d版公布的校验值不符。请从备份恢复这条记录。", f.No)
			case (x.State == Arguing || x.State == Announcing || x.State == Ratifying || x.State == Agreeing ||
				x.State == Running) &&
				x.Choice == nil:
				found("现为“%s”，却没有选定揭榜方。请从备份恢复这条记录。", Flow.Name(x.State))
			case x.State == Reviewing && x.Opening == nil:
				found("现为“评审中”，却没有开启记录。请从备份恢复这条记录。")
			case (x.State == Running || x.State == Accepted || x.State == NotPassed) && x.Agreement == nil:
				found("现为“%s”，却没有协议。请从备份恢复这条记录。", Flow.Name(x.State))
			}
		}
		return nil
	})
	if err == nil {
		err = serials.Done()
	}
	return err
}
