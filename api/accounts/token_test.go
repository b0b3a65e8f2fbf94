package accounts_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"kebang/api"
	"kebang/api/accounts"
	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
)

func TestHTTPSServer(t *testing.T) {
	ts := apitest.New(t)
	_, pw, err := ts.Accounts.CreateAccount(t.Context(), actor.SystemActor(apitest.Zhenkang), party.NewID(),
		account.AccountForm{Account: "wang", Name: "王", Role: actor.Officer})
	if err != nil {
		t.Fatal(err)
	}
	key, err := accounts.LoadKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	srv := api.New(api.Config{Services: ts.Services(), Engine: ts.DB, Key: key, HTTPS: true})
	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", kernel.Prefix+"/session",
		strings.NewReader(`{"account":"wang","password":"`+pw+`"}`))
	r.Header.Set("Content-Type", "application/json")
	srv.ServeHTTP(w, r)
	if w.Code != 200 || w.Header().Get("Strict-Transport-Security") == "" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	cookie := w.Result().Cookies()[0]
	if cookie.Name != "__Host-kebang_refresh" || !cookie.Secure || !cookie.HttpOnly || cookie.Path != "/" ||
		cookie.Domain != "" || cookie.SameSite != http.SameSiteStrictMode {
		t.Errorf("a browser would not take the cookie: %+v", cookie)
	}
	// a sibling host can set the plain one
	for name, want := range map[string]int{"__Host-kebang_refresh": 200, "kebang_refresh": 401} {
		w, r := httptest.NewRecorder(), httptest.NewRequest("POST", kernel.Prefix+"/session/refresh", nil)
		r.AddCookie(&http.Cookie{Name: name, Value: cookie.Value})
		if srv.ServeHTTP(w, r); w.Code != want {
			t.Errorf("%s: %d, want %d", name, w.Code, want)
		}
	}
}

// TestForeignTokens: what the right key signed for somebody else, or for a role that the person does not have, is
// refused.
func TestForeignTokens(t *testing.T) {
	ts := apitest.New(t)
	ts.As(apitest.Zhenkang, actor.Officer)
	good := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(ts.Tokens[apitest.Zhenkang+"/officer"], good); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		change func(jwt.MapClaims)
		status int
	}{
		"as it was":          {func(jwt.MapClaims) {}, 200},
		"without audience":   {func(c jwt.MapClaims) { delete(c, "aud") }, 401},
		"for another":        {func(c jwt.MapClaims) { c["aud"] = []string{"elsewhere"} }, 401},
		"an unknown role":    {func(c jwt.MapClaims) { c["mid"] = party.NewID() }, 401},
		"another person":     {func(c jwt.MapClaims) { c["sub"] = party.NewID() }, 401},
		"another issuer":     {func(c jwt.MapClaims) { c["iss"] = "elsewhere" }, 401},
		"an unknown session": {func(c jwt.MapClaims) { c["sid"] = party.NewID() }, 401},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := maps.Clone(good)
			tt.change(c)
			token, err := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c).SignedString(ts.Key)
			if err != nil {
				t.Fatal(err)
			}
			ts.Do("GET", "/me", token, nil).Want(tt.status, "")
		})
	}
}
