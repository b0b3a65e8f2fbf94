package contract_test

import (
	"testing"

	"kebang/internal/contract"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, contract.Contracts, storetest.Filled[contract.Contract](t))
	storetest.Golden(t, contract.Claims, storetest.FilledOf(t, contract.Claims))
	storetest.Golden(t, contract.Numbers, storetest.FilledOf(t, contract.Numbers))
}
