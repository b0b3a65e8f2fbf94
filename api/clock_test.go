package api

import (
	"testing"
	"time"

	"kebang/internal/actor"
)

// TestClockOfTickets: a ticket that was made while the clock stood ahead does not hold for the length of the jump once
// it was set back. The clock of another process may stand some seconds ahead.
func TestClockOfTickets(t *testing.T) {
	ts := newTestServer(t)
	now := time.Now()
	ts.setClock(now)
	officer := ts.as(zhenkang, actor.Officer)
	for ahead, status := range map[time.Duration]int{30 * time.Second: 200, 10 * time.Minute: 401} {
		ts.setClock(now.Add(ahead))
		ticket := ts.do("POST", "/tickets", officer, map[string]string{"path": "/demands/export.xlsx"}).want(201,
			"").str("ticket")
		ts.setClock(now)
		if r := ts.do("GET", "/demands/export.xlsx?ticket="+ticket, "", nil); r.status != status ||
			status == 401 && r.str("code") != "ticket-invalid" {
			t.Errorf("a ticket of a clock %v ahead: %d %.200s", ahead, r.status, r.body)
		}
	}
}
