package registry

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/store"
)

// Filter limits a list of registrations; a figure of the statistics opens with it. Most conditions are those of
// contracts and are read from Registration.Subject. Those on the day and the scope hold for registered ones only.
type Filter struct {
	Text     string // see contract.Filter
	State    string
	Deal     string
	Class    string
	SubClass string
	Industry string // level 1
	TechArea string
	Month    string // YYYY-MM of the registration date
	From, To string // months, both included
	Year     string
	Scope    string // see Scopes
	Seller   string // region of the seller or one that contains it, GB/T 2260
	Buyer    string
	Offline  *bool
	Sort     string // see contract.Filter
	Cursor   string
	Limit    int
}

// Conds are the store conditions of the filter. Lists and statistics share them, so that a figure and its rows agree.
func (f Filter) Conds() []store.Cond {
	out := contract.Filter{State: f.State, Deal: f.Deal, Class: f.Class, SubClass: f.SubClass, Industry: f.Industry,
		TechArea: f.TechArea,
		Seller:   f.Seller, Buyer: f.Buyer, Offline: f.Offline}.Conds()
	for _, x := range []struct {
		field string
		op    store.Op
		v     string
	}{{"regMonth", store.Eq, f.Month}, {"regMonth", store.Ge, f.From}, {"regMonth", store.Le, f.To}, {"regYear",
		store.Eq, f.Year}, {"scopes", store.Has, f.Scope}} {
		switch x.v {
		case "":
		case contract.Missing:
			out = append(out, store.Cond{Field: x.field, Op: store.Absent})
		default:
			out = append(out, store.Cond{Field: x.field, Op: x.op, Value: x.v})
		}
	}
	return out
}

// List reads one page of the contracts with fitting registrations that the actor may read, and their number. A text
// filter reads the newest thousand.
func (s *Service) List(ctx context.Context, a actor.Actor, f Filter) (store.Page[contract.Contract], int64, error) {
	var out store.Page[contract.Contract]
	var n int64
	q, err := f.query(a)
	if err != nil {
		return out, 0, err
	}
	if f.Text != "" {
		q.After, q.Limit = "", 1000
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		var page store.Page[Registration]
		if page, n, err = Registrations.Counted(tx, q); err != nil {
			return err
		}
		ids := make([]string, len(page.Items))
		for i, r := range page.Items {
			ids[i] = r.Contract
		}
		if out.Items, err = contract.Contracts.Many(tx, a.Market, ids); err != nil {
			return err
		}
		if out.Next = page.Next; f.Text != "" {
			out.Items, out.Next = contract.Mentioning(out.Items, f.Text), ""
			n = int64(len(out.Items))
		}
		return nil
	})
	return out, n, err
}

// Each calls fn for every contract of List, for exports.
func (s *Service) Each(ctx context.Context, a actor.Actor, f Filter, fn func(contract.Contract) error) error {
	q, err := f.query(a)
	if err != nil {
		return err
	}
	return s.db.View(ctx, func(tx store.Tx) error {
		return Registrations.Each(tx, q, func(r Registration) error {
			c, err := contract.Contracts.Get(tx, a.Market, r.Contract)
			if err != nil || len(contract.Mentioning([]contract.Contract{c}, f.Text)) == 0 {
				return err
			}
			return fn(c)
		})
	})
}

func (f Filter) query(a actor.Actor) (store.Query, error) {
	q, err := contract.Mine(a, store.Query{Where: f.Conds(), After: f.Cursor, Limit: f.Limit})
	if err == nil {
		q.Sort, err = contract.Filter{Sort: f.Sort}.Order()
	}
	return q, err
}
