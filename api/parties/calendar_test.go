package parties_test

import (
	"strings"
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

func TestCalendarSaysWhichYearIsMissing(t *testing.T) {
	ts := apitest.New(t)
	ts.SetClock(time.Date(2031, 11, 2, 4, 0, 0, 0, time.UTC))
	admin := ts.As(apitest.Zhenkang, actor.Admin)
	r := ts.Do("GET", "/calendar", admin, nil).Want(200, "")
	if !strings.Contains(string(r.Body), `"missing":[2031,2032]`) ||
		!strings.Contains(r.Str("warning"), "2031、2032 年") {
		t.Errorf("calendar %s", r.Body)
	}
	if r := ts.Do("GET", "/todos", admin, nil).Want(200, ""); !strings.Contains(string(r.Body), "工作日历缺少放假安排") {
		t.Errorf("the administrator is not told: %s", r.Body)
	}
	if r := ts.Do("GET", "/todos", ts.As(apitest.Zhenkang, actor.Officer), nil).Want(200, ""); strings.Contains(
		string(r.Body),
		"工作日历",
	) {
		t.Errorf("an officer is told: %s", r.Body)
	}
	ts.Do("GET", "/calendar", ts.As(apitest.Zhenkang, actor.Enterprise), nil).Want(403, "")
}

// The administrator enters the notice of the next year, corrects it, and is not asked for it any more.
func TestCalendarIsEntered(t *testing.T) {
	ts := apitest.New(t)
	ts.SetClock(time.Date(2031, 1, 5, 4, 0, 0, 0, time.UTC))
	admin := ts.As(apitest.Zhenkang, actor.Admin)
	rest := func(name, first, last string, work ...string) map[string]any {
		return map[string]any{"name": name, "first": first, "last": last, "work": work}
	}
	body := map[string]any{"year": 2031, "source": "国办发明电〔2030〕9号", "rests": []any{
		rest("元旦", "2031-01-01", "2031-01-01"), rest("春节", "2031-01-22", "2031-01-28", "2031-02-01"), rest("清明节",
			"2031-04-05", "2031-04-05"),
		rest("劳动节", "2031-05-01", "2031-05-04"), rest("端午节", "2031-06-24", "2031-06-24"), rest("中秋节、国庆节", "2031-10-01",
			"2031-10-07")}}
	ts.Do("POST", "/calendar", ts.As(apitest.Zhenkang, actor.Officer), body).Want(403, "")
	short := map[string]any{"year": 2031, "source": "国办发明电〔2030〕9号", "rests": []any{}}
	if r := ts.Do("POST", "/calendar", admin, short).Want(422, "notice-invalid"); !strings.Contains(string(r.Body),
		"缺少端午节") {
		t.Errorf("an empty notice: %s", r.Body)
	}
	ts.Do("POST", "/calendar", admin, body).Want(200, "")
	r := ts.Do("GET", "/calendar", admin, nil).Want(200, "")
	if !strings.Contains(string(r.Body), `"missing":[]`) ||
		!strings.Contains(string(r.Body), `"source":"国办发明电〔2030〕9号"`) ||
		!strings.Contains(string(r.Body), `"may":true`) {
		t.Errorf("calendar %s", r.Body)
	}
	if r := ts.Do("GET", "/todos", admin, nil).Want(200, ""); strings.Contains(string(r.Body), "工作日历缺少") {
		t.Errorf("asked for again: %s", r.Body)
	}
	ts.Do("PUT", "/calendar/2031", admin, body).Want(428, "")
	ts.Do("PUT", "/calendar/2031", admin, body, "If-Match", `"1"`).Want(200, "")
	ts.Do("PUT", "/calendar/2031", admin, body, "If-Match", `"1"`).Want(412, "")
	if r := ts.Do("GET", "/market/history", admin, nil).Want(200, ""); !strings.Contains(string(r.Body),
		"2031年放假安排：国办发明电〔2030〕9号") {
		t.Errorf("history %s", r.Body)
	}
}
