package imports

import (
	"context"
	"fmt"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/id"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/listing"
	"kebang/internal/sheet"
	"kebang/internal/vocab"
)

// ImportView is an import as pages show it.
type ImportView struct {
	ID            string             `json:"id"`
	Rev           int64              `json:"rev"`
	Kind          form.Kind          `json:"kind" enum:"demands,achievements,organizations,contracts"`
	KindName      string             `json:"kindName"`
	Name          string             `json:"name" doc:"文件名"`
	Size          int64              `json:"size"`
	State         intake.State       `json:"state" enum:"preview,running,done,failed"`
	Sheets        []layout.SheetHead `json:"sheets" nullable:"false"`
	Skipped       []string           `json:"skipped" nullable:"false" doc:"没有找到表头的工作表"`
	Unknown       []string           `json:"unknown" nullable:"false" doc:"还没有对应的表头"`
	Columns       []form.Column      `json:"columns" nullable:"false" doc:"这类表格的全部栏目，供对应时选择"`
	Rows          intake.RowCounts   `json:"rows"`
	LeftOut       []LeftOutView      `json:"leftOut" nullable:"false" doc:"不是数据、没有读取的行"`
	Unread        []sheet.LeftFile   `json:"unread" nullable:"false" doc:"压缩包里没有读取的文件"`
	Peeks         []intake.Peek      `json:"peeks" nullable:"false" doc:"每个工作表开头的几行，供指定表头"`
	Headers       map[string]int     `json:"headers" nullable:"false" doc:"人工指定的表头行；-1 为不读这个工作表"`
	IncludeHidden bool               `json:"includeHidden" doc:"也读取隐藏的行、列和工作表"`
	HiddenColumns int                `json:"hiddenColumns" doc:"隐藏而没有读取的列数，各列见 warnings"`
	Units         map[string]string  `json:"units" nullable:"false" doc:"已说明的单位，按表头；words 表示只保留文字"`
	UnitOptions   []string           `json:"unitOptions" nullable:"false" doc:"询问单位时可选的回答"`
	Asks          bool               `json:"asks" doc:"还不知道哪一列是名称，须先对应表头"`
	Errors        []form.RowProblem  `json:"errors" nullable:"false"`
	Warnings      []form.RowProblem  `json:"warnings" nullable:"false" doc:"可导入，但需要看一眼的地方"`
	Sample        []intake.RowSample `json:"sample" nullable:"false"`
	Updates       []intake.RowUpdate `json:"updates" nullable:"false" doc:"会更新的行，逐项列出（前二百行）"`
	Batch         *BatchWorkView     `json:"batch,omitempty" doc:"整批的最近一步"`
	Publish       bool               `json:"publish"`
	SkipNear      bool               `json:"skipNear"`
	Progress      intake.RowProgress `json:"progress"`
	Result        *ImportResult      `json:"result,omitempty"`
	Failure       string             `json:"failure,omitempty"`
	ByName        string             `json:"byName"`
	At            int64              `json:"at"`
	DoneAt        int64              `json:"doneAt,omitempty"`
}

// BatchWorkView is a step with all rows of an import.
type BatchWorkView struct {
	Step    string            `json:"step" enum:"submit,publish,undo"`
	Running bool              `json:"running"`
	Done    int               `json:"done"`
	Total   int               `json:"total"`
	Moved   int               `json:"moved" doc:"已办的行"`
	Left    int               `json:"left" doc:"没有办的行，原因见 notes"`
	Notes   []form.RowProblem `json:"notes" nullable:"false"`
	Failure string            `json:"failure,omitempty"`
	ByName  string            `json:"byName"`
	At      int64             `json:"at"`
}

// ImportRowView is what an import did with a row, and how its record stands now.
type ImportRowView struct {
	Sheet     string             `json:"sheet"`
	Row       int                `json:"row"`
	Record    string             `json:"record" doc:"id; empty when it is gone"`
	Serial    string             `json:"serial"`
	Title     string             `json:"title"`
	Action    listing.Did        `json:"action" enum:"created,updated,unchanged,kept,skipped"`
	State     string             `json:"state" doc:"现在的状态；空为已撤回或不存在"`
	StateName string             `json:"stateName"`
	Untouched bool               `json:"untouched" doc:"导入之后没有人改动"`
	Undone    bool               `json:"undone" doc:"已撤回"`
	Changes   []form.FieldChange `json:"changes" nullable:"false"`
}

func viewImportRow(r intake.BatchRowView) ImportRowView {
	v := ImportRowView{Sheet: r.Sheet, Row: r.Row, Record: r.Record, Serial: r.Serial, Title: r.Title, Action: r.Action,
		State: r.State, StateName: r.StateName,
		Untouched: r.Untouched, Undone: r.Undone, Changes: kernel.NotNil(r.Changes)}
	if r.State == "" {
		v.Record = ""
	}
	return v
}

// LeftOutView counts lines that are no data, with the reason in words.
type LeftOutView struct {
	layout.LeftOut
	Text string `json:"text" doc:"原因"`
}

