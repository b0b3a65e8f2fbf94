package api

import (
	"testing"

	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, tickets, storetest.FilledOf(t, tickets))
	storetest.Golden(t, replies, storetest.FilledOf(t, replies))
	storetest.Golden(t, buckets, storetest.FilledOf(t, buckets))
	storetest.Golden(t, signers, storetest.FilledOf(t, signers))
}
