package api

import (
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/store"
)

// TestClockOfTicketsAndRequests: what was written while the clock stood ahead is void once it was set back: a ticket does
// not hold for the length of the jump, and the key of a request that died does not stay taken for it. The clock of another
// process may stand some seconds ahead.
func TestClockOfTicketsAndRequests(t *testing.T) {
	ts := newTestServer(t)
	now := time.Now()
	ts.setClock(now)
	officer := ts.as(zhenkang, actor.Officer)
	for _, test := range []struct {
		ahead  time.Duration
		ticket int // what it opens after the jump
		key    int // what the key of the unfinished request gives
		code   string
	}{
		{30 * time.Second, 200, 409, "request-running"},
		{10 * time.Minute, 401, 201, ""},
	} {
		unit := map[string]any{"name": "镇康县" + test.ahead.String() + "有限公司", "kind": "enterprise"}
		ts.setClock(now.Add(test.ahead))
		ticket := ts.do("POST", "/tickets", officer, map[string]string{"path": "/demands/export.xlsx"}).want(201, "").str("ticket")
		ts.do("POST", "/organizations", officer, unit, "Idempotency-Key", test.ahead.String()).want(201, "")
		ts.forget(now.Add(test.ahead))
		ts.setClock(now)
		if r := ts.do("GET", "/demands/export.xlsx?ticket="+ticket, "", nil); r.status != test.ticket || r.status == 401 && r.str("code") != "ticket-invalid" {
			t.Errorf("a ticket of a clock %v ahead: %d %.200s", test.ahead, r.status, r.body)
		}
		if test.key == 201 {
			unit["name"] = "镇康县另一家有限公司" // the first one is there: only its answer was lost
		}
		if r := ts.do("POST", "/organizations", officer, unit, "Idempotency-Key", test.ahead.String()); r.status != test.key || test.code != "" && r.str("code") != test.code {
			t.Errorf("the key of a request that died %v ahead: %d %s", test.ahead, r.status, r.body)
		}
	}
}

// forget makes the kept answers of an instant those of requests whose process died before the answer.
func (ts *testServer) forget(at time.Time) {
	ts.t.Helper()
	err := ts.db.Run(ts.t.Context(), func(tx store.Tx) error {
		found, err := replies.Find(tx, store.Query{Market: store.National, Limit: 10, Where: []store.Cond{{Field: "at", Op: store.Eq, Value: at.UnixMilli()}}})
		if err != nil || len(found.Items) != 1 {
			ts.t.Fatalf("%d kept answers, %v", len(found.Items), err)
		}
		r := found.Items[0]
		r.Done, r.Body = false, nil
		return replies.Update(tx, &r)
	})
	if err != nil {
		ts.t.Fatal(err)
	}
}
