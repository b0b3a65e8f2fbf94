package storetest

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// Golden documents of the shapes 1 and 2 of memo, in their former forms.
//
//go:embed testdata/memo.v1.json testdata/memo.v2.json
var golden embed.FS

// memo is a collection that was changed twice: shape 2 renamed name to title, shape 3 made the amount fen.
type memo struct {
	store.Meta
	Title     string `json:"title"`
	AmountFen int64  `json:"amountFen"`
}

func step(fn func(map[string]any)) func([]byte) ([]byte, error) {
	return func(b []byte) ([]byte, error) {
		m := map[string]any{}
		dec := json.NewDecoder(bytes.NewReader(b))
		dec.UseNumber()
		if err := dec.Decode(&m); err != nil {
			return nil, err
		}
		fn(m)
		return json.Marshal(m)
	}
}

var memos = store.Define(store.Def[memo]{
	Name: "memos", Shape: 3, Meta: func(m *memo) *store.Meta { return &m.Meta },
	Fields: []store.FieldSpec{{Name: "title"}, {Name: "amountFen", Type: store.Int}},
	Values: func(m *memo) store.Values { return store.Values{"title": m.Title, "amountFen": m.AmountFen} },
	Upgrade: map[int]func([]byte) ([]byte, error){
		1: step(func(m map[string]any) { m["title"] = m["name"]; delete(m, "name") }),
		2: step(func(m map[string]any) {
			m["amountFen"] = json.Number(fmt.Sprint(m["amountYuan"]) + "00")
			delete(m, "amountYuan")
		}),
	},
})

// migrator is the interface of engines for `kebang migrate`.
type migrator interface {
	Migrate(ctx ctx) (int, error)
}

func shapes(t *testing.T, c Config) {
	e := c.Open(t)
	spec := memos.Spec()
	for shape := 1; shape <= 2; shape++ {
		old := store.Spec{Name: "memos", Shape: shape, Fields: []store.FieldSpec{{Name: "title"}}}
		must(t, e.Define(t.Context(), []store.Spec{old}))
		body, err := golden.ReadFile(fmt.Sprintf("testdata/memo.v%d.json", shape))
		must(t, err)
		run(t, e, func(tx store.Tx) error {
			return tx.Insert("memos", store.Raw{ID: fmt.Sprintf("m%d", shape), Market: market, Rev: 1, Shape: shape,
				Body: body})
		})
	}
	must(t, e.Define(t.Context(), []store.Spec{spec}))
	want := func(id string) memo {
		return memo{Meta: store.Meta{ID: id, Market: market, Rev: 1, Shape: 3}, Title: "甘蔗尾梢青贮",
			AmountFen: 900719925474099300}
	}
	read := func() {
		t.Helper()
		view(t, e, func(tx store.Tx) error {
			for _, id := range []string{"m1", "m2"} {
				got, err := memos.Get(tx, market, id)
				if d := gocmp.Diff(want(id), got); d != "" || err != nil {
					t.Errorf("%s: %v -want +got:\n%s", id, err, d)
				}
			}
			// The present fields find the values of old documents.
			n, err := memos.Count(tx, store.Query{Market: market, Where: []store.Cond{
				{Field: "title", Op: store.Eq, Value: "甘蔗尾梢青贮"}, {Field: "amountFen", Op: store.Eq,
					Value: int64(900719925474099300)}}})
			if err != nil || n != 2 {
				t.Errorf("%d documents found, %v", n, err)
			}
			return nil
		})
	}
	read()
	m, ok := e.(migrator)
	if !ok {
		t.Fatal("the engine cannot migrate")
	}
	n, err := m.Migrate(t.Context())
	if err != nil || n != 2 {
		t.Errorf("Migrate: %d, %v", n, err)
	}
	if n, err = m.Migrate(t.Context()); err != nil || n != 0 {
		t.Errorf("Migrate again: %d, %v", n, err)
	}
	read()
	view(t, e, func(tx store.Tx) error {
		raw, err := store.One(tx, "memos", market, "m1")
		if raw.Shape != 3 || bytes.Contains(raw.Body, []byte("amountYuan")) {
			t.Errorf("after Migrate: shape %d, %s", raw.Shape, raw.Body)
		}
		return err
	})
	spec.Shape = 2
	newer := &fault.Error{Kind: fault.Invalid, Code: "store-newer"}
	if err := e.Define(t.Context(), []store.Spec{spec}); fault.KindOf(err) != newer.Kind {
		t.Errorf("a program of shape 2 opened a store of shape 3: %v", err)
	}
}

// oldForms: a program that no longer reads a form refuses the store that holds one, before it serves any document.
func oldForms(t *testing.T, c Config) {
	e := c.Open(t)
	spec := memos.Spec()
	spec.Shape, spec.Oldest, spec.Renew = 1, 0, nil
	must(t, e.Define(t.Context(), []store.Spec{spec}))
	run(t, e, func(tx store.Tx) error {
		return tx.Insert("memos", store.Raw{ID: "m1", Market: market, Rev: 1, Shape: 1,
			Body: []byte(`{"id":"m1","name":"甘蔗尾梢青贮"}`)})
	})
	newest := store.Define(store.Def[memo]{Name: "memos", Shape: 3, Oldest: 3,
		Meta:   func(m *memo) *store.Meta { return &m.Meta },
		Fields: memos.Spec().Fields, Values: func(m *memo) store.Values { return store.Values{"title": m.Title} }})
	if err := e.Define(t.Context(), []store.Spec{newest.Spec()}); !errors.Is(err,
		&fault.Error{Kind: fault.Unavailable, Code: "store-older"}) {
		t.Errorf("a store of a form that is no longer read was opened: %v", err)
	}
}

// newFields: a field, an index and a unique key declared later work for existing documents.
func newFields(t *testing.T, c Config) {
	e := c.Open(t)
	before := noteDef
	before.Fields = before.Fields[:1]
	before.Indexes, before.Unique = nil, nil
	before.Values = func(n *note) store.Values { return store.Values{"title": n.Title} }
	old := store.Define(before)
	must(t, e.Define(t.Context(), []store.Spec{old.Spec()}))
	run(t, e, func(tx store.Tx) error {
		for i := range 3 {
			n := note{Meta: in(fmt.Sprint(i)), Title: "t", Key: fmt.Sprint(i), Part: "p", Tags: []string{"x"},
				Rank: new(int64(i))}
			if err := old.Insert(tx, &n); err != nil {
				return err
			}
		}
		return nil
	})
	must(t, e.Define(t.Context(), []store.Spec{notes.Spec()}))
	q := store.Query{Market: market, Where: []store.Cond{{Field: "tags", Op: store.Has, Value: "x"},
		{Field: "rank", Op: store.Ge, Value: 1}}}
	if n := count(t, e, q); n != 2 {
		t.Errorf("the new fields find %d documents, want 2", n)
	}
	if n := load(t, e, market, "1"); n.Rev != 1 {
		t.Errorf("a new field raised the revision to %d", n.Rev)
	}
	err := e.Run(t.Context(), func(tx store.Tx) error {
		return notes.Insert(tx,
			&note{Meta: in("9"), Key: "1", Part: "p"})
	})
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("the new unique key let a duplicate in: %v", err)
	}
}
