package api

import (
	"context"
	"crypto/ed25519"
	_ "embed" // problems.txt, fields.txt, operations.txt
	"io"
	"io/fs"
	"log/slog"
	"net"
	"slices"
	"sync"
	"time"

	"kebang/api/accounts"
	"kebang/api/agendas"
	"kebang/api/challenges"
	"kebang/api/contracts"
	"kebang/api/deals"
	"kebang/api/decisions"
	"kebang/api/experts"
	"kebang/api/files"
	"kebang/api/imports"
	"kebang/api/kernel"
	"kebang/api/listings"
	"kebang/api/matches"
	"kebang/api/notices"
	"kebang/api/operations"
	"kebang/api/pages"
	"kebang/api/parties"
	"kebang/api/requests"
	"kebang/api/reviews"
	"kebang/api/statistics"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/agenda"
	"kebang/internal/approval"
	"kebang/internal/audit"
	"kebang/internal/backup"
	"kebang/internal/calendar"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/challenge/review"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/expert"
	"kebang/internal/intake"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/publicity"
	"kebang/internal/registry"
	"kebang/internal/settings"
	"kebang/internal/stats"
	"kebang/internal/store"
	"kebang/internal/workbook"
	"kebang/matcher"
)

// Services are the use cases behind the routes.
type Services struct {
	Parties    *party.Service
	Accounts   *account.Service
	Calendar   *calendar.Service
	Settings   *settings.Service
	Backups    *backup.Service
	Listings   *listing.Service
	Deals      *deal.Service
	Contracts  *contract.Service
	Registry   *registry.Service
	Challenges *challenge.Service
	Bids       *bid.Service
	Publicity  *publicity.Service
	Agenda     *agenda.Service
	Approval   *approval.Service
	Experts    *expert.Service
	Reviews    *review.Service
	Stats      *stats.Service
	Matches    *matcher.Service
	Intake     *intake.Service
	Exporter   *workbook.Exporter
	Files      interface {
		files.Files
		kernel.Uploads
	}
	Jobs operations.JobDesk
	// BackupFolder is shown to administrators; only the operator of the server chooses it.
	BackupFolder string
}

// Config is the configuration of a handler.
type Config struct {
	Services
	Engine store.Engine
	Key    ed25519.PrivateKey
	// OldKeys verify older signatures but sign nothing. With them a key can be changed while people are signed in.
	OldKeys []ed25519.PrivateKey
	Now     func() time.Time // nil means time.Now
	Log     *slog.Logger     // nil discards
	App     fs.FS            // built user interface; nil serves the API only
	HTTPS   bool             // the public address is https: secure cookies and HSTS
	Proxies []*net.IPNet     // trusted proxies for X-Forwarded-For; see kernel.ParseProxies
	Public  string           // public origin, e.g. https://market.example.org
	Contact string           // contact for reports of a weakness, in security.txt; empty for none
	// Unlimited removes all limits. It is for tests with thousands of requests, never for a service.
	Unlimited bool
	Watch     kernel.Watcher     // nil measures nothing
	Access    *audit.SecurityLog // nil records nothing
	Shared    bool               // several processes share the engine, so request limits are counted there
	// SignInPerMinute limits the tries to sign in; see accounts.SessionConfig.TriesPerMinute.
	SignInPerMinute int
	Paces           kernel.Paces    // the zero value means those of a service
	Bodies          kernel.BodyPace // the zero value means that of a service
}

//go:embed problems.txt
var problemText string

// problems reads the file that a test of the package writes.
var problems = sync.OnceValue(func() kernel.Problems {
	p, err := kernel.ParseProblems(problemText)
	if err != nil {
		panic("api/problems.txt: " + err.Error())
	}
	return p
})

//go:embed fields.txt
var fieldText string

//go:embed operations.txt
var operationText string

var does = sync.OnceValue(func() map[string]string {
	o, err := kernel.ParseOperations(operationText)
	if err != nil {
		panic("api/operations.txt: " + err.Error())
	}
	return o
})

// fields reads the file that describes fields for the document.
var fields = sync.OnceValue(func() kernel.Fields {
	f, err := kernel.ParseFields(fieldText)
	if err != nil {
		panic("api/fields.txt: " + err.Error())
	}
	return f
})

// Collections lists the collections of the API for Engine.Define.
func Collections() []store.Spec {
	return slices.Concat(requests.Collections(), accounts.Collections())
}

