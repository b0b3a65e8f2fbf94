package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"kebang/api/kernel"
	"kebang/internal/actor"
)

func TestProblems(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	for _, tt := range []struct {
		name, method, path, body string
		status                   int
		has                      string
	}{
		{"unknown field", "POST", "/organizations", `{"name":"甲乙公司","kind":"enterprise","colour":"red"}`, 422,
			`"/colour"`},
		{"unknown field deep down", "POST", "/organizations",
			`{"name":"甲乙公司","kind":"enterprise","contacts":[{"name":"李","fax":"1"}]}`, 422, `"/contacts/0/fax"`},
		{"wrong type", "POST", "/organizations", `{"name":7,"kind":"enterprise"}`, 422, `"/name"`},
		{"rule of the domain", "POST", "/organizations", `{"name":"甲","kind":"enterprise","uscc":"123"}`, 422,
			`"/uscc"`},
		{"not JSON", "POST", "/organizations", `{"name":`, 400, "malformed"},
		{"not UTF-8", "POST", "/organizations", "{\"name\":\"\xb9\xab\xcb\xbe\"}", 400, "malformed"},
		{"empty body", "POST", "/organizations", ``, 400, "malformed"},
		{"a title of 10,000 characters", "POST", "/organizations",
			`{"name":"` + strings.Repeat("长", 10000) + `","kind":"enterprise"}`, 422, "最多100个字"},
		{"a limit too high", "GET", "/organizations?limit=101", "", 422, "limit"},
		{"a limit that is no number", "GET", "/organizations?limit=many", "", 422, "limit"},
		{"a foreign cursor", "GET", "/organizations?cursor=abc", "", 400, ""},
		{"no such route", "GET", "/nothing", "", 404, "no-such-route"},
		{"no such method", "PATCH", "/organizations", "{}", 405, "method-not-allowed"},
		{"no such record", "GET", "/organizations/nothing", "", 404, "not-found"},
		{"a missing If-Match", "PUT", "/organizations/nothing", `{"name":"甲乙"}`, 428, "if-match-missing"},
	} {
		func() {
			var body any
			if tt.method != "GET" {
				body = tt.body
			}
			r := ts.do(tt.method, tt.path, officer, body).want(tt.status, "")
			if !strings.Contains(string(r.body), tt.has) {
				t.Errorf("%s: no %s in %s", tt.name, tt.has, r.body)
			}
			if strings.Contains(string(r.body), `"status":`+fmt.Sprint(tt.status)) == false {
				t.Errorf("%s: status is not in %s", tt.name, r.body)
			}
		}()
	}
	if strings.Contains(ts.log.String(), "甲乙公司") {
		t.Error("a body stands in the log")
	}
}

func TestRevisions(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	r := ts.do("POST", "/organizations", officer, map[string]any{"name": "镇康甲有限公司", "kind": "enterprise"}).want(201, "")
	path, tag := "/organizations/"+r.str("id"), r.header.Get("ETag")
	if tag != `"1"` {
		t.Fatalf("ETag %s", tag)
	}
	body := map[string]any{"name": "镇康甲有限公司", "kind": "enterprise", "address": "南伞"}
	ts.do("PUT", path, officer, body, "If-Match", tag).want(200, "")
	ts.do("PUT", path, officer, body, "If-Match", tag).want(412, "changed-meanwhile")
	ts.do("PUT", path, officer, body, "If-Match", "*").want(400, "if-match-form")
}

func TestIdempotencyKey(t *testing.T) {
	ts := newTestServer(t)
	officer, admin := ts.as(zhenkang, actor.Officer), ts.as(zhenkang, actor.Admin)
	body := map[string]any{"name": "镇康乙有限公司", "kind": "enterprise"}
	post := func(token string, body any, key string) response {
		return ts.do("POST", "/organizations", token, body, "Idempotency-Key", key)
	}
	first := post(officer, body, "k1").want(201, "")
	again := post(officer, body, "k1").want(201, "")
	if first.str("id") != again.str("id") || again.header.Get("Idempotent-Replayed") != "true" ||
		again.header.Get("ETag") != `"1"` {
		t.Errorf("a repetition gave %s %v", again.body, again.header)
	}
	post(officer, map[string]any{"name": "另一个有限公司", "kind": "enterprise"}, "k1").want(422, "idempotency-key-reused")
	if other := post(admin, body, "k1").want(201, ""); other.str("id") == first.str("id") {
		t.Error("the key of another person was used")
	}
	post(officer, map[string]any{"name": "甲", "kind": "enterprise"}, "k2").want(422, "organization-invalid")
	post(officer, map[string]any{"name": "甲", "kind": "enterprise"}, "k2").want(422, "organization-invalid")
	// An answer that holds a secret is not kept.
	account := map[string]string{"account": "once", "name": "一次"}
	ts.do("POST", "/accounts", admin, account, "Idempotency-Key", "k3").want(201, "")
	ts.do("POST", "/accounts", admin, account, "Idempotency-Key", "k3").want(409, "account-taken")
}

