package publicity_test

import (
	"testing"

	"kebang/internal/publicity"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, publicity.Notices, storetest.Filled[publicity.Notice](t))
	storetest.Golden(t, publicity.Objections, storetest.Filled[publicity.Objection](t))
}
