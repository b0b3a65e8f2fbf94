package imports

import (
	"context"
	"io"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/intake"
	"kebang/internal/sheet"
	"kebang/internal/vocab"
	"kebang/internal/workbook"
)

// Export is the download of 导入记录.
func Export(svc *intake.Service, export *workbook.Exporter) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Export(r, kernel.Roles(actor.Officer, actor.Registrar, actor.Admin),
			kernel.Op("export-imports", "GET", "/imports/export.xlsx", "导出导入记录"), "imports", "导入记录.xlsx",
			func(ctx context.Context, a actor.Actor, _ *struct{}) (func(io.Writer) error, error) {
				rows, err := importRows(ctx, svc, a)
				if err != nil {
					return nil, err
				}
				return export.Table(ctx, a.Market, "导入记录", importColumns, rows)
			})
	}
}

var importColumns = []sheet.Column{{Heading: "文件", Width: 36}, {Heading: "种类"}, {Heading: "状态"}, {Heading: "导入人"},
	{Heading: "日期", Type: sheet.Date, Width: 12},
	{Heading: "总行数", Type: sheet.Integer}, {Heading: "合格", Type: sheet.Integer}, {Heading: "有误",
		Type: sheet.Integer}, {Heading: "新增", Type: sheet.Integer},
	{Heading: "更新", Type: sheet.Integer}, {Heading: "未变化", Type: sheet.Integer}, {Heading: "退回",
		Type: sheet.Integer}, {Heading: "失败原因", Width: 40}}

// importRows reads all imports of the market, newest first.
func importRows(ctx context.Context, svc *intake.Service, a actor.Actor) (rows [][]any, err error) {
	for after := ""; ; {
		page, _, err := svc.List(ctx, a, after, 100)
		if err != nil {
			return nil, err
		}
		for _, i := range page.Items {
			row := []any{i.Name, i.Kind.Name(), intake.States.Name(string(i.State)), i.By.PersonName,
				workbook.DateOf(i.At),
				int64(i.Rows.Total), int64(i.Rows.Good), int64(i.Rows.Bad), nil, nil, nil, nil, i.Failure.In(vocab.Zh)}
			if out := i.Result; out != nil {
				row[8], row[9], row[10], row[11] = int64(out.Added), int64(out.Changed), int64(out.Unchanged),
					int64(out.Refused)
			}
			rows = append(rows, row)
		}
		if after = page.Next; after == "" || len(rows) >= workbook.MaxRows {
			return rows, nil
		}
	}
}
