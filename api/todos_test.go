package api_test

import (
	"context"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
)

// An officer who is registrar and administrator as well has one list, and no other person's things are in it.
func TestTodosOfSeveralRoles(t *testing.T) {
	ts := apitest.New(t)
	ctx := context.Background()
	firm := ts.As(apitest.Zhenkang, actor.Enterprise)
	for _, title := range []string{"甘蔗渣脱水", "茶青分级"} {
		d := ts.Do("POST", "/demands", firm,
			map[string]any{"content": map[string]any{"title": title, "text": title + "的产线每班只有百分之六十的产出，请提供可以连续运行的办法。",
				"type": "technology", "industry": "0102", "region": "530924"}}).Want(201, "")
		if title == "甘蔗渣脱水" {
			ts.Do("POST", "/demands/"+d.Str("id")+"/submit", firm, map[string]any{}, "If-Match",
				d.Header.Get("ETag")).Want(200, "")
		}
	}
	ts.WantTodos(firm, "draft-demand 茶青分级")
	account := account.AccountForm{Account: "three.roles", Name: "李科长", Role: actor.Officer}
	p, pw, err := ts.Accounts.CreateAccount(ctx, actor.SystemActor(apitest.Zhenkang), party.NewID(), account)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []actor.Role{actor.Registrar, actor.Admin} {
		if _, err := ts.Accounts.AddRole(ctx, actor.SystemActor(apitest.Zhenkang), p.ID, r, ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ts.Accounts.AddRole(ctx, actor.SystemActor(apitest.Wuxiang), p.ID, actor.Officer, ""); err != nil {
		// an account of another market may not be given a role everywhere; then there is nothing to leave out
		t.Log(err)
	}
	token := ts.Do("POST", "/session", "", map[string]string{"account": account.Account, "password": pw}).Want(200,
		"").Str("accessToken")
	list := ts.Todos(token)
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
			ts.WantExactly(token, list, k)
		}
	}
	if strings.Contains(string(ts.Do("GET", "/todos", token, nil).Body), "茶青分级") {
		t.Error("a draft of somebody else is in the list")
	}
}
