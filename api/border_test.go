package api_test

import (
	"fmt"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
)

// TestNothingCrossesTheBorder has a record of every kind in one market and looks at it from the other. It asks every
// answer and every download as every role, and tries every change by its id.
func TestNothingCrossesTheBorder(t *testing.T) {
	m := newMarked(t)
	const word = "只在镇康"
	officer := m.As(apitest.Zhenkang, actor.Officer)
	d := m.Do("POST", "/demands", m.firm,
		map[string]any{"content": map[string]any{"title": word + "需求", "text": word + "的内容，写得足够长。"}}).Want(201, "")
	a := m.Do("POST", "/achievements", m.lab,
		map[string]any{"content": map[string]any{"title": word + "成果", "text": word + "的内容，写得足够长。"}}).Want(201, "")
	deal := m.Do("POST", "/deals", m.firm,
		map[string]any{"demand": m.demand, "achievement": m.achievement, "note": word + "留言"}).Want(201, "")
	body := apitest.ContractBody("", m.Org.ID)
	body["title"], body["seller"] = word+"合同", map[string]any{"name": "省城大学", "region": "530102"}
	contract := m.Do("POST", "/contracts", officer, body).Want(201, "")
	filed := m.Do("POST", "/contracts/"+contract.Str("id")+"/elsewhere", officer,
		map[string]any{"registry": "昆明登记站", "date": "2026-01-06", "number": "2026530102000009",
			"file": m.PDF(officer, "certificate")}, "If-Match", contract.Header.Get("ETag")).Want(200, "")
	target := m.Do("POST", "/targets", officer,
		map[string]any{"indicator": word + "指标", "measure": "undefined", "op": "≥", "valueFen": 5_000_000_000,
			"year":   2026,
			"status": "draft", "period": "year", "level": "local"}).Want(201, "")
	imported := m.PostImport(officer, "demands", word+".csv",
		strings.NewReader("需求名称,需求内容\n"+word+"的一行,"+word+"的一行内容，写得足够长。\n")).Want(201, "")
	account := m.Do("POST", "/accounts", m.As(apitest.Zhenkang, actor.Admin),
		map[string]string{"account": "hidden", "name": word}).Want(201, "").Str("account", "id")
	file := m.PostFile(m.firm, word+".pdf", strings.NewReader(apitest.SmallPDF)).Want(201, "").Str("id")
	match := m.Do("GET", "/demands/"+m.demand+"/matches?limit=10", m.firm, nil).Want(200,
		"").At("items").([]any)[0].(map[string]any)["id"].(string)

	ids := map[string]string{"/demands/": d.Str("id"), "/achievements/": a.Str("id"), "/deals/": deal.Str("id"),
		"/contracts/": contract.Str("id"), "/targets/": target.Str("id"),
		"/imports/": imported.Str(
			"id",
		), "/accounts/": account, "/files/": file, "/matches/": match, "/registrations/": filed.Str(
			"registration", "id")}
	state := func() string {
		s := ""
		for _, base := range []string{"/demands/", "/achievements/", "/deals/", "/contracts/", "/targets/",
			"/imports/"} {
			token := officer
			if base == "/deals/" {
				token = m.firm
			}
			s += base + string(m.Do("GET", base+ids[base], token, nil).Want(200, "").Body)
		}
		return s
	}
	before := state()
	if !strings.Contains(before, word) {
		t.Fatal("the word is nowhere")
	}
	for _, role := range actor.Roles() {
		token := m.As(apitest.Wuxiang, role)
		for _, rt := range m.Handler.Router().Routes() {
			if !rt.Access.Allows(actor.Actor{Person: "p", Role: role}) {
				continue // TestAccessOfEveryRoute
			}
			path := strings.TrimPrefix(rt.Op.Path, kernel.Prefix)
			if !strings.Contains(path, "{") {
				if rt.Op.Method == "GET" {
					r := m.Do("GET", path+"?kind=demands&limit=100", token, nil)
					if r.Status >= 500 || strings.Contains(apitest.Plain(t, r.Body), word) {
						t.Errorf("%s reads %s: %d %.200s", role, path, r.Status, r.Body)
					}
				}
				continue
			}
			id := ""
			for base, v := range ids {
				if strings.HasPrefix(path, base) {
					id = v
				}
			}
			if id == "" {
				continue // organisations are national, set-up links have no market
			}
			at := strings.Replace(param.ReplaceAllString(path, id), id+"/roles/"+id, id+"/roles/x", 1)
			var sent any
			if rt.Op.Method != "GET" {
				sent = "{}"
			}
			r := m.Do(rt.Op.Method, at, token, sent, "If-Match", `"1"`)
			switch r.Status {
			case 403, 404, 422: // 422: the shape of the body is looked at before the record
			default:
				t.Errorf("%s %s as the other market's %s: %d %.200s", rt.Op.Method, path, role, r.Status, r.Body)
			}
			if strings.Contains(string(r.Body), word) {
				t.Errorf("%s %s as the other market's %s tells %s", rt.Op.Method, path, role, r.Body)
			}
		}
	}
	if after := state(); after != before {
		t.Error("the other market changed something")
	}
	for who, token := range map[string]string{"nobody": "", "the other officer": m.As(apitest.Wuxiang, actor.Officer)} {
		if r := m.Do("GET", "/demands?market="+apitest.Wuxiang, token, nil).Want(200, ""); fmt.Sprint(
			r.At("total"),
		) != "0" {
			t.Errorf("%s sees %s in the empty market", who, r.Body)
		}
	}
}
