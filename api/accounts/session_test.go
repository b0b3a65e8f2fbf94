package accounts_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"kebang/api"
	"kebang/api/accounts"
	"kebang/api/apitest"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/store"
)

func TestSignInRefreshSignOut(t *testing.T) {
	ts := apitest.New(t)
	ts.As(apitest.Zhenkang, actor.Broker)
	_, pw, err := ts.Accounts.CreateAccount(context.Background(), actor.SystemActor(apitest.Zhenkang), party.NewID(),
		account.AccountForm{Account: "wang", Name: "王", Role: actor.Officer})
	if err != nil {
		t.Fatal(err)
	}
	ts.Do("POST", "/session", "", map[string]string{"account": "wang", "password": "wrong"}).Want(401, "sign-in-wrong")
	b := apitest.Browser()
	in := ts.Send(b, "POST", "/session", "", map[string]string{"account": "wang", "password": pw}).Want(200, "")
	cookie := in.Header.Get("Set-Cookie")
	for _, w := range []string{"HttpOnly", "SameSite=Strict", "Path=/api/v1/session", "Max-Age="} {
		if !strings.Contains(cookie, w) {
			t.Errorf("cookie %q lacks %s", cookie, w)
		}
	}
	if got := in.Str("me", "membership", "role"); got != "officer" {
		t.Errorf("role %q", got)
	}
	if got := in.Str("me", "market", "name"); got != "镇康县技术市场" {
		t.Errorf("market %q", got)
	}
	fresh := ts.Send(b, "POST", "/session/refresh", "expired-token-is-ignored", nil).Want(200, "")
	ts.Do("GET", "/me", fresh.Str("accessToken"), nil).Want(200, "")
	ts.Send(b, "DELETE", "/session", "", nil).Want(204, "")
	ts.Send(b, "POST", "/session/refresh", "", nil).Want(401, "")
	ts.Do("POST", "/session/refresh", "", nil, "Cookie", "kebang_refresh=forged.1.abc").Want(401, "sign-in-needed")
}

func TestRefreshReuse(t *testing.T) {
	ts := apitest.New(t)
	start := time.Now()
	ts.SetClock(start)
	_, pw, _ := ts.Accounts.CreateAccount(context.Background(), actor.SystemActor(apitest.Zhenkang), party.NewID(),
		account.AccountForm{Account: "wang", Name: "王", Role: actor.Officer})
	in := ts.Do("POST", "/session", "", map[string]string{"account": "wang", "password": pw}).Want(200, "")
	cookie := func(r apitest.Response) string { return strings.SplitN(r.Header.Get("Set-Cookie"), ";", 2)[0] }
	first := cookie(in)
	second := cookie(ts.Do("POST", "/session/refresh", "", nil, "Cookie", first).Want(200, ""))
	if second == first {
		t.Fatal("the token was not rotated")
	}
	ts.SetClock(start.Add(10 * time.Second))
	if again := cookie(ts.Do("POST", "/session/refresh", "", nil, "Cookie", first).Want(200, "")); again != second {
		t.Errorf("reuse within 10 s gave another successor")
	}
	ts.SetClock(start.Add(11 * time.Second))
	ts.Do("POST", "/session/refresh", "", nil, "Cookie", first).Want(401, "session-reused")
	ts.Do("POST", "/session/refresh", "", nil, "Cookie", second).Want(401, "session-ended")
	ts.Do("GET", "/me", in.Str("accessToken"), nil).Want(401, "session-ended")
}

// TestAccessEnds: an access token ends after its life, and with its session at once.
func TestAccessEnds(t *testing.T) {
	ts := apitest.New(t)
	start := time.Now()
	ts.SetClock(start)
	_, pw, _ := ts.Accounts.CreateAccount(context.Background(), actor.SystemActor(apitest.Zhenkang), party.NewID(),
		account.AccountForm{Account: "wang", Name: "王", Role: actor.Officer})
	in := ts.Do("POST", "/session", "", map[string]string{"account": "wang", "password": pw}).Want(200, "")
	token, cookie := in.Str("accessToken"), strings.SplitN(in.Header.Get("Set-Cookie"), ";", 2)[0]
	ts.Do("GET", "/me", token, nil).Want(200, "")
	ts.SetClock(start.Add(-accounts.AccessLife / 2)) // the clock of this process stands behind the other's
	ts.Do("GET", "/me", token, nil).Want(200, "")
	ts.SetClock(start.Add(-time.Hour)) // the clock was set back: the token would hold too long
	ts.Do("GET", "/me", token, nil).Want(401, "token-invalid")
	ts.SetClock(start.Add(accounts.AccessLife + time.Second))
	ts.Do("GET", "/me", token, nil).Want(401, "token-invalid")
	ts.SetClock(start.Add(time.Second))
	ts.Do("DELETE", "/session", "", nil, "Cookie", cookie).Want(204, "")
	ts.Do("GET", "/me", token, nil).Want(401, "session-ended")
}

func TestTokensOfOthersAreRefused(t *testing.T) {
	ts := apitest.New(t)
	good := ts.As(apitest.Zhenkang, actor.Officer)
	parts := strings.Split(good, ".")
	for name, token := range map[string]string{
		"no algorithm":    "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + parts[1] + ".",
		"changed payload": parts[0] + "." + parts[1] + "A." + parts[2],
		"rubbish":         "x.y.z",
	} {
		ts.Do("GET", "/me", token, nil).Want(401, "token-invalid")
		ts.Do("GET", "/markets", token, nil).Want(401, "token-invalid")
		_ = name
	}
	if s := ts.Log.String(); strings.Contains(s, parts[2]) {
		t.Error("a token stands in the log")
	}
}

