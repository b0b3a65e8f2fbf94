package party

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// TestSetAbsences: a mistake is refused at its field. A running absence can be shortened or extended, but not
// withdrawn.
func TestSetAbsences(t *testing.T) {
	w := newWorld(t) // 1 March 2026
	ctx := context.Background()
	o := w.org(marketA, "", "边城糖业")
	firm := actor.Actor{Person: "p", PersonName: "陈工", Market: marketA, Role: actor.Enterprise, Org: o.ID}
	span := func(from, to workday.Date) Absence { return Absence{From: from, To: to} }
	long := span("2026-05-01", "2026-05-02")
	long.Note = strings.Repeat("榨", 101)
	var many []Absence
	for d := workday.Date("2026-04-01"); len(many) < 13; d = d.AddDays(2) {
		many = append(many, span(d, d))
	}
	for name, c := range map[string]struct {
		want []Absence
		at   string
	}{
		"backwards": {[]Absence{span("2026-05-02", "2026-05-01")}, "/absences/0/to"},
		"no day":    {[]Absence{span("2026-05-02", "")}, "/absences/0/to"},
		"201 days": {[]Absence{span("2026-04-01", workday.Date("2026-04-01").AddDays(200))},
			"/absences/0/to"},
		"from yesterday": {[]Absence{span("2026-02-28", "2026-03-05")}, "/absences/0/from"},
		"overlapping": {[]Absence{span("2026-04-01", "2026-04-10"), span("2026-04-10", "2026-04-12")},
			"/absences"},
		"a note of 101":         {[]Absence{long}, "/absences/0/note"},
		"thirteen, all to come": {many, "/absences"},
	} {
		_, err := w.SetAbsences(ctx, firm, c.want)
		var e *fault.Error
		if !errors.As(err, &e) || e.Code != "absence-invalid" || len(e.Fields) == 0 || e.Fields[0].Pointer != c.at {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, r := range []actor.Role{actor.Officer, actor.Broker, actor.Registrar, actor.Admin, actor.Expert} {
		if _, err := w.SetAbsences(ctx, actor.Actor{Person: "x", Market: marketA, Role: r, Org: o.ID},
			nil); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s sets absences: %v", r, err)
		}
	}
	set := func(want ...Absence) string {
		t.Helper()
		got, err := w.SetAbsences(ctx, firm, want)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, x := range got {
			out = append(out, fmt.Sprint(x.From, "/", x.To, " ", x.By))
		}
		return strings.Join(out, ", ")
	}
	if got := set(span("2026-06-01", "2026-06-10"),
		span("2026-03-02", "2026-03-20")); got != "2026-03-02/2026-03-20 陈工, 2026-06-01/2026-06-10 陈工" {
		t.Errorf("set %s", got)
	}
	w.now = time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC)
	firm.PersonName = "李工"
	if got := set(); got != "2026-03-02/2026-03-20 陈工" {
		t.Errorf("what has begun is taken back: %s", got)
	}
	if _, err := w.SetAbsences(ctx, firm, []Absence{span("2026-03-02", "2026-03-08")}); !fault.Is(err, fault.Invalid) {
		t.Errorf("days that have passed are taken back: %v", err)
	}
	if got := set(span("2026-03-02", "2026-03-09")); got != "2026-03-02/2026-03-09 陈工" {
		t.Errorf("ended yesterday: %s", got)
	}
	if got := set(span("2026-03-02", "2026-04-30")); got != "2026-03-02/2026-04-30 陈工" {
		t.Errorf("made longer: %s", got)
	}
	// Another unit, and the same person in another role, have their own absences.
	if xs, err := w.Absences(ctx, actor.Actor{Person: "p", Market: marketA, Role: actor.Researcher}); err != nil ||
		len(xs) != 0 {
		t.Errorf("alone he is away %v, %v", xs, err)
	}
	err := w.db.View(ctx, func(tx store.Tx) error {
		return CheckConsistency(&check.Case{Tx: tx, Market: store.National,
			Report: func(f check.Finding) { t.Errorf("%+v", f) }})
	})
	if err != nil {
		t.Error(err)
	}
}
