package main

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"testing"

	"kebang/internal/listing"
)

// TestThreeProcesses walks the closed path with a client that sends each request to another one of three processes.
// Then it looks at the facts that processes must know of each other. There is no search engine: only searching and
// matching need one.
func TestThreeProcesses(t *testing.T) {
	t.Parallel()
	c := newCluster(t, 3, nowhere, "", nil)
	closedPath(t, c.market)
	admin := c.signIn("admin", "Zhenkang-2026-market")
	t.Run("sessions", func(t *testing.T) { c.sessions(t) })
	t.Run("one effect", func(t *testing.T) { c.oneEffect(t, admin) })
	t.Run("tries", func(t *testing.T) { c.tries(t) })
	t.Run("without search", func(t *testing.T) { c.withoutSearch(t) })
	t.Run("killed in mid-import", func(t *testing.T) { c.killedInMidImport(t, admin) })
	t.Run("killed while counting deadlines", func(t *testing.T) { c.killedInMidCount(t) })
}

// raw sends a request with headers, given as name and value in turn.
func (p *process) raw(t *testing.T, method, path, body string, headers ...string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, p.url+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, b
}

// sessions: what one process grants or ends holds in every other one at once.
func (c *cluster) sessions(t *testing.T) {
	one, two, three := c.procs[0], c.procs[1], c.procs[2]
	res, b := one.raw(t, "POST", "/session", `{"account":"officer","password":"Sugar-and-tea-2026"}`)
	if res.StatusCode != 200 {
		t.Fatalf("%d %s", res.StatusCode, b)
	}
	bearer := func(b []byte) string { return "Bearer " + string(bytes.Split(b, []byte(`"`))[3]) }
	cookie := func(res *http.Response) string {
		return strings.SplitN(res.Header.Get("Set-Cookie"), ";", 2)[0]
	}
	want := func(p *process, status int, method, path, body string, headers ...string) (*http.Response, []byte) {
		t.Helper()
		res, b := p.raw(t, method, path, body, headers...)
		if res.StatusCode != status {
			t.Fatalf("%s %s on %s: %d %s, want %d", method, path, p, res.StatusCode, b, status)
		}
		return res, b
	}
	token, first := bearer(b), cookie(res)
	want(two, 200, "GET", "/me", "", "Authorization", token)
	// A refresh rotates for all; two at once get the same successor.
	res, _ = want(two, 200, "POST", "/session/refresh", "", "Cookie", first)
	second := cookie(res)
	res, _ = want(three, 200, "POST", "/session/refresh", "", "Cookie", first)
	if second == first || cookie(res) != second {
		t.Errorf("tokens: %s, %s, %s", first, second, cookie(res))
	}
	// A ticket of one opens one download in any, once.
	_, b = want(one, 201, "POST", "/tickets", `{"path":"/demands/export.xlsx"}`, "Authorization", token)
	ticket := string(bytes.Split(b, []byte(`"`))[3])
	opened := make(chan int, 3)
	for _, p := range c.procs {
		go func() {
			res, err := http.Get(p.url + "/api/v1/demands/export.xlsx?ticket=" + ticket)
			if err != nil {
				opened <- 0
				return
			}
			_, _ = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
			opened <- res.StatusCode
		}()
	}
	sum := 0
	for range c.procs {
		sum += <-opened
	}
	if sum != 200+401+401 {
		t.Errorf("three processes opened one ticket with statuses that add up to %d", sum)
	}
	// Signed out on one, signed out everywhere, the access token too.
	want(three, 204, "DELETE", "/session", "", "Cookie", second)
	for _, p := range c.procs {
		want(p, 401, "GET", "/me", "", "Authorization", token)
		want(p, 401, "POST", "/session/refresh", "", "Cookie", second)
	}
	// A lock on one holds everywhere.
	res, b = want(one, 200, "POST", "/session", `{"account":"registrar","password":"Sugar-and-tea-2026"}`)
	token, first = bearer(b), cookie(res)
	want(two, 200, "GET", "/me", "", "Authorization", token)
	c.lock(t, "registrar")
	for _, p := range c.procs {
		want(p, 401, "GET", "/me", "", "Authorization", token)
		want(p, 401, "POST", "/session/refresh", "", "Cookie", first)
	}
}

