package api_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/internal/actor"
	"kebang/internal/store"
)

// TestOfficeOverHTTP calls what an administrator does once in a while.
func TestOfficeOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	type object = map[string]any
	admin, officer := ts.As(apitest.Zhenkang, actor.Admin), ts.As(apitest.Zhenkang, actor.Officer)

	person, _ := ts.Account("chen", actor.Officer, "")
	ts.Join(person, actor.Registrar, "")
	path := "/accounts/" + person
	r := ts.Do("GET", path, admin, nil).Want(200, "")
	second := r.At("memberships").([]any)[1].(object)["id"].(string)
	ts.Do("PUT", path, admin, object{"name": "陈立", "phone": "0883-1234567", "email": "chen@example.cn"}, "If-Match",
		r.Header.Get("ETag")).Want(200, "")
	if r = ts.Do("DELETE", path+"/roles/"+second, admin, nil).Want(200, ""); len(r.At("memberships").([]any)) != 1 {
		t.Errorf("a role removed: %s", r.Body)
	}

	org, _ := ts.Seller()
	path = "/organizations/" + org
	r = ts.Do("GET", path, officer, nil).Want(200, "")
	ts.Do("POST", path+"/verify", officer, nil, "If-Match", r.Header.Get("ETag")).Want(200, "")
	ts.Do("GET", path+"/history", officer, nil).Want(200, "")

	r = ts.Do("POST", "/targets", officer, object{"indicator": "技术合同交易额", "measure": "tech", "op": "≥",
		"valueFen": 5_000_000_000, "year": 2026, "status": "draft", "period": "year", "level": "local"}).Want(201, "")
	ts.Do("GET", "/targets/"+r.Str("id")+"/history", officer, nil).Want(200, "")

	ts.Do("POST", "/learning/refit", admin, object{"dryRun": true}).Want(200, "")
	ts.Do("POST", "/backup/run", admin, nil).Want(204, "")
	s := ts.Do("GET", "/settings", admin, nil).Want(200, "").JSON()
	delete(s, "updatedAt")
	s["oneTimeDays"] = 3
	ts.Do("PUT", "/settings", admin, s).Want(200, "")
}

// TestFailedJobsOverHTTP: an administrator retries a job that failed, and gives it up.
func TestFailedJobsOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	admin := ts.As(apitest.Zhenkang, actor.Admin)
	ts.Worker.Handle("deal.moved", func(context.Context, store.Event) error { return errors.New("the disk is full") })
	err := ts.DB.Run(t.Context(), func(tx store.Tx) error {
		return store.Emit(tx, apitest.Zhenkang, "deal.moved", "x", "open", ts.Now().UnixMilli())
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"retry", "dismiss"} {
		for range 20 { // tries until it counts as failed
			ts.SetClock(ts.Now().Add(24 * time.Hour))
			ts.Drain()
		}
		items := ts.Do("GET", "/jobs", ts.SignIn("admin.zhenkang"), nil).Want(200, "").At("items").([]any)
		if len(items) != 1 {
			t.Fatalf("%d failed jobs before %s", len(items), step)
		}
		ts.Do("POST", "/jobs/"+items[0].(map[string]any)["id"].(string)+"/"+step, ts.SignIn("admin.zhenkang"),
			nil).Want(204, "")
	}
	_ = admin
}
