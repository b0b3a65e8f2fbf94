package api

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"strings"
	"testing"
	"time"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/workday"
)

// seller makes an institute with an account and gives its id and token.
func (ts *testServer) seller() (org, token string) {
	ts.t.Helper()
	ctx := context.Background()
	o, err := ts.party.CreateOrganization(ctx, actor.SystemActor(zhenkang), party.NewID(),
		party.OrganizationForm{Name: "镇康测试技术学院", USCC: "12530900DEM0DEMB2A", Kind: party.InstituteOrg,
			Region: "530924"})
	if err != nil {
		ts.t.Fatal(err)
	}
	_, pw, err := ts.accounts.CreateAccount(ctx, actor.SystemActor(zhenkang), party.NewID(),
		account.AccountForm{Account: "seller", Name: "何处长", Role: actor.Institute, Org: o.ID})
	if err != nil {
		ts.t.Fatal(err)
	}
	token = ts.do("POST", "/session", "", map[string]string{"account": "seller", "password": pw}).want(200,
		"").str("accessToken")
	return o.ID, token
}

func (ts *testServer) pdf(token, text string) string {
	ts.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f, _ := w.CreateFormFile("file", "合同.pdf")
	fmt.Fprintf(f, "%%PDF-1.4\n%s\n%%%%EOF", text)
	w.Close()
	return ts.do("POST", "/files", token, &b, "Content-Type", w.FormDataContentType()).want(201, "").str("id")
}

func contractBody(seller, buyer string) map[string]any {
	return map[string]any{"title": "蔗渣高效脱水技术开发", "class": "KF", "subClass": "KF1",
		"seller": map[string]any{"orgId": seller}, "buyer": map[string]any{"orgId": buyer},
		"totalFen": 100_000_000, "deductions": []any{map[string]any{"kind": "equipment",
			"costFen": 30_000_000}}, "payment": "once", "signDate": "2026-01-05",
		"beginDate": "2026-01-05", "endDate": "2099-12-31", "techArea": "09", "industry": "0104", "subject": "脱水装置"}
}

