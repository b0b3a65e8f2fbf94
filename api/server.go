package api

import (
	"context"
	"crypto/ed25519"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

// Deps is what a server is made of.
type Deps struct {
	Engine store.Engine
	Party  *party.Service
	// Accounts say who calls.
	Accounts *account.Service
	Calendar *calendar.Service
	Key      ed25519.PrivateKey
	// OldKeys sign nothing new; what they signed is believed, so that a key can be changed while people are signed in.
	OldKeys []ed25519.PrivateKey
	Now     func() time.Time // nil means time.Now
	Log     *slog.Logger     // nil discards
	App     fs.FS            // built user interface; nil serves the API only
	HTTPS   bool             // people reach the server by https: secure cookies and HSTS
	Proxies []*net.IPNet     // whose X-Forwarded-For is believed; see ParseProxies
	Public  string           // origin people use, e.g. https://market.example.org
	Contact string           // for security.txt: where to report a weakness; none when empty
	// Unlimited takes all limits off. It is for tests that send thousands of requests, never for a service.
	Unlimited bool
	Watch     Watcher            // nil watches nothing
	Access    *audit.SecurityLog // nil records nobody
	Shared    bool               // several processes share the engine: what bounds requests is counted there
	// SignInPerMinute bounds tries to sign in per account and address; 0 means 10 at once, then 10 a minute. Ten times
	// that per address over all accounts.
	SignInPerMinute int
}

// Watcher measures requests. Request is told of one with the pattern of its route before anything is done; the returned
// context is the request's, the returned function takes the status in the end.
type Watcher interface {
	Request(r *http.Request, route string) (context.Context, func(status int))
}

type unwatched struct{}

func (unwatched) Request(r *http.Request, _ string) (context.Context, func(int)) {
	return r.Context(), func(int) {}
}

// RequestID is the id of the request that ctx belongs to, for the log; empty outside of one.
func RequestID(ctx context.Context) string { return callerOf(ctx).request }

// Server is the HTTP side of Kebang.
type Server struct {
	db              store.Engine
	party           *party.Service
	accounts        *account.Service
	keys            *keys
	log             *slog.Logger
	watch           Watcher
	app             fs.FS
	https           bool
	public, contact string
	unlimited       bool
	echo            *echo.Echo
	handler         http.Handler // echo, with bodies paced
	router          *Router
	limits          limits
	tries           int // to sign in, a minute

	// Requests an account or an address may make. A page takes about five reads; behind the one address of visitors
	// stands a whole office.
	writing, reading, visiting pace
	maps                       sitemapCache
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec {
	return []store.Spec{tickets.Spec(), replies.Spec(), buckets.Spec(), signers.Spec()}
}

// New makes a server with its own resources and those given (see All).
func New(d Deps, resources ...Resource) *Server {
	useChinese()
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Watch == nil {
		d.Watch = unwatched{}
	}
	if d.SignInPerMinute == 0 {
		d.SignInPerMinute = 10
	}
	s := &Server{db: d.Engine, party: d.Party, accounts: d.Accounts, log: d.Log, watch: d.Watch, app: d.App, https: d.HTTPS, public: strings.TrimSuffix(d.Public, "/"), contact: d.Contact, keys: newKeys(d.Key, d.OldKeys, d.Now),
		limits: newOwnLimits(d.Now), tries: d.SignInPerMinute,
		writing: perMinute(1200, 300), reading: perMinute(600, 300), visiting: perMinute(1800, 600)}
	if d.Shared {
		s.limits = newSharedLimits(d.Engine, d.Now)
	}
	if d.Unlimited {
		s.limits, s.unlimited = noLimits{}, true
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.fail
	e.IPExtractor = addressBy(d.Proxies)
	e.Use(s.observe, secure(d.HTTPS), middleware.GzipWithConfig(middleware.GzipConfig{MinLength: 1024, Skipper: func(c echo.Context) bool {
		// Parts are of the plain bytes; assets are compressed already (see packed).
		return c.Request().Header.Get("Range") != "" || strings.HasPrefix(c.Request().URL.Path, "/assets/")
	}}), s.guard)
	s.echo, s.handler = e, Paced(e)
	s.router = &Router{api: humaecho.New(e, config()), log: d.Log, now: d.Now, routes: map[string]*route{}}
	s.router.exports = newExportDesk(d.Now, func(ctx context.Context) error {
		return refusal(s.limits.rough(ctx, claim{"exports " + counted(callerOf(ctx).address), perMinute(6, 20)}))
	})
	s.router.access = d.Access
	s.router.Files = &FileDesk{db: d.Engine, router: s.router, owners: map[string]FileOwner{}}
	for _, r := range append(s.own(d), resources...) {
		r(s.router)
	}
	e.RouteNotFound("/*", s.static)
	return s
}

// own are the resources every server has.
func (s *Server) own(d Deps) []Resource {
	return []Resource{s.document(), s.health(), s.sessions(), s.setup(), Tickets(d.Engine), s.router.Files.routes(), Todos(d.Accounts), References(d.Party),
		MarketRoutes(d.Party), Calendar(d.Calendar), Organizations(d.Party), Absences(d.Party), Accounts(d.Accounts, d.Party)}
}

func config() huma.Config {
	c := huma.DefaultConfig("Kebang 科榜 API", "1")
	c.Info.Description = "县域技术市场平台接口。金额为整数分（…Fen），日期为 YYYY-MM-DD（北京时间），时刻为 UTC 毫秒。错误为 application/problem+json。"
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", "" // the document is served by a route of ours; pages from elsewhere never
	c.CreateHooks = nil                                   // no $schema links in answers
	c.FieldsOptionalByDefault = true
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"bearer": {Type: "http", Scheme: "bearer", BearerFormat: "JWT"}}
	json := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: func(b []byte, v any) error {
		if !utf8.Valid(b) {
			return fault.New(fault.Malformed, "not-utf8", "请求内容不是有效的 UTF-8 文字，请转换编码后重试。")
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

// Health answers whether the server can read its records.
type Health struct {
	Status string `json:"status" enum:"ok"`
}

// health is for the checks of containers and monitors. A store that does not answer makes it a 5xx problem.
func (s *Server) health() Resource {
	return func(r *Router) {
		Route(r, Public.withoutToken(), Op("health", "GET", "/health", "服务是否正常"),
			func(ctx context.Context, _ actor.Actor, _ *struct{}) (*Out[Health], error) {
				_, err := s.party.Markets(ctx)
				return NewOut(Health{"ok"}), err
			})
	}
}

// Sweep removes spent tickets, old kept answers and ended sessions. Call it now and then.
func (s *Server) Sweep(ctx context.Context) error {
	now := s.router.Now()
	if _, err := s.accounts.SweepSessions(ctx); err != nil {
		return err
	}
	if err := sweep(ctx, s.db, tickets, "expires", now); err != nil {
		return err
	}
	if err := sweep(ctx, s.db, buckets, "full", now*1000); err != nil { // a full bucket is as good as none
		return err
	}
	return sweep(ctx, s.db, replies, "at", now-replyLife)
}

func sweep[T any](ctx context.Context, db store.Engine, c *store.Collection[T], field string, before int64) error {
	const page = 500
	for {
		n := 0
		err := db.Run(ctx, func(tx store.Tx) error {
			p, err := c.Find(tx, store.Query{Market: store.National, Where: []store.Cond{{Field: field, Op: store.Lt, Value: before}}, Limit: page})
			n = len(p.Items)
			for i := range p.Items {
				if err == nil {
					err = c.Delete(tx, &p.Items[i])
				}
			}
			return err
		})
		if err != nil || n < page {
			return err
		}
	}
}
