package approval

import (
	"context"
	"errors"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// wrongAt are the places of an input that an error names.
func wrongAt(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Pointer)
	}
	return strings.Join(out, " ")
}

// TestResultWithinBounds: body and paper have 1 to 200 characters, the reason 2,000 at most, and the day is today at
// the latest. An approver needs none of the three.
func TestResultWithinBounds(t *testing.T) {
	long := func(n int) string { return strings.Repeat("长", n) }
	good := ResultForm{Body: "县政府", On: "2026-03-05", Document: "1号"}
	for _, tt := range []struct {
		rule   string
		change func(*ResultForm)
		wrong  string
	}{
		{"today", func(*ResultForm) {}, ""}, {"no calendar day", func(f *ResultForm) { f.On = "2026-02-30" }, "/on"},
		{"tomorrow", func(f *ResultForm) { f.On = "2026-03-06" }, "/on"},
		{"a body of 200", func(f *ResultForm) { f.Body = long(200) }, ""},
		{"a body of 201", func(f *ResultForm) { f.Body = long(201) }, "/body"},
		{"a paper of 200", func(f *ResultForm) { f.Document = long(200) }, ""},
		{"a paper of 201", func(f *ResultForm) { f.Document = long(201) }, "/document"},
		{"a reason of 2000", func(f *ResultForm) { f.Reason = long(2000) }, ""},
		{"a reason of 2001", func(f *ResultForm) { f.Reason = long(2001) }, "/reason"},
		{"nothing", func(f *ResultForm) { *f = ResultForm{} }, "/body /document /on"},
	} {
		f := good
		tt.change(&f)
		if got := wrongAt(f.check(officer, &Decision{}, "2026-03-05")); got != tt.wrong {
			t.Errorf("%s: wrong at %q", tt.rule, got)
		}
	}
	f := ResultForm{}
	if err := f.check(approver, &Decision{Body: "县政府"}, "2026-03-05"); err != nil || f.Body != "县政府" ||
		f.On != "2026-03-05" {
		t.Errorf("an approver: %v, %+v", err, f)
	}
}

// TestDecisionsOfARecord: a record has many, of which only those that wait are cancelled. A paper must be there. A kind
// that no package follows is decided all the same.
func TestDecisionsOfARecord(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	ask := func(id string, about Subject, stage Stage) {
		t.Helper()
		if err := w.db.Run(ctx, func(tx store.Tx) error {
			_, err := Ask(tx, officer, id, about, stage, "拟揭榜单位", "县政府", w.now.UnixMilli())
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	ask("d1", about, Argue)
	ask("d2", about, Examine)
	ask("d3", about, Collect)
	ask("d4", Subject{"other", "c1"}, Argue)
	if _, err := w.Decide(ctx, approver, "d2", 1, StepApprove, ResultForm{Scan: "gone"}); !fault.Is(err,
		fault.NotFound) {
		t.Errorf("a paper that is gone: %v", err)
	}
	if _, err := w.Decide(ctx, approver, "d2", 9, StepApprove, ResultForm{}); !fault.Is(err, fault.Stale) {
		t.Errorf("another revision: %v", err)
	}
	for _, id := range []string{"d2", "d4"} {
		if _, err := w.Decide(ctx, approver, id, 1, StepApprove, ResultForm{}); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	if err := w.db.Run(ctx, func(tx store.Tx) error { return Cancel(tx, "m1", about, w.now.UnixMilli()) }); err != nil {
		t.Fatal(err)
	}
	for id, state := range map[string]string{"d1": Cancelled, "d2": Approved, "d3": Cancelled} {
		d, err := w.Get(ctx, officer, id)
		if err != nil || d.State != state || (d.Result != nil) != (state == Approved) {
			t.Errorf("%s is %s: %v", id, d.State, err)
		}
	}
	for state, want := range map[string]int64{"": 4, Asked: 0, Approved: 2, Cancelled: 2} {
		if p, n, err := w.List(ctx, officer, Filter{State: state}); err != nil || n != want || len(
			p.Items) != int(want) {
			t.Errorf("%d decisions in state %q: %v", n, state, err)
		}
	}
	firm := actor.Actor{Person: "p9", Market: "m1", Role: actor.Enterprise}
	if _, _, err := w.List(ctx, firm, Filter{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a firm lists decisions: %v", err)
	}
	if err := w.db.View(ctx, func(tx store.Tx) error {
		for a, ok := range map[actor.Actor]bool{officer: true, approver: true,
			{Person: "p1", Market: "m2", Role: actor.Officer}: false,
			firm: false} {
			access, err := Scans{}.FileAccess(tx, a, "m1", "d1")
			if (err == nil) != ok || ok && access.Office != (a.Role == actor.Officer) {
				t.Errorf("%s of %s reads a paper: %v", a.Role, a.Market, err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestDecisionsFitTogether: exactly a decided one has a result.
func TestDecisionsFitTogether(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	if err := w.ask("d1"); err != nil {
		t.Fatal(err)
	}
	undo := errors.New("undo")
	for state, decided := range map[string]bool{Asked: false, Cancelled: false, Approved: true, Refused: true,
		SentBack: true} {
		for _, has := range []bool{true, false} {
			for _, market := range []string{"m1", store.National} {
				found := 0
				err := w.db.Run(ctx, func(tx store.Tx) error {
					found = 0
					d, err := Decisions.Get(tx, "m1", "d1")
					if err != nil {
						return err
					}
					if d.State = state; has {
						d.Result = &Result{On: workday.Date("2026-03-04")}
					}
					if err := Decisions.Update(tx, &d); err != nil {
						return err
					}
					c := check.Case{Tx: tx, Market: market, Report: func(check.Finding) { found++ }}
					if err := CheckConsistency(&c); err != nil {
						return err
					}
					return undo
				})
				if wrong := has != decided && market == "m1"; !errors.Is(err, undo) || (found > 0) != wrong {
					t.Errorf("%s with a result %v in %q: %d findings, %v", state, has, market, found, err)
				}
			}
		}
	}
}
