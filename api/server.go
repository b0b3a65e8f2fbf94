package api

import (
	"context"
	"crypto/ed25519"
	"io/fs"
	"log/slog"
	"net"
	"slices"
	"time"

	"kebang/api/kernel"
	"kebang/api/requests"
	"kebang/internal/account"
	"kebang/internal/audit"
	"kebang/internal/backup"
	"kebang/internal/calendar"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/intake"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/settings"
	"kebang/internal/stats"
	"kebang/internal/store"
	"kebang/matcher"
)

// Services are the use cases behind the routes.
type Services struct {
	Parties   *party.Service
	Accounts  *account.Service
	Calendar  *calendar.Service
	Settings  *settings.Service
	Backups   *backup.Service
	Listings  *listing.Service
	Deals     *deal.Service
	Contracts *contract.Service
	Stats     *stats.Service
	Matches   *matcher.Service
	Intake    *intake.Service
	Exporter  *intake.Exporter
	Jobs      JobDesk
	// BackupFolder is shown to administrators; only whoever runs the server chooses it.
	BackupFolder string
}

// Deps is what a handler is made of.
type Deps struct {
	Services
	Engine store.Engine
	Key    ed25519.PrivateKey
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
	Watch     kernel.Watcher     // nil watches nothing
	Access    *audit.SecurityLog // nil records nobody
	Shared    bool               // several processes share the engine: what bounds requests is counted there
	// SignInPerMinute bounds tries to sign in; see SessionConfig.TriesPerMinute.
	SignInPerMinute int
	Paces           kernel.Paces    // the zero value means those of a service
	Bodies          kernel.BodyPace // the zero value means that of a service
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec {
	return slices.Concat(requests.Collections(), SessionCollections())
}

// Handler is the HTTP side of Kebang.
type Handler struct {
	*kernel.Server
	db       store.Engine
	sessions *Sessions
}

// NewHandler makes the handler of the program.
func NewHandler(d Deps) *Handler {
	if d.Now == nil {
		d.Now = time.Now
	}
	limits, uploads := kernel.NewLimits(d.Now), kernel.Uploads(d.Parties)
	if d.Shared {
		limits = requests.NewLimits(d.Engine, d.Now)
	}
	if d.Unlimited {
		limits, uploads = kernel.Unlimited, nil
	}
	sessions := NewSessions(SessionConfig{Engine: d.Engine, Accounts: d.Accounts, Parties: d.Parties, Markets: Markets{d.Parties}, Log: d.Access, Limits: limits,
		Key: d.Key, OldKeys: d.OldKeys, Now: d.Now, HTTPS: d.HTTPS, TriesPerMinute: d.SignInPerMinute})
	c := kernel.Config{Callers: sessions, Access: NewAccessLog(d.Access), Replies: requests.NewReplies(d.Engine, d.Now), Limits: limits, Uploads: uploads,
		Now: d.Now, Log: d.Log, HTTPS: d.HTTPS, Proxies: d.Proxies, Public: d.Public, Watch: d.Watch, Paces: d.Paces, Bodies: d.Bodies}
	return &Handler{kernel.New(c, append([]kernel.Resource{sessions.Routes}, d.resources()...)...), d.Engine, sessions}
}

// resources are the areas of the API, one line each.
func (d Deps) resources() []kernel.Resource {
	alive := func(ctx context.Context) error { _, err := d.Parties.Markets(ctx); return err }
	return []kernel.Resource{
		Accounts(d.Accounts, d.Parties),
		Pages(d.App, Markets{d.Parties}, d.HTTPS, d.Contact),
		Files(d.Engine),
		MarketRoutes(d.Parties),
		Calendar(d.Calendar),
		Organizations(d.Parties),
		Absences(d.Parties),
		Listings(d.Listings, d.Deals, d.Matches, d.Exporter),
		Claims(d.Listings.Claims),
		MatchLists(d.Matches, d.Deals, d.Exporter),
		Learning(d.Matches),
		Diagnoses(d.Matches),
		Deals(d.Deals, MatchOf(d.Matches), d.Exporter),
		Contracts(d.Contracts, d.Exporter),
		Credits(d.Deals, d.Contracts),
		Registrations(d.Contracts),
		Statistics(d.Stats, d.Exporter),
		Imports(d.Intake),
		PartyExports(d.Intake),
		LogExports(d.Intake, d.Jobs, d.Exporter),
		HealthCheck(alive),
		Jobs(d.Jobs, d.Matches),
		SecurityLog(d.Access, d.Exporter),
		SystemSettings(d.Settings),
		BackupRoutes(d.Backups, d.BackupFolder),
	}
}

// Sweep removes what requests and sessions leave behind. Call it now and then.
func (h *Handler) Sweep(ctx context.Context) error {
	if err := h.sessions.Sweep(ctx); err != nil {
		return err
	}
	return requests.Sweep(ctx, h.db, h.sessions.now().UnixMilli())
}
