package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/store"
)

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
		got, err := all(t.Context(), e, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: "tags", Op: store.Has, Value: "x"}}}, size)
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

// outbox: events commit with their change, and equal pending ones are merged.
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
