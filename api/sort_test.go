package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
)

// TestSortIsKeptOrRefused calls every list that declares sort with an unknown order. A list must never come in another
// order than the requested one.
func TestSortIsKeptOrRefused(t *testing.T) {
	ts := apitest.New(t)
	asked := 0
	for _, rt := range ts.Handler.Router().Routes() {
		path := ts.Handler.Router().Document().Paths[rt.Op.Path]
		if rt.Op.Method != "GET" || path == nil || path.Get == nil {
			continue
		}
		for _, p := range path.Get.Parameters {
			if p.Name != "sort" {
				continue
			}
			asked++
			roles := []actor.Role{actor.Officer, actor.Admin, actor.Expert}
			role := roles[slices.IndexFunc(roles, func(r actor.Role) bool {
				return rt.Access.Allows(actor.Actor{Person: "p", Market: apitest.Zhenkang, Role: r})
			})]
			path := strings.TrimPrefix(rt.Op.Path, kernel.Prefix)
			if strings.HasSuffix(path, ".xlsx") || strings.HasSuffix(path, "/facets") {
				continue // the query of the list beside it, behind a ticket; counts have no order
			}
			ts.Do(rt.Op.Method, path+"?sort=colour", ts.As(apitest.Zhenkang, role), nil).Want(400, "unknown-sort")
		}
	}
	if asked < 8 {
		t.Errorf("only %d lists declare sort", asked)
	}
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	ts.Do("GET", "/demands?q=蔗渣&sort=updated", officer, nil).Want(400, "unknown-sort")
	for _, path := range []string{"/matches?sort=-score", "/imports?sort=-at", "/contracts?sort=date",
		"/contracts?sort=-serial", "/deals?sort=updated", "/deals?sort=-serial",
		"/demands?sort=serial"} {
		ts.Do("GET", path, officer, nil).Want(200, "")
	}

	for _, name := range []string{"乙机构", "甲机构", "丙机构"} {
		ts.Do("POST", "/organizations", officer, map[string]string{"name": name, "kind": "other"}).Want(201, "")
	}
	names := func(path string) (out []string) {
		for next := ""; ; {
			var page struct {
				Items []struct{ Name string }
				Next  string
			}
			body := ts.Do("GET", path+"&limit=2&cursor="+next, officer, nil).Want(200, "").Body
			if err := json.Unmarshal(body, &page); err != nil {
				t.Fatal(err)
			}
			for _, x := range page.Items {
				out = append(out, x.Name)
			}
			if next = page.Next; next == "" {
				return out
			}
		}
	}
	up, down := names("/organizations?sort=name"), names("/organizations?sort=-name")
	if len(up) < 4 || len(up) != len(down) {
		t.Fatalf("%q, %q", up, down)
	}
	for i := range up {
		if i > 0 && up[i-1] > up[i] || up[i] != down[len(down)-1-i] {
			t.Errorf("by name: %q, turned round: %q", up, down)
		}
	}
}
