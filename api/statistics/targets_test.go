package statistics_test

import (
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

func TestTargetsOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	body := map[string]any{"indicator": "技术合同交易额", "measure": "undefined", "op": "≥", "valueFen": 5_000_000_000,
		"year": 2025, "status": "draft", "period": "year", "level": "local"}
	r := ts.Do("POST", "/targets", officer, body).Want(201, "")
	if n := len(r.At("readings").([]any)); n != 6 {
		t.Errorf("%d readings, want both amounts in three scopes", n)
	}
	path := "/targets/" + r.Str("id")
	ts.Do("PUT", path, ts.As(apitest.Zhenkang, actor.Enterprise), body, "If-Match", r.Header.Get("ETag")).Want(403, "")
	body["valueFen"] = -1
	ts.Do("PUT", path, officer, body, "If-Match", r.Header.Get("ETag")).Want(422, "target")
	delete(body, "valueFen")
	r = ts.Do("PUT", path, officer, body, "If-Match", r.Header.Get("ETag")).Want(200, "")
	ts.Do("GET", "/targets", officer, nil).Want(200, "")
	if x := apitest.Plain(t, ts.Do("GET", "/targets/export.xlsx", officer, nil).Want(200,
		"").Body); !strings.Contains(x,
		"技术合同交易额") ||
		!strings.Contains(x, "吸纳") {
		t.Error("the download of the targets lacks indicator or scope")
	}
	ts.Do("DELETE", path, officer, nil, "If-Match", r.Header.Get("ETag")).Want(204, "")
	ts.Do("GET", path, officer, nil).Want(404, "")
}
