package party_test

import (
	"testing"

	"kebang/internal/party"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, party.Organizations, storetest.Filled[party.Organization](t))
	storetest.Golden(t, party.People, storetest.Filled[party.Person](t))
	storetest.Golden(t, party.Markets, storetest.Filled[party.Market](t))
	storetest.Golden(t, party.Stakes, storetest.Filled[party.Stake](t))
}
