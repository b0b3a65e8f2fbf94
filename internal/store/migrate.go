package store

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strconv"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Migration is one numbered change over several collections. Engines upgrade the form of one document by themselves
// (Def.Upgrade). A migration moves content from one collection into another.
type Migration struct {
	Number int    // from 1, in the order of the changes; never reused
	Name   string // short, for the store and the log, e.g. credentials-out-of-people
	// Batch moves at most a few hundred records in one transaction and reports whether some may be left. It is called
	// until none is. The transaction may be repeated. A killed process leaves the rest to the next one.
	Batch func(tx Tx) (more bool, err error)

	page func(tx Tx, after string) (next string, err error) // instead of Batch; see Walk
}

// walkBatch is the most documents that Walk passes in one transaction.
const walkBatch = 200

// Walk makes a migration that passes every document of a collection, of all markets, to move once. Move writes its
// changes. The store keeps the place in the collection with each batch.
func Walk[T any](number int, name string, coll *Collection[T], move func(tx Tx, doc *T) error) Migration {
	return Migration{Number: number, Name: name, page: func(tx Tx, after string) (string, error) {
		p, err := coll.Find(tx, Query{AllMarkets: true, After: after, Limit: walkBatch})
		for i := range p.Items {
			if err == nil {
				err = move(tx, &p.Items[i])
			}
		}
		return p.Next, err
	}}
}

// Migrated is the progress of a store in one migration.
type Migrated struct {
	Meta
	Number  int    `json:"number"`
	Name    string `json:"name"`
	Batches int    `json:"batches"`         // committed so far
	After   string `json:"after,omitempty"` // where Walk continues
	Done    bool   `json:"done"`
}

// Migrations are kept in National. An archive contains them, so that a restored store continues from its place.
var Migrations = Define(Def[Migrated]{Name: "migrations", Shape: 1, Noun: vocab.Noun("数据迁移", "migration"),
	Meta: func(m *Migrated) *Meta { return &m.Meta }})

// Shared is an engine that several processes may have open at once.
type Shared interface {
	// Turn waits until no other process runs a function of this name on the store, then runs fn.
	Turn(ctx context.Context, name string, fn func() error) error
	// NoOlder is fault.Unavailable with code older-serving while a process that knows fewer migrations works on the
	// store.
	NoOlder(ctx context.Context) error
}

// Level is the highest number of a list; 0 when the list is empty. A process announces it as its own.
func Level(list []Migration) int {
	level := 0
	for _, m := range list {
		level = max(level, m.Number)
	}
	return level
}

// Migrate runs the migrations that the store lacks, in the order of their numbers, one process at a time. All
// collections must be defined. A batch and the place behind it are one transaction: a kill or an error leaves whole
// batches, and the next call continues. A store with a migration outside the list is fault.Invalid with code
// store-newer. Shared.NoOlder handles a store that an older process serves.
func Migrate(ctx context.Context, db Engine, list []Migration, log *slog.Logger) error {
	open, err := pending(ctx, db, list)
	if err != nil || len(open) == 0 {
		return err
	}
	all := func() error {
		for _, m := range open {
			if err := m.run(ctx, db, log); err != nil {
				return fmt.Errorf("migration %d %s: %w", m.Number, m.Name, err)
			}
		}
		return nil
	}
	shared, ok := db.(Shared)
	if !ok {
		return all()
	}
	log.InfoContext(ctx, "the store waits for migrations", "pending", len(open))
	return shared.Turn(ctx, "migrate", func() error {
		if err := shared.NoOlder(ctx); err != nil {
			return err
		}
		return all()
	})
}

// pending are the migrations of a list that a store has not finished, in order.
func pending(ctx context.Context, db Engine, list []Migration) ([]Migration, error) {
	open := slices.Clone(list)
	slices.SortFunc(open, func(a, b Migration) int { return a.Number - b.Number })
	for i, m := range open {
		if m.Number < 1 || i > 0 && m.Number == open[i-1].Number {
			return nil, Misuse("the number %d of the migration %s is doubled or below 1", m.Number, m.Name)
		}
	}
	err := db.View(ctx, func(tx Tx) error {
		return Migrations.Each(tx, Query{Market: National}, func(seen Migrated) error {
			at := slices.IndexFunc(open, func(m Migration) bool { return m.Number == seen.Number })
			switch {
			case at < 0 && !slices.ContainsFunc(list, func(m Migration) bool { return m.Number == seen.Number }):
				return fault.Of(fault.Invalid, fault.T(Newer.Code,
					"数据已由更新版本的程序迁移（第 %d 号 %s），本程序不能使用。请换用新版本的程序，或用升级前的备份恢复到新的位置。",
					"A newer version has migrated the data (number %d, %s), so this one cannot use it. Take the newer "+
						"version, or restore a backup from before into a new place."), seen.Number, seen.Name)
			case at >= 0 && seen.Done:
				open = slices.Delete(open, at, at+1)
			}
			return nil
		})
	})
	return open, err
}

const toldEvery = 50 // batches

func (m Migration) run(ctx context.Context, db Engine, log *slog.Logger) error {
	for {
		var at Migrated
		err := db.Run(ctx, func(tx Tx) (err error) {
			at, err = m.step(tx)
			return err
		})
		if err != nil {
			return err
		}
		if at.Batches%toldEvery == 0 || at.Done && at.Batches > 1 {
			log.InfoContext(ctx, "a migration goes on", "number", m.Number, "name", m.Name, "batches", at.Batches,
				"done", at.Done)
		}
		if at.Done {
			return nil
		}
	}
}

// step does one batch and notes it, unless another process has done the last one meanwhile.
func (m Migration) step(tx Tx) (Migrated, error) {
	at, err := Migrations.Get(tx, National, strconv.Itoa(m.Number))
	if fault.Is(err, fault.NotFound) {
		at, err = Migrated{Meta: Meta{ID: strconv.Itoa(m.Number), Market: National}, Number: m.Number,
			Name: m.Name}, nil
	}
	if err != nil || at.Done {
		return at, err
	}
	if m.page != nil {
		at.After, err = m.page(tx, at.After)
		at.Done = at.After == ""
	} else {
		var more bool
		more, err = m.Batch(tx)
		at.Done = !more
	}
	if err != nil {
		return at, err
	}
	if at.Batches++; at.Batches == 1 {
		return at, Migrations.Insert(tx, &at)
	}
	return at, Migrations.Update(tx, &at)
}
