package files

import (
	"os"
	"testing"

	"kebang/internal/disclosure"
	"kebang/internal/store"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, Quotas, storetest.Filled[Quota](t))
	f := storetest.Filled[File](t)
	// the level of links of 0.1.0
	f.Links = []Link{{Kind: "kind", Record: "record", Level: disclosure.Protected, At: f.CreatedAt}}
	f.Seal = nil // no file of 0.1.0 was sealed
	storetest.Golden(t, Files, f)
}

// TestLinksWithoutLevel: the record of a file of 0.1.0 still finds it.
func TestLinksWithoutLevel(t *testing.T) {
	w := newWorld(t)
	body, err := os.ReadFile("testdata/golden/files.v2.json")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := Files.Spec().Revalued(store.Raw{ID: "f", Market: marketA, Rev: 1, Shape: 2, Body: body})
	if err != nil {
		t.Fatal(err)
	}
	err = w.db.Run(t.Context(), func(tx store.Tx) error {
		if err := tx.Insert("files", raw); err != nil {
			return err
		}
		of, err := linked(tx, marketA, "kind", "record")
		if len(of) != 1 || of[0].Links[0].Level != disclosure.Protected {
			t.Errorf("%+v", of)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
