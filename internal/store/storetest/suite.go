// Package storetest proves on an engine every rule that package store promises. Each engine calls Run from one of its
// tests, on a real store. There are no mocks and no sleeps. It must not know any engine.
package storetest

import (
	"context"
	"fmt"
	"testing"

	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Config holds the facts about an engine that the suite needs.
type Config struct {
	// Open gives an empty store of its own. The engine closes it in a cleanup.
	Open func(t *testing.T) store.Engine
	// Serial says that writers run one after another. The write-skew case then keeps one row on; an engine with
	// concurrent snapshot writers keeps none.
	Serial bool
}

// Run runs the whole suite except Kill, KillLoad and KillMigrate, which need a child process.
func Run(t *testing.T, c Config) {
	for _, test := range []struct {
		name string
		fn   func(*testing.T, Config)
	}{
		{"Conditions", conditions}, {"Pages", pages}, {"Cursors", cursors}, {"Queries", queries}, {"Sums", sums},
		{"Sets", sets}, {"Many", many}, {"Writes", writes}, {"UniqueKeys", uniqueKeys}, {"Misuse", misuse},
		{"CompareAndSet", compareAndSet}, {"Snapshot", snapshot}, {"OwnWrites", ownWrites}, {"Rollback", rollback},
		{"WriteSkew", writeSkew}, {"Markets", markets}, {"Serials", serials}, {"Outbox", outbox}, {"Shapes", shapes},
		{"OldForms", oldForms}, {"NewFields", newFields}, {"Blobs", blobs}, {"Sweep", sweep},
		{"Migrations", migrations}, {"MigratesWalk", migratesWalk}, {"MigratesOnce", migratesOnce},
		{"Carries", carries}, {"Loads", loads}, {"Moment", moment},
	} {
		t.Run(test.name, func(t *testing.T) { test.fn(t, c) })
	}
}

// note is the document of the suite. A nil pointer, an empty text and an empty set are absent index values.
type note struct {
	store.Meta
	Title  string   `json:"title"`
	Rank   *int64   `json:"rank"`
	Done   *bool    `json:"done"`
	Tags   []string `json:"tags"`
	Key    string   `json:"key"`
	Part   string   `json:"part"`
	Amount int64    `json:"amount"`
}

func values(n *note) store.Values {
	v := store.Values{"tags": n.Tags, "amount": n.Amount}
	put := func(name, text string) {
		if text != "" {
			v[name] = text
		}
	}
	put("title", n.Title)
	put("key", n.Key)
	put("part", n.Part)
	if n.Rank != nil {
		v["rank"] = *n.Rank
	}
	if n.Done != nil {
		v["done"] = *n.Done
	}
	return v
}

var noteDef = store.Def[note]{
	Name: "notes", Shape: 1, Noun: vocab.Noun("笔记", "note"), Meta: func(n *note) *store.Meta { return &n.Meta },
	Values: values,
	Fields: []store.FieldSpec{{Name: "title"}, {Name: "rank", Type: store.Int}, {Name: "done", Type: store.Bool},
		{Name: "tags", Type: store.Set}, {Name: "key"}, {Name: "part"}, {Name: "amount", Type: store.Int}},
	Unique:  [][]string{{"key", "part"}},
	Indexes: [][]string{{"rank"}, {"title", "rank"}},
}

var notes = store.Define(noteDef)

const market = "533524" // any; a county of the seeds

func open(t *testing.T, c Config) store.Engine {
	t.Helper()
	e := c.Open(t)
	must(t, e.Define(t.Context(), []store.Spec{notes.Spec(), store.Events.Spec(), store.Sequences.Spec()}))
	return e
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, e store.Engine, fn func(store.Tx) error) {
	t.Helper()
	must(t, e.Run(t.Context(), fn))
}

func view(t *testing.T, e store.Engine, fn func(store.Tx) error) {
	t.Helper()
	must(t, e.View(t.Context(), fn))
}

func insert(t *testing.T, e store.Engine, ns ...note) {
	t.Helper()
	run(t, e, func(tx store.Tx) error {
		for i := range ns {
			n := ns[i]
			if err := notes.Insert(tx, &n); err != nil {
				return fmt.Errorf("insert %s: %w", n.ID, err)
			}
		}
		return nil
	})
}

func load(t *testing.T, e store.Engine, market, id string) (n note) {
	t.Helper()
	view(t, e, func(tx store.Tx) (err error) {
		n, err = notes.Get(tx, market, id)
		return err
	})
	return n
}

func count(t *testing.T, e store.Engine, q store.Query) (n int64) {
	t.Helper()
	view(t, e, func(tx store.Tx) (err error) {
		n, err = notes.Count(tx, q)
		return err
	})
	return n
}

func in(id string) store.Meta { return store.Meta{ID: id, Market: market} }

func ids(ns []note) []string {
	out := []string{}
	for _, n := range ns {
		out = append(out, n.ID)
	}
	return out
}

// all reads a query page by page with the given page size, through cursors only. Every page has the total.
func all(ctx context.Context, e store.Engine, q store.Query, size int) ([]note, error) {
	var out []note
	q.Limit = size
	for {
		var p store.Page[note]
		var n int64
		err := e.View(ctx, func(tx store.Tx) (err error) {
			p, n, err = notes.Counted(tx, q)
			return err
		})
		if err != nil {
			return nil, err
		}
		if len(p.Items) > size || len(p.Items) < size && p.Next != "" {
			return nil, fmt.Errorf("page of %d rows with next %q, size is %d", len(p.Items), p.Next, size)
		}
		out = append(out, p.Items...)
		if q.After = p.Next; p.Next == "" {
			if int(n) != len(out) {
				return nil, fmt.Errorf("%d rows on the pages, %d counted", len(out), n)
			}
			return out, nil
		}
	}
}
