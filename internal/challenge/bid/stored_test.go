package bid

import (
	"testing"

	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, Bids, storetest.Filled[Bid](t))
	storetest.Golden(t, Integrity, storetest.Filled[Record](t))
}
