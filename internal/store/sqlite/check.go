package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"

	"kebang/internal/fault"
)

// Check reads the whole folder and tells what is damaged, one Chinese sentence each: the database by SQLite's own check,
// every blob by its hash. Nothing is changed.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var found []string
	tx, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return nil, failure(err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	lines, err := texts(ctx, tx, "PRAGMA integrity_check")
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if l != "ok" {
			found = append(found, "数据库损坏："+l+"。请从最近的备份恢复。")
		}
	}
	err = eachFile(s.blobs.dir, func(id string, _ fs.FileInfo) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		f, err := os.Open(s.blobs.path(id))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return s.blobs.failure(err)
		}
		defer f.Close() //nolint:errcheck // only read
		sum := sha256.New()
		if _, err := io.Copy(sum, f); err != nil || hex.EncodeToString(sum.Sum(nil)) != id {
			found = append(found, "附件 "+id+" 已损坏，请从备份的 blobs 文件夹复制同名文件。")
		}
		return nil
	})
	if err != nil && fault.KindOf(err) == fault.Internal && ctx.Err() == nil {
		err = s.blobs.failure(err)
	}
	return found, err
}
