package contracts_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/internal/actor"
	"kebang/internal/workday"
)

// TestChoicesOverHTTP: a word that is in no list is refused with the pointer of its field; the lists are those of
// /reference.
func TestChoicesOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	reference := ts.Do("GET", "/reference", "", nil).Want(200, "")
	for _, list := range []string{"deductionKinds", "royaltyBases", "royaltyCourses", "firmScales", "attachmentKinds",
		"natures", "contractIPKinds", "findingWays"} {
		if reference.At(list) == nil {
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
		b := apitest.ContractBody("", ts.Org.ID)
		b["seller"] = map[string]any{"name": "省城大学"}
		change(b)
		if r := ts.Do("POST", "/contracts", officer, b).Want(422, "contract"); !strings.Contains(string(r.Body),
			`"`+pointer+`"`) {
			t.Errorf("%s: %s", pointer, r.Body)
		}
	}
}

// TestDeskOverHTTP: what is missing is told before a contract is stored, and the text is read in the page. A
// conclusion against blocks. The rule of the market asks for a second registrar.
func TestDeskOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	org, seller := ts.Seller()
	buyer, registrar, admin := ts.As(
		apitest.Zhenkang,
		actor.Enterprise,
	), ts.As(
		apitest.Zhenkang,
		actor.Registrar,
	), ts.As(
		apitest.Zhenkang,
		actor.Admin,
	)
	market := ts.Do("GET", "/market", admin, nil).Want(200, "")
	rule := map[string]any{"name": market.Str("name"), "regionCode": market.Str("regionCode"),
		"bureauName": market.Str("bureauName"), "secondRegistrar": "amount"}
	ts.Do("PUT", "/market", admin, rule, "If-Match", market.Header.Get("ETag")).Want(422, "")
	rule["secondRegistrarFen"] = 70_000_000
	ts.Do("PUT", "/market", admin, rule, "If-Match", market.Header.Get("ETag")).Want(200, "")

	body := apitest.ContractBody(org, ts.Org.ID)
	delete(body, "techArea")
	missing := ts.Do("POST", "/contracts/missing", buyer, body).Want(200, "")
	if fmt.Sprint(missing.At("lacks")) != "[map[detail:请填写技术领域。 pointer:/techArea]]" ||
		!strings.Contains(fmt.Sprint(missing.At("needed")), "/techArea") {
		t.Errorf("missing: %s", missing.Body)
	}
	r := ts.Do("POST", "/contracts", seller, apitest.ContractBody(org, ts.Org.ID)).Want(201, "")
	path := "/contracts/" + r.Str("id")
	step := func(token, step string, body any) {
		t.Helper()
		r = ts.Do("POST", path+"/"+step, token, body, "If-Match", r.Header.Get("ETag")).Want(200, "")
	}
	for _, format := range []string{"pdf", "html"} {
		ts.Do("GET", path+"/text."+format, seller, nil).Want(409, "contract-print-none")
	}
	step(seller, "text", nil)
	if w := ts.Do("GET", path+"/text", buyer, nil).Want(200, ""); w.At("readable") != true ||
		!strings.Contains(string(w.Body), "蔗渣高效脱水技术开发") {
		t.Errorf("the text: %s", w.Body)
	}
	for name, begins := range map[string]string{"pdf": "%PDF-1.7", "html": "<!DOCTYPE html>"} {
		print := path + "/text." + name
		w := ts.Do("GET", print, buyer, nil).Want(200, "")
		if !strings.HasPrefix(string(w.Body), begins) ||
			!strings.Contains(w.Header.Get("Content-Disposition"), `attachment; filename=HT-`) {
			t.Errorf("%s: %v %.80s", name, w.Header, w.Body)
		}
		ts.Do("GET", print, ts.As(apitest.Wuxiang, actor.Officer), nil).Want(404, "")
	}
	opened := ts.Do("GET", "/files/"+r.Str("text", "file")+"/openings", seller, nil).Want(200, "")
	if opened.At("total") != 2.0 {
		t.Errorf("prints are not noted: %s", opened.Body)
	}
	ts.Do("GET", path+"/text", ts.As(apitest.Wuxiang, actor.Officer), nil).Want(404, "")
	step(seller, "propose", nil)
	hash := map[string]any{"hash": r.At("text", "blob")}
	step(buyer, "confirm", hash)
	step(seller, "confirm", hash)
	step(seller, "submit", nil)
	registration := "/registrations/" + r.Str("registration", "id")
	r = ts.Do("GET", registration, registrar, nil).Want(200, "")
	desk := func(step string, body any) {
		t.Helper()
		r = ts.Do("POST", registration+"/"+step, registrar, body, "If-Match", r.Header.Get("ETag")).Want(200, "")
	}
	desk("accept", map[string]any{})
	etag := r.Header.Get("ETag")
	ts.Do("POST", registration+"/recognise", registrar, map[string]any{}, "If-Match", etag).Want(422, "findings")
	against := map[string]any{"rest": true,
		"findings": []any{map[string]any{"code": "KF-2", "verdict": "bad", "note": "已产业化"}}}
	ts.Do("POST", registration+"/recognise", registrar, against, "If-Match", etag).Want(422, "findings-against")
	if p := ts.Do("GET", path+"/precheck?class=FW&subClass=FW1", registrar, nil).Want(200,
		""); !strings.Contains(string(p.Body), `"FW1-1"`) || fmt.Sprint(p.At("lacks")) != "[]" {
		t.Errorf("points of another class: %s", p.Body)
	}
	desk("recognise", map[string]any{"rest": true})
	number := map[string]any{"number": "2026530924000001",
		"date": time.Now().In(workday.Location()).Format(time.DateOnly)}
	ts.Do("POST", registration+"/register", registrar, number, "If-Match", r.Header.Get("ETag")).Want(403,
		"second-missing")
	ts.Do("POST", registration+"/second", registrar, map[string]any{}, "If-Match", r.Header.Get("ETag")).Want(403,
		"second-same-person")
	desk("alone", map[string]any{"reason": "B角外出培训"})
	desk("register", number)
	if r.At("second", "alone") != true || len(r.At("findings").([]any)) < 10 {
		t.Errorf("registered: %s", r.Body)
	}
}