func TestMarketsDoNotSeeEachOther(t *testing.T) {
	ts := newTestServer(t)
	mine := ts.do("GET", "/accounts", ts.as(zhenkang, actor.Admin), nil).want(200, "")
	theirs := ts.do("GET", "/accounts", ts.as(wuxiang, actor.Admin), nil).want(200, "")
	if mine.at("total") != 1.0 || theirs.at("total") != 1.0 {
		t.Errorf("totals %v and %v", mine.at("total"), theirs.at("total"))
	}
	o := ts.do("GET", "/organizations/"+ts.Org.ID, ts.as(wuxiang, actor.Officer), nil).want(200, "")
	if strings.Contains(string(o.body), "13800001111") {
		t.Error("a private contact crossed the markets")
	}
	if o := ts.do("GET", "/organizations/"+ts.Org.ID, ts.as(zhenkang, actor.Officer),
		nil); !strings.Contains(string(o.body), "13800001111") {
		t.Error("the officer does not see the contact")
	}
}

func TestHeadersAndPages(t *testing.T) {
	ts := newTestServer(t)
	r := ts.do("GET", "//demands/abc", "", nil)
	if r.status != 404 || !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") ||
		!strings.Contains(string(r.body), "科榜") || r.header.Get("Cache-Control") != "no-cache" {
		t.Errorf("the page of a record that is not there: %d %s %v", r.status, r.body, r.header)
	}
	csp := r.header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "script-src 'self';") || !strings.Contains(csp, "frame-src blob:; object-src 'none';") ||
		strings.Contains(csp, "http") || r.header.Get("X-Frame-Options") != "DENY" {
		t.Errorf("policy %s", csp)
	}
	if r := ts.do("GET", "//assets/main-abc.js", "", nil); r.status != 200 ||
		!strings.Contains(r.header.Get("Cache-Control"), "immutable") ||
		!strings.HasPrefix(r.header.Get("Content-Type"), "text/javascript") {
		t.Errorf("an asset: %d %v", r.status, r.header)
	}
	// The id of a match holds a dot: its page opens from the address too.
	if r := ts.do("GET", "//matches/06h04j4a89vb53aeng76t04774.06h04j4a8dsob8bl9jpb6qal54", "", nil); r.status != 200 ||
		!strings.HasPrefix(r.header.Get("Content-Type"), "text/html") {
		t.Errorf("the page of a match: %d %s", r.status, r.body)
	}
	for _, path := range []string{"//assets/gone.js", "//../../etc/passwd.txt", "//api/nothing", "//api",
		"//openapi.json", "//docs/x.html"} {
		if r := ts.do("GET", path, "", nil); r.status != 404 {
			t.Errorf("%s: %d", path, r.status)
		}
	}
	if r := ts.do("GET", "/reference", "", nil, "Accept-Encoding", "gzip"); r.header.Get("Content-Encoding") != "gzip" {
		t.Error("not compressed")
	} else if _, err := gzip.NewReader(bytes.NewReader(r.body)); err != nil {
		t.Error(err)
	}
	if got := ts.do("GET", "/markets", "", nil).header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("data may be cached: %s", got)
	}
	if ts.do("GET", "/markets", "", nil).header.Get("Strict-Transport-Security") != "" {
		t.Error("HSTS without https")
	}
}

func TestAPanicIsAnAnswer(t *testing.T) {
	ts := newTestServer(t)
	kernel.Route(ts.srv.Router(), kernel.Public, kernel.Op("boom", "GET", "/boom", "故障"),
		func(context.Context, actor.Actor, *struct{}) (*kernel.Empty, error) {
			panic("secret of the house")
		})
	r := ts.do("GET", "/boom", "", nil).want(http.StatusInternalServerError, "internal")
	if strings.Contains(string(r.body), "secret") || !strings.Contains(ts.log.String(), "secret of the house") {
		t.Errorf("%s", r.body)
	}
}

func TestWritesAreLimited(t *testing.T) {
	ts := newTestServer(t, func(c *Config) {
		c.Paces = kernel.Paces{Writing: kernel.PerMinute(6, 2), Reading: kernel.PerMinute(600, 300)}
	})
	officer := ts.as(zhenkang, actor.Officer)
	for range 2 {
		ts.do("POST", "/organizations", officer, "{}").want(422, "")
	}
	r := ts.do("POST", "/organizations", officer, "{}").want(429, "too-many")
	if r.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	ts.do("GET", "/organizations", officer, nil).want(200, "")
}

