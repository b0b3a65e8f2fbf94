package stats

import (
	"fmt"

	"kebang/internal/check"
	"kebang/internal/registry"
	"kebang/internal/store"
)

// cell is one figure of the tables: scope, month and class.
type cell struct{ scope, month, class string }

// CheckConsistency adds up the registered contracts of a market one by one. It compares the sums with the figures of
// the statistics, by scope, month and class.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	kind := c.Kind("target", "目标", nil)
	err := Targets.Each(c.Tx, store.Query{Market: c.Market}, func(t Target) error {
		c.Record(kind, t.Meta, t.Indicator, "")
		return nil
	})
	if err != nil {
		return err
	}
	want := map[cell]Measures{}
	err = registry.Registrations.Each(c.Tx, store.Query{Market: c.Market}, func(r registry.Registration) error {
		if r.State != registry.Registered {
			return nil
		}
		for _, scope := range r.Scopes {
			at := cell{scope, r.Date.Month(), string(r.Subject.Class)}
			m := want[at]
			want[at] = Measures{m.Count + 1, m.TotalFen + r.TotalFen, m.TechFen + r.TechFen}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, scope := range registry.Scopes {
		f := registry.Filter{State: registry.Registered, Scope: scope.Code}
		groups, err := registry.Registrations.Sum(c.Tx, store.Query{Market: c.Market, Where: f.Conds()},
			[]string{"regMonth", "class"}, []string{"totalFen", "techFen"})
		if err != nil {
			return err
		}
		for _, g := range groups {
			at := cell{scope: scope.Code}
			at.month, _ = g.By[0].(string)
			at.class, _ = g.By[1].(string)
			differ(c, scope.Zh, at, want[at], Measures{g.Count, g.Sums[0], g.Sums[1]})
			delete(want, at)
		}
	}
	for at, m := range want {
		differ(c, registry.Scopes.Name(at.scope), at, m, Measures{})
	}
	return nil
}

func differ(c *check.Case, scope string, at cell, want, have Measures) {
	if want == have {
		return
	}
	c.Found("统计", fmt.Sprintf("%s %s %s", scope, at.month, at.class), "",
		"逐份合同相加为 %d 项、成交额 %d 分、技术交易额 %d 分，统计表却是 %d 项、%d 分、%d 分。"+
			"请备份后用 kebang restore 恢复到新的位置，恢复时会重新计算。", want.Count, want.TotalFen, want.TechFen, have.Count,
		have.TotalFen, have.TechFen)
}
