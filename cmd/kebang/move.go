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
	"slices"
	"time"

	"kebang/internal/archive"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/mongo"
	"kebang/internal/store/sqlite"
)

// notInBackup is said after every backup.
const notInBackup = `备份里有全部记录和附件，包括联系方式和密码摘要，请与原数据一样保管。
备份里没有：
  - 签名密钥（数据文件夹里的 signing.key，或 KEBANG_SIGNING_KEY）。恢复后用原来的密钥，大家不必重新登录；用新的密钥，所有人须重新登录一次，其他不受影响。
  - 密封密钥（数据文件夹里的 keys/seal.key，或 KEBANG_SEAL_KEY_FILE）。没有原来的密钥，评审式榜单中尚未开启的申报材料打不开；请从保险柜取回。
  - 检索索引：下次启动时按记录重建。
  - 环境变量和命令行里的设置、演示账号清单（demo-accounts.txt）。`

// runBackup writes an archive of a place, also while servers use it. It reads the archive back to prove it, and only
// then gives it its name.
func runBackup(ctx context.Context, c *call) error {
	folder := c.flags.Bool("folder", false,
		"copy the data folder to a new folder instead, which can be served as it is (built-in database only)")
	if err := c.withData().parse(1, 1); err != nil {
		return err
	}
	dest, err := filepath.Abs(c.operands[0])
	if err != nil {
		return err
	}
	if *folder {
		if err := c.folderOnly(); err != nil {
			return err
		}
		if err := sqlite.Backup(ctx, c.data, dest); err != nil {
			return err
		}
	} else if err := c.writeArchive(ctx, dest); err != nil {
		return err
	}
	fmt.Fprintln(c.err, notInBackup)
	_, err = fmt.Fprintln(c.out, dest)
	return err
}

// ofProcesses are the collections about the running processes instead of the market. They hold download tickets of a
// minute, counters of rate limits and the fingerprint of the signing key. They also hold the process that does the
// upkeep and the state of the backups.
var ofProcesses = []string{"tickets", "buckets", "signers", "duties", "backups"}

// source opens the content of a place beside its users.
func (c *call) source(ctx context.Context) (store.Source, io.Closer, error) {
	if c.mongo != "" {
		db, err := mongo.Open(ctx, c.mongo)
		return db, db, err
	}
	folder, err := sqlite.Peek(c.data)
	return folder, folder, err
}

func (c *call) writeArchive(ctx context.Context, dest string) (err error) {
	if _, err := os.Lstat(dest); !errors.Is(err, fs.ErrNotExist) {
		return fault.Cause(err, fault.Conflict, fault.T("file-exists",
			"目标 %s 已存在，请换一个新的文件名，例如加上日期：kebang-20260301.tar.gz。",
			"The file %s exists; take a new name, with the date, say: kebang-20260301.tar.gz."), dest)
	}
	from, closer, err := c.source(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closer.Close()) }()
	part := dest + ".partial"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return unwritable(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(part))
		}
	}()
	m, err := archive.Write(ctx, f, from,
		archive.Options{Program: version(), At: time.Now(), Leave: ofProcesses, Progress: func(documents, blobs int64) {
			fmt.Fprintf(c.err, "\r备份：记录 %d 条，附件 %d 个", documents, blobs)
		}})
	fmt.Fprintln(c.err)
	if err = errors.Join(unwritable(err), unwritable(f.Sync())); err == nil {
		if _, err = f.Seek(0, io.SeekStart); err == nil {
			_, err = archive.Verify(ctx, bufio.NewReaderSize(c.watched(f, "回读校验", 1), 1<<20), collections(), nil)
		}
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	fmt.Fprintf(c.err, "\n备份完成并已校验：记录 %d 条，附件 %d 个，SHA-256 %s。\n", m.Documents(), m.Blobs, m.SHA256)
	return unwritable(os.Rename(part, dest))
}

// watched shows how much of a file has been read; rounds is how often it will be.
func (c *call) watched(f *os.File, what string, rounds int64) io.ReadSeeker {
	w := &watched{File: f, show: func(percent int64) { fmt.Fprintf(c.err, "\r%s %3d%%", what, percent) }, last: -1}
	if st, err := f.Stat(); err == nil {
		w.total = st.Size() * rounds
	}
	return w
}

type watched struct {
	*os.File
	total, read, last int64
	show              func(percent int64)
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.File.Read(p)
	w.read += int64(n)
	if percent := 100 * w.read / max(1, w.total); percent != w.last {
		w.last = percent
		w.show(percent)
	}
	return n, err
}