// ImportResult is what applying did, in rows.
type ImportResult struct {
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
	Withdrawn int `json:"withdrawn" doc:"更新的行中，表中不同意公开而撤下的"`
	Kept      int `json:"kept" doc:"平台上已另行修改，未覆盖"`
	Skipped   int `json:"skipped" doc:"疑似重复，未导入"`
	Drafts    int `json:"drafts" doc:"内容不全，存为草稿而未发布"`
	Refused   int `json:"refused"`
}

func viewImport(i intake.Import, whole bool) ImportView {
	v := ImportView{Unread: []sheet.LeftFile{}, Updates: []intake.RowUpdate{}, LeftOut: []LeftOutView{},
		Peeks: []intake.Peek{}, Headers: map[string]int{}, IncludeHidden: i.IncludeHidden, HiddenColumns: i.HiddenColumns, Units: map[string]string{}, UnitOptions: form.UnitOptions, Asks: i.Asks(), Warnings: []form.RowProblem{}, ID: i.ID, Rev: i.Rev, Kind: i.Kind, KindName: i.Kind.Name(), Name: i.Name, Size: i.Size, State: i.State, Sheets: []layout.SheetHead{},
		Skipped: []string{}, Unknown: []string{}, Columns: []form.Column{}, Rows: i.Rows, Errors: []form.RowProblem{}, Sample: []intake.RowSample{}, Publish: i.Publish, SkipNear: i.SkipNear,
		Progress: i.Progress, Failure: i.Failure, ByName: i.By.PersonName, At: i.At, DoneAt: i.DoneAt}
	if whole {
		v.Sheets, v.Skipped, v.Unknown, v.Errors, v.Sample, v.Columns = i.Sheets, i.Skipped, i.Unknown, i.Errors, i.Sample, form.Columns(i.Kind)
		v.Unread = append(v.Unread, i.Unread...)
		v.Peeks, v.Warnings, v.Updates = i.Peeks, i.Warnings, i.Updates
		if b := i.Batch; b != nil {
			v.Batch = &BatchWorkView{Step: b.Step, Running: b.Running, Done: b.Done, Total: b.Total, Moved: b.Moved,
				Left: b.Left, Notes: kernel.NotNil(b.Notes), Failure: b.Failure, ByName: b.By.PersonName, At: b.At}
		}
		for _, l := range i.LeftOut {
			v.LeftOut = append(v.LeftOut, LeftOutView{LeftOut: l, Text: l.Reason.Name()})
		}
		for sheet, row := range i.Headers {
			v.Headers[sheet] = row
		}
		for heading, unit := range i.Units {
			v.Units[heading] = unit
		}
	}
	if r := i.Result; r != nil {
		v.Result = &ImportResult{Created: r.Added, Updated: r.Changed, Withdrawn: r.Withdrawn, Unchanged: r.Unchanged,
			Kept: r.Kept, Skipped: r.Skipped, Drafts: r.Drafts, Refused: r.Refused}
	}
	return v
}

func taggedImport(i intake.Import, err error) (*kernel.Tagged[ImportView], error) {
	if err != nil {
		return nil, err
	}
	return kernel.Tag(i.Rev, viewImport(i, true)), nil
}

type templateQuery struct {
	Kind string `query:"kind" required:"true" enum:"demands,achievements,organizations,contracts"`
}

