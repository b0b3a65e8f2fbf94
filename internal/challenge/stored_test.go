package challenge_test

import (
	"testing"

	"kebang/internal/challenge"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, challenge.Challenges, storetest.Filled[challenge.Challenge](t))
}
