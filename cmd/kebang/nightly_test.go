package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/backup"
	"kebang/internal/files"
	"kebang/internal/party"
	"kebang/internal/settings"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/watch"
	"kebang/internal/workday"
)

func TestNightlyBackup(t *testing.T)        { nightlyBackup(t, place{dir: t.TempDir()}) }
func TestNightlyBackupOnMongo(t *testing.T) { nightlyBackup(t, onMongo(t)) }

// nightlyBackup lets nights pass: a backup is made when it is due, proven by a restore, and only so many are kept. A
// record that leads nowhere is found by the proof, told, and the last good backup stays.
func nightlyBackup(t *testing.T, at place) {
	ctx := context.Background()
	now := time.Date(2026, 12, 1, 12, 0, 0, 0, workday.Location())
	a, err := open(ctx, at, func() time.Time { return now }, discarded())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	a.backups = filepath.Join(t.TempDir(), "backups")
	market, err := a.parties.CreateMarket(ctx, actor.SystemActor("m"), "m",
		party.MarketForm{Name: "镇康县技术市场", RegionCode: "530924", BureauName: "镇康县工业商务和科技信息化局"}, false)
	if err != nil {
		t.Fatal(err)
	}
	blob, err := a.db.Blobs().Put(ctx, strings.NewReader("甘蔗渣水分检测报告"))
	if err != nil {
		t.Fatal(err)
	}
	file := files.File{Meta: store.Meta{ID: "f", Market: market.ID}, Name: "报告.pdf", Blob: blob.ID, Size: blob.Size,
		Uploader: "p", CreatedAt: now.UnixMilli()}
	if err := a.db.Run(ctx, func(tx store.Tx) error { f := file; return files.Files.Insert(tx, &f) }); err != nil {
		t.Fatal(err)
	}
	admin := actor.Actor{Person: "p", PersonName: "管理员", Market: market.ID, Role: actor.Admin}
	set := settings.Default
	set.Backup = settings.BackupPlan{On: true, At: "02:30", Keep: 3}
	night := func(files int, failure string) backup.BackupStatus {
		t.Helper()
		if err := a.nightly(ctx); (err == nil) != (failure == "") {
			t.Errorf("%s: %v", now, err)
		}
		names, err := os.ReadDir(a.backups)
		if len(names) != files || err != nil && files > 0 {
			t.Errorf("%s: %d files, %v; want %d", now, len(names), err, files)
		}
		s, err := a.backup.BackupStatusFor(ctx, admin)
		if err != nil || !strings.Contains(s.Failure.In(vocab.Zh), failure) || failure == "" && !s.Failure.IsZero() {
			t.Errorf("%s: failure %q, %v; want %q", now, s.Failure.In(vocab.Zh), err, failure)
		}
		return s
	}
	night(0, "") // switched off
	if _, err := a.settings.SaveSettings(ctx, admin, 0, set); err != nil {
		t.Fatal(err)
	}
	now = now.Add(14 * time.Hour) // 02:00
	if s := night(0, ""); s.Problem() != nil {
		t.Errorf("before its time: %v", s.Problem())
	}
	for i := range 5 {
		now = time.Date(2026, 12, 2+i, 2, 31, 0, 0, workday.Location())
		if s := night(min(i+1, 3), ""); s.DoneAt != now.UnixMilli() || s.Documents == 0 || s.Blobs != 1 ||
			s.Problem() != nil {
			t.Errorf("night %d: %+v", i, s)
		}
		now = now.Add(time.Minute)
		night(min(i+1, 3), "") // once a night
	}
	// Files that an administrator put into the folder stay.
	if err := os.WriteFile(filepath.Join(a.backups, "before-the-move.tar.gz"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	if err := a.backup.RequestBackup(ctx, admin); err != nil {
		t.Fatal(err)
	}
	night(4, "") // one that was asked for

	// A file whose bytes are nowhere: the proof finds it. The copy is kept apart, and no good one goes for it.
	now = now.Add(24 * time.Hour)
	lost := files.File{Meta: store.Meta{ID: "lost", Market: market.ID}, Name: "无.pdf", Blob: strings.Repeat("0", 64),
		Size: 3, Uploader: "p", CreatedAt: now.UnixMilli()}
	if err := a.db.Run(ctx, func(tx store.Tx) error { f := lost; return files.Files.Insert(tx, &f) }); err != nil {
		t.Fatal(err)
	}
	s := night(5, "恢复后检查出")
	if s.Problem() != nil && !strings.Contains(fmt.Sprint(s.Problem()), "没有做成") {
		t.Errorf("the problem: %v", s.Problem())
	}
	now = now.Add(3 * time.Hour)
	if s := night(5, "恢复后检查出"); s.Problem() == nil || !strings.Contains(s.Problem().Error(), "夜间备份没有做成") {
		t.Errorf("three hours late, and nobody is told: %v", s.Problem())
	}
	part := slices.IndexFunc(a.health(func() bool { return true }).Look(ctx).Parts,
		func(p watch.Part) bool { return p.Name == "backup" && !p.OK && !p.Needed })
	if part < 0 {
		t.Error("readyz does not tell of it")
	}
	if code, _, errw := cli(t, "restore", filepath.Join(a.backups, unprovenName),
		filepath.Join(t.TempDir(), "unproven")); code != exitDone {
		t.Errorf("the copy that was kept apart: %s", errw)
	}
	if err := a.db.Run(ctx, func(tx store.Tx) error {
		f, err := files.Files.Get(tx, market.ID, "lost")
		if err == nil {
			err = files.Files.Delete(tx, &f)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Hour)
	if s := night(4, ""); s.Problem() != nil { // tried again by itself
		t.Errorf("mended: %v", s.Problem())
	}
	if _, err := os.Stat(filepath.Join(a.backups, unprovenName)); err == nil {
		t.Error("a good backup leaves the unproven one")
	}
	// A program that is killed over a backup: another one can be asked for after a while.
	now = now.Add(time.Minute)
	if err := a.backup.RequestBackup(ctx, admin); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Minute)
	if begun, err := a.backup.BeginBackup(ctx); !begun || err != nil {
		t.Errorf("begun %v, %v", begun, err)
	}
	for _, running := range []bool{true, false} {
		if s, err := a.backup.BackupStatus(ctx); s.Running != running || err != nil {
			t.Errorf("%s: running %v, %v", now, s.Running, err)
		}
		now = now.Add(time.Hour)
	}
	// The newest one can be restored with the command.
	names, _ := filepath.Glob(filepath.Join(a.backups, "kebang-*.tar.gz"))
	if code, _, errw := cli(t, "restore", slices.Max(names), filepath.Join(t.TempDir(), "new")); code != exitDone {
		t.Errorf("restore: %s", errw)
	}
}
