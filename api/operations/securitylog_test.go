package operations_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

func TestSecurityLog(t *testing.T) {
	ts := apitest.New(t)
	officer, owner := ts.As(apitest.Zhenkang, actor.Officer), ts.As(apitest.Zhenkang, actor.Enterprise)
	ts.As(apitest.Zhenkang, actor.Admin)
	ts.As(apitest.Wuxiang, actor.Admin)

	ts.Do("POST", "/session", "", map[string]string{"account": "officer.zhenkang", "password": "a wrong one"},
		"User-Agent", "a browser").Want(401, "sign-in-wrong")
	ts.Do("POST", "/session", "", map[string]string{"account": "my-secret-9", "password": "x"}).Want(401,
		"sign-in-wrong")
	file := ts.PostFile(owner, "合同.pdf", strings.NewReader(apitest.SmallPDF)).Want(201, "").Str("id")
	ts.Do("GET", "/files/"+file, owner, nil).Want(200, "")
	demand := ts.Do("POST", "/demands", owner,
		map[string]any{"content": map[string]any{"title": "降低蔗渣水分的压榨工艺", "text": "现在蔗渣水分偏高，需要降低。", "industry": "0101",
			"region": "530924", "contact": map[string]string{"name": "李四", "phone": "13800001111"}}}).Want(201, "")
	id, serial := demand.Str("id"), demand.Str("serial")
	rev := demand.Header.Get("ETag")
	demand = ts.Do("POST", "/demands/"+id+"/submit", owner, "{}", "If-Match", rev).Want(200, "")
	ts.Do("GET", "/demands/"+id, owner, nil).Want(200, "") // his own: no event
	for range 3 {                                          // once in ten minutes
		ts.Do("GET", "/demands/"+id, officer, nil).Want(200, "")
	}
	ts.Do("GET", "/demands/export.xlsx?scope=market", officer, nil).Want(200, "")
	ts.Do("GET", "/demands/export.xlsx?market="+apitest.Zhenkang, "", nil).Want(200, "")
	ts.Do("GET", "/organizations/"+ts.Org.ID, officer, nil).Want(200, "")

	got := ts.Entries("")
	want := []string{
		"sign-in-failed officer.zhenkang  sign-in-wrong",
		"download enterprise.zhenkang 合同.pdf",
		"read-protected officer.zhenkang 技术需求受保护内容 " + serial,
		"export officer.zhenkang 导出技术需求",
		"export  导出技术需求",
		"read-protected officer.zhenkang 机构联系方式 " + ts.Org.Name,
	}
	for _, w := range want {
		if n := apitest.Count(got, w); n != 1 {
			t.Errorf("%q stands there %d times", w, n)
		}
	}
	for _, role := range []string{"officer", "enterprise", "admin"} {
		if apitest.Count(got, "sign-in "+role+".zhenkang") != 1 {
			t.Errorf("no sign-in of %s", role)
		}
	}
	for _, line := range got {
		if strings.Contains(line, "wuxiang") || strings.Contains(line, "secret") {
			t.Errorf("not for this administrator: %s", line)
		}
	}
	if t.Failed() {
		t.Log(strings.Join(got, "\n"))
	}
	if got := ts.Entries("unknown=true"); !slices.Equal(got, []string{"sign-in-failed my…  sign-in-wrong"}) {
		t.Errorf("unknown accounts: %q", got)
	}
	for query, want := range map[string]int{"kind=sign-in-failed": 1, "account=Enterprise.Zhenkang": 2,
		"address=10.0.0.1": 0, "from=2099-01-01": 0, "to=2001-01-01": 0,
		"kind=sign-in&address=" + url.QueryEscape("127.0.0.1"): 3} {
		if got := ts.Entries(query); len(got) != want {
			t.Errorf("%s: %q, want %d", query, got, want)
		}
	}
	for _, role := range actor.Roles() {
		if role != actor.Admin {
			ts.Do("GET", "/security-log", ts.As(apitest.Zhenkang, role), nil).Want(403, "")
		}
	}
	ts.Do("GET", "/security-log/export.xlsx?kind=sign-in", ts.As(apitest.Zhenkang, actor.Admin), nil).Want(200, "")
	// The log of the program names who signed in, and from where.
	log := ts.Log.String()
	for _, line := range strings.Split(log, "\n") {
		if strings.Contains(line, `"route":"/api/v1/session"`) && strings.Contains(line, `"status":200`) &&
			(!strings.Contains(line, `"address":"127.0.0.1"`) || strings.Contains(line, `"person":""`)) {
			t.Errorf("a sign-in without person or address: %s", line)
		}
	}
	if strings.Contains(log, "my-secret-9") {
		t.Error("what was typed as an account stands in the log")
	}
}

func TestSystemSettings(t *testing.T) {
	ts := apitest.New(t)
	admin := ts.As(apitest.Zhenkang, actor.Admin)
	is := ts.Do("GET", "/settings", admin, nil).Want(200, "")
	if is.At("oneTimeDays").(float64) != 7 || is.At("logMonths").(float64) != 24 {
		t.Errorf("defaults: %s", is.Body)
	}
	body := is.JSON()
	body["logMonths"] = 5
	ts.Do("PUT", "/settings", admin, body).Want(422, "")
	body["logMonths"], body["backup"] = 6, map[string]any{"on": true, "at": "25:00", "keep": 7}
	ts.Do("PUT", "/settings", admin, body).Want(422, "")
	body["backup"] = map[string]any{"on": true, "at": "03:15", "keep": 7}
	ts.Do("PUT", "/settings", admin, body).Want(200, "")
	ts.Do("PUT", "/settings", admin, body).Want(412, "changed-meanwhile")
}
