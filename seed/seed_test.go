package seed_test

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/agenda"
	"kebang/internal/approval"
	"kebang/internal/audit"
	"kebang/internal/backup"
	"kebang/internal/calendar"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/files"
	"kebang/internal/jobs"
	"kebang/internal/ledger"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/publicity"
	"kebang/internal/registry"
	"kebang/internal/settings"
	"kebang/internal/stats"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
	"kebang/matcher"
	"kebang/matcher/local"
	"kebang/seed"
)

// loaded is a fresh folder with the demonstration data in it.
type loaded struct {
	seed.Services
	t        *testing.T
	db       store.Engine
	worker   *jobs.Worker
	matches  *matcher.Service
	accounts []seed.Account
}

func load(t *testing.T, end time.Time) loaded {
	t.Helper()
	folder, err := sqlite.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	if err := folder.Define(t.Context(),
		slices.Concat(store.Collections(), audit.Collections(), party.Collections(), files.Collections(),
			account.Collections(), calendar.Collections(), settings.Collections(), backup.Collections(),
			listing.Collections(), deal.Collections(),
			contract.Collections(), ledger.Collections(), registry.Collections(), stats.Collections(),
			matcher.Collections(), agenda.Collections(), publicity.Collections(), approval.Collections(),
			challenge.Collections(), bid.Collections())); err != nil {
		t.Fatal(err)
	}
	c := seed.NewClock(end)
	w := jobs.New(folder, jobs.Options{Now: func() time.Time { return end }})
	db := w.Engine(folder)
	contracts := contract.NewService(db, c.Now)
	l := loaded{t: t, db: db, Services: seed.Services{Clock: c, Parties: party.NewService(db, c.Now),
		Accounts: account.NewService(db, c.Now), Listings: listing.NewService(db, c.Now),
		Deals: deal.NewService(db, c.Now), Contracts: contracts, Registry: registry.NewService(db, c.Now,
			contracts), Stats: stats.NewService(db, c.Now), Files: files.NewService(db, c.Now),
		Challenges: challenge.NewService(db, c.Now), Publicity: publicity.NewService(db, c.Now),
		Approval: approval.NewService(db, c.Now), Agenda: agenda.NewService(db, c.Now)}}
	l.Bids = bid.NewService(db, c.Now, l.Challenges)
	l.Publicity.Follow(challenge.Kind, l.Challenges)
	l.Approval.Follow(challenge.Kind, l.Challenges)
	if l.accounts, err = seed.Load(t.Context(), l.Services); err != nil {
		t.Fatal(err)
	}
	c.Set(end)
	l.worker = w
	return l
}

