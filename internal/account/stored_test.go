package account_test

import (
	"testing"

	"kebang/internal/account"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, account.Credentials, storetest.Filled[account.Credential](t))
	storetest.Golden(t, account.Sessions, storetest.Filled[account.Session](t))
	storetest.Golden(t, account.SetupLinks, storetest.Filled[account.SetupLink](t))
}
