package contracts

import (
	"context"
	"io"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/registry"
	"kebang/internal/sheet"
	"kebang/internal/workbook"
)

func (d contractDesk) export(export *workbook.Exporter) {
	kernel.Export(d.r, kernel.SignedIn, kernel.Op("export-contracts", "GET", "/contracts/export.xlsx", "导出合同"),
		"contracts",
		"技术合同.xlsx",
		func(ctx context.Context, a actor.Actor, in *contractQuery) (func(io.Writer) error, error) {
			var cs []contract.Contract
			keep := func(c contract.Contract) error {
				if cs = append(cs, c); len(cs) > workbook.MaxRows {
					return fault.Of(fault.TooLarge, fault.T("export-too-large",
						"超过%d行，请缩小范围后分次导出。",
						"More than %d rows; narrow the filters and export in parts."), workbook.MaxRows)
				}
				return nil
			}
			in.Cursor, in.Limit = "", 0
			f, figure := in.figure()
			err := error(nil)
			if figure {
				err = d.reg.Each(ctx, a, f, keep)
			} else {
				err = d.svc.Each(ctx, a, in.filter(), keep)
			}
			if err != nil {
				return nil, err
			}
			ds, err := d.reg.Dossiers(ctx, cs...)
			if err != nil {
				return nil, err
			}
			rows := make([][]any, len(ds))
			for i, x := range ds {
				rows[i] = contractRow(x)
			}
			return export.Table(ctx, a.Market, "技术合同", contractColumns, rows)
		})
}

func contractRow(d registry.Dossier) []any {
	c := d.Contract
	total, tech := c.Amounts.TotalFen, c.Amounts.TechFen
	var acceptNo, number, date, authority any
	if r := d.Registration; r != nil {
		acceptNo, number, authority = r.AcceptNo, r.Number, r.Authority
		if r.Date != "" {
			date = string(r.Date)
		}
		if r.TechFen > 0 {
			total, tech = r.TotalFen, r.TechFen
		}
	}
	how := "平台对接"
	if c.Offline() {
		how = "线下签订"
	}
	var signed any
	if c.SignDate != "" {
		signed = string(c.SignDate)
	}
	return []any{c.Serial, registry.StandingName(&c), c.Title, c.Class.Name(), contract.SubName(c.SubClass),
		c.Seller.Name, c.Buyer.Name, signed,
		workbook.Wan(&total), workbook.Wan(&tech), acceptNo, number, date, authority, how}
}

var contractColumns = []sheet.Column{{Heading: "流水号", Width: 18}, {Heading: "状态"}, {Heading: "项目名称", Width: 40},
	{Heading: "合同类别"}, {Heading: "子类", Width: 18},
	{Heading: "卖方", Width: 28}, {Heading: "买方", Width: 28}, {Heading: "签订日期", Type: sheet.Date,
		Width: 12}, {Heading: "合同成交额（万元）", Type: sheet.Money, Width: 18},
	{Heading: "技术交易额（万元）", Type: sheet.Money, Width: 18}, {Heading: "受理号", Width: 18}, {Heading: "登记编号",
		Width: 20}, {Heading: "登记日期", Type: sheet.Date, Width: 12},
	{Heading: "登记机构", Width: 28}, {Heading: "签订方式"}}
