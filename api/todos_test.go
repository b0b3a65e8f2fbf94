package api

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
)

func (ts *testServer) todos(token string) (list kernel.TodoList) {
	ts.t.Helper()
	r := ts.do("GET", "/todos", token, nil).want(200, "")
	if err := json.Unmarshal(r.body, &list); err != nil {
		ts.t.Fatal(err)
	}
	return list
}

// wantTodos checks what waits, as "kind name", and that the page behind every kind lists exactly its things.
func (ts *testServer) wantTodos(token string, want ...string) {
	ts.t.Helper()
	list := ts.todos(token)
	var got []string
	for _, it := range list.Items {
		got = append(got, it.Kind+" "+it.Record.Name)
	}
	if d := cmp.Diff(want, got); d != "" {
		ts.t.Errorf("todos (-want +got):\n%s", d)
	}
	for _, k := range list.Kinds {
		ts.wantExactly(token, list, k)
	}
}

// wantExactly asks the list that the page of k.Href shows.
func (ts *testServer) wantExactly(token string, list kernel.TodoList, k kernel.TodoKind) {
	ts.t.Helper()
	u, err := url.Parse(k.Href)
	if err != nil {
		ts.t.Fatal(err)
	}
	path := map[string]string{"/admin/organizations": "/organizations?own=true&" + u.RawQuery,
		"/review": "/" + u.Query().Get("kind") + "s?scope=review", "/admin/market": "", "/admin/jobs": "/jobs"}
	api, ok := path[u.Path]
	if !ok {
		api = k.Href
	}
	if api == "" { // a page about the years themselves
		return
	}
	r := ts.do("GET", api, token, nil).want(200, "")
	var page struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
		Total int64 `json:"total"`
	}
	if err := json.Unmarshal(r.body, &page); err != nil {
		ts.t.Fatal(err)
	}
	shown, named := map[string]bool{}, map[string]bool{}
	for _, x := range page.Items {
		shown[x.ID] = true
	}
	for _, it := range list.Items {
		if it.Kind == k.Kind && it.Membership == k.Membership {
			named[it.Record.ID] = true
		}
	}
	if d := cmp.Diff(shown, named); d != "" || page.Total != k.Count {
		ts.t.Errorf("%s shows %d of %d things of %s (-shown +named):\n%s", k.Href, page.Total, k.Count, k.Kind, d)
	}
}

// An officer who is registrar and administrator as well has one list, and no other person's things are in it.
func TestTodosOfSeveralRoles(t *testing.T) {
	ts := newTestServer(t)
	ctx := context.Background()
	firm := ts.as(zhenkang, actor.Enterprise)
	for _, title := range []string{"甘蔗渣脱水", "茶青分级"} {
		d := ts.do("POST", "/demands", firm,
			map[string]any{"content": map[string]any{"title": title, "text": title + "的产线每班只有百分之六十的产出，请提供可以连续运行的办法。",
				"type": "technology", "industry": "0102", "region": "530924"}}).want(201, "")
		if title == "甘蔗渣脱水" {
			ts.do("POST", "/demands/"+d.str("id")+"/submit", firm, map[string]any{}, "If-Match",
				d.header.Get("ETag")).want(200, "")
		}
	}
	ts.wantTodos(firm, "draft-demand 茶青分级")
	account := account.AccountForm{Account: "three.roles", Name: "李科长", Role: actor.Officer}
	p, pw, err := ts.accounts.CreateAccount(ctx, actor.SystemActor(zhenkang), party.NewID(), account)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []actor.Role{actor.Registrar, actor.Admin} {
		if _, err := ts.accounts.AddRole(ctx, actor.SystemActor(zhenkang), p.ID, r, ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ts.accounts.AddRole(ctx, actor.SystemActor(wuxiang), p.ID, actor.Officer, ""); err != nil {
		// an account of another market may not be given a role everywhere; then there is nothing to leave out
		t.Log(err)
	}
	token := ts.do("POST", "/session", "", map[string]string{"account": account.Account, "password": pw}).want(200,
		"").str("accessToken")
	list := ts.todos(token)
	roles := map[string]actor.Role{}
	for i, it := range list.Items {
		roles[it.Kind] = it.Role
		if it.Record.Name == "" || it.Href == "" || it.Title == "" || it.Membership == "" {
			t.Errorf("a thing without name, title, address or role: %+v", it)
		}
		if i > 0 && kernel.ByUrgency(list.Items[i-1], it) > 0 {
			t.Errorf("%s stands after %s", it.Kind, list.Items[i-1].Kind)
		}
	}
	if roles["review-demand"] != actor.Officer || roles["verify-organization"] != actor.Officer {
		t.Errorf("roles: %v", roles)
	}
	for _, k := range list.Kinds {
		if k.Kind == "review-demand" || k.Kind == "verify-organization" {
			ts.wantExactly(token, list, k)
		}
	}
	if strings.Contains(string(ts.do("GET", "/todos", token, nil).body), "茶青分级") {
		t.Error("a draft of somebody else is in the list")
	}
}
