package api

import (
	"context"

	"kebang/internal/party"
	"kebang/internal/store"
)

// JobView is a job that was given up.
type JobView struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Record  string `json:"record"`
	Step    string `json:"step"`
	At      int64  `json:"at"`
	Tries   int    `json:"tries"`
	Failure string `json:"failure"`
	Given   bool   `json:"given" doc:"已放弃，须人工重试"`
}

// FailedJobs are the jobs of a market that failed, for its administrator.
func FailedJobs(db store.Engine) Resource {
	return func(r *Router) {
		Route(r, Roles(party.Admin), Op("list-jobs", "GET", "/jobs", "失败的后台任务"),
			func(ctx context.Context, a party.Actor, in *ListQuery) (*List[JobView], error) {
				q := store.Query{Market: a.Market, Where: []store.Cond{{Field: "given", Op: store.Eq, Value: true}}, Sort: []store.Order{{Field: "due"}}, After: in.Cursor, Limit: in.Limit}
				var p store.Page[store.Event]
				var n int64
				err := db.View(ctx, func(tx store.Tx) (err error) {
					if n, err = store.Events.Count(tx, q); err == nil {
						p, err = store.Events.Find(tx, q)
					}
					return err
				})
				var out []JobView
				for _, e := range p.Items {
					out = append(out, JobView{e.ID, e.Name, e.Record, e.Step, e.At, e.Tries, e.Failure, e.Given})
				}
				return NewList(out, p.Next, n), err
			})
		Route(r, Roles(party.Admin), Op("retry-job", "POST", "/jobs/{id}/retry", "重试后台任务"),
			func(ctx context.Context, a party.Actor, in *struct {
				ID string `path:"id" maxLength:"200"`
			}) (*Empty, error) {
				now := r.Now()
				return nil, db.Run(ctx, func(tx store.Tx) error {
					e, err := store.Events.Get(tx, a.Market, in.ID)
					if err != nil {
						return err
					}
					e.Given, e.Tries, e.Due = false, 0, now
					return store.Events.Update(tx, &e)
				})
			})
	}
}
