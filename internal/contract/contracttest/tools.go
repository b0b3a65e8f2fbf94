package contracttest

import (
	"errors"
	"slices"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/flow"
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
		End: &deal.End{Category: "other", Text: "暂不考虑"}}
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

// Flow takes every step of a lifecycle from every state and compares with the table.
func Flow(t *testing.T, table *flow.Table) {
	t.Helper()
	steps := map[string]bool{}
	for _, e := range table.Edges {
		steps[e.Step] = true
		if table.Names[e.To] == "" || table.Names[e.From] == "" || e.Label == "" {
			t.Errorf("%s -%s-> %s lacks a Chinese name", e.From, e.Step, e.To)
		}
	}
	for _, from := range table.States() {
		out := 0
		for step := range steps {
			n := 0
			for _, e := range table.Edges {
				if e.From == from && e.Step == step {
					n++
				}
			}
			out += n
			_, err := table.Next(from, step)
			if n > 1 || (n == 0) != fault.Is(err, fault.WrongState) {
				t.Errorf("%s -%s: %d edges, %v", from, step, n, err)
			}
		}
		if (out == 0) != slices.Contains(table.Finals, from) {
			t.Errorf("%s: %d edges, finals %v", from, out, table.Finals)
		}
	}
}
