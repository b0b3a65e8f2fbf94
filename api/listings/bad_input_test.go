package listings_test

import (
	"fmt"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

// TestBadListings sends listings that must not be written: a Chinese sentence and a place each, nothing half-written,
// and the server lives on.
func TestBadListings(t *testing.T) {
	ts := apitest.New(t)
	firm := ts.As(apitest.Zhenkang, actor.Enterprise)
	good := func() map[string]any {
		return map[string]any{"title": "降低蔗渣水分", "text": "压榨后的蔗渣含水偏高，希望降低出渣水分。", "industry": "0104"}
	}
	long := strings.Repeat("长", 10_000)
	for name, c := range map[string]struct {
		change func(map[string]any)
		at     string
	}{
		"unknown field": {func(c map[string]any) { c["colour"] = "red" }, "/content/colour"},
		"unknown field deep down": {func(c map[string]any) { c["contact"] = map[string]any{"fax": "1"} },
			"/content/contact/fax"},
		"wrong type":        {func(c map[string]any) { c["title"] = 7 }, "/content/title"},
		"number as text":    {func(c map[string]any) { c["budgetFen"] = "100" }, "/content/budgetFen"},
		"fraction of a fen": {func(c map[string]any) { c["budgetFen"] = 1.5 }, "/content/budgetFen"},
		"negative budget":   {func(c map[string]any) { c["budgetFen"] = -1 }, "/budgetFen"},
		"negative floor":    {func(c map[string]any) { c["floorFen"] = -1 }, "/floorFen"},
		"too much money": {func(c map[string]any) { c["budgetFen"] = 9_000_000_000_000_000_000 },
			"/budgetFen"},
		"impossible date":         {func(c map[string]any) { c["deadline"] = "2026-02-30" }, "/deadline"},
		"a date in words":         {func(c map[string]any) { c["deadline"] = "明年" }, "/deadline"},
		"10,000 characters title": {func(c map[string]any) { c["title"] = long }, "/title"},
		"no title":                {func(c map[string]any) { c["title"] = "  " }, "/title"},
		"too long a text":         {func(c map[string]any) { c["text"] = long + long + long }, "/text"},
		"foreign industry":        {func(c map[string]any) { c["industry"] = "9999" }, "/industry"},
		"foreign region":          {func(c map[string]any) { c["region"] = "999999" }, "/region"},
		"foreign type":            {func(c map[string]any) { c["type"] = "magic" }, "/type"},
		"maturity out of range":   {func(c map[string]any) { c["minTrl"] = 10 }, "/minTrl"},
		"a requirement in words": {func(c map[string]any) {
			c["requirements"] = []any{map[string]any{"metric": "水分", "op": "<=", "value": "很低"}}
		}, "/requirements/0/value"},
		"six must-haves":      {func(c map[string]any) { c["requirements"] = sixMusts() }, "/requirements"},
		"a control character": {func(c map[string]any) { c["title"] = "标题\x00" }, "/title"},
		"a level that is no level": {func(c map[string]any) { c["levels"] = map[string]any{"text": 7} },
			"/content/levels"},
		"content that is no object": {nil, "/content"},
	} {
		body := map[string]any{"content": "x"}
		if c.change != nil {
			content := good()
			c.change(content)
			body["content"] = content
		}
		r := ts.Do("POST", "/demands", firm, body)
		if r.Status != 422 && r.Status != 400 || !apitest.Chinese.MatchString(r.Str("detail")) ||
			!strings.Contains(string(r.Body), `"`+c.at) && !strings.Contains(string(r.Body), c.at+`"`) {
			t.Errorf("%s: %d %s", name, r.Status, r.Body)
		}
	}
	for _, base := range []string{"/demands", "/achievements"} {
		if n := ts.Do("GET", base+"?scope=mine", firm, nil).Want(200, "").At("total"); n != 0.0 {
			t.Errorf("%v %s were written", n, base)
		}
	}
	// A bad edit leaves the good record as it was, and no serial was spent on the bad ones.
	r := ts.Do("POST", "/demands", firm, map[string]any{"content": good()}).Want(201, "")
	if !strings.HasSuffix(r.Str("serial"), "-000001") {
		t.Errorf("serial %s", r.Str("serial"))
	}
	bad := good()
	bad["title"] = long
	ts.Do("PUT", "/demands/"+r.Str("id"), firm, map[string]any{"content": bad}, "If-Match",
		r.Header.Get("ETag")).Want(422, "content-invalid")
	now := ts.Do("GET", "/demands/"+r.Str("id"), firm, nil).Want(200, "")
	if fmt.Sprint(now.At("rev")) != "1" || now.Str("draft", "title") != "降低蔗渣水分" {
		t.Errorf("after a bad edit: %s", now.Body)
	}
	ts.Do("POST", "/demands/"+r.Str("id")+"/withdraw", firm, map[string]any{"reason": "x"}, "If-Match",
		r.Header.Get("ETag")).Want(409, "wrong-state")
	ts.Do("POST", "/demands/"+r.Str("id")+"/submit", firm, map[string]any{"reasn": "x"}, "If-Match",
		r.Header.Get("ETag")).Want(422, "")
	ts.Do("POST", "/deals", firm, map[string]any{"demand": r.Str("id"), "achievement": "nothing"}).Want(404, "")
	ts.Do("POST", "/deals", firm, map[string]any{"demand": 7}).Want(422, "")
	ts.Do("POST", "/deals", firm, map[string]any{"match": "nothing"}).Want(404, "")
}

// TestListOrder reads a list in both orders and refuses one that does not exist.
func TestListOrder(t *testing.T) {
	ts := apitest.New(t)
	firm := ts.As(apitest.Zhenkang, actor.Enterprise)
	for _, title := range []string{"第一条需求", "第二条需求", "第三条需求"} {
		ts.Do("POST", "/demands", firm, map[string]any{"content": map[string]any{"title": title,
			"text": "内容"}}).Want(201, "")
	}
	for sort, want := range map[string]string{"serial": "第一条需求", "-serial": "第三条需求"} {
		r := ts.Do("GET", "/demands?scope=mine&limit=1&sort="+sort, firm, nil).Want(200, "")
		if !strings.Contains(string(r.Body), want) || r.Str("next") == "" {
			t.Errorf("%s: %s", sort, r.Body)
		}
	}
	ts.Do("GET", "/demands?scope=mine&sort=colour", firm, nil).Want(400, "unknown-sort")
}

func sixMusts() []any {
	var out []any
	for i := range 6 {
		out = append(out, map[string]any{"must": true, "metric": fmt.Sprintf("指标%d", i), "op": "<=", "value": "1",
			"unit": "%"})
	}
	return out
}
