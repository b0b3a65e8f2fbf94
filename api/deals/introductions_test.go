package deals_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/workday"
)

// dealt is 成交率 and the count behind it, as the page of statistics shows them.
func dealt(ts *apitest.Server) string {
	ts.T.Helper()
	r := ts.Do("GET", "/stats/funnel", ts.As(apitest.Zhenkang, actor.Officer), nil).Want(200, "")
	for _, s := range r.At("stages").([]any) {
		if m := s.(map[string]any); m["code"] == "deal" {
			return fmt.Sprint(m["count"], " of permille ", m["permille"])
		}
	}
	ts.T.Fatalf("no stage of deals: %s", r.Body)
	return ""
}

// TestFigureIgnoresIntroductions: a script that introduces whatever it can moves no figure, and is stopped at the bound
// of the market. A demand counts once, from the consent of both sides on.
func TestFigureIgnoresIntroductions(t *testing.T) {
	ts := apitest.New(t)
	_, lab := ts.Seller()
	firm, broker := ts.As(apitest.Zhenkang, actor.Enterprise), ts.As(apitest.Zhenkang, actor.Broker)
	text := "压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望降低出渣水分，稳定供料。"
	var demands, achievements []string
	for i := range 4 {
		demands = append(demands, ts.Publish(apitest.Zhenkang, firm, "/demands",
			map[string]any{"title": fmt.Sprint("蔗渣脱水之", i), "text": text + fmt.Sprint("第", i, "线"), "industry": "0104",
				"region": "530924"}))
	}
	for i := range 8 {
		achievements = append(achievements,
			ts.Publish(apitest.Zhenkang, lab, "/achievements",
				map[string]any{"title": fmt.Sprint("压榨装置之", i), "text": text + fmt.Sprint("第", i, "型"),
					"industry": "0104", "region": "530924"}))
	}
	before := dealt(ts)
	if !strings.HasPrefix(before, "0 of") {
		t.Fatalf("at first %s", before)
	}
	made, refused := 0, 0
	var first string
	for i := range 31 {
		r := ts.Do("POST", "/deals", broker, map[string]any{"demand": demands[i%4], "achievement": achievements[i/4]})
		switch {
		case r.Status == 201:
			made++
			if first == "" {
				first = r.Str("id")
			}
		case r.Status == 409 && r.Str("code") == "introductions-full":
			refused++
		default:
			t.Fatalf("introduction %d: %d %s", i, r.Status, r.Body)
		}
	}
	if made != 20 || refused != 11 {
		t.Errorf("%d introductions are open, %d refused", made, refused)
	}
	if got := dealt(ts); got != before {
		t.Errorf("after %d introductions %s, before %s", made, got, before)
	}
	// A member of a unit goes round the bound neither as its member nor with a second role of the unit.
	person, member := ts.Account("member", actor.Enterprise, ts.Org.ID)
	own := ts.Do("POST", "/deals", member,
		map[string]any{"demand": demands[0], "achievement": achievements[7]}).Want(201, "")
	if own.At("broker") != nil || own.At("demandYes") != true {
		t.Errorf("a member's own deal: %s", own.Body)
	}
	ts.Join(person, actor.Broker, "")
	var second string
	for _, m := range ts.Do("GET", "/me", member, nil).Want(200, "").At("memberships").([]any) {
		if m := m.(map[string]any); m["role"] == "broker" {
			second = m["id"].(string)
		}
	}
	asBroker := ts.Do("POST", "/session/role", member, map[string]any{"membership": second}).Want(200,
		"").Str("accessToken")
	ts.Do("POST", "/deals", asBroker, map[string]any{"demand": demands[1], "achievement": achievements[7]}).Want(403,
		"broker-is-party")

	// One consent is none; both count once, on however many deals of the demand.
	yes := func(id string, tokens ...string) {
		t.Helper()
		for _, token := range tokens {
			ts.Do("POST", "/deals/"+id+"/acquaintance", token, map[string]any{"first": true}).Want(200, "")
			ts.Move(token, "/deals/"+id, "accept", map[string]any{}).Want(200, "")
		}
	}
	yes(first, firm)
	if got := dealt(ts); got != before {
		t.Errorf("after one consent %s", got)
	}
	yes(first, lab)
	once := dealt(ts)
	if !strings.HasPrefix(once, "1 of permille 250") {
		t.Errorf("after both consents %s", once)
	}
	ts.Move(lab, "/deals/"+own.Str("id"), "accept", map[string]any{}).Want(200, "")
	if got := dealt(ts); got != once {
		t.Errorf("a second deal on the demand: %s", got)
	}
	list := ts.Do(
		"GET",
		"/deals?scope=market&consented=true",
		ts.As(apitest.Zhenkang, actor.Officer),
		nil,
	).Want(
		200,
		"",
	)
	if list.At("total") != 2.0 {
		t.Errorf("the list behind the figure shows %v", list.At("total"))
	}
}

