package publicity

import (
	"kebang/internal/check"
	"kebang/internal/store"
)

// CheckConsistency proves the notices of a market. A posted notice says where and when. Its number of open objections
// is that of the objections. The clock stands still exactly while the office looks into one of them.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	type tally struct{ open, accepted, taken int }
	of := map[string]*tally{}
	kind := c.Kind("objection", "异议", &ObjectionFlow)
	err := check.Pages(c.Tx, Objections, store.Query{Market: c.Market}, func(os []Objection) error {
		for i := range os {
			o := &os[i]
			c.Record(kind, o.Meta, "", o.State)
			t := of[o.Notice]
			if t == nil {
				t = &tally{}
				of[o.Notice] = t
			}
			t.taken++
			if o.open() {
				t.open++
			}
			if o.State == Accepted {
				t.accepted++
			}
			if o.State == Answered && !Outcomes.Has(string(o.Outcome)) {
				c.Found("异议", o.ID, "", "已答复，却没有核查结论。请从备份恢复这条记录。")
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	kind, serials := c.Kind("publicity", "公示", &Flow), c.Serials("GS", "公示")
	err = check.Pages(c.Tx, Notices, store.Query{Market: c.Market}, func(ns []Notice) error {
		for i := range ns {
			n := &ns[i]
			c.Record(kind, n.Meta, n.Serial, n.State)
			serials.Add(n.ID, n.Serial)
			t := tally{}
			if x := of[n.ID]; x != nil {
				t = *x
				delete(of, n.ID)
			}
			found := func(format string, args ...any) { c.Found("公示", n.ID, n.Serial, format, args...) }
			switch {
			case n.Open != t.open || n.Taken != t.taken:
				found("记着 %d 件异议、其中 %d 件待答复，实际有 %d 件和 %d 件。请从备份恢复这条记录。", n.Taken, n.Open, t.taken, t.open)
			case (n.State == Paused) != (t.accepted > 0):
				found("现为“%s”，与正在核查的异议（%d 件）不符。请从备份恢复这条记录。", Flow.Name(n.State), t.accepted)
			case n.State != Draft && n.State != Withdrawn && n.Posting == nil:
				found("现为“%s”，却没有张贴信息。请从备份恢复这条记录。", Flow.Name(n.State))
			case n.State == Ended && n.EndedOn <= n.Posting.Last:
				found("结束之日 %s 不晚于公示期末日 %s。请从备份恢复这条记录。", n.EndedOn, n.Posting.Last)
			}
		}
		return nil
	})
	if err == nil {
		err = serials.Done()
	}
	for notice := range of {
		c.Found("异议", notice, "", "所针对的公示不存在。请从备份恢复它。")
	}
	return err
}
