package contracts_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/internal/actor"
	"kebang/internal/workday"
)

// TestContractOverHTTP takes a contract from the draft to a figure, its rows and its download.
func TestContractOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	org, seller := ts.Seller()
	buyer, registrar, officer := ts.As(
		apitest.Zhenkang,
		actor.Enterprise,
	), ts.As(
		apitest.Zhenkang,
		actor.Registrar,
	), ts.As(
		apitest.Zhenkang,
		actor.Officer,
	)

	r := ts.Do("POST", "/contracts", buyer, apitest.ContractBody(org, ts.Org.ID)).Want(201, "")
	path := "/contracts/" + r.Str("id")
	step := func(token, step string, body any) {
		t.Helper()
		etag := r.Header.Get("ETag")
		r = ts.Do("POST", path+"/"+step, token, body, "If-Match", etag).Want(200, "")
	}
	if r.Str("serial") == "" || fmt.Sprint(r.At("amounts", "techFen")) != "7e+07" || r.Str("side") != "buyer" {
		t.Fatalf("created: %s", r.Body)
	}
	ts.Do("POST", path+"/text", buyer, nil).Want(428, "")
	step(buyer, "text", nil)
	ts.Do("GET", "/files/"+r.Str("text", "file"), seller, nil).Want(200, "")
	ts.Do("GET", "/files/"+r.Str("text", "file"), ts.As(apitest.Zhenkang, actor.Broker), nil).Want(404, "")
	step(buyer, "propose", nil)
	ts.WantTodos(buyer, "contract-confirming 蔗渣高效脱水技术开发")
	hash := map[string]any{"hash": r.At("text", "blob")}
	ts.Do("POST", path+"/confirm", buyer, map[string]any{"hash": strings.Repeat("0", 64)}, "If-Match",
		r.Header.Get("ETag")).Want(409, "text-changed")
	step(buyer, "confirm", hash)
	ts.WantTodos(buyer)
	ts.WantTodos(seller, "contract-confirming 蔗渣高效脱水技术开发")
	step(seller, "confirm", hash)
	if r.Str("state") != "confirmed" {
		t.Fatalf("both confirmed: %s", r.Str("state"))
	}
	ts.Do("POST", path+"/submit", buyer, nil, "If-Match", r.Header.Get("ETag")).Want(403, "not-the-applicant")
	step(seller, "submit", nil)
	// From here on the registration has an id and a revision of its own.
	registration := "/registrations/" + r.Str("registration", "id")
	r = ts.Do("GET", registration, registrar, nil).Want(200, "")
	desk := func(step string, body any) {
		t.Helper()
		r = ts.Do("POST", registration+"/"+step, registrar, body, "If-Match", r.Header.Get("ETag")).Want(200, "")
	}
	ts.Do("POST", registration+"/accept", registrar, map[string]any{}, "If-Match", `"9"`).Want(412, "")
	if todo := ts.Do("GET", "/todos", registrar, nil).Want(200, ""); !strings.Contains(string(todo.Body), "受理登记申请") {
		t.Errorf("todos of the registrar: %s", todo.Body)
	}
	desk("accept", map[string]any{})
	ts.WantTodos(registrar, "contract-accepted 蔗渣高效脱水技术开发")
	desk("recognise", map[string]any{"techFen": 70_000_000, "rest": true})
	ts.Do("POST", registration+"/register", registrar, map[string]any{"number": "12"}, "If-Match",
		r.Header.Get("ETag")).Want(422, "certificate")
	desk("register", map[string]any{"number": "2026530924000001",
		"date": time.Now().In(workday.Location()).Format(time.DateOnly)})
	if r.Str("state") != "registered" || r.Str("subject", "title") != "蔗渣高效脱水技术开发" ||
		r.Str("contract") != path[len("/contracts/"):] {
		t.Errorf("registered: %s", r.Body)
	}
	r = ts.Do("GET", path, buyer, nil).Want(200, "")
	if r.Str("state") != "registered" || len(r.At("steps").([]any)) != 3 {
		t.Errorf("the contract, with more than its records of the performance: %s", r.Body)
	}
	ts.Do("POST", path+"/cancel", buyer, map[string]any{"reason": "x"}, "If-Match", r.Header.Get("ETag")).Want(409,
		"contract-wrong-state")

	table := ts.Do("GET", "/stats/contracts?by=class&scope=output", officer, nil).Want(200, "")
	if fmt.Sprint(table.At("count"), table.At("totalFen"), table.At("techFen")) != "1 1e+08 7e+07" {
		t.Errorf("table: %s", table.Body)
	}
	rows := ts.Do("GET", "/stats/contracts/rows?"+table.Str("query"), officer, nil).Want(200, "")
	if !strings.Contains(string(rows.Body), "蔗渣高效脱水技术开发") ||
		fmt.Sprint(rows.At("total"), rows.At("techFen")) != "1 7e+07" {
		t.Errorf("rows: %s", rows.Body)
	}
	for _, p := range []string{"/stats/export.xlsx?by=month", "/contracts/export.xlsx"} {
		if x := ts.Do("GET", p, officer, nil).Want(200, ""); !bytes.HasPrefix(x.Body, []byte("PK")) {
			t.Errorf("%s is no .xlsx", p)
		}
	}
	if x := ts.Do("GET", "/contracts?scope=output&class=KF", officer, nil).Want(200,
		""); fmt.Sprint(x.At("total")) != "1" {
		t.Errorf("list: %s", x.Body)
	}
	for _, stranger := range []string{ts.As(apitest.Wuxiang, actor.Officer), ts.As(apitest.Zhenkang, actor.Agency)} {
		for _, at := range []string{path, registration} {
			if x := ts.Do("GET", at, stranger, nil); x.Status != 404 &&
				stranger == ts.As(apitest.Wuxiang, actor.Officer) {
				t.Errorf("a stranger reads %s: %d", at, x.Status)
			}
		}
	}
	lines := ts.Do("GET", path+"/history", seller, nil).Want(200, "").At("items").([]any)
	if last := lines[len(lines)-1].(map[string]any); len(lines) != 9 || last["step"] != "register" ||
		last["kind"] != "registration" {
		t.Errorf("%d lines of history, the last %v", len(lines), last)
	}
	ts.Do("GET", path+"/precheck", registrar, nil).Want(200, "")
	ts.Do("GET", "/stats/funnel", officer, nil).Want(200, "")
}

func TestPaperAndElsewhereOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	officer, buyer := ts.As(apitest.Zhenkang, actor.Officer), ts.As(apitest.Zhenkang, actor.Enterprise)
	body := apitest.ContractBody("", ts.Org.ID)
	body["seller"] = map[string]any{"name": "省城大学", "region": "530102"}
	r := ts.Do("POST", "/contracts", officer, body).Want(201, "")
	path := "/contracts/" + r.Str("id")
	ts.Do("POST", path+"/stamp", officer, map[string]any{"file": ts.PDF(buyer, "not his file")}, "If-Match",
		r.Header.Get("ETag")).Want(422, "file-missing")
	r = ts.Do("POST", path+"/stamp", officer, map[string]any{"file": ts.PDF(officer, "scan")}, "If-Match",
		r.Header.Get("ETag")).Want(200, "")
	r = ts.Do("POST", path+"/elsewhere", officer,
		map[string]any{"registry": "昆明登记站", "date": "2026-01-06", "number": "2026530102000009",
			"file": ts.PDF(officer, "certificate")},
		"If-Match", r.Header.Get("ETag")).Want(200, "")
	if fmt.Sprint(r.At("registration", "scopes")) != "[input]" {
		t.Errorf("elsewhere: %s", r.Body)
	}
}

