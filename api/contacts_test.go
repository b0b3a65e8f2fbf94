package api

import (
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
)

// TestContactsOfADeal: before both consented only an officer and the broker of the deal read a contact, by a look that
// its owner sees; from then on both sides; after the end nobody but them by a look.
func TestContactsOfADeal(t *testing.T) {
	m := newMarked(t)
	deal := m.do("POST", "/deals", m.broker, map[string]any{"demand": m.demand, "achievement": m.achievement}).want(201,
		"")
	path := "/deals/" + deal.str("id")
	watchers := map[string]string{"the broker": m.broker, "an officer": m.as(zhenkang, actor.Officer),
		"an administrator": m.as(zhenkang, actor.Admin),
		"a registrar":      m.as(zhenkang, actor.Registrar)}
	reads := func(when string, sides bool) {
		t.Helper()
		for who, c := range map[string]struct{ token, word string }{"the institute": {m.lab, wordContact},
			"the firm": {m.firm, wordLabContact}} {
			if got := strings.Contains(string(m.do("GET", path, c.token, nil).want(200, "").body),
				c.word); got != sides {
				t.Errorf("%s: %s reads the contact of the other side: %v", when, who, got)
			}
		}
		for who, token := range watchers {
			for _, at := range []string{path, "/deals", "/demands/" + m.demand, "/achievements/" + m.achievement,
				"/demands?scope=market", "/demands/export.xlsx"} {
				r := m.do("GET", at, token, nil)
				m.none(who+" "+when, at, plain(t, r.body), wordContact, wordPhone, wordMail, wordLabContact)
			}
		}
	}
	look := func(token, side string, status int, word string) {
		t.Helper()
		r := m.do("POST", path+"/contacts/"+side, token, nil).want(status, "")
		if strings.Contains(string(r.body), wordContact) != (word == wordContact) ||
			strings.Contains(string(r.body), wordLabContact) != (word == wordLabContact) {
			t.Errorf("a look at the %s answers %s", side, r.body)
		}
	}
	reads("intent", false)
	look(m.broker, "achievement", 200, wordLabContact)
	look(m.broker, "demand", 403, "") // it hides its name
	look(watchers["an officer"], "demand", 200, wordContact)
	for who, token := range map[string]string{"the firm": m.firm, "a registrar": watchers["a registrar"],
		"an administrator": watchers["an administrator"]} {
		if r := m.do("POST", path+"/contacts/achievement", token, nil); r.status != 403 ||
			strings.Contains(string(r.body), wordLabContact) {
			t.Errorf("%s looks: %d", who, r.status)
		}
	}
	if r := m.do("POST", path+"/contacts/achievement", m.of(actor.Enterprise), nil); r.status != 404 {
		t.Errorf("a stranger looks: %d", r.status)
	}
	step := func(token, step string) {
		t.Helper()
		deal = m.do("GET", path, token, nil).want(200, "")
		m.do("POST", path+"/"+step, token, map[string]any{"reason": "另有安排", "category": "other"}, "If-Match",
			deal.header.Get("ETag")).want(200, "")
	}
	for _, side := range []string{m.firm, m.lab} {
		m.do("POST", path+"/acquaintance", side, map[string]any{"first": true}).want(200, "")
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
	for _, it := range m.do("GET", "/demands/"+m.demand+"/looks", m.firm, nil).want(200, "").json()["items"].([]any) {
		roles = append(roles, it.(map[string]any)["role"].(string))
	}
	slices.Sort(roles)
	if !slices.Equal(roles, []string{"broker", "officer"}) {
		t.Errorf("the firm sees looks of %v", roles)
	}
	m.do("GET", "/demands/"+m.demand+"/looks", m.lab, nil).want(404, "")

	// The administrator reads every one of them in the security log, those of the sides too.
	m.do("POST", "/demands/"+m.demand+"/contact", watchers["an officer"], "{}").want(200, "")
	log, serial := m.entries("kind=read-protected"), deal.str("serial")
	for _, want := range []string{"broker.zhenkang 成果方联系方式 ", "broker.zhenkang 需求方联系方式 ", "officer.zhenkang 需求方联系方式 ",
		"enterprise.zhenkang 对接联系方式 "} {
		if count(log, "read-protected "+want+serial) != 1 {
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
