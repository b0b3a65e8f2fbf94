package api

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// dealt is 成交率 and the count behind it, as the page of statistics shows them.
func (ts *testServer) dealt() string {
	ts.t.Helper()
	r := ts.do("GET", "/stats/funnel", ts.as(zhenkang, actor.Officer), nil).want(200, "")
	for _, s := range r.at("stages").([]any) {
		if m := s.(map[string]any); m["code"] == "deal" {
			return fmt.Sprint(m["count"], " of permille ", m["permille"])
		}
	}
	ts.t.Fatalf("no stage of deals: %s", r.body)
	return ""
}

// TestFigureIgnoresIntroductions: a script that introduces whatever it can moves no figure, and is stopped at the bound
// of the market. A demand counts once, from the consent of both sides on.
func TestFigureIgnoresIntroductions(t *testing.T) {
	ts := newTestServer(t)
	_, lab := ts.seller()
	firm, broker := ts.as(zhenkang, actor.Enterprise), ts.as(zhenkang, actor.Broker)
	text := "压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望降低出渣水分，稳定供料。"
	var demands, achievements []string
	for i := range 4 {
		demands = append(demands, ts.make(firm, "/demands",
			map[string]any{"title": fmt.Sprint("蔗渣脱水之", i), "text": text + fmt.Sprint("第", i, "线"), "industry": "0104",
				"region": "530924"}))
	}
	for i := range 8 {
		achievements = append(achievements,
			ts.make(lab, "/achievements",
				map[string]any{"title": fmt.Sprint("压榨装置之", i), "text": text + fmt.Sprint("第", i, "型"),
					"industry": "0104", "region": "530924"}))
	}
	before := ts.dealt()
	if !strings.HasPrefix(before, "0 of") {
		t.Fatalf("at first %s", before)
	}
	made, refused := 0, 0
	var first string
	for i := range 31 {
		r := ts.do("POST", "/deals", broker, map[string]any{"demand": demands[i%4], "achievement": achievements[i/4]})
		switch {
		case r.status == 201:
			made++
			if first == "" {
				first = r.str("id")
			}
		case r.status == 409 && r.str("code") == "introductions-full":
			refused++
		default:
			t.Fatalf("introduction %d: %d %s", i, r.status, r.body)
		}
	}
	if made != 20 || refused != 11 {
		t.Errorf("%d introductions are open, %d refused", made, refused)
	}
	if got := ts.dealt(); got != before {
		t.Errorf("after %d introductions %s, before %s", made, got, before)
	}
	// A member of a unit goes round the bound neither as its member nor with a second role of the unit.
	person, member := ts.account("member", actor.Enterprise, ts.Org.ID)
	own := ts.do("POST", "/deals", member,
		map[string]any{"demand": demands[0], "achievement": achievements[7]}).want(201, "")
	if own.at("broker") != nil || own.at("demandYes") != true {
		t.Errorf("a member's own deal: %s", own.body)
	}
	ts.join(person, actor.Broker, "")
	var second string
	for _, m := range ts.do("GET", "/me", member, nil).want(200, "").at("memberships").([]any) {
		if m := m.(map[string]any); m["role"] == "broker" {
			second = m["id"].(string)
		}
	}
	asBroker := ts.do("POST", "/session/role", member, map[string]any{"membership": second}).want(200,
		"").str("accessToken")
	ts.do("POST", "/deals", asBroker, map[string]any{"demand": demands[1], "achievement": achievements[7]}).want(403,
		"broker-is-party")

	// One consent is none; both count once, on however many deals of the demand.
	yes := func(id string, tokens ...string) {
		t.Helper()
		for _, token := range tokens {
			ts.do("POST", "/deals/"+id+"/acquaintance", token, map[string]any{"first": true}).want(200, "")
			ts.move(token, "/deals/"+id, "accept", map[string]any{}).want(200, "")
		}
	}
	yes(first, firm)
	if got := ts.dealt(); got != before {
		t.Errorf("after one consent %s", got)
	}
	yes(first, lab)
	once := ts.dealt()
	if !strings.HasPrefix(once, "1 of permille 250") {
		t.Errorf("after both consents %s", once)
	}
	ts.move(lab, "/deals/"+own.str("id"), "accept", map[string]any{}).want(200, "")
	if got := ts.dealt(); got != once {
		t.Errorf("a second deal on the demand: %s", got)
	}
	list := ts.do("GET", "/deals?scope=market&consented=true", ts.as(zhenkang, actor.Officer), nil).want(200, "")
	if list.at("total") != 2.0 {
		t.Errorf("the list behind the figure shows %v", list.at("total"))
	}
}

