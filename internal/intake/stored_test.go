package intake_test

import (
	"testing"

	"kebang/internal/intake"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, intake.Imports, storetest.Filled[intake.Import](t))
	row := storetest.Filled[intake.BatchRow](t)
	row.Before = []byte(`{"title":"former"}`)
	storetest.Golden(t, intake.BatchRows, row)
	storetest.Golden(t, intake.Mappings, storetest.FilledOf(t, intake.Mappings))
}
