package operations

import (
	"context"
	"io"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/sheet"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workbook"
	"kebang/matcher"
)

// JobDesk are an administrator's actions on given-up jobs. The worker of package jobs implements it.
type JobDesk interface {
	Failed(ctx context.Context, market string) ([]store.Event, error)
	Waiting(ctx context.Context, market string) ([]store.Event, error)
	Pending(ctx context.Context, market string) (int64, error)
	Retry(ctx context.Context, market, id string) error
	Dismiss(ctx context.Context, market, id string) error
}

// Index gives the state of the index of search and matching.
type Index interface {
	IndexStatus(ctx context.Context) matcher.Status
}

// JobView is a given-up or a waiting job.
type JobView struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Record  string `json:"record"`
	Step    string `json:"step"`
	At      int64  `json:"at"`
	Due     int64  `json:"due" doc:"not before this time, UTC ms"`
	Running bool   `json:"running" doc:"a worker holds it"`
	Tries   int    `json:"tries"`
	Words   string `json:"words,omitempty" doc:"the last failure as a Chinese sentence"`
	Failure string `json:"failure,omitempty" doc:"the last failure in full, for who looks after the program"`
}

// JobList are the given-up jobs, and the waiting ones.
type JobList struct {
	kernel.Page[JobView]
	Pending int64     `json:"pending" doc:"jobs that wait"`
	Waiting []JobView `json:"waiting" doc:"the next hundred of them"`
	Index   IndexView `json:"index"`
}

// IndexView is the state of the index of search and matching.
type IndexView struct {
	Engine       string             `json:"engine" doc:"memory, or the name and version of the engine"`
	Demands      int                `json:"demands"`
	Achievements int                `json:"achievements"`
	Waiting      int                `json:"waiting" doc:"writes that the engine has not worked off"`
	Problem      string             `json:"problem,omitempty"`
	Refused      []RefusedWriteView `json:"refused" doc:"writes that the engine refused in the last hour, newest first, at most ten"`
}

// RefusedWriteView is a write that the engine refused.
type RefusedWriteView struct {
	Kind string `json:"kind" enum:"demand,achievement" doc:"what was to be written"`
	Type string `json:"type" doc:"what was to be done, in the words of the engine"`
	Text string `json:"text" doc:"why the engine refused, in its words"`
	At   int64  `json:"at" doc:"UTC ms"`
}

func viewIndex(s matcher.Status, l vocab.Lang, now int64) IndexView {
	refused := []RefusedWriteView{}
	for _, f := range s.Refused(now) {
		refused = append(refused, RefusedWriteView{string(f.Kind), f.Type, f.Error, f.At})
	}
	return IndexView{s.Engine, s.Documents[matcher.Demand], s.Documents[matcher.Achievement], s.Waiting,
		s.Problem.In(l),
		refused}
}

func viewJobs(events []store.Event, l vocab.Lang, now int64) []JobView {
	out := []JobView{}
	for _, e := range events {
		out = append(out, JobView{e.ID, e.Name, e.Record, e.Step, e.At, e.Due, e.Leased > now, e.Tries,
			sentence(e, l), e.Failure})
	}
	return out
}

var failed = fault.T("job-failed",
	"处理时出错，程序没有给出中文说明；重试仍失败时，请把技术细节交给维护人员。",
	"It failed without a sentence for people. If a retry fails too, give the technical details to the maintainers.")

// sentence is what people read of the failure of a job.
func sentence(e store.Event, l vocab.Lang) string {
	switch {
	case e.Failure == "":
		return ""
	case e.Said.IsZero():
		return failed.In(l)
	}
	return e.Said.In(l)
}

// Jobs are the background jobs of a market that failed, for its administrator.
func Jobs(desk JobDesk, index Index, export *workbook.Exporter) kernel.Resource {
	return func(r *kernel.Router) {
		r.Words("jobNames", jobNames)
		r.Words("writeNames", writeNames)
		admin := kernel.Roles(actor.Admin)
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) {
			if !a.Is(actor.Admin) {
				return nil, nil
			}
			events, err := desk.Failed(ctx, a.Market)
			if err != nil || len(events) == 0 {
				return nil, err
			}
			k := kernel.TodoOf(ctx, "failed-job", "/admin/jobs",
				fault.T("todo-failed-job", "处理失败的后台任务", "See to a failed background job"),
				fault.T("todo-failed-job-how", "查明原因后重试，或放弃。",
					"Find the cause, then retry or dismiss."))
			k.Count = int64(len(events))
			for _, e := range events {
				k.Items = append(k.Items,
					kernel.TodoItem{Record: kernel.TodoRecord{Type: "job", ID: e.ID, Name: e.Name},
						Detail: sentence(e, kernel.RequestOf(ctx).Lang), Since: e.At, Href: k.Href})
			}
			return []kernel.TodoKind{k}, nil
		})
		kernel.Route(r, admin, kernel.Op("list-jobs", "GET", "/jobs", "后台任务：失败的和等待的"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.Out[JobList], error) {
				events, err := desk.Failed(ctx, a.Market)
				if err != nil {
					return nil, err
				}
				waiting, err := desk.Waiting(ctx, a.Market)
				if err != nil {
					return nil, err
				}
				n, err := desk.Pending(ctx, a.Market)
				return kernel.NewOut(JobList{kernel.Page[JobView]{Items: viewJobs(events, kernel.RequestOf(ctx).Lang,
					r.Now()),
					Total: int64(len(events))}, n, viewJobs(waiting, kernel.RequestOf(ctx).Lang, r.Now()),
					viewIndex(index.IndexStatus(ctx), kernel.RequestOf(ctx).Lang, r.Now())}), err
			})
		kernel.Export(r, kernel.Roles(actor.Admin), kernel.Op("export-jobs", "GET", "/jobs/export.xlsx",
			"导出失败的后台任务"), "failed jobs",
			"失败的后台任务.xlsx",
			func(ctx context.Context, a actor.Actor, _ *struct{}) (func(io.Writer) error, error) {
				events, err := desk.Failed(ctx, a.Market)
				if err != nil {
					return nil, err
				}
				rows := make([][]any, 0, len(events))
				for _, e := range events {
					rows = append(rows, []any{e.Name, e.Record, e.Step, workbook.DateOf(e.At), int64(e.Tries),
						e.Failure})
				}
				return export.Table(ctx, a.Market, "失败的后台任务", jobColumns, rows)
			})
		type jobIn struct {
			ID string `path:"id" maxLength:"200"`
		}
		kernel.Route(r, admin, kernel.Op("retry-job", "POST", "/jobs/{id}/retry", "重试后台任务"),
			func(ctx context.Context, a actor.Actor, in *jobIn) (*kernel.Empty, error) {
				return nil, desk.Retry(ctx, a.Market, in.ID)
			})
		kernel.Route(r, admin, kernel.Op("dismiss-job", "POST", "/jobs/{id}/dismiss", "放弃后台任务"),
			func(ctx context.Context, a actor.Actor, in *jobIn) (*kernel.Empty, error) {
				return nil, desk.Dismiss(ctx, a.Market, in.ID)
			})
	}
}

var jobColumns = []sheet.Column{{Heading: "任务", Width: 24}, {Heading: "记录", Width: 30}, {Heading: "步骤"},
	{Heading: "日期", Type: sheet.Date, Width: 12},
	{Heading: "已试次数", Type: sheet.Integer}, {Heading: "失败原因", Width: 60}}
