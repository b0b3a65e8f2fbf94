package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kebang/internal/actor"
)

// TestClosedPath is the tutorial. It takes a demand from its draft to the statistics through HTTP on a real server, in
// the order of the package comment.
func TestClosedPath(t *testing.T) { closedPath(t, newMarket(t)) }

func closedPath(t *testing.T, m *market) { walk(t, m, m.people(), 1) }

// cast are the people of the path, signed in, and their units.
type cast struct {
	firm, lab, officer, registrar *user
	firmOrg, labOrg               string
}

// people makes the market and its people: the one-time link names the first administrator, who registers the others.
func (m *market) people() cast {
	m.t.Helper()
	admin := m.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	c := cast{firmOrg: admin.unit("云岭糖业有限公司", "enterprise", "91530924MA0DEM0A1Y"),
		labOrg: admin.unit("滇西甘蔗研究院", "institute", "12530900DEM0DEMB2A")}
	c.firm, c.lab = admin.person("enterprise", "firm", c.firmOrg), admin.person("institute", "lab", c.labOrg)
	c.officer, c.registrar = admin.person("officer", "officer", ""), admin.person("registrar", "registrar", "")
	return c
}

// walk takes one pair of listings along the path. It is the nth on this store: nth contracts are counted at its end.
func walk(t *testing.T, m *market, c cast, nth int) {
	firm, lab, officer, registrar, firmOrg, labOrg := c.firm, c.lab, c.officer, c.registrar, c.firmOrg, c.labOrg

	// 1. The enterprise posts a demand, the institute an achievement; drafts need a title and a text only.
	demand := firm.do("POST", "/demands", 201, `{"content":{"title":"降低压榨后蔗渣的水分","text":"蔗渣出榨水分在百分之五十二以上，锅炉燃烧不稳定，希望找到压榨末段脱水的办法，并保证糖分收回不降低。","industry":"0104","region":"530924",
		"requirements":[{"must":true,"metric":"蔗渣水分","op":"<=","value":"48","unit":"%"}],"contact":{"name":"陈工","phone":"0883-0000000"}}}`)
	achievement := lab.do("POST", "/achievements", 201, `{"content":{"title":"蔗渣深度压榨脱水技术","text":"在压榨末座加装变频重辊和导流槽，蔗渣出榨水分稳定下降，锅炉燃烧改善，糖分收回不受影响。","industry":"0104","region":"530924","trl":8,
		"indicators":[{"metric":"蔗渣水分","op":"<=","value":"46","unit":"%","evidence":"两个榨季的生产记录"}]}}`)

	// 2. They submit; an officer sees both in his queue and publishes. Nothing was public before.
	for owner, it := range map[*user]record{firm: demand, lab: achievement} {
		base := map[*user]string{firm: "/demands/", lab: "/achievements/"}[owner] + it.id()
		if status := m.visitor.status("GET", base); status != 404 {
			t.Fatalf("a visitor reads a draft: %d", status)
		}
		it = owner.step(base, "submit", it, `{}`)
		officer.step(base, "publish", it, `{}`)
	}

	// 3. and 4. The outbox is worked off: candidates, scores and reasons are stored with the match.
	m.drain()
	pair := m.pair(firm, lab, demand.id(), achievement.id())

	// 5. The enterprise opens a deal from the match; the institute consents; they agree.
	deal := firm.do("POST", "/deals", 201, `{`+pair+`,"note":"想去看一座样机"}`)
	deal = lab.step("/deals/"+deal.id(), "accept", deal, `{}`)
	deal = lab.step("/deals/"+deal.id(), "propose-terms", deal,
		`{"priceFen":200000000,"mode":"develop","ip":"归双方共有","nextStep":"起草合同"}`)
	deal = firm.step("/deals/"+deal.id(), "accept-terms", deal, `{}`)

	// 6. The contract carries both amounts; both sides confirm the same text by its hash, and the deal is signed.
	contract := lab.do("POST", "/contracts", 201, `{"deal":"`+deal.id()+`","title":"蔗渣深度压榨脱水技术开发","class":"KF","subClass":"KF1","industry":"0104","totalFen":200000000,
		"deductions":[{"kind":"equipment","costFen":50000000,"note":"压榨辊一套"}],"payment":"once","signDate":"`+m.today+`","beginDate":"`+m.today+`","endDate":"2099-12-31","techArea":"03",
		"subject":"在压榨末座加装变频重辊和导流槽，蔗渣水分不高于百分之四十八",
		"seller":`+side(labOrg, "滇西甘蔗研究院", "12530900DEM0DEMB2A")+`,"buyer":`+side(firmOrg, "云岭糖业有限公司", "91530924MA0DEM0A1Y")+`}`)
	at := "/contracts/" + contract.id()
	contract = lab.step(at, "text", contract, ``)
	contract = lab.step(at, "propose", contract, ``)
	hash := contract["text"].(map[string]any)["blob"].(string)
	contract = lab.step(at, "confirm", contract, `{"hash":"`+hash+`"}`)
	contract = firm.step(at, "confirm", contract, `{"hash":"`+hash+`"}`)
	if got := firm.get("/deals/" + deal.id()); got["state"] != "signed" {
		t.Fatalf("the deal is %v after both sides confirmed", got["state"])
	}

	// 7. The seller applies. The registrar of its place accepts, recognises and enters the national number.
	contract = lab.step(at, "submit", contract, ``)
	desk := "/registrations/" + record(contract["registration"].(map[string]any)).id()
	registration := registrar.step(desk, "accept", registrar.get(desk), `{}`)
	registration = registrar.step(desk, "recognise", registration, `{"rest":true}`)
	registrar.step(desk, "register", registration, fmt.Sprintf(`{"number":"2026530924%06d","date":%q}`, nth, m.today))

	// 8. The contract counts, with both amounts and never their sum, and the figure opens its row.
	var table struct {
		Count             int64
		TotalFen, TechFen int64
		Rows              []struct{ Query string }
	}
	officer.read("/stats/contracts?scope=registered&by=class&from="+m.today[:7]+"&to="+m.today[:7], &table)
	if n := int64(nth); table.Count != n || table.TotalFen != 200_000_000*n || table.TechFen != 150_000_000*n ||
		len(table.Rows) != 1 {
		t.Fatalf("statistics: %+v", table)
	}
	var rows struct{ Total int }
	officer.read("/stats/contracts/rows?"+table.Rows[0].Query, &rows)
	if rows.Total != nth {
		t.Errorf("the figure opens %d rows", rows.Total)
	}
	// Every step left its line.
	var history struct{ Items []struct{ Step string } }
	officer.read(at+"/history", &history)
	if len(history.Items) < 8 {
		t.Errorf("the contract's history has %d lines", len(history.Items))
	}
}

