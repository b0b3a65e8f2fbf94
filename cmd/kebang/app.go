package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"slices"
	"time"

	"kebang/api"
	"kebang/api/kernel"
	"kebang/internal/account"
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
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/intake"
	"kebang/internal/jobs"
	"kebang/internal/ledger"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/pass"
	"kebang/internal/publicity"
	"kebang/internal/registry"
	"kebang/internal/settings"
	"kebang/internal/stats"
	"kebang/internal/store"
	"kebang/internal/store/mongo"
	"kebang/internal/watch"
	"kebang/internal/workbook"
	"kebang/matcher"
)

// app is an opened market with everything that works on it.
type app struct {
	at     place
	engine engine
	lease  *mongo.Lease // the claim on a database; nil on a folder, which its lock file holds
	db     store.Engine // the engine, with the worker woken by every commit that writes an event
	log    *slog.Logger
	now    func() time.Time
	worker *jobs.Worker
	watch  *watch.Watch  // nil when nobody watches
	index  matcher.Index // watched

	parties    *party.Service
	accounts   *account.Service
	calendar   *calendar.Service
	settings   *settings.Service
	backup     *backup.Service
	files      *files.Service
	listings   *listing.Service
	deals      *deal.Service
	contracts  *contract.Service
	registry   *registry.Service
	publicity  *publicity.Service
	agenda     *agenda.Service
	approval   *approval.Service
	experts    *expert.Service
	reviews    *review.Service
	challenges *challenge.Service
	bids       *bid.Service
	stats      *stats.Service
	matches    *matcher.Service
	intake     *intake.Service
	exporter   *workbook.Exporter
	access     *audit.SecurityLog
	backups    string // folder of the nightly backups
	leastFree  int64  // bytes the disk of the data folder has to have free
}

// collections are all collections of the program.
func collections() []store.Spec {
	return slices.Concat(store.Collections(), audit.Collections(), party.Collections(), account.Collections(),
		calendar.Collections(), settings.Collections(), backup.Collections(), files.Collections(),
		listing.Collections(), deal.Collections(), contract.Collections(), ledger.Collections(), registry.Collections(),
		agenda.Collections(), publicity.Collections(), approval.Collections(), challenge.Collections(),
		bid.Collections(),
		expert.Collections(), pass.Collections(), review.Collections(),
		stats.Collections(), matcher.Collections(), intake.Collections(), api.Collections())
}

// migrations are the numbered changes of all packages.
func migrations() []store.Migration {
	return slices.Concat(account.Migrations(), registry.Migrations())
}

// open opens the store, declares all collections, migrates the records of an older version and wires the services. The
// caller closes it.
func open(ctx context.Context, at place, now func() time.Time, log *slog.Logger) (*app, error) {
	return openWatched(ctx, at, now, log, nil)
}

// openWatched is open for a server, which is watched.
func openWatched(ctx context.Context, at place, now func() time.Time, log *slog.Logger, w *watch.Watch) (*app, error) {
	ix, err := at.openIndex()
	if err != nil {
		return nil, err
	}
	eng, lease, err := openEngine(ctx, at)
	if err != nil {
		return nil, err
	}
	a := wire(eng, ix, now, log, w)
	a.lease, a.at = lease, at
	a.useSealKeys()
	a.challenges.UseClock(a.clockRight)
	if at.shared() {
		a.matches.Share(othersLook)
	}
	if err := eng.Define(ctx, collections()); err != nil {
		a.Close()
		return nil, err
	}
	if err := store.Migrate(ctx, eng, migrations(), log); err != nil {
		a.Close()
		return nil, err
	}
	if at.meili == "" {
		if f, err := newShelfFile(at.dir); err != nil {
			log.Warn("the next start analyses all records anew", "error", err)
		} else {
			a.matches.Shelve(f)
		}
	}
	return a, nil
}

