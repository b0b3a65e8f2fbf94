package pass_test

import (
	"testing"

	"kebang/internal/pass"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) { storetest.Golden(t, pass.Passes, storetest.Filled[pass.Pass](t)) }
