package store

import (
	"testing"

	"kebang/internal/fault"
)

func TestOffsetCursor(t *testing.T) {
	for _, offset := range []int{1, 20, farthest} {
		if got, err := Offset(OffsetCursor(offset)); got != offset || err != nil {
			t.Errorf("%d became %d, %v", offset, got, err)
		}
	}
	if got, err := Offset(""); got != 0 || err != nil {
		t.Errorf("the first page: %d, %v", got, err)
	}
	// MjA is 20 without its letter
	for _, bad := range []string{"20", "o20", "x!", OffsetCursor(-1), OffsetCursor(farthest + 1), "MjA"} {
		if got, err := Offset(bad); !fault.Is(err, fault.Malformed) {
			t.Errorf("%q was read as %d, %v", bad, got, err)
		}
	}
}
