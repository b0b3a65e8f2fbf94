package main

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"kebang/api"
	"kebang/api/kernel"
	"kebang/api/matches"
	"kebang/frontend"
	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/watch"
	"kebang/matcher"
	"kebang/seed"
)

// env gives a flag's default from the environment.
func env(name, fallback string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return fallback
}

func runServe(ctx context.Context, c *call) (err error) {
	addr := c.flags.String("addr", env("KEBANG_ADDR", "127.0.0.1:8080"),
		"address to listen on (environment KEBANG_ADDR)")
	public := c.flags.String("public-url", os.Getenv("KEBANG_PUBLIC_URL"),
		"address people use, e.g. https://market.example.org (environment KEBANG_PUBLIC_URL)")
	proxy := c.flags.String("proxy", os.Getenv("KEBANG_PROXY"),
		"addresses of the reverse proxies in front, whose X-Forwarded-For is believed, e.g. 127.0.0.1,10.8.0.0/24 "+
			"(environment KEBANG_PROXY)")
	contact := c.flags.String("security-contact", os.Getenv("KEBANG_SECURITY_CONTACT"),
		"where to report a weakness, for /.well-known/security.txt, e.g. mailto:security@example.org (environment "+
			"KEBANG_SECURITY_CONTACT)")
	demo := c.flags.Bool("demo", os.Getenv("KEBANG_DEMO") != "",
		"fill an empty folder with demonstration data (environment KEBANG_DEMO)")
	metrics := c.flags.String("metrics-addr", os.Getenv("KEBANG_METRICS_ADDR"),
		"address for Prometheus (/metrics), not reachable from outside; none when empty (environment "+
			"KEBANG_METRICS_ADDR)")
	backups := c.flags.String("backup-dir", os.Getenv("KEBANG_BACKUP_DIR"),
		"folder of the nightly backups; backups in the data folder when empty (environment KEBANG_BACKUP_DIR)")
	replace := c.flags.Bool("replace-key", false,
		"take the given signing key although the database knows another one; everybody signs in anew")
	if err := c.withData().parse(0, 0); err != nil {
		return err
	}
	proxies, err := kernel.ParseProxies(*proxy)
	if err != nil {
		return err
	}
	unlimited, err := withoutLimits(*addr, *demo)
	if err != nil {
		return err
	}
	now, err := clock(unlimited)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.data, 0o700); err != nil {
		return fault.Cause(err, fault.Unavailable, fault.T("folder",
			"不能建立数据文件夹，请检查路径和权限。", "The data folder cannot be made; check path and rights."))
	}
	started, at, log := time.Now(), c.place(), logger(c.err)
	tracer, sendTraces, err := watch.Tracing(ctx, version(), log)
	if err != nil {
		return err
	}
	defer func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if err := sendTraces(end); err != nil {
			log.Warn("the last traces were not exported", "error", err)
		}
	}()
	w := watch.New(watch.Options{Version: version(), Store: at.storeName(), Index: at.indexName(), Tracer: tracer})
	a, err := openWatched(ctx, at, now, log, w)
	if err != nil {
		return err
	}
	defer a.Close()
	a.contracts.UseFonts(officeFonts(c.data, log))
	a.backups = cmp.Or(*backups, filepath.Join(c.data, "backups"))
	ctx, end := a.whileHeld(ctx)
	defer end()
	defer func() { err = cmp.Or(taken(ctx), err) }() // whatever it interrupted
	ln, err := listen(*addr, "--addr")
	if err != nil {
		return err
	}
	base := "http://" + ln.Addr().String()
	if *public != "" {
		base = strings.TrimSuffix(*public, "/")
	}
	gate := watch.NewGate()
	health := a.health(gate.IsOpen)
	door := startWeb(ln, gate.With(health))
	defer door.srv.Close()
	stopMetrics, err := a.exposeMetrics(*metrics, health)
	if err != nil {
		return err
	}
	defer stopMetrics()
	if err := a.makeSealKey(ctx); err != nil {
		return err
	}
	if *demo {
		if err := a.alone(ctx, "demo", func() error { return a.loadDemo(ctx, c) }); err != nil {
			return err
		}
	}
	filled, err := a.fillIndex(ctx)
	if err != nil {
		return err
	}
	keys, err := a.signingKeys(ctx, c.data, *replace)
	if err != nil {
		return err
	}
	srv, err := a.server(keys, front{base: base, proxies: proxies, contact: *contact, unlimited: unlimited})
	if unlimited {
		log.Error("ALL LIMITS ARE OFF (KEBANG_TEST_NO_LIMITS): for tests of this machine only, never for a service")
	}
	if err != nil {
		return err
	}
	defer srv.Close()
	gate.Open(srv)
	if err := a.announce(ctx, c, base, *demo, time.Since(started)); err != nil {
		return err
	}
	return a.run(ctx, door, srv, filled)
}

