package sqlite

import (
	"fmt"
	"slices"
	"strings"

	"kebang/internal/store"
	"kebang/internal/store/engine"
)

// clause collects SQL text with its arguments.
type clause struct {
	parts []string
	args  []any
}

func (c *clause) and(text string, args ...any) {
	c.parts = append(c.parts, text)
	c.args = append(c.args, args...)
}

func (c *clause) String() string {
	if len(c.parts) == 0 {
		return "1"
	}
	return strings.Join(c.parts, " AND ")
}

var comparisons = map[store.Op]string{store.Eq: "=", store.Ge: ">=", store.Gt: ">", store.Le: "<=", store.Lt: "<"}

func (tab *table) where(q store.Query) *clause {
	c := &clause{}
	if !q.AllMarkets {
		c.and("market = ?", q.Market)
	}
	for _, w := range q.Where {
		f, _ := tab.spec.Field(w.Field)
		col := engine.Column(w.Field)
		switch w.Op {
		case store.In:
			c.and(col+" IN (SELECT value FROM json_each(?))", list(w.Value))
		case store.Has:
			if q.AllMarkets {
				c.and("(market, id) IN (SELECT market, id FROM "+tab.side+" WHERE field = ? AND value = ?)", w.Field,
					w.Value)
			} else {
				c.and("id IN (SELECT id FROM "+tab.side+" WHERE market = ? AND field = ? AND value = ?)", q.Market,
					w.Field, w.Value)
			}
		case store.Absent, store.Present:
			not := map[bool]string{true: "NOT "}[w.Op == store.Absent]
			if f.Type == store.Set {
				c.and(fmt.Sprintf("%sEXISTS (SELECT 1 FROM %s s WHERE s.market = %s.market AND s.id = %s.id AND "+
					"s.field = ?)",
					not, tab.side, tab.name, tab.name), w.Field)
			} else {
				c.and(col + map[bool]string{true: " IS NULL", false: " IS NOT NULL"}[w.Op == store.Absent])
			}
		default:
			c.and(col+" "+comparisons[w.Op]+" ?", w.Value)
		}
	}
	return c
}

// after adds the condition that a row comes after the position; the first key that differs decides. SQLite sorts NULL
// below everything. Absent therefore comes first ascending and last descending.
func (c *clause) after(keys []engine.Key) {
	if k := keys[0]; k.Value != nil && !k.Desc {
		c.and(k.Col+" >= ?", k.Value) // implied by the rest; lets the index seek
	}
	var alts []string
	var args []any
	for i, k := range keys {
		var alt []string
		var behind string
		switch {
		case k.Value == nil && k.Desc:
			continue // no value comes after absent
		case k.Value == nil:
			behind = k.Col + " IS NOT NULL"
		case k.Desc:
			behind = "(" + k.Col + " < ? OR " + k.Col + " IS NULL)"
		default:
			behind = k.Col + " > ?"
		}
		for _, e := range keys[:i] {
			alt = append(alt, e.Col+" IS ?")
			args = append(args, e.Value)
		}
		if k.Value != nil {
			args = append(args, k.Value)
		}
		alts = append(alts, "("+strings.Join(append(alt, behind), " AND ")+")")
	}
	c.and("("+strings.Join(alts, " OR ")+")", args...)
}

// narrows reports whether an index finds the few rows of an equality, but not in the order of their ids. Without
// statistics SQLite would rather read the whole market along the primary key than sort them. A + before id forbids
// that.
func (tab *table) narrows(q store.Query) bool {
	equal := map[string]bool{}
	for _, w := range q.Where {
		equal[w.Field] = equal[w.Field] || w.Op == store.Eq
	}
	found := false
	for _, fields := range slices.Concat(tab.spec.Indexes, tab.spec.Unique) {
		n := 0
		for n < len(fields) && equal[fields[n]] {
			n++
		}
		found = found || n > 0
	}
	for _, fields := range tab.spec.Indexes {
		if !slices.ContainsFunc(fields, func(f string) bool { return !equal[f] }) {
			return false // its rows are in the order of their ids
		}
	}
	return found && !q.AllMarkets
}

// find is the statement of a page: market, id, rev, shape, body and the sort fields.
func (tab *table) find(p *engine.Page) (text string, args []any) {
	q, c := p.Query, tab.where(p.Query)
	if len(q.Sort) == 0 && tab.narrows(q) {
		p.Keys[0].Col = "+id"
	}
	if p.After {
		c.after(p.Keys)
	}
	cols, by := "market, id, rev, shape, body", ""
	for i, k := range p.Keys {
		if i < len(q.Sort) {
			cols += ", " + k.Col
		}
		by += ", " + k.Col + map[bool]string{true: " DESC"}[k.Desc]
	}
	text = fmt.Sprintf("SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT %d", cols, tab.name, c, by[2:], q.Limit+1)
	return text, c.args
}

func (t *tx) Find(coll string, q store.Query) (store.RawPage, error) {
	tab, err := t.s.tables.Table(coll)
	if err != nil {
		return store.RawPage{}, err
	}
	page, err := engine.NewPage(tab.spec, q)
	if err != nil {
		return store.RawPage{}, err
	}
	text, args := tab.find(page)
	rows, err := t.sql.QueryContext(t.ctx, text, args...)
	if err != nil {
		return store.RawPage{}, failure(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	for rows.Next() && !page.Full() {
		var r store.Raw
		vals := make([]any, len(page.Query.Sort))
		dest := []any{&r.Market, &r.ID, &r.Rev, &r.Shape, &r.Body}
		for i := range vals {
			dest = append(dest, &vals[i])
		}
		if err := rows.Scan(dest...); err != nil {
			return store.RawPage{}, failure(err)
		}
		page.Add(r, func(i int, f store.FieldSpec) any { return typed(f, vals[i]) })
	}
	return page.RawPage, failure(rows.Err())
}

// typed gives a column value its declared type. SQLite knows no bool, and the driver may return text as bytes.
func typed(f store.FieldSpec, v any) any {
	switch x := v.(type) {
	case int64:
		if f.Type == store.Bool {
			return x != 0
		}
	case []byte:
		return string(x)
	}
	return v
}

func (t *tx) Sum(coll string, q store.Query, by, of []string) ([]store.Group, error) {
	tab, err := t.s.tables.Table(coll)
	if err != nil {
		return nil, err
	}
	q, fields, err := engine.Sums(tab.spec, q, by, of)
	if err != nil {
		return nil, err
	}
	cols, group := "count(*)", ""
	for _, name := range by {
		group += ", " + engine.Column(name)
	}
	cols += group
	for _, name := range of {
		cols += ", COALESCE(SUM(" + engine.Column(name) + "), 0)"
	}
	c := tab.where(q)
	text := "SELECT " + cols + " FROM " + tab.name + " WHERE " + c.String()
	if group != "" {
		text += " GROUP BY " + group[2:] + " ORDER BY " + group[2:]
	}
	rows, err := t.sql.QueryContext(t.ctx, text, c.args...)
	if err != nil {
		return nil, failure(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	var out []store.Group
	for rows.Next() {
		g := store.Group{By: make([]any, len(by)), Sums: make([]int64, len(of))}
		dest := []any{&g.Count}
		for i := range by {
			dest = append(dest, &g.By[i])
		}
		for i := range of {
			dest = append(dest, &g.Sums[i])
		}
		if err := rows.Scan(dest...); err != nil {
			return nil, failure(err)
		}
		for i, f := range fields {
			g.By[i] = typed(f, g.By[i])
		}
		out = append(out, g)
	}
	return out, failure(rows.Err())
}