// TestAbsencesOverHTTP: who may set 暂不在岗, what is refused, and that the clock of the side stands still.
func TestAbsencesOverHTTP(t *testing.T) {
	ts := newTestServer(t)
	_, lab := ts.seller()
	firm := ts.as(zhenkang, actor.Enterprise)
	text := "压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望降低出渣水分，稳定供料。"
	demand := ts.make(firm, "/demands", map[string]any{"title": "蔗渣深度脱水", "text": text, "industry": "0104",
		"region": "530924", "hideOrg": true})
	achievement := ts.make(lab, "/achievements",
		map[string]any{"title": "压榨脱水装置", "text": text, "industry": "0104", "region": "530924"})
	path := "/deals/" + ts.do("POST", "/deals", ts.as(zhenkang, actor.Broker),
		map[string]any{"demand": demand, "achievement": achievement}).want(201, "").str("id")
	due := func(token string) string { t.Helper(); return ts.do("GET", path, token, nil).want(200, "").str("due") }
	before := due(lab)
	today := workday.Today(time.Now())
	away := func(from, to workday.Date) map[string]any {
		return map[string]any{"absences": []any{map[string]any{"from": from, "to": to, "note": "镇康测试糖业榨季"}}}
	}
	for _, r := range []actor.Role{actor.Officer, actor.Registrar, actor.Admin, actor.Broker, actor.Expert,
		actor.Department} {
		ts.do("PUT", "/absences", ts.as(zhenkang, r), away(today, today)).want(403, "")
		ts.do("GET", "/absences", ts.as(zhenkang, r), nil).want(403, "")
	}
	ts.do("PUT", "/absences", "", away(today, today)).want(401, "")
	for at, body := range map[string]map[string]any{"/absences/0/from": away(today.AddDays(-1), today),
		"/absences/0/to": away(today, today.AddDays(-1))} {
		if r := ts.do("PUT", "/absences", firm, body).want(422, "absence-invalid"); !strings.Contains(string(r.body),
			at) {
			t.Errorf("%s: %s", at, r.body)
		}
	}
	ts.do("PUT", "/absences", firm, away(today, today.AddDays(40))).want(200, "")
	if r := ts.do("GET", "/absences", firm, nil).want(200, ""); r.at("total") != 1.0 ||
		!strings.Contains(string(r.body), "镇康测试糖业榨季") {
		t.Errorf("the firm reads %s", r.body)
	}
	if r := ts.do("GET", "/absences", lab, nil).want(200, ""); r.at("total") != 0.0 {
		t.Errorf("the institute is away as well: %s", r.body)
	}
	if after := due(lab); after <= before || after <= string(today.AddDays(40)) {
		t.Errorf("due %s with the absence, %s without", after, before)
	}
	// The other side reads the days, and not who is away as long as the firm hides its name.
	if r := ts.do("GET", path, lab, nil).want(200, ""); r.str("demandAway", "to") != string(today.AddDays(40)) ||
		strings.Contains(string(r.body), "测试糖业") {
		t.Errorf("the institute reads %s", r.body)
	}
	ts.do("PUT", "/absences", firm, map[string]any{"absences": []any{}}).want(200, "")
	if after := due(lab); after != before {
		t.Errorf("due %s after it was taken back, %s before", after, before)
	}
}

