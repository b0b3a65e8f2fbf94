package accounts

import (
	"testing"

	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, tickets, storetest.FilledOf(t, tickets))
	storetest.Golden(t, signers, storetest.FilledOf(t, signers))
}
