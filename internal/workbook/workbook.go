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

// MaxRows is the most rows of one download; a longer list must be filtered first.
const MaxRows = 10_000

// DemoBanner stands over every export of a demonstration market.
const DemoBanner = "演示数据（虚构单位，不得作为统计依据）"

// Exporter writes lists as .xlsx.
type Exporter struct{ db store.Engine }

// NewExporter makes an exporter. It asks the store whether a market is a demonstration.
func NewExporter(db store.Engine) *Exporter { return &Exporter{db: db} }

// Table makes the download of a list: title, columns and rows in the form of package sheet. A demonstration market gets
// the banner on top. Every step that can fail happens before Table returns the writer.
func (e *Exporter) Table(ctx context.Context, market, title string, columns []sheet.Column,
	rows [][]any) (func(io.Writer) error, error) {
	return e.Tables(ctx, market, sheet.Table{Name: title, Columns: columns, Rows: rows})
}

// Tables is Table for a workbook of several sheets.
func (e *Exporter) Tables(ctx context.Context, market string, tables ...sheet.Table) (func(io.Writer) error, error) {
	var m party.Market
	err := e.db.View(ctx, func(tx store.Tx) (err error) {
		m, err = party.Markets.Get(tx, store.National, market)
		if fault.Is(err, fault.NotFound) { // a market without a profile is no demonstration
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

// Wan is an amount of fen as 万元 text for a Money column; nil gives an empty cell.
func Wan(fen *int64) any {
	if fen == nil {
		return nil
	}
	return money.FormatWan(*fen)
}
