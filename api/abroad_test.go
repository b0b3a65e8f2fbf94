package api

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"kebang/internal/actor"
)

// TestOtherMarketsAreReadAsByVisitors: a signed-in person sees at least what a visitor sees, of markets that are not
// his own exactly that, in lists, search, facets, detail and export; and he can do nothing there.
func TestOtherMarketsAreReadAsByVisitors(t *testing.T) {
	m := newMarked(t)
	const rare = "饕餮"
	open := m.publish(m.firm, "/demands",
		map[string]any{"title": "蔗汁澄清改造", "text": "澄清耗用石灰多，希望降低用量。", "industry": "0103", "region": "530924",
			"hideOrg": true,
			"present": "现用" + rare + "法。", "levels": map[string]any{"region": "members"}})
	m.drain()
	institute := m.as(wuxiang, actor.Institute)
	q := func(s string) string { return "&q=" + url.QueryEscape(s) }
	for _, path := range []string{"/demands?market=" + zhenkang, "/achievements?market=" + zhenkang,
		"/demands?market=" + zhenkang + q("蔗渣"), "/demands?market=" + zhenkang + q("zhezha"),
		"/demands?market=" + zhenkang + q("bagasse"), "/demands?market=" + zhenkang + q(rare), "/demands?market=" +
			zhenkang + "&region=53", "/demands?market=" + zhenkang + q("石灰") + "&region=53",
		"/demands?market=" + zhenkang + "&industry=01", "/demands/facets?market=" +
			zhenkang, "/demands/facets?market=" + zhenkang + q(rare), "/achievements/facets?market=" + zhenkang +
			q("蔗渣"),
		"/demands/" + open + "?market=" + zhenkang, "/demands/" + open, "/achievements/" + m.achievement} {
		visitor := m.do("GET", path, "", nil).want(200, "")
		for _, role := range []actor.Role{actor.Institute, actor.Officer, actor.Broker} {
			got := m.do("GET", path, m.as(wuxiang, role), nil).want(200, "")
			if string(got.body) != string(visitor.body) {
				t.Errorf("%s: the other market's %s reads\n%s\na visitor\n%s", path, role, got.body, visitor.body)
			}
		}
		if strings.Contains(string(visitor.body), rare) {
			t.Errorf("%s tells a visitor of a members' field: %s", path, visitor.body)
		}
	}
	total := func(token, path string) string {
		t.Helper()
		return fmt.Sprint(m.do("GET", path, token, nil).want(200, "").at("total"))
	}
	member := m.as(zhenkang, actor.Broker)
	for path, want := range map[string][3]string{ // visitor, other market, own market
		"/demands?market=" + zhenkang:                  {"2", "2", "2"},
		"/demands?market=" + zhenkang + q(rare):        {"0", "0", "1"},
		"/demands/facets?market=" + zhenkang + q(rare): {"0", "0", "1"},
		// one closed its region to visitors
		"/demands?market=" + zhenkang + "&region=53":               {"1", "1", "2"},
		"/demands?market=" + zhenkang + q("希望") + "&region=53":     {"1", "1", "2"},
		"/demands/facets?market=" + zhenkang + "&region=53":        {"1", "1", "2"},
		"/demands?market=" + zhenkang + "&minFen=1":                {"2", "2", "0"}, // money neither narrows nor counts
		"/demands?market=" + zhenkang + q("蔗渣") + "&industry=0104": {"1", "1", "1"},
	} {
		for i, token := range []string{"", institute, member} {
			if got := total(token, path); got != want[i] {
				t.Errorf("%s as %s: %s found, want %s", path, []string{"visitor", "other", "own"}[i], got, want[i])
			}
		}
	}
	if got := total(institute, "/demands"); got != "0" {
		t.Errorf("without a market the own one is read, not %s", got)
	}
	v := m.do("GET", "/demands/"+open, institute, nil).want(200, "")
	if v.str("level") != "public" || v.at("mine") != false || len(v.at("steps").([]any)) != 0 {
		t.Errorf("read as %s", v.body)
	}
	text := plain(t, m.do("GET", "/demands/export.xlsx?market="+zhenkang, institute, nil).want(200, "").body)
	m.none("the other market's institute", "the export", text,
		append(append([]string{rare, firmName}, private...), protected...)...)
	if !strings.Contains(text, "蔗渣深度压榨脱水") {
		t.Error("the export is empty")
	}
	// What is not published there stays hidden, and nobody acts in another market.
	draft := m.do("POST", "/demands", m.firm,
		map[string]any{"content": map[string]any{"title": "没有发布的需求", "text": "内容内容内容内容内容。"}}).want(201, "").str("id")
	m.do("GET", "/demands/"+draft+"?market="+zhenkang, institute, nil).want(404, "not-found")
	m.do("GET", "/demands/"+draft, institute, nil).want(404, "not-found")
	for _, step := range []string{"withdraw", "close", "submit", "claim"} {
		r := m.do("POST", "/demands/"+open+"/"+step+"?market="+zhenkang, institute, map[string]string{"reason": "试一试"},
			"If-Match", v.header.Get("ETag"))
		if r.status != 403 && r.status != 404 {
			t.Errorf("%s in another market: %d %s", step, r.status, r.body)
		}
	}
	if r := m.do("POST", "/deals", institute,
		map[string]any{"demand": open, "achievement": m.achievement, "note": "想对接"}); r.status < 400 ||
		r.status >= 500 {
		t.Errorf("a deal in another market: %d %s", r.status, r.body)
	}
}