// shownMatch is what the path looks at in a match.
type shownMatch struct {
	ID                  string
	Demand, Achievement struct{ ID string }
	Requirements        []struct{ Verdict string }
	Reasons             []struct{ Text string }
}

// pair names the match of both listings for a deal, after a look at what either side sees of it. Without a search
// engine there is none, and the parties have found each other otherwise.
func (m *market) pair(firm, lab *user, demand, achievement string) string {
	m.t.Helper()
	if m.unmatched {
		return `"demand":"` + demand + `","achievement":"` + achievement + `"`
	}
	var matches struct{ Items []shownMatch }
	firm.read("/demands/"+demand+"/matches", &matches)
	matches.Items = slices.DeleteFunc(matches.Items, func(x shownMatch) bool { return x.Achievement.ID != achievement })
	if len(matches.Items) != 1 || len(matches.Items[0].Reasons) == 0 || len(matches.Items[0].Requirements) != 1 ||
		matches.Items[0].Requirements[0].Verdict != "met" {
		m.t.Fatalf("matches of the demand: %+v", matches)
	}
	lab.read("/achievements/"+achievement+"/matches", &matches)
	if !slices.ContainsFunc(matches.Items, func(x shownMatch) bool { return x.Demand.ID == demand }) {
		m.t.Fatal("the institute does not see the same match")
	}
	return `"match":"` + matches.Items[0].ID + `"`
}

func side(org, name, uscc string) string {
	return fmt.Sprintf(`{"orgId":%q,"name":%q,"uscc":%q,"region":"530924","nature":"150"}`, org, name, uscc)
}

// market is a real server on a fresh store, or several processes on one.
type market struct {
	t         *testing.T
	app       *app     // nil when the processes are not this one
	urls      []string // requests go to each in turn
	turn      atomic.Int64
	visitor   *user
	today     string
	link      func() string // a one-time link to set the market up
	drain     func()        // waits until everything published is matched
	unmatched bool          // there is no search engine
}

func (m *market) url() string { return m.urls[int(m.turn.Add(1))%len(m.urls)] + "/api/v1" }

func newMarket(t *testing.T) *market {
	t.Helper()
	return marketAt(t, place{dir: t.TempDir()})
}

