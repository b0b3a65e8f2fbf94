package kernel

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Prefix precedes the path of every route.
const Prefix = "/api/v1"

// Body limits in bytes. Operation.MaxBodyBytes raises that of a route.
const (
	defaultBody = 1 << 20
	formSlack   = 64 << 10 // bytes of the multipart form around a file
)

type accessKind int

const (
	undeclared accessKind = iota
	public
	signedIn
	byRole
)

// Access lists the permitted callers of a route. The zero value cannot be registered.
type Access struct {
	kind   accessKind
	roles  []actor.Role
	ticket bool
	first  bool
	blind  bool
	logged bool
}

// Public routes answer everybody, SignedIn ones every person with an account, in any role.
var (
	Public   = Access{kind: public}
	SignedIn = Access{kind: signedIn}
)

// Roles permits actors in one of the roles.
func Roles(rs ...actor.Role) Access { return Access{kind: byRole, roles: rs} }

// Ticket accepts a download ticket (?ticket=) in place of the bearer token.
func (a Access) Ticket() Access { a.ticket = true; return a }

// BeforeChange permits people who have not yet changed their one-time password.
func (a Access) BeforeChange() Access { a.first = true; return a }

// WithoutToken ignores a bearer token, because signing in and refreshing must work with an expired one.
func (a Access) WithoutToken() Access { a.blind = true; return a }

// LogAddress logs the address of the client, for sign-ins and tries.
func (a Access) LogAddress() Access { a.logged = true; return a }

// Allows reports whether an actor passes.
func (a Access) Allows(who actor.Actor) bool {
	return a.kind == public || a.kind == signedIn && who.Known() || a.kind == byRole && who.Is(a.roles...)
}

func (a Access) String() string {
	s := [...]string{"undeclared", "public", "signed-in", "roles"}[a.kind]
	for _, r := range a.roles {
		s += " " + string(r)
	}
	if a.ticket {
		s += " +ticket"
	}
	return s
}

// Op describes an operation: its stable id in the OpenAPI document, method, path under Prefix, and Chinese summary. The
// tag is the first segment of the path.
func Op(id, method, path, summary string) huma.Operation {
	tag, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Tags: []string{tag}}
}

// Created makes an operation answer 201.
func Created(op huma.Operation) huma.Operation { op.DefaultStatus = http.StatusCreated; return op }

// Secret marks an operation whose answer holds a secret. The answer is never kept for Idempotency-Key.
func Secret(op huma.Operation) huma.Operation {
	op.Metadata = map[string]any{"secret": true}
	return op
}

// Resource registers the routes of one resource.
type Resource func(*Router)

// Router collects routes and the parts that resources add to common ones.
type Router struct {
	api       huma.API
	names     schemaNames
	enums     map[reflect.Type]string // name of the list in /reference
	exports   *exportDesk
	access    AccessLog
	callers   Authenticator
	log       *slog.Logger
	now       func() time.Time
	routes    map[string]*route // by method and Echo path
	order     []*route
	todos     []Todo
	shown     []ShownKind
	reference map[string]any
	words     map[string]vocab.List
	pages     echo.HandlerFunc
	https     bool
}

type route struct {
	op     huma.Operation
	access Access
	limit  int64
	upload bool
	secret bool
	input  reflect.Type
}

// Now is the current time in UTC milliseconds.
func (r *Router) Now() int64 { return r.now().UnixMilli() }

// Registered is a registered route with its operation and access.
type Registered struct {
	Op     huma.Operation
	Access Access
	Upload bool // takes files, which count against the quota of the account
}

// Routes lists all routes in the order of registration.
func (r *Router) Routes() []Registered {
	var out []Registered
	for _, rt := range r.order {
		out = append(out, Registered{rt.op, rt.access, rt.upload})
	}
	return out
}

// Document is the OpenAPI document of Huma, before OpenAPI completes it.
func (r *Router) Document() *huma.OpenAPI { return r.api.OpenAPI() }

// Time is the current time.
func (r *Router) Time() time.Time { return r.now() }

// NoteRead records that the caller read protected content.
func (r *Router) NoteRead(ctx context.Context, what fault.Said, record string) {
	r.access.Read(ctx, what, record)
}

// NoteOpened records that the caller opens a file of a market. On an error the file stays closed.
func (r *Router) NoteOpened(ctx context.Context, market, name, file string) error {
	return r.access.Opened(ctx, market, name, file)
}

// Handler answers a request of the acting person.
type Handler[I, O any] func(ctx context.Context, a actor.Actor, in *I) (*O, error)

