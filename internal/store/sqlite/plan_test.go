package sqlite

import (
	"context"
	"strings"
	"testing"

	"kebang/internal/store"
	"kebang/internal/store/engine"
)

// TestPlan checks the query plans of SQLite. Rows that an index finds are never searched along the primary key, which
// would read the whole market.
func TestPlan(t *testing.T) {
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	fields := []store.FieldSpec{{Name: "owner", Type: store.String}, {Name: "points", Type: store.Int},
		{Name: "visible", Type: store.Bool}, {Name: "code", Type: store.String}}
	spec := store.Spec{Name: "things", Shape: 1, Fields: fields, Indexes: [][]string{{"owner", "points"}, {"visible"}},
		Unique: [][]string{{"code"}}}
	if err := s.Define(context.Background(), []store.Spec{spec}); err != nil {
		t.Fatal(err)
	}
	tab, err := s.tables.Table("things")
	if err != nil {
		t.Fatal(err)
	}
	eq := func(field string, v any) store.Cond { return store.Cond{Field: field, Op: store.Eq, Value: v} }
	for name, c := range map[string]struct {
		q    store.Query
		want string // in the plan
		free bool   // the found rows need no sorting
	}{
		"equal, rest of the index behind": {store.Query{Market: "m", Where: []store.Cond{eq("owner", "o")}},
			"i_c_things__owner__points (market=? AND f_owner=?", false},
		"equal, in the order of ids": {store.Query{Market: "m", Where: []store.Cond{eq("visible", true)}},
			"i_c_things__visible (market=? AND f_visible=?", true},
		"unique": {store.Query{Market: "m", Where: []store.Cond{eq("code", "c")}},
			"u_c_things__code (market=? AND f_code=?", false},
		"sorted by the index": {store.Query{Market: "m", Where: []store.Cond{eq("owner", "o")},
			Sort: []store.Order{{Field: "points", Desc: true}}}, "i_c_things__owner__points (market=? AND f_owner=?",
			false},
		"all": {store.Query{Market: "m"}, "sqlite_autoindex_c_things_1 (market=?", true},
	} {
		q, err := c.q.Ready(tab.spec)
		if err != nil {
			t.Fatal(err)
		}
		for _, from := range []*store.Position{nil, {Keys: make([]any, len(q.Sort)), Market: "m", ID: "x"}} {
			if from != nil {
				c.q.After = q.Cursor(spec, *from)
			}
			page, err := engine.NewPage(spec, c.q)
			if err != nil {
				t.Fatal(err)
			}
			text, args := tab.find(page)
			lines, err := plan(s, text, args)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(lines, "; ")
			if !strings.Contains(got, c.want) || c.free && strings.Contains(got, "TEMP B-TREE") {
				t.Errorf("%s: %s\n%s", name, text, got)
			}
		}
	}
}

func plan(s *Store, text string, args []any) (lines []string, err error) {
	rows, err := s.reader.Query("EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	for rows.Next() {
		var a, b, c int
		var line string
		if err := rows.Scan(&a, &b, &c, &line); err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, rows.Err()
}
