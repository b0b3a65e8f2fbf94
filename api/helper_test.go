package api

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/approval"
	"kebang/internal/audit"
	"kebang/internal/backup"
	"kebang/internal/calendar"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/files"
	"kebang/internal/intake"
	"kebang/internal/jobs"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/publicity"
	"kebang/internal/registry"
	"kebang/internal/settings"
	"kebang/internal/stats"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
	"kebang/internal/workbook"
	"kebang/matcher"
	"kebang/matcher/local"
)

var update = flag.Bool("update", false, "rewrite openapi.json and the golden files")

var chinese = regexp.MustCompile(`\p{Han}`)

const (
	zhenkang = "market-zhenkang"
	wuxiang  = "market-wuxiang"
)

// testServer is a real server on a real store with two markets and, in the first, one signed-in person per role.
type testServer struct {
	t        *testing.T
	URL      string
	srv      *Handler
	key      ed25519.PrivateKey
	db       *sqlite.Store
	party    *party.Service
	accounts *account.Service
	settings *settings.Service
	files    *files.Service
	Org      party.Organization // of enterprise, institute, agency and department
	log      *syncBuffer

	access *audit.SecurityLog // written when flush is called

	worker *jobs.Worker // works off events when drain is called

	mu    sync.Mutex
	clock time.Time // zero: the real one
	token map[string]string
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func (ts *testServer) now() time.Time {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if ts.clock.IsZero() {
		return time.Now()
	}
	return ts.clock
}

func (ts *testServer) setClock(t time.Time) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	ts.clock = t
}

// newTestServer makes a server; options change what it is made of.
func newTestServer(t *testing.T, options ...func(*Config)) *testServer {
	t.Helper()
	ctx := context.Background()
	db, err := sqlite.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ts := &testServer{t: t, db: db, log: &syncBuffer{}, token: map[string]string{}}
	if err := db.Define(ctx, testCollections()); err != nil {
		t.Fatal(err)
	}
	ts.party = party.NewService(db, ts.now)
	ts.accounts, ts.settings = account.NewService(db, ts.now), settings.NewService(db, ts.now)
	ts.accounts.LightPasswords()
	for id, f := range map[string]party.MarketForm{
		zhenkang: {Name: "镇康县技术市场", RegionCode: "530924", BureauName: "镇康县工业商务和科技信息化局"},
		wuxiang:  {Name: "武乡县技术市场", RegionCode: "140429", BureauName: "武乡县教育科技局"},
	} {
		if _, err := ts.party.CreateMarket(ctx, actor.SystemActor(id), id, f, false); err != nil {
			t.Fatal(err)
		}
	}
	ts.access = audit.NewSecurityLog(db, ts.now)
	_, key, _ := ed25519.GenerateKey(nil)
	log := slog.New(slog.NewJSONHandler(ts.log, nil))
	app := fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>科榜</title>")},
		"assets/main-abc.js": {Data: []byte("export{}")}}
	ts.key = key
	d := Config{Services: testServices(ts), Engine: db, Key: key, Now: ts.now, Log: log, App: app,
		SignInPerMinute: 1000, Access: ts.access}
	for _, option := range options {
		option(&d)
	}
	ts.srv = New(d)
	h := httptest.NewServer(heard(ts.srv))
	ts.URL = h.URL
	t.Cleanup(func() { h.Close(); db.Close() })
	ts.Org, err = ts.party.CreateOrganization(ctx, actor.SystemActor(zhenkang), party.NewID(), party.OrganizationForm{
		Name: "镇康测试糖业有限公司", Kind: party.EnterpriseOrg, Region: "530924", Contacts: []party.Contact{{Name: "李四",
			Phone: "13800001111"}}})
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

// as signs a person in who holds the role in the market (made at the first call) and gives the bearer token.
func (ts *testServer) as(market string, role actor.Role) string {
	ts.t.Helper()
	key := market + "/" + string(role)
	if t := ts.token[key]; t != "" {
		return t
	}
	org := ""
	switch role {
	case actor.Enterprise, actor.Institute, actor.Agency, actor.Department:
		org = ts.Org.ID
	}
	login := string(role) + "." + strings.TrimPrefix(market, "market-")
	_, pw, err := ts.accounts.CreateAccount(context.Background(), actor.SystemActor(market), party.NewID(),
		account.AccountForm{Account: login, Name: role.Name(), Role: role, Org: org})
	if err != nil {
		ts.t.Fatal(err)
	}
	r := ts.do("POST", "/session", "", map[string]string{"account": login, "password": pw})
	if r.status != 200 {
		ts.t.Fatalf("sign in as %s: %d %s", login, r.status, r.body)
	}
	ts.token[key] = r.str("accessToken")
	return ts.token[key]
}

type response struct {
	t      *testing.T
	status int
	header http.Header
	body   []byte
}

// do sends a request under Prefix with an optional token; headers are name and value in turn.
func (ts *testServer) do(method, path, token string, body any, headers ...string) response {
	ts.t.Helper()
	return ts.send(http.DefaultClient, method, path, token, body, headers...)
}

