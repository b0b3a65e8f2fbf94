package deal_test

import (
	"testing"

	"kebang/internal/deal"
	"kebang/internal/store/storetest"
)

// TestStoredForm fails when the JSON form of a deal changes without a new shape version and an upgrade.
func TestStoredForm(t *testing.T) {
	storetest.Golden(t, deal.Deals, storetest.Filled[deal.Deal](t))
	storetest.Golden(t, deal.Credits, storetest.Filled[deal.Credit](t))
}
