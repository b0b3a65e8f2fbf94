package challenge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/id"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
	"kebang/internal/workday"
)

// many is how many challenges the list is measured over.
const many = 10_000

// BenchmarkList reads the first page of the lists that people open, out of many challenges with whole terms. It reports
// the 95th percentile in ms; docs/benchmarks.md holds it.
func BenchmarkList(b *testing.B) {
	ctx := b.Context()
	db, err := sqlite.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := db.Define(ctx, challenge.Collections()); err != nil {
		b.Fatal(err)
	}
	fill(b, db)
	s := challenge.NewService(db, time.Now)
	officer := actor.Actor{Person: "p1", Market: "m1", Role: actor.Officer}
	for _, x := range []struct {
		name string
		who  actor.Actor
		f    challenge.Filter
	}{
		{"all", actor.Actor{}, challenge.Filter{}},
		{"open", actor.Actor{}, challenge.Filter{Market: "m1", Phase: "open", Sort: "deadline"}},
		{"archive", actor.Actor{}, challenge.Filter{Market: "m1", Phase: "ended"}},
		{"industry", actor.Actor{}, challenge.Filter{Industry: "07"}},
		{"office", officer, challenge.Filter{Scope: challenge.MarketScope}},
		{"lane", officer, challenge.Filter{Scope: challenge.MarketScope, Phase: "choosing", Sort: "-updated"}},
	} {
		b.Run(x.name, func(b *testing.B) {
			x.f.Limit = 20
			var took []time.Duration
			for b.Loop() {
				at := time.Now()
				p, n, err := s.List(ctx, x.who, x.f)
				if err != nil || len(p.Items) != 20 || n < 100 {
					b.Fatalf("%d of %d, %v", len(p.Items), n, err)
				}
				took = append(took, time.Since(at))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}

func fill(b *testing.B, db store.Engine) {
	states := challenge.Flow.Names.Codes()
	industries := []string{"0105", "0704", "0903", "0302", "0901"}
	first := workday.Date("2024-01-02")
	for from := 0; from < many; from += 500 {
		err := db.Run(b.Context(), func(tx store.Tx) error {
			for i := from; i < from+500; i++ {
				t := challenge.Terms{Title: fmt.Sprintf("第%d号难题", i), Kind: "research",
					Industry: industries[i%len(industries)], Why: "每年三万吨蔗渣堆放发霉。",
					Text: strings.Repeat("把压榨后含水五成的蔗渣降到一成五以下。", 40), Deadline: first.AddDays(i % 900),
					Indicators: []challenge.Indicator{{Metric: "含水率", Op: "<=", Value: "15", Unit: "%",
						Method: "GB/T 28731"}}}
				c := challenge.Challenge{Meta: store.Meta{ID: id.New(), Market: []string{"m1", "m2"}[i%2]},
					Serial: fmt.Sprintf("JB-2026-%06d", i), State: states[(i/2)%len(states)], Terms: t,
					OpenedOn: first.AddDays(i % 700), UpdatedAt: int64(i)}
				if challenge.PhaseOf(c.State) != "preparing" {
					c.Versions = []challenge.Version{{No: 1, Hash: t.Hash(), Terms: t}}
				}
				if err := challenge.Challenges.Insert(tx, &c); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
