// Package api serves Kebang over HTTP: one file per resource, JSON under /api/v1, problem details (RFC 9457) in Chinese,
// sign-in, and the built user interface. It must not hold a rule of the domain: a handler decodes, calls one use case
// and encodes; package fault's kinds become statuses in one table (problem.go).
//
// A resource is a function that registers routes, and every route says who may call it:
//
//	func Widgets(svc *widget.Service) Resource {
//		return func(r *Router) {
//			Route(r, Roles(party.Officer), Op("publish-widget", "POST", "/widgets/{id}/publish", "审核发布"),
//				func(ctx context.Context, a party.Actor, in *struct {
//					ID string `path:"id"`
//					IfMatch
//				}) (*Tagged[widget.View], error) {
//					rev, err := in.Rev() // 428 when the If-Match header is missing
//					if err != nil {
//						return nil, err
//					}
//					v, err := svc.Publish(ctx, a, in.ID, rev) // fault.Stale becomes 412
//					return Tag(v.Rev, v), err
//				})
//		}
//	}
//
// Add the resource to All in resources.go, then `go test ./api -update` renews openapi.json and the golden table of
// routes and roles. The order of a request: security headers, request log, gzip, guard (who, access, limits,
// idempotency), Huma (decode, validate), handler.
package api
