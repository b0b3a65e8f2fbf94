package api

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"kebang/api/accounts"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/store"
)

func TestSignInRefreshSignOut(t *testing.T) {
	ts := newTestServer(t)
	ts.as(zhenkang, actor.Broker)
	_, pw, err := ts.accounts.CreateAccount(context.Background(), actor.SystemActor(zhenkang), party.NewID(),
		account.AccountForm{Account: "wang", Name: "王", Role: actor.Officer})
	if err != nil {
		t.Fatal(err)
	}
	ts.do("POST", "/session", "", map[string]string{"account": "wang", "password": "wrong"}).want(401, "sign-in-wrong")
	b := browser()
	in := ts.send(b, "POST", "/session", "", map[string]string{"account": "wang", "password": pw}).want(200, "")
	cookie := in.header.Get("Set-Cookie")
	for _, w := range []string{"HttpOnly", "SameSite=Strict", "Path=/api/v1/session", "Max-Age="} {
		if !strings.Contains(cookie, w) {
			t.Errorf("cookie %q lacks %s", cookie, w)
		}
	}
	if got := in.str("me", "membership", "role"); got != "officer" {
		t.Errorf("role %q", got)
	}
	if got := in.str("me", "market", "name"); got != "镇康县技术市场" {
		t.Errorf("market %q", got)
	}
	fresh := ts.send(b, "POST", "/session/refresh", "expired-token-is-ignored", nil).want(200, "")
	ts.do("GET", "/me", fresh.str("accessToken"), nil).want(200, "")
	ts.send(b, "DELETE", "/session", "", nil).want(204, "")
	ts.send(b, "POST", "/session/refresh", "", nil).want(401, "")
	ts.do("POST", "/session/refresh", "", nil, "Cookie", "kebang_refresh=forged.1.abc").want(401, "sign-in-needed")
}

func TestRefreshReuse(t *testing.T) {
	ts := newTestServer(t)
	start := time.Now()
	ts.setClock(start)
	_, pw, _ := ts.accounts.CreateAccount(context.Background(), actor.SystemActor(zhenkang), party.NewID(),
		account.AccountForm{Account: "wang", Name: "王", Role: actor.Officer})
	in := ts.do("POST", "/session", "", map[string]string{"account": "wang", "password": pw}).want(200, "")
	cookie := func(r response) string { return strings.SplitN(r.header.Get("Set-Cookie"), ";", 2)[0] }
	first := cookie(in)
	second := cookie(ts.do("POST", "/session/refresh", "", nil, "Cookie", first).want(200, ""))
	if second == first {
		t.Fatal("the token was not rotated")
	}
	ts.setClock(start.Add(10 * time.Second))
	if again := cookie(ts.do("POST", "/session/refresh", "", nil, "Cookie", first).want(200, "")); again != second {
		t.Errorf("reuse within 10 s gave another successor")
	}
	ts.setClock(start.Add(11 * time.Second))
	ts.do("POST", "/session/refresh", "", nil, "Cookie", first).want(401, "session-reused")
	ts.do("POST", "/session/refresh", "", nil, "Cookie", second).want(401, "session-ended")
	ts.do("GET", "/me", in.str("accessToken"), nil).want(401, "session-ended")
}

// TestAccessEnds: an access token ends after its life, and with its session at once.
func TestAccessEnds(t *testing.T) {
	ts := newTestServer(t)
	start := time.Now()
	ts.setClock(start)
	_, pw, _ := ts.accounts.CreateAccount(context.Background(), actor.SystemActor(zhenkang), party.NewID(),
		account.AccountForm{Account: "wang", Name: "王", Role: actor.Officer})
	in := ts.do("POST", "/session", "", map[string]string{"account": "wang", "password": pw}).want(200, "")
	token, cookie := in.str("accessToken"), strings.SplitN(in.header.Get("Set-Cookie"), ";", 2)[0]
	ts.do("GET", "/me", token, nil).want(200, "")
	ts.setClock(start.Add(-accounts.AccessLife / 2)) // the clock of this process stands behind the other's
	ts.do("GET", "/me", token, nil).want(200, "")
	ts.setClock(start.Add(-time.Hour)) // the clock was set back: the token would hold too long
	ts.do("GET", "/me", token, nil).want(401, "token-invalid")
	ts.setClock(start.Add(accounts.AccessLife + time.Second))
	ts.do("GET", "/me", token, nil).want(401, "token-invalid")
	ts.setClock(start.Add(time.Second))
	ts.do("DELETE", "/session", "", nil, "Cookie", cookie).want(204, "")
	ts.do("GET", "/me", token, nil).want(401, "session-ended")
}

func TestTokensOfOthersAreRefused(t *testing.T) {
	ts := newTestServer(t)
	good := ts.as(zhenkang, actor.Officer)
	parts := strings.Split(good, ".")
	for name, token := range map[string]string{
		"no algorithm":    "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + parts[1] + ".",
		"changed payload": parts[0] + "." + parts[1] + "A." + parts[2],
		"rubbish":         "x.y.z",
	} {
		ts.do("GET", "/me", token, nil).want(401, "token-invalid")
		ts.do("GET", "/markets", token, nil).want(401, "token-invalid")
		_ = name
	}
	if s := ts.log.String(); strings.Contains(s, parts[2]) {
		t.Error("a token stands in the log")
	}
}

