package bid

import (
	"testing"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// TestRecordHoldsFromDayToDay: a record of bad faith holds from its first to its last day, and no longer from the day
// on which it was lifted.
func TestRecordHoldsFromDayToDay(t *testing.T) {
	w := newBench(t)
	r := Record{USCC: "12530102MB1K00008X", Name: "武乡大学", Body: "省科技厅", Document: "1号", On: "2026-02-10",
		Until: "2026-02-20"}
	for until, ok := range map[workday.Date]bool{"2026-02-09": false, "2026-02-10": true, "": false} {
		x := r
		x.Until, x.Document = until, "2号"
		x.USCC = "12530924MB1K00002G"
		if _, err := w.AddRecord(t.Context(), officer, x); (err == nil) != ok || err != nil && !fault.Is(err,
			fault.Invalid) {
			t.Errorf("until %s: %v", until, err)
		}
	}
	kept, err := w.AddRecord(t.Context(), officer, r)
	w.must(err)
	if p, n, err := w.Records(t.Context(), officer, "", 10); err != nil || n != 2 || p.Items[0].ID != kept.ID {
		t.Errorf("%d records: %v", n, err)
	}
	holds := func(days map[workday.Date]bool) {
		t.Helper()
		w.must(w.db.View(t.Context(), func(tx store.Tx) error {
			for on, want := range days {
				rs, err := inForce(tx, r.USCC, on)
				if err != nil || (len(rs) == 1) != want {
					t.Errorf("on %s %d records hold: %v", on, len(rs), err)
				}
			}
			rs, err := inForce(tx, "", "2026-02-15")
			if err != nil || len(rs) != 0 {
				t.Errorf("%d records of no code: %v", len(rs), err)
			}
			return nil
		}))
	}
	holds(map[workday.Date]bool{"2026-02-09": false, "2026-02-10": true, "2026-02-20": true, "2026-02-21": false})
	for on, ok := range map[workday.Date]bool{"2026-02-09": false, "": false, "2026-02-10": true} {
		if _, err := w.Lift(t.Context(), officer, kept.ID, on, "已整改"); (err == nil) != ok {
			t.Errorf("lifted on %s: %v", on, err)
		}
	}
	holds(map[workday.Date]bool{"2026-02-10": false, "2026-02-15": false})
	_, err = w.Lift(t.Context(), officer, kept.ID, "2026-02-15", "已整改")
	w.must(err)
	holds(map[workday.Date]bool{"2026-02-14": true, "2026-02-15": false, "2026-02-16": false})
}

// TestSchemeIsFixedOnceHandedIn: only the team writes it, at the revision that it saw, until it is handed in.
func TestSchemeIsFixedOnceHandedIn(t *testing.T) {
	w := newBench(t)
	c := w.posted(terms(), nil)
	b := w.joined(college, c)
	if _, err := w.Save(t.Context(), college, b.ID, b.Rev+1, w.scheme(college)); !fault.Is(err, fault.Stale) {
		t.Errorf("another revision: %v", err)
	}
	if _, err := w.Save(t.Context(), mill, b.ID, 0, w.scheme(mill)); err == nil {
		t.Error("the asker writes the scheme of a team")
	}
	saved, err := w.Save(t.Context(), college, b.ID, b.Rev, w.scheme(college))
	w.must(err)
	if saved.Rev != b.Rev+1 || w.bid(b.ID).Rev != saved.Rev {
		t.Errorf("saved at revision %d", saved.Rev)
	}
	b, err = w.Submit(t.Context(), college, b.ID, saved.Rev, w.scheme(college), true, w.now.UnixMilli())
	w.must(err)
	if _, err := w.Save(t.Context(), college, b.ID, b.Rev, w.scheme(college)); !fault.Is(err, fault.WrongState) {
		t.Errorf("written after it was handed in: %v", err)
	}
}
