// Package apitest starts the whole server on a store of its own, for tests that speak HTTP to it.
package apitest

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

	"kebang/api"
	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/agenda"
	"kebang/internal/approval"
	"kebang/internal/audit"
	"kebang/internal/backup"
	"kebang/internal/calendar"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/challenge/review"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/expert"
	"kebang/internal/files"
	"kebang/internal/intake"
	"kebang/internal/jobs"
	"kebang/internal/ledger"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/pass"
	"kebang/internal/publicity"
	"kebang/internal/registry"
	"kebang/internal/seal/sealtest"
	"kebang/internal/settings"
	"kebang/internal/stats"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/workbook"
	"kebang/matcher"
	"kebang/matcher/local"
)

var update = flag.Bool("update", false, "rewrite openapi.json and the golden files")

// Chinese finds a Chinese character.
var Chinese = regexp.MustCompile(`\p{Han}`)

// The markets of the server.
const (
	Zhenkang = "market-zhenkang"
	Wuxiang  = "market-wuxiang"
)

// Server is a real server on a real store with two markets and, in the first, one signed-in person per role.
type Server struct {
	T        *testing.T
	URL      string
	Handler  *api.Handler
	Key      ed25519.PrivateKey
	DB       *sqlite.Store
	Parties  *party.Service
	Accounts *account.Service
	Settings *settings.Service
	Files    *files.Service
	Org      party.Organization // of enterprise, institute, agency and department
	Log      *syncBuffer

	Access *audit.SecurityLog // written when Entries or Flush is called

	Worker *jobs.Worker // works off events when Drain is called

	Challenges *challenge.Service // Close closes what is due, as the program's upkeep does

	mu        sync.Mutex
	clock     time.Time // zero: the real one
	Tokens    map[string]string
	passwords map[string]string // by the name to sign in with
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

// Now is the time of the server.
func (ts *Server) Now() time.Time {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if ts.clock.IsZero() {
		return time.Now()
	}
	return ts.clock
}

// SetClock stops the clock of the server at an instant.
func (ts *Server) SetClock(t time.Time) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	ts.clock = t
}

// New starts a server; options change what it is made of.
func New(t *testing.T, options ...func(*api.Config)) *Server {
	t.Helper()
	ctx := context.Background()
	db := sqlitetest.Open(t, Collections())
	ts := &Server{T: t, DB: db, Log: &syncBuffer{}, Tokens: map[string]string{},
		passwords: map[string]string{}}
	ts.Parties = party.NewService(db, ts.Now)
	ts.Accounts, ts.Settings = account.NewService(db, ts.Now), settings.NewService(db, ts.Now)
	ts.Accounts.LightPasswords()
	for id, f := range map[string]party.MarketForm{
		Zhenkang: {Name: "镇康县技术市场", RegionCode: "530924", BureauName: "镇康县工业商务和科技信息化局"},
		Wuxiang:  {Name: "武乡县技术市场", RegionCode: "140429", BureauName: "武乡县教育科技局"},
	} {
		if _, err := ts.Parties.CreateMarket(ctx, actor.SystemActor(id), id, f, false); err != nil {
			t.Fatal(err)
		}
	}
	ts.Access = audit.NewSecurityLog(db, ts.Now)
	_, key, _ := ed25519.GenerateKey(nil)
	log := slog.New(slog.NewJSONHandler(ts.Log, nil))
	app := fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>科榜</title>")},
		"assets/main-abc.js": {Data: []byte("export{}")}}
	ts.Key = key
	d := api.Config{Services: ts.Services(), Engine: db, Key: key, Now: ts.Now, Log: log, App: app,
		SignInPerMinute: 1000, Access: ts.Access}
	for _, option := range options {
		option(&d)
	}
	ts.Handler = api.New(d)
	met := &problems{met: kernel.Problems{}, answered: map[string]bool{}}
	h := httptest.NewServer(met.heard(ts.Handler))
	ts.URL = h.URL
	t.Cleanup(func() { h.Close(); met.declared(t); ts.named(t) })
	var err error
	ts.Org, err = ts.Parties.CreateOrganization(ctx, actor.SystemActor(Zhenkang), party.NewID(), party.OrganizationForm{
		Name: "镇康测试糖业有限公司", Kind: party.EnterpriseOrg, Region: "530924", Contacts: []party.Contact{{Name: "李四",
			Phone: "13800001111"}}})
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

