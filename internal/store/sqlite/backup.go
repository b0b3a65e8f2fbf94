package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// Backup copies the open folder; see the function Backup.
func (s *Store) Backup(ctx context.Context, dest string) error { return Backup(ctx, s.dir, dest) }

// Backup copies the data folder dir to the fresh folder dest. The copy has the records of one moment and every blob
// they refer to, checked against its hash. It takes no lock, so it works beside a running server, from any process. An
// existing dest is fault.Conflict. An interrupted backup never has the name dest.
func Backup(ctx context.Context, dir, dest string) (err error) {
	db := filepath.Join(dir, fileName)
	if _, err := os.Stat(db); err != nil {
		return fault.Cause(err, fault.NotFound, noData, dir)
	}
	part, err := partial(dest)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(part))
		}
	}()
	// The order is blobs, records, blobs. A blob of the copied records either existed before them (first pass) or was
	// put since (second pass). The first kind may be removed later with its record; the second is too young to be
	// removed.
	if err := copyBlobs(ctx, filepath.Join(dir, blobDir), filepath.Join(part, blobDir)); err != nil {
		return err
	}
	if err := vacuumInto(ctx, db, filepath.Join(part, fileName)); err != nil {
		return err
	}
	if err := copyBlobs(ctx, filepath.Join(dir, blobDir), filepath.Join(part, blobDir)); err != nil {
		return err
	}
	return finish(part, dest)
}

// Restore makes the data folder dir from a backup. It refuses an existing dir, so that nothing is ever overwritten.
func Restore(ctx context.Context, backup, dir string) (err error) {
	db := filepath.Join(backup, fileName)
	if _, err := os.Stat(db); err != nil {
		return fault.Cause(err, fault.NotFound, fault.T("no-backup",
			"文件夹 %s 里没有科榜备份，请检查路径。", "The folder %s holds no backup of Kebang; check the path."), backup)
	}
	part, err := partial(dir)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(part))
		}
	}()
	if err := vacuumInto(ctx, db, filepath.Join(part, fileName)); err != nil {
		return err
	}
	if err := copyBlobs(ctx, filepath.Join(backup, blobDir), filepath.Join(part, blobDir)); err != nil {
		return err
	}
	return finish(part, dir)
}

func partial(dest string) (string, error) {
	if _, err := os.Lstat(dest); !errors.Is(err, fs.ErrNotExist) {
		return "", fault.Cause(err, fault.Conflict, fault.T("folder-exists",
			"目标文件夹 %s 已存在，请换一个新的文件夹名。", "The folder %s exists; take a new name."), dest)
	}
	part := dest + ".partial"
	err := os.RemoveAll(part)
	if err == nil {
		err = os.MkdirAll(filepath.Join(part, blobDir), 0o700)
	}
	return part, copyFailed(err)
}

func finish(part, dest string) error {
	err := syncDir(part)
	if err == nil {
		err = os.Rename(part, dest)
	}
	if err == nil {
		err = syncDir(filepath.Dir(dest))
	}
	return copyFailed(err)
}

func copyFailed(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) ||
		fault.KindOf(err) != fault.Internal {
		return err
	}
	return fault.Cause(err, fault.Unavailable, fault.T("copy-failed",
		"复制数据没有完成，请检查目标磁盘的空间和权限后重试。",
		"The data was not copied; check space and rights of the target disk, then retry."))
}

func vacuumInto(ctx context.Context, from, to string) (err error) {
	// A file URI needs an absolute path, because the first part of a relative one would be read as a host.
	if from, err = filepath.Abs(from); err != nil {
		return copyFailed(err)
	}
	db, err := sql.Open("sqlite", dsn(from, "mode=rw"))
	if err != nil {
		return failure(err)
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", to)
	if err = errors.Join(failure(err), db.Close()); err != nil {
		return err
	}
	// SQLite does not sync the file that it makes.
	f, err := os.OpenFile(to, os.O_RDWR, 0)
	if err == nil {
		err = errors.Join(f.Chmod(0o600), f.Sync(), f.Close())
	}
	return copyFailed(err)
}

// copyBlobs copies the blobs that to lacks, each checked against its name.
func copyBlobs(ctx context.Context, from, to string) error {
	dirs := map[string]bool{to: true}
	err := eachFile(from, func(id string, _ fs.FileInfo) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		dirs[filepath.Join(to, id[:2])] = true
		return copyBlob(from, to, id)
	})
	for dir := range dirs {
		if err == nil {
			err = syncDir(dir)
		}
	}
	return copyFailed(err)
}

func copyBlob(from, to, id string) error {
	src, err := os.Open(filepath.Join(from, id[:2], id[2:]))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // removed since it was listed, so nothing refers to it
	}
	if err != nil {
		return err
	}
	defer src.Close() //nolint:errcheck // only read
	if err := os.MkdirAll(filepath.Join(to, id[:2]), 0o700); err != nil {
		return err
	}
	dst, err := os.OpenFile(filepath.Join(to, id[:2], id[2:]), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil // by the first pass
	}
	if err != nil {
		return err
	}
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(dst, sum), src)
	if err == nil {
		err = dst.Sync()
	}
	if err = errors.Join(err, dst.Close()); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != id {
		return fault.Cause(fmt.Errorf("blob %s does not have its hash", id), fault.Unavailable, store.BlobDamaged, id)
	}
	return nil
}