// match matches everything as the server does it.
func (l *loaded) match() {
	l.t.Helper()
	l.matches = matcher.NewService(l.db, local.New(), l.Clock.End)
	l.worker.Handle(listing.EventPublished, l.matches.OnListing)
	l.worker.Handle(listing.EventRemoved, l.matches.OnListing)
	if err := l.matches.Rebuild(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
	if err := l.worker.Drain(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
}

func (l loaded) officer(region string) actor.Actor {
	l.t.Helper()
	ms, err := l.Parties.Markets(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	for _, m := range ms {
		if m.RegionCode == region {
			return actor.Actor{Person: "test", PersonName: "测试", Market: m.ID, Role: actor.Officer}
		}
	}
	l.t.Fatalf("no market in %s", region)
	return actor.Actor{}
}

var end = time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)

func TestLoad(t *testing.T) {
	ctx := t.Context()
	l := load(t, end)
	again, err := seed.Load(ctx, l.Services)
	if err != nil || again != nil {
		t.Errorf("a second start loads again: %v, %v", again, err)
	}
	roles := map[string]bool{}
	for _, a := range l.accounts {
		if strings.HasPrefix(a.Account, "zk-") {
			roles[a.Role] = true
		}
		if len(a.Password) < 15 {
			t.Errorf("password of %s: %q", a.Account, a.Password)
		}
	}
	// nothing waits for them yet, so nobody is sent there
	noDesk := []actor.Role{actor.Expert}
	for _, r := range actor.Roles() {
		if roles[r.Name()] == slices.Contains(noDesk, r) {
			t.Errorf("an account for %s: %v", r.Name(), roles[r.Name()])
		}
	}
	for _, want := range []struct {
		region                                string
		demands, achievements, deals, numbers int64 // at least
	}{{"530924", 26, 34, 20, 24}, {"140429", 12, 14, 6, 10}} {
		a := l.officer(want.region)
		_, d, err1 := l.Listings.Demands.List(ctx, a, listing.Filter{Scope: "market"})
		_, g, err2 := l.Listings.Achievements.List(ctx, a, listing.Filter{Scope: "market"})
		_, j, err3 := l.Deals.List(ctx, a, deal.Filter{Scope: "market"})
		_, n, err4 := l.Contracts.List(ctx, a, contract.Filter{State: registry.Registered})
		for _, err := range []error{err1, err2, err3, err4} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if d < want.demands || g < want.achievements || j < want.deals || n < want.numbers {
			t.Errorf("%s: %d demands, %d achievements, %d deals, %d registered contracts", want.region, d, g, j, n)
		}
	}
	l.states(t)
	l.challenges(t)
	l.desks(t)
	l.figures(t)
	l.match()
	l.plausible(t)
}

// TestOtherDays starts on days that are no working days, in a year whose calendar is not published yet.
func TestOtherDays(t *testing.T) {
	for _, at := range []time.Time{time.Date(2026, 2, 16, 16, 30, 0, 0, time.UTC),
		time.Date(2029, 1, 1, 0, 5, 0, 0, time.UTC)} {
		if l := load(t, at); len(l.accounts) == 0 {
			t.Errorf("%v: nothing loaded", at)
		}
	}
}

// states wants every state that a page shows to be there in the first market.
func (l loaded) states(t *testing.T) {
	a := l.officer("530924")
	for _, s := range []string{deal.Intent, deal.Talking, deal.Agreed, deal.Signed, deal.Ended} {
		if _, n, err := l.Deals.List(t.Context(), a, deal.Filter{Scope: "market", State: s}); err != nil || n == 0 {
			t.Errorf("deals %s: %d, %v", s, n, err)
		}
	}
	for _, s := range []string{contract.Draft, contract.Confirming, registry.Submitted, registry.Returned,
		registry.Accepted, registry.AwaitNumber,
		registry.Registered, registry.Refused} {
		if _, n, err := l.Contracts.List(t.Context(), a, contract.Filter{State: s}); err != nil || n == 0 {
			t.Errorf("contracts %s: %d, %v", s, n, err)
		}
	}
	for _, s := range []string{listing.Draft, listing.InReview, listing.Open} {
		if n, err := l.Listings.Demands.Count(t.Context(), a, listing.Filter{Scope: "market", State: s}); err != nil ||
			n == 0 {
			t.Errorf("demands %s: %d, %v", s, n, err)
		}
	}
}

// desks wants waiting work for every account that is shown at the start: an empty desk shows nothing of its role. The
// desk of the administrator depends on the calendar of the day.
func (l loaded) desks(t *testing.T) {
	ctx := t.Context()
	for _, account := range l.accounts {
		var p party.Person
		if err := l.db.View(ctx, func(tx store.Tx) (err error) {
			p, err = party.People.First(tx,
				store.Query{Market: store.National,
					Where: []store.Cond{{Field: "account", Op: store.Eq, Value: account.Account}}})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		w, err := l.Accounts.Who(ctx, p.ID, p.Memberships[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		a, waits := w.Actor, int64(0)
		add := func(n int64, err error) {
			if waits += n; err != nil {
				t.Errorf("%s: %v", account.Account, err)
			}
		}
		switch {
		case a.Is(actor.Admin):
			continue
		case a.Is(actor.Officer):
			add(l.Listings.Demands.Count(ctx, a, listing.Filter{Scope: "market", State: listing.InReview}))
			add(l.Listings.Achievements.Count(ctx, a, listing.Filter{Scope: "market", State: listing.InReview}))
		case a.Is(actor.Approver):
			_, n, err := l.Approval.List(ctx, a, approval.Filter{State: approval.Asked})
			add(n, err)
		case a.Is(actor.Department):
			_, n, err := l.Challenges.Waiting(ctx, a, 1, challenge.Returned)
			add(n, err)
		case a.Is(actor.Broker):
			_, n, err := l.Deals.List(ctx, a, deal.Filter{Lapsing: true})
			add(n, err)
		default:
			_, n, err := l.Deals.List(ctx, a, deal.Filter{Waiting: true})
			if !a.Is(actor.Registrar) { // reads all deals and answers none
				add(n, err)
			}
			_, n, err = l.Contracts.List(ctx, a, contract.Filter{Waiting: true})
			add(n, err)
		}
		if waits == 0 {
			t.Errorf("nothing waits for %s (%s)", account.Account, account.Role)
		}
	}
}

// figures wants the two amounts to differ in every scope, and the goal of 2025 to be met by one of them only.
func (l loaded) figures(t *testing.T) {
	for _, region := range []string{"530924", "140429"} {
		a, seen := l.officer(region), map[int64]bool{}
		for _, scope := range []string{registry.ScopeHere, registry.ScopeOut, registry.ScopeIn} {
			x, err := l.Stats.Contracts(t.Context(), a, stats.Query{Scope: scope})
			if err != nil || x.Count == 0 || x.TechFen == x.TotalFen {
				t.Errorf("%s %s: %+v, %v", region, scope, x.Measures, err)
			}
			seen[x.TotalFen] = true
			t.Logf("%s %s: %d contracts, %d and %d 万元", region, scope, x.Count, x.TotalFen/1e6, x.TechFen/1e6)
		}
		if region == "530924" && len(seen) != 3 {
			t.Errorf("the scopes of %s do not differ", region)
		}
		ts, err := l.Stats.ListTargets(t.Context(), a)
		if err != nil || len(ts) < 4 {
			t.Fatalf("%s: %d targets, %v", region, len(ts), err)
		}
		for _, x := range ts {
			for _, r := range x.Readings {
				if x.ValueFen != nil {
					t.Logf("%s %d %s %s %s: %d, %s", x.Indicator, x.Year, r.Scope, r.Measure, r.Period, r.ActualFen/1e6,
						r.Text)
				}
			}
		}
	}
}

// plausible wants the demands to meet what answers them, and some to have an honest none.
func (l loaded) plausible(t *testing.T) {
	for region, pairs := range map[string]map[string]string{
		"530924": {"亚硫酸法一级白砂糖": "糖浆气浮", "压榨机列出渣": "高压差榨辊", "丘陵蔗田小型": "履带式坡地", "浓缩胶乳低氨": "低氨浓缩", "大叶种红茶": "红茶连续萎凋",
			"澳洲坚果青皮果": "柔性辊", "咖啡鲜果少水": "咖啡鲜果机械", "塑料母粒用纳米": "钛酸酯", "甘蔗尾叶青贮": "甘蔗尾叶复合", "蔗田螟虫": "甘蔗螟虫测报"},
		"140429": {"镁铝合金薄壁件": "含钙钇", "煤矸石烧结": "煤矸石热值", "矿用带式": "本安型", "焦炉煤气": "低温羰基硫"},
	} {
		a := l.officer(region)
		page, _, err := l.Listings.Demands.List(t.Context(), a, listing.Filter{Market: a.Market, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		none := 0
		for _, d := range page.Items {
			ans, err := l.matches.ForDemand(t.Context(), a, d.ID, 0)
			if err != nil {
				t.Fatal(err)
			}
			if ans.Shown == 0 {
				none++
			}
			var found []string
			for _, m := range ans.Items {
				found = append(found, m.AchievementSide.Title)
			}
			for start, want := range pairs {
				if strings.HasPrefix(d.Published.Title, start) &&
					!(len(found) > 0 && strings.HasPrefix(found[0], want)) {
					t.Errorf("%s meets %q first, want %s…", d.Published.Title, found, want)
				}
			}
			t.Logf("%s: %d shown, %q", d.Published.Title, ans.Shown, found)
		}
		if n := len(page.Items); none == 0 || none > n/3 {
			t.Errorf("%s: %d of %d demands have no match; some must, most must not", region, none, n)
		}
	}
}

// TestOwnWords compares the data with the real collections beside the project: nothing of them may be in it.
func TestOwnWords(t *testing.T) {
	paths, _ := filepath.Glob("../../shared/data/*.jsonl")
	if len(paths) == 0 {
		t.Skip("SKIP: ../shared/data is missing, so the demonstration data cannot be compared with it")
	}
	own := map[string]string{}
	files, _ := filepath.Glob("data/*/*.txt")
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range runs(string(raw)) {
			own[run] = f
		}
	}
	for _, p := range paths {
		f, err := os.Open(p)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		s.Buffer(nil, 1<<24)
		for s.Scan() {
			for _, run := range runs(s.Text()) {
				if at := own[run]; at != "" {
					t.Errorf("%s is in %s and in %s", run, at, filepath.Base(p))
				}
			}
		}
		if err := s.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// runs are all stretches of twelve Han characters in a row.
func runs(s string) []string {
	var out []string
	rs := []rune(s)
	start := 0
	for i, r := range rs {
		if !unicode.Is(unicode.Han, r) {
			start = i + 1
			continue
		}
		if i-start >= 11 {
			out = append(out, string(rs[i-11:i+1]))
		}
	}
	return out
}

// challenges wants a challenge in every phase, teams of the other county among them, and decisions and notices that
// wait.
func (l loaded) challenges(t *testing.T) {
	ctx, a, b := t.Context(), l.officer("530924"), l.officer("140429")
	states := map[string]int{}
	far := 0
	for _, o := range []actor.Actor{a, b} {
		p, _, err := l.Challenges.List(ctx, o, challenge.Filter{Scope: challenge.MarketScope, Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range p.Items {
			states[c.State]++
			bs, err := l.Bids.OfChallenge(ctx, o, c.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range bs {
				if x.Home != c.Market {
					far++
				}
			}
		}
	}
	for _, s := range []string{challenge.Vetting, challenge.Returned, challenge.Listing, challenge.Posted,
		challenge.Closed, challenge.Announcing, challenge.Ratifying, challenge.Agreeing, challenge.Running,
		challenge.Accepted, challenge.NotPassed} {
		if states[s] == 0 {
			t.Errorf("no challenge is %s", s)
		}
	}
	if far < 2 {
		t.Errorf("%d bids come from the other county", far)
	}
	if _, n, err := l.Agenda.Versions(ctx, a, a.Market, "", 10); err != nil || n != 2 {
		t.Errorf("%d versions of the list, %v", n, err)
	}
}
