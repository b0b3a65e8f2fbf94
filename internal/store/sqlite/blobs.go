package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/gabriel-vasile/mimetype"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/engine"
)

// blobs keeps files under dir/ab/cdef…, named by their SHA-256. The time of the file is the time of the last Put.
type blobs struct {
	dir string
	mu  sync.Mutex // held while a name appears or disappears, so that a Put and a removal cannot cross
}

func openBlobs(dir string) (*blobs, error) {
	b := &blobs{dir: dir}
	// Files half-written before a crash are useless. No other process can be writing, because this one holds the
	// folder.
	if err := os.RemoveAll(b.temp()); err != nil {
		return nil, b.failure(err)
	}
	if err := os.MkdirAll(b.temp(), 0o700); err != nil {
		return nil, b.failure(err)
	}
	return b, nil
}

func (b *blobs) temp() string          { return filepath.Join(b.dir, "tmp") }
func (b *blobs) path(id string) string { return filepath.Join(b.dir, id[:2], id[2:]) }

func (b *blobs) failure(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return diskFull(fmt.Errorf("blobs: %w", err))
	}
	return fault.Cause(fmt.Errorf("blobs: %w", err), fault.Unavailable, fault.T("blob-failed",
		"文件没有保存或读取成功，请稍后再试；若仍不行，请管理员检查磁盘空间和权限。",
		"The file was not saved or read; retry later. If it fails again, the administrator checks disk space and "+
			"rights."))
}

// Put writes to a temporary file, syncs it and renames it, so that a name always means the whole content. An error of r
// is returned unchanged.
func (b *blobs) Put(ctx context.Context, r io.Reader) (store.Blob, error) {
	f, err := os.CreateTemp(b.temp(), "put-*")
	if err != nil {
		return store.Blob{}, b.failure(err)
	}
	defer os.Remove(f.Name()) //nolint:errcheck // gone after the rename
	defer f.Close()           //nolint:errcheck // closed and checked below
	blob, err := engine.Copy(ctx, f, r, func(err error) error {
		if err == nil {
			err = f.Sync()
		}
		return b.failure(errors.Join(err, f.Close()))
	})
	if err != nil {
		return store.Blob{}, err
	}
	return blob, b.failure(b.name(f.Name(), b.path(blob.ID)))
}

func (b *blobs) name(temp, path string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	dir := filepath.Dir(path)
	if err := os.Mkdir(dir, 0o700); err == nil {
		if err := syncDir(b.dir); err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Stat(path); err == nil {
		now := time.Now() // the age of the file, not a time of the domain
		if err := os.Chtimes(path, now, now); err != nil {
			return err
		}
	} else if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncDir(dir)
}

func (b *blobs) Open(_ context.Context, id string) (io.ReadSeekCloser, store.Blob, error) {
	if !engine.BlobID(id) {
		return nil, store.Blob{}, store.Missing()
	}
	f, err := os.Open(b.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, store.Blob{}, store.Missing()
	}
	if err != nil {
		return nil, store.Blob{}, b.failure(err)
	}
	info, err := f.Stat()
	if err == nil {
		var typ *mimetype.MIME
		if typ, err = mimetype.DetectReader(f); err == nil {
			if _, err = f.Seek(0, io.SeekStart); err == nil {
				return f, store.Blob{ID: id, Size: info.Size(), Type: typ.String()}, nil
			}
		}
	}
	return nil, store.Blob{}, b.failure(errors.Join(err, f.Close()))
}

// Delete removes a blob; an absent one is no error.
func (b *blobs) Delete(ctx context.Context, id string) error {
	_, err := b.DeleteOlder(ctx, id, 1<<62)
	return err
}

func (b *blobs) DeleteOlder(_ context.Context, id string, olderThan int64) (bool, error) {
	if !engine.BlobID(id) {
		return false, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	info, err := os.Stat(b.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || info.ModTime().UnixMilli() >= olderThan {
		return false, b.failure(err)
	}
	return true, b.failure(os.Remove(b.path(id)))
}

func (b *blobs) Each(ctx context.Context, olderThan int64, fn func(store.Blob) error) error {
	return eachFile(b.dir, func(id string, info fs.FileInfo) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if info.ModTime().UnixMilli() >= olderThan {
			return nil
		}
		return fn(store.Blob{ID: id, Size: info.Size()})
	})
}

// eachFile lists the blobs of a folder in the order of their ids and skips files that vanish meanwhile.
func eachFile(dir string, fn func(id string, info fs.FileInfo) error) error {
	tops, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, top := range tops {
		files, err := os.ReadDir(filepath.Join(dir, top.Name()))
		if err != nil {
			return err
		}
		for _, f := range files {
			id := top.Name() + f.Name()
			if !engine.BlobID(id) {
				continue
			}
			info, err := f.Info()
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err == nil {
				err = fn(id, info)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