// withoutLimits reports whether the limits are to be off: for fuzzing, with demonstration data, on this machine only.
func withoutLimits(addr string, demo bool) (bool, error) {
	if os.Getenv("KEBANG_TEST_NO_LIMITS") == "" {
		return false, nil
	}
	host, _, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || !demo || ip == nil || !ip.IsLoopback() {
		return false, fault.Of(fault.Invalid, fault.T("no-limits",
			"KEBANG_TEST_NO_LIMITS 会关闭全部限制，只供测试：只能与 --demo 和本机地址（--addr 127.0.0.1:…）同用。请去掉这个环境变量。",
			"KEBANG_TEST_NO_LIMITS takes away all limits and is for tests: only with --demo and a local address "+
				"(--addr "+
				"127.0.0.1:…). Leave the variable out."))
	}
	return true, nil
}

// front is how people reach the server.
// clock is the clock of the program. Where limits are off, KEBANG_TEST_TIME (RFC 3339) is its time at the start.
func clock(unlimited bool) (func() time.Time, error) {
	at := os.Getenv("KEBANG_TEST_TIME")
	if at == "" {
		return time.Now, nil
	}
	start, err := time.Parse(time.RFC3339, at)
	if err != nil || !unlimited {
		return nil, fault.Of(fault.Invalid, fault.T("test-time",
			"KEBANG_TEST_TIME 只供测试：须写成 2026-12-01T09:00:00+08:00 的样子，并与 KEBANG_TEST_NO_LIMITS 同用。请去掉这个环境变量。",
			"KEBANG_TEST_TIME is for tests: write it like 2026-12-01T09:00:00+08:00, with KEBANG_TEST_NO_LIMITS. "+
				"Leave the variable out."))
	}
	ahead := time.Until(start)
	return func() time.Time { return time.Now().Add(ahead) }, nil
}

type front struct {
	base    string // address people use
	proxies []*net.IPNet
	contact string // for security.txt

	unlimited bool // see withoutLimits
}

// server makes the HTTP side of an opened market. The first key signs, all are believed.
func (a *app) server(keys []ed25519.PrivateKey, f front) (*api.Handler, error) {
	pages, built := frontend.App()
	if !built {
		a.log.Warn("the pages are not built; only the API and a placeholder are served")
	}
	deps := api.Config{Engine: a.db, Key: keys[0], OldKeys: keys[1:], Shared: a.at.shared(), Now: a.now, Log: a.log,
		App: pages, HTTPS: strings.HasPrefix(f.base,
			"https://"), Proxies: f.proxies, Public: f.base, Contact: f.contact, Unlimited: f.unlimited,
		Access: a.access}
	if a.watch != nil { // a nil *Watch in the interface would be no nil interface
		deps.Watch = a.watch
	}
	deps.Services = api.Services{Parties: a.parties, Accounts: a.accounts, Calendar: a.calendar, Settings: a.settings,
		Backups: a.backup, Files: a.files, Listings: a.listings, Deals: a.deals, Contracts: a.contracts,
		Registry: a.registry, Stats: a.stats,
		Challenges: a.challenges, Bids: a.bids, Publicity: a.publicity, Agenda: a.agenda, Approval: a.approval,
		Experts: a.experts, Reviews: a.reviews,
		Matches: a.matches, Intake: a.intake, Exporter: a.exporter, Jobs: a.worker, BackupFolder: a.backups}
	return api.New(deps), nil
}

