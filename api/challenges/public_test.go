package challenges_test

import (
	"strings"
	"testing"

	"kebang/api/apitest"
)

// TestPublicFormsOfAChallenge reads feed, calendar entry and the papers of a notice. Nothing shows before the opening,
// and no contact is in the feed.
func TestPublicFormsOfAChallenge(t *testing.T) {
	b := newBench(t)
	terms, chain := public("publicity", "ratification")
	c := b.post(mill, "/challenges", object{"terms": terms})
	feed := "/challenges/feed.atom?market=" + apitest.Zhenkang
	if r := b.Do("GET", feed, "", nil).Want(200, ""); strings.Contains(string(r.Body), "<entry>") {
		t.Error("a draft is in the feed")
	}
	b.Do("GET", c+"/deadline.ics", "", nil).Want(404, "")
	b.move(mill, c, "submit", nil)
	b.move(officer, c, "announce", object{"chain": chain, "rule": chain[0]["rule"]})
	n := b.notice()
	b.Do("GET", n+"/paper.docx", b.SignIn(mill), nil).Want(403, "")
	b.get(officer, n+"/paper.docx")
	if html := string(b.get(officer, n+"/paper.html").Body); !strings.Contains(html, "<h1>榜单公示") ||
		strings.Contains(html, "class=") || strings.Contains(html, "<style") {
		t.Errorf("the HTML to paste is %s", html)
	}
	b.move(officer, n, "post", object{"place": "县政府门户网站", "address": "https://www.example.gov.cn/7.html",
		"first": "2026-03-02"})
	b.day("2026-03-12")
	b.move(officer, n, "end", object{"closing": "公示期满，无异议。"})
	b.move(officer, c, "publish", nil)
	r := b.Do("GET", feed, "", nil).Want(200, "")
	if s := string(r.Body); !strings.Contains(s, "蔗渣低温脱水与造粒") || strings.Contains(s, "13800000001") {
		t.Errorf("the feed is %s", s)
	}
	if s := string(b.Do("GET", c+"/deadline.ics", "", nil).Want(200, "").Body); !strings.Contains(s,
		"DTSTART:20260410T160000Z") {
		t.Errorf("the calendar entry is %s", s)
	}
	if r := b.Do("GET", "/challenges?phase=open", "", nil).Want(200, ""); len(r.At("items").([]any)) != 1 {
		t.Error("the open phase does not hold it")
	}
	if r := b.Do("GET", "/challenges?phase=ended", "", nil).Want(200, ""); len(r.At("items").([]any)) != 0 {
		t.Error("the archive holds an open challenge")
	}
}