// TestReadsAreLimited: an account has a limit of its own, visitors share one by address, and who asks whether the
// server is well has none.
func TestReadsAreLimited(t *testing.T) {
	ts := newTestServer(t, func(c *Config) {
		c.Paces = kernel.Paces{Writing: kernel.PerMinute(600, 300), Reading: kernel.PerMinute(6, 2),
			Visiting: kernel.PerMinute(6, 4)}
	})
	officer, admin := ts.as(zhenkang, actor.Officer), ts.as(zhenkang, actor.Admin)
	for range 2 {
		ts.do("GET", "/organizations", officer, nil).want(200, "")
	}
	ts.do("GET", "/organizations", officer, nil).want(429, "too-many")
	ts.do("GET", "/organizations", admin, nil).want(200, "")
	for range 4 {
		ts.do("GET", "/demands?market="+zhenkang, "", nil).want(200, "")
	}
	if r := ts.do("GET", "/achievements?market="+zhenkang, "", nil).want(429,
		"too-many"); r.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	ts.do("GET", "/health", "", nil).want(200, "")
}

func TestAdministration(t *testing.T) {
	ts := newTestServer(t)
	admin := ts.as(zhenkang, actor.Admin)
	r := ts.do("POST", "/accounts", admin,
		map[string]string{"account": "li.si", "name": "李四", "role": "enterprise", "org": ts.Org.ID}).want(201, "")
	id := r.str("account", "id")
	if strings.Contains(string(r.body), "argon2") {
		t.Error("a hash was shown")
	}
	ts.do("POST", "/accounts/"+id+"/roles", admin, map[string]string{"role": "broker"}).want(200, "")
	ts.do("POST", "/accounts/"+id+"/reset", admin, nil).want(200, "")
	ts.do("POST", "/accounts/"+id+"/disable", admin, nil).want(200, "")
	ts.do("POST", "/accounts/"+id+"/enable", admin, nil).want(200, "")
	got := ts.do("GET", "/accounts?q=李四&role=broker", admin, nil).want(200, "")
	if got.at("total") != 1.0 {
		t.Errorf("found %s", got.body)
	}
	hist := ts.do("GET", "/accounts/"+id+"/history", admin, nil).want(200, "")
	if hist.at("total") != 5.0 {
		t.Errorf("history %s", hist.body)
	}
	m := ts.do("GET", "/market", admin, nil).want(200, "")
	save := map[string]any{"name": m.str("name"), "regionCode": "530924", "bureauName": "镇康县科技局",
		"mainIndustries": []string{"01", "zz"}}
	ts.do("PUT", "/market", admin, save, "If-Match", m.header.Get("ETag")).want(422, "market-invalid")
	save["mainIndustries"] = []string{"01"}
	ts.do("PUT", "/market", admin, save, "If-Match", m.header.Get("ETag")).want(200, "")
	ts.do("PUT", "/market", admin, save, "If-Match", m.header.Get("ETag")).want(412, "changed-meanwhile")
	if r := ts.do("GET", "/market/history", admin, nil).want(200, ""); r.at("total") != 2.0 {
		t.Errorf("history of the market: %s", r.body)
	}
	if r := ts.do("GET", "/regions?parent=530900", "", nil).want(200, ""); !strings.Contains(string(r.body), "镇康县") {
		t.Errorf("regions %s", r.body)
	}
}

func TestOneOfManyWins(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	tk := ts.do("POST", "/tickets", officer, map[string]string{"path": "/demands/export.xlsx"}).want(201,
		"").str("ticket")
	each := func(fn func() response) map[int]int {
		var mu sync.Mutex
		var wg sync.WaitGroup
		got := map[int]int{}
		for range 8 {
			wg.Go(func() {
				r := fn()
				mu.Lock()
				defer mu.Unlock()
				got[r.status]++
			})
		}
		wg.Wait()
		return got
	}
	if got := each(func() response {
		return ts.do("GET", "/demands/export.xlsx?ticket="+tk, "",
			nil)
	}); got[200] != 1 || got[401] != 7 {
		t.Errorf("one ticket opened %v", got)
	}
	body := map[string]any{"name": "镇康并发有限公司", "kind": "enterprise"}
	got := each(func() response { return ts.do("POST", "/organizations", officer, body, "Idempotency-Key", "same") })
	if got[201]+got[409] != 8 || got[201] == 0 {
		t.Errorf("answers %v", got)
	}
	if n := ts.do("GET", "/organizations?q=镇康并发", officer, nil).want(200, "").at("total"); n != 1.0 {
		t.Errorf("%v records", n)
	}
}
