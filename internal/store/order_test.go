package store_test

import (
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/store"
)

func TestOrderBy(t *testing.T) {
	usual := store.Order{Field: "updated", Desc: true}
	for sort, want := range map[string]store.Order{"": usual, "name": {Field: "name"},
		"-name": {Field: "name", Desc: true}} {
		if got, err := store.OrderBy(sort, usual, "name", "updated"); err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("%q: %v, %v", sort, got, err)
		}
	}
	for _, sort := range []string{"colour", "--name", "-", "name,updated"} {
		if _, err := store.OrderBy(sort, usual, "name", "updated"); !fault.Is(err, fault.Malformed) ||
			!strings.Contains(err.Error(), "name、updated") {
			t.Errorf("%q: %v", sort, err)
		}
	}
}
