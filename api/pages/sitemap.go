package pages

import (
	"context"
	"encoding/xml"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"kebang/api/kernel"
	"kebang/internal/workday"
)

const (
	sitemapMax  = 20_000         // addresses in all; the protocol of sitemaps.org allows 50,000
	sitemapLife = 10 * 60 * 1000 // life of a list, in milliseconds
)

// sitemapCache keeps the addresses, because search engines ask often and reading them is costly.
type sitemapCache struct {
	mu    sync.Mutex
	until int64
	urls  []sitemapURL
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// robots lets search engines read the pages of visitors and names the sitemap.
func (s *Site) robots(c echo.Context) error {
	lines := []string{"User-agent: *", "Disallow: " + kernel.Prefix + "/", "Disallow: /signin", "Disallow: /setup/",
		"Allow: /"}
	if base := s.router.Origin(c.Request().Host); base != "" {
		lines = append(lines, "", "Sitemap: "+base+"/sitemap.xml")
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=3600")
	return c.String(http.StatusOK, strings.Join(lines, "\n")+"\n")
}

// sitemap lists the public pages of all markets, the newest records first, at most sitemapMax.
func (s *Site) sitemap(c echo.Context) error {
	urls, err := s.publicURLs(c.Request().Context())
	if err != nil {
		return err
	}
	base := s.router.Origin(c.Request().Host)
	set := struct {
		XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []sitemapURL `xml:"url"`
	}{}
	for _, u := range urls {
		set.URLs = append(set.URLs, sitemapURL{base + u.Loc, u.LastMod})
	}
	b, err := xml.Marshal(set)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=600")
	return c.Blob(http.StatusOK, "application/xml; charset=utf-8", append([]byte(xml.Header), b...))
}

func (s *Site) publicURLs(ctx context.Context) ([]sitemapURL, error) {
	s.maps.mu.Lock()
	defer s.maps.mu.Unlock()
	now := s.router.Now()
	if now < s.maps.until {
		return s.maps.urls, nil
	}
	markets, err := s.markets.All(ctx)
	if err != nil {
		return nil, err
	}
	urls := []sitemapURL{{Loc: "/"}}
	for _, k := range s.router.ShownKinds() {
		urls = append(urls, sitemapURL{Loc: k.Base})
	}
	share := 0 // of each kind in each market
	if n := len(markets) * len(s.router.ShownKinds()); n > 0 {
		share = (sitemapMax - len(urls)) / n
	}
	for _, m := range markets {
		for _, k := range s.router.ShownKinds() {
			add := func(id string, at int64) {
				urls = append(urls, sitemapURL{k.Base + "/" + id, string(workday.Of(at))})
			}
			if err := k.Newest(ctx, m.ID, share, add); err != nil {
				return nil, err
			}
		}
	}
	s.maps.urls, s.maps.until = urls, now+sitemapLife
	return urls, nil
}
