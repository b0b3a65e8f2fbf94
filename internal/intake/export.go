package intake

import (
	"context"
	"io"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/sheet"
	"kebang/internal/vocab"
	"kebang/internal/workbook"
)

// ExportListings makes the download of a list of demands or achievements of a market, cut for the reader. Each passes
// them one by one, so that they are never in memory together. The first columns are those of the 征集表, so that the file
// can be edited and read again.
func ExportListings[C listing.Content](ctx context.Context, e *workbook.Exporter, market string,
	each func(func(listing.View[C]) error) error) (func(io.Writer) error, error) {
	kind := form.Demands
	var zero C
	if _, ok := any(zero).(listing.AchievementContent); ok {
		kind = form.Achievements
	}
	columns := []sheet.Column{{Heading: "流水号", Width: 18}}
	var keys []string
	for _, c := range form.Of(kind) {
		if c.Show != nil {
			columns = append(columns, sheet.Column{Heading: c.Heading, Type: c.Type, Width: c.Width()})
			keys = append(keys, c.Key)
		}
	}
	columns = append(columns, sheet.Column{Heading: "状态"}, sheet.Column{Heading: "公开线索"},
		sheet.Column{Heading: "发布日期", Type: sheet.Date, Width: 12})
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
				row = append(row, form.ByKey(kind, k).Show(r))
			}
			return write(append(row, listing.Flow.Name(v.State), form.YesNo(v.Lead()), workbook.DateOf(v.PublishedAt)))
		})
	}
	return e.Tables(ctx, market, sheet.Table{Name: kind.Name(), Columns: columns, Each: rows})
}

// rowOf converts a listing to an imported row.
func rowOf[C listing.Content](v listing.View[C], c C) *form.Row {
	r := &form.Row{Org: v.Owner}
	switch c := any(c).(type) {
	case listing.DemandContent:
		r.Demand = &c
	case listing.AchievementContent:
		r.Achievement = &c
	}
	if v.Lead() {
		r.Org = r.Common().OrgWords
	}
	if v.Source != nil {
		r.Ref, r.Link = v.Source.Ref, v.Source.Link
	}
	return r
}

// ExportDeals makes the download of a list of deals.
func ExportDeals(ctx context.Context, e *workbook.Exporter, a actor.Actor, deals []deal.Deal) (func(io.Writer) error,
	error) {
	columns := []sheet.Column{{Heading: "流水号", Width: 18}, {Heading: "状态"}, {Heading: "技术需求", Width: 36},
		{Heading: "需求方", Width: 24},
		{Heading: "科技成果", Width: 36}, {Heading: "成果方", Width: 24}, {Heading: "技术经理人", Width: 24}, {Heading: "引介人",
			Width: 18}, {Heading: "引介日期", Type: sheet.Date, Width: 12},
		{Heading: "匹配分", Type: sheet.Integer}, {Heading: "结束类别"}, {Heading: "结束说明", Width: 36}, {Heading: "建立日期",
			Type: sheet.Date, Width: 12}, {Heading: "更新日期", Type: sheet.Date, Width: 12}}
	rows := make([][]any, 0, len(deals))
	for _, d := range deals {
		row := []any{d.Serial, deal.Flow.Name(d.State), d.Demand.Title, d.DemandSide.Name, d.Achievement.Title,
			d.AchievementSide.Name, nil,
			d.Introducer.Name, workbook.DateOf(d.Introducer.At), nil, nil, nil, workbook.DateOf(d.CreatedAt),
			workbook.DateOf(d.UpdatedAt)}
		if d.Broker != nil {
			row[6] = d.Broker.Name
		}
		if d.Match != nil {
			row[9] = d.Match.Score
		}
		if d.End != nil {
			row[10], row[11] = d.End.Category.Name(), d.End.Text.In(vocab.Zh)
		}
		rows = append(rows, row)
	}
	return e.Table(ctx, a.Market, "对接", columns, rows)
}
