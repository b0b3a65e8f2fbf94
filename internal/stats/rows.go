package stats

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// ContractRow is one registered contract behind a figure, with only the fields that statistics may show.
type ContractRow struct {
	ID          string         `json:"id"`
	Serial      string         `json:"serial"`
	Title       string         `json:"title"`
	Class       contract.Class `json:"class"`
	SubClass    string         `json:"subClass"`
	Industry    string         `json:"industry"`
	TechArea    string         `json:"techArea"`
	Seller      string         `json:"seller"`
	SellerPlace vocab.Term     `json:"sellerPlace"`
	Buyer       string         `json:"buyer"`
	BuyerPlace  vocab.Term     `json:"buyerPlace"`
	Date        workday.Date   `json:"date"`
	Number      string         `json:"number"`
	Authority   string         `json:"authority"`
	Elsewhere   bool           `json:"elsewhere"`
	Scopes      []string       `json:"scopes"`
	TotalFen    int64          `json:"totalFen"`
	TechFen     int64          `json:"techFen"`
	Open        bool           `json:"open"` // amounts still open (提成)
}

// Page is one page of rows, with the count and the two amounts of the whole filter.
type Page struct {
	Items []ContractRow
	Next  string
	Measures
}

// Rows opens a figure: the registered contracts of its filter, newest registration first. The filter is always limited
// to registered contracts.
func (s *Service) Rows(ctx context.Context, a actor.Actor, f registry.Filter) (Page, error) {
	if err := a.Require(Viewers...); err != nil {
		return Page{}, err
	}
	var p Page
	err := s.db.View(ctx, func(tx store.Tx) error {
		p = Page{Items: []ContractRow{}}
		q := rowQuery(a, f)
		found, err := registry.Registrations.Find(tx, q)
		if err != nil {
			return err
		}
		for _, r := range found.Items {
			p.Items = append(p.Items, rowOf(&r))
		}
		p.Next = found.Next
		p.Measures, err = sum(tx, a.Market, f)
		return err
	})
	return p, err
}

// EachRow calls fn for every contract behind a figure, for exports.
func (s *Service) EachRow(ctx context.Context, a actor.Actor, f registry.Filter, fn func(ContractRow) error) error {
	if err := a.Require(Viewers...); err != nil {
		return err
	}
	q := rowQuery(a, f)
	q.After, q.Limit = "", 0
	return s.db.View(ctx, func(tx store.Tx) error {
		return registry.Registrations.Each(tx, q, func(r registry.Registration) error { return fn(rowOf(&r)) })
	})
}

func rowQuery(a actor.Actor, f registry.Filter) store.Query {
	f.State = registry.Registered
	return store.Query{Market: a.Market, Where: f.Conds(), Sort: []store.Order{{Field: "regDate", Desc: true}},
		After: f.Cursor, Limit: f.Limit}
}

func sum(tx store.Tx, market string, f registry.Filter) (Measures, error) {
	f.State = registry.Registered
	var m Measures
	groups, err := registry.Registrations.Sum(tx, store.Query{Market: market, Where: f.Conds()}, nil,
		[]string{"totalFen", "techFen"})
	for _, g := range groups {
		m.Count, m.TotalFen, m.TechFen = m.Count+g.Count, m.TotalFen+g.Sums[0], m.TechFen+g.Sums[1]
	}
	return m, err
}

func rowOf(r *registry.Registration) ContractRow {
	c := &r.Subject
	return ContractRow{ID: r.Contract, Serial: c.Serial, Title: c.Title, Class: c.Class, SubClass: c.SubClass,
		Industry: c.Industry, TechArea: c.TechArea, Seller: c.Seller.Name, SellerPlace: place(c.Seller.Place),
		Buyer: c.Buyer.Name, BuyerPlace: place(c.Buyer.Place),
		Date: r.Date, Number: r.Number, Authority: r.Authority, Elsewhere: r.Elsewhere, Scopes: r.Scopes,
		TotalFen: r.TotalFen, TechFen: r.TechFen, Open: r.Open}
}
