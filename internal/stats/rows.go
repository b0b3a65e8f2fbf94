package stats

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/contract"
	"kebang/internal/ledger"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// ContractRow is one posting behind a figure: the change by a registration, a correction or a cancellation.
// It has only the fields that statistics may show.
type ContractRow struct {
	Cause       ledger.Cause   `json:"cause"`
	Period      ledger.Period  `json:"period"` // it counts in
	Posted      workday.Date   `json:"posted"`
	Reason      string         `json:"reason"`
	Count       int64          `json:"count"`
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

// Page is one page of rows with their number, and with the figures of the whole question.
type Page struct {
	Items []ContractRow
	Next  string
	Rows  int64
	Measures
}

// Rows opens a figure: its postings, the newest certificate first.
func (s *Service) Rows(ctx context.Context, a actor.Actor, q Query, after string, limit int) (Page, error) {
	if err := a.Require(Viewers...); err != nil {
		return Page{}, err
	}
	if _, err := q.check(); err != nil {
		return Page{}, err
	}
	var p Page
	err := s.db.View(ctx, func(tx store.Tx) error {
		p = Page{Items: []ContractRow{}}
		ask := rowQuery(a, q)
		ask.After, ask.Limit = after, limit
		found, err := ledger.Postings.Listed(tx, ask)
		if err != nil {
			return err
		}
		if p.Items, err = rowsOf(tx, a.Market, found.Items); err != nil {
			return err
		}
		p.Next, p.Rows = found.Next, found.Total
		whole, err := ledger.Whole(tx, q.query(a.Market))
		p.Measures = Measures(whole)
		return err
	})
	return p, err
}

// EachRow calls fn for every posting behind a figure, for exports.
func (s *Service) EachRow(ctx context.Context, a actor.Actor, q Query, fn func(ContractRow) error) error {
	if err := a.Require(Viewers...); err != nil {
		return err
	}
	if _, err := q.check(); err != nil {
		return err
	}
	return s.db.View(ctx, func(tx store.Tx) error {
		return check.Pages(tx, ledger.Postings, rowQuery(a, q), func(ps []ledger.Posting) error {
			rows, err := rowsOf(tx, a.Market, ps)
			for _, x := range rows {
				if err == nil {
					err = fn(x)
				}
			}
			return err
		})
	})
}

func rowQuery(a actor.Actor, q Query) store.Query {
	return store.Query{Market: a.Market, Where: q.query(a.Market).Conds(), Sort: []store.Order{{Field: "date",
		Desc: true}}}
}

// rowsOf joins postings with their registrations.
func rowsOf(tx store.Tx, market string, ps []ledger.Posting) ([]ContractRow, error) {
	ids := make([]string, len(ps))
	for i, p := range ps {
		ids[i] = p.Record
	}
	of, err := check.ByID(tx, registry.Registrations, market, ids, func(r *registry.Registration) string {
		return r.ID
	})
	out := []ContractRow{}
	for i := range ps {
		if err == nil && of[ps[i].Record] != nil {
			out = append(out, rowOf(&ps[i], of[ps[i].Record]))
		}
	}
	return out, err
}

func rowOf(p *ledger.Posting, r *registry.Registration) ContractRow {
	c := &r.Subject
	return ContractRow{Cause: p.Cause, Period: p.Period, Posted: p.Day, Reason: p.Reason, Count: p.Count,
		ID: r.Contract, Serial: c.Serial, Title: c.Title, Class: contract.Class(p.Cuts[ledger.ByClass]),
		SubClass: p.Cuts[ledger.BySubClass], Industry: c.Industry,
		TechArea: p.Cuts[ledger.ByTechArea], Seller: c.Seller.Name, SellerPlace: place(p.Cuts[ledger.BySeller]),
		Buyer: c.Buyer.Name, BuyerPlace: place(p.Cuts[ledger.ByBuyer]),
		Date: p.Date, Number: r.Number, Authority: r.Authority, Elsewhere: r.Elsewhere, Scopes: p.Scopes,
		TotalFen: p.TotalFen, TechFen: p.TechFen, Open: r.Open}
}
