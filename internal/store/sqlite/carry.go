package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/engine"
)

// Snapshot is a data folder read beside the process that holds it, from this or another process. It takes no lock and
// changes nothing. Close it after reading.
type Snapshot struct {
	db    *sql.DB
	blobs *blobs
}

// Peek opens a data folder for reading its content; fault.NotFound when there is none.
func Peek(dir string) (*Snapshot, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	path := filepath.Join(dir, fileName)
	if _, err := os.Stat(path); err != nil {
		return nil, fault.Cause(err, fault.NotFound, noData, dir)
	}
	db, err := sql.Open("sqlite", dsn(path, "mode=rw&_pragma=query_only(1)"))
	if err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	return &Snapshot{db, &blobs{dir: filepath.Join(dir, blobDir)}}, nil
}

// Export implements store.Source; values stay empty.
func (s *Snapshot) Export(ctx context.Context, fn func(store.Stored, iter.Seq2[store.Raw, error]) error) error {
	return export(ctx, s.db, nil, false, fn)
}

// Blobs are the files of the folder.
func (s *Snapshot) Blobs() store.Blobs { return s.blobs }

// Close ends the reading.
func (s *Snapshot) Close() error { return s.db.Close() }

// Export implements store.Source.
func (s *Store) Export(ctx context.Context, fn func(store.Stored, iter.Seq2[store.Raw, error]) error) error {
	return export(ctx, s.reader, s.tables.All(), s.tables.Filling(), fn)
}

func export(ctx context.Context, db *sql.DB, defined map[string]*table, loading bool,
	fn func(store.Stored, iter.Seq2[store.Raw, error]) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return failure(err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	half, err := marked(ctx, tx)
	if err != nil {
		return err
	}
	if half && !loading {
		return store.HalfLoaded()
	}
	all, err := stored(ctx, tx)
	if err != nil {
		return err
	}
	for _, c := range all {
		tab := defined[c.Name]
		if tab == nil {
			tab = newTable(store.Spec{Name: c.Name})
		}
		if err := fn(c, tab.documents(ctx, tx)); err != nil {
			return err
		}
	}
	return nil
}

func stored(ctx context.Context, tx *sql.Tx) ([]store.Stored, error) {
	rows, err := tx.QueryContext(ctx, `SELECT name, shape FROM kebang_collections ORDER BY name`)
	if err != nil {
		return nil, failure(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	var out []store.Stored
	for rows.Next() {
		var c store.Stored
		if err := rows.Scan(&c.Name, &c.Shape); err != nil {
			return nil, failure(err)
		}
		out = append(out, c)
	}
	return out, failure(rows.Err())
}

// documents reads a collection in the order of market and id, with the values of the table's fields.
func (tab *table) documents(ctx context.Context, tx *sql.Tx) iter.Seq2[store.Raw, error] {
	cols := "market, id, rev, shape, body"
	for _, f := range tab.scalars {
		cols += ", " + engine.Column(f.Name)
	}
	for _, f := range tab.sets {
		cols += fmt.Sprintf(", (SELECT json_group_array(value) FROM %s s WHERE s.market = t.market AND s.id = t.id "+
			"AND s.field = '%s')", tab.side, f.Name)
	}
	fields := append(append([]store.FieldSpec{}, tab.scalars...), tab.sets...)
	return func(yield func(store.Raw, error) bool) {
		rows, err := tx.QueryContext(ctx, fmt.Sprintf("SELECT %s FROM %s t ORDER BY market, id", cols, tab.name))
		if err != nil {
			yield(store.Raw{}, failure(err))
			return
		}
		defer rows.Close() //nolint:errcheck // rows.Err tells
		vals := make([]any, len(fields))
		for rows.Next() {
			var r store.Raw
			dest := []any{&r.Market, &r.ID, &r.Rev, &r.Shape, &r.Body}
			for i := range vals {
				dest = append(dest, &vals[i])
			}
			err := failure(rows.Scan(dest...))
			if err == nil {
				r.Values, err = valuesOf(fields, vals)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(store.Raw{}, failure(err))
		}
	}
}

// valuesOf gives columns their declared types, without absent ones.
func valuesOf(fields []store.FieldSpec, vals []any) (store.Values, error) {
	if len(fields) == 0 {
		return nil, nil
	}
	out := store.Values{}
	for i, f := range fields {
		v := typed(f, vals[i])
		if v == nil {
			continue
		}
		if text, ok := v.(string); ok && f.Type == store.Set {
			set := []string{}
			if err := json.Unmarshal([]byte(text), &set); err != nil {
				return nil, fmt.Errorf("sqlite: set %s: %w", f.Name, err)
			}
			if len(set) == 0 {
				continue
			}
			slices.Sort(set)
			v = set
		}
		out[f.Name] = v
	}
	return out, nil
}

// marked reports whether the folder is half loaded. The mark is SQLite's user_version, which is part of a transaction.
func marked(ctx context.Context, tx *sql.Tx) (bool, error) {
	var n int
	err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&n)
	return n != 0, failure(err)
}

// load is a folder that is being filled.
type load struct{ *Store }

// Load implements store.Carrier.
func (s *Store) Load(ctx context.Context, specs []store.Spec) (store.Loading, error) {
	if err := s.clear(ctx); err != nil {
		return nil, err
	}
	s.tables.Fill(true)
	return load{s}, s.Define(ctx, specs)
}

// clear makes sure that the folder is empty, or empties one with an interrupted load, and marks it.
func (s *Store) clear(ctx context.Context) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return failure(err)
	}
	defer tx.Rollback() //nolint:errcheck // a no-op after Commit
	half, err := marked(ctx, tx)
	if err != nil {
		return err
	}
	names, err := texts(ctx, tx,
		`SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'c\_%' ESCAPE '\' OR name LIKE 's\_%' ESCAPE '\')`)
	if err != nil {
		return err
	}
	for _, name := range names {
		var full bool
		err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+name+")").Scan(&full)
		if err == nil && full && !half && strings.HasPrefix(name, "c_") {
			return store.NotEmpty("数据文件夹 " + s.dir)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, "DROP TABLE "+name)
		}
		if err != nil {
			return failure(err)
		}
	}
	err = eachFile(s.blobs.dir, func(id string, _ fs.FileInfo) error {
		if !half {
			return store.NotEmpty("数据文件夹 " + s.dir)
		}
		return s.blobs.Delete(ctx, id)
	})
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM kebang_collections; PRAGMA user_version = 1"); err != nil {
		return failure(err)
	}
	return failure(tx.Commit())
}

// Add implements store.Loading.
func (l load) Add(ctx context.Context, coll string, docs []store.Raw) error {
	return l.Run(ctx, func(t store.Tx) error {
		tab, err := l.tables.Table(coll)
		if err != nil {
			return err
		}
		for _, r := range docs {
			if r, err = tab.spec.Revalued(r); err == nil {
				err = t.Insert(coll, r)
			}
			if err != nil {
				return errors.Join(err, fmt.Errorf("%s %s/%s", coll, r.Market, r.ID))
			}
		}
		return nil
	})
}

// Done implements store.Loading.
func (l load) Done(ctx context.Context) error {
	if _, err := l.writer.ExecContext(ctx, "PRAGMA user_version = 0"); err != nil {
		return failure(err)
	}
	l.tables.Fill(false)
	return nil
}
