package statistics

import (
	"context"
	"io"
	"strconv"
	"strings"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/ledger"
	"kebang/internal/sheet"
	"kebang/internal/stats"
	"kebang/internal/vocab"
	"kebang/internal/workbook"
	"kebang/internal/workday"
)

var (
	statViewers   = kernel.Roles(stats.Viewers...)
	targetEditors = kernel.Roles(stats.Editors...)
)

// FigureFilters choose the postings of a figure. A region includes the places in it.
type FigureFilters struct {
	From     string       `query:"from" maxLength:"7" pattern:"^[0-9]{4}-[0-9]{2}$" example:"2026-01" doc:"month of statistics YYYY-MM, included; 13 is the adjusting month of a year"`
	To       string       `query:"to" maxLength:"7" pattern:"^[0-9]{4}-[0-9]{2}$" example:"2026-13" doc:"month of statistics YYYY-MM, included"`
	Scope    string       `query:"scope" maxLength:"12" example:"registered" doc:"registered here, output or input"`
	AsOf     workday.Date `query:"asOf" format:"date" doc:"the figures as they were at the end of this day"`
	Class    string       `query:"class" maxLength:"4"`
	SubClass string       `query:"subClass" maxLength:"8"`
	Industry string       `query:"industry" maxLength:"4" doc:"level 1"`
	TechArea string       `query:"techArea" maxLength:"4"`
	Seller   string       `query:"seller" maxLength:"6" doc:"region of the seller; - for none, abroad"`
	Buyer    string       `query:"buyer" maxLength:"6" doc:"region of the buyer; - for none, abroad"`
}

func (q FigureFilters) query() stats.Query {
	where := map[ledger.Cut]string{}
	for cut, key := range map[ledger.Cut]string{ledger.ByClass: q.Class, ledger.BySubClass: q.SubClass,
		ledger.ByIndustry: q.Industry, ledger.ByTechArea: q.TechArea, ledger.BySeller: q.Seller,
		ledger.ByBuyer: q.Buyer} {
		if key != "" {
			where[cut] = key
		}
	}
	return stats.Query{From: q.From, To: q.To, Scope: q.Scope, AsOf: q.AsOf, Where: where}
}

type statQuery struct {
	FigureFilters
	By string `query:"by" maxLength:"12" example:"month" doc:"month, class, subClass, industry, techArea, region, seller or buyer"`
}

func (q statQuery) query() stats.Query {
	out := q.FigureFilters.query()
	out.By = q.By
	return out
}

// rowQuery is a question with a place in the list of its postings.
type rowQuery struct {
	kernel.ListQuery
	FigureFilters
}

// StatRows is a page of the postings behind a figure, with the figure itself. The two amounts are separate.
type StatRows struct {
	kernel.Page[ContractRowView]
	Count    int64 `json:"count" doc:"contracts"`
	TotalFen int64 `json:"totalFen" doc:"contract value"`
	TechFen  int64 `json:"techFen" doc:"technology value"`
}

// Routes are those of figures and targets.
func Routes(svc *stats.Service, export *workbook.Exporter) kernel.Resource {
	return func(r *kernel.Router) {
		figures(r, svc)
		statExport(r, svc, export)
		months(r, svc)
		targets(r, svc, export)
		r.Flow("month", &ledger.Flow)
		for name, list := range map[string]vocab.List{"postingCauses": ledger.Causes,
			"statDimensions": stats.Dimensions(),
			"funnelStages":   stats.Stages,
			"targetMeasures": stats.MeasureNames, "targetStatuses": stats.StatusNames,
			"targetPeriods": stats.PeriodNames,
			"targetLevels":  stats.LevelNames, "targetLacks": stats.Lacks, "targetSteps": stats.TargetSteps} {
			r.Words(name, list)
		}
	}
}