// credited makes an introduction that was declined, between the firm of the helper and an institute.
func (ts *testServer) credited() (org, lab, firm, intro string) {
	ts.t.Helper()
	org, lab = ts.seller()
	firm = ts.as(zhenkang, actor.Enterprise)
	text := "压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望降低出渣水分，稳定供料。"
	d := ts.make(firm, "/demands", map[string]any{"title": "蔗渣深度脱水", "text": text, "industry": "0104",
		"region": "530924"})
	a := ts.make(lab, "/achievements", map[string]any{"title": "压榨脱水装置", "text": text, "industry": "0104",
		"region": "530924"})
	intro = ts.do("POST", "/deals", ts.as(zhenkang, actor.Broker),
		map[string]any{"demand": d, "achievement": a}).want(201, "").str("id")
	ts.move(firm, "/deals/"+intro, "decline", map[string]any{"reason": "暂不考虑", "category": "other"}).want(200, "")
	return org, lab, firm, intro
}

// TestCreditsOverHTTP: an offline contract of the two is bound only after the parties answered; who may answer, read
// and close, with which refusals.
func TestCreditsOverHTTP(t *testing.T) {
	ts := newTestServer(t)
	org, lab, firm, intro := ts.credited()
	officer, broker := ts.as(zhenkang, actor.Officer), ts.as(zhenkang, actor.Broker)
	r := ts.do("POST", "/contracts", lab, contractBody(org, ts.Org.ID)).want(201, "")
	path := "/contracts/" + r.str("id")
	ts.move(lab, path, "text", nil).want(200, "")
	ts.move(lab, path, "propose", nil).want(409, "credit-open")
	ts.move(lab, path, "stamp", map[string]any{"file": ts.pdf(lab, "scan")}).want(409, "credit-open")
	at := path + "/credits/" + intro
	for who, c := range map[string]struct {
		token  string
		body   map[string]any
		status int
		code   string
	}{
		"the broker": {broker, map[string]any{"answer": "taken"}, 403, ""},
		"an officer": {officer, map[string]any{"answer": "taken"}, 403, ""},
		"a visitor":  {"", map[string]any{"answer": "taken"}, 401, ""},
		"a stranger": {ts.stranger(actor.Enterprise), map[string]any{"answer": "taken"}, 404, ""},
		"no reason": {lab, map[string]any{"answer": "contested", "reason": " "}, 422,
			"contest-without-reason"},
		"unrelated, but related":  {lab, map[string]any{"answer": "unrelated"}, 422, "credit-answer"},
		"a word of its own":       {lab, map[string]any{"answer": "maybe"}, 422, ""},
		"of another introduction": {lab, map[string]any{"answer": "taken"}, 404, ""},
	} {
		to := at
		if who == "of another introduction" {
			to = path + "/credits/nothing"
		}
		if r := ts.do("POST", to, c.token, c.body); r.status != c.status || c.code != "" && r.str("code") != c.code {
			t.Errorf("%s: %d %s", who, r.status, r.body)
		}
	}
	ts.do("GET", path+"/credits", ts.as(wuxiang, actor.Officer), nil).want(404, "")
	ts.do("POST", at, lab, map[string]any{"answer": "taken"}).want(200, "")
	p := ts.move(lab, path, "propose", nil).want(200, "")
	ts.do("POST", at, firm, map[string]any{"answer": "contested", "reason": "两家早有往来"}).want(200, "")
	ts.move(firm, path, "confirm", map[string]any{"hash": p.at("text", "blob")}).want(200, "")

	// The officer sees the reason, the broker his credit, nobody else the list; a market its own.
	for who, c := range map[string]struct {
		token  string
		status int
		total  any
	}{"officer": {officer, 200, 1.0}, "broker": {broker, 200, 1.0}, "registrar": {ts.as(zhenkang, actor.Registrar), 403,
		nil}, "another market": {ts.as(wuxiang, actor.Officer), 200, 0.0},
		"another broker": {ts.stranger(actor.Broker), 200, 0.0}, "the firm, which has answered": {firm, 200, 0.0}} {
		if r := ts.do("GET", "/credits", c.token, nil).want(c.status, ""); c.total != nil && r.at("total") != c.total {
			t.Errorf("%s: %s", who, r.body)
		}
	}
	list := ts.todos(officer)
	i := slices.IndexFunc(list.Kinds, func(k kernel.TodoKind) bool { return k.Kind == "credit-contested" })
	if i < 0 || list.Kinds[i].Count != 1 {
		t.Fatalf("the officer is not told: %+v", list.Kinds)
	}
	credits := ts.do("GET", list.Kinds[i].Href, officer, nil).want(200, "")
	id := credits.at("items").([]any)[0].(map[string]any)["id"].(string)
	if !strings.Contains(string(credits.body), "两家早有往来") {
		t.Errorf("without the reason: %s", credits.body)
	}
	for who, status := range map[string]int{firm: 403, broker: 403, ts.as(wuxiang, actor.Officer): 404} {
		if r := ts.do("POST", "/credits/"+id+"/seen", who, nil); r.status != status {
			t.Errorf("closed by another: %d, want %d", r.status, status)
		}
	}
	ts.do("POST", "/credits/"+id+"/seen", officer, nil).want(200, "")
	if r := ts.do("GET", "/credits?contested=true", officer, nil).want(200, ""); r.at("total") != 0.0 {
		t.Errorf("still waiting: %s", r.body)
	}
}

