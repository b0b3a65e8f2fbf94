package matcher_test

import (
	"testing"

	"kebang/internal/store/storetest"
	"kebang/matcher"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, matcher.Matches, storetest.Filled[matcher.Match](t))
	storetest.Golden(t, matcher.Snapshots, storetest.Filled[matcher.Snapshot](t))
	storetest.Golden(t, matcher.Tunings, storetest.Filled[matcher.Tuning](t))
	storetest.Golden(t, matcher.Standings, storetest.Filled[matcher.Standing](t))
}