// Handler is the HTTP side of Kebang.
type Handler struct {
	*kernel.Server
	db       store.Engine
	sessions *accounts.Sessions
	now      func() time.Time
}

// New makes the handler of the program.
func New(c Config) *Handler {
	if c.Now == nil {
		c.Now = time.Now
	}
	limits, uploads := kernel.NewLimits(c.Now), kernel.Uploads(c.Files)
	if c.Shared {
		limits = requests.NewLimits(c.Engine, c.Now)
	}
	if c.Unlimited {
		limits, uploads = kernel.Unlimited, nil
	}
	sessions := accounts.NewSessions(accounts.SessionConfig{
		Engine: c.Engine, Accounts: c.Accounts, Parties: c.Parties, Markets: parties.Markets{Parties: c.Parties},
		Log:    c.Access,
		Limits: limits, Key: c.Key, OldKeys: c.OldKeys, Now: c.Now, HTTPS: c.HTTPS, TriesPerMinute: c.SignInPerMinute,
	})
	server := kernel.New(kernel.Config{
		Callers: sessions, Access: accounts.NewAccessLog(c.Access), Replies: requests.NewReplies(c.Engine, c.Now),
		Limits: limits, Uploads: uploads, Now: c.Now, Log: c.Log, HTTPS: c.HTTPS, Proxies: c.Proxies, Public: c.Public,
		Watch: c.Watch, Paces: c.Paces, Bodies: c.Bodies, Problems: problems(), Fields: fields(),
		Operations: does(),
	}, append([]kernel.Resource{sessions.Routes}, c.resources(sessions)...)...)
	return &Handler{server, c.Engine, sessions, c.Now}
}

// resources are the areas of the API, one line each.
func (c Config) resources(sessions *accounts.Sessions) []kernel.Resource {
	markets := parties.Markets{Parties: c.Parties}
	return []kernel.Resource{
		accounts.Routes(c.Accounts, c.Parties, c.Intake),
		pages.Routes(c.App, markets, c.Contact),
		files.Routes(c.Files),
		parties.MarketRoutes(c.Parties),
		parties.Organizations(c.Parties, c.Intake),
		parties.Calendar(c.Calendar),
		parties.Absences(c.Parties),
		parties.SystemSettings(c.Settings),
		listings.Routes(c.Listings, c.Deals, c.Matches, workbookOf[listing.DemandContent](c.Exporter),
			workbookOf[listing.AchievementContent](c.Exporter)),
		listings.Claims(c.Listings.Claims),
		listings.Diagnoses(c.Matches),
		matches.Routes(c.Matches, c.Deals, c.Exporter),
		matches.Learning(c.Matches),
		deals.Routes(c.Deals, matches.MatchOf(c.Matches), c.dealWorkbook),
		deals.Credits(c.Deals, c.Contracts),
		contracts.Routes(c.Contracts, c.Registry, c.Exporter),
		contracts.Registrations(c.Contracts, c.Registry),
		agendas.Routes(c.Agenda),
		challenges.Routes(c.Challenges, c.Bids, sessions.Prove, able(c.Matches)),
		notices.Routes(c.Publicity),
		decisions.Routes(c.Approval),
		experts.Routes(c.Experts),
		reviews.Routes(c.Reviews),
		statistics.Routes(c.Stats, c.Exporter),
		imports.Routes(c.Intake),
		imports.Export(c.Intake, c.Exporter),
		operations.Jobs(c.Jobs, c.Matches, c.Exporter),
		operations.BackupRoutes(c.Backups, c.BackupFolder),
		operations.SecurityLog(c.Access, c.Exporter),
		operations.HealthCheck(markets.Alive),
	}
}

// Sweep removes the remains of requests and sessions. Call it now and then.
func (h *Handler) Sweep(ctx context.Context) error {
	if err := h.sessions.Sweep(ctx); err != nil {
		return err
	}
	return requests.Sweep(ctx, h.db, h.now().UnixMilli())
}

// workbookOf makes downloads of listings in the columns of the 征集表.
func workbookOf[C listing.Content](e *workbook.Exporter) listings.Workbook[C] {
	return func(ctx context.Context, market string,
		each func(func(listing.View[C]) error) error) (func(io.Writer) error, error) {
		return intake.ExportListings(ctx, e, market, each)
	}
}

func (c Config) dealWorkbook(ctx context.Context, a actor.Actor, ds []deal.Deal) (func(io.Writer) error, error) {
	return intake.ExportDeals(ctx, c.Exporter, a, ds)
}
