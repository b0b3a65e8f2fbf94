package backup

import (
	"context"
	"time"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/settings"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Backup is the state of the nightly backups: the last try, and the last backup that a restore has proved.
type Backup struct {
	store.Meta
	RequestedAt int64      `json:"requestedAt,omitempty"` // UTC ms of the last request of an administrator
	TriedAt     int64      `json:"triedAt,omitempty"`
	Failure     fault.Said `json:"failure,omitzero"` // failure of the last try; zero when it succeeded
	DoneAt      int64      `json:"doneAt,omitempty"` // UTC ms of the start of the last good backup
	Took        int64      `json:"took,omitempty"`   // ms, including the proof by a restore
	File        string     `json:"file,omitempty"`   // name in the folder of backups
	Bytes       int64      `json:"bytes,omitempty"`
	Documents   int64      `json:"documents,omitempty"`
	Blobs       int64      `json:"blobs,omitempty"`
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{All.Spec()} }

// Service holds the use cases of the nightly backup.
type Service struct {
	db  store.Engine
	now func() time.Time
}

// NewService makes the use cases on a store. Now gives the current time.
func NewService(db store.Engine, now func() time.Time) *Service {
	return &Service{db: db, now: now}
}

// All keeps its one record in store.National. The record describes the machine, so no backup carries it.
var All = store.Define(store.Def[Backup]{Name: "backups", Shape: 3, Oldest: 2, Noun: vocab.Noun("备份", "backup"),
	// The failure of shape 2 is a plain sentence.
	Upgrade: map[int]func([]byte) ([]byte, error){2: func(b []byte) ([]byte, error) { return b, nil }},
	Meta:    func(b *Backup) *store.Meta { return &b.Meta }})

// backupRuns is the Failure of a backup from its begin to its end.
var backupRuns = fault.Kept("backup-running",
	"备份正在进行，或上次没有做完程序就停止了。",
	"A backup is running, or the program stopped during the last one.")

const (
	backupID    = "nightly"
	backupAgain = 3600 * 1000     // ms until a failed backup is repeated
	backupLate  = 2 * 3600 * 1000 // ms until a missing backup is reported
)

func backupOf(tx store.Tx) (Backup, error) {
	b, err := All.Get(tx, store.National, backupID)
	if fault.Is(err, fault.NotFound) {
		return Backup{Meta: store.Meta{ID: backupID, Market: store.National}}, nil
	}
	return b, err
}

func saveBackup(tx store.Tx, b *Backup) error {
	if b.Rev == 0 {
		return All.Insert(tx, b)
	}
	return All.Update(tx, b)
}

// last is the newest instant of a plan at or before now (UTC ms).
func last(p settings.BackupPlan, now int64) int64 {
	minute, _ := p.Minute()
	t := time.UnixMilli(now).In(workday.Location())
	at := time.Date(t.Year(), t.Month(), t.Day(), minute/60, minute%60, 0, 0, workday.Location())
	if at.UnixMilli() > now {
		at = at.AddDate(0, 0, -1)
	}
	return at.UnixMilli()
}

// BackupStatus is the plan with the state of the backups.
type BackupStatus struct {
	settings.BackupPlan
	Backup
	Since   int64 // UTC ms of the start of the plan
	Overdue bool  // the planned backup is missing
	Running bool  // a backup is requested or running
}

func backupStatus(tx store.Tx, now int64) (BackupStatus, error) {
	set, err := settings.Of(tx)
	if err != nil {
		return BackupStatus{}, err
	}
	b, err := backupOf(tx)
	s := BackupStatus{BackupPlan: set.Backup, Backup: b, Since: set.UpdatedAt}
	// A program killed during a backup leaves backupRuns behind for ever.
	s.Running = b.RequestedAt > b.TriedAt || b.Failure.Code == backupRuns.Code && now-b.TriedAt < backupAgain
	due := last(set.Backup, now-backupLate)
	s.Overdue = set.Backup.On && due > set.UpdatedAt && b.DoneAt < due
	return s, err
}

// BackupStatus reads the state of the nightly backups for the program itself.
func (s *Service) BackupStatus(ctx context.Context) (BackupStatus, error) {
	now := s.now().UnixMilli()
	return store.Read(ctx, s.db, func(tx store.Tx) (BackupStatus, error) { return backupStatus(tx, now) })
}

// BackupStatusFor is BackupStatus for an administrator.
func (s *Service) BackupStatusFor(ctx context.Context, a actor.Actor) (BackupStatus, error) {
	if err := a.Require(actor.Admin); err != nil {
		return BackupStatus{}, err
	}
	return s.BackupStatus(ctx)
}

// RequestBackup asks for a backup now, outside the plan.
func (s *Service) RequestBackup(ctx context.Context, a actor.Actor) error {
	if err := a.Require(actor.Admin); err != nil {
		return err
	}
	now := s.now().UnixMilli()
	return s.db.Run(ctx, func(tx store.Tx) error {
		b, err := backupOf(tx)
		if err != nil {
			return err
		}
		b.RequestedAt = now
		return saveBackup(tx, &b)
	})
}

// BeginBackup decides whether a backup is due now, and if so notes the try.
func (s *Service) BeginBackup(ctx context.Context) (bool, error) {
	now := s.now().UnixMilli()
	return store.Write(ctx, s.db, func(tx store.Tx) (bool, error) {
		st, err := backupStatus(tx, now)
		if err != nil {
			return false, err
		}
		b, due := st.Backup, last(st.BackupPlan, now)
		planned := st.On && due > st.Since && b.DoneAt < due &&
			(b.TriedAt < due || !b.Failure.IsZero() && now-b.TriedAt >= backupAgain)
		if !planned && b.RequestedAt <= b.TriedAt {
			return false, nil
		}
		b.TriedAt, b.Failure = now, backupRuns.With()
		return true, saveBackup(tx, &b)
	})
}

// EndBackup stores the outcome of the backup that began at b.TriedAt.
func (s *Service) EndBackup(ctx context.Context, done Backup, failure error) (Backup, error) {
	now := s.now().UnixMilli()
	return store.Write(ctx, s.db, func(tx store.Tx) (Backup, error) {
		b, err := backupOf(tx)
		if err != nil {
			return b, err
		}
		if failure != nil {
			b.Failure = saidOf(failure)
		} else {
			b.Failure, b.DoneAt, b.Took = fault.Said{}, b.TriedAt, now-b.TriedAt
			b.File, b.Bytes, b.Documents, b.Blobs = done.File, done.Bytes, done.Documents, done.Blobs
		}
		return b, saveBackup(tx, &b)
	})
}

// Problem is the problem of the backups that an administrator must know; nil without one.
func (s BackupStatus) Problem() error {
	switch {
	case !s.Failure.IsZero() && s.DoneAt < s.TriedAt && s.Overdue:
		return fault.Of(fault.Unavailable, fault.T("backup-failed", "夜间备份没有做成：%s", "The nightly backup failed: %s"),
			s.Failure)
	case s.Overdue:
		return fault.Of(fault.Unavailable, fault.T("backup-overdue",
			"夜间备份没有按时做：请检查服务是否在备份时刻运行，或在系统设置中立即备份一次。",
			"The nightly backup was not made in time: see whether the server runs at that time, or make one now in "+
				"the system settings."))
	}
	return nil
}

// saidOf is the sentence of a failure.
func saidOf(err error) fault.Said {
	if s := fault.SaidOf(err); !s.IsZero() {
		return s
	}
	return broken.With()
}

var broken = fault.Kept("backup-broken",
	"程序出错，详情见服务器日志。", "The program failed; the log of the server says more.")
