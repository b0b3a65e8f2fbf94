package pages_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"kebang/api"
	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/api/pages"
	"kebang/internal/actor"
	"kebang/internal/vocab"
)

const testIndex = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8" /><meta name="description" content="x" /><title>科榜</title>` +
	`<script type="module" src="/assets/main-abc.js"></script></head><body><div id="root"></div></body></html>`

// withPages serves a small user interface.
func withPages(c *api.Config) {
	c.App = fstest.MapFS{"index.html": {Data: []byte(testIndex)},
		"pages.txt": {Data: []byte("/\n/demands\n/demands/:id\n/deals/:id\n/statistics/funnel\n")},
		"assets/main-abc.js": {
			Data: []byte("export{}"),
		}, "assets/main-abc.js.br": {Data: []byte("BR")}, "assets/main-abc.js.gz": {Data: []byte("GZ")}}
}

func TestShell(t *testing.T) {
	ts := apitest.New(t, withPages)
	id := ts.Publish(
		apitest.Wuxiang,
		ts.As(apitest.Wuxiang, actor.Enterprise),
		"/demands",
		map[string]any{"title": `低温<b>"制浆"</b></title><script>alert(1)</script>`,
			"type": "technology", "industry": "0102", "region": "140429",
			"text": "要求 80 ℃ 以下 & 不用碱；</script><script>alert(2)</script>" + strings.Repeat("长文", 200)},
	)
	hidden := ts.Do("POST", "/demands", ts.As(apitest.Zhenkang, actor.Enterprise),
		map[string]any{"content": map[string]any{"title": "没有发布的草稿", "text": "只有本单位能看的内容。"}}).Want(201, "").Str("id")
	for path, want := range map[string]int{"/": 200, "/demands": 200, "/demands/" + id: 200, "/demands/" + hidden: 404,
		"/demands/none": 404, "/deals/x": 200,
		"/help": 404, "/deals": 404, "/demands/x/y": 404, "/demands/": 200, "/statistics/funnel": 200,
		"/robots.txt": 200, "/sitemap.xml": 200, "/pages.txt": 200} {
		r := ts.Do("GET", "/"+path, "", nil)
		if r.Status != want || strings.Contains(string(r.Body), "没有发布的草稿") {
			t.Errorf("%s: %d, want %d: %.200s", path, r.Status, want, r.Body)
		}
	}
	page := string(ts.Do("GET", "//demands/"+id, "", nil).Body)
	for _, want := range []string{"<title>低温&lt;b&gt;&#34;制浆&#34;", " · 武乡县技术市场</title>",
		`<meta property="og:type" content="article" />`,
		`<link rel="canonical" href="` + ts.URL + "/demands/" + id +
			`" />`, `<meta name="description" content="要求 80 ℃ 以下 &amp; 不用碱；&lt;/script&gt;`} {
		if !strings.Contains(page, want) {
			t.Errorf("the head lacks %s:\n%.1500s", want, page)
		}
	}
	if strings.Contains(page, "alert(1)</script>") || strings.Contains(page, "<script>alert") ||
		strings.Count(page, "<title>") != 1 {
		t.Errorf("not escaped:\n%.1500s", page)
	}
	block := regexp.MustCompile(`(?s)<script type="application/json" id="boot">(.*?)</script>`).FindStringSubmatch(page)
	var boot struct {
		Markets    []kernel.MarketView
		Industries []pages.IndustryNode
		Words      map[string]vocab.List
		Market     string
	}
	if len(block) != 2 || json.Unmarshal([]byte(block[1]), &boot) != nil || len(boot.Markets) != 2 ||
		len(boot.Industries) == 0 || len(boot.Words["roles"]) == 0 || boot.Market != apitest.Wuxiang {
		t.Errorf("boot: %.300s", block)
	}
}

func TestSitemapAndRobots(t *testing.T) {
	ts := apitest.New(t, withPages)
	var ids []string
	for i, m := range []string{apitest.Zhenkang, apitest.Wuxiang} {
		ids = append(
			ids,
			ts.Publish(
				m,
				ts.As(m, actor.Enterprise),
				"/demands",
				map[string]any{"title": fmt.Sprintf("第%d条需求", i), "text": "可以公开的内容，写得足够长。",
					"type": "technology", "industry": "0102", "region": "530924"},
			),
		)
	}
	r := ts.Do("GET", "//sitemap.xml", "", nil).Want(200, "")
	for _, id := range ids {
		if !regexp.MustCompile(`<loc>` + ts.URL + `/demands/` + id +
			`</loc><lastmod>\d{4}-\d\d-\d\d</lastmod>`).Match(r.Body) {
			t.Errorf("no %s in %s", id, r.Body)
		}
	}
	if r := ts.Do("GET", "//robots.txt", "", nil).Want(200, ""); !strings.Contains(string(r.Body),
		"Sitemap: "+ts.URL+"/sitemap.xml") {
		t.Errorf("robots: %s", r.Body)
	}
	n := 0
	for _, k := range ts.Handler.Router().ShownKinds() {
		if err := k.Newest(context.Background(), apitest.Zhenkang, 0, func(string, int64) { n++ }); err != nil ||
			n > 0 {
			t.Errorf("%s: %d beyond the limit, %v", k.Base, n, err)
		}
	}
}

func TestPackedAssets(t *testing.T) {
	ts := apitest.New(t, withPages)
	plain := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	for header, want := range map[string][2]string{"": {"", "export{}"}, "br": {"br", "BR"},
		"gzip, deflate, br": {"br", "BR"}, "gzip": {"gzip", "GZ"},
		"br;q=0, gzip;q=0.5": {"gzip", "GZ"}, "BR ; q=0.1": {"br", "BR"}, "identity": {"", "export{}"}, "brx": {"",
			"export{}"}} {
		r := ts.Send(plain, "GET", "//assets/main-abc.js", "", nil, "Accept-Encoding", header)
		got := [2]string{r.Header.Get("Content-Encoding"), string(r.Body)}
		if got != want || r.Header.Get("Content-Type") != "text/javascript; charset=utf-8" ||
			r.Header.Get("Vary") != "Accept-Encoding" ||
			!strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%q: %q, want %q (%v)", header, got, want, r.Header)
		}
	}
	if r := ts.Send(plain, "GET", "//assets/main-abc.js", "", nil, "Accept-Encoding", "br", "Range",
		"bytes=0-3"); r.Status != 206 || string(r.Body) != "expo" {
		t.Errorf("a part: %d %q", r.Status, r.Body)
	}
}
