package workbook

import (
	"context"
	"io"

	"kebang/internal/fault"
	"kebang/internal/money"
	"kebang/internal/party"
	"kebang/internal/sheet"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// MaxRows is the most rows one download holds; a longer list is to be narrowed first.
const MaxRows = 10_000

// DemoBanner stands over every export of a demonstration market.
const DemoBanner = "演示数据（虚构单位，不得作为统计依据）"

// Exporter writes lists as .xlsx.
type Exporter struct{ db store.Engine }

// NewExporter makes an exporter; it asks the store whether a market is a demonstration.
func NewExporter(db store.Engine) *Exporter { return &Exporter{db: db} }

// Table makes the download of any list: title, columns and rows as package sheet takes them. The banner of a
// demonstration market is put on top. Everything that can fail is done before the writer is returned.
func (e *Exporter) Table(ctx context.Context, market, title string, columns []sheet.Column,
	rows [][]any) (func(io.Writer) error, error) {
	return e.Tables(ctx, market, sheet.Table{Name: title, Columns: columns, Rows: rows})
}

// Tables is Table for a workbook of several sheets.
func (e *Exporter) Tables(ctx context.Context, market string, tables ...sheet.Table) (func(io.Writer) error, error) {
	var m party.Market
	err := e.db.View(ctx, func(tx store.Tx) (err error) {
		m, err = party.Markets.Get(tx, store.National, market)
		if fault.Is(err, fault.NotFound) { // a market without a profile has nothing to demonstrate
			err = nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if m.Demo {
		for i := range tables {
			tables[i].Banner = append([]string{DemoBanner}, tables[i].Banner...)
		}
	}
	return func(w io.Writer) error { return sheet.Write(w, tables...) }, nil
}

// DateOf is the civil date of an instant in Asia/Shanghai for a cell; nil for 0.
func DateOf(ms int64) any {
	if ms == 0 {
		return nil
	}
	return string(workday.Of(ms))
}

// Wan is an amount of fen as 万元 text for a Money column; nil stays empty.
func Wan(fen *int64) any {
	if fen == nil {
		return nil
	}
	return money.FormatWan(*fen)
}