// stranger signs in somebody of the role who belongs to a unit of its own.
func (ts *testServer) stranger(role actor.Role) string {
	ts.t.Helper()
	_, token := ts.unit("旁观"+string(role), "by."+string(role), party.OtherOrg, role)
	return token
}

// TestPaperOfAnOfficerLeavesCreditsOpen: the paper is entered, says what is open, and both parties are asked.
func TestPaperOfAnOfficerLeavesCreditsOpen(t *testing.T) {
	for _, role := range []actor.Role{actor.Officer, actor.Registrar} {
		ts := newTestServer(t)
		org, lab, firm, intro := ts.credited()
		token := ts.as(zhenkang, role)
		path := "/contracts/" + ts.do("POST", "/contracts", token, contractBody(org, ts.Org.ID)).want(201, "").str("id")
		r := ts.move(token, path, "stamp", map[string]any{"file": ts.pdf(token, "scan")}).want(200, "")
		serial := ts.do("GET", "/deals/"+intro, firm, nil).want(200, "").str("serial")
		if open, _ := r.at("paper", "openCredits").([]any); !slices.Equal(open, []any{serial}) {
			t.Errorf("%s: the paper leaves open %v", role, open)
		}
		for who, party := range map[string]string{"firm": firm, "lab": lab} {
			list := ts.todos(party)
			i := slices.IndexFunc(list.Kinds, func(k kernel.TodoKind) bool { return k.Kind == "credit-open" })
			if i < 0 {
				t.Fatalf("%s: the %s is not asked: %+v", role, who, list.Kinds)
			}
			ts.wantExactly(party, list, list.Kinds[i])
		}
		if r := ts.do("GET", "/credits?open=true", ts.as(zhenkang, actor.Officer), nil).want(200,
			""); r.at("total") != 1.0 {
			t.Errorf("the officer reads %s", r.body)
		}
		ts.do("POST", path+"/credits/"+intro, lab, map[string]any{"answer": "taken"}).want(200, "")
		for _, party := range []string{firm, lab} {
			if r := ts.do("GET", "/todos", party, nil).want(200, ""); strings.Contains(string(r.body), "credit-open") {
				t.Errorf("still asked: %s", r.body)
			}
		}
	}
}