func marketAt(t *testing.T, at place) *market {
	t.Helper()
	a, err := open(t.Context(), at, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	if err := a.rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	keys, err := a.signingKeys(t.Context(), t.TempDir(), false)
	if err != nil {
		t.Fatal(err)
	}
	h, err := a.server(keys, front{base: "http://127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	m := newVisitors(t, srv.URL)
	m.app = a
	m.link = func() string {
		t.Helper()
		token, err := a.accounts.NewSetupLink(t.Context(), actor.SystemActor(""), "")
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	m.drain = func() {
		t.Helper()
		if err := a.worker.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// newVisitors stands before one or several servers.
func newVisitors(t *testing.T, urls ...string) *market {
	m := &market{t: t, urls: urls, today: time.Now().In(time.FixedZone("CST", 8*3600)).Format(time.DateOnly)}
	m.visitor = &user{market: m}
	return m
}

// user is one signed-in person, or a visitor.
type user struct {
	*market
	token string
}

// record is a JSON object as the API gave it.
type record map[string]any

func (r record) id() string { return r["id"].(string) }

func (m *market) setUp(name, region, bureau string) *user {
	m.t.Helper()
	body, _ := json.Marshal(map[string]any{"token": m.link(),
		"market": map[string]any{"name": name, "regionCode": region, "bureauName": bureau},
		"admin":  map[string]string{"account": "admin", "name": "管理员", "password": "Zhenkang-2026-market"}})
	s := m.visitor.do("POST", "/setup", 200, string(body))
	return &user{m, s["accessToken"].(string)}
}

// unit registers an organisation and verifies it.
func (u *user) unit(name, kind, uscc string) string {
	u.t.Helper()
	o := u.do("POST", "/organizations", 201,
		fmt.Sprintf(`{"name":%q,"kind":%q,"uscc":%q,"region":"530924"}`, name, kind, uscc))
	u.step("/organizations/"+o.id(), "verify", o, `{}`)
	return o.id()
}

// person makes an account in a role, signs in with the one-time password and changes it.
func (u *user) person(role, account, org string) *user {
	u.t.Helper()
	made := u.do("POST", "/accounts", 201,
		fmt.Sprintf(`{"account":%q,"name":%q,"role":%q,"org":%q}`, account, account+"某", role, org))
	first := u.signIn(account, made["password"].(string))
	first.do("POST", "/me/password", 0, fmt.Sprintf(`{"old":%q,"new":%q}`, made["password"], ownPassword))
	return u.signIn(account, ownPassword)
}

// ownPassword is what everybody on the path has chosen.
const ownPassword = "Sugar-and-tea-2026"

func (m *market) signIn(account, password string) *user {
	m.t.Helper()
	s := m.visitor.do("POST", "/session", 200, fmt.Sprintf(`{"account":%q,"password":%q}`, account, password))
	return &user{m, s["accessToken"].(string)}
}

func (u *user) call(method, path, body, rev string) (int, []byte) {
	u.t.Helper()
	req, err := http.NewRequestWithContext(u.t.Context(), method, u.url()+path, strings.NewReader(body))
	if err != nil {
		u.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if u.token != "" {
		req.Header.Set("Authorization", "Bearer "+u.token)
	}
	if rev != "" {
		req.Header.Set("If-Match", rev)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		u.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		u.t.Fatal(err)
	}
	return res.StatusCode, b
}

func (u *user) status(method, path string) int {
	s, _ := u.call(method, path, "", "")
	return s
}

// do sends a request and wants a status; 0 wants any success.
func (u *user) do(method, path string, want int, body string) record {
	u.t.Helper()
	return u.expect(method, path, body, "", want)
}

func (u *user) expect(method, path, body, rev string, want int) record {
	u.t.Helper()
	status, b := u.call(method, path, body, rev)
	if want == 0 && status/100 != 2 || want != 0 && status != want {
		u.t.Fatalf("%s %s: %d %s", method, path, status, bytes.TrimSpace(b))
	}
	out := record{}
	if len(b) > 0 {
		if err := json.Unmarshal(b, &out); err != nil {
			u.t.Fatalf("%s %s: %v in %s", method, path, err, b)
		}
	}
	return out
}

// step takes a step of a record's lifecycle on the revision the person saw.
func (u *user) step(base, step string, seen record, body string) record {
	u.t.Helper()
	return u.expect("POST", base+"/"+step, body, fmt.Sprintf(`"%v"`, seen["rev"]), 200)
}

func (u *user) get(path string) record { u.t.Helper(); return u.do("GET", path, 200, "") }

func (u *user) read(path string, v any) {
	u.t.Helper()
	status, b := u.call("GET", path, "", "")
	if status != 200 {
		u.t.Fatalf("GET %s: %d %s", path, status, b)
	}
	if err := json.Unmarshal(b, v); err != nil {
		u.t.Fatalf("GET %s: %v", path, err)
	}
}
