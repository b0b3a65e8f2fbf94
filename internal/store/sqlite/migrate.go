package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"kebang/internal/store"
)

// rows gives the documents of a collection of all markets that are older than a shape, in portions.
func (tab *table) rows(ctx context.Context, tx *sql.Tx, below int, after int64, limit int) ([]store.Raw, int64, error) {
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT rowid, market, id, rev, shape, body FROM %s WHERE rowid > ? AND shape < ?
		ORDER BY rowid LIMIT %d`, tab.name, limit), after, below)
	if err != nil {
		return nil, after, failure(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	var out []store.Raw
	for rows.Next() {
		var r store.Raw
		if err := rows.Scan(&after, &r.Market, &r.ID, &r.Rev, &r.Shape, &r.Body); err != nil {
			return nil, after, failure(err)
		}
		out = append(out, r)
	}
	return out, after, failure(rows.Err())
}

const portion = 500

// rewrite replaces one portion of the documents that are older than a shape. It gives the start of the next portion.
func (tab *table) rewrite(ctx context.Context, tx *sql.Tx, below int, after int64,
	renew func(store.Raw) (store.Raw, error)) (n int, next int64, err error) {
	rs, next, err := tab.rows(ctx, tx, below, after, portion)
	if err != nil {
		return 0, after, err
	}
	for _, r := range rs {
		renewed, err := renew(r)
		if err == nil {
			err = tab.replace(ctx, tx, r, renewed)
		}
		if err != nil {
			return 0, after, err
		}
	}
	return len(rs), next, nil
}

// extract sets the index values of all documents again and leaves their bodies unchanged.
func (tab *table) extract(ctx context.Context, tx *sql.Tx) error {
	if tab.spec.Renew == nil {
		return nil
	}
	for after := int64(0); ; {
		n, next, err := tab.rewrite(ctx, tx, 1<<31, after, tab.spec.Revalued)
		if err != nil || n == 0 {
			return err
		}
		after = next
	}
}

// replace writes a document without raising its revision. Its content has not changed, so no reader's ETag goes stale.
func (tab *table) replace(ctx context.Context, tx *sql.Tx, old, r store.Raw) error {
	values, err := r.Values.Ready(tab.spec)
	if err != nil {
		return err
	}
	args := append([]any{old.Rev, r.Shape, string(r.Body)}, tab.args(values)...)
	if _, err := tx.ExecContext(ctx, tab.update, append(args, old.Market, old.ID, old.Rev)...); err != nil {
		if dup := tab.duplicate(err); dup != nil {
			return dup
		}
		return failure(err)
	}
	return tab.putSets(ctx, tx, old.Market, old.ID, values, true)
}

// Migrate rewrites all documents of older shapes in the newest one and returns their number. It may run beside other
// work. It may be interrupted and run again, because each portion is a transaction.
func (s *Store) Migrate(ctx context.Context) (int, error) {
	total := 0
	for _, tab := range s.tables.All() {
		if tab.spec.Renew == nil {
			continue
		}
		for after := int64(0); ; {
			n, next, err := s.migrate(ctx, tab, after)
			total += n
			if err != nil {
				return total, err
			}
			if n == 0 {
				break
			}
			after = next
		}
	}
	return total, nil
}

func (s *Store) migrate(ctx context.Context, tab *table, after int64) (int, int64, error) {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return 0, after, failure(err)
	}
	defer tx.Rollback() //nolint:errcheck // a no-op after Commit
	n, next, err := tab.rewrite(ctx, tx, tab.spec.Shape, after, tab.spec.Renew)
	if err != nil {
		return 0, after, err
	}
	return n, next, failure(tx.Commit())
}
