package files

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/settings"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Quota counts the uploads of an account on a day (Asia/Shanghai).
type Quota struct {
	store.Meta
	Person string       `json:"person"`
	Date   workday.Date `json:"date"`
	Files  int          `json:"files"`
	Bytes  int64        `json:"bytes"`
	At     int64        `json:"at"` // UTC ms of the last upload
}

// Quotas are kept in store.National.
var Quotas = store.Define(store.Def[Quota]{
	Name: "quotas", Shape: 2, Oldest: 2, Noun: vocab.Noun("上传额度", "upload quota"),
	Meta:    func(q *Quota) *store.Meta { return &q.Meta },
	Fields:  []store.FieldSpec{{Name: "at", Type: store.Int}},
	Values:  func(q *Quota) store.Values { return store.Values{"at": q.At} },
	Indexes: [][]string{{"at"}},
})

// ChargeUpload counts an upload, in bytes, before it is read. Beyond the quota of the day (SettingsForm) it returns
// fault.TooMany, because all markets share one disk. A file that is refused later stays counted.
func (s *Service) ChargeUpload(ctx context.Context, a actor.Actor, bytes int64) error {
	if a.Role == actor.System {
		return nil
	}
	now := s.ms()
	date := workday.Of(now)
	mine := store.Meta{ID: a.Person + "." + string(date), Market: store.National}
	charge := func(tx store.Tx) error {
		set, err := settings.Of(tx)
		if err != nil {
			return err
		}
		q, err := Quotas.Get(tx, store.National, mine.ID)
		write := Quotas.Update
		if fault.Is(err, fault.NotFound) {
			q, err, write = Quota{Meta: mine, Person: a.Person, Date: date}, nil, Quotas.Insert
		}
		if err != nil {
			return err
		}
		if q.Files++; q.Files > set.UploadFiles || q.Bytes+bytes > int64(set.UploadMB)<<20 {
			return fault.Of(fault.TooMany, fault.T("upload-quota",
				"您今天上传的文件已达到上限（%d个、共%d MB），请明天再传；确有需要时请管理员在系统设置中调整。",
				"You have uploaded as much as one day allows (%d files, %d MB in all). Go on tomorrow, or ask the "+
					"administrator to raise the limit in the system settings."), set.UploadFiles, set.UploadMB)
		}
		q.Bytes, q.At = q.Bytes+bytes, now
		return write(tx, &q)
	}
	err := s.db.Run(ctx, charge)
	if fault.Is(err, fault.Conflict) { // another upload of the same person made the record first
		err = s.db.Run(ctx, charge)
	}
	return err
}

// SweepQuotas removes the counts of past days.
func (s *Service) SweepQuotas(ctx context.Context) (int, error) {
	before := s.ms() - 2*workday.DayMS
	return store.Clear(ctx, s.db, Quotas,
		store.Query{Market: store.National, Where: []store.Cond{{Field: "at", Op: store.Lt, Value: before}}})
}