func TestContractBadInput(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	for name, change := range map[string]func(map[string]any){
		"unknown field":   func(b map[string]any) { b["amount"] = 1 },
		"wrong type":      func(b map[string]any) { b["totalFen"] = "100" },
		"negative money":  func(b map[string]any) { b["totalFen"] = -1 },
		"fraction":        func(b map[string]any) { b["totalFen"] = 1.5 },
		"impossible date": func(b map[string]any) { b["signDate"] = "2026-02-30" },
		"long title":      func(b map[string]any) { b["title"] = strings.Repeat("长", 10000) },
		"foreign class":   func(b map[string]any) { b["class"] = "XX" },
	} {
		b := apitest.ContractBody("", ts.Org.ID)
		b["seller"] = map[string]any{"name": "省城大学"}
		change(b)
		r := ts.Do("POST", "/contracts", officer, b)
		if r.Status != 422 && r.Status != 400 || !apitest.Chinese.MatchString(r.Str("detail")) {
			t.Errorf("%s: %d %s", name, r.Status, r.Body)
		}
	}
	if r := ts.Do("GET", "/contracts", officer, nil).Want(200, ""); fmt.Sprint(r.At("total")) != "0" {
		t.Errorf("something was written: %s", r.Body)
	}
	am := ts.Do("POST", "/contracts/amounts", officer,
		map[string]any{"totalFen": 100, "deductions": []any{map[string]any{"kind": "equipment", "costFen": 200}}})
	am.Want(422, "contract-amount")
}

// TestPerformanceOverHTTP records a milestone and payments of a contract on paper, and finds what is due among the
// tasks.
func TestPerformanceOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	org, seller := ts.Seller()
	buyer := ts.As(apitest.Zhenkang, actor.Enterprise)
	today := workday.Today(ts.Now())
	body := apitest.ContractBody(org, ts.Org.ID)
	body["signDate"], body["beginDate"] = today, today
	body["stages"] = []map[string]any{{"title": "中试", "due": today}}
	total := int64(100_000_000)
	body["totalFen"] = total
	body["payments"] = []map[string]any{{"when": "effective", "fen": total - 5}, {"when": "milestone", "milestone": 1,
		"fen": 5, "public": true}}
	r := ts.Do("POST", "/contracts", buyer, body).Want(201, "")
	path := "/contracts/" + r.Str("id")
	step := func(token, step string, body any) apitest.Response {
		t.Helper()
		return ts.Do("POST", path+"/"+step, token, body, "If-Match", r.Header.Get("ETag"))
	}
	r = step(buyer, "stamp", map[string]any{"file": ts.PDF(buyer, "盖章合同")}).Want(200, "")
	ts.WantTodos(buyer, "contract-owed 蔗渣高效脱水技术开发")
	step(buyer, "pay", map[string]any{"no": 2, "on": today, "fen": 5}).Want(409, "payment-public-early")
	step(buyer, "pay", map[string]any{"no": 1, "on": today, "fen": total}).Want(422, "contract-act")
	r = step(buyer, "pay", map[string]any{"no": 1, "on": today, "fen": total - 5, "note": "转账"}).Want(200, "")
	step(seller, "pass", map[string]any{"no": 1, "on": today}).Want(422, "contract-act")
	r = step(buyer, "pass", map[string]any{"no": 1, "on": today}).Want(200, "")
	if plan, _ := r.At("plan").([]any); len(plan) != 2 || plan[1].(map[string]any)["since"] != string(today) {
		t.Errorf("the plan: %v", plan)
	}
	r = step(buyer, "pay", map[string]any{"no": 2, "on": today, "fen": 5}).Want(200, "")
	step(buyer, "void", map[string]any{"act": 1, "reason": "有误"}).Want(409, "contract-act-rests")
	r = step(buyer, "void", map[string]any{"act": 0, "reason": "有误"}).Want(200, "")
	ts.Do("GET", "/contracts?owed=true", seller, nil).Want(200, "")
}
