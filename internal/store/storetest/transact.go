package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// snapshot: a View sees the moment of its begin, whatever is committed meanwhile.
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

// ownWrites: reads inside a transaction see its writes, and others see them only after the commit.
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
	err := e.Run(t.Context(), func(tx store.Tx) error {
		return errors.Join(notes.Insert(tx, &note{Meta: in("1")}),
			mine)
	})
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
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a transaction whose context ended: %v", err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	err = e.View(ctx, func(tx store.Tx) error {
		cancel()
		_, err := notes.Find(tx, store.Query{Market: market})
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a view whose context ended: %v", err)
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

// writeSkew: two transactions each see two rows on and switch off one of them. Snapshot isolation alone lets both
// succeed. A document that both compare-and-set keeps one row on, on every engine.
func writeSkew(t *testing.T, c Config) {
	on := store.Query{Market: market, Where: []store.Cond{{Field: "done", Op: store.Eq, Value: true}}}
	for _, guarded := range []bool{false, true} {
		e := open(t, c)
		insert(t, e, note{Meta: in("a"), Done: new(true)}, note{Meta: in("b"), Done: new(true)},
			note{Meta: in("guard")})
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
