package kernel

import (
	"context"
	"regexp"

	"github.com/labstack/echo/v4"
)

// ShownKind are public records with a page of their own at Base/{id}.
type ShownKind struct {
	Base string
	// Find reads a record for a visitor of the market; fault.NotFound when it is not public.
	Find func(ctx context.Context, market, id string) (Shown, error)
	// Newest calls fn for at most limit public records of a market, the newest first.
	Newest func(ctx context.Context, market string, limit int, fn func(id string, at int64)) error
}

// Shown is the text in the head of a public page, for search engines and shared links.
type Shown struct{ Title, Text string }

// Shown adds records with public pages.
func (r *Router) Shown(k ShownKind) { r.shown = append(r.shown, k) }

// ShownKinds are the public records that resources added.
func (r *Router) ShownKinds() []ShownKind { return r.shown }

// Pages answers all addresses outside the API.
func (r *Router) Pages(h echo.HandlerFunc) { r.pages = h }

var hostForm = regexp.MustCompile(`^[A-Za-z0-9.\-]+(:\d+)?$|^\[[0-9A-Fa-f:.]+\](:\d+)?$`)

// Origin is the public address of the server by the Host header of a request, without a slash at its end. It is empty
// for a header of another form.
func (r *Router) Origin(host string) string {
	switch {
	case !hostForm.MatchString(host):
		return ""
	case r.https:
		return "https://" + host
	}
	return "http://" + host
}
