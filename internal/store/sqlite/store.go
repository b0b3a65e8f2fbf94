// Package sqlite is the default store engine: one SQLite file in WAL mode and a folder of blobs, owned by one process
// at a time. It must not know any collection or domain package. It sees declarations (store.Spec) and bytes only.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/engine"
)

const (
	fileName = "kebang.db"
	lockName = "kebang.lock"
	blobDir  = "blobs"
)

// Store is a data folder opened for this process. It is safe for concurrent use.
type Store struct {
	dir    string
	lock   *os.File
	writer *sql.DB // one connection: write transactions queue here and never meet SQLITE_BUSY
	reader *sql.DB
	blobs  *blobs
	rerun  bool
	// damaged says that a damaged page was found. Work on other pages goes on, but an administrator must be told.
	damaged atomic.Bool
	tables  engine.Tables[table]
}

// Option changes how a folder is opened.
type Option func(*Store)

// Rerun makes every Run call its callback twice, the first time rolled back, as an engine with write conflicts may do.
// Tests use it to find callbacks that cannot run twice.
func Rerun() Option { return func(s *Store) { s.rerun = true } }

// Open opens the data folder, or makes a missing one, and holds it until Close. A folder held by another process is
// fault.Unavailable with code folder-held.
func Open(dir string, opts ...Option) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.Cause(err, fault.Unavailable, unusable, dir)
	}
	if err := closeToOthers(dir); err != nil {
		return nil, err
	}
	s := &Store{dir: dir}
	for _, o := range opts {
		o(s)
	}
	if s.lock, err = hold(filepath.Join(dir, lockName)); err != nil {
		return nil, err
	}
	if err := s.open(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) open() error {
	var err error
	if s.blobs, err = openBlobs(filepath.Join(s.dir, blobDir)); err != nil {
		return err
	}
	path := filepath.Join(s.dir, fileName)
	if s.writer, err = sql.Open("sqlite", dsn(path, "_txlock=immediate&_pragma=secure_delete(1)")); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	s.writer.SetMaxOpenConns(1)
	const meta = `CREATE TABLE IF NOT EXISTS kebang_collections (name TEXT PRIMARY KEY, shape INTEGER NOT NULL, fields TEXT NOT NULL) STRICT`
	if _, err := s.writer.Exec(meta); err != nil {
		return failure(err)
	}
	if s.reader, err = sql.Open("sqlite", dsn(path, "_pragma=query_only(1)")); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	n := max(4, 2*runtime.NumCPU())
	s.reader.SetMaxOpenConns(n)
	s.reader.SetMaxIdleConns(n)
	return nil
}

func dsn(path, more string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/data becomes /C:/data, as SQLite wants it in a URI
	}
	u := url.URL{Scheme: "file", Path: p}
	return u.String() + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(0)&_pragma=cache_size(-16000)&_pragma=temp_store(MEMORY)&" + more
}

// Ping reads one row to check that the file is readable. After a damaged page it returns an error until the program is
// started on a repaired file.
func (s *Store) Ping(ctx context.Context) error {
	if s.damaged.Load() {
		return errDamaged
	}
	var n int
	return failure(s.reader.QueryRowContext(ctx, `SELECT count(*) FROM kebang_collections`).Scan(&n))
}

// Path is the data folder, absolute.
func (s *Store) Path() string { return s.dir }

// Blobs is the folder of content-addressed files beside the database.
func (s *Store) Blobs() store.Blobs { return s.blobs }

// Close closes the connections and frees the folder.
func (s *Store) Close() error {
	var errs []error
	if s.reader != nil {
		errs = append(errs, s.reader.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	errs = append(errs, s.lock.Close())
	return errors.Join(errs...)
}

func (s *Store) noteDamage(err error) {
	if errors.Is(err, errDamaged) {
		s.damaged.Store(true)
	}
}

// Run implements store.Engine. Writers are serialised, so the callback runs once and write skew cannot happen.
func (s *Store) Run(ctx context.Context, fn func(store.Tx) error) (err error) {
	defer func() { s.noteDamage(err) }()
	if s.rerun {
		again := errors.New("run again")
		var first error
		err := s.run(ctx, func(tx store.Tx) error {
			first = fn(tx)
			return again
		})
		if first != nil {
			return first
		}
		if !errors.Is(err, again) {
			return err
		}
	}
	return s.run(ctx, fn)
}

func (s *Store) run(ctx context.Context, fn func(store.Tx) error) error {
	ctx, err := engine.Begin(ctx)
	if err != nil {
		return err
	}
	sqlTx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return failure(err)
	}
	defer sqlTx.Rollback() //nolint:errcheck // after Commit it is a no-op; else there is nothing better to do
	t := &tx{ctx: ctx, s: s, sql: sqlTx, write: true}
	if err := fn(t); err != nil {
		return err
	}
	if t.broken != nil {
		return t.broken
	}
	if err := sqlTx.Commit(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return failure(err)
	}
	return nil
}

// View implements store.Engine.
func (s *Store) View(ctx context.Context, fn func(store.Tx) error) (err error) {
	defer func() { s.noteDamage(err) }()
	ctx, err = engine.Begin(ctx)
	if err != nil {
		return err
	}
	sqlTx, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return failure(err)
	}
	defer sqlTx.Rollback() //nolint:errcheck // nothing was written
	// SQLite takes the snapshot at the first read, but callers mean the moment of the call.
	var one int
	if err := sqlTx.QueryRowContext(ctx,
		`SELECT count(*) FROM kebang_collections WHERE name = ''`).Scan(&one); err != nil {
		return failure(err)
	}
	return fn(&tx{ctx: ctx, s: s, sql: sqlTx})
}
