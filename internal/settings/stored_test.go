package settings_test

import (
	"testing"

	"kebang/internal/settings"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, settings.All, storetest.Filled[settings.Settings](t))
}
