package storetest

import (
	"context"
	"errors"
	"fmt"
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
		{"update of nothing", fault.NotFound, func(tx store.Tx) error { return notes.Update(tx, &note{Meta: in("none")}) }},
		{"delete of nothing", fault.NotFound, func(tx store.Tx) error { return notes.Delete(tx, &note{Meta: in("none")}) }},
		{"get of nothing", fault.NotFound, func(tx store.Tx) error { _, err := notes.Get(tx, market, "none"); return err }},
		{"taken id", fault.Conflict, func(tx store.Tx) error { return notes.Insert(tx, &note{Meta: in("w")}) }},
	} {
		if err := e.Run(t.Context(), test.fn); !fault.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
	if err := e.Run(t.Context(), func(tx store.Tx) error { c := old; err := notes.Update(tx, &c); old = c; return err }); err == nil || old.Rev != 1 {
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
	insert(t, e, note{Meta: in("1"), Key: "k", Part: "p"}, note{Meta: in("2"), Key: "k", Part: "P"}, note{Meta: in("3"), Key: "k"}, other)
	insert(t, e, note{Meta: in("4"), Key: "k"}, note{Meta: in("5")}, note{Meta: in("6")}, note{Meta: in("7"), Part: "p"}, note{Meta: in("8"), Part: "p"})
	duplicate := &fault.Error{Kind: fault.Conflict, Code: "duplicate-key-part"}
	err := e.Run(t.Context(), func(tx store.Tx) error { return notes.Insert(tx, &note{Meta: in("9"), Key: "k", Part: "p"}) })
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
	// A key given free in a transaction can be taken in the same one.
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

// misuse is refused as a defect of the caller, never answered by guessing.
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
		"no collection":     func(tx store.Tx) error { _, err := tx.Find("nothing", store.Query{Market: market}); return err },
		"no id":             func(tx store.Tx) error { return notes.Insert(tx, &note{Meta: store.Meta{Market: market}}) },
		"undeclared value": func(tx store.Tx) error {
			return tx.Insert("notes", store.Raw{ID: "x", Market: market, Body: []byte("{}"), Values: store.Values{"nothing": "x"}})
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
	bad := store.Spec{Name: "bad", Shape: 1, Fields: []store.FieldSpec{{Name: "market"}}}
	if err := e.Define(t.Context(), []store.Spec{bad}); err == nil {
		t.Error("a reserved field name was accepted")
	}
}

// compareAndSet lets 8 writers change the same revision in 100 rounds: one wins each, and no change is lost.
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

// snapshot: a View sees the moment it began, whatever is committed meanwhile.
func snapshot(t *testing.T, c Config) {
	e := open(t, c)
	insert(t, e, note{Meta: in("1"), Amount: 1})
	view(t, e, func(tx store.Tx) error {
		for i := range 3 {
			insert(t, e, note{Meta: in(fmt.Sprintf("new%d", i)), Amount: 10})
			n, err := notes.Count(tx, store.Query{Market: market})
			if err != nil || n != 1 {
				t.Errorf("the view counts %d, %v", n, err)
			}
			if _, err := notes.Get(tx, market, fmt.Sprintf("new%d", i)); !fault.Is(err, fault.NotFound) {
				t.Errorf("the view sees a later document: %v", err)
			}
			g, err := notes.Sum(tx, store.Query{Market: market}, nil, []string{"amount"})
			if err != nil || g[0].Sums[0] != 1 {
				t.Errorf("the view sums %v, %v", g, err)
			}
		}
		return nil
	})
	if n := count(t, e, store.Query{Market: market}); n != 4 {
		t.Errorf("a later view counts %d", n)
	}
}

// ownWrites: reads inside a transaction see its writes, and nobody else does before the commit.
func ownWrites(t *testing.T, c Config) {
	e := open(t, c)
	run(t, e, func(tx store.Tx) error {
		n := note{Meta: in("1"), Amount: 5, Tags: []string{"x"}}
		if err := notes.Insert(tx, &n); err != nil {
			return err
		}
		n.Amount = 7
		if err := notes.Update(tx, &n); err != nil {
			return err
		}
		q := store.Query{Market: market, Where: []store.Cond{{Field: "tags", Op: store.Has, Value: "x"}}}
		p, err := notes.Find(tx, q)
		if err != nil || len(p.Items) != 1 || p.Items[0].Amount != 7 || p.Items[0].Rev != 2 {
			t.Errorf("Find: %+v, %v", p, err)
		}
		k, err := notes.Count(tx, q)
		if err != nil || k != 1 {
			t.Errorf("Count: %d, %v", k, err)
		}
		g, err := notes.Sum(tx, q, nil, []string{"amount"})
		if err != nil || g[0].Sums[0] != 7 {
			t.Errorf("Sum: %v, %v", g, err)
		}
		if n := count(t, e, store.Query{Market: market}); n != 0 {
			t.Errorf("another reader sees %d uncommitted documents", n)
		}
		return nil
	})
}

func rollback(t *testing.T, c Config) {
	e := open(t, c)
	mine := errors.New("mine")
	err := e.Run(t.Context(), func(tx store.Tx) error { return errors.Join(notes.Insert(tx, &note{Meta: in("1")}), mine) })
	if !errors.Is(err, mine) {
		t.Errorf("Run gave %v, want the callback's error", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = e.Run(t.Context(), func(tx store.Tx) error {
			if err := notes.Insert(tx, &note{Meta: in("2")}); err != nil {
				return err
			}
			panic("in a callback")
		})
	}()
	ctx, cancel := context.WithCancel(t.Context())
	err = e.Run(ctx, func(tx store.Tx) error {
		err := notes.Insert(tx, &note{Meta: in("3")})
		cancel()
		return err
	})
	if err == nil {
		t.Error("a transaction whose context ended was committed")
	}
	err = e.Run(t.Context(), func(tx store.Tx) error {
		if err := notes.Insert(tx, &note{Meta: in("4"), Key: "k", Part: "p"}); err != nil {
			return err
		}
		_ = notes.Insert(tx, &note{Meta: in("5"), Key: "k", Part: "p"})
		return nil
	})
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("a swallowed conflict gave %v", err)
	}
	if n := count(t, e, store.Query{Market: market}); n != 0 {
		t.Errorf("%d documents of rolled-back transactions stayed", n)
	}
	insert(t, e, note{Meta: in("6")}) // the store still works
}

// writeSkew: two transactions each see two rows on and switch off one of them. Snapshot isolation alone allows that both
// do; a document that both compare-and-set keeps one on, on every engine.
func writeSkew(t *testing.T, c Config) {
	on := store.Query{Market: market, Where: []store.Cond{{Field: "done", Op: store.Eq, Value: true}}}
	for _, guarded := range []bool{false, true} {
		e := open(t, c)
		insert(t, e, note{Meta: in("a"), Done: new(true)}, note{Meta: in("b"), Done: new(true)}, note{Meta: in("guard")})
		var met, wg sync.WaitGroup
		met.Add(2)
		for _, id := range []string{"a", "b"} {
			first := true
			wg.Go(func() {
				err := e.Run(t.Context(), func(tx store.Tx) error {
					n, err := notes.Count(tx, on)
					if err != nil {
						return err
					}
					if first && !c.Serial { // both have read before either writes
						first = false
						met.Done()
						met.Wait()
					}
					if n < 2 {
						return nil
					}
					v, err := notes.Get(tx, market, id)
					if v.Done = new(false); err == nil {
						err = notes.Update(tx, &v)
					}
					if !guarded || err != nil {
						return err
					}
					g, err := notes.Get(tx, market, "guard")
					if err == nil {
						err = notes.Update(tx, &g)
					}
					return err
				})
				if err != nil {
					t.Errorf("guarded %v: %v", guarded, err)
				}
			})
		}
		wg.Wait()
		want := int64(1)
		if !guarded && !c.Serial {
			want = 0
		}
		if n := count(t, e, on); n != want {
			t.Errorf("guarded %v: %d rows are on, want %d", guarded, n, want)
		}
	}
}

func markets(t *testing.T, c Config) {
	e := open(t, c)
	a, b := store.Meta{ID: "1", Market: "533524"}, store.Meta{ID: "1", Market: "140429"}
	insert(t, e, note{Meta: a, Title: "镇康", Tags: []string{"x"}}, note{Meta: b, Title: "武乡", Tags: []string{"x"}})
	for _, m := range []store.Meta{a, b} {
		q := store.Query{Market: m.Market, Where: []store.Cond{{Field: "tags", Op: store.Has, Value: "x"}}}
		got, err := all(t.Context(), e, q, 10)
		must(t, err)
		if len(got) != 1 || got[0].Market != m.Market || count(t, e, q) != 1 {
			t.Errorf("%s sees %+v", m.Market, got)
		}
		g := load(t, e, m.Market, "1")
		run(t, e, func(tx store.Tx) error { c := g; return notes.Update(tx, &c) })
	}
	if n := load(t, e, b.Market, "1"); n.Title != "武乡" || n.Rev != 2 {
		t.Errorf("an update in one market changed the other: %+v", n)
	}
	for _, size := range []int{1, 2, 3} { // maintenance code sees both, also when ids are equal
		got, err := all(t.Context(), e, store.Query{AllMarkets: true, Where: []store.Cond{{Field: "tags", Op: store.Has, Value: "x"}}}, size)
		must(t, err)
		if len(got) != 2 || got[0].Market != "140429" {
			t.Errorf("all markets in pages of %d: %+v", size, got)
		}
	}
	if err := e.Run(t.Context(), func(tx store.Tx) error {
		v := note{Meta: store.Meta{ID: "1", Market: "no", Rev: 2}}
		return notes.Delete(tx, &v)
	}); !fault.Is(err, fault.NotFound) {
		t.Errorf("delete in a third market: %v", err)
	}
}

func serials(t *testing.T, c Config) {
	e := open(t, c)
	var mu sync.Mutex
	seen := map[string]int{}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 10 {
				var s string
				err := e.Run(t.Context(), func(tx store.Tx) (err error) {
					s, err = store.Serial(tx, market, "XQ", 2026)
					return err
				})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				seen[s]++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for i := range 40 {
		if s := fmt.Sprintf("XQ-2026-%06d", i+1); seen[s] != 1 {
			t.Errorf("%s was given %d times", s, seen[s])
		}
	}
	for _, k := range []struct {
		market, kind string
		year         int
	}{{"other", "XQ", 2026}, {market, "CG", 2026}, {market, "XQ", 2027}} {
		run(t, e, func(tx store.Tx) error {
			s, err := store.Serial(tx, k.market, k.kind, k.year)
			if want := fmt.Sprintf("%s-%d-000001", k.kind, k.year); s != want {
				t.Errorf("%v: %s, want %s", k, s, want)
			}
			return err
		})
	}
}

// outbox: events commit with their change, equal pending ones are merged.
func outbox(t *testing.T, c Config) {
	e := open(t, c)
	emit := func(market, step string, at int64, end error) error {
		return e.Run(t.Context(), func(tx store.Tx) error {
			return errors.Join(store.Emit(tx, market, "note.changed", "1", step, at), end)
		})
	}
	must(t, emit(market, "", 5, nil))
	must(t, emit(market, "", 9, nil))
	must(t, emit(market, "other", 9, nil))
	must(t, emit("other", "", 9, nil))
	if err := emit(market, "never", 9, errors.New("rolled back")); err == nil {
		t.Error("no error")
	}
	view(t, e, func(tx store.Tx) error {
		p, err := store.Events.Find(tx, store.Query{Market: market})
		if err != nil || len(p.Items) != 2 {
			t.Fatalf("%+v, %v", p, err)
		}
		if ev := p.Items[0]; ev.Emission != 2 || ev.At != 9 || ev.Due != 9 || ev.Record != "1" {
			t.Errorf("merged: %+v", ev)
		}
		return nil
	})
}
