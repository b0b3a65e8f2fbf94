package kernel

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Config is the configuration of a server.
type Config struct {
	Callers Authenticator
	Access  AccessLog
	Replies Replies
	Limits  Limits
	Uploads Uploads          // nil counts no uploads
	Now     func() time.Time // nil means time.Now
	Log     *slog.Logger     // nil discards
	HTTPS   bool             // the public address is https: HSTS
	Proxies []*net.IPNet     // trusted proxies for X-Forwarded-For; see ParseProxies
	Public  string           // public origin, e.g. https://market.example.org
	Watch   Watcher          // nil measures nothing
	Paces   Paces            // the zero value means those of a service
	Bodies  BodyPace         // the zero value means that of a service
	// Problems are the codes of operations that the OpenAPI document lists.
	Problems Problems
	// Fields are the facts about fields that the OpenAPI document lists beside those of the Go types.
	Fields Fields
	// Operations says in English what operations do, for the OpenAPI document.
	Operations map[string]string
}

// Paces are the numbers of requests that an account or an address may make. A page makes about five reads. A whole
// office may share the one address of visitors.
type Paces struct{ Writing, Reading, Visiting Pace }

var servicePaces = Paces{Writing: PerMinute(1200, 300), Reading: PerMinute(600, 300), Visiting: PerMinute(1800, 600)}

// Uploads counts the uploads of accounts; its error refuses the upload.
type Uploads interface {
	ChargeUpload(ctx context.Context, a actor.Actor, bytes int64) error
}

// Watcher measures requests. Request is called first, with the pattern of the route. Its context becomes the request's,
// and its function gets the status at the end.
type Watcher interface {
	Request(r *http.Request, route string) (context.Context, func(status int))
}

type unwatched struct{}

func (unwatched) Request(r *http.Request, _ string) (context.Context, func(int)) {
	return r.Context(), func(int) {}
}

// Server answers the requests of the routes that resources register.
type Server struct {
	Config
	handler http.Handler // echo, with bodies paced
	router  *Router
}

// New makes a server with its own routes (reference data, to-dos, the OpenAPI document) and those of resources.
func New(c Config, resources ...Resource) *Server {
	useChinese()
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Watch == nil {
		c.Watch = unwatched{}
	}
	if c.Paces == (Paces{}) {
		c.Paces = servicePaces
	}
	if c.Bodies == (BodyPace{}) {
		c.Bodies = servicePace
	}
	c.Public = strings.TrimSuffix(c.Public, "/")
	s := &Server{Config: c}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.fail
	e.IPExtractor = addressBy(c.Proxies)
	gzip := middleware.GzipConfig{MinLength: 1024, Skipper: func(c echo.Context) bool {
		// Parts are of the plain bytes, and assets are compressed already.
		return c.Request().Header.Get("Range") != "" || strings.HasPrefix(c.Request().URL.Path, "/assets/")
	}}
	e.Use(s.observe, secure(c.HTTPS), middleware.GzipWithConfig(gzip), s.guard)
	s.handler = paced(e, c.Bodies)
	names := schemaNames{}
	s.router = &Router{api: humaecho.New(e, huma31(names)), names: names, enums: map[reflect.Type]string{}, log: c.Log,
		now:    c.Now,
		access: c.Access, callers: c.Callers, routes: map[string]*route{}, reference: map[string]any{},
		words: map[string]vocab.List{}, https: c.HTTPS}
	s.router.exports = newExportDesk(c.Now, func(ctx context.Context) error {
		return Refusal(c.Limits.Rough(ctx, Claim{"exports " + RequestOf(ctx).Source(), PerMinute(6, 20)}))
	})
	for _, r := range append(append([]Resource{s.document(), listTodos}, resources...), references) {
		r(s.router)
	}
	e.RouteNotFound("/*", s.elsewhere)
	return s
}

// Router holds the routes of the server.
func (s *Server) Router() *Router { return s.router }

// elsewhere answers the addresses without a route.
func (s *Server) elsewhere(c echo.Context) error {
	r := c.Request()
	if isAPI(r) {
		if allow := s.router.Allowed(r.URL.Path); allow != "" {
			c.Response().Header().Set("Allow", allow)
			return echo.ErrMethodNotAllowed
		}
		return fault.Of(fault.NotFound, fault.T("no-such-route",
			"没有这个接口地址或操作，请核对版本、方法和路径。",
			"There is no such route; check version, method and path."))
	}
	if s.router.pages == nil {
		return echo.ErrNotFound
	}
	return s.router.pages(c)
}

func huma31(names schemaNames) huma.Config {
	c := huma.DefaultConfig("Kebang 科榜 API", "1")
	c.Info.Description = "Technology market of a Chinese county. Money is whole fen (…Fen), dates are YYYY-MM-DD in " +
		"Beijing time, instants UTC milliseconds. Errors are application/problem+json; x-problem-codes lists the " +
		"codes of " +
		"each operation by status, those at the root may come from any."
	// Our own route serves the document, and pages load nothing from other hosts.
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.CreateHooks = nil // no $schema links in answers
	c.FieldsOptionalByDefault = true
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", names.of)
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"bearer": {Type: "http", Scheme: "bearer",
		BearerFormat: "JWT"}}
	json := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: func(b []byte, v any) error {
		if !utf8.Valid(b) {
			return fault.Of(fault.Malformed, fault.T("not-utf8",
				"请求内容不是有效的 UTF-8 文字，请转换编码后重试。",
				"The request is no valid UTF-8."))
		}
		return huma.DefaultJSONFormat.Unmarshal(b, v)
	}}
	c.Formats = map[string]huma.Format{"application/json": json, "json": json}
	return c
}

// Close removes the temporary files of the server.
func (s *Server) Close() { s.router.exports.Close() }

// ServeHTTP serves a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }
