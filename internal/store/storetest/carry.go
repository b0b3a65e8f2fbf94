package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/fault"
	"kebang/internal/store"
)

var (
	halfLoaded = &fault.Error{Kind: fault.Unavailable, Code: "store-loading"}
	notEmpty   = &fault.Error{Kind: fault.Conflict, Code: "store-not-empty"}
)

func carrySpecs() []store.Spec {
	return []store.Spec{notes.Spec(), memos.Spec(), store.Events.Spec(), store.Sequences.Spec()}
}

// content reads all documents of a store, by collection.
func content(t *testing.T, s store.Source) map[string][]store.Raw {
	t.Helper()
	out := map[string][]store.Raw{}
	must(t, s.Export(t.Context(), func(c store.Stored, docs iter.Seq2[store.Raw, error]) error {
		for r, err := range docs {
			if err != nil {
				return err
			}
			if r.Shape > c.Shape {
				t.Errorf("%s: a document of shape %d in a collection of shape %d", c.Name, r.Shape, c.Shape)
			}
			out[c.Name] = append(out[c.Name], r)
		}
		return nil
	}))
	return out
}

// carry copies a store into an empty one, in small portions.
func carry(t *testing.T, from store.Source, to store.Carrier) {
	t.Helper()
	l, err := to.Load(t.Context(), carrySpecs())
	must(t, err)
	for name, docs := range content(t, from) {
		for len(docs) > 0 {
			n := min(3, len(docs))
			must(t, l.Add(t.Context(), name, docs[:n]))
			docs = docs[n:]
		}
	}
	must(t, from.Blobs().Each(t.Context(), 1<<62, func(b store.Blob) error {
		r, _, err := from.Blobs().Open(t.Context(), b.ID)
		if err != nil {
			return err
		}
		got, err := l.Blobs().Put(t.Context(), r)
		if got.ID != b.ID || got.Size != b.Size {
			t.Errorf("blob %+v arrived as %+v", b, got)
		}
		return errors.Join(err, r.Close())
	}))
	if d := gocmp.Diff(content(t, from), content(t, l)); d != "" {
		t.Errorf("before Done -source +target:\n%s", d)
	}
	must(t, l.Done(t.Context()))
}

func carrier(t *testing.T, c Config) store.Carrier {
	t.Helper()
	e, ok := c.Open(t).(store.Carrier)
	if !ok {
		t.Fatal("the engine is no carrier")
	}
	return e
}

// carries: all documents arrive unchanged, and are found by their present index values.
func carries(t *testing.T, c Config) {
	from, to := carrier(t, c), carrier(t, c)
	must(t, from.Define(t.Context(), carrySpecs()))
	abroad := store.Meta{ID: "1", Market: "cn"}
	insert(t, from, note{Meta: in("1"), Title: "一\x00二 <&> \u2028", Rank: new(int64(1) << 60), Done: new(false),
		Tags: []string{"b", "a"}, Key: "k", Part: "p"},
		note{Meta: in("2")}, note{Meta: in("10"), Amount: -7}, note{Meta: abroad, Key: "k",
			Part: "p"}, note{Meta: in("a/b")})
	run(t, from, func(tx store.Tx) error {
		for range 3 {
			n, err := notes.Get(tx, market, "2")
			if n.Tags = []string{"x"}; err == nil {
				err = notes.Update(tx, &n)
			}
			if err != nil {
				return err
			}
		}
		body, err := golden.ReadFile("testdata/memo.v1.json") // with line ends and spaces
		old := store.Raw{ID: "m1", Market: market, Rev: 1, Shape: 1, Body: body}
		if err == nil {
			old, err = memos.Spec().Revalued(old)
		}
		if err == nil {
			err = tx.Insert("memos", old)
		}
		if err == nil {
			_, err = store.Serial(tx, market, "XQ", 2026)
		}
		return err
	})
	blob, err := from.Blobs().Put(t.Context(), strings.NewReader("附件"))
	must(t, err)
	carry(t, from, to)
	if n := load(t, to, market, "2"); n.Rev != 4 {
		t.Errorf("revision %d, want 4", n.Rev)
	}
	if n := count(t, to, store.Query{AllMarkets: true,
		Where: []store.Cond{{Field: "tags", Op: store.Has, Value: "x"}}}); n != 1 {
		t.Errorf("%d documents are found by a carried value", n)
	}
	view(t, to, func(tx store.Tx) error {
		n, err := memos.Count(tx, store.Query{Market: market,
			Where: []store.Cond{{Field: "title", Op: store.Eq, Value: "甘蔗尾梢青贮"}}})
		if n != 1 {
			t.Error("a document of an old shape is not found by the values of today")
		}
		was, _ := golden.ReadFile("testdata/memo.v1.json")
		raw, err2 := store.One(tx, "memos", market, "m1")
		if raw.Shape != 1 || !bytes.Equal(raw.Body, was) {
			t.Errorf("the document of an old shape changed: shape %d, %s", raw.Shape, raw.Body)
		}
		return errors.Join(err, err2)
	})
	run(t, to, func(tx store.Tx) error { // it continues from its place
		s, err := store.Serial(tx, market, "XQ", 2026)
		if s != "XQ-2026-000002" {
			t.Errorf("the next number is %s", s)
		}
		return err
	})
	r, _, err := to.Blobs().Open(t.Context(), blob.ID)
	must(t, err)
	if b, err := io.ReadAll(r); string(b) != "附件" || err != nil {
		t.Errorf("the blob is %q, %v", b, err)
	}
	must(t, r.Close())
	err = to.Run(t.Context(), func(tx store.Tx) error {
		return notes.Insert(tx,
			&note{Meta: in("9"), Key: "k", Part: "p"})
	})
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("a carried unique key lets a duplicate in: %v", err)
	}
}

