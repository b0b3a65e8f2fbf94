package api_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kebang/api"
	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/party"
)

func TestForeignOrigins(t *testing.T) {
	ts := apitest.New(t, func(c *api.Config) { c.Public = "https://market.example.org" })
	officer := ts.As(apitest.Zhenkang, actor.Officer)
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
			ts.Do("POST", "/organizations", officer, "{}", tt.header...).Want(tt.status, "")
			if tt.status == 403 {
				ts.Do("POST", "/session", "", map[string]string{"account": "a", "password": "b"},
					tt.header...).Want(403, "foreign-origin")
				ts.Do("POST", "/session/refresh", "", nil, tt.header...).Want(403, "foreign-origin")
				ts.Do("DELETE", "/session", "", nil, tt.header...).Want(403, "foreign-origin")
				ts.Do("GET", "/organizations", officer, nil, tt.header...).Want(200, "")
			}
		})
	}
}

func TestBodiesSayWhatTheyAre(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
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
	ts := apitest.New(t)
	known := map[string]bool{}
	for _, rt := range ts.Handler.Router().Routes() {
		known[rt.Op.Method+" "+rt.Op.Path] = true
	}
	n := 0
	for _, rt := range ts.Handler.Router().Routes() {
		for _, method := range []string{"PATCH", "TRACE", "GET", "DELETE", "PUT", "POST"} {
			path := strings.NewReplacer("{", "", "}", "").Replace(rt.Op.Path)
			if known[method+" "+rt.Op.Path] || strings.Contains(ts.Handler.Router().Allowed(path), method) ||
				elsewhere(ts.Handler.Router(), method, path) {
				continue
			}
			w := httptest.NewRecorder()
			ts.Handler.ServeHTTP(w, httptest.NewRequest(method, path, nil))
			if n++; w.Code != 405 || !strings.Contains(w.Header().Get("Allow"), rt.Op.Method) {
				t.Errorf("%s %s: %d, Allow %q", method, path, w.Code, w.Header().Get("Allow"))
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d were tried", n)
	}
	ts.Do("POST", "//", "", nil).Want(405, "method-not-allowed")
	ts.Do("PATCH", "/no-such-thing", "", nil).Want(404, "no-such-route")
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
	ts := apitest.New(t)
	owner, broker := ts.As(apitest.Zhenkang, actor.Enterprise), ts.As(apitest.Zhenkang, actor.Broker)
	id := ts.Do("POST", "/demands", owner,
		map[string]any{"content": map[string]any{"title": "降低蔗渣水分的压榨工艺", "text": "现在蔗渣水分偏高。"}}).Want(201, "").Str("id")
	for _, kind := range []string{"demands", "achievements"} {
		for _, token := range []string{broker, "", ts.As(apitest.Wuxiang, actor.Officer)} {
			hidden := ts.Do("GET", "/"+kind+"/"+id, token, nil).Want(404, "")
			absent := ts.Do("GET", "/"+kind+"/"+party.NewID(), token, nil).Want(404, "")
			if string(hidden.Body) != string(absent.Body) {
				t.Errorf("%s: %s against %s", kind, hidden.Body, absent.Body)
			}
		}
	}
}

func TestSecurityText(t *testing.T) {
	for contact, want := range map[string]int{"": 404, "mailto:security@example.org": 200} {
		ts := apitest.New(t, func(c *api.Config) { c.Contact = contact })
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
