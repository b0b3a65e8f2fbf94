package requests

import (
	"testing"

	"kebang/internal/store/storetest"
)

// TestStoredRequests fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredRequests(t *testing.T) {
	storetest.Golden(t, replies, storetest.FilledOf(t, replies))
	storetest.Golden(t, buckets, storetest.FilledOf(t, buckets))
}
