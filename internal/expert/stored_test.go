package expert_test

import (
	"testing"

	"kebang/internal/expert"
	"kebang/internal/flow/flowtest"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, expert.Experts, storetest.Filled[expert.Expert](t))
	storetest.Golden(t, expert.Draws, storetest.Filled[expert.Draw](t))
}

func TestFlow(t *testing.T) { flowtest.Table(t, &expert.Flow) }
