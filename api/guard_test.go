package api_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"kebang/api"
	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
)

func TestProblems(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
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
			r := ts.Do(tt.method, tt.path, officer, body).Want(tt.status, "")
			if !strings.Contains(string(r.Body), tt.has) {
				t.Errorf("%s: no %s in %s", tt.name, tt.has, r.Body)
			}
			if strings.Contains(string(r.Body), `"status":`+fmt.Sprint(tt.status)) == false {
				t.Errorf("%s: status is not in %s", tt.name, r.Body)
			}
		}()
	}
	if strings.Contains(ts.Log.String(), "甲乙公司") {
		t.Error("a body stands in the log")
	}
}

func TestRevisions(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	r := ts.Do("POST", "/organizations", officer, map[string]any{"name": "镇康甲有限公司", "kind": "enterprise"}).Want(201, "")
	path, tag := "/organizations/"+r.Str("id"), r.Header.Get("ETag")
	if tag != `"1"` {
		t.Fatalf("ETag %s", tag)
	}
	body := map[string]any{"name": "镇康甲有限公司", "kind": "enterprise", "address": "南伞"}
	ts.Do("PUT", path, officer, body, "If-Match", tag).Want(200, "")
	ts.Do("PUT", path, officer, body, "If-Match", tag).Want(412, "changed-meanwhile")
	ts.Do("PUT", path, officer, body, "If-Match", "*").Want(400, "if-match-form")
}

func TestIdempotencyKey(t *testing.T) {
	ts := apitest.New(t)
	officer, admin := ts.As(apitest.Zhenkang, actor.Officer), ts.As(apitest.Zhenkang, actor.Admin)
	body := map[string]any{"name": "镇康乙有限公司", "kind": "enterprise"}
	post := func(token string, body any, key string) apitest.Response {
		return ts.Do("POST", "/organizations", token, body, "Idempotency-Key", key)
	}
	first := post(officer, body, "k1").Want(201, "")
	again := post(officer, body, "k1").Want(201, "")
	if first.Str("id") != again.Str("id") || again.Header.Get("Idempotent-Replayed") != "true" ||
		again.Header.Get("ETag") != `"1"` {
		t.Errorf("a repetition gave %s %v", again.Body, again.Header)
	}
	post(officer, map[string]any{"name": "另一个有限公司", "kind": "enterprise"}, "k1").Want(422, "idempotency-key-reused")
	if other := post(admin, body, "k1").Want(201, ""); other.Str("id") == first.Str("id") {
		t.Error("the key of another person was used")
	}
	post(officer, map[string]any{"name": "甲", "kind": "enterprise"}, "k2").Want(422, "organization-invalid")
	post(officer, map[string]any{"name": "甲", "kind": "enterprise"}, "k2").Want(422, "organization-invalid")
	// An answer that holds a secret is not kept.
	account := map[string]string{"account": "once", "name": "一次"}
	ts.Do("POST", "/accounts", admin, account, "Idempotency-Key", "k3").Want(201, "")
	ts.Do("POST", "/accounts", admin, account, "Idempotency-Key", "k3").Want(409, "account-taken")
}

func TestMarketsDoNotSeeEachOther(t *testing.T) {
	ts := apitest.New(t)
	mine := ts.Do("GET", "/accounts", ts.As(apitest.Zhenkang, actor.Admin), nil).Want(200, "")
	theirs := ts.Do("GET", "/accounts", ts.As(apitest.Wuxiang, actor.Admin), nil).Want(200, "")
	if mine.At("total") != 1.0 || theirs.At("total") != 1.0 {
		t.Errorf("totals %v and %v", mine.At("total"), theirs.At("total"))
	}
	o := ts.Do("GET", "/organizations/"+ts.Org.ID, ts.As(apitest.Wuxiang, actor.Officer), nil).Want(200, "")
	if strings.Contains(string(o.Body), "13800001111") {
		t.Error("a private contact crossed the markets")
	}
	if o := ts.Do("GET", "/organizations/"+ts.Org.ID, ts.As(apitest.Zhenkang, actor.Officer),
		nil); !strings.Contains(string(o.Body), "13800001111") {
		t.Error("the officer does not see the contact")
	}
}

