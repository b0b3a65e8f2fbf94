package stats

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/ledger"
	"kebang/internal/sheet"
	"kebang/internal/store"
	"kebang/internal/workbook"
	"kebang/internal/workday"
)

// Month is a month of statistics with its figures in each scope.
type Month struct {
	ledger.Book
	// Why the month cannot be closed today; nil for one that can, and for a closed one.
	Waits *fault.Error
}

// Figures are those of a scope.
func (m *Month) Figures(scope string) Measures { return Measures(m.Sums.Whole(scope)) }

// Months lists the months of the market from the first one with a posting up to the present one, newest first. An
// adjusting month stands behind its December.
func (s *Service) Months(ctx context.Context, a actor.Actor) ([]Month, error) {
	if err := a.Require(Viewers...); err != nil {
		return nil, err
	}
	today := workday.Of(s.now().UnixMilli())
	return store.Read(ctx, s.db, func(tx store.Tx) ([]Month, error) {
		books := map[ledger.Period]ledger.Book{}
		first := ledger.Of(today)
		err := ledger.Books.Each(tx, store.Query{Market: a.Market}, func(b ledger.Book) error {
			books[b.Period()] = b
			first = min(first, b.Period())
			return nil
		})
		late := ledger.Adjusting(today.Year()) // before its December, only with a posting
		out := []Month{}
		for p := first; p <= ledger.Of(today) && err == nil; p = p.Next() {
			all := []ledger.Period{p}
			if _, posted := books[late]; p == ledger.Month(p.Year(), 12) || p == ledger.Of(today) && posted {
				all = append(all, ledger.Adjusting(p.Year()))
			}
			for _, p := range all {
				m := Month{Book: books[p]}
				if m.ID == "" {
					m.Book = ledger.Empty(a.Market, p)
				}
				if m.State == ledger.Open {
					if why := ledger.Ready(tx, a.Market, p, today); !errors.As(why, &m.Waits) {
						err = why
					}
				}
				out = append(out, m)
			}
		}
		slices.Reverse(out)
		return out, err
	})
}

// CloseMonth closes a month. The sheet is made of the book and kept as a file. A posting that arrives meanwhile makes
// the sheet anew.
func (s *Service) CloseMonth(ctx context.Context, a actor.Actor, p ledger.Period) (Month, error) {
	now := s.now().UnixMilli()
	for try := 0; ; try++ {
		b, err := store.Read(ctx, s.db, func(tx store.Tx) (ledger.Book, error) {
			return ledger.Closable(tx, a, p, workday.Of(now))
		})
		if err != nil {
			return Month{}, err
		}
		blob, err := s.keepSheet(ctx, &b)
		if err != nil {
			return Month{}, err
		}
		closed, err := store.Write(ctx, s.db, func(tx store.Tx) (ledger.Book, error) {
			return ledger.Close(tx, a, p, b.Rev, ledger.Sheet{Blob: blob.ID, Size: blob.Size}, now)
		})
		if fault.Is(err, fault.Stale) && try < 5 {
			continue
		}
		return Month{Book: closed}, err
	}
}

// MonthHistory reads who closed a month and when.
func (s *Service) MonthHistory(ctx context.Context, a actor.Actor, id string) ([]audit.Entry, error) {
	if err := a.Require(Viewers...); err != nil {
		return nil, err
	}
	return store.Read(ctx, s.db, func(tx store.Tx) ([]audit.Entry, error) {
		return audit.History(tx, a.Market, id)
	})
}

// MonthSheet is the file of a month: of a closed one as it was made at closing, of an open one as it is now.
func (s *Service) MonthSheet(ctx context.Context, a actor.Actor, p ledger.Period) (func(io.Writer) error, error) {
	if err := a.Require(Viewers...); err != nil {
		return nil, err
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	b, err := store.Read(ctx, s.db, func(tx store.Tx) (ledger.Book, error) {
		return ledger.MonthOf(tx, a.Market, p)
	})
	if err != nil || b.Sheet == nil {
		if err == nil {
			return s.sheets.Tables(ctx, a.Market, monthTables(&b)...)
		}
		return nil, err
	}
	file, _, err := s.db.Blobs().Open(ctx, b.Sheet.Blob)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	data, err := io.ReadAll(file)
	return func(w io.Writer) error { _, err := w.Write(data); return err }, err
}

func (s *Service) keepSheet(ctx context.Context, b *ledger.Book) (store.Blob, error) {
	var data bytes.Buffer
	write, err := s.sheets.Tables(ctx, b.Market, monthTables(b)...)
	if err == nil {
		err = write(&data)
	}
	if err != nil {
		return store.Blob{}, err
	}
	return s.db.Blobs().Put(ctx, &data)
}

// monthTables are the whole of a month by scope, and a table for each cut. The two amounts have columns of their own.
func monthTables(b *ledger.Book) []sheet.Table {
	amounts := []sheet.Column{{Heading: "合同数（项）", Type: sheet.Integer, Width: 14},
		{Heading: "合同成交额（万元）", Type: sheet.Money, Width: 20},
		{Heading: "技术交易额（万元）", Type: sheet.Money, Width: 20}}
	cells := func(f ledger.Figures) []any {
		return []any{f.Count, workbook.Wan(&f.TotalFen), workbook.Wan(&f.TechFen)}
	}
	banner := []string{b.Period().Name().Zh + "技术合同认定登记统计（工作口径）"}
	whole := sheet.Table{Name: "合计", Banner: banner, Columns: append([]sheet.Column{{Heading: "口径", Width: 16}},
		amounts...)}
	for _, scope := range ledger.Scopes {
		whole.Rows = append(whole.Rows, append([]any{scope.Zh}, cells(b.Sums.Whole(scope.Code))...))
	}
	out := []sheet.Table{whole}
	for _, d := range dimensions {
		if d.cut == ledger.ByPeriod {
			continue
		}
		t := sheet.Table{Name: d.Zh, Banner: banner, Columns: append([]sheet.Column{{Heading: "口径", Width: 16},
			{Heading: d.Zh, Width: 28}}, amounts...)}
		for _, scope := range ledger.Scopes {
			for _, c := range b.Sums.Cells(scope.Code, d.cut) {
				t.Rows = append(t.Rows, append([]any{scope.Zh, d.name(c.Key).Zh}, cells(c.Figures)...))
			}
		}
		out = append(out, t)
	}
	return out
}