// TestAbsencesOverHTTP: who may set 暂不在岗, what is refused, and that the clock of the side stands still.
func TestAbsencesOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	_, lab := ts.Seller()
	firm := ts.As(apitest.Zhenkang, actor.Enterprise)
	text := "压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望降低出渣水分，稳定供料。"
	demand := ts.Publish(
		apitest.Zhenkang,
		firm,
		"/demands",
		map[string]any{"title": "蔗渣深度脱水", "text": text, "industry": "0104",
			"region": "530924", "hideOrg": true},
	)
	achievement := ts.Publish(apitest.Zhenkang, lab, "/achievements",
		map[string]any{"title": "压榨脱水装置", "text": text, "industry": "0104", "region": "530924"})
	path := "/deals/" + ts.Do("POST", "/deals", ts.As(apitest.Zhenkang, actor.Broker),
		map[string]any{"demand": demand, "achievement": achievement}).Want(201, "").Str("id")
	due := func(token string) string { t.Helper(); return ts.Do("GET", path, token, nil).Want(200, "").Str("due") }
	before := due(lab)
	today := workday.Today(time.Now())
	away := func(from, to workday.Date) map[string]any {
		return map[string]any{"absences": []any{map[string]any{"from": from, "to": to, "note": "镇康测试糖业榨季"}}}
	}
	for _, r := range []actor.Role{actor.Officer, actor.Registrar, actor.Admin, actor.Broker, actor.Expert,
		actor.Department} {
		ts.Do("PUT", "/absences", ts.As(apitest.Zhenkang, r), away(today, today)).Want(403, "")
		ts.Do("GET", "/absences", ts.As(apitest.Zhenkang, r), nil).Want(403, "")
	}
	ts.Do("PUT", "/absences", "", away(today, today)).Want(401, "")
	for at, body := range map[string]map[string]any{"/absences/0/from": away(today.AddDays(-1), today),
		"/absences/0/to": away(today, today.AddDays(-1))} {
		if r := ts.Do("PUT", "/absences", firm, body).Want(422, "absence-invalid"); !strings.Contains(string(r.Body),
			at) {
			t.Errorf("%s: %s", at, r.Body)
		}
	}
	ts.Do("PUT", "/absences", firm, away(today, today.AddDays(40))).Want(200, "")
	if r := ts.Do("GET", "/absences", firm, nil).Want(200, ""); r.At("total") != 1.0 ||
		!strings.Contains(string(r.Body), "镇康测试糖业榨季") {
		t.Errorf("the firm reads %s", r.Body)
	}
	if r := ts.Do("GET", "/absences", lab, nil).Want(200, ""); r.At("total") != 0.0 {
		t.Errorf("the institute is away as well: %s", r.Body)
	}
	if after := due(lab); after <= before || after <= string(today.AddDays(40)) {
		t.Errorf("due %s with the absence, %s without", after, before)
	}
	// The other side reads the days, and not who is away as long as the firm hides its name.
	if r := ts.Do("GET", path, lab, nil).Want(200, ""); r.Str("demandAway", "to") != string(today.AddDays(40)) ||
		strings.Contains(string(r.Body), "测试糖业") {
		t.Errorf("the institute reads %s", r.Body)
	}
	ts.Do("PUT", "/absences", firm, map[string]any{"absences": []any{}}).Want(200, "")
	if after := due(lab); after != before {
		t.Errorf("due %s after it was taken back, %s before", after, before)
	}
}

