package requests

import (
	"testing"
	"time"

	"kebang/internal/fault"
	"kebang/internal/store/sqlitetest"
)

// TestClockOfRequests: a request dies while the clock is fast. After a correction its key is not blocked for the length
// of the jump. The clock of another process may be some seconds fast.
func TestClockOfRequests(t *testing.T) {
	db := sqlitetest.Open(t, Collections())
	start := time.Now()
	for ahead, taken := range map[time.Duration]bool{30 * time.Second: true, 10 * time.Minute: false} {
		clock := start.Add(ahead)
		kept := NewReplies(db, func() time.Time { return clock })
		if _, _, err := kept.Claim(t.Context(), ahead.String(), "request"); err != nil {
			t.Fatal(err)
		}
		clock = start
		answer, _, err := kept.Claim(t.Context(), ahead.String(), "request")
		if answer != nil || fault.Is(err, fault.Conflict) != taken || !taken && err != nil {
			t.Errorf("the key of a request that died %v ahead: %v, %v", ahead, answer, err)
		}
	}
}