// lock ends an account through the third process.
func (c *cluster) lock(t *testing.T, account string) {
	t.Helper()
	admin := c.signIn("admin", "Zhenkang-2026-market").on(c.procs[2])
	var accounts struct{ Items []record }
	admin.read("/accounts?limit=100", &accounts)
	for _, a := range accounts.Items {
		if a["account"] == account {
			admin.step("/accounts/"+a.id(), "disable", a, ``)
			return
		}
	}
	t.Fatalf("no account %s in %v", account, accounts)
}

// oneEffect: the same request with one Idempotency-Key, sent to all at once, is done once, and its answer is known to
// all.
func (c *cluster) oneEffect(t *testing.T, admin *user) {
	var mu sync.Mutex
	ids := map[string]int{}
	send := func(p *process) {
		for {
			res, b := p.raw(t, "POST", "/organizations", `{"name":"同时提交的合作社","kind":"enterprise","region":"530924"}`,
				"Authorization", "Bearer "+admin.token, "Idempotency-Key", "once")
			if res.StatusCode == http.StatusConflict { // it is being worked on in another process
				continue
			}
			mu.Lock()
			defer mu.Unlock()
			if res.StatusCode != 201 {
				t.Errorf("%d %s", res.StatusCode, b)
			}
			ids[string(bytes.Split(b, []byte(`"`))[3])]++
			return
		}
	}
	var wg sync.WaitGroup
	for _, p := range c.procs {
		wg.Go(func() { send(p) })
	}
	wg.Wait()
	if len(ids) != 1 {
		t.Errorf("one request made %v", ids)
	}
}

// tries: three processes together give as many tries to sign in as one.
func (c *cluster) tries(t *testing.T) {
	statuses := map[int]int{}
	for i := range 30 {
		res, _ := c.procs[i%3].raw(t, "POST", "/session", `{"account":"nobody","password":"wrong"}`)
		statuses[res.StatusCode]++
		if res.StatusCode == http.StatusTooManyRequests && res.Header.Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
	}
	// One more every six seconds while the tries went on.
	if n := statuses[401]; n < 10 || n > 14 || n+statuses[429] != 30 {
		t.Errorf("statuses of 30 tries: %v", statuses)
	}
}

// withoutSearch: what needs the search engine says so, and everything else works.
func (c *cluster) withoutSearch(t *testing.T) {
	for _, p := range c.procs {
		if res, b := p.raw(t, "GET", "/demands?q=%E7%94%98%E8%94%97", ""); res.StatusCode != 503 ||
			problemCode(b) != "search-unavailable" || res.Header.Get("Retry-After") == "" {
			t.Errorf("a search on %s: %d %s, Retry-After %q", p, res.StatusCode, b, res.Header.Get("Retry-After"))
		}
		if res, b := p.raw(t, "GET", "/demands", ""); res.StatusCode != 200 ||
			!bytes.Contains(b, []byte("降低压榨后蔗渣的水分")) {
			t.Errorf("the list on %s: %d %s", p, res.StatusCode, b)
		}
	}
	waiting := 0
	for _, e := range c.events() {
		if e.Name == listing.EventPublished {
			waiting++
		}
		if e.Given || e.Tries > 0 {
			t.Errorf("%s lost %d tries to the missing engine: %s", e.ID, e.Tries, e.Failure)
		}
	}
	if waiting != 2 {
		t.Errorf("%d publications wait for the search engine, want those of the demand and the achievement", waiting)
	}
}

type answer struct {
	status int
	body   []byte
}

// upload sends a file for import.
func upload(t *testing.T, u *user, kind, name string, content []byte) answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("kind", kind)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), "POST", u.url()+"/imports", &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Authorization", "Bearer "+u.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, b}
}
