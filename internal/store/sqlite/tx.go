package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"kebang/internal/store"
	"kebang/internal/store/engine"
)

type tx struct {
	ctx    context.Context
	s      *Store
	sql    *sql.Tx
	write  bool
	broken error // a Conflict, after which no engine may commit
	stmts  map[string]*sql.Stmt
}

// exec runs a writing statement. It is parsed once a transaction, because bulk writes spent a quarter of their time on
// parsing the same text.
func (t *tx) exec(text string, args ...any) (sql.Result, error) {
	stmt := t.stmts[text]
	if stmt == nil {
		var err error
		if stmt, err = t.sql.PrepareContext(t.ctx, text); err != nil {
			return nil, err
		}
		if t.stmts == nil {
			t.stmts = map[string]*sql.Stmt{}
		}
		t.stmts[text] = stmt // closed with the transaction
	}
	return stmt.ExecContext(t.ctx, args...)
}

func (t *tx) Context() context.Context { return t.ctx }

func (t *tx) Many(coll, market string, ids []string) ([]store.Raw, error) {
	tab, err := t.s.tables.Table(coll)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, nil
	}
	cond, arg := "id = ?", any(ids[0])
	if len(ids) > 1 {
		cond, arg = "id IN (SELECT value FROM json_each(?))", list(ids)
	}
	rows, err := t.sql.QueryContext(t.ctx,
		`SELECT market, id, rev, shape, body FROM `+tab.name+` WHERE market = ? AND `+cond, market, arg)
	if err != nil {
		return nil, failure(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	found := make(map[string]store.Raw, len(ids))
	for rows.Next() {
		var r store.Raw
		if err := rows.Scan(&r.Market, &r.ID, &r.Rev, &r.Shape, &r.Body); err != nil {
			return nil, failure(err)
		}
		found[r.ID] = r
	}
	if err := rows.Err(); err != nil {
		return nil, failure(err)
	}
	return engine.InOrder(ids, found), nil
}

// list passes a list of any length to SQL as one parameter.
func list(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("sqlite: strings and integers are always JSON: " + err.Error())
	}
	return string(b)
}

func (t *tx) writable(coll string) (*table, error) {
	if err := engine.Writable(t.write, t.broken); err != nil {
		return nil, err
	}
	return t.s.tables.Table(coll)
}

func (tab *table) args(values store.Values) []any {
	args := make([]any, 0, len(tab.scalars)+8)
	for _, f := range tab.scalars {
		args = append(args, values[f.Name])
	}
	return args
}

func (t *tx) Insert(coll string, r store.Raw) error {
	tab, err := t.writable(coll)
	if err != nil {
		return err
	}
	values, err := engine.Ready(tab.spec, r)
	if err != nil {
		return err
	}
	args := append([]any{r.Market, r.ID, max(r.Rev, 1), r.Shape, string(r.Body)}, tab.args(values)...)
	if _, err := t.exec(tab.insert, args...); err != nil {
		return t.failed(tab, err)
	}
	return tab.putSets(t.ctx, t.sql, r.Market, r.ID, values, false)
}

func (t *tx) Update(coll string, r store.Raw, rev int64) error {
	tab, err := t.writable(coll)
	if err != nil {
		return err
	}
	values, err := engine.Ready(tab.spec, r)
	if err != nil {
		return err
	}
	args := append([]any{rev + 1, r.Shape, string(r.Body)}, tab.args(values)...)
	res, err := t.exec(tab.update, append(args, r.Market, r.ID, rev)...)
	if err != nil {
		return t.failed(tab, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, engine.Unchanged(t, coll, r.Market, r.ID))
	}
	return tab.putSets(t.ctx, t.sql, r.Market, r.ID, values, true)
}

func (t *tx) Delete(coll, market, id string, rev int64) error {
	tab, err := t.writable(coll)
	if err != nil {
		return err
	}
	res, err := t.exec("DELETE FROM "+tab.name+" WHERE market = ? AND id = ? AND rev = ?", market, id, rev)
	if err != nil {
		return failure(err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, engine.Unchanged(t, coll, market, id))
	}
	return tab.putSets(t.ctx, t.sql, market, id, nil, true)
}

func (t *tx) failed(tab *table, err error) error {
	if dup := tab.duplicate(err); dup != nil {
		t.broken = dup
		return dup
	}
	return failure(err)
}

func (tab *table) putSets(ctx context.Context, tx *sql.Tx, market, id string, values store.Values, clear bool) error {
	if len(tab.sets) == 0 {
		return nil
	}
	if clear {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+tab.side+" WHERE market = ? AND id = ?", market,
			id); err != nil {
			return failure(err)
		}
	}
	for _, f := range tab.sets {
		set, ok := values[f.Name].([]string)
		if !ok {
			continue
		}
		q := fmt.Sprintf("INSERT INTO %s (market, field, value, id) SELECT ?, ?, value, ? FROM json_each(?)", tab.side)
		if _, err := tx.ExecContext(ctx, q, market, f.Name, id, list(set)); err != nil {
			return failure(err)
		}
	}
	return nil
}