// TestContractOverHTTP takes a contract from the draft to a figure, its rows and its download.
func TestContractOverHTTP(t *testing.T) {
	ts := newTestServer(t)
	org, seller := ts.seller()
	buyer, registrar, officer := ts.as(zhenkang, actor.Enterprise), ts.as(zhenkang, actor.Registrar), ts.as(zhenkang,
		actor.Officer)

	r := ts.do("POST", "/contracts", buyer, contractBody(org, ts.Org.ID)).want(201, "")
	path := "/contracts/" + r.str("id")
	step := func(token, step string, body any) {
		t.Helper()
		etag := r.header.Get("ETag")
		r = ts.do("POST", path+"/"+step, token, body, "If-Match", etag).want(200, "")
	}
	if r.str("serial") == "" || fmt.Sprint(r.at("amounts", "techFen")) != "7e+07" || r.str("side") != "buyer" {
		t.Fatalf("created: %s", r.body)
	}
	ts.do("POST", path+"/text", buyer, nil).want(428, "")
	step(buyer, "text", nil)
	ts.do("GET", "/files/"+r.str("text", "file"), seller, nil).want(200, "")
	ts.do("GET", "/files/"+r.str("text", "file"), ts.as(zhenkang, actor.Broker), nil).want(404, "")
	step(buyer, "propose", nil)
	ts.wantTodos(buyer, "contract-confirming 蔗渣高效脱水技术开发")
	hash := map[string]any{"hash": r.at("text", "blob")}
	ts.do("POST", path+"/confirm", buyer, map[string]any{"hash": strings.Repeat("0", 64)}, "If-Match",
		r.header.Get("ETag")).want(409, "text-changed")
	step(buyer, "confirm", hash)
	ts.wantTodos(buyer)
	ts.wantTodos(seller, "contract-confirming 蔗渣高效脱水技术开发")
	step(seller, "confirm", hash)
	if r.str("state") != "confirmed" {
		t.Fatalf("both confirmed: %s", r.str("state"))
	}
	ts.do("POST", path+"/submit", buyer, nil, "If-Match", r.header.Get("ETag")).want(403, "not-the-applicant")
	step(seller, "submit", nil)
	// From here on the registration has an id and a revision of its own.
	registration := "/registrations/" + r.str("registration", "id")
	r = ts.do("GET", registration, registrar, nil).want(200, "")
	desk := func(step string, body any) {
		t.Helper()
		r = ts.do("POST", registration+"/"+step, registrar, body, "If-Match", r.header.Get("ETag")).want(200, "")
	}
	ts.do("POST", registration+"/accept", registrar, map[string]any{}, "If-Match", `"9"`).want(412, "")
	if todo := ts.do("GET", "/todos", registrar, nil).want(200, ""); !strings.Contains(string(todo.body), "受理登记申请") {
		t.Errorf("todos of the registrar: %s", todo.body)
	}
	desk("accept", map[string]any{})
	ts.wantTodos(registrar, "contract-accepted 蔗渣高效脱水技术开发")
	desk("recognise", map[string]any{"techFen": 70_000_000, "rest": true})
	ts.do("POST", registration+"/register", registrar, map[string]any{"number": "12"}, "If-Match",
		r.header.Get("ETag")).want(422, "certificate")
	desk("register", map[string]any{"number": "2026530924000001",
		"date": time.Now().In(workday.Location()).Format(time.DateOnly)})
	if r.str("state") != "registered" || r.str("subject", "title") != "蔗渣高效脱水技术开发" ||
		r.str("contract") != path[len("/contracts/"):] {
		t.Errorf("registered: %s", r.body)
	}
	r = ts.do("GET", path, buyer, nil).want(200, "")
	if r.str("state") != "registered" || r.str("stateName") != "已登记" || len(r.at("steps").([]any)) != 0 {
		t.Errorf("the contract: %s", r.body)
	}
	ts.do("POST", path+"/cancel", buyer, map[string]any{"reason": "x"}, "If-Match", r.header.Get("ETag")).want(409,
		"contract-wrong-state")

	table := ts.do("GET", "/stats/contracts?by=class&scope=output", officer, nil).want(200, "")
	if fmt.Sprint(table.at("count"), table.at("totalFen"), table.at("techFen")) != "1 1e+08 7e+07" {
		t.Errorf("table: %s", table.body)
	}
	rows := ts.do("GET", "/stats/contracts/rows?"+table.str("query"), officer, nil).want(200, "")
	if !strings.Contains(string(rows.body), "蔗渣高效脱水技术开发") ||
		fmt.Sprint(rows.at("total"), rows.at("techFen")) != "1 7e+07" {
		t.Errorf("rows: %s", rows.body)
	}
	for _, p := range []string{"/stats/export.xlsx?by=month", "/contracts/export.xlsx"} {
		if x := ts.do("GET", p, officer, nil).want(200, ""); !bytes.HasPrefix(x.body, []byte("PK")) {
			t.Errorf("%s is no .xlsx", p)
		}
	}
	if x := ts.do("GET", "/contracts?scope=output&class=KF", officer, nil).want(200,
		""); fmt.Sprint(x.at("total")) != "1" {
		t.Errorf("list: %s", x.body)
	}
	for _, stranger := range []string{ts.as(wuxiang, actor.Officer), ts.as(zhenkang, actor.Agency)} {
		for _, at := range []string{path, registration} {
			if x := ts.do("GET", at, stranger, nil); x.status != 404 && stranger == ts.as(wuxiang, actor.Officer) {
				t.Errorf("a stranger reads %s: %d", at, x.status)
			}
		}
	}
	lines := ts.do("GET", path+"/history", seller, nil).want(200, "").at("items").([]any)
	if last := lines[len(lines)-1].(map[string]any); len(lines) != 9 || last["step"] != "register" ||
		last["kind"] != "registration" {
		t.Errorf("%d lines of history, the last %v", len(lines), last)
	}
	ts.do("GET", path+"/precheck", registrar, nil).want(200, "")
	ts.do("GET", "/stats/funnel", officer, nil).want(200, "")
}

