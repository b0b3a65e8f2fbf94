package operations

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/backup"
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// BackupView is the state of the nightly backups.
type BackupView struct {
	On        bool   `json:"on"`
	At        string `json:"at"`
	Keep      int    `json:"keep"`
	Folder    string `json:"folder" doc:"folder on the server; whoever runs it chooses it"`
	Running   bool   `json:"running"`
	DoneAt    int64  `json:"doneAt,omitempty" doc:"last backup that was made and restored as a check, UTC ms"`
	TookMS    int64  `json:"tookMS,omitempty"`
	File      string `json:"file,omitempty"`
	Bytes     int64  `json:"bytes,omitempty"`
	Documents int64  `json:"documents,omitempty"`
	Blobs     int64  `json:"blobs,omitempty"`
	TriedAt   int64  `json:"triedAt,omitempty"`
	Failure   string `json:"failure,omitempty" doc:"why the last one failed"`
	Overdue   bool   `json:"overdue" doc:"it was due and is not there"`
}

// BackupRoutes are 夜间备份 for the administrator: the state, and a backup now.
func BackupRoutes(svc *backup.Service, folder string) kernel.Resource {
	admin := kernel.Roles(actor.Admin)
	return func(r *kernel.Router) {
		kernel.Route(r, admin, kernel.Op("get-backup", "GET", "/backup", "夜间备份的情况"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.Out[BackupView], error) {
				s, err := svc.BackupStatusFor(ctx, a)
				if err != nil {
					return nil, err
				}
				return kernel.NewOut(BackupView{On: s.On, At: s.At, Keep: s.Keep, Folder: folder, Running: s.Running,
					DoneAt: s.DoneAt, TookMS: s.Took, File: s.File,
					Bytes: s.Bytes, Documents: s.Documents, Blobs: s.Blobs, TriedAt: s.TriedAt,
					Failure: s.Failure.In(kernel.RequestOf(ctx).Lang), Overdue: s.Overdue}), nil
			})
		kernel.Route(r, admin, kernel.Op("run-backup", "POST", "/backup/run", "立即备份一次"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.Empty, error) {
				return nil, svc.RequestBackup(ctx, a)
			})
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) {
			if !a.Is(actor.Admin) {
				return nil, nil
			}
			s, err := svc.BackupStatus(ctx)
			if err != nil || s.Problem() == nil {
				return nil, err
			}
			l := kernel.RequestOf(ctx).Lang
			k := kernel.TodoOf(ctx, "backup", "/admin/settings",
				fault.T("todo-backup", "夜间备份没有做成", "The nightly backup failed"),
				fault.T("todo-backup-how", "查明原因后立即备份一次。",
					"Find the cause, then make a backup at once."))
			k.Count = 1
			k.Items = []kernel.TodoItem{{Record: kernel.TodoRecord{Type: "backup", ID: "nightly",
				Name: vocab.Noun("夜间备份", "Nightly backup").In(l)}, Detail: fault.SaidOf(s.Problem()).In(l),
				Since: max(s.DoneAt, s.TriedAt), Href: k.Href}}
			return []kernel.TodoKind{k}, nil
		})
	}
}
