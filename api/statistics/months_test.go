package statistics_test

import (
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

// An officer closes months in their order. The sheet of a closed month stays as it was.
func TestMonthsOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	officer, registrar := ts.As(apitest.Zhenkang, actor.Officer), ts.As(apitest.Zhenkang, actor.Registrar)
	list := ts.Do("GET", "/months", registrar, nil).Want(200, "")
	items := list.At("items").([]any)
	present := items[0].(map[string]any)
	if present["state"] != "open" || present["waits"] == "" || len(present["steps"].([]any)) != 0 {
		t.Errorf("the present month: %v", present)
	}
	ts.Do("POST", "/months/"+present["id"].(string)+"/close", officer, nil).Want(409, "month-running")
	ts.Do("POST", "/months/2020-01/close", registrar, nil).Want(403, "")
	ts.Do("POST", "/months/2020-14/close", officer, nil).Want(422, "month-invalid")
	r := ts.Do("POST", "/months/2020-01/close", officer, nil).Want(200, "")
	if r.Str("state") != "closed" || r.Str("number") == "" || r.Str("hash") == "" {
		t.Errorf("closed: %s", r.Body)
	}
	ts.Do("POST", "/months/2020-01/close", officer, nil).Want(409, "wrong-state")
	ts.Do("POST", "/months/2020-03/close", officer, nil).Want(409, "month-earlier-open")
	was := ts.Do("GET", "/months/2020-01/sheet.xlsx", registrar, nil).Want(200, "").Body
	if again := ts.Do("GET", "/months/2020-01/sheet.xlsx", registrar, nil).Want(200, "").Body; string(
		again) != string(was) {
		t.Error("the sheet of a closed month changed")
	}
	ts.Do("GET", "/months/2020-02/sheet.xlsx", registrar, nil).Want(200, "")
	ts.Do("GET", "/months/2020-14/sheet.xlsx", registrar, nil).Want(422, "month-invalid")
	if h := ts.Do("GET", "/months/2020-01/history", registrar, nil).Want(200, "").At("items").([]any); len(h) != 1 {
		t.Errorf("history: %v", h)
	}
	ts.Do("GET", "/stats/contracts?asOf=2020-01-31", registrar, nil).Want(200, "")
}
