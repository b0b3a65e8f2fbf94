package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/workday"
)

// TestChoicesOverHTTP: a word that is in no list is refused with the pointer of its field; the lists are those of
// /reference.
func TestChoicesOverHTTP(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	reference := ts.do("GET", "/reference", "", nil).want(200, "")
	for _, list := range []string{"deductionKinds", "royaltyBases", "royaltyCourses", "firmScales", "attachmentKinds",
		"natures", "contractIPKinds", "findingWays"} {
		if reference.at(list) == nil {
			t.Errorf("no list %s", list)
		}
	}
	for pointer, change := range map[string]func(map[string]any){
		"/deductions/0/kind": func(b map[string]any) {
			b["deductions"] = []any{map[string]any{"kind": "设备",
				"costFen": 1}}
		},
		"/deductions/0/allowedFen": func(b map[string]any) {
			b["deductions"] = []any{map[string]any{"kind": "equipment", "costFen": 1, "allowedFen": 2}}
		},
		"/royalty/base":  func(b map[string]any) { b["royalty"] = map[string]any{"base": "销售额"} },
		"/techArea":      func(b map[string]any) { b["techArea"] = "农业" },
		"/payment":       func(b map[string]any) { b["payment"] = "barter" },
		"/seller/nature": func(b map[string]any) { b["seller"] = map[string]any{"name": "省城大学", "nature": "大学"} },
	} {
		b := contractBody("", ts.Org.ID)
		b["seller"] = map[string]any{"name": "省城大学"}
		change(b)
		if r := ts.do("POST", "/contracts", officer, b).want(422, "contract"); !strings.Contains(string(r.body),
			`"`+pointer+`"`) {
			t.Errorf("%s: %s", pointer, r.body)
		}
	}
}

// TestDeskOverHTTP: what is missing is told before a contract is stored, the text is read in the page, a conclusion
// against blocks, and a second registrar is asked for by the rule of the market.
func TestDeskOverHTTP(t *testing.T) {
	ts := newTestServer(t)
	org, seller := ts.seller()
	buyer, registrar, admin := ts.as(zhenkang, actor.Enterprise), ts.as(zhenkang, actor.Registrar), ts.as(zhenkang,
		actor.Admin)
	market := ts.do("GET", "/market", admin, nil).want(200, "")
	rule := map[string]any{"name": market.str("name"), "regionCode": market.str("regionCode"),
		"bureauName": market.str("bureauName"), "secondRegistrar": "amount"}
	ts.do("PUT", "/market", admin, rule, "If-Match", market.header.Get("ETag")).want(422, "")
	rule["secondRegistrarFen"] = 70_000_000
	ts.do("PUT", "/market", admin, rule, "If-Match", market.header.Get("ETag")).want(200, "")

	body := contractBody(org, ts.Org.ID)
	delete(body, "techArea")
	missing := ts.do("POST", "/contracts/missing", buyer, body).want(200, "")
	if fmt.Sprint(missing.at("lacks")) != "[map[detail:请填写技术领域。 pointer:/techArea]]" ||
		!strings.Contains(fmt.Sprint(missing.at("needed")), "/techArea") {
		t.Errorf("missing: %s", missing.body)
	}
	r := ts.do("POST", "/contracts", seller, contractBody(org, ts.Org.ID)).want(201, "")
	path := "/contracts/" + r.str("id")
	step := func(token, step string, body any) {
		t.Helper()
		r = ts.do("POST", path+"/"+step, token, body, "If-Match", r.header.Get("ETag")).want(200, "")
	}
	for _, format := range []string{"pdf", "html"} {
		ts.do("GET", path+"/text."+format, seller, nil).want(409, "contract-print-none")
	}
	step(seller, "text", nil)
	if w := ts.do("GET", path+"/text", buyer, nil).want(200, ""); w.at("readable") != true ||
		!strings.Contains(string(w.body), "蔗渣高效脱水技术开发") {
		t.Errorf("the text: %s", w.body)
	}
	for name, begins := range map[string]string{"pdf": "%PDF-1.7", "html": "<!DOCTYPE html>"} {
		print := path + "/text." + name
		w := ts.do("GET", print, buyer, nil).want(200, "")
		if !strings.HasPrefix(string(w.body), begins) ||
			!strings.Contains(w.header.Get("Content-Disposition"), `attachment; filename=HT-`) {
			t.Errorf("%s: %v %.80s", name, w.header, w.body)
		}
		ts.do("GET", print, ts.as(wuxiang, actor.Officer), nil).want(404, "")
	}
	opened := ts.do("GET", "/files/"+r.str("text", "file")+"/openings", seller, nil).want(200, "")
	if opened.at("total") != 2.0 {
		t.Errorf("prints are not noted: %s", opened.body)
	}
	ts.do("GET", path+"/text", ts.as(wuxiang, actor.Officer), nil).want(404, "")
	step(seller, "propose", nil)
	hash := map[string]any{"hash": r.at("text", "blob")}
	step(buyer, "confirm", hash)
	step(seller, "confirm", hash)
	step(seller, "submit", nil)
	registration := "/registrations/" + r.str("registration", "id")
	r = ts.do("GET", registration, registrar, nil).want(200, "")
	desk := func(step string, body any) {
		t.Helper()
		r = ts.do("POST", registration+"/"+step, registrar, body, "If-Match", r.header.Get("ETag")).want(200, "")
	}
	desk("accept", map[string]any{})
	etag := r.header.Get("ETag")
	ts.do("POST", registration+"/recognise", registrar, map[string]any{}, "If-Match", etag).want(422, "findings")
	against := map[string]any{"rest": true,
		"findings": []any{map[string]any{"code": "KF-2", "verdict": "bad", "note": "已产业化"}}}
	ts.do("POST", registration+"/recognise", registrar, against, "If-Match", etag).want(422, "findings-against")
	if p := ts.do("GET", path+"/precheck?class=FW&subClass=FW1", registrar, nil).want(200,
		""); !strings.Contains(string(p.body), `"FW1-1"`) || fmt.Sprint(p.at("lacks")) != "[]" {
		t.Errorf("points of another class: %s", p.body)
	}
	desk("recognise", map[string]any{"rest": true})
	number := map[string]any{"number": "2026530924000001",
		"date": time.Now().In(workday.Location()).Format(time.DateOnly)}
	ts.do("POST", registration+"/register", registrar, number, "If-Match", r.header.Get("ETag")).want(403,
		"second-missing")
	ts.do("POST", registration+"/second", registrar, map[string]any{}, "If-Match", r.header.Get("ETag")).want(403,
		"second-same-person")
	desk("alone", map[string]any{"reason": "B角外出培训"})
	desk("register", number)
	if r.at("second", "alone") != true || len(r.at("findings").([]any)) < 10 {
		t.Errorf("registered: %s", r.body)
	}
}