// runRestore fills an empty place: NEW_FOLDER when it is given, else where --data or --mongo-url point to. It never
// overwrites. A folder that backup --folder (or an earlier version) made is restored into a new folder.
func runRestore(ctx context.Context, c *call) error {
	if err := c.withData().parse(1, 2); err != nil {
		return err
	}
	at := place{dir: c.data, mongo: c.mongo} // without the index, so that the lease keeps a second restore away
	if len(c.operands) == 2 {
		at = place{dir: c.operands[1]}
	}
	backup := c.operands[0]
	st, err := os.Stat(backup)
	switch {
	case err != nil:
		return fault.Cause(err, fault.NotFound, unopened, backup)
	case st.IsDir() && at.mongo != "":
		return fault.Of(fault.Invalid, fault.T("folder-backup",
			"文件夹形式的备份只能恢复成文件夹。要放进 MongoDB：先写明新文件夹恢复一次，再对它运行 kebang backup 得到备份文件，用备份文件恢复。",
			"A backup that is a folder is restored into a folder only. To bring it into MongoDB, restore it into a "+
				"new folder, run kebang backup on that, and restore the file it makes."))
	case st.IsDir():
		err = sqlite.Restore(ctx, backup, at.dir)
	case at.mongo != "":
		err = c.restoreArchive(ctx, backup, at)
	default:
		err = c.restoreFolder(ctx, backup, at)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(c.err, "恢复完成，可用 kebang serve 打开。签名密钥不在备份里：若没有把原来的密钥放回来，大家须重新登录一次。检索索引在启动时重建。建议先运行一次 kebang check。")
	if at.mongo != "" {
		_, err = fmt.Fprintln(c.out, "mongodb")
	} else {
		_, err = fmt.Fprintln(c.out, at.dir)
	}
	return err
}

// ours are the names a data folder without records may hold.
var ours = []string{"kebang.db", "kebang.db-wal", "kebang.db-shm", "kebang.lock", "blobs", "backups", "signing.key",
	"keys", "demo-accounts.txt"}

// restoreFolder takes care that a folder that is not meant for it is left alone, and that a failed restore leaves no
// new folder behind.
func (c *call) restoreFolder(ctx context.Context, backup string, at place) error {
	there, err := os.ReadDir(at.dir)
	made := errors.Is(err, fs.ErrNotExist)
	if err != nil && !made {
		return fault.Cause(err, fault.Unavailable, fault.T("target-unusable",
			"无法使用文件夹 %s，请检查路径和权限。", "The folder %s cannot be used; check path and rights."), at.dir)
	}
	for _, f := range there {
		if !slices.Contains(ours, f.Name()) {
			return fault.Of(fault.Conflict, fault.T("folder-foreign",
				"文件夹 %s 里有别的文件（%s），没有恢复。请写一个新的文件夹名。",
				"The folder %s holds other files (%s), and nothing was restored. Take a new name."), at.dir, f.Name())
		}
	}
	err = c.restoreArchive(ctx, backup, at)
	if err != nil && made {
		err = errors.Join(err, os.RemoveAll(at.dir))
	}
	return err
}

func (c *call) restoreArchive(ctx context.Context, backup string, at place) (err error) {
	f, err := os.Open(backup)
	if err != nil {
		return fault.Cause(err, fault.NotFound, unopened, backup)
	}
	defer f.Close() //nolint:errcheck // only read
	eng, lease, err := openEngine(ctx, at)
	if err != nil {
		return err
	}
	defer func() {
		if lease != nil {
			err = errors.Join(err, lease.Release(context.WithoutCancel(ctx)))
		}
		err = errors.Join(err, eng.Close())
	}()
	to, ok := eng.(store.Carrier)
	if !ok {
		return fmt.Errorf("the engine %T cannot be filled", eng)
	}
	m, err := archive.Restore(ctx, c.watched(f, "校验并恢复", 2), to, collections(), nil)
	fmt.Fprintln(c.err)
	if err == nil { // a newer one is refused here, and an older one takes its time here and not at the next start
		err = store.Migrate(ctx, eng, migrations(), logger(c.err))
	}
	if err == nil {
		fmt.Fprintf(c.err, "已恢复 %s 写成的备份：记录 %d 条，附件 %d 个，与备份逐条核对一致。\n", time.UnixMilli(m.At).Format(time.DateTime),
			m.Documents(), m.Blobs)
	}
	return err
}

var unopened = fault.T("backup-unopened",
	"打不开备份 %s，请检查路径和权限。", "The backup %s cannot be opened; check path and rights.")
