package review

import (
	"reflect"
	"slices"

	"kebang/internal/challenge"
	"kebang/internal/check"
	"kebang/internal/store"
)

// CheckConsistency proves the reviews of a market. Their rules are those of the frozen terms, and a result is what the
// seats say. Nobody scored without his declaration.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	kind, seatKind := c.Kind(Kind, "评审", &Flow), c.Kind(SeatKind, "专家评审", &SeatFlow)
	err := check.Pages(c.Tx, Reviews, store.Query{Market: c.Market}, func(rs []Review) error {
		for i := range rs {
			r := &rs[i]
			c.Record(kind, r.Meta, r.Serial, r.State)
			found := func(format string, args ...any) { c.Found("评审", r.ID, r.Serial, format, args...) }
			ch, err := challenge.Challenges.Get(c.Tx, r.Market, r.Challenge)
			if store.Optional(err) != nil {
				return err
			}
			if err != nil || !slices.ContainsFunc(ch.Versions, func(v challenge.Version) bool {
				return v.Hash == r.TermsHash && v.Terms.Review != nil && reflect.DeepEqual(*v.Terms.Review, r.Rules)
			}) {
				found("评审指标和算法与榜单公布的条款不符。请从备份恢复这条记录。")
			}
			if r.State != Done {
				continue
			}
			seats, err := seatsOf(c.Tx, r)
			if err != nil {
				return err
			}
			in := slices.DeleteFunc(seats, func(x Seat) bool { return x.State != Submitted })
			if len(in) != r.Rules.Seats || !reflect.DeepEqual(r.sum(in), r.Result) {
				found("评审结果与各专家评分的计算不符。请从备份恢复这条记录。")
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return check.Pages(c.Tx, Seats, store.Query{Market: c.Market}, func(xs []Seat) error {
		for i := range xs {
			x := &xs[i]
			c.Record(seatKind, x.Meta, x.Name, x.State)
			if (x.State == Submitted || x.State == Typed) && x.Declared == nil {
				c.Found("专家评审", x.ID, x.Name, "已评分，却没有回避声明。请从备份恢复这条记录。")
			}
		}
		return nil
	})
}
