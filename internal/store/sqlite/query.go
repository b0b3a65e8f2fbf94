package sqlite

import (
	"fmt"
	"slices"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// clause collects SQL text and its arguments side by side.
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
		col := column(w.Field)
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
				c.and(fmt.Sprintf("%sEXISTS (SELECT 1 FROM %s s WHERE s.market = %s.market AND s.id = %s.id AND s.field = ?)",
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

// key is one column of the full order, with the ties (id, then market) spelled out.
type key struct {
	col   string
	desc  bool
	value any // of the row before the page
}

func order(q store.Query, from *store.Position) []key {
	var keys []key
	for i, o := range q.Sort {
		k := key{col: column(o.Field), desc: o.Desc}
		if from != nil {
			k.value = from.Keys[i]
		}
		keys = append(keys, k)
	}
	id, market := key{col: "id"}, key{col: "market"}
	if from != nil {
		id.value, market.value = from.ID, from.Market
	}
	keys = append(keys, id)
	if q.AllMarkets {
		keys = append(keys, market)
	}
	return keys
}

// after adds the condition that a row stands behind the position: the first key that differs decides. SQLite sorts NULL
// below everything, which is absent first ascending and last descending.
func (c *clause) after(keys []key) {
	if k := keys[0]; k.value != nil && !k.desc {
		c.and(k.col+" >= ?", k.value) // implied by the rest; lets the index seek
	}
	var alts []string
	var args []any
	for i, k := range keys {
		var alt []string
		var behind string
		switch {
		case k.value == nil && k.desc:
			continue // nothing stands behind absent
		case k.value == nil:
			behind = k.col + " IS NOT NULL"
		case k.desc:
			behind = "(" + k.col + " < ? OR " + k.col + " IS NULL)"
		default:
			behind = k.col + " > ?"
		}
		for _, e := range keys[:i] {
			alt = append(alt, e.col+" IS ?")
			args = append(args, e.value)
		}
		if k.value != nil {
			args = append(args, k.value)
		}
		alts = append(alts, "("+strings.Join(append(alt, behind), " AND ")+")")
	}
	c.and("("+strings.Join(alts, " OR ")+")", args...)
}

// narrows reports whether an index finds the few rows of an equality, but not in the order of their ids. Without
// statistics SQLite would rather read the whole market along the primary key than sort them; a + before id forbids it
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
			return false // its rows stand in the order of their ids
		}
	}
	return found && !q.AllMarkets
}

// find is the statement of a page: market, id, rev, shape, body and the sort fields.
func (tab *table) find(q store.Query, from *store.Position) (text string, args []any) {
	c, keys := tab.where(q), order(q, from)
	if len(q.Sort) == 0 && tab.narrows(q) {
		keys[0].col = "+id"
	}
	if from != nil {
		c.after(keys)
	}
	cols, by := "market, id, rev, shape, body", ""
	for i, k := range keys {
		if i < len(q.Sort) {
			cols += ", " + k.col
		}
		by += ", " + k.col + map[bool]string{true: " DESC"}[k.desc]
	}
	text = fmt.Sprintf("SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT %d", cols, tab.name, c, by[2:], q.Limit+1)
	return text, c.args
}

func (t *tx) Find(coll string, q store.Query) (store.RawPage, error) {
	var page store.RawPage
	tab, err := t.s.table(coll)
	if err != nil {
		return page, err
	}
	if q, err = q.Ready(tab.spec); err != nil {
		return page, err
	}
	from, err := q.Start(tab.spec)
	if err != nil {
		return page, err
	}
	text, args := tab.find(q, from)
	rows, err := t.sql.QueryContext(t.ctx, text, args...)
	if err != nil {
		return page, failure(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	var last store.Position
	for rows.Next() {
		if len(page.Items) == q.Limit {
			page.Next = q.Cursor(tab.spec, last)
			break
		}
		var r store.Raw
		vals := make([]any, len(q.Sort))
		dest := []any{&r.Market, &r.ID, &r.Rev, &r.Shape, &r.Body}
		for i := range vals {
			dest = append(dest, &vals[i])
		}
		if err := rows.Scan(dest...); err != nil {
			return page, failure(err)
		}
		for i, o := range q.Sort {
			f, _ := tab.spec.Field(o.Field)
			vals[i] = typed(f, vals[i])
		}
		last = store.Position{Keys: vals, Market: r.Market, ID: r.ID}
		page.Items = append(page.Items, r)
	}
	return page, failure(rows.Err())
}

// typed gives a column value its declared type; SQLite knows no bool, and the driver may hand text as bytes.
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

func (t *tx) Count(coll string, q store.Query) (int64, error) {
	g, err := t.Sum(coll, q, nil, nil)
	if err != nil || len(g) == 0 {
		return 0, err
	}
	return g[0].Count, nil
}

func (t *tx) Sum(coll string, q store.Query, by, of []string) ([]store.Group, error) {
	tab, err := t.s.table(coll)
	if err != nil {
		return nil, err
	}
	q.Limit, q.After = 0, ""
	if q, err = q.Ready(tab.spec); err != nil {
		return nil, err
	}
	cols, group := "count(*)", ""
	for _, name := range by {
		f, ok := tab.spec.Field(name)
		if !ok || f.Type == store.Set {
			return nil, fault.Newf(fault.Internal, "store-misuse", "%s: group by %q, which is unknown or a set", coll,
				name)
		}
		cols += ", " + column(name)
		group += ", " + column(name)
	}
	for _, name := range of {
		if f, ok := tab.spec.Field(name); !ok || f.Type != store.Int {
			return nil, fault.Newf(fault.Internal, "store-misuse", "%s: sum of %q, which is no declared number", coll,
				name)
		}
		cols += ", COALESCE(SUM(" + column(name) + "), 0)"
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
		for i, name := range by {
			f, _ := tab.spec.Field(name)
			g.By[i] = typed(f, g.By[i])
		}
		out = append(out, g)
	}
	return out, failure(rows.Err())
}
