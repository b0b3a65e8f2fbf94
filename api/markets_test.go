package api

import (
	"strings"
	"testing"

	"kebang/api/kernel"
	"kebang/internal/actor"
)

// TestAnOfficerSeesNothingOfTheOtherMarket makes records in one market and looks for them as the people of another.
func TestAnOfficerSeesNothingOfTheOtherMarket(t *testing.T) {
	ts := newTestServer(t)
	const marker = "只有镇康看得到的蔗渣"
	firm := ts.as(zhenkang, actor.Enterprise)
	d := ts.do("POST", "/demands", firm,
		map[string]any{"content": map[string]any{"title": marker, "text": marker + "制浆，需要低温工艺。"}}).want(201, "")
	file := ts.postFile(firm, marker+".pdf", strings.NewReader(pdf)).want(201, "").str("id")
	account := ts.do("POST", "/accounts", ts.as(zhenkang, actor.Admin),
		map[string]string{"account": "hidden", "name": marker}).want(201, "").str("account", "id")
	for _, path := range []string{"/demands/" + d.str("id"), "/demands/" + d.str("id") + "/history", "/files/" + file} {
		ts.do("GET", path, firm, nil).want(200, "")
	}
	for _, role := range []actor.Role{actor.Officer, actor.Admin, actor.Registrar, actor.Broker, actor.Enterprise} {
		token := ts.as(wuxiang, role)
		for _, path := range []string{"/demands/" + d.str("id"), "/demands/" + d.str("id") + "/history",
			"/files/" + file} {
			ts.do("GET", path, token, nil).want(404, "")
		}
		if role == actor.Admin {
			ts.do("GET", "/accounts/"+account, token, nil).want(404, "")
			ts.do("POST", "/accounts/"+account+"/reset", token, nil).want(404, "")
		}
		if role == actor.Officer {
			ts.do("POST", "/demands/"+d.str("id")+"/publish", token, "{}", "If-Match", d.header.Get("ETag")).want(404,
				"")
		}
		for _, rt := range ts.srv.Router().Routes() { // every list and table he may read
			if rt.Op.Method != "GET" || strings.Contains(rt.Op.Path, "{") ||
				!rt.Access.Allows(actor.Actor{Person: "p", Role: role}) {
				continue
			}
			r := ts.do("GET", strings.TrimPrefix(rt.Op.Path, kernel.Prefix), token, nil)
			if r.status >= 500 || strings.Contains(string(r.body), marker) {
				t.Errorf("%s reads %s: %d %.200s", role, rt.Op.Path, r.status, r.body)
			}
		}
	}
	if strings.Contains(ts.log.String(), marker) {
		t.Error("the marker stands in the log")
	}
}

func TestThePublicReadsOneMarketAtATime(t *testing.T) {
	ts := newTestServer(t)
	for _, path := range []string{"/demands", "/demands?market=" + zhenkang, "/demands?market=nowhere",
		"/achievements?market=" + wuxiang} {
		if r := ts.do("GET", path, "", nil); r.status != 200 && r.status != 400 && r.status != 404 {
			t.Errorf("%s: %d %s", path, r.status, r.body)
		}
	}
}
