package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"kebang/internal/fault"
)

// closeToOthers removes the rights of other users from the folder and the files of the database. They hold contacts and
// the digests of passwords. It makes the file before SQLite does, because SQLite would let everybody read it. The -wal
// and -shm files take over its mode. On Windows the rights of the folder above hold.
func closeToOthers(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(dir, fileName), os.O_CREATE|os.O_RDWR, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrPermission) { // the opening itself explains a refusal
		return fault.Cause(err, fault.Unavailable, unusable, dir)
	}
	for name, mode := range map[string]fs.FileMode{"": 0o700, fileName: 0o600, fileName + "-wal": 0o600,
		fileName + "-shm": 0o600, lockName: 0o600, blobDir: 0o700} {
		path := filepath.Join(dir, name)
		st, err := os.Stat(path)
		if err != nil || st.Mode().Perm()&0o077 == 0 {
			continue
		}
		if err := os.Chmod(path, mode); err != nil {
			return fault.Cause(err, fault.Unavailable, fault.T("folder-open",
				"%s 能被本机的其他用户读取，而程序无权改正。请用它的所有者执行 chmod %s %[1]s。",
				"Other users of this machine can read %s, and the program may not change it. Its owner runs "+
					"chmod %s %[1]s."), path, map[bool]string{true: "700", false: "600"}[st.IsDir()])
		}
	}
	return nil
}

// Scrub removes deleted and overwritten content from the files. SQLite writes zeros over it in its pages
// (secure_delete), but the write-ahead log keeps the old pages until it is emptied. While a long reading goes on
// nothing is emptied. The next call, or Close, does it then.
func (s *Store) Scrub(ctx context.Context) error {
	var busy, inLog, moved int
	return failure(s.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &inLog, &moved))
}
