package api

import (
	"fmt"
	"strings"
	"testing"

	"kebang/api/kernel"
	"kebang/internal/actor"
)

// TestNothingCrossesTheBorder has a record of every kind in one market and looks at it from the other: every answer and
// every download as every role, and every change by its id.
func TestNothingCrossesTheBorder(t *testing.T) {
	m := newMarked(t)
	const word = "只在镇康"
	officer := m.as(zhenkang, actor.Officer)
	d := m.do("POST", "/demands", m.firm,
		map[string]any{"content": map[string]any{"title": word + "需求", "text": word + "的内容，写得足够长。"}}).want(201, "")
	a := m.do("POST", "/achievements", m.lab,
		map[string]any{"content": map[string]any{"title": word + "成果", "text": word + "的内容，写得足够长。"}}).want(201, "")
	deal := m.do("POST", "/deals", m.firm,
		map[string]any{"demand": m.demand, "achievement": m.achievement, "note": word + "留言"}).want(201, "")
	body := contractBody("", m.Org.ID)
	body["title"], body["seller"] = word+"合同", map[string]any{"name": "省城大学", "region": "530102"}
	contract := m.do("POST", "/contracts", officer, body).want(201, "")
	filed := m.do("POST", "/contracts/"+contract.str("id")+"/elsewhere", officer,
		map[string]any{"registry": "昆明登记站", "date": "2026-01-06", "number": "2026530102000009",
			"file": m.pdf(officer, "certificate")}, "If-Match", contract.header.Get("ETag")).want(200, "")
	target := m.do("POST", "/targets", officer,
		map[string]any{"indicator": word + "指标", "measure": "undefined", "op": "≥", "valueFen": 5_000_000_000,
			"year":   2026,
			"status": "draft", "period": "year", "level": "local"}).want(201, "")
	imported := m.postImport(officer, "demands", word+".csv",
		strings.NewReader("需求名称,需求内容\n"+word+"的一行,"+word+"的一行内容，写得足够长。\n")).want(201, "")
	account := m.do("POST", "/accounts", m.as(zhenkang, actor.Admin),
		map[string]string{"account": "hidden", "name": word}).want(201, "").str("account", "id")
	file := m.postFile(m.firm, word+".pdf", strings.NewReader(pdf)).want(201, "").str("id")
	match := m.do("GET", "/demands/"+m.demand+"/matches?limit=10", m.firm, nil).want(200,
		"").at("items").([]any)[0].(map[string]any)["id"].(string)

	ids := map[string]string{"/demands/": d.str("id"), "/achievements/": a.str("id"), "/deals/": deal.str("id"),
		"/contracts/": contract.str("id"), "/targets/": target.str("id"),
		"/imports/": imported.str("id"), "/accounts/": account, "/files/": file, "/matches/": match, "/registrations/": filed.str("registration", "id")}
	state := func() string {
		s := ""
		for _, base := range []string{"/demands/", "/achievements/", "/deals/", "/contracts/", "/targets/",
			"/imports/"} {
			token := officer
			if base == "/deals/" {
				token = m.firm
			}
			s += base + string(m.do("GET", base+ids[base], token, nil).want(200, "").body)
		}
		return s
	}
	before := state()
	if !strings.Contains(before, word) {
		t.Fatal("the word is nowhere")
	}
	for _, role := range actor.Roles() {
		token := m.as(wuxiang, role)
		for _, rt := range m.srv.Router().Routes() {
			if !rt.Access.Allows(actor.Actor{Person: "p", Role: role}) {
				continue // TestAccessOfEveryRoute
			}
			path := strings.TrimPrefix(rt.Op.Path, kernel.Prefix)
			if !strings.Contains(path, "{") {
				if rt.Op.Method == "GET" {
					r := m.do("GET", path+"?kind=demands&limit=100", token, nil)
					if r.status >= 500 || strings.Contains(plain(t, r.body), word) {
						t.Errorf("%s reads %s: %d %.200s", role, path, r.status, r.body)
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
			r := m.do(rt.Op.Method, at, token, sent, "If-Match", `"1"`)
			switch r.status {
			case 403, 404, 422: // 422: the shape of the body is looked at before the record
			default:
				t.Errorf("%s %s as the other market's %s: %d %.200s", rt.Op.Method, path, role, r.status, r.body)
			}
			if strings.Contains(string(r.body), word) {
				t.Errorf("%s %s as the other market's %s tells %s", rt.Op.Method, path, role, r.body)
			}
		}
	}
	if after := state(); after != before {
		t.Error("the other market changed something")
	}
	for who, token := range map[string]string{"nobody": "", "the other officer": m.as(wuxiang, actor.Officer)} {
		if r := m.do("GET", "/demands?market="+wuxiang, token, nil).want(200, ""); fmt.Sprint(r.at("total")) != "0" {
			t.Errorf("%s sees %s in the empty market", who, r.body)
		}
	}
}