// wire makes the services of an opened store. It is called a second time with the clock of the demonstration data.
func wire(eng engine, ix matcher.Index, now func() time.Time, log *slog.Logger, w *watch.Watch) *app {
	db := w.Engine(eng)
	a := &app{engine: eng, leastFree: leastFree, log: log, now: now, watch: w, index: w.Index(ix),
		worker: jobs.New(db, jobs.Options{Now: now, Log: log, Watch: w.Job, Name: workerName(), Lease: lease})}
	a.db = a.worker.Engine(db)
	a.parties = party.NewService(a.db, now)
	a.accounts = account.NewService(a.db, now)
	a.calendar = calendar.NewService(a.db, now)
	a.settings = settings.NewService(a.db, now)
	a.backup = backup.NewService(a.db, now)
	a.files = files.NewService(a.db, now)
	a.listings = listing.NewService(a.db, now)
	a.deals = deal.NewService(a.db, now)
	a.contracts = contract.NewService(a.db, now)
	a.registry = registry.NewService(a.db, now, a.contracts)
	a.publicity = publicity.NewService(a.db, now)
	a.agenda = agenda.NewService(a.db, now)
	a.approval = approval.NewService(a.db, now)
	a.experts = expert.NewService(a.db, now)
	a.challenges = challenge.NewService(a.db, now)
	a.bids = bid.NewService(a.db, now, a.challenges)
	a.reviews = review.NewService(a.db, now, a.files, a.challenges, a.experts)
	for _, kind := range []string{challenge.Kind, challenge.PayoutKind} {
		a.publicity.Follow(kind, a.challenges)
		a.approval.Follow(kind, a.challenges)
	}
	a.stats = stats.NewService(a.db, now)
	a.matches = matcher.NewService(a.db, a.index, now)
	a.intake = intake.NewService(a.db, a.listings, a.contracts, a.parties, a.accounts, a.matches, now)
	a.exporter = workbook.NewExporter(a.db)
	a.access = audit.NewSecurityLog(a.db, now)
	a.listings.Claims.OnUndone(deal.VoidTx)
	a.registerFiles()
	a.worker.Handle(listing.EventPublished, a.matches.OnListing)
	a.worker.Handle(listing.EventRemoved, a.matches.OnListing)
	a.worker.Handle(matcher.EventRenew, a.matches.OnRenew)
	a.worker.Handle(matcher.EventRenewed, a.matches.OnRenewed)
	a.worker.Handle(calendar.EventCalendar, a.registry.OnCalendar)
	a.worker.Handle(intake.EventApply, a.intake.OnApply)
	a.worker.Handle(intake.EventBatch, a.intake.OnBatch)
	a.teach()
	a.stats.CountMatched(matcher.MatchedDemands)
	return a
}

// registerFiles tells who reads the files of each kind of records.
func (a *app) registerFiles() {
	a.files.Register(string(listing.DemandKind), deal.ListingFiles[listing.DemandContent]{Desk: a.listings.Demands})
	a.files.Register(string(listing.AchievementKind),
		deal.ListingFiles[listing.AchievementContent]{Desk: a.listings.Achievements})
	a.files.Register("claim", a.listings.Claims)
	a.files.Register("deal", a.deals)
	a.files.Register("contract", a.contracts)
	a.files.Register("publicity", publicity.NoticeFiles{})
	a.files.Register("objection", publicity.ObjectionFiles{})
	a.files.Register("decision", approval.Scans{})
	a.files.Register(challenge.Kind, a.challenges)
	a.files.Register(bid.Kind, a.bids)
	a.files.Register(expert.Kind, expert.Papers{})
	a.files.Register(review.Kind, a.reviews)
	a.files.Register(review.SeatKind, review.SeatFiles{})
}

// rebuild fills the index in this process from the records, or compares a shared index with them. It must run before
// matching or searching.
func (a *app) rebuild(ctx context.Context) error { return a.matches.Rebuild(ctx) }

// logger writes text to a terminal and JSON elsewhere.
func logger(w io.Writer) *slog.Logger {
	if f, ok := w.(*os.File); ok {
		if st, err := f.Stat(); err == nil && st.Mode()&os.ModeCharDevice != 0 {
			return slog.New(watch.Logs(slog.NewTextHandler(w, nil), kernel.RequestID))
		}
	}
	return slog.New(watch.Logs(slog.NewJSONHandler(w, nil), kernel.RequestID))
}

func discarded() *slog.Logger { return slog.New(slog.DiscardHandler) }

// withApp runs fn on an opened market. Its folder must exist: a mistyped --data makes no new market.
func (c *call) withApp(ctx context.Context, fn func(*app) error) error {
	return c.withPlace(ctx, c.place(), fn)
}

// withRecords is withApp for work that does not use the index in this process. Such work may run beside servers that
// share a database. It needs no address of their Meilisearch.
func (c *call) withRecords(ctx context.Context, fn func(*app) error) error {
	at := c.place()
	at.records = true
	return c.withPlace(ctx, at, fn)
}

func (c *call) withPlace(ctx context.Context, at place, fn func(*app) error) error {
	if st, err := os.Stat(c.data); c.mongo == "" && (err != nil || !st.IsDir()) {
		return fault.Of(fault.NotFound, fault.T("no-folder",
			"没有数据文件夹 %s；请用 --data 指明，或先运行 kebang serve。",
			"There is no data folder %s; name it with --data, or run kebang serve first."), c.data)
	}
	a, err := open(ctx, at, time.Now, logger(c.err))
	if err != nil {
		return err
	}
	defer a.Close()
	return fn(a)
}
