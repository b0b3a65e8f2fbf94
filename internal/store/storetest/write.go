package storetest

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/fault"
	"kebang/internal/store"
)

func writes(t *testing.T, c Config) {
	e := open(t, c)
	n := note{Meta: in("w"), Title: "一\x00二 \u2028", Rank: new(int64(1) << 60), Tags: []string{"x"}}
	run(t, e, func(tx store.Tx) error { return notes.Insert(tx, &n) })
	got := load(t, e, market, "w")
	if n.Rev = 1; got.Rev != 1 || got.Shape != 1 {
		t.Errorf("after Insert rev %d, shape %d", got.Rev, got.Shape)
	}
	if d := gocmp.Diff(n, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	old := got
	got.Title = ""
	run(t, e, func(tx store.Tx) error { c := got; return notes.Update(tx, &c) })
	if now := load(t, e, market, "w"); now.Rev != 2 || now.Title != "" {
		t.Errorf("after Update: %+v", now)
	}
	if n := count(t, e, store.Query{Market: market, Where: []store.Cond{{Field: "title", Op: store.Absent}}}); n != 1 {
		t.Errorf("an index value stayed after it became absent")
	}
	for _, test := range []struct {
		name string
		want fault.Kind
		fn   func(store.Tx) error
	}{
		{"stale update", fault.Stale, func(tx store.Tx) error { c := old; return notes.Update(tx, &c) }},
		{"stale delete", fault.Stale, func(tx store.Tx) error { c := old; return notes.Delete(tx, &c) }},
		{"update of nothing", fault.NotFound,
			func(tx store.Tx) error { return notes.Update(tx, &note{Meta: in("none")}) }},
		{"delete of nothing", fault.NotFound,
			func(tx store.Tx) error { return notes.Delete(tx, &note{Meta: in("none")}) }},
		{"get of nothing", fault.NotFound,
			func(tx store.Tx) error { _, err := notes.Get(tx, market, "none"); return err }},
		{"taken id", fault.Conflict, func(tx store.Tx) error { return notes.Insert(tx, &note{Meta: in("w")}) }},
	} {
		if err := e.Run(t.Context(), test.fn); !fault.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
	if err := e.Run(t.Context(), func(tx store.Tx) error {
		c := old
		err := notes.Update(tx,
			&c)
		old = c
		return err
	}); err == nil || old.Rev != 1 {
		t.Errorf("a refused Update left revision %d in the document, %v", old.Rev, err)
	}
	run(t, e, func(tx store.Tx) error {
		n, err := notes.Get(tx, market, "w")
		if err == nil {
			err = notes.Delete(tx, &n)
		}
		return err
	})
	run(t, e, func(tx store.Tx) error { return notes.Insert(tx, &note{Meta: in("w")}) })
}

func uniqueKeys(t *testing.T, c Config) {
	e := open(t, c)
	other := note{Meta: store.Meta{ID: "1", Market: "other"}, Key: "k", Part: "p"}
	insert(t, e, note{Meta: in("1"), Key: "k", Part: "p"}, note{Meta: in("2"), Key: "k", Part: "P"},
		note{Meta: in("3"), Key: "k"}, other)
	insert(t, e, note{Meta: in("4"), Key: "k"}, note{Meta: in("5")}, note{Meta: in("6")},
		note{Meta: in("7"), Part: "p"}, note{Meta: in("8"), Part: "p"})
	duplicate := &fault.Error{Kind: fault.Conflict, Code: "duplicate-key-part"}
	err := e.Run(t.Context(), func(tx store.Tx) error {
		return notes.Insert(tx,
			&note{Meta: in("9"), Key: "k", Part: "p"})
	})
	if !errors.Is(err, duplicate) {
		t.Errorf("Insert: %v, want %v", err, duplicate)
	}
	err = e.Run(t.Context(), func(tx store.Tx) error {
		n, err := notes.Get(tx, market, "2")
		if n.Part = "p"; err == nil {
			err = notes.Update(tx, &n)
		}
		return err
	})
	if !errors.Is(err, duplicate) {
		t.Errorf("Update: %v, want %v", err, duplicate)
	}
	// A key freed in a transaction can be taken in the same one.
	run(t, e, func(tx store.Tx) error {
		n, err := notes.Get(tx, market, "1")
		if n.Key = "free"; err == nil {
			err = notes.Update(tx, &n)
		}
		if err == nil {
			err = notes.Insert(tx, &note{Meta: in("9"), Key: "k", Part: "p"})
		}
		return err
	})
}

// misuse is refused as a defect of the caller, never guessed at.
func misuse(t *testing.T, c Config) {
	e := open(t, c)
	insert(t, e, note{Meta: in("1")})
	find := func(q store.Query) func(store.Tx) error {
		return func(tx store.Tx) error { _, err := notes.Find(tx, q); return err }
	}
	where := func(f string, op store.Op, v any) func(store.Tx) error {
		return find(store.Query{Market: market, Where: []store.Cond{{Field: f, Op: op, Value: v}}})
	}
	for name, fn := range map[string]func(store.Tx) error{
		"no market":       find(store.Query{}),
		"market and all":  find(store.Query{Market: market, AllMarkets: true}),
		"limit":           find(store.Query{Market: market, Limit: store.MaxLimit + 1}),
		"unknown field":   where("nothing", store.Eq, "x"),
		"wrong type":      where("rank", store.Eq, "3"),
		"nothing":         where("title", store.Eq, nil),
		"range of bool":   where("done", store.Gt, false),
		"eq of set":       where("tags", store.Eq, "x"),
		"has of text":     where("title", store.Has, "x"),
		"in of one":       where("title", store.In, "x"),
		"sort by set":     find(store.Query{Market: market, Sort: []store.Order{{Field: "tags"}}}),
		"sort by nothing": find(store.Query{Market: market, Sort: []store.Order{{Field: "nothing"}}}),
		"sum of text": func(tx store.Tx) error {
			_, err := tx.Sum("notes", store.Query{Market: market}, nil, []string{"title"})
			return err
		},
		"group by set": func(tx store.Tx) error {
			_, err := tx.Sum("notes", store.Query{Market: market}, []string{"tags"}, nil)
			return err
		},
		"count of no scope": func(tx store.Tx) error { _, err := notes.Count(tx, store.Query{}); return err },
		"no collection": func(tx store.Tx) error {
			_,
				err := tx.Find("nothing", store.Query{Market: market})
			return err
		},
		"no id": func(tx store.Tx) error {
			return notes.Insert(tx,
				&note{Meta: store.Meta{Market: market}})
		},
		"undeclared value": func(tx store.Tx) error {
			return tx.Insert("notes", store.Raw{ID: "x", Market: market, Body: []byte("{}"),
				Values: store.Values{"nothing": "x"}})
		},
		"nested": func(tx store.Tx) error { return e.Run(tx.Context(), func(store.Tx) error { return nil }) },
	} {
		if err := e.Run(t.Context(), fn); err == nil || fault.KindOf(err) != fault.Internal {
			t.Errorf("%s: %v, want an internal fault", name, err)
		}
	}
	err := e.View(t.Context(), func(tx store.Tx) error { return notes.Insert(tx, &note{Meta: in("v")}) })
	if err == nil {
		t.Error("a View wrote")
	}
	bad := store.Spec{Name: "bad", Shape: 1, Fields: []store.FieldSpec{{Name: "id"}}}
	if err := e.Define(t.Context(), []store.Spec{bad}); err == nil {
		t.Error("a reserved field name was accepted")
	}
}

// compareAndSet lets 8 writers change the same revision in 100 rounds. One wins each, and no change is lost.
func compareAndSet(t *testing.T, c Config) {
	e := open(t, c)
	insert(t, e, note{Meta: in("c")})
	for round := range 100 {
		seen := load(t, e, market, "c")
		var won atomic.Int64
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				mine := seen
				mine.Amount++
				switch err := e.Run(t.Context(), func(tx store.Tx) error { c := mine; return notes.Update(tx, &c) }); {
				case err == nil:
					won.Add(1)
				case !fault.Is(err, fault.Stale):
					t.Errorf("round %d: %v, want Stale", round, err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 {
			t.Fatalf("round %d had %d winners", round, won.Load())
		}
	}
	if n := load(t, e, market, "c"); n.Amount != 100 || n.Rev != 101 {
		t.Errorf("after 100 rounds: amount %d, revision %d", n.Amount, n.Rev)
	}
}
