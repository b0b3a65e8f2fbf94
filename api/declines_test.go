package api

import (
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/matcher"
)

// The matcher does not know package deal; the categories of a no are the same all the same.
func TestDeclineCategoriesAreThoseOfADeal(t *testing.T) {
	if codes := deal.Categories.Codes(); !slices.Equal(codes, matcher.DeclineCategories) {
		t.Errorf("deal has %v, matcher %v", codes, matcher.DeclineCategories)
	}
}

func TestDeclineAMatch(t *testing.T) {
	m := newMarked(t)
	path := "/demands/" + m.demand + "/matches"
	items, _ := m.do("GET", path, m.firm, nil).want(200, "").at("items").([]any)
	if len(items) == 0 {
		t.Fatal("no match to decline")
	}
	one := "/matches/" + items[0].(map[string]any)["id"].(string)
	m.do("POST", one+"/decline", m.firm, map[string]any{"category": "nonsense"}).want(422, "decline-invalid")
	m.do("POST", one+"/decline", m.as(zhenkang, actor.Officer), map[string]any{"category": "price"}).want(403,
		"matcher-not-a-side")
	m.do("POST", one+"/decline", m.as(zhenkang, actor.Registrar), map[string]any{"category": "price"}).want(403, "")
	m.do("POST", one+"/decline", m.as(wuxiang, actor.Broker), map[string]any{"category": "price"}).want(404,
		"not-found")
	m.do("POST", one+"/restore", m.firm, nil).want(409, "wrong-state")
	r := m.do("POST", one+"/decline", m.firm, map[string]any{"category": "immature", "note": "排除原因的记号"}).want(200, "")
	if r.str("declined", "categoryName") != "成熟度不够" || r.str("declined", "side") != "demand" {
		t.Errorf("declined %s", r.body)
	}
	if r := m.do("GET", path, m.firm, nil).want(200, ""); r.at("declined") != 1.0 ||
		len(r.at("items").([]any)) != len(items)-1 {
		t.Errorf("the list of the firm: %s", r.body)
	}
	for _, p := range []string{path + "?declined=true", "/matches?declined=true"} {
		if r := m.do("GET", p, m.firm, nil).want(200, ""); len(r.at("items").([]any)) != 1 ||
			!strings.Contains(string(r.body), "排除原因的记号") {
			t.Errorf("%s: %s", p, r.body)
		}
	}
	// The other side is not told; a broker reads the category, an officer the note too.
	if r := m.do("GET", one, m.lab, nil).want(200, ""); strings.Contains(string(r.body), "immature") {
		t.Errorf("the other side reads %s", r.body)
	}
	if r := m.do("GET", one, m.broker, nil).want(200, ""); !strings.Contains(string(r.body), "immature") ||
		strings.Contains(string(r.body), "记号") {
		t.Errorf("a broker reads %s", r.body)
	}
	if r := m.do("GET", one+"/history", m.as(zhenkang, actor.Officer), nil).want(200,
		""); !strings.Contains(string(r.body), "成熟度不够：排除原因的记号") {
		t.Errorf("history %s", r.body)
	}
	if r := m.do("GET", one+"/history", m.lab, nil).want(200, ""); r.at("total") != 0.0 {
		t.Errorf("the other side reads the history %s", r.body)
	}
	m.do("POST", one+"/restore", m.firm, nil).want(200, "")
	if r := m.do("GET", path, m.firm, nil).want(200, ""); r.at("declined") != 0.0 ||
		len(r.at("items").([]any)) != len(items) {
		t.Errorf("not restored: %s", r.body)
	}
}
