package api

import (
	"strings"
	"testing"

	"kebang/internal/actor"
)

func TestDiagnosis(t *testing.T) {
	ts := newTestServer(t)
	firm := ts.as(zhenkang, actor.Enterprise)
	content := map[string]any{"title": "机收甘蔗入榨前的高效除杂", "text": "机械化收获使甘蔗夹杂物增加，目前夹杂物含量约8%，要求夹杂物含量不超过3%，预算投入80万元。",
		"contact": map[string]any{}}
	r := ts.do("POST", "/demands/diagnose", firm, map[string]any{"content": content}).want(200, "")
	if body := string(r.body); !strings.Contains(body, `"夹杂物含量≤3%"`) ||
		!strings.Contains(body, `"number":80000000`) && !strings.Contains(body, `"number":8000000`) {
		t.Errorf("the text's own requirement and budget are not proposed: %s", body)
	}
	if n, _ := r.at("score").(float64); n <= 0 || n >= 80 {
		t.Errorf("score %v", r.at("score"))
	}
	// An empty form is diagnosed too; nothing is written by any of this.
	ts.do("POST", "/achievements/diagnose", ts.as(zhenkang, actor.Institute),
		map[string]any{"content": map[string]any{"title": "", "text": "", "contact": map[string]any{}}}).want(200, "")
	if n, _ := ts.do("GET", "/demands?scope=mine", firm, nil).want(200, "").at("total").(float64); n != 0 {
		t.Errorf("%v demands are there after a diagnosis", n)
	}
	content["title"] = strings.Repeat("长", 10_000)
	ts.do("POST", "/demands/diagnose", firm, map[string]any{"content": content}).want(422, "matcher-content-invalid")
	ts.do("POST", "/demands/diagnose", "", map[string]any{"content": content}).want(401, "")
	ts.do("POST", "/demands/diagnose", ts.as(zhenkang, actor.Registrar), map[string]any{"content": content}).want(403,
		"")
}

func TestDiagnosisNamesTheDuplicate(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	content := map[string]any{"title": "机收甘蔗入榨前的高效除杂", "text": "机械化收获使入榨甘蔗夹杂物比人工收获大幅增加，现行制糖工艺受到冲击，需要预处理。",
		"industry": "0103", "contact": map[string]any{}}
	made := ts.do("POST", "/demands", officer, map[string]any{"content": content}).want(201, "")
	id := made.str("id")
	sent := ts.do("POST", "/demands/"+id+"/submit", officer, map[string]string{"reason": ""}, "If-Match",
		made.header.Get("ETag")).want(200, "")
	ts.do("POST", "/demands/"+id+"/publish", officer, map[string]string{"reason": ""}, "If-Match",
		sent.header.Get("ETag")).want(200, "")
	near, _ := ts.do("POST", "/demands/diagnose", officer, map[string]any{"content": content}).want(200,
		"").at("near").([]any)
	if len(near) != 1 || near[0].(map[string]any)["id"] != id || near[0].(map[string]any)["duplicate"] != true {
		t.Errorf("near: %v, want the published twin %s", near, id)
	}
	own, _ := ts.do("POST", "/demands/diagnose", officer, map[string]any{"id": id, "content": content}).want(200,
		"").at("near").([]any)
	if len(own) != 0 {
		t.Errorf("a listing is near itself: %v", own)
	}
}
