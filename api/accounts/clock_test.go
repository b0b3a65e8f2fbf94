package accounts_test

import (
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

// TestClockOfTickets: a ticket made while the clock was fast is not valid for the length of the jump after a
// correction. The clock of another process may be some seconds fast.
func TestClockOfTickets(t *testing.T) {
	ts := apitest.New(t)
	now := time.Now()
	ts.SetClock(now)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	for ahead, status := range map[time.Duration]int{30 * time.Second: 200, 10 * time.Minute: 401} {
		ts.SetClock(now.Add(ahead))
		ticket := ts.Do("POST", "/tickets", officer, map[string]string{"path": "/demands/export.xlsx"}).Want(201,
			"").Str("ticket")
		ts.SetClock(now)
		if r := ts.Do("GET", "/demands/export.xlsx?ticket="+ticket, "", nil); r.Status != status ||
			status == 401 && r.Str("code") != "ticket-invalid" {
			t.Errorf("a ticket of a clock %v ahead: %d %.200s", ahead, r.Status, r.Body)
		}
	}
}
