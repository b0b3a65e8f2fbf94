package api_test

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// TestContactsOfADeal: before both consented, only an officer and the broker of the deal read a contact, by a look
// that its owner sees. From then on both sides read it. After the end it takes a look again.
func TestContactsOfADeal(t *testing.T) {
	m := newMarked(t)
	deal := m.Do("POST", "/deals", m.broker, map[string]any{"demand": m.demand, "achievement": m.achievement}).Want(201,
		"")
	path := "/deals/" + deal.Str("id")
	watchers := map[string]string{"the broker": m.broker, "an officer": m.As(apitest.Zhenkang, actor.Officer),
		"an administrator": m.As(apitest.Zhenkang, actor.Admin),
		"a registrar":      m.As(apitest.Zhenkang, actor.Registrar)}
	reads := func(when string, sides bool) {
		t.Helper()
		for who, c := range map[string]struct{ token, word string }{"the institute": {m.lab, wordContact},
			"the firm": {m.firm, wordLabContact}} {
			if got := strings.Contains(string(m.Do("GET", path, c.token, nil).Want(200, "").Body),
				c.word); got != sides {
				t.Errorf("%s: %s reads the contact of the other side: %v", when, who, got)
			}
		}
		for who, token := range watchers {
			for _, at := range []string{path, "/deals", "/demands/" + m.demand, "/achievements/" + m.achievement,
				"/demands?scope=market", "/demands/export.xlsx"} {
				r := m.Do("GET", at, token, nil)
				m.none(who+" "+when, at, apitest.Plain(t, r.Body), wordContact, wordPhone, wordMail, wordLabContact)
			}
		}
	}
	look := func(token, side string, status int, word string) {
		t.Helper()
		r := m.Do("POST", path+"/contacts/"+side, token, nil).Want(status, "")
		if strings.Contains(string(r.Body), wordContact) != (word == wordContact) ||
			strings.Contains(string(r.Body), wordLabContact) != (word == wordLabContact) {
			t.Errorf("a look at the %s answers %s", side, r.Body)
		}
	}
	reads("intent", false)
	look(m.broker, "achievement", 200, wordLabContact)
	look(m.broker, "demand", 403, "") // it hides its name
	look(watchers["an officer"], "demand", 200, wordContact)
	for who, token := range map[string]string{"the firm": m.firm, "a registrar": watchers["a registrar"],
		"an administrator": watchers["an administrator"]} {
		if r := m.Do("POST", path+"/contacts/achievement", token, nil); r.Status != 403 ||
			strings.Contains(string(r.Body), wordLabContact) {
			t.Errorf("%s looks: %d", who, r.Status)
		}
	}
	if r := m.Do("POST", path+"/contacts/achievement", m.of(actor.Enterprise), nil); r.Status != 404 {
		t.Errorf("a stranger looks: %d", r.Status)
	}
	step := func(token, step string) {
		t.Helper()
		deal = m.Do("GET", path, token, nil).Want(200, "")
		m.Do("POST", path+"/"+step, token, map[string]any{"reason": "另有安排", "category": "other"}, "If-Match",
			deal.Header.Get("ETag")).Want(200, "")
	}
	for _, side := range []string{m.firm, m.lab} {
		m.Do("POST", path+"/acquaintance", side, map[string]any{"first": true}).Want(200, "")
	}
	step(m.firm, "accept")
	reads("one consent", false)
	look(m.broker, "demand", 200, wordContact)
	step(m.lab, "accept")
	reads("in talks", true)
	step(m.lab, "end")
	reads("ended", false)
	look(m.broker, "achievement", 403, "")

	// The owners see who looked; nobody else does.
	var roles []string
	for _, it := range m.Do("GET", "/demands/"+m.demand+"/looks", m.firm, nil).Want(200, "").JSON()["items"].([]any) {
		roles = append(roles, it.(map[string]any)["role"].(string))
	}
	slices.Sort(roles)
	if !slices.Equal(roles, []string{"broker", "officer"}) {
		t.Errorf("the firm sees looks of %v", roles)
	}
	m.Do("GET", "/demands/"+m.demand+"/looks", m.lab, nil).Want(404, "")

	// The administrator reads every one of them in the security log, those of the sides too.
	m.Do("POST", "/demands/"+m.demand+"/contact", watchers["an officer"], "{}").Want(200, "")
	log, serial := m.Entries("kind=read-protected"), deal.Str("serial")
	for _, want := range []string{"broker.zhenkang 成果方联系方式 ", "broker.zhenkang 需求方联系方式 ", "officer.zhenkang 需求方联系方式 ",
		"enterprise.zhenkang 对接联系方式 "} {
		if apitest.Count(log, "read-protected "+want+serial) != 1 {
			t.Errorf("the security log has no %q", want+serial)
		}
	}
	if !slices.ContainsFunc(log, func(l string) bool {
		return strings.HasPrefix(l, "read-protected officer.zhenkang 技术需求联系方式 XQ-")
	}) {
		t.Error("the security log has no look at the contact of a listing")
	}
	if t.Failed() {
		t.Log(strings.Join(log, "\n"))
	}
}