// credited makes an introduction that was declined, between the firm of the helper and an institute.
func credited(ts *apitest.Server) (org, lab, firm, intro string) {
	ts.T.Helper()
	org, lab = ts.Seller()
	firm = ts.As(apitest.Zhenkang, actor.Enterprise)
	text := "压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望降低出渣水分，稳定供料。"
	d := ts.Publish(
		apitest.Zhenkang,
		firm,
		"/demands",
		map[string]any{"title": "蔗渣深度脱水", "text": text, "industry": "0104",
			"region": "530924"},
	)
	a := ts.Publish(
		apitest.Zhenkang,
		lab,
		"/achievements",
		map[string]any{"title": "压榨脱水装置", "text": text, "industry": "0104",
			"region": "530924"},
	)
	intro = ts.Do("POST", "/deals", ts.As(apitest.Zhenkang, actor.Broker),
		map[string]any{"demand": d, "achievement": a}).Want(201, "").Str("id")
	ts.Move(firm, "/deals/"+intro, "decline", map[string]any{"reason": "暂不考虑", "category": "other"}).Want(200, "")
	return org, lab, firm, intro
}

// TestCreditsOverHTTP: an offline contract of the two is bound only after the parties answered; who may answer, read
// and close, with which refusals.
func TestCreditsOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	org, lab, firm, intro := credited(ts)
	officer, broker := ts.As(apitest.Zhenkang, actor.Officer), ts.As(apitest.Zhenkang, actor.Broker)
	r := ts.Do("POST", "/contracts", lab, apitest.ContractBody(org, ts.Org.ID)).Want(201, "")
	path := "/contracts/" + r.Str("id")
	ts.Move(lab, path, "text", nil).Want(200, "")
	ts.Move(lab, path, "propose", nil).Want(409, "credit-open")
	ts.Move(lab, path, "stamp", map[string]any{"file": ts.PDF(lab, "scan")}).Want(409, "credit-open")
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
		"a stranger": {stranger(ts, actor.Enterprise), map[string]any{"answer": "taken"}, 404, ""},
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
		if r := ts.Do("POST", to, c.token, c.body); r.Status != c.status || c.code != "" && r.Str("code") != c.code {
			t.Errorf("%s: %d %s", who, r.Status, r.Body)
		}
	}
	ts.Do("GET", path+"/credits", ts.As(apitest.Wuxiang, actor.Officer), nil).Want(404, "")
	ts.Do("POST", at, lab, map[string]any{"answer": "taken"}).Want(200, "")
	p := ts.Move(lab, path, "propose", nil).Want(200, "")
	ts.Do("POST", at, firm, map[string]any{"answer": "contested", "reason": "两家早有往来"}).Want(200, "")
	ts.Move(firm, path, "confirm", map[string]any{"hash": p.At("text", "blob")}).Want(200, "")

	// The officer sees the reason, the broker his credit, nobody else the list; a market its own.
	for who, c := range map[string]struct {
		token  string
		status int
		total  any
	}{"officer": {officer, 200, 1.0}, "broker": {broker, 200, 1.0}, "registrar": {ts.As(apitest.Zhenkang,
		actor.Registrar), 403,
		nil}, "another market": {ts.As(apitest.Wuxiang, actor.Officer), 200, 0.0},
		"another broker": {stranger(ts, actor.Broker), 200, 0.0}, "the firm, which has answered": {firm, 200, 0.0}} {
		if r := ts.Do("GET", "/credits", c.token, nil).Want(c.status, ""); c.total != nil && r.At("total") != c.total {
			t.Errorf("%s: %s", who, r.Body)
		}
	}
	list := ts.Todos(officer)
	i := slices.IndexFunc(list.Kinds, func(k kernel.TodoKind) bool { return k.Kind == "credit-contested" })
	if i < 0 || list.Kinds[i].Count != 1 {
		t.Fatalf("the officer is not told: %+v", list.Kinds)
	}
	credits := ts.Do("GET", list.Kinds[i].Href, officer, nil).Want(200, "")
	id := credits.At("items").([]any)[0].(map[string]any)["id"].(string)
	if !strings.Contains(string(credits.Body), "两家早有往来") {
		t.Errorf("without the reason: %s", credits.Body)
	}
	for who, status := range map[string]int{firm: 403, broker: 403, ts.As(apitest.Wuxiang, actor.Officer): 404} {
		if r := ts.Do("POST", "/credits/"+id+"/seen", who, nil); r.Status != status {
			t.Errorf("closed by another: %d, want %d", r.Status, status)
		}
	}
	ts.Do("POST", "/credits/"+id+"/seen", officer, nil).Want(200, "")
	if r := ts.Do("GET", "/credits?contested=true", officer, nil).Want(200, ""); r.At("total") != 0.0 {
		t.Errorf("still waiting: %s", r.Body)
	}
}

