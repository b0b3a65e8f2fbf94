// Package sqlitetest opens stores for tests.
package sqlitetest

import (
	"slices"
	"testing"

	"kebang/internal/store"
	"kebang/internal/store/sqlite"
)

// Open makes a store of the collections in a temporary folder. It runs every callback twice, as an engine with write
// conflicts may. Every test therefore finds a callback that cannot run twice.
func Open(t testing.TB, specs ...[]store.Spec) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.TempDir(), sqlite.Rerun())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Define(t.Context(), slices.Concat(specs...)); err != nil {
		t.Fatal(err)
	}
	return s
}
