package pages

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"kebang/api/kernel"
	"kebang/internal/fault"
)

// Site is the built user interface.
type Site struct {
	router  *kernel.Router
	markets MarketList
	app     fs.FS
	contact string
	maps    sitemapCache
}

// MarketList reads the profiles of all markets.
type MarketList interface {
	All(ctx context.Context) ([]kernel.MarketView, error)
}

// Routes serve the built user interface: files by name, and the shell for every other page address. A nil app serves
// none. Contact goes into security.txt.
func Routes(app fs.FS, markets MarketList, contact string) kernel.Resource {
	return func(r *kernel.Router) {
		s := &Site{router: r, markets: markets, app: app, contact: contact}
		Vocabulary(r)
		r.Pages(s.serve)
	}
}

// serve gives the shell (see shell) for every address that is no file, so that the pages' own router works after a
// reload. Hashed assets never change. The shell is always requested.
func (s *Site) serve(c echo.Context) error {
	r := c.Request()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		c.Response().Header().Set("Allow", "GET, HEAD")
		return echo.ErrMethodNotAllowed
	}
	if r.URL.Path == "/.well-known/security.txt" {
		return s.securityText(c)
	}
	if s.app == nil {
		return fault.Of(fault.NotFound, fault.T("no-pages",
			"本程序未包含页面，请使用完整的发行版。",
			"This program holds no pages; use a whole release."))
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	switch name {
	case "robots.txt":
		return s.robots(c)
	case "sitemap.xml":
		return s.sitemap(c)
	case "", "index.html", pagesFile:
		return s.shell(c, "/")
	}
	b, err := fs.ReadFile(s.app, name)
	if errors.Is(err, fs.ErrInvalid) || errors.Is(err, fs.ErrNotExist) || isDir(s.app, name) {
		// The address of a page may hold a dot, like the id of a match. A file has a known type.
		if strings.HasPrefix(name, "assets/") || contentType(name) != unknownType {
			return fault.Of(fault.NotFound, fault.T("no-such-file", "没有找到这个文件。", "There is no such file."))
		}
		return s.shell(c, "/"+name)
	}
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		b = s.packed(c, name, b)
	}
	// Windows reads types from the registry, where .js can be text/plain. With nosniff the browser would then block the
	// page.
	h.Set("Content-Type", contentType(name))
	http.ServeContent(c.Response(), r, "", time.Time{}, bytes.NewReader(b))
	return nil
}

// packed gives the compressed form that the build left beside an asset, if the client accepts one; see compress.ts.
func (s *Site) packed(c echo.Context, name string, plain []byte) []byte {
	h := c.Response().Header()
	h.Add("Vary", "Accept-Encoding")
	if c.Request().Header.Get("Range") != "" { // parts are of the plain bytes
		return plain
	}
	for _, form := range []struct{ coding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(c.Request().Header.Get("Accept-Encoding"), form.coding) {
			continue
		}
		if b, err := fs.ReadFile(s.app, name+form.suffix); err == nil {
			h.Set("Content-Encoding", form.coding)
			h.Set("Content-Length", strconv.Itoa(len(b))) // ServeContent omits it for a coding
			return b
		}
	}
	return plain
}

// accepts reports whether an Accept-Encoding header names a coding and does not refuse it (RFC 9110, 12.5.3).
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		_, q, weighed := strings.Cut(strings.ReplaceAll(params, " ", ""), "q=")
		n, err := strconv.ParseFloat(q, 64)
		return !weighed || err == nil && n > 0
	}
	return false
}

func isDir(f fs.FS, name string) bool {
	i, err := fs.Stat(f, name)
	return err == nil && i.IsDir()
}

var types = map[string]string{".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml", ".json": "application/json", ".png": "image/png", ".ico": "image/x-icon",
	".woff2":       "font/woff2",
	".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8",
	".xml": "application/xml; charset=utf-8"}

const unknownType = "application/octet-stream"

func contentType(name string) string {
	ext := path.Ext(name)
	if t := types[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return unknownType
}

// securityText is /.well-known/security.txt (RFC 9116): the contact for reports of a weakness.
func (s *Site) securityText(c echo.Context) error {
	if s.contact == "" {
		return fault.Of(fault.NotFound, fault.T("no-such-file", "没有找到这个文件。", "There is no such file."))
	}
	expires := s.router.Time().AddDate(0, 6, 0).UTC().Truncate(24 * time.Hour)
	return c.String(http.StatusOK, "Contact: "+s.contact+"\nExpires: "+expires.Format(time.RFC3339)+
		"\nPreferred-Languages: zh, en\n")
}
