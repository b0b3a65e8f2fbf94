package approval

import (
	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
)

// CheckConsistency proves the decisions of a market: a decided one has its result.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	kind := c.Kind("decision", "审定", &Flow)
	return check.Pages(c.Tx, Decisions, store.Query{Market: c.Market}, func(ds []Decision) error {
		for i := range ds {
			d := &ds[i]
			c.Record(kind, d.Meta, d.Title, d.State)
			decided := d.State == Approved || d.State == Refused || d.State == SentBack
			if decided != (d.Result != nil) {
				c.Found("审定", d.ID, d.Title, "现为“%s”，与是否记有结果不符。请从备份恢复这条记录。", Flow.Name(d.State))
			}
		}
		return nil
	})
}

// Scans are the papers of decisions. Office, approver and administrator of the market read them.
type Scans struct{}

// FileAccess implements files.Records.
func (Scans) FileAccess(tx store.Tx, a actor.Actor, market, id string) (files.Access, error) {
	if market != a.Market {
		return files.Access{}, fault.Absent()
	}
	_, err := readable(tx, a, id)
	return files.Access{Level: disclosure.Protected, Office: a.Is(actor.Officer)}, err
}
