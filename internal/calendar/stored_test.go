package calendar_test

import (
	"testing"

	"kebang/internal/calendar"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, calendar.Notices, storetest.Filled[calendar.Notice](t))
}
