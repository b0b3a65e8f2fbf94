package api

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"kebang/api/accounts"
	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/store"
)

func TestHTTPSServer(t *testing.T) {
	ts := newTestServer(t)
	_, pw, err := ts.accounts.CreateAccount(t.Context(), actor.SystemActor(zhenkang), party.NewID(),
		account.AccountForm{Account: "wang", Name: "王", Role: actor.Officer})
	if err != nil {
		t.Fatal(err)
	}
	key, err := accounts.LoadKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	srv := New(Config{Services: testServices(ts), Engine: ts.db, Key: key, HTTPS: true})
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

// slow gives a body byte by byte.
type slow struct{ r io.Reader }

func (s slow) Read(p []byte) (int, error) { return s.r.Read(p[:1]) }

func TestSweep(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	ts.do("POST", "/tickets", officer, map[string]string{"path": "/files/x"}).want(201, "")
	ts.do("POST", "/organizations", officer, slow{strings.NewReader(`{"name":"镇康丙有限公司","kind":"enterprise"}`)},
		"Idempotency-Key", "k").want(201, "")
	count := func() (n int64) {
		t.Helper()
		err := ts.db.View(t.Context(), func(tx store.Tx) error {
			n = 0
			for _, coll := range []string{"tickets", "replies", "sessions"} {
				g, err := tx.Sum(coll, store.Query{Market: store.National}, nil, nil)
				if err != nil {
					return err
				}
				n += g[0].Count
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(); n != 3 {
		t.Errorf("%d records", n)
	}
	if err := ts.srv.Sweep(t.Context()); err != nil || count() != 3 {
		t.Errorf("too early: %d left, %v", count(), err)
	}
	ts.setClock(time.Now().Add(8 * 24 * time.Hour))
	if err := ts.srv.Sweep(t.Context()); err != nil || count() != 0 {
		t.Errorf("%d left, %v", count(), err)
	}
}

// TestForeignTokens: what the right key signed for somebody else, or for a role that the person does not have, is
// refused.
func TestForeignTokens(t *testing.T) {
	ts := newTestServer(t)
	ts.as(zhenkang, actor.Officer)
	good := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(ts.token[zhenkang+"/officer"], good); err != nil {
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
			token, err := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c).SignedString(ts.key)
			if err != nil {
				t.Fatal(err)
			}
			ts.do("GET", "/me", token, nil).want(tt.status, "")
		})
	}
}