// Route registers a handler with its access. The handler gets the acting person. Its faults become problems.
func Route[I, O any](r *Router, access Access, op huma.Operation, h Handler[I, O]) {
	checkInput(op.OperationID, reflect.TypeFor[I]())
	r.add(access, &op).input = reflect.TypeFor[I]()
	if _, empty := any((*O)(nil)).(*Empty); empty && op.DefaultStatus == 0 {
		op.DefaultStatus = http.StatusNoContent
	}
	huma.Register(r.api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, RequestOf(ctx).Actor, in)
		if err != nil {
			return nil, r.problem(ctx, err)
		}
		whole, _ := filled(reflect.ValueOf(out))
		return whole.Interface().(*O), nil
	})
}

// checkInput refuses an input that embeds an unexported type, because Huma would silently leave its parameters empty.
func checkInput(op string, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && !f.IsExported() {
			panic("kernel: the input of " + op + " embeds the unexported type " + f.Name + ", which Huma skips")
		}
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			checkInput(op, f.Type)
		}
	}
}

func (r *Router) add(access Access, op *huma.Operation) *route {
	if access.kind == undeclared || access.kind == byRole && len(access.roles) == 0 {
		panic("kernel: " + op.OperationID + " does not say who may call it")
	}
	if access.ticket && op.Method != http.MethodGet {
		panic("kernel: " + op.OperationID + " takes a ticket but changes something")
	}
	op.Path = Prefix + op.Path
	limit := op.MaxBodyBytes
	if limit == 0 {
		limit = defaultBody
	}
	rt := &route{access: access, limit: limit, upload: op.MaxBodyBytes > defaultBody,
		secret: op.Metadata["secret"] == true}
	if rt.upload {
		rt.limit += formSlack
	}
	op.MaxBodyBytes = -1    // the guard applies the limit, also for multipart, where Huma does not
	op.BodyReadTimeout = -1 // Paced applies the time limit, on every path
	if access.kind != public {
		op.Security = []map[string][]string{{"bearer": {}}}
	}
	op.Description = strings.TrimSpace(op.Description + "\n\n" + accessText(access))
	op.Extensions = maps.Collect(maps.All(op.Extensions))
	if access.kind == byRole {
		op.Extensions["x-roles"] = access.roles
	}
	key := op.Method + " " + echoPath(op.Path)
	if r.routes[key] != nil {
		panic(fmt.Sprintf("kernel: %s is registered twice", key))
	}
	rt.op = *op
	r.routes[key] = rt
	r.order = append(r.order, rt)
	return rt
}

func accessText(a Access) string {
	switch a.kind {
	case public:
		return "Public."
	case signedIn:
		return "Anybody with an account."
	}
	var names []string
	for _, r := range a.roles {
		names = append(names, string(r))
	}
	return "Roles: " + strings.Join(names, ", ") + "."
}

func echoPath(p string) string {
	return strings.ReplaceAll(strings.ReplaceAll(p, "{", ":"), "}", "")
}

// problem gives an error its answer, and logs internal causes, once.
func (r *Router) problem(ctx context.Context, err error) *Problem {
	p, internal := ProblemOf(err)
	if internal && errors.Is(ctx.Err(), context.Canceled) {
		// Nobody reads it, and it is no failure of ours.
		return ProblemWith(http.StatusServiceUnavailable,
			fault.T("client-left", "请求已中断，请重试。", "The request was cut off; please retry."))
	}
	if internal {
		req := RequestOf(ctx)
		r.log.ErrorContext(ctx, "request failed", "route", req.Route, "request_id", req.ID, "error", err)
	}
	return p.In(RequestOf(ctx).Lang)
}

// Allowed lists the known methods of an address of the interface; empty for an unknown address. Of several fitting
// patterns the one with the fewest parameters counts, as in the router.
func (r *Router) Allowed(path string) string {
	parts := strings.Split(path, "/")
	best, places := "", len(parts)+1
	var methods []string
	for _, rt := range r.order {
		want := strings.Split(rt.op.Path, "/")
		if len(want) != len(parts) {
			continue
		}
		fits, open := true, 0
		for i, w := range want {
			place := strings.HasPrefix(w, "{")
			if fits = fits && (w == parts[i] || place && parts[i] != ""); place {
				open++
			}
		}
		if !fits || open > places || open == places && rt.op.Path != best {
			continue
		}
		if open < places {
			best, places, methods = rt.op.Path, open, nil
		}
		methods = append(methods, rt.op.Method)
	}
	slices.Sort(methods)
	return strings.Join(methods, ", ")
}