func TestPaperAndElsewhereOverHTTP(t *testing.T) {
	ts := newTestServer(t)
	officer, buyer := ts.as(zhenkang, actor.Officer), ts.as(zhenkang, actor.Enterprise)
	body := contractBody("", ts.Org.ID)
	body["seller"] = map[string]any{"name": "省城大学", "region": "530102"}
	r := ts.do("POST", "/contracts", officer, body).want(201, "")
	path := "/contracts/" + r.str("id")
	ts.do("POST", path+"/stamp", officer, map[string]any{"file": ts.pdf(buyer, "not his file")}, "If-Match",
		r.header.Get("ETag")).want(422, "file-missing")
	r = ts.do("POST", path+"/stamp", officer, map[string]any{"file": ts.pdf(officer, "scan")}, "If-Match",
		r.header.Get("ETag")).want(200, "")
	r = ts.do("POST", path+"/elsewhere", officer,
		map[string]any{"registry": "昆明登记站", "date": "2026-01-06", "number": "2026530102000009",
			"file": ts.pdf(officer, "certificate")},
		"If-Match", r.header.Get("ETag")).want(200, "")
	if fmt.Sprint(r.at("registration", "scopes")) != "[input]" {
		t.Errorf("elsewhere: %s", r.body)
	}
}

func TestContractBadInput(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	for name, change := range map[string]func(map[string]any){
		"unknown field":   func(b map[string]any) { b["amount"] = 1 },
		"wrong type":      func(b map[string]any) { b["totalFen"] = "100" },
		"negative money":  func(b map[string]any) { b["totalFen"] = -1 },
		"fraction":        func(b map[string]any) { b["totalFen"] = 1.5 },
		"impossible date": func(b map[string]any) { b["signDate"] = "2026-02-30" },
		"long title":      func(b map[string]any) { b["title"] = strings.Repeat("长", 10000) },
		"foreign class":   func(b map[string]any) { b["class"] = "XX" },
	} {
		b := contractBody("", ts.Org.ID)
		b["seller"] = map[string]any{"name": "省城大学"}
		change(b)
		r := ts.do("POST", "/contracts", officer, b)
		if r.status != 422 && r.status != 400 || !chinese.MatchString(r.str("detail")) {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
	if r := ts.do("GET", "/contracts", officer, nil).want(200, ""); fmt.Sprint(r.at("total")) != "0" {
		t.Errorf("something was written: %s", r.body)
	}
	am := ts.do("POST", "/contracts/amounts", officer,
		map[string]any{"totalFen": 100, "deductions": []any{map[string]any{"kind": "equipment", "costFen": 200}}})
	am.want(422, "contract-amount")
}

func TestTargetsOverHTTP(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	body := map[string]any{"indicator": "技术合同交易额", "measure": "undefined", "op": "≥", "valueFen": 5_000_000_000,
		"year": 2025, "status": "draft", "period": "year", "level": "local"}
	r := ts.do("POST", "/targets", officer, body).want(201, "")
	if n := len(r.at("readings").([]any)); n != 6 {
		t.Errorf("%d readings, want both amounts in three scopes", n)
	}
	path := "/targets/" + r.str("id")
	ts.do("PUT", path, ts.as(zhenkang, actor.Enterprise), body, "If-Match", r.header.Get("ETag")).want(403, "")
	body["valueFen"] = -1
	ts.do("PUT", path, officer, body, "If-Match", r.header.Get("ETag")).want(422, "target")
	delete(body, "valueFen")
	r = ts.do("PUT", path, officer, body, "If-Match", r.header.Get("ETag")).want(200, "")
	ts.do("GET", "/targets", officer, nil).want(200, "")
	if x := plain(t, ts.do("GET", "/targets/export.xlsx", officer, nil).want(200, "").body); !strings.Contains(x,
		"技术合同交易额") || !strings.Contains(x, "吸纳") {
		t.Error("the download of the targets lacks indicator or scope")
	}
	ts.do("DELETE", path, officer, nil, "If-Match", r.header.Get("ETag")).want(204, "")
	ts.do("GET", path, officer, nil).want(404, "")
}
