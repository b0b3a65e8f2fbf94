// Package kernel is the common part of all areas of the API. It has routes with their access, the guard before each
// request, problem details (RFC 9457), wire types of pages and records, and steps of lifecycles. It also has limits,
// idempotency and security headers. It must not know a store, a person, a session or a record: it asks an Authenticator
// who calls. Areas register their common parts with it (to-dos, reference data, public pages, downloads).
//
// A resource is a function that registers routes, and every route declares its callers:
//
//	func Widgets(svc *widget.Service) kernel.Resource {
//		return func(r *kernel.Router) {
//			kernel.Route(r, kernel.Roles(actor.Officer), kernel.Op("get-widget", "GET", "/widgets/{id}", "一个部件"),
//				func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[WidgetView], error) {
//					w, err := svc.Get(ctx, a, in.ID) // fault.NotFound becomes 404
//					return kernel.Tag(w.Rev, view(w)), err
//				})
//		}
//	}
//
// The order of a request: security headers, request log, gzip, guard (who, access, limits, idempotency), Huma (decode,
// validate), handler.
package kernel
