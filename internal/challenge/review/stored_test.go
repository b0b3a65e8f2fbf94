package review_test

import (
	"testing"

	"kebang/internal/challenge/review"
	"kebang/internal/flow/flowtest"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, review.Reviews, storetest.Filled[review.Review](t))
	storetest.Golden(t, review.Seats, storetest.Filled[review.Seat](t))
}

func TestFlow(t *testing.T) { flowtest.Table(t, &review.Flow) }

func TestSeatFlow(t *testing.T) { flowtest.Table(t, &review.SeatFlow) }
