package expert

import (
	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
)

// CheckConsistency proves the draws of a market: the hashes are those of nonce and pool, and the order is that of the
// lots.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	kind := c.Kind(DrawKind, "专家抽取", &Flow)
	return check.Pages(c.Tx, Draws, store.Query{Market: c.Market}, func(ds []Draw) error {
		for i := range ds {
			d := &ds[i]
			c.Record(kind, d.Meta, d.About.Title, d.State)
			found := func(format string, args ...any) { c.Found("专家抽取", d.ID, d.About.Title, format, args...) }
			if NonceHash(d.Nonce) != d.NonceHash || PoolHash(d.Pool()) != d.PoolHash {
				found("随机数或名单与公告的校验值不符。请从备份恢复这条记录。")
			}
			if d.Seed == "" {
				continue
			}
			order := Order(Seed(d.Nonce, d.Words), d.Pool())
			for i, m := range d.Order() {
				if d.Seed != Seed(d.Nonce, d.Words) || order[i] != m.Expert {
					found("抽取结果与公布的算法不符。请从备份恢复这条记录。")
					break
				}
			}
		}
		return nil
	})
}

// Papers are the lists and letters that experts come from. Office and administrator of the market read them.
type Papers struct{}

// FileAccess implements files.Records.
func (Papers) FileAccess(tx store.Tx, a actor.Actor, market, id string) (files.Access, error) {
	if market != a.Market || !a.Is(actor.Officer, actor.Admin) {
		return files.Access{}, fault.Absent()
	}
	_, err := Experts.Get(tx, market, id)
	return files.Access{Level: disclosure.Protected, Office: a.Is(actor.Officer)}, err
}
