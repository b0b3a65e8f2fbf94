package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"kebang/internal/archive"
	"kebang/internal/backup"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// backupLook is how often a server asks whether a backup is to be made.
const backupLook = 20 * time.Second

// keepBackups makes the nightly backups of the system settings, one of several processes each.
func (a *app) keepBackups(ctx context.Context) {
	tick := time.NewTicker(backupLook)
	defer tick.Stop()
	for {
		if err := a.nightly(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("the nightly backup failed; it is tried again in an hour", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// nightly makes a backup when one is due, proves it by restoring it, and removes those that are no longer kept.
func (a *app) nightly(ctx context.Context) error {
	due, err := a.backup.BeginBackup(ctx)
	if fault.Is(err, fault.Stale) || fault.Is(err, fault.Conflict) { // another process was quicker
		return nil
	}
	if err != nil || !due {
		return err
	}
	a.log.Info("a backup begins", "folder", a.backups)
	done, failure := a.provenBackup(ctx)
	if ctx.Err() != nil {
		failure = fault.Of(fault.Unavailable, fault.T("backup-stopped",
			"程序在备份途中停止，这一次没有做成，请立即再备份一次。",
			"The program stopped during the backup, which was not made; back up again now."))
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	b, err := a.backup.EndBackup(end, done, failure)
	if err = errors.Join(failure, err); err != nil {
		return err
	}
	a.log.Info("a backup was made and proven by a restore", "file", b.File, "bytes", b.Bytes, "documents", b.Documents,
		"blobs", b.Blobs, "took_ms", b.Took)
	s, err := a.settings.Settings(ctx)
	if err != nil {
		return err
	}
	return dropBackups(a.backups, s.Backup.Keep)
}

func (a *app) provenBackup(ctx context.Context) (done backup.Backup, err error) {
	if err := os.MkdirAll(a.backups, 0o700); err != nil {
		return done, fault.Cause(err, fault.Unavailable, fault.T("backup-folder",
			"备份文件夹不能使用，请检查路径、空间和权限。", "The backup folder cannot be used; check path, space and rights."))
	}
	if err := dropUnfinished(a.backups); err != nil {
		return done, err
	}
	from, ok := a.engine.(store.Source)
	if !ok {
		return done, fmt.Errorf("the engine %T cannot be carried", a.engine)
	}
	name := "kebang-" + a.now().In(workday.Location()).Format("20060102-150405") + ".tar.gz"
	part := filepath.Join(a.backups, name+".partial")
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return done, unwritable(err)
	}
	m, err := archive.Write(ctx, f, from, archive.Options{Program: version(), At: a.now(), Leave: ofProcesses})
	if err = errors.Join(unwritable(err), unwritable(f.Sync())); err == nil {
		done = backup.Backup{File: name, Documents: m.Documents(), Blobs: m.Blobs}
		if done.Bytes, err = f.Seek(0, io.SeekCurrent); err == nil {
			err = proveArchive(ctx, f, a.backups, a.now)
		}
	}
	err = errors.Join(err, unwritable(f.Close())) // Windows renames no open file
	switch {
	case errors.Is(err, errUnproven): // a copy with a fault in it is better than none
		return done, errors.Join(err, unwritable(os.Rename(part, filepath.Join(a.backups, unprovenName))))
	case err != nil:
		return done, errors.Join(err, os.Remove(part))
	}
	return done, unwritable(os.Rename(part, filepath.Join(a.backups, name)))
}

// unprovenName is where the newest archive stands in which the proof found something. The next good one removes it.
const unprovenName = "kebang-unproven.tar.gz"

var unproven = fault.T("backup-unproven",
	"备份恢复后检查出 %d 处不一致，第一处：%s。这一份另存为 %s，以前的备份都还在；请运行 kebang check 查看并处理。",
	"The backup was restored and %d inconsistencies were found, the first: %s. This one is kept as %s, all earlier "+
		"ones "+
		"are there; run kebang check, look and mend.")

var errUnproven = &fault.Error{Kind: fault.Unavailable, Code: unproven.Code}

// unwritable explains an error of a file; faults of the store stay what they are.
func unwritable(err error) error {
	var path *fs.PathError
	if err == nil || !errors.As(err, &path) || fault.KindOf(err) != fault.Internal {
		return err
	}
	return fault.Cause(err, fault.Unavailable, fault.T("backup-unwritable",
		"备份文件没有写成，请检查目标磁盘的空间和权限后重试。",
		"The backup was not written; check space and rights of the target disk, then retry."))
}

// proveArchive restores an archive into a temporary folder beside it and takes kebang check to what came out.
func proveArchive(ctx context.Context, f io.ReadSeeker, beside string, now func() time.Time) (err error) {
	dir, err := os.MkdirTemp(beside, provePrefix)
	if err != nil {
		return unwritable(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	eng, _, err := openEngine(ctx, place{dir: dir})
	if err != nil {
		return err
	}
	to, ok := eng.(store.Carrier)
	if !ok {
		return errors.Join(fmt.Errorf("the engine %T cannot be filled", eng), eng.Close())
	}
	_, err = archive.Restore(ctx, buffered{bufio.NewReaderSize(f, 1<<20), f}, to, collections(), nil)
	if err = errors.Join(err, eng.Close()); err != nil {
		return err
	}
	restored, err := open(ctx, place{dir: dir, records: true}, now, discarded())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, restored.Close()) }()
	i := &inspection{app: restored, call: &call{out: io.Discard, err: io.Discard},
		names: map[string]string{store.National: "全国"}, folder: true}
	if err := i.all(ctx); err != nil {
		return err
	}
	if n := len(i.found); n > 0 {
		return fault.Of(errUnproven.Kind, unproven, n, i.found[0].String(), unprovenName)
	}
	return nil
}

// buffered is a buffered reader that can go back to the start.
type buffered struct {
	*bufio.Reader
	file io.Seeker
}

func (b buffered) Seek(offset int64, whence int) (int64, error) {
	n, err := b.file.Seek(offset, whence)
	if r, ok := b.file.(io.Reader); ok {
		b.Reset(r)
	}
	return n, err
}

const provePrefix = ".prove-"

var backupName = regexp.MustCompile(`^kebang-\d{8}-\d{6}\.tar\.gz$`)

// dropBackups removes all nightly backups but the newest ones, and the unproven one. Files of other names are nobody's
// business.
func dropBackups(dir string, keep int) error {
	all, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var names []string
	for _, f := range all {
		if backupName.MatchString(f.Name()) && f.Type().IsRegular() {
			names = append(names, f.Name())
		}
	}
	if err = os.Remove(filepath.Join(dir, unprovenName)); errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	slices.Sort(names)
	for _, name := range names[:max(0, len(names)-keep)] {
		err = errors.Join(err, os.Remove(filepath.Join(dir, name)))
	}
	return err
}

// dropUnfinished removes what a program that was killed over a backup has left.
func dropUnfinished(dir string) error {
	var err error
	for _, pattern := range []string{provePrefix + "*", "kebang-*.tar.gz.partial"} {
		left, failed := filepath.Glob(filepath.Join(dir, pattern))
		err = errors.Join(err, failed)
		for _, name := range left {
			if gone := os.RemoveAll(name); !errors.Is(gone, fs.ErrNotExist) {
				err = errors.Join(err, gone)
			}
		}
	}
	return err
}
