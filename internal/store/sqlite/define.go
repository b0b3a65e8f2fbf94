package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/engine"
	"kebang/internal/vocab"
)

// table is one collection: its rows in c_<name>, its set fields as (field, value) rows in s_<name>.
type table struct {
	spec           store.Spec
	name, side     string
	insert, update string
	scalars, sets  []store.FieldSpec
}

func newTable(spec store.Spec) *table {
	t := &table{spec: spec, name: "c_" + spec.Name, side: "s_" + spec.Name}
	cols, set := "market, id, rev, shape, body", "rev = ?, shape = ?, body = ?"
	for _, f := range spec.Fields {
		if f.Type == store.Set {
			t.sets = append(t.sets, f)
			continue
		}
		t.scalars = append(t.scalars, f)
		cols += ", " + engine.Column(f.Name)
		set += ", " + engine.Column(f.Name) + " = ?"
	}
	t.insert = fmt.Sprintf("INSERT INTO %s (%s) VALUES (?, ?, ?, ?, ?%s)", t.name, cols,
		strings.Repeat(", ?", len(t.scalars)))
	t.update = fmt.Sprintf("UPDATE %s SET %s WHERE market = ? AND id = ? AND rev = ?", t.name, set)
	return t
}

func sqlType(t store.Type) string {
	if t == store.String {
		return "TEXT"
	}
	return "INTEGER"
}

// Define implements store.Engine. When the fields or the shape of a collection changed since the last opening, the
// index values of its documents are extracted again. An added field then finds the old documents too.
func (s *Store) Define(ctx context.Context, specs []store.Spec) error {
	made := map[string]*table{}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return failure(err)
	}
	defer tx.Rollback() //nolint:errcheck // a no-op after Commit
	if half, err := marked(ctx, tx); err != nil {
		return err
	} else if half && !s.tables.Filling() {
		return store.HalfLoaded()
	}
	for _, spec := range specs {
		if err := spec.Check(); err != nil {
			return err
		}
		t := newTable(spec)
		made[spec.Name] = t
		if err := s.define(ctx, tx, t); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return failure(err)
	}
	s.tables.Add(made)
	return nil
}

func (s *Store) define(ctx context.Context, tx *sql.Tx, t *table) error {
	signature, err := json.Marshal(t.spec.Fields)
	if err != nil {
		return fmt.Errorf("sqlite: fields of %s: %w", t.spec.Name, err)
	}
	var shape int
	var fields string
	err = tx.QueryRowContext(ctx, `SELECT shape, fields FROM kebang_collections WHERE name = ?`,
		t.spec.Name).Scan(&shape, &fields)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return failure(err)
	}
	if shape > t.spec.Shape {
		return fault.Of(fault.Invalid, store.Newer, vocab.Noun("数据文件夹", "The data folder"), t.spec.Name)
	}
	if err := s.create(ctx, tx, t); err != nil {
		return err
	}
	if shape > 0 && (shape < t.spec.Shape || fields != string(signature)) {
		if err := t.extract(ctx, tx); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO kebang_collections (name, shape, fields) VALUES (?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET shape = excluded.shape, fields = excluded.fields`, t.spec.Name, t.spec.Shape, string(signature))
	return failure(err)
}

func (s *Store) create(ctx context.Context, tx *sql.Tx, t *table) error {
	stmts := []string{
		fmt.Sprintf(`CREATE TABLE IF NOT EXISTS %s (market TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL,
			shape INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (market, id))`, t.name),
	}
	have, err := columns(ctx, tx, t.name)
	if err != nil {
		return err
	}
	for _, f := range t.scalars {
		if typ, ok := have[engine.Column(f.Name)]; !ok {
			stmts = append(stmts, fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s %s", t.name, engine.Column(f.Name),
				sqlType(f.Type)))
		} else if typ != sqlType(f.Type) {
			return store.Misuse("%s: field %s changed its type; give the new one a new name", t.spec.Name, f.Name)
		}
	}
	if len(t.sets) > 0 {
		stmts = append(stmts, fmt.Sprintf(`CREATE TABLE IF NOT EXISTS %s (market TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
			id TEXT NOT NULL, PRIMARY KEY (market, field, value, id)) WITHOUT ROWID`, t.side),
			fmt.Sprintf("CREATE INDEX IF NOT EXISTS i_%s ON %s (market, id)", t.side, t.side))
	}
	// Maintenance queries go through all markets by id. Without this index each of their pages would read and sort the
	// table.
	byID := "a_" + t.name
	stmts = append(stmts, fmt.Sprintf("CREATE INDEX IF NOT EXISTS %s ON %s (id, market)", byID, t.name))
	keys := map[string]bool{byID: true}
	for _, key := range t.spec.Indexes {
		stmts = append(stmts, t.index("INDEX", "i", key, ", id", keys))
	}
	for _, key := range t.spec.Unique {
		stmts = append(stmts, t.index("UNIQUE INDEX", "u", key, "", keys))
	}
	for _, q := range stmts {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			if t.duplicate(err) != nil {
				return fault.Cause(err, fault.Conflict, store.DuplicateStored, t.spec.Name)
			}
			return failure(err)
		}
	}
	return t.dropIndexes(ctx, tx, keys)
}

func (tab *table) index(kind, prefix string, key []string, tail string, keys map[string]bool) string {
	cols := "market"
	name := prefix + "_" + tab.name
	for _, f := range key {
		cols += ", " + engine.Column(f)
		name += "__" + f
	}
	keys[name] = true
	return fmt.Sprintf("CREATE %s IF NOT EXISTS %s ON %s (%s%s)", kind, name, tab.name, cols, tail)
}

// dropIndexes removes indexes and unique keys that are no longer declared.
func (tab *table) dropIndexes(ctx context.Context, tx *sql.Tx, keep map[string]bool) error {
	names, err := texts(ctx, tx,
		`SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`, tab.name)
	if err != nil {
		return err
	}
	for _, n := range names {
		if keep[n] {
			continue
		}
		if _, err := tx.ExecContext(ctx, "DROP INDEX "+n); err != nil {
			return failure(err)
		}
	}
	return nil
}

func columns(ctx context.Context, tx *sql.Tx, table string) (map[string]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT name, type FROM pragma_table_info(?)`, table)
	if err != nil {
		return nil, failure(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	have := map[string]string{}
	for rows.Next() {
		var name, typ string
		if err := rows.Scan(&name, &typ); err != nil {
			return nil, failure(err)
		}
		have[name] = typ
	}
	return have, failure(rows.Err())
}

func texts(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]string, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, failure(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	var out []string
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			return nil, failure(err)
		}
		out = append(out, v)
	}
	return out, failure(rows.Err())
}
