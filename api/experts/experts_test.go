package experts_test

import (
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

// TestExpertsOverHTTP: an officer enters an expert, corrects and lists him.
func TestExpertsOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	form := map[string]any{"name": "周敏", "title": "教授", "fields": []string{"01"}, "source": "own", "confirmed": true,
		"posts": []map[string]any{{"name": "滇西农业学院", "uscc": "12530900DEM0DEMB2A"}}}
	r := ts.Do("POST", "/experts", officer, form).Want(201, "")
	path := "/experts/" + r.Str("id")
	r = ts.Do("GET", path, officer, nil).Want(200, "")
	form["phone"] = "0883-1234567"
	ts.Do("PUT", path, officer, form, "If-Match", r.Header.Get("ETag")).Want(200, "")
	if r := ts.Do("GET", "/experts", officer, nil).Want(200, ""); r.At("total") != 1.0 {
		t.Errorf("the pool: %s", r.Body)
	}
	ts.Do("GET", path+"/history", officer, nil).Want(200, "")
}