func TestHeadersAndPages(t *testing.T) {
	ts := apitest.New(t)
	r := ts.Do("GET", "//demands/abc", "", nil)
	if r.Status != 404 || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") ||
		!strings.Contains(string(r.Body), "科榜") || r.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("the page of a record that is not there: %d %s %v", r.Status, r.Body, r.Header)
	}
	csp := r.Header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "script-src 'self';") || !strings.Contains(csp, "frame-src blob:; object-src 'none';") ||
		strings.Contains(csp, "http") || r.Header.Get("X-Frame-Options") != "DENY" {
		t.Errorf("policy %s", csp)
	}
	if r := ts.Do("GET", "//assets/main-abc.js", "", nil); r.Status != 200 ||
		!strings.Contains(r.Header.Get("Cache-Control"), "immutable") ||
		!strings.HasPrefix(r.Header.Get("Content-Type"), "text/javascript") {
		t.Errorf("an asset: %d %v", r.Status, r.Header)
	}
	// The id of a match holds a dot: its page opens from the address too.
	if r := ts.Do("GET", "//matches/06h04j4a89vb53aeng76t04774.06h04j4a8dsob8bl9jpb6qal54", "", nil); r.Status != 200 ||
		!strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
		t.Errorf("the page of a match: %d %s", r.Status, r.Body)
	}
	for _, path := range []string{"//assets/gone.js", "//../../etc/passwd.txt", "//api/nothing", "//api",
		"//openapi.json", "//docs/x.html"} {
		if r := ts.Do("GET", path, "", nil); r.Status != 404 {
			t.Errorf("%s: %d", path, r.Status)
		}
	}
	if r := ts.Do("GET", "/reference", "", nil, "Accept-Encoding", "gzip"); r.Header.Get("Content-Encoding") != "gzip" {
		t.Error("not compressed")
	} else if _, err := gzip.NewReader(bytes.NewReader(r.Body)); err != nil {
		t.Error(err)
	}
	if got := ts.Do("GET", "/markets", "", nil).Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("data may be cached: %s", got)
	}
	if ts.Do("GET", "/markets", "", nil).Header.Get("Strict-Transport-Security") != "" {
		t.Error("HSTS without https")
	}
}

func TestAPanicIsAnAnswer(t *testing.T) {
	ts := apitest.New(t)
	kernel.Route(ts.Handler.Router(), kernel.Public, kernel.Op("boom", "GET", "/boom", "故障"),
		func(context.Context, actor.Actor, *struct{}) (*kernel.Empty, error) {
			panic("secret of the house")
		})
	r := ts.Do("GET", "/boom", "", nil).Want(http.StatusInternalServerError, "internal")
	if strings.Contains(string(r.Body), "secret") || !strings.Contains(ts.Log.String(), "secret of the house") {
		t.Errorf("%s", r.Body)
	}
}

func TestWritesAreLimited(t *testing.T) {
	ts := apitest.New(t, func(c *api.Config) {
		c.Paces = kernel.Paces{Writing: kernel.PerMinute(6, 2), Reading: kernel.PerMinute(600, 300)}
	})
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	for range 2 {
		ts.Do("POST", "/organizations", officer, "{}").Want(422, "")
	}
	r := ts.Do("POST", "/organizations", officer, "{}").Want(429, "too-many")
	if r.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	ts.Do("GET", "/organizations", officer, nil).Want(200, "")
}

// TestReadsAreLimited: an account has a limit of its own, visitors share one by address, and who asks whether the
// server is well has none.
func TestReadsAreLimited(t *testing.T) {
	ts := apitest.New(t, func(c *api.Config) {
		c.Paces = kernel.Paces{Writing: kernel.PerMinute(600, 300), Reading: kernel.PerMinute(6, 2),
			Visiting: kernel.PerMinute(6, 4)}
	})
	officer, admin := ts.As(apitest.Zhenkang, actor.Officer), ts.As(apitest.Zhenkang, actor.Admin)
	for range 2 {
		ts.Do("GET", "/organizations", officer, nil).Want(200, "")
	}
	ts.Do("GET", "/organizations", officer, nil).Want(429, "too-many")
	ts.Do("GET", "/organizations", admin, nil).Want(200, "")
	for range 4 {
		ts.Do("GET", "/demands?market="+apitest.Zhenkang, "", nil).Want(200, "")
	}
	if r := ts.Do("GET", "/achievements?market="+apitest.Zhenkang, "", nil).Want(429,
		"too-many"); r.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	ts.Do("GET", "/health", "", nil).Want(200, "")
}