func figures(r *kernel.Router, svc *stats.Service) {
	kernel.Route(r, statViewers, kernel.Op("stat-contracts", "GET", "/stats/contracts", "登记合同统计"),
		func(ctx context.Context, a actor.Actor, in *statQuery) (*kernel.Out[StatTableView], error) {
			t, err := svc.Contracts(ctx, a, in.query())
			return kernel.NewOut(viewTable(t, kernel.RequestOf(ctx).Lang)), err
		})
	kernel.Route(r, statViewers, kernel.Op("stat-rows", "GET", "/stats/contracts/rows", "统计数字对应的合同"),
		func(ctx context.Context, a actor.Actor, in *rowQuery) (*kernel.Out[StatRows], error) {
			if err := in.Only("-date", vocab.Noun("新登记的在前", "registered last first")); err != nil {
				return nil, err
			}
			p, err := svc.Rows(ctx, a, in.query(), in.Cursor, in.Limit)
			items := make([]ContractRowView, len(p.Items))
			for i, x := range p.Items {
				items[i] = viewRow(x, kernel.RequestOf(ctx).Lang)
			}
			return kernel.NewOut(StatRows{kernel.Page[ContractRowView]{Items: items, Next: p.Next, Total: p.Rows},
				p.Count, p.TotalFen, p.TechFen}), err
		})
	kernel.Route(r, statViewers, kernel.Op("stat-funnel", "GET", "/stats/funnel", "从需求到登记的成交率"),
		func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.Out[FunnelView], error) {
			f, err := svc.Funnel(ctx, a)
			return kernel.NewOut(FunnelView(f)), err
		})
}

func statExport(r *kernel.Router, svc *stats.Service, export *workbook.Exporter) {
	kernel.Export(r, statViewers, kernel.Op("export-stats", "GET", "/stats/export.xlsx", "导出统计表及明细"), "statistics",
		"技术合同统计.xlsx",
		func(ctx context.Context, a actor.Actor, in *statQuery) (func(io.Writer) error, error) {
			t, err := svc.Contracts(ctx, a, in.query())
			if err != nil {
				return nil, err
			}
			table := sheet.Table{Name: "统计表",
				Banner: []string{"统计口径：" + ledger.Scopes.Name(t.Scope) + "；统计月份：" + or(t.From, "最早") + " 至 " +
					or(t.To, "最新") + asOf(t.AsOf)}, Columns: []sheet.Column{
					{Heading: stats.Dimensions().Name(t.By), Width: 28}, {Heading: "合同数（项）", Type: sheet.Integer,
						Width: 14}, {Heading: "合同成交额（万元）", Type: sheet.Money, Width: 20},
					{Heading: "技术交易额（万元）", Type: sheet.Money, Width: 20}}}
			for _, x := range append(t.Rows, stats.Row{Label: vocab.Noun("合计", "Sum"), Measures: t.Measures}) {
				table.Rows = append(table.Rows,
					[]any{x.Label.Zh, x.Count, workbook.Wan(&x.TotalFen), workbook.Wan(&x.TechFen)})
			}
			rows := sheet.Table{Name: "合同明细", Columns: rowColumns}
			err = svc.EachRow(ctx, a, in.query(), func(x stats.ContractRow) error {
				if len(rows.Rows) >= workbook.MaxRows {
					return fault.Of(fault.TooLarge, fault.T("export-too-large",
						"超过%d行，请缩小范围后分次导出。",
						"More than %d rows; narrow the filters and export in parts."), workbook.MaxRows)
				}
				rows.Rows = append(rows.Rows, statRow(x))
				return nil
			})
			if err != nil {
				return nil, err
			}
			return export.Tables(ctx, a.Market, table, rows)
		})
}

var rowColumns = []sheet.Column{{Heading: "入账事由"}, {Heading: "计入月份", Width: 14}, {Heading: "合同数（项）",
	Type: sheet.Integer},
	{Heading: "流水号", Width: 18}, {Heading: "项目名称", Width: 40}, {Heading: "合同类别"},
	{Heading: "子类", Width: 18}, {Heading: "卖方", Width: 28},
	{Heading: "卖方所在地", Width: 24}, {Heading: "买方", Width: 28}, {Heading: "买方所在地", Width: 24}, {Heading: "登记日期",
		Type: sheet.Date, Width: 12}, {Heading: "登记编号", Width: 20},
	{Heading: "登记机构", Width: 28}, {Heading: "合同成交额（万元）", Type: sheet.Money, Width: 20}, {Heading: "技术交易额（万元）",
		Type: sheet.Money, Width: 20}}

func statRow(x stats.ContractRow) []any {
	return []any{ledger.Causes.Name(string(x.Cause)), x.Period.Name().Zh, x.Count, x.Serial, x.Title, x.Class.Name(),
		contract.SubName(x.SubClass), x.Seller, x.SellerPlace.Zh, x.Buyer, x.BuyerPlace.Zh,
		string(x.Date), x.Number, x.Authority,
		workbook.Wan(&x.TotalFen), workbook.Wan(&x.TechFen)}
}

