package registry_test

import (
	"testing"

	"kebang/internal/registry"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, registry.Registrations, storetest.Filled[registry.Registration](t))
	storetest.Golden(t, registry.Claims, storetest.FilledOf(t, registry.Claims))
	storetest.Golden(t, registry.Numbers, storetest.FilledOf(t, registry.Numbers))
}
