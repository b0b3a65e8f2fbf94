package api_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

// TestOtherMarketsAreReadAsByVisitors: a signed-in person reads of other markets exactly what a visitor reads. This
// holds in lists, search, facets, detail and export. He can do nothing there.
func TestOtherMarketsAreReadAsByVisitors(t *testing.T) {
	m := newMarked(t)
	const rare = "饕餮"
	open := m.Publish(apitest.Zhenkang, m.firm, "/demands",
		map[string]any{"title": "蔗汁澄清改造", "text": "澄清耗用石灰多，希望降低用量。", "industry": "0103", "region": "530924",
			"hideOrg": true,
			"present": "现用" + rare + "法。", "levels": map[string]any{"region": "members"}})
	m.Drain()
	institute := m.As(apitest.Wuxiang, actor.Institute)
	q := func(s string) string { return "&q=" + url.QueryEscape(s) }
	for _, path := range []string{"/demands?market=" + apitest.Zhenkang, "/achievements?market=" + apitest.Zhenkang,
		"/demands?market=" + apitest.Zhenkang + q("蔗渣"), "/demands?market=" + apitest.Zhenkang + q("zhezha"),
		"/demands?market=" + apitest.Zhenkang + q("bagasse"), "/demands?market=" + apitest.Zhenkang + q(rare),
		"/demands?market=" +
			apitest.Zhenkang + "&region=53", "/demands?market=" + apitest.Zhenkang + q("石灰") + "&region=53",
		"/demands?market=" + apitest.Zhenkang + "&industry=01", "/demands/facets?market=" +
			apitest.Zhenkang, "/demands/facets?market=" + apitest.Zhenkang + q(rare),
		"/achievements/facets?market=" + apitest.Zhenkang +
			q("蔗渣"),
		"/demands/" + open + "?market=" + apitest.Zhenkang, "/demands/" + open, "/achievements/" + m.achievement} {
		visitor := m.Do("GET", path, "", nil).Want(200, "")
		for _, role := range []actor.Role{actor.Institute, actor.Officer, actor.Broker} {
			got := m.Do("GET", path, m.As(apitest.Wuxiang, role), nil).Want(200, "")
			if string(got.Body) != string(visitor.Body) {
				t.Errorf("%s: the other market's %s reads\n%s\na visitor\n%s", path, role, got.Body, visitor.Body)
			}
		}
		if strings.Contains(string(visitor.Body), rare) {
			t.Errorf("%s tells a visitor of a members' field: %s", path, visitor.Body)
		}
	}
	total := func(token, path string) string {
		t.Helper()
		return fmt.Sprint(m.Do("GET", path, token, nil).Want(200, "").At("total"))
	}
	member := m.As(apitest.Zhenkang, actor.Broker)
	for path, want := range map[string][3]string{ // visitor, other market, own market
		"/demands?market=" + apitest.Zhenkang:                  {"2", "2", "2"},
		"/demands?market=" + apitest.Zhenkang + q(rare):        {"0", "0", "1"},
		"/demands/facets?market=" + apitest.Zhenkang + q(rare): {"0", "0", "1"},
		// one closed its region to visitors
		"/demands?market=" + apitest.Zhenkang + "&region=53":           {"1", "1", "2"},
		"/demands?market=" + apitest.Zhenkang + q("希望") + "&region=53": {"1", "1", "2"},
		"/demands/facets?market=" + apitest.Zhenkang + "&region=53":    {"1", "1", "2"},
		"/demands?market=" + apitest.Zhenkang + "&minFen=1":            {"2", "2", "0"},
		// money neither narrows nor counts
		"/demands?market=" + apitest.Zhenkang + q("蔗渣") + "&industry=0104": {"1", "1", "1"},
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
	v := m.Do("GET", "/demands/"+open, institute, nil).Want(200, "")
	if v.Str("level") != "public" || v.At("mine") != false || len(v.At("steps").([]any)) != 0 {
		t.Errorf("read as %s", v.Body)
	}
	text := apitest.Plain(
		t,
		m.Do("GET", "/demands/export.xlsx?market="+apitest.Zhenkang, institute, nil).Want(200, "").Body,
	)
	m.none("the other market's institute", "the export", text,
		append(append([]string{rare, firmName}, private...), protected...)...)
	if !strings.Contains(text, "蔗渣深度压榨脱水") {
		t.Error("the export is empty")
	}
	// What is not published there stays hidden, and nobody acts in another market.
	draft := m.Do("POST", "/demands", m.firm,
		map[string]any{"content": map[string]any{"title": "没有发布的需求", "text": "内容内容内容内容内容。"}}).Want(201, "").Str("id")
	m.Do("GET", "/demands/"+draft+"?market="+apitest.Zhenkang, institute, nil).Want(404, "not-found")
	m.Do("GET", "/demands/"+draft, institute, nil).Want(404, "not-found")
	for _, step := range []string{"withdraw", "close", "submit", "claim"} {
		r := m.Do(
			"POST",
			"/demands/"+open+"/"+step+"?market="+apitest.Zhenkang,
			institute,
			map[string]string{"reason": "试一试"},
			"If-Match",
			v.Header.Get("ETag"),
		)
		if r.Status != 403 && r.Status != 404 {
			t.Errorf("%s in another market: %d %s", step, r.Status, r.Body)
		}
	}
	if r := m.Do("POST", "/deals", institute,
		map[string]any{"demand": open, "achievement": m.achievement, "note": "想对接"}); r.Status < 400 ||
		r.Status >= 500 {
		t.Errorf("a deal in another market: %d %s", r.Status, r.Body)
	}
}
