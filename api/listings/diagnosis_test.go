package listings_test

import (
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

func TestDiagnosis(t *testing.T) {
	ts := apitest.New(t)
	firm := ts.As(apitest.Zhenkang, actor.Enterprise)
	content := map[string]any{"title": "机收甘蔗入榨前的高效除杂", "text": "机械化收获使甘蔗夹杂物增加，目前夹杂物含量约8%，要求夹杂物含量不超过3%，预算投入80万元。",
		"contact": map[string]any{}}
	r := ts.Do("POST", "/demands/diagnose", firm, map[string]any{"content": content}).Want(200, "")
	if body := string(r.Body); !strings.Contains(body, `"夹杂物含量≤3%"`) ||
		!strings.Contains(body, `"number":80000000`) && !strings.Contains(body, `"number":8000000`) {
		t.Errorf("the text's own requirement and budget are not proposed: %s", body)
	}
	if n, _ := r.At("score").(float64); n <= 0 || n >= 80 {
		t.Errorf("score %v", r.At("score"))
	}
	// An empty form is diagnosed too; nothing is written by any of this.
	ts.Do("POST", "/achievements/diagnose", ts.As(apitest.Zhenkang, actor.Institute),
		map[string]any{"content": map[string]any{"title": "", "text": "", "contact": map[string]any{}}}).Want(200, "")
	if n, _ := ts.Do("GET", "/demands?scope=mine", firm, nil).Want(200, "").At("total").(float64); n != 0 {
		t.Errorf("%v demands are there after a diagnosis", n)
	}
	content["title"] = strings.Repeat("长", 10_000)
	ts.Do("POST", "/demands/diagnose", firm, map[string]any{"content": content}).Want(422, "matcher-content-invalid")
	ts.Do("POST", "/demands/diagnose", "", map[string]any{"content": content}).Want(401, "")
	ts.Do(
		"POST",
		"/demands/diagnose",
		ts.As(apitest.Zhenkang, actor.Registrar),
		map[string]any{"content": content},
	).Want(
		403,
		"",
	)
}

func TestDiagnosisNamesTheDuplicate(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	content := map[string]any{"title": "机收甘蔗入榨前的高效除杂", "text": "机械化收获使入榨甘蔗夹杂物比人工收获大幅增加，现行制糖工艺受到冲击，需要预处理。",
		"industry": "0103", "contact": map[string]any{}}
	made := ts.Do("POST", "/demands", officer, map[string]any{"content": content}).Want(201, "")
	id := made.Str("id")
	sent := ts.Do("POST", "/demands/"+id+"/submit", officer, map[string]string{"reason": ""}, "If-Match",
		made.Header.Get("ETag")).Want(200, "")
	ts.Do("POST", "/demands/"+id+"/publish", officer, map[string]string{"reason": ""}, "If-Match",
		sent.Header.Get("ETag")).Want(200, "")
	near, _ := ts.Do("POST", "/demands/diagnose", officer, map[string]any{"content": content}).Want(200,
		"").At("near").([]any)
	if len(near) != 1 || near[0].(map[string]any)["id"] != id || near[0].(map[string]any)["duplicate"] != true {
		t.Errorf("near: %v, want the published twin %s", near, id)
	}
	own, _ := ts.Do("POST", "/demands/diagnose", officer, map[string]any{"id": id, "content": content}).Want(200,
		"").At("near").([]any)
	if len(own) != 0 {
		t.Errorf("a listing is near itself: %v", own)
	}
}