// TestNothingOfAHiddenOwnerBeforeConsent goes beyond TestDisclosure: history, notes, draft of a contract, export and
// search of a deal. The broker and the other side read them while the owner hides its name.
func TestNothingOfAHiddenOwnerBeforeConsent(t *testing.T) {
	m := newMarked(t)
	// the last two stand in the organisation
	words := []string{firmName, wordContact, wordPhone, wordMail, "李四", "13800001111"}
	d := m.Do("POST", "/deals", m.broker,
		map[string]any{"demand": m.demand, "achievement": m.achievement, "note": "两家可以谈谈"}).Want(201, "")
	path := "/deals/" + d.Str("id")
	read := func(when string) {
		t.Helper()
		for who, token := range map[string]string{"the broker": m.broker, "the institute": m.lab} {
			for _, at := range []string{path, path + "/history", "/deals", "/deals/export.xlsx",
				"/contracts/draft?deal=" + d.Str("id"), "/contracts", "/credits", "/todos",
				"/demands/" + m.demand, "/demands/" + m.demand + "/looks", "/demands?scope=market&q=" +
					url.QueryEscape(wordContact), "/organizations?q=" + url.QueryEscape(wordPhone)} {
				r := m.Do("GET", at, token, nil)
				if r.Status >= 500 {
					t.Errorf("%s: %d", at, r.Status)
				}
				m.none(who+" "+when, at, apitest.Plain(t, r.Body), words...)
			}
			m.Do("GET", "/contracts/draft?deal="+d.Str("id"), token, nil).Want(409, "deal-state")
		}
	}
	read("at first")
	m.Do("POST", path+"/notes", m.firm, map[string]any{"text": "请先说明样机情况"}).Want(200, "")
	m.Do("POST", path+"/acquaintance", m.firm, map[string]any{"first": false, "words": "展会上见过"}).Want(200, "")
	read("after notes of the owner")
	m.Do("POST", path+"/fees", m.broker, map[string]any{"words": "成交额的百分之二", "scope": []string{"demand"}}).Want(200, "")
	m.Do("POST", path+"/fees/1/answer", m.firm, map[string]any{"accept": true}).Want(200, "")
	read("after an answer to the fee")
	m.Do("PUT", "/absences", m.firm, map[string]any{"absences": []any{map[string]any{"from": workday.Today(time.Now()),
		"to": workday.Today(time.Now()).AddDays(9), "note": firmName + "检修"}}}).Want(200, "")
	read("away")
	m.Do("POST", path+"/contacts/demand", m.broker, nil).Want(403, "name-hidden")
	m.Do("POST", path+"/contacts/demand", m.As(apitest.Zhenkang, actor.Officer), nil).Want(200, "")
	read("after an officer's look")
	m.Move(m.firm, path, "decline", map[string]any{"reason": "今年不做", "category": "need-gone"}).Want(200, "")
	read("declined")

	// Lapsed and renewed it stays hidden, and a stranger renews nothing.
	e := m.Do("POST", "/deals", m.broker, map[string]any{"demand": m.demand, "achievement": m.achievement}).Want(201,
		"")
	d, path = e, "/deals/"+e.Str("id")
	err := m.DB.Run(context.Background(), func(tx store.Tx) error {
		x, err := deal.Deals.Get(tx, apitest.Zhenkang, e.Str("id"))
		if x.CreatedAt -= 400 * 24 * time.Hour.Milliseconds(); err == nil {
			err = deal.Deals.Update(tx, &x)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := deal.NewService(m.DB, m.Now).Lapse(context.Background()); n != 1 || err != nil {
		t.Fatalf("%d lapse, %v", n, err)
	}
	read("lapsed")
	for who, token := range map[string]string{"a broker": m.of(actor.Broker), "a firm": m.of(actor.Enterprise)} {
		if r := m.Do("POST", path+"/renew", token, map[string]any{}, "If-Match", `"3"`); r.Status != 404 {
			t.Errorf("%s renews: %d", who, r.Status)
		}
	}
	m.Do(
		"POST",
		path+"/renew",
		m.As(apitest.Zhenkang, actor.Officer),
		map[string]any{},
		"If-Match",
		`"3"`,
	).Want(
		403,
		"",
	)
	m.Move(m.broker, path, "renew", map[string]any{}).Want(200, "")
	read("renewed")
}
