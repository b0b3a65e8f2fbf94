package stats

import (
	"kebang/internal/check"
	"kebang/internal/store"
)

// CheckConsistency proves the targets of a market. Their figures are those of the ledger, which proves itself.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	kind := c.Kind("target", "目标", nil)
	return Targets.Each(c.Tx, store.Query{Market: c.Market}, func(t Target) error {
		c.Record(kind, t.Meta, t.Indicator, "")
		return nil
	})
}
