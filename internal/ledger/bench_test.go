package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/ledger"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/workday"
)

// BenchmarkMillion measures figures over a million postings of ten years. The baseline is the
// sum of one month's postings, which every filter needs at least.
func BenchmarkMillion(b *testing.B) {
	db := sqlitetest.Open(b, ledger.Collections(), audit.Collections(), store.Collections())
	const all, batch = 1_000_000, 500
	now := workday.Date("2027-01-15").StartMS()
	rng := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same rows in every run
	for from := 0; from < all; from += batch {
		err := db.Run(b.Context(), func(tx store.Tx) error {
			p := ledger.NewPoster(tx, actor.SystemActor("m1"), "m1", now)
			for i := from; i < from+batch; i++ {
				e := entry(workday.Date("2017-01-01").AddDays(i*3650/all), int64(1+rng.IntN(10_000_000)))
				e.Cuts = map[ledger.Cut]string{ledger.ByClass: []string{"KF", "ZR", "XK", "ZX", "FW"}[rng.IntN(5)],
					ledger.BySubClass: fmt.Sprint("KF", rng.IntN(20)), ledger.ByIndustry: fmt.Sprintf("%02d",
						1+rng.IntN(97)),
					ledger.ByTechArea: fmt.Sprint(rng.IntN(11)), ledger.BySeller: fmt.Sprint(530900 + rng.IntN(30)),
					ledger.ByBuyer: fmt.Sprint(140000 + rng.IntN(300))}
				if err := p.Change(ledger.Source{Kind: "registration", ID: fmt.Sprint("r", i), Rev: 1,
					Cause: ledger.Registered}, nil, e); err != nil {
					return err
				}
			}
			return p.Done()
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	ask := func(b *testing.B, q ledger.Query, by ledger.Cut) {
		q.Market, q.Scope = "m1", ledger.ScopeHere
		for b.Loop() {
			err := db.View(b.Context(), func(tx store.Tx) error { _, err := ledger.Sum(tx, q, by); return err })
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	where := map[ledger.Cut]string{ledger.ByClass: "KF", ledger.BySeller: "530900", ledger.ByIndustry: "13"}
	b.Run("month-filtered", func(b *testing.B) {
		ask(b, ledger.Query{From: "2026-03", To: "2026-03", Where: where}, ledger.ByBuyer)
	})
	b.Run("listed-cut-of-a-year", func(b *testing.B) {
		ask(b, ledger.Query{From: "2026-01", To: "2026-13"}, ledger.ByBuyer)
	})
	b.Run("listed-cut-of-ten-years", func(b *testing.B) { ask(b, ledger.Query{}, ledger.ByIndustry) })
	b.Run("filters-of-ten-years", func(b *testing.B) { ask(b, ledger.Query{Where: where}, ledger.ByBuyer) })
	b.Run("as-of-a-day", func(b *testing.B) {
		ask(b, ledger.Query{From: "2026-01", To: "2026-13", AsOf: "2027-01-31"}, ledger.ByClass)
	})
	b.Run("as-of-a-day-ten-years", func(b *testing.B) { ask(b, ledger.Query{AsOf: "2027-01-31"}, ledger.ByClass) })
}
