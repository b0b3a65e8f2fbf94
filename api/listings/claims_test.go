package listings_test

import (
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
	"kebang/internal/party"
)

// TestClaimsOverHTTP: who may ask and decide, what is refused with which sentence, and how an undone claim ends deals.
func TestClaimsOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	up := ts.PostImport(officer, "demands", "a.csv",
		strings.NewReader("需求名称,需求内容,企业名称,行业\n滤布再生,滤布更换频繁，希望再生后重复使用,镇康县边城糖业公司,制糖/甘蔗\n")).Want(201, "")
	ts.Do("POST", "/imports/"+up.Str("id")+"/apply", officer, map[string]any{"publish": true}).Want(200, "")
	ts.Drain()
	lead := ts.Do("GET", "/demands?market="+apitest.Zhenkang, "", nil).Want(200,
		"").At("items").([]any)[0].(map[string]any)["id"].(string)
	org, firm := ts.Unit("镇康县边城糖业有限公司", "bian", party.EnterpriseOrg, actor.Enterprise)
	_, rival := ts.Unit("南山矿业有限公司", "nan", party.EnterpriseOrg, actor.Enterprise)
	proof := map[string]any{"proof": "这是我单位去年报给县里的需求，可查征集表原件。"}
	ask := "/demands/" + lead + "/claims"
	for who, c := range map[string]struct {
		token  string
		status int
		code   string
	}{
		"a visitor": {"", 401, ""}, "an institute": {ts.As(apitest.Zhenkang, actor.Institute), 403,
			""}, "an expert": {ts.As(apitest.Zhenkang, actor.Expert), 403, ""},
		"a broker": {ts.As(apitest.Zhenkang, actor.Broker), 403, ""}, "an officer": {officer, 403,
			""}, "an unverified firm": {ts.As(apitest.Zhenkang, actor.Enterprise), 403, "org-not-verified"},
	} {
		if r := ts.Do("POST", ask, c.token, proof); r.Status != c.status || c.code != "" && r.Str("code") != c.code {
			t.Errorf("%s claims: %d %s", who, r.Status, r.Body)
		}
	}
	ts.Do("POST", ask, firm, map[string]any{"proof": "是我的"}).Want(422, "proof-missing")
	ts.Do("POST", "/demands/nothing/claims", firm, proof).Want(404, "")
	mine := "/claims/" + ts.Do("POST", ask, firm, proof).Want(201, "").Str("id")
	ts.Do("POST", ask, firm, proof).Want(409, "claim-asked")
	theirs := "/claims/" + ts.Do("POST", ask, rival, proof).Want(201, "").Str("id")
	ts.Do("GET", mine, rival, nil).Want(404, "")
	ts.Do("POST", mine+"/recall", rival, map[string]any{}, "If-Match", `"1"`).Want(404, "")

	// The officer of the market decides, and sees how far the names agree; nobody else does.
	for path, fits := range map[string]bool{mine: true, theirs: false} {
		r := ts.Do("GET", path, officer, nil).Want(200, "")
		if r.At("fits") != fits || (r.At("likeness", "percent").(float64) >= 80) != fits ||
			r.Str("likeness", "words") == "" {
			t.Errorf("%s: %s", path, r.Body)
		}
	}
	abroad := ts.As(apitest.Wuxiang, actor.Officer)
	ts.Do("GET", mine, abroad, nil).Want(404, "")
	if r := ts.Do("GET", "/claims", abroad, nil).Want(200, ""); r.At("total") != 0.0 {
		t.Errorf("the officer of another market lists %s", r.Body)
	}
	person, inside := ts.Account("two.hats", actor.Officer, "")
	ts.Join(person, actor.Enterprise, org)
	for who, c := range map[string]struct {
		token, code string
		status      int
	}{
		"the officer of another market": {abroad, "", 404}, "the claimant": {firm, "",
			403}, "a registrar": {ts.As(apitest.Zhenkang, actor.Registrar), "", 403},
		"an administrator": {ts.As(apitest.Zhenkang, actor.Admin), "", 403}, "an officer of the claiming unit": {inside,
			"claim-own", 403},
	} {
		for _, step := range []string{"accept", "refuse"} {
			if r := ts.Do("POST", mine+"/"+step, c.token, map[string]any{"reason": "核对过"}, "If-Match",
				`"1"`); r.Status != c.status || c.code != "" && r.Str("code") != c.code {
				t.Errorf("%s: %s: %d %s", who, step, r.Status, r.Body)
			}
		}
	}
	for token, away := range map[string]bool{officer: false, inside: true} { // what is refused is not offered
		r := ts.Do("GET", mine, token, nil).Want(200, "")
		if steps := r.At("steps").([]any); len(steps) == 0 != away ||
			strings.Contains(string(r.Body), `"keptAway":"您是申请单位的成员`) != away {
			t.Errorf("kept away %v, offered %s", away, r.Body)
		}
	}
	ts.Do("POST", mine+"/accept", officer, map[string]any{}).Want(428, "")
	ts.Do("POST", mine+"/accept", officer, map[string]any{}, "If-Match", `"9"`).Want(412, "")
	ts.Move(officer, theirs, "accept", map[string]any{}).Want(422, "names-differ")
	ts.Move(officer, theirs, "refuse", map[string]any{}).Want(422, "")
	ts.Move(officer, mine, "accept", map[string]any{}).Want(200, "")
	ts.Move(officer, mine, "accept", map[string]any{}).Want(409, "wrong-state")
	ts.WantTodos(rival, "claim-result 滤布再生")
	ts.Do("POST", theirs+"/seen", rival, nil).Want(200, "")
	ts.WantTodos(rival)
	ts.Do("POST", ask, rival, proof).Want(409, "not-a-lead")

	// Undone: a deal on it ends with the reason, and both sides are told.
	_, lab := ts.Unit("滇西测试学院", "dian", party.InstituteOrg, actor.Institute)
	ach := ts.Publish(apitest.Zhenkang, lab, "/achievements",
		map[string]any{"title": "滤布再生装置", "text": "滤布在线再生，连续运行三个月，更换周期由一月延长到半年。", "industry": "0104",
			"region": "530924"})
	deal := ts.Do("POST", "/deals", lab, map[string]any{"demand": lead, "achievement": ach}).Want(201, "")
	ts.Move(officer, mine, "undo", map[string]any{}).Want(422, "")
	if r := ts.Move(inside, mine, "undo", map[string]any{"reason": "我单位不要了"}); r.Status != 403 {
		t.Errorf("a member of the claimant undoes: %d", r.Status)
	}
	ts.Move(officer, mine, "undo", map[string]any{"reason": "原件显示是另一家厂"}).Want(200, "")
	ts.Move(officer, mine, "undo", map[string]any{"reason": "再撤一次"}).Want(409, "wrong-state")
	for who, token := range map[string]string{"the firm": firm, "the institute": lab} {
		r := ts.Do("GET", "/deals/"+deal.Str("id"), token, nil).Want(200, "")
		if r.Str("state") != "ended" || r.Str("endName") != "认领已撤销" ||
			!strings.HasSuffix(r.Str("end", "text"), "原件显示是另一家厂") {
			t.Errorf("%s reads %s", who, r.Body)
		}
		if list := ts.Todos(token); !strings.Contains(string(ts.Do("GET", "/todos", token, nil).Body),
			`"deal-voided"`) {
			t.Errorf("%s is not told: %+v", who, list.Items)
		}
	}
	if r := ts.Do("GET", "/demands/"+lead, "", nil).Want(200, ""); r.At("lead") != true {
		t.Errorf("no lead again: %s", r.Body)
	}
	ts.Do("POST", ask, rival, proof).Want(201, "") // and it can be claimed again
}
