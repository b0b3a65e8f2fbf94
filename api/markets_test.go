package api_test

import (
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
)

// TestAnOfficerSeesNothingOfTheOtherMarket makes records in one market and looks for them as the people of another.
func TestAnOfficerSeesNothingOfTheOtherMarket(t *testing.T) {
	ts := apitest.New(t)
	const marker = "只有镇康看得到的蔗渣"
	firm := ts.As(apitest.Zhenkang, actor.Enterprise)
	d := ts.Do("POST", "/demands", firm,
		map[string]any{"content": map[string]any{"title": marker, "text": marker + "制浆，需要低温工艺。"}}).Want(201, "")
	file := ts.PostFile(firm, marker+".pdf", strings.NewReader(apitest.SmallPDF)).Want(201, "").Str("id")
	account := ts.Do("POST", "/accounts", ts.As(apitest.Zhenkang, actor.Admin),
		map[string]string{"account": "hidden", "name": marker}).Want(201, "").Str("account", "id")
	for _, path := range []string{"/demands/" + d.Str("id"), "/demands/" + d.Str("id") + "/history", "/files/" + file} {
		ts.Do("GET", path, firm, nil).Want(200, "")
	}
	for _, role := range []actor.Role{actor.Officer, actor.Admin, actor.Registrar, actor.Broker, actor.Enterprise} {
		token := ts.As(apitest.Wuxiang, role)
		for _, path := range []string{"/demands/" + d.Str("id"), "/demands/" + d.Str("id") + "/history",
			"/files/" + file} {
			ts.Do("GET", path, token, nil).Want(404, "")
		}
		if role == actor.Admin {
			ts.Do("GET", "/accounts/"+account, token, nil).Want(404, "")
			ts.Do("POST", "/accounts/"+account+"/reset", token, nil).Want(404, "")
		}
		if role == actor.Officer {
			ts.Do("POST", "/demands/"+d.Str("id")+"/publish", token, "{}", "If-Match", d.Header.Get("ETag")).Want(404,
				"")
		}
		for _, rt := range ts.Handler.Router().Routes() { // every list and table he may read
			if rt.Op.Method != "GET" || strings.Contains(rt.Op.Path, "{") ||
				!rt.Access.Allows(actor.Actor{Person: "p", Role: role}) {
				continue
			}
			r := ts.Do("GET", strings.TrimPrefix(rt.Op.Path, kernel.Prefix), token, nil)
			if r.Status >= 500 || strings.Contains(string(r.Body), marker) {
				t.Errorf("%s reads %s: %d %.200s", role, rt.Op.Path, r.Status, r.Body)
			}
		}
	}
	if strings.Contains(ts.Log.String(), marker) {
		t.Error("the marker stands in the log")
	}
}

func TestThePublicReadsOneMarketAtATime(t *testing.T) {
	ts := apitest.New(t)
	for _, path := range []string{"/demands", "/demands?market=" + apitest.Zhenkang, "/demands?market=nowhere",
		"/achievements?market=" + apitest.Wuxiang} {
		if r := ts.Do("GET", path, "", nil); r.Status != 200 && r.Status != 400 && r.Status != 404 {
			t.Errorf("%s: %d %s", path, r.Status, r.Body)
		}
	}
}
