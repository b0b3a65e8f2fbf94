package listings_test

import (
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
	"kebang/internal/party"
)

// TestListingStepsOverHTTP takes both kinds of listings through every step of their owner and of the officer.
func TestListingStepsOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	type object = map[string]any
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	_, lab := ts.Seller()
	because := object{"reason": "核对后发现填写有误，请按说明修改。"}
	for base, owner := range map[string]string{"/demands": ts.As(apitest.Zhenkang, actor.Enterprise),
		"/achievements": lab} {
		path := base + "/" + ts.Do("POST", base, owner, object{"content": object{"title": "蔗渣脱水",
			"text": "压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望降低出渣水分。", "industry": "0104", "region": "530924",
			"contact": object{"name": "李工", "phone": "13800001111"}}}).Want(201, "").Str("id")
		for _, x := range []struct{ who, step string }{{owner, "submit"}, {owner, "recall"}, {owner, "submit"},
			{officer, "return"}, {owner, "submit"}, {officer, "publish"}, {owner, "withdraw"}, {owner, "reopen"},
			{owner, "submit"}, {officer, "publish"}} {
			ts.Move(x.who, path, x.step, because).Want(200, "")
		}
		ts.Do("POST", path+"/contact", officer, nil).Want(200, "")
		if r := ts.Move(owner, path, "close", because).Want(200, ""); r.Str("state") != "closed" {
			t.Errorf("%s closed: %s", base, r.Body)
		}
	}
}

// TestAchievementIsClaimedOverHTTP: an institute claims a lead among the achievements: one claim is
// taken back, the other refused.
func TestAchievementIsClaimedOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	up := ts.PostImport(officer, "achievements", "a.csv",
		strings.NewReader("成果名称,成果简介,完成单位,行业\n滤布再生装置,滤布在线再生，更换周期由一月延长到半年,边城工学院,制糖/甘蔗\n")).Want(201, "")
	ts.Do("POST", "/imports/"+up.Str("id")+"/apply", officer, map[string]any{"publish": true}).Want(200, "")
	ts.Drain()
	lead := ts.Do("GET", "/achievements?market="+apitest.Zhenkang, "", nil).Want(200,
		"").At("items").([]any)[0].(map[string]any)["id"].(string)
	_, lab := ts.Unit("边城工学院", "bian", party.InstituteOrg, actor.Institute)
	claim := func() string {
		return "/claims/" + ts.Do("POST", "/achievements/"+lead+"/claims", lab,
			map[string]any{"proof": "这是我院去年报给县里的成果，可查原件。"}).Want(201, "").Str("id")
	}
	first := claim()
	ts.Move(lab, first, "recall", map[string]any{}).Want(200, "")
	ts.Do("GET", first+"/history", lab, nil).Want(200, "")
	ts.Move(officer, claim(), "refuse", map[string]any{"reason": "原件上是另一单位。"}).Want(200, "")
}
