package api

import (
	"context"

	"kebang/internal/party"
	"kebang/internal/store"
)

// JobDesk is what an administrator does with jobs that were given up. The worker of package jobs is one.
type JobDesk interface {
	Failed(ctx context.Context, market string) ([]store.Event, error)
	Pending(ctx context.Context, market string) (int64, error)
	Retry(ctx context.Context, market, id string) error
	Dismiss(ctx context.Context, market, id string) error
}

// JobView is a job that was given up.
type JobView struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Record  string `json:"record"`
	Step    string `json:"step"`
	At      int64  `json:"at"`
	Tries   int    `json:"tries"`
	Failure string `json:"failure"`
}

// JobList are the given-up jobs, and how many still wait.
type JobList struct {
	ListBody[JobView]
	Pending int64 `json:"pending" doc:"等待处理的任务数"`
}

// Jobs are the background jobs of a market that failed, for its administrator.
func Jobs(desk JobDesk) Resource {
	return func(r *Router) {
		admin := Roles(party.Admin)
		r.Todo(func(ctx context.Context, a party.Actor) ([]TodoItem, error) {
			if !a.Is(party.Admin) {
				return nil, nil
			}
			events, err := desk.Failed(ctx, a.Market)
			if err != nil || len(events) == 0 {
				return nil, err
			}
			return []TodoItem{{Kind: "failed-job", Title: "失败的后台任务", Detail: "查明原因后重试，或放弃。", Count: int64(len(events)), Href: "/admin/jobs"}}, nil
		})
		Route(r, admin, Op("list-jobs", "GET", "/jobs", "失败的后台任务"),
			func(ctx context.Context, a party.Actor, _ *struct{}) (*Out[JobList], error) {
				events, err := desk.Failed(ctx, a.Market)
				if err != nil {
					return nil, err
				}
				items := []JobView{}
				for _, e := range events {
					items = append(items, JobView{e.ID, e.Name, e.Record, e.Step, e.At, e.Tries, e.Failure})
				}
				n, err := desk.Pending(ctx, a.Market)
				return NewOut(JobList{ListBody[JobView]{Items: items, Total: int64(len(items))}, n}), err
			})
		type jobIn struct {
			ID string `path:"id" maxLength:"200"`
		}
		Route(r, admin, Op("retry-job", "POST", "/jobs/{id}/retry", "重试后台任务"),
			func(ctx context.Context, a party.Actor, in *jobIn) (*Empty, error) {
				return nil, desk.Retry(ctx, a.Market, in.ID)
			})
		Route(r, admin, Op("dismiss-job", "POST", "/jobs/{id}/dismiss", "放弃后台任务"),
			func(ctx context.Context, a party.Actor, in *jobIn) (*Empty, error) {
				return nil, desk.Dismiss(ctx, a.Market, in.ID)
			})
	}
}