func TestOneTimePasswordMustBeChanged(t *testing.T) {
	ts := newTestServer(t)
	admin := ts.as(zhenkang, actor.Admin)
	made := ts.do("POST", "/accounts", admin,
		map[string]string{"account": "new.one", "name": "新人", "role": "broker"}).want(201, "")
	pw := made.str("password")
	token := ts.do("POST", "/session", "", map[string]string{"account": "new.one", "password": pw}).want(200,
		"").str("accessToken")
	ts.do("GET", "/todos", token, nil).want(403, "password-change-needed")
	ts.do("POST", "/me/password", token, map[string]string{"old": pw, "new": "short"}).want(422, "password-invalid")
	ts.do("POST", "/me/password", token, map[string]string{"old": pw, "new": "much-longer-1"}).want(204, "")
	token = ts.do("POST", "/session", "",
		map[string]string{"account": "new.one", "password": "much-longer-1"}).want(200, "").str("accessToken")
	ts.do("GET", "/todos", token, nil).want(200, "")
}

func TestSwitchRole(t *testing.T) {
	ts := newTestServer(t)
	ctx := context.Background()
	p, pw, _ := ts.accounts.CreateAccount(ctx, actor.SystemActor(zhenkang), party.NewID(),
		account.AccountForm{Account: "two.roles", Name: "双角色", Role: actor.Broker})
	p, err := ts.accounts.AddRole(ctx, actor.SystemActor(wuxiang), p.ID, actor.Officer, "")
	if err != nil {
		t.Fatal(err)
	}
	person := browser()
	token := ts.send(person, "POST", "/session", "",
		map[string]string{"account": "two.roles", "password": pw}).want(200, "").str("accessToken")
	ts.do("POST", "/session/role", token, map[string]string{"membership": "no-such"}).want(404, "not-found")
	r := ts.do("POST", "/session/role", token, map[string]string{"membership": p.Memberships[1].ID}).want(200, "")
	if got := r.str("me", "market", "id"); got != wuxiang {
		t.Errorf("acts in %q", got)
	}
	if got := ts.do("GET", "/me", r.str("accessToken"), nil).want(200, "").str("membership", "role"); got != "officer" {
		t.Errorf("acts as %q", got)
	}
	// A role that is taken away ends at once, although the token still names it. The next refresh takes what is left.
	if _, err := ts.accounts.RemoveRole(ctx, actor.SystemActor(wuxiang), p.ID, p.Memberships[1].ID); err != nil {
		t.Fatal(err)
	}
	ts.do("GET", "/me", r.str("accessToken"), nil).want(401, "role-ended")
	if got := ts.send(person, "POST", "/session/refresh", "", nil).want(200, "").str("me", "membership",
		"role"); got != "broker" {
		t.Errorf("still acts as %q", got)
	}
}

func TestSetupOverHTTP(t *testing.T) {
	ts := newTestServer(t)
	link, err := ts.accounts.NewSetupLink(context.Background(), actor.SystemActor(store.National), "")
	if err != nil {
		t.Fatal(err)
	}
	if v := ts.do("GET", "/setup/"+link, "", nil).want(200, "").at("market"); v != nil {
		t.Errorf("market %v", v)
	}
	ts.do("GET", "/setup/wrong", "", nil).want(404, "setup-link-ended")
	body := map[string]any{"token": link,
		"market": map[string]any{"name": "永德县技术市场", "regionCode": "530923", "bureauName": "永德县科技局"},
		"admin":  map[string]string{"account": "chief", "name": "王五", "password": "long-enough-1"}}
	r := ts.do("POST", "/setup", "", body).want(200, "")
	ts.do("GET", "/accounts", r.str("accessToken"), nil).want(200, "")
	ts.do("POST", "/setup", "", body).want(404, "setup-link-ended")
	if strings.Contains(ts.log.String(), link) {
		t.Error("the set-up token stands in the log")
	}
	bad := map[string]any{"token": "x", "unknown": 1}
	ts.do("POST", "/setup", "", bad).want(422, "")
}

func TestSignInIsLimited(t *testing.T) {
	ts := newTestServer(t, func(c *Config) { c.SignInPerMinute = 3 })
	ts.as(zhenkang, actor.Admin)
	for range 3 {
		ts.do("POST", "/session", "", map[string]string{"account": "guess", "password": "x"}).want(401, "sign-in-wrong")
	}
	for range 20 { // a flood is noted once
		ts.do("POST", "/session", "", map[string]string{"account": "guess",
			"password": "x"}).want(http.StatusTooManyRequests, "too-many")
	}
	ts.do("POST", "/session", "", map[string]string{"account": "other", "password": "x"}).want(401, "sign-in-wrong")
	log := ts.entries("unknown=true&kind=sign-in-failed")
	if wrong, refused := count(log, "sign-in-failed gu…  sign-in-wrong"), count(log,
		"sign-in-failed gu…  too-many"); wrong != 3 || refused != 1 {
		t.Errorf("noted: %d tries that were compared, %d refused ones; want 3 and 1", wrong, refused)
	}
}
