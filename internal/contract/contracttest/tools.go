package contracttest

import (
	"errors"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/store"
)

// Introduced stores an introduction of the institute and the firm by a broker, declined a month ago.
func (b *Bench) Introduced(person string) deal.Deal {
	b.T.Helper()
	d := deal.Deal{Meta: store.Meta{ID: id.New(), Market: "m1"}, Serial: "DJ-2026-" + person, State: deal.Ended,
		Demand:      deal.Ref{ID: "d" + person},
		Achievement: deal.Ref{ID: "a" + person}, DemandSide: deal.Side{Org: "o1",
			Name: "边城糖业"}, AchievementSide: deal.Side{Org: "o2", Name: "镇康工学院"},
		Broker: &deal.Side{Person: person, Name: "罗经理"},
		Introducer: deal.Introducer{Person: person, Name: "罗经理", Role: actor.Broker,
			At: b.Now.AddDate(0, -1, 0).UnixMilli()},
		End: &deal.End{Category: "other", Text: fault.Plain("暂不考虑")}}
	x := d
	if err := b.DB.Run(b.T.Context(), func(tx store.Tx) error { x = d; return deal.Deals.Insert(tx, &x) }); err != nil {
		b.T.Fatal(err)
	}
	return x
}

// Code is the code of a fault.
func Code(err error) string {
	var e *fault.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// FieldsOf are the pointers of a fault, in order.
func FieldsOf(err error) []string {
	var e *fault.Error
	var out []string
	if errors.As(err, &e) {
		for _, f := range e.Fields {
			out = append(out, f.Pointer)
		}
	}
	slices.Sort(out)
	return out
}