// stranger signs in somebody of the role who belongs to a unit of its own.
func stranger(ts *apitest.Server, role actor.Role) string {
	ts.T.Helper()
	_, token := ts.Unit("旁观"+string(role), "by."+string(role), party.OtherOrg, role)
	return token
}

// TestPaperOfAnOfficerLeavesCreditsOpen: the paper is entered, says what is open, and both parties are asked.
func TestPaperOfAnOfficerLeavesCreditsOpen(t *testing.T) {
	for _, role := range []actor.Role{actor.Officer, actor.Registrar} {
		ts := apitest.New(t)
		org, lab, firm, intro := credited(ts)
		token := ts.As(apitest.Zhenkang, role)
		path := "/contracts/" + ts.Do(
			"POST",
			"/contracts",
			token,
			apitest.ContractBody(org, ts.Org.ID),
		).Want(
			201,
			"",
		).Str(
			"id",
		)
		r := ts.Move(token, path, "stamp", map[string]any{"file": ts.PDF(token, "scan")}).Want(200, "")
		serial := ts.Do("GET", "/deals/"+intro, firm, nil).Want(200, "").Str("serial")
		if open, _ := r.At("paper", "openCredits").([]any); !slices.Equal(open, []any{serial}) {
			t.Errorf("%s: the paper leaves open %v", role, open)
		}
		for who, party := range map[string]string{"firm": firm, "lab": lab} {
			list := ts.Todos(party)
			i := slices.IndexFunc(list.Kinds, func(k kernel.TodoKind) bool { return k.Kind == "credit-open" })
			if i < 0 {
				t.Fatalf("%s: the %s is not asked: %+v", role, who, list.Kinds)
			}
			ts.WantExactly(party, list, list.Kinds[i])
		}
		if r := ts.Do("GET", "/credits?open=true", ts.As(apitest.Zhenkang, actor.Officer), nil).Want(200,
			""); r.At("total") != 1.0 {
			t.Errorf("the officer reads %s", r.Body)
		}
		ts.Do("POST", path+"/credits/"+intro, lab, map[string]any{"answer": "taken"}).Want(200, "")
		for _, party := range []string{firm, lab} {
			if r := ts.Do("GET", "/todos", party, nil).Want(200, ""); strings.Contains(string(r.Body), "credit-open") {
				t.Errorf("still asked: %s", r.Body)
			}
		}
	}
}