func TestAdministration(t *testing.T) {
	ts := apitest.New(t)
	admin := ts.As(apitest.Zhenkang, actor.Admin)
	r := ts.Do("POST", "/accounts", admin,
		map[string]string{"account": "li.si", "name": "李四", "role": "enterprise", "org": ts.Org.ID}).Want(201, "")
	id := r.Str("account", "id")
	if strings.Contains(string(r.Body), "argon2") {
		t.Error("a hash was shown")
	}
	ts.Do("POST", "/accounts/"+id+"/roles", admin, map[string]string{"role": "broker"}).Want(200, "")
	ts.Do("POST", "/accounts/"+id+"/reset", admin, nil).Want(200, "")
	ts.Do("POST", "/accounts/"+id+"/disable", admin, nil).Want(200, "")
	ts.Do("POST", "/accounts/"+id+"/enable", admin, nil).Want(200, "")
	got := ts.Do("GET", "/accounts?q=李四&role=broker", admin, nil).Want(200, "")
	if got.At("total") != 1.0 {
		t.Errorf("found %s", got.Body)
	}
	hist := ts.Do("GET", "/accounts/"+id+"/history", admin, nil).Want(200, "")
	if hist.At("total") != 5.0 {
		t.Errorf("history %s", hist.Body)
	}
	m := ts.Do("GET", "/market", admin, nil).Want(200, "")
	save := map[string]any{"name": m.Str("name"), "regionCode": "530924", "bureauName": "镇康县科技局",
		"mainIndustries": []string{"01", "zz"}}
	ts.Do("PUT", "/market", admin, save, "If-Match", m.Header.Get("ETag")).Want(422, "market-invalid")
	save["mainIndustries"] = []string{"01"}
	ts.Do("PUT", "/market", admin, save, "If-Match", m.Header.Get("ETag")).Want(200, "")
	ts.Do("PUT", "/market", admin, save, "If-Match", m.Header.Get("ETag")).Want(412, "changed-meanwhile")
	if r := ts.Do("GET", "/market/history", admin, nil).Want(200, ""); r.At("total") != 2.0 {
		t.Errorf("history of the market: %s", r.Body)
	}
	if r := ts.Do("GET", "/regions?parent=530900", "", nil).Want(200, ""); !strings.Contains(string(r.Body), "镇康县") {
		t.Errorf("regions %s", r.Body)
	}
}

func TestOneOfManyWins(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	tk := ts.Do("POST", "/tickets", officer, map[string]string{"path": "/demands/export.xlsx"}).Want(201,
		"").Str("ticket")
	each := func(fn func() apitest.Response) map[int]int {
		var mu sync.Mutex
		var wg sync.WaitGroup
		got := map[int]int{}
		for range 8 {
			wg.Go(func() {
				r := fn()
				mu.Lock()
				defer mu.Unlock()
				got[r.Status]++
			})
		}
		wg.Wait()
		return got
	}
	if got := each(func() apitest.Response {
		return ts.Do("GET", "/demands/export.xlsx?ticket="+tk, "",
			nil)
	}); got[200] != 1 || got[401] != 7 {
		t.Errorf("one ticket opened %v", got)
	}
	body := map[string]any{"name": "镇康并发有限公司", "kind": "enterprise"}
	got := each(func() apitest.Response {
		return ts.Do("POST", "/organizations", officer, body, "Idempotency-Key", "same")
	})
	if got[201]+got[409] != 8 || got[201] == 0 {
		t.Errorf("answers %v", got)
	}
	if n := ts.Do("GET", "/organizations?q=镇康并发", officer, nil).Want(200, "").At("total"); n != 1.0 {
		t.Errorf("%v records", n)
	}
}
