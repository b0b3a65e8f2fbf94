package api

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
)

// entries flushes the log and gives what an administrator reads, oldest first: kind, account, what, why.
func (ts *testServer) entries(query string) (out []string) {
	ts.t.Helper()
	if err := ts.access.Flush(ts.t.Context()); err != nil {
		ts.t.Fatal(err)
	}
	r := ts.do("GET", "/security-log?limit=100&"+query, ts.as(zhenkang, actor.Admin), nil).want(200, "")
	for _, x := range r.at("items").([]any) {
		m := x.(map[string]any)
		str := func(k string) string { s, _ := m[k].(string); return s }
		if str("address") != "127.0.0.1" || m["at"].(float64) < 1 {
			ts.t.Errorf("without address or time: %v", m)
		}
		out = append(out, strings.TrimSpace(str("kind")+" "+str("account")+" "+str("what")+" "+str("why")))
	}
	slices.Reverse(out)
	return out
}

func TestSecurityLog(t *testing.T) {
	ts := newTestServer(t)
	officer, owner := ts.as(zhenkang, actor.Officer), ts.as(zhenkang, actor.Enterprise)
	ts.as(zhenkang, actor.Admin)
	ts.as(wuxiang, actor.Admin)

	ts.do("POST", "/session", "", map[string]string{"account": "officer.zhenkang", "password": "a wrong one"},
		"User-Agent", "a browser").want(401, "sign-in-wrong")
	ts.do("POST", "/session", "", map[string]string{"account": "my-secret-9", "password": "x"}).want(401,
		"sign-in-wrong")
	file := ts.postFile(owner, "合同.pdf", strings.NewReader(pdf)).want(201, "").str("id")
	ts.do("GET", "/files/"+file, owner, nil).want(200, "")
	demand := ts.do("POST", "/demands", owner,
		map[string]any{"content": map[string]any{"title": "降低蔗渣水分的压榨工艺", "text": "现在蔗渣水分偏高，需要降低。", "industry": "0101",
			"region": "530924", "contact": map[string]string{"name": "李四", "phone": "13800001111"}}}).want(201, "")
	id, serial := demand.str("id"), demand.str("serial")
	rev := demand.header.Get("ETag")
	demand = ts.do("POST", "/demands/"+id+"/submit", owner, "{}", "If-Match", rev).want(200, "")
	ts.do("GET", "/demands/"+id, owner, nil).want(200, "") // his own: no event
	for range 3 {                                          // once in ten minutes
		ts.do("GET", "/demands/"+id, officer, nil).want(200, "")
	}
	ts.do("GET", "/demands/export.xlsx?scope=market", officer, nil).want(200, "")
	ts.do("GET", "/demands/export.xlsx?market="+zhenkang, "", nil).want(200, "")
	ts.do("GET", "/organizations/"+ts.Org.ID, officer, nil).want(200, "")

	got := ts.entries("")
	want := []string{
		"sign-in-failed officer.zhenkang  sign-in-wrong",
		"download enterprise.zhenkang 合同.pdf",
		"read-protected officer.zhenkang 技术需求受保护内容 " + serial,
		"export officer.zhenkang 导出技术需求",
		"export  导出技术需求",
		"read-protected officer.zhenkang 机构联系方式 " + ts.Org.Name,
	}
	for _, w := range want {
		if n := count(got, w); n != 1 {
			t.Errorf("%q stands there %d times", w, n)
		}
	}
	for _, role := range []string{"officer", "enterprise", "admin"} {
		if count(got, "sign-in "+role+".zhenkang") != 1 {
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
	if got := ts.entries("unknown=true"); !slices.Equal(got, []string{"sign-in-failed my…  sign-in-wrong"}) {
		t.Errorf("unknown accounts: %q", got)
	}
	for query, want := range map[string]int{"kind=sign-in-failed": 1, "account=Enterprise.Zhenkang": 2,
		"address=10.0.0.1": 0, "from=2099-01-01": 0, "to=2001-01-01": 0,
		"kind=sign-in&address=" + url.QueryEscape("127.0.0.1"): 3} {
		if got := ts.entries(query); len(got) != want {
			t.Errorf("%s: %q, want %d", query, got, want)
		}
	}
	for _, role := range actor.Roles() {
		if role != actor.Admin {
			ts.do("GET", "/security-log", ts.as(zhenkang, role), nil).want(403, "")
		}
	}
	ts.do("GET", "/security-log/export.xlsx?kind=sign-in", ts.as(zhenkang, actor.Admin), nil).want(200, "")
	// The log of the program names who signed in, and from where.
	log := ts.log.String()
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

func count(lines []string, want string) (n int) {
	for _, l := range lines {
		if l == want {
			n++
		}
	}
	return n
}

func TestSystemSettings(t *testing.T) {
	ts := newTestServer(t)
	admin := ts.as(zhenkang, actor.Admin)
	is := ts.do("GET", "/settings", admin, nil).want(200, "")
	if is.at("oneTimeDays").(float64) != 7 || is.at("logMonths").(float64) != 24 {
		t.Errorf("defaults: %s", is.body)
	}
	body := is.json()
	body["logMonths"] = 5
	ts.do("PUT", "/settings", admin, body).want(422, "")
	body["logMonths"], body["backup"] = 6, map[string]any{"on": true, "at": "25:00", "keep": 7}
	ts.do("PUT", "/settings", admin, body).want(422, "")
	body["backup"] = map[string]any{"on": true, "at": "03:15", "keep": 7}
	ts.do("PUT", "/settings", admin, body).want(200, "")
	ts.do("PUT", "/settings", admin, body).want(412, "changed-meanwhile")
}
