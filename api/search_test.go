package api_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/api/listings"
	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/intake"
	"kebang/internal/listing"
)

// A text search answers with the words it found. Pinyin and its initials find the Chinese word. Facts that only the
// index knows narrow and count, and money does so for members alone.
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
		r := m.Do("GET", "/demands?market="+apitest.Zhenkang+"&"+query, token, nil).Want(200, "")
		if err := json.Unmarshal(r.Body, &b); err != nil {
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
		if u := []rune(got.Text); got.Field != "title" || len(got.Marks) == 0 ||
			string(u[got.Marks[0][0]:got.Marks[0][1]]) != "蔗渣" {
			t.Errorf("%s marks %+v", typed, got)
		}
	}
	if b := list("", "q="+url.QueryEscape(wordClosed)); b.Total != 0 {
		t.Errorf("a closed field is found: %+v", b)
	}
	for _, c := range []struct {
		token, query string
		want         int
	}{{"", "mode=licence", 0}, {"", "trl=3", 0}, {"", "q=" + url.QueryEscape("蔗渣") + "&lead=true", 0}, {"",
		"q=zz&lead=false", 1},
		{"", "minFen=1", 1}, {m.As(apitest.Zhenkang, actor.Broker), "minFen=1", 0}} {
		if b := list(c.token, c.query); b.Total != c.want {
			t.Errorf("%s (token %t): %d found", c.query, c.token != "", b.Total)
		}
	}
	r := m.Do("GET", "/achievements/facets?q=zhezha&market="+apitest.Zhenkang, "", nil).Want(200, "")
	var f listings.FacetsView
	if err := json.Unmarshal(r.Body, &f); err != nil || f.Total != 1 || !f.Sound || len(f.Industry) != 1 ||
		f.Industry[0].Code != "01" || len(f.Region) != 1 || f.Region[0].Name != "云南省" {
		t.Errorf("facets %s, %v", r.Body, err)
	}
	partly := "/achievements/facets?market=" + apitest.Zhenkang + "&q=" + url.QueryEscape("蔗渣除了烧锅炉还能干什么用")
	if err := json.Unmarshal(m.Do("GET", partly, "", nil).Want(200, "").Body, &f); err != nil || f.Total != 1 ||
		!f.Partly || f.Sound {
		t.Errorf("a sentence: %+v, %v", f, err)
	}
	if b := list("", "q="+url.QueryEscape("蔗渣除了烧锅炉还能干什么用")); b.Total != 1 || len(b.Items) != 1 {
		t.Errorf("a sentence finds %+v", b)
	}
}

// TestSearchSpellings: an imported row is found by its unit, its serial number, in traditional characters and by
// every way to write a Latin name. The words are our own and, where they are, those of the shared file.
func TestSearchSpellings(t *testing.T) {
	files := map[string]string{
		"own": `{"企业名称": "渺汀丙果业有限公司", "需求名称": "国际论坛用茶渣干燥线", "需求内容": "茶渣堆放腐烂，需要低能耗干燥，Micro-LED 指示。"}`,
	}
	if b, err := os.ReadFile(filepath.Join("..", "..", "shared", "data", "field", "23-search.jsonl")); err == nil {
		files["shared"] = string(b)
	} else {
		t.Log("SKIP: ../shared/data/field is missing, so its search file is not tried")
	}
	for name, content := range files {
		t.Run(name, func(t *testing.T) {
			m := newMarked(t)
			officer := m.As(apitest.Zhenkang, actor.Officer)
			up := m.PostImport(officer, "demands", "search.jsonl", strings.NewReader(content)).Want(201, "")
			m.Do("POST", "/imports/"+up.Str("id")+"/apply", officer, map[string]any{"publish": true}).Want(200, "")
			// By one worker: what is published goes into the index.
			m.Worker.Handle(intake.EventApply,
				intake.NewService(m.DB, listing.NewService(m.DB, m.Now), contract.NewService(m.DB, m.Now), m.Parties,
					m.Accounts, nil, m.Now).OnApply)
			m.Drain()
			all := m.Do("GET", "/demands?market="+apitest.Zhenkang+"&q="+url.QueryEscape("国际论坛"), "", nil).Want(200, "")
			if len(all.At("items").([]any)) != 1 {
				t.Fatalf("imported %s", all.Body)
			}
			item := all.At("items").([]any)[0].(map[string]any)
			serial := item["serial"].(string)
			var unit string
			if err := json.Unmarshal([]byte(content), &struct {
				Unit *string `json:"企业名称"`
			}{&unit}); err != nil {
				t.Fatal(err)
			}
			for _, typed := range []string{unit, string([]rune(unit)[:3]), serial, strings.ReplaceAll(serial, "-", ""),
				strings.ToLower(serial), "國際論壇", "micro led", "Micro-LED", "microled"} {
				for who, token := range map[string]string{"a visitor": "", "a member": m.As(apitest.Zhenkang,
					actor.Broker),
					"another market": m.As(apitest.Wuxiang, actor.Institute)} {
					r := m.Do(
						"GET",
						"/demands?market="+apitest.Zhenkang+"&q="+url.QueryEscape(typed),
						token,
						nil,
					).Want(
						200,
						"",
					)
					if items := r.At("items").([]any); len(items) != 1 ||
						items[0].(map[string]any)["id"] != item["id"] {
						t.Errorf("%s finds by %s: %s", who, typed, r.Body)
					}
				}
			}
			// The firm that hides its name is found by none of it.
			for who, token := range map[string]string{"a visitor": "", "a member": m.As(apitest.Zhenkang,
				actor.Broker)} {
				if r := m.Do("GET", "/demands?market="+apitest.Zhenkang+"&q="+url.QueryEscape(firmName), token,
					nil).Want(200,
					""); fmt.Sprint(
					r.At("total"),
				) != "0" {
					t.Errorf("%s finds the hidden firm: %s", who, r.Body)
				}
			}
		})
	}
}
