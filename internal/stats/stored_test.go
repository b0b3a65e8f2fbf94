package stats_test

import (
	"testing"

	"kebang/internal/stats"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, stats.Targets, storetest.Filled[stats.Target](t))
}
