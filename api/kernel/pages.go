package kernel

import (
	"context"

	"github.com/labstack/echo/v4"
)

// ShownKind are public records with a page of their own at Base/{id}.
type ShownKind struct {
	Base string
	// Find reads a record as a visitor of the market may see it; fault.NotFound when he may not.
	Find func(ctx context.Context, market, id string) (Shown, error)
	// Newest calls fn for the records of a market that a visitor sees, the newest first, at most limit.
	Newest func(ctx context.Context, market string, limit int, fn func(id string, at int64)) error
}

// Shown is what the head of a public page says to search engines and to those it is shared with.
type Shown struct{ Title, Text string }

// Shown adds records with public pages.
func (r *Router) Shown(k ShownKind) { r.shown = append(r.shown, k) }

// ShownKinds are the public records that resources added.
func (r *Router) ShownKinds() []ShownKind { return r.shown }

// Pages answers all addresses that do not belong to the API.
func (r *Router) Pages(h echo.HandlerFunc) { r.pages = h }