// loadDemo fills an empty folder; a folder with a market of one's own is never touched.
func (a *app) loadDemo(ctx context.Context, c *call) error {
	ms, err := a.parties.Markets(ctx)
	if err != nil {
		return err
	}
	for _, m := range ms {
		if !m.Demo {
			return fault.Of(fault.Conflict, fault.T("not-a-demo-folder",
				"这个文件夹里是正式市场，不能装入演示数据；请去掉 --demo，或用 --data 换一个文件夹。",
				"This folder holds a real market and takes no demonstration data; leave out --demo, or name another "+
					"folder "+
					"with --data."))
		}
	}
	if len(ms) > 0 {
		return nil
	}
	fmt.Fprintln(c.err, "正在装入演示数据 …")
	clock := seed.NewClock(a.now())
	ix, err := a.at.openIndex()
	if err != nil {
		return err
	}
	b := wire(a.engine, ix, clock.Now, a.log, a.watch)
	b.challenges.UseSeals(a.challenges.Seals())
	if err := b.rebuild(ctx); err != nil {
		return err
	}
	accounts, err := seed.Load(ctx, seed.Services{Clock: clock, Parties: b.parties, Accounts: b.accounts,
		Listings: b.listings, Deals: b.deals,
		Contracts: b.contracts, Registry: b.registry, Stats: b.stats, Match: b.matchNow, Challenges: b.challenges,
		Bids: b.bids, Publicity: b.publicity, Approval: b.approval, Files: b.files, Agenda: b.agenda})
	if err != nil {
		return err
	}
	if err := seed.WriteAccounts(c.data, accounts); err != nil {
		return err
	}
	if err := a.rebuild(ctx); err != nil {
		return err
	}
	return a.worker.Drain(ctx) // the first page shows matches
}

// matchNow gives the match of a pair once everything published so far has been matched; nil when there is none.
func (a *app) matchNow(ctx context.Context, who actor.Actor, demand, achievement string) (*deal.Match, error) {
	if err := a.worker.Drain(ctx); err != nil {
		return nil, err
	}
	_, _, value, err := matches.MatchOf(a.matches)(ctx, who, matcher.MatchID(demand, achievement))
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return value, err
}

// announce prints what a person at the terminal needs: the address, and who can sign in or how the first one gets in.
func (a *app) announce(ctx context.Context, c *call, base string, demo bool, took time.Duration) error {
	ms, err := a.parties.Markets(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "科榜已启动（%.1f 秒）/ Kebang is running at\n%s/\n", took.Seconds(), base)
	if len(ms) == 0 {
		token, err := a.accounts.NewSetupLink(ctx, actor.SystemActor(""), "")
		if err != nil {
			return err
		}
		fmt.Fprintf(c.out, "请在 72 小时内用这个一次性链接建立市场和第一位管理员：\n  %s/setup/%s\n", base, token)
		return nil
	}
	if demo {
		text, err := seed.ReadAccounts(c.data)
		if err != nil || text == "" { // removed, or shown by another process, which loaded the data
			return err
		}
		fmt.Fprintf(c.out, "演示账号（角色、账号、密码）/ demonstration accounts (role, account, password):\n%s", text)
	}
	return nil
}

// run serves until the context ends, then lets open requests and the running job finish.
func (a *app) run(ctx context.Context, door *web, h *api.Handler, filled bool) error {
	working, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	var work sync.WaitGroup
	work.Go(func() { a.worker.Run(working) })
	work.Go(func() {
		a.access.Run(working, func(err error) {
			a.log.Error("the security log was not written; it is tried again",
				"error", err)
		})
	})
	work.Go(func() { a.upkeep(working, h) })
	work.Go(func() { a.keepIndex(working, filled) })
	work.Go(func() { a.keepBackups(working) })
	err := door.wait(ctx)
	stopWork()
	work.Wait()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	a.keepShelf(end)
	return err
}