func (ts *testServer) send(c *http.Client, method, path, token string, body any, headers ...string) response {
	ts.t.Helper()
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		r = strings.NewReader(b)
	case io.Reader:
		r = b
	default:
		j, err := json.Marshal(b)
		if err != nil {
			ts.t.Fatal(err)
		}
		r = bytes.NewReader(j)
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	url := ts.URL + kernel.Prefix + path
	if strings.HasPrefix(path, "//") {
		url = ts.URL + path[1:]
	}
	req, err := http.NewRequest(method, url, r)
	if err != nil {
		ts.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := c.Do(req)
	if err != nil {
		ts.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		ts.t.Fatal(err)
	}
	return response{ts.t, res.StatusCode, res.Header, b}
}

// browser is a client that keeps cookies.
func browser() *http.Client {
	jar, _ := cookiejar.New(nil)
	return &http.Client{Jar: jar}
}

// want fails the test when the status is another one; a problem must carry the code.
func (r response) want(status int, code string) response {
	r.t.Helper()
	if r.status != status || code != "" && r.str("code") != code {
		r.t.Fatalf("status %d, want %d %s: %s", r.status, status, code, r.body)
	}
	if status >= 400 && (!strings.HasPrefix(r.header.Get("Content-Type"), "application/problem+json") ||
		!chinese.MatchString(r.str("detail"))) {
		r.t.Fatalf("not a Chinese problem: %s %s", r.header.Get("Content-Type"), r.body)
	}
	return r
}

func (r response) json() map[string]any {
	r.t.Helper()
	var m map[string]any
	if err := json.Unmarshal(r.body, &m); err != nil {
		r.t.Fatalf("%v in %s", err, r.body)
	}
	return m
}

// at reads a value by object keys.
func (r response) at(keys ...string) any {
	r.t.Helper()
	var v any = r.json()
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

func (r response) str(keys ...string) string {
	r.t.Helper()
	s, _ := r.at(keys...).(string)
	return s
}

// golden compares with a file in this folder, or rewrites it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not fresh (%v): look at the difference, then run go test ./api -update", name, err)
	}
}

// testCollections and testServices wire what the program wires.
func testCollections() []store.Spec {
	return slices.Concat(store.Collections(), audit.Collections(), party.Collections(), account.Collections(),
		calendar.Collections(), settings.Collections(), backup.Collections(), files.Collections(), listing.Collections(), deal.Collections(), contract.Collections(), registry.Collections(),
		publicity.Collections(), approval.Collections(), challenge.Collections(), bid.Collections(),
		stats.Collections(), matcher.Collections(), intake.Collections(), Collections())
}

func testServices(ts *testServer) Services {
	ts.worker = jobs.New(ts.db, jobs.Options{Now: ts.now})
	listings, contracts, matches := listing.NewService(ts.db, ts.now), contract.NewService(ts.db,
		ts.now), matcher.NewService(ts.db, local.New(), ts.now)
	imports := intake.NewService(ts.db, listings, contracts, ts.party, ts.accounts, nil, ts.now)
	ts.worker.Handle(listing.EventPublished, matches.OnListing)
	ts.worker.Handle(listing.EventRemoved, matches.OnListing)
	ts.worker.Handle(intake.EventApply, imports.OnApply)
	listings.Claims.OnUndone(deal.VoidTx)
	ts.worker.Handle(intake.EventBatch, imports.OnBatch)
	deals := deal.NewService(ts.db, ts.now)
	ts.files = files.NewService(ts.db, ts.now)
	ts.files.Register("demand", deal.ListingFiles[listing.DemandContent]{Desk: listings.Demands})
	ts.files.Register("achievement", deal.ListingFiles[listing.AchievementContent]{Desk: listings.Achievements})
	ts.files.Register("claim", listings.Claims)
	ts.files.Register("deal", deals)
	ts.files.Register("contract", contracts)
	challenges := challenge.NewService(ts.db, ts.now)
	bids := bid.NewService(ts.db, ts.now, challenges)
	notices, decisions := publicity.NewService(ts.db, ts.now), approval.NewService(ts.db, ts.now)
	notices.Follow(challenge.Kind, challenges)
	decisions.Follow(challenge.Kind, challenges)
	ts.files.Register(challenge.Kind, challenges)
	ts.files.Register(bid.Kind, bids)
	return Services{Challenges: challenges, Bids: bids, Publicity: notices, Approval: decisions, Files: ts.files, Parties: ts.party, Accounts: ts.accounts,
		Calendar: calendar.NewService(ts.db, ts.now), Settings: ts.settings, Backups: backup.NewService(ts.db,
			ts.now), Matches: matches, Listings: listings, Deals: deals, Contracts: contracts,
		Registry: registry.NewService(ts.db, ts.now, contracts),
		Intake:   imports, Stats: stats.NewService(ts.db,
			ts.now), Exporter: workbook.NewExporter(ts.db), Jobs: ts.worker}
}

// drain works off what waits, as the program's worker does.
func (ts *testServer) drain() {
	ts.t.Helper()
	if err := ts.worker.Drain(context.Background()); err != nil {
		ts.t.Fatal(err)
	}
}
