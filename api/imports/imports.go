package imports

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/vocab"
)

type templateQuery struct {
	Kind string `query:"kind" required:"true" enum:"demands,achievements,organizations,contracts"`
}

// Routes are the routes of 批量导入: upload and check, explain headings, write the good rows, watch the progress.
func Routes(svc *intake.Service) kernel.Resource {
	offices := kernel.Roles(actor.Officer, actor.Registrar, actor.Admin)
	return func(r *kernel.Router) {
		kernel.ExportNamed(r, kernel.SignedIn, kernel.Op("get-import-template", "GET", "/imports/template",
			"下载征集表模板"), "form to fill in",
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
					items = append(items, viewImport(i, false, kernel.RequestOf(ctx).Lang))
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
				return taggedImport(ctx)(svc.Upload(ctx, a, id.New(), k, data.File.Filename, data.File, data.File.Size))
			})
		kernel.Route(r, offices, kernel.Op("get-import", "GET", "/imports/{id}", "一次导入"),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[ImportView], error) {
				return taggedImport(ctx)(svc.Get(ctx, a, in.ID))
			})
		kernel.Route(r, offices, kernel.Op("map-import", "PUT", "/imports/{id}/mapping", "对应表头，指定表头行"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID   string `path:"id"`
				Body struct {
					Map           map[string]string `json:"map,omitempty" doc:"heading to key of the column; empty leaves the column out"`
					Headers       map[string]int    `json:"headers,omitempty" doc:"sheet to row of its headings; 0 finds it, -1 leaves the sheet out"`
					IncludeHidden *bool             `json:"includeHidden,omitempty" doc:"hidden rows, columns and sheets are read too"`
					Units         map[string]string `json:"units,omitempty" doc:"heading to unit of its amounts (元, 千元, 万元, 百万元, 亿元); words keeps the text only, empty takes back"`
				}
			}) (*kernel.Tagged[ImportView], error) {
				return taggedImport(ctx)(svc.Map(ctx, a, in.ID,
					intake.Said{Map: in.Body.Map, Headers: in.Body.Headers, IncludeHidden: in.Body.IncludeHidden,
						Units: in.Body.Units}))
			})
		kernel.Route(r, offices, kernel.Op("apply-import", "POST", "/imports/{id}/apply", "导入合格的行"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID   string `path:"id"`
				Body struct {
					Publish  bool `json:"publish" doc:"published at once; the caller counts as reviewer"`
					SkipNear bool `json:"skipNear" doc:"rows that look like a duplicate are left out"`
					// Required when rows.refusing is not 0.
					Refused    intake.Refused `json:"refused,omitempty" enum:"withdraw,keep" doc:"rows without consent whose listing is public: withdraw it, or keep it with a reason; needed when there are any"`
					KeepReason string         `json:"keepReason,omitempty" doc:"reason to keep them, noted in each history"`
				}
			}) (*kernel.Tagged[ImportView], error) {
				return taggedImport(ctx)(svc.Start(ctx, a, in.ID,
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
					Step string `json:"step" required:"true" enum:"submit,publish,undo" doc:"undo leaves rows that were changed after the import"`
				}
			}) (*kernel.Tagged[ImportView], error) {
				return taggedImport(ctx)(svc.Step(ctx, a, in.ID, in.Body.Step))
			})
		kernel.Export(r, offices, kernel.Op("get-import-refused", "GET", "/imports/{id}/refused.xlsx",
			"下载被退回的行"), "returned rows",
			"退回的行.xlsx",
			func(ctx context.Context, a actor.Actor, in *struct {
				ID string `path:"id"`
			}) (func(io.Writer) error, error) {
				return svc.Refused(ctx, a, in.ID)
			})
		r.Words("importKinds", form.KindNames)
		r.Words("importStates", intake.States)
		r.Words("leftOutReasons", layout.Reasons)
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) { return importTodos(ctx, svc, a) })
	}
}

// importTodos names the imports with drafts that wait for the office.
func importTodos(ctx context.Context, svc *intake.Service, a actor.Actor) ([]kernel.TodoKind, error) {
	if !a.Is(actor.Officer) {
		return nil, nil
	}
	imports, drafts, err := svc.Waiting(ctx, a)
	if err != nil || len(imports) == 0 {
		return nil, err
	}
	k := kernel.TodoOf(ctx, "import-drafts", "/imports",
		fault.T("todo-import-drafts", "处理导入的草稿", "See to imported drafts"),
		fault.T("todo-import-drafts-how", "整批提交审核、发布或撤回。",
			"Submit, publish or take back the whole batch."))
	k.Count = int64(len(imports))
	left := fault.T("todo-import-rows", "还有 %d 行是草稿，没有提交也没有发布。",
		"%d rows are still drafts, neither submitted nor published.")
	for n, i := range imports {
		k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "import", ID: i.ID, Name: i.Name},
			Since: i.DoneAt, Detail: left.With(drafts[n]).In(kernel.RequestOf(ctx).Lang), Href: "/imports/" + i.ID})
	}
	return []kernel.TodoKind{k}, nil
}
