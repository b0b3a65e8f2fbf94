package intake

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/listing"
	"kebang/internal/money"
	"kebang/internal/party"
	"kebang/internal/region"
	"kebang/internal/sheet"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// MaxExport is the most rows one download holds; a longer list is to be narrowed first.
const MaxExport = 10_000

// DemoBanner stands over every export of a demonstration market.
const DemoBanner = "演示数据（虚构单位，不得作为统计依据）"

// Exporter writes lists as .xlsx.
type Exporter struct{ db store.Engine }

// NewExporter makes an exporter; it asks the store whether a market is a demonstration.
func NewExporter(db store.Engine) *Exporter { return &Exporter{db: db} }

// Table makes the download of any list: title, columns and rows as package sheet takes them. The banner of a
// demonstration market is put on top. Everything that can fail is done before the writer is returned.
func (e *Exporter) Table(ctx context.Context, market, title string, columns []sheet.Column, rows [][]any) (func(io.Writer) error, error) {
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

// ExportListings makes the download of a list of demands or achievements of a market, as the reader may see them. Each
// hands them over one by one, so that they never stand in memory together. The first columns are those of the 征集表, so
// that the file can be edited and read in again.
func ExportListings[C listing.Content](ctx context.Context, e *Exporter, market string, each func(func(listing.View[C]) error) error) (func(io.Writer) error, error) {
	kind := Demands
	var zero C
	if _, ok := any(zero).(listing.AchievementContent); ok {
		kind = Achievements
	}
	columns := []sheet.Column{{Heading: "流水号", Width: 18}}
	var keys []string
	for _, c := range formOf(kind) {
		if c.show != nil {
			columns = append(columns, sheet.Column{Heading: c.Heading, Type: c.Type, Width: c.width()})
			keys = append(keys, c.Key)
		}
	}
	columns = append(columns, sheet.Column{Heading: "状态"}, sheet.Column{Heading: "公开线索"}, sheet.Column{Heading: "发布日期", Type: sheet.Date, Width: 12})
	rows := func(write func([]any) error) error {
		return each(func(v listing.View[C]) error {
			c := v.Published
			if c == nil {
				c = v.Draft
			}
			if c == nil {
				return nil
			}
			r := rowOf(v, *c)
			row := []any{v.Serial}
			for _, k := range keys {
				row = append(row, columnOf(kind, k).show(r))
			}
			return write(append(row, listing.Flow.Name(v.State), yesNo(v.Lead()), DateOf(v.PublishedAt)))
		})
	}
	return e.Tables(ctx, market, sheet.Table{Name: kind.Name(), Columns: columns, Each: rows})
}

// rowOf puts a listing into the form of an imported row.
func rowOf[C listing.Content](v listing.View[C], c C) *Row {
	r := &Row{Org: v.Owner}
	switch c := any(c).(type) {
	case listing.DemandContent:
		r.Demand = &c
	case listing.AchievementContent:
		r.Achievement = &c
	}
	if v.Lead() {
		r.Org = r.common().OrgWords
	}
	if v.Source != nil {
		r.Ref, r.Link = v.Source.Ref, v.Source.Link
	}
	return r
}

// ExportDeals makes the download of a list of deals.
func ExportDeals(ctx context.Context, e *Exporter, a actor.Actor, deals []deal.Deal) (func(io.Writer) error, error) {
	columns := []sheet.Column{{Heading: "流水号", Width: 18}, {Heading: "状态"}, {Heading: "技术需求", Width: 36}, {Heading: "需求方", Width: 24},
		{Heading: "科技成果", Width: 36}, {Heading: "成果方", Width: 24}, {Heading: "技术经理人", Width: 24}, {Heading: "引介人", Width: 18}, {Heading: "引介日期", Type: sheet.Date, Width: 12},
		{Heading: "匹配分", Type: sheet.Integer}, {Heading: "结束类别"}, {Heading: "结束说明", Width: 36}, {Heading: "建立日期", Type: sheet.Date, Width: 12}, {Heading: "更新日期", Type: sheet.Date, Width: 12}}
	rows := make([][]any, 0, len(deals))
	for _, d := range deals {
		row := []any{d.Serial, deal.Flow.Name(d.State), d.Demand.Title, d.DemandSide.Name, d.Achievement.Title, d.AchievementSide.Name, nil,
			d.Introducer.Name, DateOf(d.Introducer.At), nil, nil, nil, DateOf(d.CreatedAt), DateOf(d.UpdatedAt)}
		if d.Broker != nil {
			row[6] = d.Broker.Name
		}
		if d.Match != nil {
			row[9] = d.Match.Score
		}
		if d.End != nil {
			row[10], row[11] = d.End.Category.Name(), d.End.Text
		}
		rows = append(rows, row)
	}
	return e.Table(ctx, a.Market, "对接", columns, rows)
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

func yesNo(v bool) any {
	if v {
		return "是"
	}
	return "否"
}

func regionName(code, words string) any {
	if code == "" {
		return words
	}
	return region.FullName(code)
}

func industryNames(codes ...string) any {
	var out []string
	for _, c := range codes {
		if c != "" {
			out = append(out, industry.FullName(c))
		}
	}
	return strings.Join(out, "；")
}

func modeNames(modes []listing.Mode, words string) any {
	var out []string
	for _, m := range modes {
		out = append(out, listing.ModeNames[m])
	}
	if words != "" && !slices.Contains(out, words) {
		out = append(out, words)
	}
	return strings.Join(out, "、")
}

func number(n int) any {
	if n == 0 {
		return nil
	}
	return strconv.Itoa(n)
}