// As signs a person in who holds the role in the market (made at the first call) and gives the bearer token.
func (ts *Server) As(market string, role actor.Role) string {
	ts.T.Helper()
	key := market + "/" + string(role)
	if t := ts.Tokens[key]; t != "" {
		return t
	}
	org := ""
	switch role {
	case actor.Enterprise, actor.Institute, actor.Agency, actor.Department:
		org = ts.Org.ID
	}
	login := string(role) + "." + strings.TrimPrefix(market, "market-")
	_, pw, err := ts.Accounts.CreateAccount(context.Background(), actor.SystemActor(market), party.NewID(),
		account.AccountForm{Account: login, Name: role.Name(), Role: role, Org: org})
	if err != nil {
		ts.T.Fatal(err)
	}
	ts.passwords[login] = pw
	ts.Tokens[key] = ts.SignIn(login)
	return ts.Tokens[key]
}

// SignIn gives a fresh token of a person of As or Account, for tests that move the clock.
func (ts *Server) SignIn(login string) string {
	ts.T.Helper()
	return ts.Do("POST", "/session", "", map[string]string{"account": login, "password": ts.passwords[login]}).Want(200,
		"").Str("accessToken")
}

// Password is what a person signs in with.
func (ts *Server) Password(login string) string { return ts.passwords[login] }

// Response is an answer that was read.
type Response struct {
	T      *testing.T
	Status int
	Header http.Header
	Body   []byte
}

// Do sends a request under Prefix with an optional token; headers are name and value in turn.
func (ts *Server) Do(method, path, token string, body any, headers ...string) Response {
	ts.T.Helper()
	return ts.Send(http.DefaultClient, method, path, token, body, headers...)
}

// Send is Do by a client of its own; a path with two slashes in front is not under Prefix.
func (ts *Server) Send(c *http.Client, method, path, token string, body any, headers ...string) Response {
	ts.T.Helper()
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
			ts.T.Fatal(err)
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
		ts.T.Fatal(err)
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
		ts.T.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		ts.T.Fatal(err)
	}
	return Response{ts.T, res.StatusCode, res.Header, b}
}

// Browser is a client that keeps cookies.
func Browser() *http.Client {
	jar, _ := cookiejar.New(nil)
	return &http.Client{Jar: jar}
}

// Want fails the test when the status is another one; a problem must carry the code.
func (r Response) Want(status int, code string) Response {
	r.T.Helper()
	if r.Status != status || code != "" && r.Str("code") != code {
		r.T.Fatalf("status %d, want %d %s: %s", r.Status, status, code, r.Body)
	}
	if status >= 400 && (!strings.HasPrefix(r.Header.Get("Content-Type"), "application/problem+json") ||
		!Chinese.MatchString(r.Str("detail"))) {
		r.T.Fatalf("not a Chinese problem: %s %s", r.Header.Get("Content-Type"), r.Body)
	}
	return r
}

// JSON is the body, an object.
func (r Response) JSON() map[string]any {
	r.T.Helper()
	var m map[string]any
	if err := json.Unmarshal(r.Body, &m); err != nil {
		r.T.Fatalf("%v in %s", err, r.Body)
	}
	return m
}

// At reads a value by object keys.
func (r Response) At(keys ...string) any {
	r.T.Helper()
	var v any = r.JSON()
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

// Str reads a text by object keys.
func (r Response) Str(keys ...string) string {
	r.T.Helper()
	s, _ := r.At(keys...).(string)
	return s
}

// Golden compares with a file in this folder, or rewrites it with -update.
func Golden(t *testing.T, name string, got []byte) {
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
		t.Errorf("%s is not fresh (%v): look at the difference, then run the test with -update", name, err)
	}
}

