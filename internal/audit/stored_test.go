package audit_test

import (
	"testing"

	"kebang/internal/audit"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, audit.Accesses, storetest.Filled[audit.Access](t))
	storetest.Golden(t, audit.Trail, storetest.Filled[audit.Entry](t))
}
