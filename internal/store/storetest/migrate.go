package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// The migration of the suite makes a memo of every note called old, ten in a transaction, and clears the note's title.
// A note that was moved twice would find its memo.
const (
	oldNotes  = 35
	noteBatch = 10
)

var oldTitle = store.Query{AllMarkets: true, Where: []store.Cond{{Field: "title", Op: store.Eq, Value: "old"}}}

func migrationSpecs() []store.Spec {
	return []store.Spec{notes.Spec(), memos.Spec(), store.Migrations.Spec()}
}

// memosOfNotes calls each before it moves a note.
func memosOfNotes(number int, each func(note) error) store.Migration {
	return store.Migration{Number: number, Name: "memos-of-notes", Batch: func(tx store.Tx) (bool, error) {
		q := oldTitle
		q.Limit = noteBatch
		p, err := notes.Find(tx, q)
		if err != nil {
			return false, err
		}
		for _, n := range p.Items {
			if err := each(n); err != nil {
				return false, err
			}
			if err := memos.Insert(tx, &memo{Meta: store.Meta{ID: n.ID, Market: n.Market},
				Title: "moved"}); err != nil {
				return false, err
			}
			n.Title = ""
			if err := notes.Update(tx, &n); err != nil {
				return false, err
			}
		}
		return p.Next != "", nil
	}}
}

func anyNote(note) error { return nil }

// withOldNotes defines the collections and fills them, in two markets.
func withOldNotes(t *testing.T, e store.Engine, n int) {
	t.Helper()
	must(t, e.Define(t.Context(), migrationSpecs()))
	var ns []note
	for i := range n {
		ns = append(ns, note{Meta: store.Meta{ID: fmt.Sprintf("%03d", i),
			Market: []string{market, store.National}[i%2]}, Title: "old"})
	}
	insert(t, e, ns...)
}

// moved counts the notes with a memo, and fails when one is lost or doubled.
func moved(t *testing.T, e store.Engine, of int) int {
	t.Helper()
	left, done := count(t, e, oldTitle), int64(0)
	view(t, e, func(tx store.Tx) (err error) {
		done, err = memos.Count(tx, store.Query{AllMarkets: true})
		return err
	})
	if left+done != int64(of) {
		t.Errorf("%d notes are left and %d were moved, of %d", left, done, of)
	}
	return int(done)
}

func standing(t *testing.T, e store.Engine) (out []string) {
	t.Helper()
	view(t, e, func(tx store.Tx) error {
		return store.Migrations.Each(tx, store.Query{Market: store.National}, func(m store.Migrated) error {
			out = append(out, fmt.Sprintln(m.Number, m.Name, m.Batches, m.Done))
			return nil
		})
	})
	return out
}

func migrate(t *testing.T, e store.Engine, list ...store.Migration) error {
	t.Helper()
	return store.Migrate(t.Context(), e, list, slog.New(slog.DiscardHandler))
}

// migrations run in the order of their numbers, each once. An error leaves the rest unchanged, and the next call
// continues.
func migrations(t *testing.T, c Config) {
	e := c.Open(t)
	withOldNotes(t, e, oldNotes)
	fails := errors.New("fails")
	second := store.Walk(2, "fill-memos", memos, func(tx store.Tx, m *memo) error {
		m.AmountFen++
		return memos.Update(tx, m)
	})
	err := migrate(t, e, second, memosOfNotes(1, func(n note) error {
		if n.ID == "025" {
			return fails
		}
		return nil
	}))
	if n := moved(t, e, oldNotes); !errors.Is(err, fails) || n != 2*noteBatch {
		t.Errorf("%d notes were moved before the error %v", n, err)
	}
	if d := gocmp.Diff([]string{"1 memos-of-notes 2 false\n"}, standing(t, e)); d != "" {
		t.Errorf("after the error -want +got:\n%s", d)
	}
	for range 2 {
		must(t, migrate(t, e, second, memosOfNotes(1, anyNote)))
	}
	if n := moved(t, e, oldNotes); n != oldNotes {
		t.Errorf("%d of %d notes were moved", n, oldNotes)
	}
	if d := gocmp.Diff([]string{"1 memos-of-notes 4 true\n", "2 fill-memos 1 true\n"}, standing(t, e)); d != "" {
		t.Errorf("at the end -want +got:\n%s", d)
	}
	view(t, e, func(tx store.Tx) error {
		return memos.Each(tx, store.Query{AllMarkets: true}, func(m memo) error {
			if m.AmountFen != 1 {
				t.Errorf("%s was walked over %d times", m.ID, m.AmountFen)
			}
			return nil
		})
	})
	newer := &fault.Error{Kind: fault.Invalid, Code: "store-newer"}
	if err := migrate(t, e, memosOfNotes(1, anyNote)); !errors.Is(err, newer) {
		t.Errorf("a program that does not know the second migration: %v", err)
	}
	if err := migrate(t, e, second, second); !fault.Is(err, fault.Internal) {
		t.Errorf("one number twice: %v", err)
	}
}

