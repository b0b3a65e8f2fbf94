package store_test

import (
	"testing"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/store/storetest"
)

func TestGoldenOutbox(t *testing.T) {
	storetest.Golden(t, store.Events, store.Event{
		Meta: store.Meta{ID: "listing.published.1.", Market: "533524",
			Rev: 3}, Name: "listing.published", Record: "1", Step: "publish",
		At: 1, Due: 2, Leased: 3, Worker: "w/1", Tries: 4, Failure: "原因", Said: fault.Plain("原因"), Given: true,
		Emission: 5,
	})
}

func TestGoldenDuties(t *testing.T) {
	storetest.Golden(t, store.Duties, storetest.FilledOf(t, store.Duties))
}

// TestTake: of three processes one does the due work, and again after its time, also when a clock jumps.
func TestTake(t *testing.T) {
	s := sqlitetest.Open(t, store.Collections())
	const hour = 3_600_000
	for _, step := range []struct {
		now  int64
		want int
	}{{100 * hour, 1}, {101*hour - 1, 0}, {101 * hour, 1}, {200 * hour, 1}, {110 * hour, 1}, {110*hour + 1, 0}} {
		n := 0
		for range 3 {
			mine, err := store.Take(t.Context(), s, "upkeep", step.now, hour)
			if err != nil {
				t.Fatal(err)
			}
			if mine {
				n++
			}
		}
		if n != step.want {
			t.Errorf("at %d ms %d of three took it, want %d", step.now, n, step.want)
		}
	}
}

// The sequence's type is not exported, so its form is read from a store.
func TestGoldenSequences(t *testing.T) {
	s := sqlitetest.Open(t, []store.Spec{store.Sequences.Spec()})
	err := s.Run(t.Context(), func(tx store.Tx) error {
		if _, err := store.Serial(tx, "533524", "XQ", 2026); err != nil {
			return err
		}
		doc, err := store.Sequences.Get(tx, "533524", "XQ-2026")
		if err == nil {
			storetest.Golden(t, store.Sequences, doc)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestGoldenMigrations(t *testing.T) {
	storetest.Golden(t, store.Migrations, storetest.FilledOf(t, store.Migrations))
}
