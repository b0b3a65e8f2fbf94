package api_test

import (
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

// TestAbleUnitsAreProposed: the office sees the unit whose achievement fits, the unit sees the challenge, and a
// stranger sees neither.
func TestAbleUnitsAreProposed(t *testing.T) {
	ts := apitest.New(t)
	org, institute := ts.Seller()
	ts.Publish(apitest.Zhenkang, institute, "/achievements", map[string]any{"title": "甘蔗渣机械脱水装置",
		"text": "甘蔗渣螺旋压榨脱水，水分降到百分之四十五，已在糖厂运行一个榨季。", "industry": "0104", "trl": 8})
	ts.Drain()
	officer, firm := ts.As(apitest.Zhenkang, actor.Officer), ts.As(apitest.Zhenkang, actor.Enterprise)
	ts.Verify(ts.Org.ID)
	c := ts.Do("POST", "/challenges", firm, map[string]any{"terms": map[string]any{"title": "压榨后蔗渣脱水",
		"kind": "research", "problem": "technical", "industry": "0104", "why": "锅炉燃烧不稳。",
		"text": "压榨后的甘蔗渣含水率偏高，希望脱水后水分降到四成五。", "mode": "open", "choosing": "direct", "least": 1,
		"indicators": []map[string]any{{"metric": "含水率", "op": "<=", "value": "45", "unit": "%", "method": "烘干法"}},
		"ownFen":     1_000_000, "deadline": "2098-12-31", "finish": "2099-12-31", "ip": "双方共有",
		"contact": map[string]any{"name": "陈工", "phone": "13800000001"}}}).Want(201, "")
	path := "/challenges/" + c.Str("id")
	ts.Move(firm, path, "submit", map[string]any{}).Want(200, "")
	ts.Move(officer, path, "publish", map[string]any{}).Want(200, "")
	items := ts.Do("GET", path+"/able", officer, nil).Want(200, "").At("items").([]any)
	if len(items) != 1 || items[0].(map[string]any)["org"] != org || items[0].(map[string]any)["words"] == "" {
		t.Errorf("the office is proposed %v", items)
	}
	if got := ts.Do("GET", "/challenges/fitting", institute, nil).Want(200, "").At("items").([]any); len(got) != 1 {
		t.Errorf("the unit is proposed %v", got)
	}
	ts.Do("GET", path+"/able", ts.As(apitest.Wuxiang, actor.Officer), nil).Want(404, "")
	if got := ts.Do("GET", "/challenges/fitting", firm, nil).Want(200, "").At("items").([]any); len(got) != 0 {
		t.Errorf("the asker is proposed its own: %v", got)
	}
}
