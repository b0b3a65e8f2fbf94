package api

import (
	"encoding/json"
	"net/url"
	"testing"

	"kebang/internal/party"
)

// A text search answers with the words it found; pinyin and its initials find the Chinese word; what only the index knows
// narrows and counts, and money does so for members alone.
func TestSearchListsMarksAndCounts(t *testing.T) {
	m := newMarked(t)
	type body struct {
		Total int
		Items []struct {
			ID      string
			Matched []struct {
				Field, Text string
				Marks       [][2]int
			}
		}
	}
	list := func(token, query string) (b body) {
		t.Helper()
		r := m.do("GET", "/demands?market="+zhenkang+"&"+query, token, nil).want(200, "")
		if err := json.Unmarshal(r.body, &b); err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, typed := range []string{"蔗渣", "zhezha", "zz", "zhe zha"} {
		b := list("", "q="+url.QueryEscape(typed))
		if b.Total != 1 || len(b.Items) != 1 || len(b.Items[0].Matched) == 0 {
			t.Fatalf("%s finds %+v", typed, b)
		}
		got := b.Items[0].Matched[0]
		if u := []rune(got.Text); got.Field != "title" || len(got.Marks) == 0 || string(u[got.Marks[0][0]:got.Marks[0][1]]) != "蔗渣" {
			t.Errorf("%s marks %+v", typed, got)
		}
	}
	if b := list("", "q="+url.QueryEscape(wordClosed)); b.Total != 0 {
		t.Errorf("a closed field is found: %+v", b)
	}
	for _, c := range []struct {
		token, query string
		want         int
	}{{"", "mode=licence", 0}, {"", "trl=3", 0}, {"", "q=" + url.QueryEscape("蔗渣") + "&lead=true", 0}, {"", "q=zz&lead=false", 1},
		{"", "minFen=1", 1}, {m.as(zhenkang, party.Broker), "minFen=1", 0}} {
		if b := list(c.token, c.query); b.Total != c.want {
			t.Errorf("%s (token %t): %d found", c.query, c.token != "", b.Total)
		}
	}
	r := m.do("GET", "/achievements/facets?q=zhezha&market="+zhenkang, "", nil).want(200, "")
	var f FacetsView
	if err := json.Unmarshal(r.body, &f); err != nil || f.Total != 1 || !f.Sound || len(f.Industry) != 1 || f.Industry[0].Code != "01" || len(f.Region) != 1 || f.Region[0].Name != "云南省" {
		t.Errorf("facets %s, %v", r.body, err)
	}
}
