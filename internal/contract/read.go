package contract

import (
	"context"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Filter limits a list of contracts.
type Filter struct {
	Text     string // words in title, serial, 登记编号, 受理号 or a party's name
	State    string // see Contract.Standing
	States   []string
	Deal     string
	Class    string
	SubClass string
	Industry string // level 1
	TechArea string
	Seller   string // region of the seller or one that contains it, GB/T 2260
	Buyer    string
	Offline  *bool
	Waiting  bool // only those that wait for the actor
	// Owed selects contracts with a payment that is due on that day or before and not wholly recorded.
	Owed workday.Date
	// Sort is updated, serial or date (of registration), "-" before it for descending; empty means the last changed
	// first.
	Sort   string
	Cursor string
	Limit  int
}

// Conds are the store conditions of the filter. Lists and statistics share them, so that a figure and its rows agree.
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
	if f.Owed != "" {
		out = append(out, store.Cond{Field: "owes", Op: store.Le, Value: string(f.Owed)})
	}
	return out
}

// Order is the order of a list; that of registrations is the same.
func (f Filter) Order() ([]store.Order, error) {
	out, err := store.OrderBy(f.Sort, store.Order{Field: "updated", Desc: true}, "updated", "serial", "date")
	if err == nil && out[0].Field == "date" {
		out[0].Field = "regDate"
	}
	return out, err
}

// List reads one page of the contracts that the actor may read, and their number. A text filter reads the newest
// thousand.
func (s *Service) List(ctx context.Context, a actor.Actor, f Filter) (store.Page[Contract], int64, error) {
	q, err := Mine(a, store.Query{Where: f.Conds(), After: f.Cursor, Limit: f.Limit})
	if err != nil {
		return store.Page[Contract]{}, 0, err
	}
	if q.Sort, err = f.Order(); err != nil {
		return store.Page[Contract]{}, 0, err
	}
	if f.Waiting {
		conds, none := waitConds(a)
		if none {
			return store.Page[Contract]{}, 0, nil
		}
		q.Where = append(q.Where, conds...)
	}
	var p store.Page[Contract]
	var n int64
	err = s.db.View(ctx, func(tx store.Tx) error {
		if f.Text != "" {
			p, n, err = search(tx, q, f.Text)
			return err
		}
		p, n, err = Contracts.Counted(tx, q)
		return err
	})
	return p, n, err
}

func search(tx store.Tx, q store.Query, text string) (store.Page[Contract], int64, error) {
	q.After, q.Limit = "", 1000
	p, err := Contracts.Find(tx, q)
	out := store.Page[Contract]{Items: Mentioning(p.Items, text)}
	return out, int64(len(out.Items)), err
}

// Mentioning keeps the contracts with all words of a text; see Filter.Text.
func Mentioning(cs []Contract, text string) []Contract {
	words, out := strings.Fields(strings.ToLower(text)), []Contract{}
	for _, c := range cs {
		if c.mentions(words) {
			out = append(out, c)
		}
	}
	return out
}

func (c *Contract) mentions(words []string) bool {
	hay := c.Title + "\n" + c.Serial + "\n" + c.Seller.Name + "\n" + c.Buyer.Name
	if c.Filing != nil {
		hay += "\n" + strings.Join(c.Filing.Numbers, "\n")
	}
	hay = strings.ToLower(hay)
	for _, w := range words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}

// Each calls fn for every contract of a filter that the actor may read. It serves exports, not single pages.
func (s *Service) Each(ctx context.Context, a actor.Actor, f Filter, fn func(Contract) error) error {
	q, err := Mine(a, store.Query{Where: f.Conds()})
	if err != nil {
		return err
	}
	if q.Sort, err = f.Order(); err != nil {
		return err
	}
	if f.Waiting {
		conds, none := waitConds(a)
		if none {
			return nil
		}
		q.Where = append(q.Where, conds...)
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

// desk is the key of waits by which a registrar finds a contract.
const desk = "desk"

// waits are the keys (see ReaderKey) of the parties whose act the contract waits for, and desk for that of a registrar.
func (c *Contract) waits() []string {
	switch {
	case c.Filing != nil && c.Filing.Desk:
		return []string{desk}
	case c.Filing != nil && c.Filing.Held:
		return nil
	case c.State == Confirming:
		var out []string
		for side, s := range map[string]Side{"seller": c.Seller, "buyer": c.Buyer} {
			if !slices.ContainsFunc(c.Confirmations, func(x Confirmation) bool { return x.Side == side }) {
				out = append(out, s.readerKeys()...)
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	case c.State == Confirmed:
		return c.Applicant().readerKeys()
	}
	return nil
}

// waitConds select the contracts that wait for the actor: for an act of his party, or in a registrar's queue. None is
// true for a role for which nothing can wait.
func waitConds(a actor.Actor) (conds []store.Cond, none bool) {
	switch {
	case a.Is(actor.Registrar):
		return []store.Cond{{Field: "waits", Op: store.Has, Value: desk}}, false
	case a.Is(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency):
		return []store.Cond{{Field: "waits", Op: store.Has, Value: ReaderKey(a)}}, false
	}
	return nil, true
}
