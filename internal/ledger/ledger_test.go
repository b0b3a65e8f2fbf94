package ledger_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/check"
	"kebang/internal/fault"
	"kebang/internal/ledger"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/workday"
)

var officer = actor.Actor{Person: "p4", PersonName: "王科长", Market: "m1", Role: actor.Officer}

type bench struct {
	t   *testing.T
	db  store.Engine
	who actor.Actor
	now int64
	rev map[string]int64
	is  map[string]*ledger.Entry
}

func open(t *testing.T) *bench {
	t.Helper()
	return in(t, sqlitetest.Open(t, ledger.Collections(), audit.Collections(), store.Collections()), "m1")
}

// in is an empty market of a store.
func in(t *testing.T, db store.Engine, market string) *bench {
	b := &bench{t: t, db: db, who: officer, rev: map[string]int64{}, is: map[string]*ledger.Entry{}}
	b.who.Market = market
	b.day("2026-03-20")
	return b
}

// day sets the clock to noon of a day.
func (b *bench) day(d workday.Date) { b.now = d.StartMS() + 12*int64(time.Hour/time.Millisecond) }

func entry(d workday.Date, total int64) *ledger.Entry {
	return &ledger.Entry{Measure: ledger.Contracts, Date: d,
		Figures: ledger.Figures{Count: 1, TotalFen: total, TechFen: total / 2},
		Scopes:  []string{ledger.ScopeHere, ledger.ScopeOut},
		Cuts:    map[ledger.Cut]string{ledger.ByClass: "KF", ledger.BySeller: "530924"}}
}

// change makes a record what is says; nil makes it count no more.
func (b *bench) change(id string, is *ledger.Entry, cause ledger.Cause) error {
	err := b.db.Run(b.t.Context(), func(tx store.Tx) error {
		p := ledger.NewPoster(tx, b.who, b.who.Market, b.now)
		err := p.Change(ledger.Source{Kind: "registration", ID: id, Rev: b.rev[id] + 1, Cause: cause}, b.is[id], is)
		if err == nil {
			err = p.Done()
		}
		return err
	})
	if err == nil {
		b.rev[id]++
		b.is[id] = is
	}
	return err
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) close(p ledger.Period) error {
	return b.db.Run(b.t.Context(), func(tx store.Tx) error {
		m, err := ledger.MonthOf(tx, b.who.Market, p)
		if err == nil {
			_, err = ledger.Close(tx, b.who, p, m.Rev, ledger.Sheet{Blob: "x", Size: 1}, b.now)
		}
		return err
	})
}

func (b *bench) sum(q ledger.Query, by ledger.Cut) (out string) {
	b.t.Helper()
	q.Market = b.who.Market
	b.must(b.db.View(b.t.Context(), func(tx store.Tx) error {
		cells, err := ledger.Sum(tx, q, by)
		for _, c := range cells {
			out += fmt.Sprintf("%s:%d/%d/%d ", c.Key, c.Count, c.TotalFen, c.TechFen)
		}
		return err
	}))
	return out
}

func TestPeriods(t *testing.T) {
	for p, want := range map[ledger.Period]bool{"2025-01": true, "2025-12": true, "2025-13": true, "1980-06": true,
		"2199-06": true, "2025-00": false, "2025-14": false, "1979-12": false, "2200-01": false, "2025/01": false,
		"2025-1": false, "2025-001": false, "20a5-01": false, "2025-0x": false, "": false} {
		if p.Valid() != want {
			t.Errorf("%q is a period: %v", p, !want)
		}
	}
	for p, want := range map[ledger.Period]ledger.Period{"2025-01": "2025-02", "2025-09": "2025-10",
		"2025-12": "2026-01", "2025-13": "2026-01"} {
		if got := p.Next(); got != want {
			t.Errorf("behind %s comes %s, want %s", p, got, want)
		}
	}
	for p, want := range map[ledger.Period]workday.Date{"2028-02": "2028-02-29", "2026-02": "2026-02-28",
		"2026-12": "2026-12-31", "2026-13": "2026-12-31"} {
		if got := p.Last(); got != want {
			t.Errorf("%s ends on %s, want %s", p, got, want)
		}
	}
}

// A contract counts in the month of its certificate, whenever it is entered. The last minute of a year in Shanghai is
// still that year. A leap day is a day of February.
func TestCertificateDayDecides(t *testing.T) {
	b := open(t)
	b.day("2028-03-04")
	b.must(b.change("a", entry("2027-12-31", 100), ledger.Registered))
	b.must(b.change("b", entry("2028-02-29", 10), ledger.Registered))
	b.must(b.change("c", entry(workday.Of(time.Date(2027, 12, 31, 16, 0, 0, 0, time.UTC).UnixMilli()), 1),
		ledger.Registered)) // 24:00 in Shanghai
	if got, want := b.sum(ledger.Query{Scope: ledger.ScopeHere}, ledger.ByPeriod),
		"2027-12:1/100/50 2028-01:1/1/0 2028-02:1/10/5 "; got != want {
		t.Errorf("months %s, want %s", got, want)
	}
}

