package api

import (
	"context"
	"strings"
	"testing"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/store"
)

// unit makes a verified organisation with one account in the role, and gives both.
func (ts *testServer) unit(name, account string, kind party.OrgKind, role actor.Role) (org, token string) {
	ts.t.Helper()
	o, err := ts.party.CreateOrganization(context.Background(), actor.SystemActor(zhenkang), party.NewID(),
		party.OrganizationForm{Name: name, Kind: kind, Region: "530924"})
	if err != nil {
		ts.t.Fatal(err)
	}
	ts.verify(o.ID)
	_, token = ts.account(account, role, o.ID)
	return o.ID, token
}

func (ts *testServer) verify(org string) {
	ts.t.Helper()
	err := ts.db.Run(context.Background(), func(tx store.Tx) error {
		o, err := party.Organizations.Get(tx, store.National, org)
		if o.VerifiedAt = 1; err == nil {
			err = party.Organizations.Update(tx, &o)
		}
		return err
	})
	if err != nil {
		ts.t.Fatal(err)
	}
}

// account signs a new person in.
func (ts *testServer) account(login string, role actor.Role, org string) (person, token string) {
	ts.t.Helper()
	p, pw, err := ts.accounts.CreateAccount(context.Background(), actor.SystemActor(zhenkang), party.NewID(),
		account.AccountForm{Account: login, Name: "人" + login, Role: role, Org: org})
	if err != nil {
		ts.t.Fatal(err)
	}
	return p.ID, ts.do("POST", "/session", "", map[string]string{"account": login, "password": pw}).want(200,
		"").str("accessToken")
}

// join gives a person a further role.
func (ts *testServer) join(person string, role actor.Role, org string) {
	ts.t.Helper()
	if _, err := ts.accounts.AddRole(context.Background(), actor.SystemActor(zhenkang), person, role, org); err != nil {
		ts.t.Fatal(err)
	}
}

// move takes a step on a record with its newest revision.
func (ts *testServer) move(token, path, step string, body any) response {
	ts.t.Helper()
	r := ts.do("GET", path, token, nil).want(200, "")
	return ts.do("POST", path+"/"+step, token, body, "If-Match", r.header.Get("ETag"))
}