// loads: the refusals of Load and Add.
func loads(t *testing.T, c Config) {
	full := carrier(t, c)
	must(t, full.Define(t.Context(), carrySpecs()))
	insert(t, full, note{Meta: in("1")})
	if _, err := full.Load(t.Context(), carrySpecs()); !errors.Is(err, notEmpty) {
		t.Errorf("a load over documents: %v", err)
	}
	if n := load(t, full, market, "1"); n.Rev != 1 {
		t.Errorf("a refused load changed the store: %+v", n)
	}
	must(t, full.Define(t.Context(), carrySpecs()))
	holds := carrier(t, c)
	_, err := holds.Blobs().Put(t.Context(), strings.NewReader("x"))
	must(t, err)
	if _, err := holds.Load(t.Context(), carrySpecs()); !errors.Is(err, notEmpty) {
		t.Errorf("a load over blobs: %v", err)
	}
	body := []byte(`{"key":"k","part":"p"}`)
	for name, test := range map[string]struct {
		kind fault.Kind
		coll string
		docs []store.Raw
	}{
		"taken key": {fault.Conflict, "notes",
			[]store.Raw{{ID: "1", Market: market, Rev: 2, Shape: 1, Body: body},
				{ID: "2", Market: market, Rev: 1, Shape: 1, Body: body}}},
		"taken id": {fault.Conflict, "notes",
			[]store.Raw{{ID: "1", Market: market, Rev: 2, Shape: 1, Body: []byte("{}")},
				{ID: "1", Market: market, Rev: 1, Shape: 1, Body: []byte("{}")}}},
		"new shape": {fault.Unavailable, "notes", []store.Raw{{ID: "1", Market: market, Rev: 1, Shape: 2, Body: body}}},
		"no JSON": {fault.Internal, "notes",
			[]store.Raw{{ID: "1", Market: market, Rev: 1, Shape: 1, Body: []byte("{")}}},
		"unknown": {fault.Internal, "nothing", []store.Raw{{ID: "1", Market: market, Rev: 1, Shape: 1, Body: body}}},
	} {
		l, err := carrier(t, c).Load(t.Context(), carrySpecs())
		must(t, err)
		if err := l.Add(t.Context(), test.coll, test.docs); err == nil || fault.KindOf(err) != test.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// moment: an export sees whole transactions of one moment in all collections, while writers go on.
func moment(t *testing.T, c Config) {
	e := carrier(t, c)
	must(t, e.Define(t.Context(), carrySpecs()))
	both := func(i int) error {
		return e.Run(t.Context(), func(tx store.Tx) error {
			if err := notes.Insert(tx, &note{Meta: in(fmt.Sprintf("%06d", i))}); err != nil {
				return err
			}
			_, err := store.Serial(tx, market, "XQ", 2026)
			return err
		})
	}
	for i := range 20 {
		must(t, both(i))
	}
	stop, first := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 20; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := both(i); err != nil {
				t.Error(err)
				return
			}
			if i == 20 {
				close(first)
			}
		}
	})
	<-first
	for range 5 {
		counts := map[string]int64{}
		must(t, e.Export(t.Context(), func(c store.Stored, docs iter.Seq2[store.Raw, error]) error {
			for r, err := range docs {
				if err != nil {
					return err
				}
				if counts[c.Name]++; c.Name == "sequences" {
					counts["serials"] = r.Rev // raised by every transaction
				}
			}
			return nil
		}))
		if counts["notes"] != counts["serials"] || counts["notes"] < 21 {
			t.Errorf("not one moment: %v", counts)
		}
	}
	close(stop)
	wg.Wait()
}