func TestWhereAPostingCounts(t *testing.T) {
	b := open(t)
	b.must(b.change("a", entry("2025-11-05", 100), ledger.Registered))
	if err := b.close("2025-12"); !fault.Is(err, fault.WrongState) {
		t.Fatalf("closed out of order: %v", err)
	}
	b.must(b.close("2025-11"))
	b.must(b.change("b", entry("2025-11-06", 20), ledger.Registered)) // its month is closed
	b.must(b.close("2025-12"))
	b.must(b.close("2025-13"))
	b.must(b.change("c", entry("2025-12-31", 3), ledger.Registered)) // its year is closed
	b.must(b.change("a", nil, ledger.Withdrawn))
	if got, want := b.sum(ledger.Query{Scope: ledger.ScopeOut}, ledger.ByPeriod),
		"2025-11:1/100/50 2025-13:1/20/10 2026-03:0/-97/-49 "; got != want {
		t.Errorf("months %s, want %s", got, want)
	}
	b.must(b.db.View(t.Context(), func(tx store.Tx) error {
		return ledger.Postings.Each(tx, store.Query{Market: "m1"}, func(p ledger.Posting) error {
			late, former := p.Period != "2025-11", p.Period == "2026-03"
			if p.Late() != late || p.FormerYear() != former {
				t.Errorf("%s in %s: late %v, of a former year %v", p.ID, p.Period, p.Late(), p.FormerYear())
			}
			return nil
		})
	}))
}

func TestClosing(t *testing.T) {
	b := open(t)
	b.must(b.change("a", entry("2026-01-05", 100), ledger.Registered))
	for _, tt := range []struct {
		rule string
		p    ledger.Period
		kind fault.Kind
	}{
		{"the month runs", "2026-03", fault.WrongState},
		{"an earlier one is open", "2026-02", fault.WrongState},
		{"the year runs", "2026-13", fault.WrongState},
		{"no month at all", "2026-14", fault.Invalid},
	} {
		if err := b.close(tt.p); !fault.Is(err, tt.kind) {
			t.Errorf("%s: %v", tt.rule, err)
		}
	}
	b.must(b.close("2026-01"))
	if err := b.close("2026-01"); !fault.Is(err, fault.WrongState) {
		t.Errorf("closed twice: %v", err)
	}
	b.day("2026-02-28")
	if err := b.close("2026-02"); !fault.Is(err, fault.WrongState) {
		t.Errorf("closed on its last day: %v", err)
	}
	b.day("2026-03-01")
	err := b.db.Run(t.Context(), func(tx store.Tx) error {
		a := actor.Actor{Market: "m1", Role: actor.Registrar}
		_, err := ledger.Close(tx, a, "2026-02", 0, ledger.Sheet{}, b.now)
		return err
	})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("closed by a registrar: %v", err)
	}
	err = b.db.Run(t.Context(), func(tx store.Tx) error {
		_, err := ledger.Close(tx, officer, "2026-02", 7, ledger.Sheet{}, b.now)
		return err
	})
	if !fault.Is(err, fault.Stale) {
		t.Errorf("closed with the sheet of another revision: %v", err)
	}
	b.must(b.close("2026-02")) // empty, and closed all the same
	m, err := store.Read(t.Context(), b.db, func(tx store.Tx) (ledger.Book, error) {
		return ledger.MonthOf(tx, "m1", "2026-02")
	})
	if err != nil || m.State != ledger.Closed || m.Sheet.Number != "TJ-2026-000002" || m.ClosedBy != "王科长" {
		t.Errorf("closed: %+v, %v", m, err)
	}
}

// An adjusting month needs the adjusting months before it, which a later year may have left open.
func TestAdjustingMonthsInOrder(t *testing.T) {
	b := open(t)
	b.day("2027-02-01")
	b.must(b.change("a", entry("2025-12-05", 100), ledger.Registered))
	for p := ledger.Period("2025-12"); p <= "2026-12"; p = p.Next() {
		b.must(b.close(p))
	}
	b.must(b.change("b", entry("2025-12-06", 1), ledger.Registered)) // opens 2025-13
	if err := b.close("2026-13"); !fault.Is(err, fault.WrongState) {
		t.Errorf("before that of 2025: %v", err)
	}
	b.must(b.close("2025-13"))
	b.must(b.close("2026-13"))
}

