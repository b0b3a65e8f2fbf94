package deals_test

import (
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

// TestDealStepsOverHTTP: terms are proposed, accepted, filled into a contract and taken back. Another wish is
// withdrawn.
func TestDealStepsOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	type object = map[string]any
	_, lab := ts.Seller()
	firm := ts.As(apitest.Zhenkang, actor.Enterprise)
	content := func(title string) object {
		return object{"title": title, "text": "压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望降低出渣水分。", "industry": "0104", "region": "530924"}
	}
	pair := func(title string) string {
		return "/deals/" + ts.Do("POST", "/deals", lab, object{
			"demand":      ts.Publish(apitest.Zhenkang, firm, "/demands", content(title)),
			"achievement": ts.Publish(apitest.Zhenkang, lab, "/achievements", content(title+"装置")),
		}).Want(201, "").Str("id")
	}
	d := pair("蔗渣脱水")
	ts.Move(firm, d, "accept", object{}).Want(200, "")
	ts.Move(lab, d, "propose-terms", object{"priceFen": 100_000_000, "mode": "develop", "ip": "双方共有"}).Want(200, "")
	ts.Move(firm, d, "accept-terms", object{}).Want(200, "")
	if r := ts.Do("GET", "/contracts/draft?deal="+d[len("/deals/"):], firm, nil).Want(200, ""); r.At(
		"totalFen") != 1e8 {
		t.Errorf("the draft of a contract: %s", r.Body)
	}
	ts.Move(firm, d, "revert", object{"reason": "价格须再议。"}).Want(200, "")
	if r := ts.Move(lab, pair("滤布再生"), "withdraw", object{"reason": "已另行合作。", "category": "other-chosen"}).Want(200,
		""); r.Str("state") != "ended" {
		t.Errorf("withdrawn: %s", r.Body)
	}
}
