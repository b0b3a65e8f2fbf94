package ledger_test

import (
	"testing"

	"kebang/internal/ledger"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, ledger.Postings, storetest.Filled[ledger.Posting](t))
	storetest.Golden(t, ledger.Books, storetest.Filled[ledger.Book](t))
}