// Collections are those of the program.
func Collections() []store.Spec {
	return slices.Concat(store.Collections(), audit.Collections(), party.Collections(), account.Collections(),
		calendar.Collections(), settings.Collections(), backup.Collections(), files.Collections(),
		listing.Collections(), deal.Collections(), contract.Collections(), ledger.Collections(), registry.Collections(),
		agenda.Collections(), publicity.Collections(), approval.Collections(), challenge.Collections(),
		bid.Collections(),
		expert.Collections(), pass.Collections(), review.Collections(),
		stats.Collections(), matcher.Collections(), intake.Collections(), api.Collections())
}

// Services are wired as in the program.
func (ts *Server) Services() api.Services {
	ts.Worker = jobs.New(ts.DB, jobs.Options{Now: ts.Now})
	listings, contracts, matches := listing.NewService(ts.DB, ts.Now), contract.NewService(ts.DB,
		ts.Now), matcher.NewService(ts.DB, local.New(), ts.Now)
	imports := intake.NewService(ts.DB, listings, contracts, ts.Parties, ts.Accounts, nil, ts.Now)
	ts.Worker.Handle(listing.EventPublished, matches.OnListing)
	ts.Worker.Handle(listing.EventRemoved, matches.OnListing)
	ts.Worker.Handle(intake.EventApply, imports.OnApply)
	listings.Claims.OnUndone(deal.VoidTx)
	ts.Worker.Handle(intake.EventBatch, imports.OnBatch)
	deals := deal.NewService(ts.DB, ts.Now)
	ts.Files = files.NewService(ts.DB, ts.Now)
	ts.Files.Register("demand", deal.ListingFiles[listing.DemandContent]{Desk: listings.Demands})
	ts.Files.Register("achievement", deal.ListingFiles[listing.AchievementContent]{Desk: listings.Achievements})
	ts.Files.Register("claim", listings.Claims)
	ts.Files.Register("deal", deals)
	ts.Files.Register("contract", contracts)
	challenges := challenge.NewService(ts.DB, ts.Now)
	ts.Challenges = challenges
	challenges.UseSeals(sealtest.Keeper(ts.T))
	bids := bid.NewService(ts.DB, ts.Now, challenges)
	notices, decisions := publicity.NewService(ts.DB, ts.Now), approval.NewService(ts.DB, ts.Now)
	for _, kind := range []string{challenge.Kind, challenge.PayoutKind} {
		notices.Follow(kind, challenges)
		decisions.Follow(kind, challenges)
	}
	ts.Files.Register(challenge.Kind, challenges)
	ts.Files.Register(bid.Kind, bids)
	experts := expert.NewService(ts.DB, ts.Now)
	return api.Services{Files: ts.Files, Parties: ts.Parties, Accounts: ts.Accounts,
		Calendar: calendar.NewService(ts.DB, ts.Now), Settings: ts.Settings,
		Backups: backup.NewService(ts.DB, ts.Now), Matches: matches, Listings: listings, Deals: deals,
		Contracts: contracts, Registry: registry.NewService(ts.DB, ts.Now, contracts), Intake: imports,
		Stats: stats.NewService(ts.DB, ts.Now), Exporter: workbook.NewExporter(ts.DB), Jobs: ts.Worker,
		Challenges: challenges, Bids: bids, Publicity: notices, Agenda: agenda.NewService(ts.DB, ts.Now),
		Approval: decisions, Experts: experts,
		Reviews: review.NewService(ts.DB, ts.Now, ts.Files, challenges, experts)}
}

// Drain works off what waits, as the program's worker does.
func (ts *Server) Drain() {
	ts.T.Helper()
	if err := ts.Worker.Drain(context.Background()); err != nil {
		ts.T.Fatal(err)
	}
}
