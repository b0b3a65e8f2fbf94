package ledger

import (
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// The states of a month.
const (
	Open   = "open"
	Closed = "closed"
)

// StepClose closes a month for ever.
const StepClose = "close"

// Flow is the lifecycle of a month. There is no way back: what comes later counts in another month.
var Flow = flow.Table{
	Noun: vocab.Noun("统计月", "Month of statistics"), Start: Open, Finals: []string{Closed},
	Names: vocab.List{
		{Code: Open, Zh: "未结账", En: "Open"},
		{Code: Closed, Zh: "已结账", En: "Closed"},
	},
	Labels: vocab.List{{Code: StepClose, Zh: "结账", En: "Close the month"}},
	Edges:  []flow.Edge{{From: Open, Step: StepClose, To: Closed, By: []string{string(actor.Officer)}}},
}

// Sheet is the file of a closed month, as it was made then.
type Sheet struct {
	Number string `json:"number"` // TJ-YYYY-NNNNNN
	Blob   string `json:"blob"`   // SHA-256 of its bytes
	Size   int64  `json:"size"`
}

// Book is a month with the sums of its postings. Every posting compares and sets it, and so does closing: no posting
// slips into a month that closes. Its id is its period.
type Book struct {
	store.Meta
	State    string `json:"state"`
	Postings int64  `json:"postings"` // number of postings that count here
	Sums     Sums   `json:"sums"`
	ClosedAt int64  `json:"closedAt,omitempty"`
	ClosedBy string `json:"closedBy,omitempty"` // name of the person
	Sheet    *Sheet `json:"sheet,omitempty"`
}

// Period is the month of the book.
func (b *Book) Period() Period { return Period(b.ID) }

// Books are the months of a market that have a posting or are closed.
var Books = store.Define(store.Def[Book]{
	Name: "months", Shape: 1, Noun: Flow.Noun,
	Meta: func(b *Book) *store.Meta { return &b.Meta },
})

// Collections are the collections of the package.
func Collections() []store.Spec { return []store.Spec{Postings.Spec(), Books.Spec()} }

// MonthOf is the book of a month, which may be empty.
func MonthOf(tx store.Tx, market string, p Period) (Book, error) {
	b, err := Books.Get(tx, market, string(p))
	if fault.Is(err, fault.NotFound) {
		return Empty(market, p), nil
	}
	return b, err
}

// Empty is the book of a month without a posting.
func Empty(market string, p Period) Book {
	return Book{Meta: store.Meta{ID: string(p), Market: market}, State: Open, Sums: Sums{}}
}

func (b *Book) save(tx store.Tx) error {
	if b.Rev == 0 {
		return Books.Insert(tx, b)
	}
	return Books.Update(tx, b)
}