// Routes are those of 批量导入: upload and check, explain headings, write the good rows, look on.
func Routes(svc *intake.Service) kernel.Resource {
	offices := kernel.Roles(actor.Officer, actor.Registrar, actor.Admin)
	return func(r *kernel.Router) {
		kernel.ExportNamed(r, kernel.SignedIn, kernel.Op("get-import-template", "GET", "/imports/template", "下载征集表模板"),
			func(in *templateQuery) string { return intake.TemplateName(form.Kind(in.Kind)) },
			func(_ context.Context, _ actor.Actor, in *templateQuery) (func(io.Writer) error, error) {
				k, err := form.ParseKind(in.Kind)
				return func(w io.Writer) error { return intake.Template(k, w) }, err
			})
		kernel.Route(r, offices, kernel.Op("list-imports", "GET", "/imports", "导入记录"),
			func(ctx context.Context, a actor.Actor, in *kernel.PageQuery) (*kernel.List[ImportView], error) {
				if err := in.Only("-at", vocab.Noun("新的在前", "newest first")); err != nil {
					return nil, err
				}
				page, total, err := svc.List(ctx, a, in.Cursor, in.Limit)
				var items []ImportView
				for _, i := range page.Items {
					items = append(items, viewImport(i, false))
				}
				return kernel.NewList(items, page.Next, total), err
			})
		upload := kernel.Created(kernel.Op("upload-import", "POST", "/imports", "上传并检查表格"))
		upload.MaxBodyBytes = svc.MaxBytes()
		kernel.Route(r, offices, upload,
			func(ctx context.Context, a actor.Actor, in *struct {
				RawBody huma.MultipartFormFiles[struct {
					File huma.FormFile `form:"file" required:"true"`
					Kind string        `form:"kind" required:"true" enum:"demands,achievements,organizations,contracts"`
				}]
			}) (*kernel.Tagged[ImportView], error) {
				data := in.RawBody.Data()
				defer data.File.Close()
				k, err := form.ParseKind(data.Kind)
				if err != nil {
					return nil, err
				}
				return taggedImport(svc.Upload(ctx, a, id.New(), k, data.File.Filename, data.File, data.File.Size))
			})
		kernel.Route(r, offices, kernel.Op("get-import", "GET", "/imports/{id}", "一次导入"),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[ImportView], error) {
				return taggedImport(svc.Get(ctx, a, in.ID))
			})
		kernel.Route(r, offices, kernel.Op("map-import", "PUT", "/imports/{id}/mapping", "对应表头，指定表头行"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID   string `path:"id"`
				Body struct {
					Map           map[string]string `json:"map,omitempty" doc:"表头 -> 栏目 key；空表示不读这一列"`
					Headers       map[string]int    `json:"headers,omitempty" doc:"工作表 -> 表头所在的行；0 自动，-1 不读这个工作表"`
					IncludeHidden *bool             `json:"includeHidden,omitempty" doc:"也读取隐藏的行、列和工作表"`
					Units         map[string]string `json:"units,omitempty" doc:"表头 -> 这一列的单位：元、千元、万元、百万元、亿元，words 表示只保留文字，空表示撤回"`
				}
			}) (*kernel.Tagged[ImportView], error) {
				return taggedImport(svc.Map(ctx, a, in.ID,
					intake.Said{Map: in.Body.Map, Headers: in.Body.Headers, IncludeHidden: in.Body.IncludeHidden,
						Units: in.Body.Units}))
			})
		kernel.Route(r, offices, kernel.Op("apply-import", "POST", "/imports/{id}/apply", "导入合格的行"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID   string `path:"id"`
				Body struct {
					Publish  bool `json:"publish" doc:"直接发布，视为由操作人审核"`
					SkipNear bool `json:"skipNear" doc:"不导入疑似重复的行"`
					// Where rows.refusing is not 0.
					Refused    intake.Refused `json:"refused,omitempty" enum:"withdraw,keep" doc:"已公开而表中不同意公开的：withdraw 撤下，keep 写明理由后保持公开。有这样的行时必须选择"`
					KeepReason string         `json:"keepReason,omitempty" doc:"保持公开的理由，记入每一条的历史"`
				}
			}) (*kernel.Tagged[ImportView], error) {
				return taggedImport(svc.Start(ctx, a, in.ID,
					intake.Options{Publish: in.Body.Publish, SkipNear: in.Body.SkipNear, Refused: in.Body.Refused,
						KeepReason: in.Body.KeepReason}))
			})
		kernel.Route(r, offices, kernel.Op("list-import-rows", "GET", "/imports/{id}/rows", "一批导入的行"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID string `path:"id"`
				kernel.PageQuery
			}) (*kernel.List[ImportRowView], error) {
				if err := in.Only("row", vocab.Noun("按文件中的顺序", "in the order of the file")); err != nil {
					return nil, err
				}
				rows, next, total, err := svc.Rows(ctx, a, in.ID, in.Cursor, in.Limit)
				var items []ImportRowView
				for _, row := range rows {
					items = append(items, viewImportRow(row))
				}
				return kernel.NewList(items, next, total), err
			})
		kernel.Route(r, offices, kernel.Op("step-import", "POST", "/imports/{id}/steps", "整批提交审核、发布或撤回"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID   string `path:"id"`
				Body struct {
					Step string `json:"step" required:"true" enum:"submit,publish,undo" doc:"撤回只动导入之后没有人改动的行"`
				}
			}) (*kernel.Tagged[ImportView], error) {
				return taggedImport(svc.Step(ctx, a, in.ID, in.Body.Step))
			})
		kernel.Export(r, offices, kernel.Op("get-import-refused", "GET", "/imports/{id}/refused.xlsx", "下载被退回的行"),
			"退回的行.xlsx",
			func(ctx context.Context, a actor.Actor, in *struct {
				ID string `path:"id"`
			}) (func(io.Writer) error, error) {
				return svc.Refused(ctx, a, in.ID)
			})
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) { return importTodos(ctx, svc, a) })
	}
}

// importTodos names the imports whose drafts wait for the office.
func importTodos(ctx context.Context, svc *intake.Service, a actor.Actor) ([]kernel.TodoKind, error) {
	if !a.Is(actor.Officer) {
		return nil, nil
	}
	imports, drafts, err := svc.Waiting(ctx, a)
	if err != nil || len(imports) == 0 {
		return nil, err
	}
	k := kernel.TodoKind{Kind: "import-drafts", Title: "处理导入的草稿", Detail: "整批提交审核、发布或撤回。", Href: "/imports",
		Count: int64(len(imports))}
	for n, i := range imports {
		k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "import", ID: i.ID, Name: i.Name},
			Since:  i.DoneAt,
			Detail: fmt.Sprintf("还有 %d 行是草稿，没有提交也没有发布。", drafts[n]), Href: "/imports/" + i.ID})
	}
	return []kernel.TodoKind{k}, nil
}
