package ledger_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"kebang/internal/fault"
	"kebang/internal/ledger"
	"kebang/internal/soak"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// TestSoakHistories registers, corrects, cancels and closes at random. After each step the postings add up to the
// records. A closed month stays as it was closed. Yesterday's figure is the one that yesterday showed.
func TestSoakHistories(t *testing.T) {
	for name, v := range map[string]string{"rapid.checks": strconv.Itoa(soak.Of(t, 60, 3_000)),
		"rapid.seed": strconv.FormatUint(soak.Seed(), 10), "rapid.nofailfile": "true", "rapid.steps": "25"} {
		if err := flag.Set(name, v); err != nil {
			t.Fatal(err)
		}
	}
	db, n := open(t).db, 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		h := &machine{bench: in(t, db, fmt.Sprint("m", n)), closed: map[ledger.Period]string{}, today: "2026-11-27"}
		h.day(h.today)
		rt.Repeat(map[string]func(*rapid.T){"register": h.register, "correct": h.correct, "withdraw": h.withdraw,
			"close": h.closeOne, "tomorrow": h.tomorrow, "": h.holds})
	})
}

type machine struct {
	*bench
	today     workday.Date
	yesterday string // its figures at its end
	closed    map[ledger.Period]string
}

func (h *machine) draw(rt *rapid.T) (id string, ok bool) {
	ids := slices.Sorted(maps.Keys(h.is))
	ids = slices.DeleteFunc(ids, func(id string) bool { return h.is[id] == nil })
	if len(ids) == 0 {
		return "", false
	}
	return rapid.SampledFrom(ids).Draw(rt, "record"), true
}

func (h *machine) entry(rt *rapid.T) *ledger.Entry {
	e := entry(h.today.AddDays(-rapid.IntRange(0, 70).Draw(rt, "days ago")), int64(rapid.IntRange(1, 1000).Draw(
		rt, "fen")))
	e.Cuts[ledger.ByClass] = rapid.SampledFrom([]string{"KF", "ZR", "FW"}).Draw(rt, "class")
	e.Scopes = rapid.SampledFrom([][]string{{ledger.ScopeHere}, {ledger.ScopeOut}, {ledger.ScopeHere, ledger.ScopeOut,
		ledger.ScopeIn}}).Draw(rt, "scopes")
	return e
}

func (h *machine) register(rt *rapid.T) {
	h.must(h.change(fmt.Sprint("r", len(h.is)), h.entry(rt), ledger.Registered))
}

func (h *machine) correct(rt *rapid.T) {
	if id, ok := h.draw(rt); ok {
		h.must(h.change(id, h.entry(rt), ledger.Corrected))
	}
}

func (h *machine) withdraw(rt *rapid.T) {
	if id, ok := h.draw(rt); ok {
		h.must(h.change(id, nil, ledger.Withdrawn))
	}
}

func (h *machine) closeOne(rt *rapid.T) {
	p := rapid.SampledFrom([]ledger.Period{"2026-09", "2026-10", "2026-11", "2026-12", "2026-13",
		"2027-01"}).Draw(rt, "month")
	err := h.close(p)
	if err != nil && !fault.Is(err, fault.WrongState) {
		rt.Fatal(err)
	}
	if err == nil {
		h.closed[p] = h.month(p)
	}
}

func (h *machine) month(p ledger.Period) string {
	return h.sum(ledger.Query{Scope: ledger.ScopeHere, From: p, To: p}, ledger.ByClass)
}

func (h *machine) tomorrow(rt *rapid.T) {
	h.yesterday = h.sum(ledger.Query{Scope: ledger.ScopeHere}, ledger.ByPeriod)
	h.today = h.today.AddDays(rapid.IntRange(1, 20).Draw(rt, "days"))
	h.day(h.today)
}

func (h *machine) holds(rt *rapid.T) {
	for _, scope := range ledger.Scopes {
		var want ledger.Figures
		for _, e := range h.is {
			if e != nil && slices.Contains(e.Scopes, scope.Code) {
				want = want.Plus(e.Figures)
			}
		}
		q := ledger.Query{Market: h.who.Market, Scope: scope.Code}
		err := h.db.View(h.t.Context(), func(tx store.Tx) error {
			books, err := ledger.Whole(tx, q)
			q.AsOf = h.today
			if postings, err := ledger.Whole(tx, q); books != want || postings != want || err != nil {
				rt.Errorf("%s: months %v, postings %v, records %v (%v)", scope.En, books, postings, want, err)
			}
			return err
		})
		if err != nil {
			rt.Fatal(err)
		}
	}
	for p, was := range h.closed {
		if got := h.month(p); got != was {
			rt.Errorf("%s was closed with %s and shows %s", p, was, got)
		}
	}
	if h.yesterday != "" {
		if got := h.sum(ledger.Query{Scope: ledger.ScopeHere, AsOf: h.today.AddDays(-1)},
			ledger.ByPeriod); got != h.yesterday {
			rt.Errorf("as of yesterday %s, yesterday it was %s", got, h.yesterday)
		}
	}
}
