package approval_test

import (
	"testing"

	"kebang/internal/approval"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, approval.Decisions, storetest.Filled[approval.Decision](t))
}