// migratesWalk: a walk over more documents than one transaction takes reaches each once.
func migratesWalk(t *testing.T, c Config) {
	e := c.Open(t)
	const n = 405
	withOldNotes(t, e, n)
	must(t, migrate(t, e, store.Walk(7, "rename", notes, func(tx store.Tx, d *note) error {
		d.Amount, d.Title = d.Amount+1, "new"
		return notes.Update(tx, d)
	})))
	got := count(t, e, store.Query{AllMarkets: true,
		Where: []store.Cond{{Field: "amount", Op: store.Eq, Value: int64(1)},
			{Field: "title", Op: store.Eq, Value: "new"}}})
	if d := gocmp.Diff([]string{"7 rename 3 true\n"}, standing(t, e)); got != n || d != "" {
		t.Errorf("%d of %d documents were reached once; -want +got:\n%s", got, n, d)
	}
}

// migratesOnce: two that start at the same time do the work once between them.
func migratesOnce(t *testing.T, c Config) {
	e := c.Open(t)
	withOldNotes(t, e, oldNotes)
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i := range errs {
		both.Go(func() { errs[i] = migrate(t, e, memosOfNotes(1, anyNote)) })
	}
	both.Wait()
	if n := moved(t, e, oldNotes); n != oldNotes || errors.Join(errs...) != nil {
		t.Errorf("%d of %d notes were moved, %v", n, oldNotes, errs)
	}
	if d := gocmp.Diff([]string{"1 memos-of-notes 4 true\n"}, standing(t, e)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

const migrateEnv = "KEBANG_STORETEST_MIGRATE"

// migrateUntilKilled is the child of KillMigrate. It stops inside its second batch.
func migrateUntilKilled(open OpenAt, place string) error {
	e, err := open(place)
	if err != nil {
		return err
	}
	ctx := context.Background()
	if err := e.Define(ctx, migrationSpecs()); err != nil {
		return err
	}
	seen := 0
	return store.Migrate(ctx, e, []store.Migration{memosOfNotes(1, func(note) error {
		if seen++; seen <= noteBatch+noteBatch/2 {
			return nil
		}
		fmt.Println("inside")
		_, err := io.Copy(io.Discard, os.Stdin) // never closed
		return err
	})}, slog.New(slog.DiscardHandler))
}

// KillMigrate kills a process that migrates (-9) inside its second batch. It checks that whole batches are done and
// that the next process continues with the rest. The place must be empty.
func KillMigrate(t *testing.T, open OpenAt, place string) {
	look := func(fn func(store.Engine)) {
		e, err := open(place)
		must(t, err)
		defer func() { must(t, e.Close()) }()
		must(t, e.Define(t.Context(), migrationSpecs()))
		fn(e)
	}
	look(func(e store.Engine) { withOldNotes(t, e, oldNotes) })
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), migrateEnv+"="+place)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	_, err = cmd.StdinPipe()
	must(t, err)
	must(t, cmd.Start())
	inside := bufio.NewScanner(out).Scan()
	must(t, cmd.Process.Kill())
	_ = cmd.Wait() // "signal: killed" is expected
	if !inside {
		t.Fatalf("the child ended by itself: %s", &stderr)
	}
	look(func(e store.Engine) {
		if n := moved(t, e, oldNotes); n != noteBatch {
			t.Errorf("after the kill %d notes were moved, want %d", n, noteBatch)
		}
		must(t, migrate(t, e, memosOfNotes(1, anyNote)))
		if n := moved(t, e, oldNotes); n != oldNotes {
			t.Errorf("%d of %d notes were moved", n, oldNotes)
		}
		if d := gocmp.Diff([]string{"1 memos-of-notes 4 true\n"}, standing(t, e)); d != "" {
			t.Errorf("-want +got:\n%s", d)
		}
	})
}
