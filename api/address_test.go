package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/party"
)

// TestSignInCountsLinesNotAddresses: one line of IPv6 has 2^64 addresses, and gets as many tries as one of IPv4.
func TestSignInCountsLinesNotAddresses(t *testing.T) {
	proxies, _ := kernel.ParseProxies("127.0.0.1")
	ts := newTestServer(t, func(c *Config) { c.Proxies, c.SignInPerMinute = proxies, 2 })
	try := func(from string) int {
		return ts.do("POST", "/session", "", map[string]string{"account": "nobody", "password": "x"}, "X-Forwarded-For",
			from).status
	}
	for i, want := range []int{401, 401, 429, 429} {
		if got := try("2001:db8:1:2::" + string(rune('1'+i))); got != want {
			t.Errorf("try %d: %d, want %d", i, got, want)
		}
	}
	if got := try("2001:db8:1:3::1"); got != 401 {
		t.Errorf("another line: %d", got)
	}
}

func TestForeignOrigins(t *testing.T) {
	ts := newTestServer(t, func(c *Config) { c.Public = "https://market.example.org" })
	officer := ts.as(zhenkang, actor.Officer)
	own := ts.URL
	tests := []struct {
		name   string
		header []string
		status int
	}{
		{"a program", nil, 422},
		{"the page itself", []string{"Origin", own, "Sec-Fetch-Site", "same-origin"}, 422},
		{"the public address", []string{"Origin", "https://market.example.org"}, 422},
		{"typed by hand", []string{"Sec-Fetch-Site", "none"}, 422},
		{"another site", []string{"Origin", "https://evil.example.org"}, 403},
		{"a sibling host", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"another site without origin", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"a sandboxed frame", []string{"Origin", "null"}, 403},
		{"another port", []string{"Origin", own + "1"}, 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ts.do("POST", "/organizations", officer, "{}", tt.header...).want(tt.status, "")
			if tt.status == 403 {
				ts.do("POST", "/session", "", map[string]string{"account": "a", "password": "b"},
					tt.header...).want(403, "foreign-origin")
				ts.do("POST", "/session/refresh", "", nil, tt.header...).want(403, "foreign-origin")
				ts.do("DELETE", "/session", "", nil, tt.header...).want(403, "foreign-origin")
				ts.do("GET", "/organizations", officer, nil, tt.header...).want(200, "")
			}
		})
	}
}

func TestBodiesSayWhatTheyAre(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	for contentType, status := range map[string]int{"": 415, "text/plain": 415, "application/json": 422,
		"application/json; charset=utf-8": 422} {
		req, _ := http.NewRequest("POST", ts.URL+kernel.Prefix+"/organizations", strings.NewReader("{}"))
		req.Header["Content-Type"] = []string{contentType}
		if contentType == "" {
			req.Header.Del("Content-Type")
		}
		req.Header.Set("Authorization", "Bearer "+officer)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != status {
			t.Errorf("%q: %d, want %d", contentType, res.StatusCode, status)
		}
	}
}

// TestUndeclaredMethods: every address of the interface answers a method it does not know with 405, and says which it
// does.
func TestUndeclaredMethods(t *testing.T) {
	ts := newTestServer(t)
	known := map[string]bool{}
	for _, rt := range ts.srv.Router().Routes() {
		known[rt.Op.Method+" "+rt.Op.Path] = true
	}
	n := 0
	for _, rt := range ts.srv.Router().Routes() {
		for _, method := range []string{"PATCH", "TRACE", "GET", "DELETE", "PUT", "POST"} {
			path := strings.NewReplacer("{", "", "}", "").Replace(rt.Op.Path)
			if known[method+" "+rt.Op.Path] || strings.Contains(ts.srv.Router().Allowed(path), method) ||
				elsewhere(ts.srv.Router(), method, path) {
				continue
			}
			w := httptest.NewRecorder()
			ts.srv.ServeHTTP(w, httptest.NewRequest(method, path, nil))
			if n++; w.Code != 405 || !strings.Contains(w.Header().Get("Allow"), rt.Op.Method) {
				t.Errorf("%s %s: %d, Allow %q", method, path, w.Code, w.Header().Get("Allow"))
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d were tried", n)
	}
	ts.do("POST", "//", "", nil).want(405, "method-not-allowed")
	ts.do("PATCH", "/no-such-thing", "", nil).want(404, "no-such-route")
}

// elsewhere reports whether the router takes the method by a wider pattern, such as the one for a record.
func elsewhere(r *kernel.Router, method, path string) bool {
	parts := strings.Split(path, "/")
	for _, rt := range r.Routes() {
		want := strings.Split(rt.Op.Path, "/")
		fits := rt.Op.Method == method && len(want) == len(parts)
		for i := 0; fits && i < len(want); i++ {
			fits = want[i] == parts[i] || strings.HasPrefix(want[i], "{")
		}
		if fits {
			return true
		}
	}
	return false
}

// TestHiddenReadsLikeAbsent: whoever may not see a record cannot tell that it is there, not even by a word.
func TestHiddenReadsLikeAbsent(t *testing.T) {
	ts := newTestServer(t)
	owner, broker := ts.as(zhenkang, actor.Enterprise), ts.as(zhenkang, actor.Broker)
	id := ts.do("POST", "/demands", owner,
		map[string]any{"content": map[string]any{"title": "降低蔗渣水分的压榨工艺", "text": "现在蔗渣水分偏高。"}}).want(201, "").str("id")
	for _, kind := range []string{"demands", "achievements"} {
		for _, token := range []string{broker, "", ts.as(wuxiang, actor.Officer)} {
			hidden := ts.do("GET", "/"+kind+"/"+id, token, nil).want(404, "")
			absent := ts.do("GET", "/"+kind+"/"+party.NewID(), token, nil).want(404, "")
			if string(hidden.body) != string(absent.body) {
				t.Errorf("%s: %s against %s", kind, hidden.body, absent.body)
			}
		}
	}
}

func TestSecurityText(t *testing.T) {
	for contact, want := range map[string]int{"": 404, "mailto:security@example.org": 200} {
		ts := newTestServer(t, func(c *Config) { c.Contact = contact })
		res, err := http.Get(ts.URL + "/.well-known/security.txt")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		text, _ := io.ReadAll(res.Body)
		if res.StatusCode != want || want == 200 &&
			!strings.HasPrefix(string(text), "Contact: "+contact+"\nExpires: 20") {
			t.Errorf("contact %q: %d %q", contact, res.StatusCode, text)
		}
	}
}
