package pages

import (
	"context"
	"encoding/json"
	"html"
	"io/fs"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"kebang/api/kernel"
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// pagesFile lists the addresses of all pages, one a line, with :name for a variable part. A test of the pages keeps it.
// Without it (the placeholder) every address is a page.
const pagesFile = "pages.txt"

// head is the content of the shell of one page besides the scripts.
type head struct {
	title, text, path string
	market            string // of the record of the page
	kind              string // of Open Graph
	status            int
}

const siteText = "县域技术市场：技术需求、科技成果、匹配对接、技术合同登记与统计"

// shell answers with the one HTML page of the user interface. Its head names the page, and it carries the data that the
// pages need before the first answer. Those are the markets, the names of industries and all enumerations. An unknown
// address, and a record that a visitor cannot see, have status 404. The pages then say so, or show the record to
// permitted readers.
func (s *Site) shell(c echo.Context, at string) error {
	index, err := fs.ReadFile(s.app, "index.html")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	markets, err := s.markets.All(ctx)
	if err != nil {
		return err
	}
	hd, err := s.headOf(ctx, at, markets)
	if err != nil {
		return err
	}
	boot, err := s.bootOf(markets, hd.market)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-cache")
	return c.HTML(hd.status, fill(string(index), hd, s.router.Origin(c.Request().Host), boot))
}

func (s *Site) headOf(ctx context.Context, at string, markets []kernel.MarketView) (head, error) {
	hd := head{title: "科榜", text: siteText, path: at, kind: "website", status: http.StatusOK}
	if !s.isPage(at) {
		hd.status = http.StatusNotFound
		return hd, nil
	}
	if at == "/" && len(markets) > 0 {
		// The pages show a visitor the oldest market until he chooses another; ids grow with time.
		first := slices.MinFunc(markets, func(a, b kernel.MarketView) int { return strings.Compare(a.ID, b.ID) })
		hd.title = first.Name + " · 科榜"
	}
	for _, k := range s.router.ShownKinds() {
		id, ok := strings.CutPrefix(at, k.Base+"/")
		if !ok || strings.Contains(id, "/") || id == "new" {
			continue
		}
		hd.status = http.StatusNotFound
		for _, m := range markets {
			x, err := k.Find(ctx, m.ID, id)
			if fault.Is(err, fault.NotFound) {
				continue
			}
			if err != nil {
				return hd, err
			}
			hd.title, hd.text, hd.market, hd.kind, hd.status = x.Title+" · "+
				m.Name, summary(x.Text), m.ID, "article", http.StatusOK
			break
		}
	}
	return hd, nil
}

// isPage reports whether the pages' own router knows an address.
func (s *Site) isPage(at string) bool {
	b, err := fs.ReadFile(s.app, pagesFile)
	if err != nil {
		return true
	}
	parts := strings.Split(at, "/")
	for pattern := range strings.FieldsSeq(string(b)) {
		want := strings.Split(pattern, "/")
		ok := len(want) == len(parts)
		for i := 0; ok && i < len(want); i++ {
			ok = want[i] == parts[i] || strings.HasPrefix(want[i], ":") && parts[i] != ""
		}
		if ok {
			return true
		}
	}
	return false
}

const (
	summaryRunes = 140 // length of a description in search engines
	bootMarkets  = 60  // more would make the shell of every page heavy, so the pages then request them
)

func summary(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return siteText
	}
	if utf8.RuneCountInString(text) <= summaryRunes {
		return text
	}
	return string([]rune(text)[:summaryRunes-1]) + "…"
}

// bootOf is the JSON with which the pages start. encoding/json writes < and > as escapes, so it cannot end its element.
func (s *Site) bootOf(markets []kernel.MarketView, market string) (string, error) {
	boot := struct {
		Markets    []kernel.MarketView   `json:"markets,omitempty"`
		Industries []IndustryNode        `json:"industries"`
		Words      map[string]vocab.List `json:"words"`
		Market     string                `json:"market,omitempty"`
	}{Industries: industryTree(), Words: s.router.AllWords(), Market: market}
	if len(markets) <= bootMarkets {
		boot.Markets = markets
	}
	b, err := json.Marshal(boot)
	return string(b), err
}

var (
	titleTag   = regexp.MustCompile(`(?s)<title>.*?</title>`)
	summaryTag = regexp.MustCompile(`<meta name="description"[^>]*>`)
)

// fill writes the head of a page into the built index.html. All texts are escaped. The data block is no script, so the
// page policy does not concern it.
func fill(index string, hd head, base, boot string) string {
	var b strings.Builder
	meta := func(attr, name, content string) {
		if content != "" {
			b.WriteString(`<meta ` + attr + `="` + name + `" content="` + html.EscapeString(content) + `" />`)
		}
	}
	b.WriteString("<title>" + html.EscapeString(hd.title) + "</title>")
	meta("name", "description", hd.text)
	if hd.status == http.StatusOK {
		meta("property", "og:title", hd.title)
		meta("property", "og:description", hd.text)
		meta("property", "og:type", hd.kind)
		meta("property", "og:site_name", "科榜")
		meta("property", "og:locale", "zh_CN")
		if base != "" {
			b.WriteString(`<link rel="canonical" href="` + html.EscapeString(base+hd.path) + `" />`)
			meta("property", "og:url", base+hd.path)
		}
	} else {
		meta("name", "robots", "noindex")
	}
	b.WriteString(`<script type="application/json" id="boot">` + boot + `</script></head>`)
	if !strings.Contains(index, "</head>") {
		return index
	}
	index = summaryTag.ReplaceAllLiteralString(titleTag.ReplaceAllLiteralString(index, ""), "")
	return strings.Replace(index, "</head>", b.String(), 1)
}