func TestSums(t *testing.T) {
	b := open(t)
	b.must(b.change("a", entry("2026-01-05", 100), ledger.Registered))
	abroad := entry("2026-02-05", 40)
	abroad.Cuts = map[ledger.Cut]string{ledger.BySeller: "abroad", ledger.ByBuyer: "530900"}
	abroad.Scopes = []string{ledger.ScopeHere}
	b.must(b.change("b", abroad, ledger.Registered))
	b.day("2026-03-25")
	more := entry("2026-01-05", 130)
	b.must(b.change("a", more, ledger.Corrected))
	here := ledger.Query{Scope: ledger.ScopeHere}
	with := func(f func(*ledger.Query)) ledger.Query { q := here; f(&q); return q }
	where := func(c ledger.Cut, key string) ledger.Query {
		return with(func(q *ledger.Query) { q.Where = map[ledger.Cut]string{c: key} })
	}
	for _, tt := range []struct {
		rule string
		q    ledger.Query
		by   ledger.Cut
		want string
	}{
		{"the whole", here, "", ":2/170/85 "},
		{"another scope", ledger.Query{Scope: ledger.ScopeOut}, "", ":1/130/65 "},
		{"no posting", ledger.Query{Scope: ledger.ScopeIn}, "", ""},
		{"by month", here, ledger.ByPeriod, "2026-01:1/130/65 2026-02:1/40/20 "},
		{"from", with(func(q *ledger.Query) { q.From = "2026-02" }), "", ":1/40/20 "},
		{"to", with(func(q *ledger.Query) { q.To = "2026-01" }), "", ":1/130/65 "},
		{"by a cut that some lack", here, ledger.ByClass, "-:1/40/20 KF:1/130/65 "},
		{"as of the day before the correction", with(func(q *ledger.Query) { q.AsOf = "2026-03-24" }), "",
			":2/140/70 "},
		{"as of its day", with(func(q *ledger.Query) { q.AsOf = "2026-03-25" }), "", ":2/170/85 "},
		{"a county", where(ledger.BySeller, "530924"), "", ":1/130/65 "},
		{"its prefecture", where(ledger.BySeller, "530900"), "", ":1/130/65 "},
		{"its province, by month", where(ledger.BySeller, "530000"), ledger.ByPeriod, "2026-01:1/130/65 "},
		{"a prefecture as a place", where(ledger.ByBuyer, "530900"), "", ":1/40/20 "},
		{"abroad", where(ledger.BySeller, "abroad"), "", ":1/40/20 "},
		{"without a class", where(ledger.ByClass, ledger.None), ledger.BySeller, "abroad:1/40/20 "},
	} {
		if got := b.sum(tt.q, tt.by); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.rule, got, tt.want)
		}
	}
}

// A change of the class takes the former entry back, so that both classes stay right. A repetition posts nothing.
func TestChangeOfACut(t *testing.T) {
	b := open(t)
	b.must(b.change("a", entry("2026-01-05", 100), ledger.Registered))
	b.must(b.change("a", entry("2026-01-05", 100), ledger.Corrected))
	other := entry("2026-02-05", 100)
	other.Cuts[ledger.ByClass] = "FW"
	b.must(b.change("a", other, ledger.Corrected))
	if got, want := b.sum(ledger.Query{Scope: ledger.ScopeHere}, ledger.ByClass), "FW:1/100/50 KF:0/0/0 "; got != want {
		t.Errorf("classes %s, want %s", got, want)
	}
	n, err := store.Read(t.Context(), b.db, func(tx store.Tx) (int64, error) {
		return ledger.Postings.Count(tx, store.Query{Market: "m1"})
	})
	if err != nil || n != 3 {
		t.Errorf("%d postings, want 3 (%v)", n, err)
	}
}

func TestBooksFitTheirPostings(t *testing.T) {
	b := open(t)
	b.must(b.change("a", entry("2026-01-05", 100), ledger.Registered))
	b.must(b.close("2026-01"))
	undone := errors.New("undone")
	found := func(spoil func(tx store.Tx, m *ledger.Book) error) (out string) {
		t.Helper()
		err := b.db.Run(t.Context(), func(tx store.Tx) error {
			m, err := ledger.Books.Get(tx, "m1", "2026-01")
			if err == nil {
				err = spoil(tx, &m)
			}
			if err == nil {
				err = ledger.CheckConsistency(&check.Case{Tx: tx, Market: "m1", Report: func(f check.Finding) {
					out += f.String()
				},
					Size: func(string) (int64, bool) { return 1, true }})
			}
			if err == nil {
				err = undone
			}
			return err
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		return out
	}
	for rule, spoil := range map[string]func(tx store.Tx, m *ledger.Book) error{
		"the number of postings": func(tx store.Tx, m *ledger.Book) error {
			m.Postings++
			return ledger.Books.Update(tx, m)
		},
		"a sum": func(tx store.Tx, m *ledger.Book) error {
			m.Sums[ledger.ScopeHere][""][""] = ledger.Figures{Count: 2}
			return ledger.Books.Update(tx, m)
		},
		"the sheet": func(tx store.Tx, m *ledger.Book) error { m.Sheet = nil; return ledger.Books.Update(tx, m) },
		"the month": func(tx store.Tx, m *ledger.Book) error { return ledger.Books.Delete(tx, m) },
		"another state": func(tx store.Tx, m *ledger.Book) error {
			m.State = "gone"
			return ledger.Books.Update(
				tx, m)
		},
	} {
		if found(spoil) == "" {
			t.Errorf("nothing found: %s", rule)
		}
	}
	if got := found(func(store.Tx, *ledger.Book) error { return nil }); got != "" {
		t.Errorf("found in a sound one: %s", got)
	}
}
