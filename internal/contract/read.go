package contract

import (
	"context"
	"strings"

	"kebang/internal/party"
	"kebang/internal/store"
)

// Filter narrows a list of contracts. The conditions on registration hold for registered contracts only and are those
// the figures of statistics are opened with.
type Filter struct {
	Text     string // words in title, serial, 登记编号, 受理号 or a party's name
	State    string
	States   []string
	Deal     string
	Class    string
	SubClass string
	Industry string // level 1
	TechArea string
	Month    string // YYYY-MM of the registration date
	From, To string // months, both included
	Year     string
	Scope    string // see ScopeNames
	Seller   string // region the seller lies in, GB/T 2260
	Buyer    string
	Offline  *bool
	Sort     string // updated, serial or date (of registration), "-" before it for descending; empty is the last changed first
	Cursor   string
	Limit    int
}

// Conds are the store conditions of the filter, shared by lists and statistics so that a figure and its rows agree.
func (f Filter) Conds() []store.Cond {
	var out []store.Cond
	add := func(field string, op store.Op, v string) {
		switch v {
		case "":
		case Missing:
			out = append(out, store.Cond{Field: field, Op: store.Absent})
		default:
			out = append(out, store.Cond{Field: field, Op: op, Value: v})
		}
	}
	add("state", store.Eq, f.State)
	if len(f.States) > 0 {
		out = append(out, store.Cond{Field: "state", Op: store.In, Value: f.States})
	}
	add("deal", store.Eq, f.Deal)
	add("class", store.Eq, f.Class)
	add("subClass", store.Eq, f.SubClass)
	add("industry1", store.Eq, f.Industry)
	add("techArea", store.Eq, f.TechArea)
	add("regMonth", store.Eq, f.Month)
	add("regMonth", store.Ge, f.From)
	add("regMonth", store.Le, f.To)
	add("regYear", store.Eq, f.Year)
	add("scopes", store.Has, f.Scope)
	place := func(field, area, v string) {
		if v == Missing {
			add(field, store.Absent, v)
		} else {
			add(area, store.Has, v)
		}
	}
	place("sellerRegion", "sellerArea", f.Seller)
	place("buyerRegion", "buyerArea", f.Buyer)
	if f.Offline != nil {
		out = append(out, store.Cond{Field: "offline", Op: store.Eq, Value: *f.Offline})
	}
	return out
}

func (f *Filter) order() ([]store.Order, error) {
	out, err := store.OrderBy(f.Sort, store.Order{Field: "updated", Desc: true}, "updated", "serial", "date")
	if err == nil && out[0].Field == "date" {
		out[0].Field = "regDate"
	}
	return out, err
}

// List reads one page of what the actor may read, and how many there are. A text filter reads the newest thousand.
func (s *Service) List(ctx context.Context, a party.Actor, f Filter) (store.Page[Contract], int64, error) {
	q, err := mine(a, store.Query{Where: f.Conds(), After: f.Cursor, Limit: f.Limit})
	if err != nil {
		return store.Page[Contract]{}, 0, err
	}
	if q.Sort, err = f.order(); err != nil {
		return store.Page[Contract]{}, 0, err
	}
	var p store.Page[Contract]
	var n int64
	err = s.db.View(ctx, func(tx store.Tx) error {
		if f.Text != "" {
			p, n, err = search(tx, q, f.Text)
			return err
		}
		if p, err = Contracts.Find(tx, q); err == nil {
			n, err = Contracts.Count(tx, store.Query{Market: q.Market, Where: q.Where})
		}
		return err
	})
	return p, n, err
}

func search(tx store.Tx, q store.Query, text string) (store.Page[Contract], int64, error) {
	q.After, q.Limit = "", 1000
	p, err := Contracts.Find(tx, q)
	words := strings.Fields(strings.ToLower(text))
	out := store.Page[Contract]{Items: []Contract{}}
	for _, c := range p.Items {
		if c.mentions(words) {
			out.Items = append(out.Items, c)
		}
	}
	return out, int64(len(out.Items)), err
}

func (c *Contract) mentions(words []string) bool {
	hay := c.Title + "\n" + c.Serial + "\n" + c.Seller.Name + "\n" + c.Buyer.Name
	if r := c.Registration; r != nil {
		hay += "\n" + r.Number + "\n" + r.AcceptNo
	}
	hay = strings.ToLower(hay)
	for _, w := range words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}

// Each calls fn for every contract of a filter that the actor may read, for exports. It is not for reading one page.
func (s *Service) Each(ctx context.Context, a party.Actor, f Filter, fn func(Contract) error) error {
	q, err := mine(a, store.Query{Where: f.Conds()})
	if err != nil {
		return err
	}
	if q.Sort, err = f.order(); err != nil {
		return err
	}
	words := strings.Fields(strings.ToLower(f.Text))
	return s.db.View(ctx, func(tx store.Tx) error {
		return Contracts.Each(tx, q, func(c Contract) error {
			if !c.mentions(words) {
				return nil
			}
			return fn(c)
		})
	})
}

// Waiting counts what waits for the actor: a party's confirmations and corrections, a registrar's queue, an officer's
// none. The keys are states.
func (s *Service) Waiting(ctx context.Context, a party.Actor) (map[string]int64, error) {
	var states []string
	switch {
	case a.Is(party.Registrar):
		states = []string{Submitted, Accepted, AwaitNumber}
	case a.Is(party.Enterprise, party.Institute, party.Researcher, party.Agency):
		states = []string{Confirming, Confirmed, Returned}
	default:
		return nil, nil
	}
	out := map[string]int64{}
	err := s.db.View(ctx, func(tx store.Tx) error {
		clear(out)
		for _, st := range states {
			q, err := mine(a, store.Query{Where: []store.Cond{{Field: "state", Op: store.Eq, Value: st}}})
			if err != nil {
				return err
			}
			err = Contracts.Each(tx, q, func(c Contract) error {
				if a.Is(party.Registrar) || c.waitsFor(a) {
					out[st]++
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

func (c *Contract) waitsFor(a party.Actor) bool {
	if c.State == Confirming {
		return c.sideOf(a) != "" && !c.confirmedBy(a)
	}
	s := c.Applicant()
	return s.speaks(a)
}
