package ledger

import (
	"fmt"
	"maps"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Source is the record that posts. Rev makes the ids of its postings, so a repeated transaction writes the same ones.
type Source struct {
	Kind, ID string
	Rev      int64
	Cause    Cause
	Reason   string
}

// Poster collects the postings of one transaction and writes each month once.
type Poster struct {
	tx     store.Tx
	actor  actor.Actor
	market string
	now    int64
	books  map[Period]*Book
}

// NewPoster makes a poster for one transaction. Now is the present instant in UTC ms.
func NewPoster(tx store.Tx, a actor.Actor, market string, now int64) *Poster {
	return &Poster{tx: tx, actor: a, market: market, now: now, books: map[Period]*Book{}}
}

// Change posts the difference between two states of a record; nil is a record that does not count. A change of the
// amounts alone is one posting. Any other change takes the former entry back and posts the new one.
func (p *Poster) Change(s Source, was, is *Entry) error {
	var es []Entry
	switch {
	case was == nil && is == nil:
	case was != nil && is != nil && was.sameCell(is):
		d := *is
		if d.Figures = is.Plus(was.Minus()); d.Figures != (Figures{}) {
			es = append(es, d)
		}
	default:
		if was != nil {
			back := *was
			back.Figures = was.Minus()
			es = append(es, back)
		}
		if is != nil {
			es = append(es, *is)
		}
	}
	for i, e := range es {
		if err := p.post(s, i, e); err != nil {
			return err
		}
	}
	return nil
}

func (e *Entry) sameCell(o *Entry) bool {
	return e.Measure == o.Measure && e.Date == o.Date && slices.Equal(e.Scopes, o.Scopes) && maps.Equal(e.Cuts, o.Cuts)
}

func (p *Poster) post(s Source, i int, e Entry) error {
	if !e.Date.Valid() {
		return store.Misuse("a posting of %s %s without a day", s.Kind, s.ID)
	}
	today := workday.Of(p.now)
	b, err := p.counts(e.Date, today)
	if err != nil {
		return err
	}
	x := Posting{Meta: store.Meta{ID: fmt.Sprintf("%s.%06d.%d", s.ID, s.Rev, i), Market: p.market}, Entry: e,
		Kind: s.Kind, Record: s.ID, Cause: s.Cause, Period: b.Period(), Day: today, At: p.now, By: p.actor.Person,
		Reason: s.Reason}
	b.Postings++
	b.Sums.post(&x)
	return Postings.Insert(p.tx, &x)
}

// counts is the month in which an entry counts: that of its certificate while it is open. Then the adjusting month of
// that year follows while it is open, and at last the present month (调整以前年度).
func (p *Poster) counts(d, today workday.Date) (*Book, error) {
	for _, m := range []Period{Of(d), Adjusting(d.Year()), Of(today)} {
		b, err := p.book(m)
		if err != nil || b.State == Open {
			return b, err
		}
	}
	return nil, fault.Of(fault.Conflict, fault.T("month-of-today-closed",
		"本月%s已结账，不能再入账，请检查服务器的日期。",
		"The present month %s is closed; check the date of the server."), Of(today).Name())
}

func (p *Poster) book(m Period) (*Book, error) {
	if b := p.books[m]; b != nil {
		return b, nil
	}
	b, err := MonthOf(p.tx, p.market, m)
	if err != nil {
		return nil, err
	}
	p.books[m] = &b
	return &b, nil
}

// Done writes the months. It is called once, after the last Change.
func (p *Poster) Done() error {
	for _, b := range p.books {
		if b.Rev == 0 && b.Postings == 0 {
			continue
		}
		if err := b.save(p.tx); err != nil {
			return err
		}
	}
	return nil
}

// Opened posts the opening entry (期初) of a record from before the ledger, unless the record has a posting. It counts in
// the month of its certificate. Since is the instant from which the entry is known to hold.
func Opened(tx store.Tx, a actor.Actor, s Source, e Entry, since int64) error {
	n, err := Postings.Count(tx, store.Query{Market: a.Market,
		Where: []store.Cond{{Field: "record", Op: store.Eq, Value: s.ID}}})
	if err != nil || n > 0 {
		return err
	}
	s.Cause = Opening
	p := NewPoster(tx, a, a.Market, since)
	if err := p.post(s, 0, e); err != nil {
		return err
	}
	return p.Done()
}
