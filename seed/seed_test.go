package seed_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/jobs"
	"kebang/internal/listing"
	"kebang/internal/party"
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
	db       store.Engine
	matches  *matcher.Service
	worker   *jobs.Worker
	accounts []seed.Account
}

func load(t *testing.T, end time.Time) loaded {
	t.Helper()
	db, err := sqlite.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := db.Define(t.Context(), slices.Concat(store.Collections(), party.Collections(), listing.Collections(), deal.Collections(),
		contract.Collections(), stats.Collections(), matcher.Collections())); err != nil {
		t.Fatal(err)
	}
	c := seed.NewClock(end)
	w := jobs.New(db, jobs.Options{Now: func() time.Time { return end }})
	l := loaded{db: db, worker: w, Services: seed.Services{Clock: c, Parties: party.NewService(db, c.Now), Listings: listing.NewService(db, c.Now),
		Deals: deal.NewService(db, c.Now), Contracts: contract.NewService(db, c.Now), Stats: stats.NewService(db, c.Now)}}
	l.matches = matcher.NewService(db, local.New(), c.Now)
	if l.accounts, err = seed.Load(t.Context(), l.Services); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLoad(t *testing.T) {
	ctx := context.Background()
	l := load(t, time.Now())
	ms, err := l.Parties.Markets(ctx)
	if err != nil || len(ms) != 2 {
		t.Fatalf("%d markets, %v", len(ms), err)
	}
	again, err := seed.Load(ctx, l.Services)
	if err != nil || again != nil {
		t.Errorf("a second start loads again: %v, %v", again, err)
	}
}