func TestOneTimePasswordMustBeChanged(t *testing.T) {
	ts := apitest.New(t)
	admin := ts.As(apitest.Zhenkang, actor.Admin)
	made := ts.Do("POST", "/accounts", admin,
		map[string]string{"account": "new.one", "name": "新人", "role": "broker"}).Want(201, "")
	pw := made.Str("password")
	token := ts.Do("POST", "/session", "", map[string]string{"account": "new.one", "password": pw}).Want(200,
		"").Str("accessToken")
	ts.Do("GET", "/todos", token, nil).Want(403, "password-change-needed")
	ts.Do("POST", "/me/password", token, map[string]string{"old": pw, "new": "short"}).Want(422, "password-invalid")
	ts.Do("POST", "/me/password", token, map[string]string{"old": pw, "new": "much-longer-1"}).Want(204, "")
	token = ts.Do("POST", "/session", "",
		map[string]string{"account": "new.one", "password": "much-longer-1"}).Want(200, "").Str("accessToken")
	ts.Do("GET", "/todos", token, nil).Want(200, "")
}

func TestSwitchRole(t *testing.T) {
	ts := apitest.New(t)
	ctx := context.Background()
	p, pw, _ := ts.Accounts.CreateAccount(ctx, actor.SystemActor(apitest.Zhenkang), party.NewID(),
		account.AccountForm{Account: "two.roles", Name: "双角色", Role: actor.Broker})
	p, err := ts.Accounts.AddRole(ctx, actor.SystemActor(apitest.Wuxiang), p.ID, actor.Officer, "")
	if err != nil {
		t.Fatal(err)
	}
	person := apitest.Browser()
	token := ts.Send(person, "POST", "/session", "",
		map[string]string{"account": "two.roles", "password": pw}).Want(200, "").Str("accessToken")
	ts.Do("POST", "/session/role", token, map[string]string{"membership": "no-such"}).Want(404, "not-found")
	r := ts.Do("POST", "/session/role", token, map[string]string{"membership": p.Memberships[1].ID}).Want(200, "")
	if got := r.Str("me", "market", "id"); got != apitest.Wuxiang {
		t.Errorf("acts in %q", got)
	}
	if got := ts.Do("GET", "/me", r.Str("accessToken"), nil).Want(200, "").Str("membership", "role"); got != "officer" {
		t.Errorf("acts as %q", got)
	}
	// A role that is taken away ends at once, although the token still names it. The next refresh takes what is left.
	if _, err := ts.Accounts.RemoveRole(ctx, actor.SystemActor(apitest.Wuxiang), p.ID,
		p.Memberships[1].ID); err != nil {
		t.Fatal(err)
	}
	ts.Do("GET", "/me", r.Str("accessToken"), nil).Want(401, "role-ended")
	if got := ts.Send(person, "POST", "/session/refresh", "", nil).Want(200, "").Str("me", "membership",
		"role"); got != "broker" {
		t.Errorf("still acts as %q", got)
	}
}

func TestSetupOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	link, err := ts.Accounts.NewSetupLink(context.Background(), actor.SystemActor(store.National), "")
	if err != nil {
		t.Fatal(err)
	}
	if v := ts.Do("GET", "/setup/"+link, "", nil).Want(200, "").At("market"); v != nil {
		t.Errorf("market %v", v)
	}
	ts.Do("GET", "/setup/wrong", "", nil).Want(404, "setup-link-ended")
	body := map[string]any{"token": link,
		"market": map[string]any{"name": "永德县技术市场", "regionCode": "530923", "bureauName": "永德县科技局"},
		"admin":  map[string]string{"account": "chief", "name": "王五", "password": "long-enough-1"}}
	r := ts.Do("POST", "/setup", "", body).Want(200, "")
	ts.Do("GET", "/accounts", r.Str("accessToken"), nil).Want(200, "")
	ts.Do("POST", "/setup", "", body).Want(404, "setup-link-ended")
	if strings.Contains(ts.Log.String(), link) {
		t.Error("the set-up token stands in the log")
	}
	bad := map[string]any{"token": "x", "unknown": 1}
	ts.Do("POST", "/setup", "", bad).Want(422, "")
}

func TestSignInIsLimited(t *testing.T) {
	ts := apitest.New(t, func(c *api.Config) { c.SignInPerMinute = 3 })
	ts.As(apitest.Zhenkang, actor.Admin)
	for range 3 {
		ts.Do("POST", "/session", "", map[string]string{"account": "guess", "password": "x"}).Want(401, "sign-in-wrong")
	}
	for range 20 { // a flood is noted once
		ts.Do("POST", "/session", "", map[string]string{"account": "guess",
			"password": "x"}).Want(http.StatusTooManyRequests, "too-many")
	}
	ts.Do("POST", "/session", "", map[string]string{"account": "other", "password": "x"}).Want(401, "sign-in-wrong")
	log := ts.Entries("unknown=true&kind=sign-in-failed")
	if wrong, refused := apitest.Count(log, "sign-in-failed gu…  sign-in-wrong"), apitest.Count(log,
		"sign-in-failed gu…  too-many"); wrong != 3 || refused != 1 {
		t.Errorf("noted: %d tries that were compared, %d refused ones; want 3 and 1", wrong, refused)
	}
}
