package ledger

import (
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

var (
	textRunning = fault.T("month-running", "%s还没有结束，%s之后才能结账。",
		"%s is not over: it can be closed after %s.")
	textEarlier = fault.T("month-earlier-open", "月份须按顺序结账，请先结%s。",
		"Months are closed in order: close %s first.")
	textNone = fault.T("month-invalid", "没有“%s”这个统计月，请写成2026-03；调整月为2026-13。",
		"There is no month “%s”: write 2026-03, or 2026-13 for the adjusting month.")
)

// Check refuses a text that is no month.
func (p Period) Check() error {
	if !p.Valid() {
		return fault.Of(fault.Invalid, textNone, string(p))
	}
	return nil
}

// Ready reports why a month cannot be closed today; nil when it can. Months are closed in order, and so are adjusting
// months. An adjusting month closes after its December.
func Ready(tx store.Tx, market string, p Period, today workday.Date) error {
	if err := p.Check(); err != nil {
		return err
	}
	if today <= p.Last() {
		return fault.Of(fault.WrongState, textRunning, p.Name(), p.Last())
	}
	if open, err := EarlierOpen(tx, market, p); err != nil || open != "" {
		if err == nil {
			err = fault.Of(fault.WrongState, textEarlier, open.Name())
		}
		return err
	}
	return nil
}

// EarlierOpen is the first month that must be closed before p; empty without one. The months of a market begin with the
// first one that has a posting.
func EarlierOpen(tx store.Tx, market string, p Period) (Period, error) {
	books := map[Period]string{}
	first := p
	err := Books.Each(tx, store.Query{Market: market}, func(b Book) error {
		books[b.Period()] = b.State
		if b.Period() < first && !b.Period().IsAdjusting() {
			first = b.Period()
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	for m := first; m < p; m = m.Next() {
		if books[m] != Closed {
			return m, nil
		}
	}
	if !p.IsAdjusting() {
		return "", nil
	}
	for y := first.Year(); y < p.Year(); y++ {
		if m := Adjusting(y); books[m] == Open {
			return m, nil
		}
	}
	return "", nil
}

// Closable is the book of a month that the actor may close today; otherwise the error says why not.
func Closable(tx store.Tx, a actor.Actor, p Period, today workday.Date) (Book, error) {
	if err := Ready(tx, a.Market, p, today); err != nil {
		return Book{}, err
	}
	b, err := MonthOf(tx, a.Market, p)
	if err == nil {
		_, err = Flow.Take(b.State, StepClose, string(a.Role), "")
	}
	return b, err
}

// Close closes a month with its sheet, in the transaction tx. The book must still have the revision that the sheet was
// made of; otherwise it is fault.Stale.
func Close(tx store.Tx, a actor.Actor, p Period, rev int64, sheet Sheet, now int64) (Book, error) {
	b, err := Closable(tx, a, p, workday.Of(now))
	if err == nil && b.Rev != rev {
		err = store.ErrChanged
	}
	if err == nil {
		sheet.Number, err = store.Serial(tx, a.Market, "TJ", p.Year())
	}
	if err != nil {
		return b, err
	}
	from := b.State
	b.State, b.ClosedAt, b.ClosedBy, b.Sheet = Closed, now, a.PersonName, &sheet
	if err := b.save(tx); err != nil {
		return b, err
	}
	return b, audit.Note(tx, a, audit.Change{Kind: "month", Record: b.ID, Rev: b.Rev, Step: StepClose, From: from,
		To: b.State, At: now}, b.Market)
}
