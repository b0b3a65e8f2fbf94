package api_test

import (
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

func TestDeclineAMatch(t *testing.T) {
	m := newMarked(t)
	path := "/demands/" + m.demand + "/matches"
	items, _ := m.Do("GET", path, m.firm, nil).Want(200, "").At("items").([]any)
	if len(items) == 0 {
		t.Fatal("no match to decline")
	}
	one := "/matches/" + items[0].(map[string]any)["id"].(string)
	m.Do("POST", one+"/decline", m.firm, map[string]any{"category": "nonsense"}).Want(422, "decline-invalid")
	m.Do("POST", one+"/decline", m.As(apitest.Zhenkang, actor.Officer), map[string]any{"category": "price"}).Want(403,
		"matcher-not-a-side")
	m.Do(
		"POST",
		one+"/decline",
		m.As(apitest.Zhenkang, actor.Registrar),
		map[string]any{"category": "price"},
	).Want(
		403,
		"",
	)
	m.Do("POST", one+"/decline", m.As(apitest.Wuxiang, actor.Broker), map[string]any{"category": "price"}).Want(404,
		"not-found")
	m.Do("POST", one+"/restore", m.firm, nil).Want(409, "wrong-state")
	r := m.Do("POST", one+"/decline", m.firm, map[string]any{"category": "immature", "note": "排除原因的记号"}).Want(200, "")
	if r.Str("declined", "categoryName") != "成熟度不够" || r.Str("declined", "side") != "demand" {
		t.Errorf("declined %s", r.Body)
	}
	if r := m.Do("GET", path, m.firm, nil).Want(200, ""); r.At("declined") != 1.0 ||
		len(r.At("items").([]any)) != len(items)-1 {
		t.Errorf("the list of the firm: %s", r.Body)
	}
	for _, p := range []string{path + "?declined=true", "/matches?declined=true"} {
		if r := m.Do("GET", p, m.firm, nil).Want(200, ""); len(r.At("items").([]any)) != 1 ||
			!strings.Contains(string(r.Body), "排除原因的记号") {
			t.Errorf("%s: %s", p, r.Body)
		}
	}
	// The other side is not told; a broker reads the category, an officer the note too.
	if r := m.Do("GET", one, m.lab, nil).Want(200, ""); strings.Contains(string(r.Body), "immature") {
		t.Errorf("the other side reads %s", r.Body)
	}
	if r := m.Do("GET", one, m.broker, nil).Want(200, ""); !strings.Contains(string(r.Body), "immature") ||
		strings.Contains(string(r.Body), "记号") {
		t.Errorf("a broker reads %s", r.Body)
	}
	if r := m.Do("GET", one+"/history", m.As(apitest.Zhenkang, actor.Officer), nil).Want(200,
		""); !strings.Contains(string(r.Body), "成熟度不够：排除原因的记号") {
		t.Errorf("history %s", r.Body)
	}
	if r := m.Do("GET", one+"/history", m.lab, nil).Want(200, ""); r.At("total") != 0.0 {
		t.Errorf("the other side reads the history %s", r.Body)
	}
	m.Do("POST", one+"/restore", m.firm, nil).Want(200, "")
	if r := m.Do("GET", path, m.firm, nil).Want(200, ""); r.At("declined") != 0.0 ||
		len(r.At("items").([]any)) != len(items) {
		t.Errorf("not restored: %s", r.Body)
	}
}