// TestClaimsOverHTTP: who may ask and decide, what is refused with which sentence, and how an undone claim ends deals.
func TestClaimsOverHTTP(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	up := ts.postImport(officer, "demands", "a.csv",
		strings.NewReader("需求名称,需求内容,企业名称,行业\n滤布再生,滤布更换频繁，希望再生后重复使用,镇康县边城糖业公司,制糖/甘蔗\n")).want(201, "")
	ts.do("POST", "/imports/"+up.str("id")+"/apply", officer, map[string]any{"publish": true}).want(200, "")
	ts.drainImports()
	lead := ts.do("GET", "/demands?market="+zhenkang, "", nil).want(200,
		"").at("items").([]any)[0].(map[string]any)["id"].(string)
	org, firm := ts.unit("镇康县边城糖业有限公司", "bian", party.EnterpriseOrg, actor.Enterprise)
	_, rival := ts.unit("南山矿业有限公司", "nan", party.EnterpriseOrg, actor.Enterprise)
	proof := map[string]any{"proof": "这是我单位去年报给县里的需求，可查征集表原件。"}
	ask := "/demands/" + lead + "/claims"
	for who, c := range map[string]struct {
		token  string
		status int
		code   string
	}{
		"a visitor": {"", 401, ""}, "an institute": {ts.as(zhenkang, actor.Institute), 403,
			""}, "an expert": {ts.as(zhenkang, actor.Expert), 403, ""},
		"a broker": {ts.as(zhenkang, actor.Broker), 403, ""}, "an officer": {officer, 403,
			""}, "an unverified firm": {ts.as(zhenkang, actor.Enterprise), 403, "org-not-verified"},
	} {
		if r := ts.do("POST", ask, c.token, proof); r.status != c.status || c.code != "" && r.str("code") != c.code {
			t.Errorf("%s claims: %d %s", who, r.status, r.body)
		}
	}
	ts.do("POST", ask, firm, map[string]any{"proof": "是我的"}).want(422, "proof-missing")
	ts.do("POST", "/demands/nothing/claims", firm, proof).want(404, "")
	mine := "/claims/" + ts.do("POST", ask, firm, proof).want(201, "").str("id")
	ts.do("POST", ask, firm, proof).want(409, "claim-asked")
	theirs := "/claims/" + ts.do("POST", ask, rival, proof).want(201, "").str("id")
	ts.do("GET", mine, rival, nil).want(404, "")
	ts.do("POST", mine+"/recall", rival, map[string]any{}, "If-Match", `"1"`).want(404, "")

	// The officer of the market decides, and sees how far the names agree; nobody else does.
	for path, fits := range map[string]bool{mine: true, theirs: false} {
		r := ts.do("GET", path, officer, nil).want(200, "")
		if r.at("fits") != fits || (r.at("likeness", "percent").(float64) >= 80) != fits ||
			r.str("likeness", "words") == "" {
			t.Errorf("%s: %s", path, r.body)
		}
	}
	abroad := ts.as(wuxiang, actor.Officer)
	ts.do("GET", mine, abroad, nil).want(404, "")
	if r := ts.do("GET", "/claims", abroad, nil).want(200, ""); r.at("total") != 0.0 {
		t.Errorf("the officer of another market lists %s", r.body)
	}
	person, inside := ts.account("two.hats", actor.Officer, "")
	ts.join(person, actor.Enterprise, org)
	for who, c := range map[string]struct {
		token, code string
		status      int
	}{
		"the officer of another market": {abroad, "", 404}, "the claimant": {firm, "",
			403}, "a registrar": {ts.as(zhenkang, actor.Registrar), "", 403},
		"an administrator": {ts.as(zhenkang, actor.Admin), "", 403}, "an officer of the claiming unit": {inside,
			"claim-own", 403},
	} {
		for _, step := range []string{"accept", "refuse"} {
			if r := ts.do("POST", mine+"/"+step, c.token, map[string]any{"reason": "核对过"}, "If-Match",
				`"1"`); r.status != c.status || c.code != "" && r.str("code") != c.code {
				t.Errorf("%s: %s: %d %s", who, step, r.status, r.body)
			}
		}
	}
	for token, away := range map[string]bool{officer: false, inside: true} { // what is refused is not offered
		r := ts.do("GET", mine, token, nil).want(200, "")
		if steps := r.at("steps").([]any); len(steps) == 0 != away ||
			strings.Contains(string(r.body), `"keptAway":"您是申请单位的成员`) != away {
			t.Errorf("kept away %v, offered %s", away, r.body)
		}
	}
	ts.do("POST", mine+"/accept", officer, map[string]any{}).want(428, "")
	ts.do("POST", mine+"/accept", officer, map[string]any{}, "If-Match", `"9"`).want(412, "")
	ts.move(officer, theirs, "accept", map[string]any{}).want(422, "names-differ")
	ts.move(officer, theirs, "refuse", map[string]any{}).want(422, "")
	ts.move(officer, mine, "accept", map[string]any{}).want(200, "")
	ts.move(officer, mine, "accept", map[string]any{}).want(409, "wrong-state")
	ts.wantTodos(rival, "claim-result 滤布再生")
	ts.do("POST", theirs+"/seen", rival, nil).want(200, "")
	ts.wantTodos(rival)
	ts.do("POST", ask, rival, proof).want(409, "not-a-lead")

	// Undone: a deal on it ends with the reason, and both sides are told.
	_, lab := ts.unit("滇西测试学院", "dian", party.InstituteOrg, actor.Institute)
	ach := ts.make(lab, "/achievements",
		map[string]any{"title": "滤布再生装置", "text": "滤布在线再生，连续运行三个月，更换周期由一月延长到半年。", "industry": "0104",
			"region": "530924"})
	deal := ts.do("POST", "/deals", lab, map[string]any{"demand": lead, "achievement": ach}).want(201, "")
	ts.move(officer, mine, "undo", map[string]any{}).want(422, "")
	if r := ts.move(inside, mine, "undo", map[string]any{"reason": "我单位不要了"}); r.status != 403 {
		t.Errorf("a member of the claimant undoes: %d", r.status)
	}
	ts.move(officer, mine, "undo", map[string]any{"reason": "原件显示是另一家厂"}).want(200, "")
	ts.move(officer, mine, "undo", map[string]any{"reason": "再撤一次"}).want(409, "wrong-state")
	for who, token := range map[string]string{"the firm": firm, "the institute": lab} {
		r := ts.do("GET", "/deals/"+deal.str("id"), token, nil).want(200, "")
		if r.str("state") != "ended" || r.str("endName") != "认领已撤销" ||
			!strings.HasSuffix(r.str("end", "text"), "原件显示是另一家厂") {
			t.Errorf("%s reads %s", who, r.body)
		}
		if list := ts.todos(token); !strings.Contains(string(ts.do("GET", "/todos", token, nil).body),
			`"deal-voided"`) {
			t.Errorf("%s is not told: %+v", who, list.Items)
		}
	}
	if r := ts.do("GET", "/demands/"+lead, "", nil).want(200, ""); r.at("lead") != true {
		t.Errorf("no lead again: %s", r.body)
	}
	ts.do("POST", ask, rival, proof).want(201, "") // and it can be claimed again
}

// make publishes a listing of a unit.
func (ts *testServer) make(token, base string, content map[string]any) string {
	ts.t.Helper()
	r := ts.do("POST", base, token, map[string]any{"content": content}).want(201, "")
	path := base + "/" + r.str("id")
	r = ts.do("POST", path+"/submit", token, "{}", "If-Match", r.header.Get("ETag")).want(200, "")
	ts.do("POST", path+"/publish", ts.as(zhenkang, actor.Officer), "{}", "If-Match", r.header.Get("ETag")).want(200, "")
	return r.str("id")
}
