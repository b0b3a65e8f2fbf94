// Package api serves Kebang over HTTP: JSON under /api/v1, problem details (RFC 9457) in Chinese, sign-in, and the
// built user interface. It only joins the areas and holds the goldens of the whole: openapi.json, and the table of
// routes and roles. It must not hold a rule of the domain: a handler decodes, calls one use case and encodes.
//
// Package kernel shows how a resource registers its routes. Add another one to resources in server.go, then `go test
// ./api -update` renews the goldens.
package api
