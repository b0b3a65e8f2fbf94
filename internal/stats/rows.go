package stats

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// ContractRow is one registered contract behind a figure, with what statistics may show of it and no more.
type ContractRow struct {
	ID           string         `json:"id"`
	Serial       string         `json:"serial"`
	Title        string         `json:"title"`
	Class        contract.Class `json:"class"`
	ClassName    string         `json:"className"`
	SubClassName string         `json:"subClassName"`
	Industry     string         `json:"industry"`
	TechArea     string         `json:"techArea"`
	Seller       string         `json:"seller"`
	SellerPlace  string         `json:"sellerPlace"`
	Buyer        string         `json:"buyer"`
	BuyerPlace   string         `json:"buyerPlace"`
	Date         workday.Date   `json:"date"`
	Number       string         `json:"number"`
	Authority    string         `json:"authority"`
	Elsewhere    bool           `json:"elsewhere"`
	Scopes       []string       `json:"scopes"`
	TotalFen     int64          `json:"totalFen"`
	TechFen      int64          `json:"techFen"`
	Open         bool           `json:"open"` // amounts still open (提成)
}

// Page is one page of rows, with the count and the two amounts of the whole filter.
type Page struct {
	Items []ContractRow
	Next  string
	Measures
}

// Rows opens a figure: the registered contracts of its filter, newest registration first. The filter is cut to
// registered contracts whatever it asks.
func (s *Service) Rows(ctx context.Context, a actor.Actor, f contract.Filter) (Page, error) {
	if err := a.Require(Viewers...); err != nil {
		return Page{}, err
	}
	var p Page
	err := s.db.View(ctx, func(tx store.Tx) error {
		p = Page{Items: []ContractRow{}}
		q := rowQuery(a, f)
		found, err := contract.Contracts.Find(tx, q)
		if err != nil {
			return err
		}
		for _, c := range found.Items {
			p.Items = append(p.Items, rowOf(&c))
		}
		p.Next = found.Next
		p.Measures, err = sum(tx, a.Market, f)
		return err
	})
	return p, err
}

// EachRow calls fn for every contract behind a figure, for exports.
func (s *Service) EachRow(ctx context.Context, a actor.Actor, f contract.Filter, fn func(ContractRow) error) error {
	if err := a.Require(Viewers...); err != nil {
		return err
	}
	q := rowQuery(a, f)
	q.After, q.Limit = "", 0
	return s.db.View(ctx, func(tx store.Tx) error {
		return contract.Contracts.Each(tx, q, func(c contract.Contract) error { return fn(rowOf(&c)) })
	})
}

func rowQuery(a actor.Actor, f contract.Filter) store.Query {
	f.State, f.States = contract.Registered, nil
	return store.Query{Market: a.Market, Where: f.Conds(), Sort: []store.Order{{Field: "regDate", Desc: true}}, After: f.Cursor, Limit: f.Limit}
}

func sum(tx store.Tx, market string, f contract.Filter) (Measures, error) {
	f.State, f.States = contract.Registered, nil
	var m Measures
	groups, err := contract.Contracts.Sum(tx, store.Query{Market: market, Where: f.Conds()}, nil, []string{"totalFen", "techFen"})
	for _, g := range groups {
		m.Count, m.TotalFen, m.TechFen = m.Count+g.Count, m.TotalFen+g.Sums[0], m.TechFen+g.Sums[1]
	}
	return m, err
}

func rowOf(c *contract.Contract) ContractRow {
	r := c.Registration
	where := func(s contract.Side) string {
		if s.Abroad() {
			return "境外"
		}
		return place(s.Region)
	}
	return ContractRow{ID: c.ID, Serial: c.Serial, Title: c.Title, Class: c.Class, ClassName: c.Class.Name(), SubClassName: contract.SubName(c.SubClass),
		Industry: c.Industry, TechArea: c.TechArea, Seller: c.Seller.Name, SellerPlace: where(c.Seller), Buyer: c.Buyer.Name, BuyerPlace: where(c.Buyer),
		Date: r.Date, Number: r.Number, Authority: r.Authority, Elsewhere: r.Elsewhere, Scopes: r.Scopes, TotalFen: r.TotalFen, TechFen: r.TechFen, Open: r.Open}
}
