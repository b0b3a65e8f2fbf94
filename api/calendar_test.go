package api

import (
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
)

func TestCalendarSaysWhichYearIsMissing(t *testing.T) {
	ts := newTestServer(t)
	ts.setClock(time.Date(2031, 11, 2, 4, 0, 0, 0, time.UTC))
	admin := ts.as(zhenkang, actor.Admin)
	r := ts.do("GET", "/calendar", admin, nil).want(200, "")
	if !strings.Contains(string(r.body), `"missing":[2031,2032]`) ||
		!strings.Contains(r.str("warning"), "2031、2032 年") {
		t.Errorf("calendar %s", r.body)
	}
	if r := ts.do("GET", "/todos", admin, nil).want(200, ""); !strings.Contains(string(r.body), "工作日历缺少放假安排") {
		t.Errorf("the administrator is not told: %s", r.body)
	}
	if r := ts.do("GET", "/todos", ts.as(zhenkang, actor.Officer), nil).want(200, ""); strings.Contains(string(r.body),
		"工作日历") {
		t.Errorf("an officer is told: %s", r.body)
	}
	ts.do("GET", "/calendar", ts.as(zhenkang, actor.Enterprise), nil).want(403, "")
}

// The administrator enters the notice of the next year, corrects it, and is not asked for it any more.
func TestCalendarIsEntered(t *testing.T) {
	ts := newTestServer(t)
	ts.setClock(time.Date(2031, 1, 5, 4, 0, 0, 0, time.UTC))
	admin := ts.as(zhenkang, actor.Admin)
	rest := func(name, first, last string, work ...string) map[string]any {
		return map[string]any{"name": name, "first": first, "last": last, "work": work}
	}
	body := map[string]any{"year": 2031, "source": "国办发明电〔2030〕9号", "rests": []any{
		rest("元旦", "2031-01-01", "2031-01-01"), rest("春节", "2031-01-22", "2031-01-28", "2031-02-01"), rest("清明节",
			"2031-04-05", "2031-04-05"),
		rest("劳动节", "2031-05-01", "2031-05-04"), rest("端午节", "2031-06-24", "2031-06-24"), rest("中秋节、国庆节", "2031-10-01",
			"2031-10-07")}}
	ts.do("POST", "/calendar", ts.as(zhenkang, actor.Officer), body).want(403, "")
	short := map[string]any{"year": 2031, "source": "国办发明电〔2030〕9号", "rests": []any{}}
	if r := ts.do("POST", "/calendar", admin, short).want(422, "notice-invalid"); !strings.Contains(string(r.body),
		"缺少端午节") {
		t.Errorf("an empty notice: %s", r.body)
	}
	ts.do("POST", "/calendar", admin, body).want(200, "")
	r := ts.do("GET", "/calendar", admin, nil).want(200, "")
	if !strings.Contains(string(r.body), `"missing":[]`) ||
		!strings.Contains(string(r.body), `"source":"国办发明电〔2030〕9号"`) ||
		!strings.Contains(string(r.body), `"may":true`) {
		t.Errorf("calendar %s", r.body)
	}
	if r := ts.do("GET", "/todos", admin, nil).want(200, ""); strings.Contains(string(r.body), "工作日历缺少") {
		t.Errorf("asked for again: %s", r.body)
	}
	ts.do("PUT", "/calendar/2031", admin, body).want(428, "")
	ts.do("PUT", "/calendar/2031", admin, body, "If-Match", `"1"`).want(200, "")
	ts.do("PUT", "/calendar/2031", admin, body, "If-Match", `"1"`).want(412, "")
	if r := ts.do("GET", "/market/history", admin, nil).want(200, ""); !strings.Contains(string(r.body),
		"2031年放假安排：国办发明电〔2030〕9号") {
		t.Errorf("history %s", r.body)
	}
}