func asOf(d workday.Date) string {
	if d == "" {
		return ""
	}
	return "；截至 " + string(d)
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

var targetColumns = []sheet.Column{{Heading: "指标", Width: 28}, {Heading: "口径"}, {Heading: "年份"}, {Heading: "状态"},
	{Heading: "目标（万元）", Type: sheet.Money, Width: 18}, {Heading: "读法", Width: 28},
	{Heading: "完成（万元）", Type: sheet.Money, Width: 18}, {Heading: "合同数（项）",
		Type: sheet.Integer}, {Heading: "进度"}, {Heading: "是否达标"}, {Heading: "原文", Width: 48}}

// targetRows has one row for each way to read a target. This function does not choose among them.
func targetRows(items []stats.Progress) [][]any {
	var rows [][]any
	for _, p := range items {
		year := ""
		if p.Year > 0 {
			year = strconv.Itoa(p.Year)
		}
		for _, x := range p.Readings {
			passed := "无法比较"
			if x.Passed != nil {
				passed = map[bool]string{true: "达标", false: "未达标"}[*x.Passed]
			}
			row := []any{p.Indicator, stats.MeasureNames.Name(string(p.Measure)), year,
				stats.StatusNames.Name(p.Status), workbook.Wan(p.ValueFen),
				strings.TrimSpace(stats.MeasureNames.Name(string(x.Measure)) + " " +
					ledger.Scopes.NameOrNone(x.Scope) + " " +
					stats.PeriodNames.NameOrNone(x.Period)),
				workbook.Wan(&x.ActualFen), x.Count, or(x.Text, stats.Lacks.Name(x.Lack)), passed, p.Quote}
			if p.Measure == stats.Number {
				row[5], row[6], row[7] = "目标"+p.Value+p.Unit+"，完成"+or(p.Actual, "未填报")+p.Unit, nil, nil
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func targets(r *kernel.Router, svc *stats.Service, export *workbook.Exporter) {
	kernel.Export(r, statViewers, kernel.Op("export-targets", "GET", "/targets/export.xlsx", "导出目标及进度"),
		"targets and progress", "目标.xlsx",
		func(ctx context.Context, a actor.Actor, _ *struct{}) (func(io.Writer) error, error) {
			items, err := svc.ListTargets(ctx, a)
			if err != nil {
				return nil, err
			}
			return export.Table(ctx, a.Market, "目标", targetColumns, targetRows(items))
		})
	tagged := func(p stats.Progress, err error) (*kernel.Tagged[TargetView], error) {
		if err != nil {
			return nil, err
		}
		return kernel.Tag(p.Rev, viewTarget(p)), nil
	}
	kernel.Route(r, statViewers, kernel.Op("list-targets", "GET", "/targets", "目标及进度"),
		func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.List[TargetView], error) {
			items, err := svc.ListTargets(ctx, a)
			views := make([]TargetView, len(items))
			for i, p := range items {
				views[i] = viewTarget(p)
			}
			return kernel.NewItems(views), err
		})
	kernel.Route(r, statViewers, kernel.Op("get-target", "GET", "/targets/{id}", "一个目标及进度"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[TargetView], error) {
			return tagged(svc.TargetProgress(ctx, a, in.ID))
		})
	history.Route(r, statViewers, "target", "/targets", svc.TargetHistory)
	kernel.Route(r, targetEditors, kernel.Created(kernel.Op("create-target", "POST", "/targets", "新建目标")),
		func(ctx context.Context, a actor.Actor, in *struct{ Body TargetFields }) (*kernel.Tagged[TargetView],
			error) {
			return tagged(svc.AddTarget(ctx, a, id.New(), stats.TargetForm(in.Body)))
		})
	kernel.Route(r, targetEditors, kernel.Op("edit-target", "PUT", "/targets/{id}", "修改目标"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			kernel.IfMatch
			Body TargetFields
		}) (*kernel.Tagged[TargetView], error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			return tagged(svc.SetTarget(ctx, a, in.ID, rev, stats.TargetForm(in.Body)))
		})
	kernel.Route(r, targetEditors, kernel.Op("delete-target", "DELETE", "/targets/{id}", "删除目标"),
		func(ctx context.Context, a actor.Actor, in *kernel.RevisionIn) (*kernel.Empty, error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			return &kernel.Empty{}, svc.DropTarget(ctx, a, in.ID, rev)
		})
}
