package api

import (
	"strings"
	"testing"
	"time"

	"kebang/internal/party"
)

func TestCalendarSaysWhichYearIsMissing(t *testing.T) {
	ts := newTestServer(t)
	ts.setClock(time.Date(2031, 11, 2, 4, 0, 0, 0, time.UTC))
	admin := ts.as(zhenkang, party.Admin)
	r := ts.do("GET", "/calendar", admin, nil).want(200, "")
	if !strings.Contains(string(r.body), `"missing":[2031,2032]`) || !strings.Contains(r.str("warning"), "2031、2032 年") {
		t.Errorf("calendar %s", r.body)
	}
	if r := ts.do("GET", "/todos", admin, nil).want(200, ""); !strings.Contains(string(r.body), "工作日历缺少放假安排") {
		t.Errorf("the administrator is not told: %s", r.body)
	}
	if r := ts.do("GET", "/todos", ts.as(zhenkang, party.Officer), nil).want(200, ""); strings.Contains(string(r.body), "工作日历") {
		t.Errorf("an officer is told: %s", r.body)
	}
	ts.do("GET", "/calendar", ts.as(zhenkang, party.Enterprise), nil).want(403, "")
}

func TestSentenceOfAFailure(t *testing.T) {
	for failure, want := range map[string]string{
		"": "", "unavailable: search-unavailable: 搜索引擎连不上。: dial tcp: refused": "搜索引擎连不上。",
		"panic: index out of range": "处理时出错，程序没有给出中文说明；重试仍失败时，请把技术细节交给维护人员。",
	} {
		if got := sentence(failure); got != want {
			t.Errorf("%q: %q", failure, got)
		}
	}
}