// TestNothingOfAHiddenOwnerBeforeConsent goes beyond TestDisclosure: history, notes, draft of a contract, export and
// search of a deal, read by the broker and the other side while the owner hides its name.
func TestNothingOfAHiddenOwnerBeforeConsent(t *testing.T) {
	m := newMarked(t)
	// the last two stand in the organisation
	words := []string{firmName, wordContact, wordPhone, wordMail, "李四", "13800001111"}
	d := m.do("POST", "/deals", m.broker,
		map[string]any{"demand": m.demand, "achievement": m.achievement, "note": "两家可以谈谈"}).want(201, "")
	path := "/deals/" + d.str("id")
	read := func(when string) {
		t.Helper()
		for who, token := range map[string]string{"the broker": m.broker, "the institute": m.lab} {
			for _, at := range []string{path, path + "/history", "/deals", "/deals/export.xlsx",
				"/contracts/draft?deal=" + d.str("id"), "/contracts", "/credits", "/todos",
				"/demands/" + m.demand, "/demands/" + m.demand + "/looks", "/demands?scope=market&q=" +
					url.QueryEscape(wordContact), "/organizations?q=" + url.QueryEscape(wordPhone)} {
				r := m.do("GET", at, token, nil)
				if r.status >= 500 {
					t.Errorf("%s: %d", at, r.status)
				}
				m.none(who+" "+when, at, plain(t, r.body), words...)
			}
			m.do("GET", "/contracts/draft?deal="+d.str("id"), token, nil).want(409, "deal-state")
		}
	}
	read("at first")
	m.do("POST", path+"/notes", m.firm, map[string]any{"text": "请先说明样机情况"}).want(200, "")
	m.do("POST", path+"/acquaintance", m.firm, map[string]any{"first": false, "words": "展会上见过"}).want(200, "")
	read("after notes of the owner")
	m.do("POST", path+"/fees", m.broker, map[string]any{"words": "成交额的百分之二", "scope": []string{"demand"}}).want(200, "")
	m.do("POST", path+"/fees/1/answer", m.firm, map[string]any{"accept": true}).want(200, "")
	read("after an answer to the fee")
	m.do("PUT", "/absences", m.firm, map[string]any{"absences": []any{map[string]any{"from": workday.Today(time.Now()),
		"to": workday.Today(time.Now()).AddDays(9), "note": firmName + "检修"}}}).want(200, "")
	read("away")
	m.do("POST", path+"/contacts/demand", m.broker, nil).want(403, "name-hidden")
	m.do("POST", path+"/contacts/demand", m.as(zhenkang, actor.Officer), nil).want(200, "")
	read("after an officer's look")
	m.move(m.firm, path, "decline", map[string]any{"reason": "今年不做", "category": "need-gone"}).want(200, "")
	read("declined")

	// Lapsed and renewed it stays hidden, and a stranger renews nothing.
	e := m.do("POST", "/deals", m.broker, map[string]any{"demand": m.demand, "achievement": m.achievement}).want(201,
		"")
	d, path = e, "/deals/"+e.str("id")
	err := m.db.Run(context.Background(), func(tx store.Tx) error {
		x, err := deal.Deals.Get(tx, zhenkang, e.str("id"))
		if x.CreatedAt -= 400 * 24 * time.Hour.Milliseconds(); err == nil {
			err = deal.Deals.Update(tx, &x)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := deal.NewService(m.db, m.now).Lapse(context.Background()); n != 1 || err != nil {
		t.Fatalf("%d lapse, %v", n, err)
	}
	read("lapsed")
	for who, token := range map[string]string{"a broker": m.of(actor.Broker), "a firm": m.of(actor.Enterprise)} {
		if r := m.do("POST", path+"/renew", token, map[string]any{}, "If-Match", `"3"`); r.status != 404 {
			t.Errorf("%s renews: %d", who, r.status)
		}
	}
	m.do("POST", path+"/renew", m.as(zhenkang, actor.Officer), map[string]any{}, "If-Match", `"3"`).want(403, "")
	m.move(m.broker, path, "renew", map[string]any{}).want(200, "")
	read("renewed")
}
