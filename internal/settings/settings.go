package settings

import (
	"context"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// SettingsForm are the settings of the whole installation, over all its markets, as an administrator enters them.
type SettingsForm struct {
	OneTimeDays int        `json:"oneTimeDays" minimum:"1" maximum:"14" doc:"days that a one-time password holds"`
	LogMonths   int        `json:"logMonths" minimum:"6" maximum:"120" doc:"months that the security log is kept, at least 6"`
	UploadFiles int        `json:"uploadFiles" minimum:"10" maximum:"10000" doc:"files that an account may upload in a day"`
	UploadMB    int        `json:"uploadMB" minimum:"50" maximum:"100000" doc:"MB that an account may upload in a day"`
	Backup      BackupPlan `json:"backup"`
}

// BackupPlan is the time of the nightly backup.
type BackupPlan struct {
	On   bool   `json:"on"`
	At   string `json:"at" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" example:"02:30" doc:"time of the day it begins, Beijing time"`
	Keep int    `json:"keep" minimum:"2" maximum:"60" doc:"backups kept"`
}

// Default are the settings until an administrator changes them.
var Default = SettingsForm{OneTimeDays: 7, LogMonths: 24, UploadFiles: 300, UploadMB: 1000,
	Backup: BackupPlan{At: "02:30", Keep: 14}}

// Settings is the one record of SettingsForm.
type Settings struct {
	store.Meta
	SettingsForm
	UpdatedAt int64 `json:"updatedAt"` // UTC ms
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{All.Spec()} }

// Service holds the use cases of the settings.
type Service struct {
	db  store.Engine
	now func() time.Time
}

// NewService makes the use cases on a store. Now gives the current time.
func NewService(db store.Engine, now func() time.Time) *Service {
	return &Service{db: db, now: now}
}

const settingsID = "system"

// All keeps their one record in store.National.
var All = store.Define(store.Def[Settings]{
	Name: "settings", Shape: 2, Oldest: 2, Noun: vocab.Noun("系统设置", "setting"),
	Meta: func(s *Settings) *store.Meta { return &s.Meta },
})

// Of reads the settings, or Default while there is no record.
func Of(tx store.Tx) (Settings, error) {
	s, err := All.Get(tx, store.National, settingsID)
	if fault.Is(err, fault.NotFound) {
		return Settings{Meta: store.Meta{ID: settingsID, Market: store.National}, SettingsForm: Default}, nil
	}
	return s, err
}

// Settings reads the settings for the program itself.
func (s *Service) Settings(ctx context.Context) (Settings, error) {
	return store.Read(ctx, s.db, Of)
}

// SettingsFor reads the settings for an administrator.
func (s *Service) SettingsFor(ctx context.Context, a actor.Actor) (Settings, error) {
	if err := a.Require(actor.Admin); err != nil {
		return Settings{}, err
	}
	return s.Settings(ctx)
}

// SaveSettings changes the settings. The history of the administrator's market names the person.
func (s *Service) SaveSettings(ctx context.Context, a actor.Actor, rev int64, f SettingsForm) (Settings, error) {
	if err := a.Require(actor.Admin); err != nil {
		return Settings{}, err
	}
	var bad fault.Fields
	f.check(&bad)
	if err := bad.Fault(fault.T("settings-invalid",
		"系统设置有误，请按提示修改后再保存。",
		"The system settings are wrong; please correct them as shown and save again.")); err != nil {
		return Settings{}, err
	}
	now := s.now().UnixMilli()
	return store.Write(ctx, s.db, func(tx store.Tx) (Settings, error) {
		is, err := Of(tx)
		if err == nil && is.Rev != rev {
			err = store.ErrChanged
		}
		if err != nil {
			return is, err
		}
		is.SettingsForm, is.UpdatedAt = f, now
		write := All.Update
		if is.Rev == 0 {
			write = All.Insert
		}
		if err := write(tx, &is); err != nil {
			return is, err
		}
		return is, audit.Note(tx, a, audit.Change{Kind: "settings", Record: is.ID, Rev: is.Rev, Step: "update",
			From: "open", To: "open", At: now}, store.National)
	})
}

func (f *SettingsForm) check(bad *fault.Fields) {
	within := func(at, name string, n, least, most int) {
		if n < least || n > most {
			bad.Note(at, fault.T("must-from", "%s应在%d至%d之间。", "%s must be from %d to %d."), name, least, most)
		}
	}
	within("/oneTimeDays", "一次性密码的有效天数", f.OneTimeDays, 1, 14)
	within("/logMonths", "安全日志保存的月数", f.LogMonths, 6, 120)
	within("/uploadFiles", "每天的文件数", f.UploadFiles, 10, 10_000)
	within("/uploadMB", "每天的大小（MB）", f.UploadMB, 50, 100_000)
	within("/backup/keep", "保留的份数", f.Backup.Keep, 2, 60)
	if _, ok := f.Backup.Minute(); !ok {
		bad.Note("/backup/at", fault.T("write-time-backup-like-02",
			"备份时刻应写成 02:30 这样的 24 小时制。",
			"Write the time of the backup like 02:30, on the 24-hour clock."))
	}
}

// Minute is the time of day in minutes after midnight; false for no time.
func (p BackupPlan) Minute() (int, bool) {
	if len(p.At) != 5 || p.At[2] != ':' {
		return 0, false
	}
	digit := func(i int) int { return int(p.At[i]) - '0' }
	for _, i := range []int{0, 1, 3, 4} {
		if d := digit(i); d < 0 || d > 9 {
			return 0, false
		}
	}
	h, m := 10*digit(0)+digit(1), 10*digit(3)+digit(4)
	return 60*h + m, h < 24 && m < 60
}
