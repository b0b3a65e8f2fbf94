package contract_test

import (
	"testing"

	"kebang/internal/contract"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	c := storetest.Filled[contract.Contract](t)
	c.Registration, c.Claim = nil, "" // no longer written; see package registry
	storetest.Golden(t, contract.Contracts, c)
}
