package registry_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/fault"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// of2027 is invented, because the notice of that year does not exist yet.
func of2027() workday.Notice {
	return workday.Notice{Year: 2027, Source: "国办发明电〔2026〕9号", Rests: []workday.Rest{
		{Name: "元旦", First: "2027-01-01", Last: "2027-01-03"}, {Name: "春节", First: "2027-02-05", Last: "2027-02-11",
			Work: []workday.Date{"2027-02-20"}},
		{Name: "清明节", First: "2027-04-03", Last: "2027-04-05"}, {Name: "劳动节", First: "2027-05-01",
			Last: "2027-05-05"}, {Name: "端午节", First: "2027-06-09", Last: "2027-06-09"},
		{Name: "中秋节", First: "2027-09-15", Last: "2027-09-15"}, {Name: "国庆节", First: "2027-10-01", Last: "2027-10-07"}}}
}

// A clock may run into a year whose notice is entered later. It is then counted again, in that market only, and the
// history says so.
func TestClockFollowsTheNotice(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	b.Now = time.Date(2026, 12, 21, 2, 0, 0, 0, time.UTC)
	in := content()
	in.SignDate = "2026-12-20"
	c := b.stamped(institute, in, "正文")
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, ""))
	if c.Registration.Due != "2027-01-11" {
		t.Fatalf("due %s before the notice is known", c.Registration.Due)
	}
	left := func(want map[string]int) {
		t.Helper()
		got, err := b.reg.WorkdaysLeft(ctx, registry.Dossier{Contract: c.Contract, Registration: c.Registration},
			registry.Dossier{})
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Errorf("workdays left (-want +got): %v\n%s", err, d)
		}
	}
	left(map[string]int{}) // the workdays of 2027 cannot be counted yet

	parties := calendar.NewService(b.DB, func() time.Time { return b.Now })
	admin := actor.Actor{Person: "p9", PersonName: "管明", Market: "m1", Role: actor.Admin}
	_, err := parties.SetNotice(ctx, registrar, 0, of2027())
	b.Want(fault.Forbidden, err, "a registrar enters the notice")
	elsewhere := admin
	elsewhere.Market = "m2"
	if _, err := parties.SetNotice(ctx, elsewhere, 0, of2027()); err != nil {
		t.Fatal(err)
	}
	calendar := func(market string) {
		t.Helper()
		if err := b.reg.OnCalendar(ctx, store.Event{Meta: store.Meta{Market: market}, Name: calendar.EventCalendar,
			Record: market}); err != nil {
			t.Fatal(err)
		}
	}
	calendar("m1")
	if c = b.ok(b.Get(ctx, registrar, c.ID)); c.Registration.Due != "2027-01-11" {
		t.Errorf("due %s by the notice of another market", c.Registration.Due)
	}

	first, err := parties.SetNotice(ctx, admin, 0, of2027())
	if err != nil {
		t.Fatal(err)
	}
	calendar("m1")
	calendar("m1") // a second run changes nothing
	if c = b.ok(b.Get(ctx, registrar, c.ID)); c.Registration.Due != "2027-01-12" || c.State != registry.Accepted {
		t.Errorf("due %s, state %s, want 2027-01-12", c.Registration.Due, c.State)
	}
	then := b.Now
	// the first 3 days of the year are days off
	for day, want := range map[int]int{0: 15, 10: 7, 14: 6, 22: 0, 30: 0} {
		b.Now = then.AddDate(0, 0, day)
		left(map[string]int{c.Registration.ID: want})
	}
	b.Now = then
	told := 0
	err = b.DB.View(ctx, func(tx store.Tx) error {
		h, err := audit.History(tx, "m1", c.Registration.ID)
		for _, e := range h {
			if e.Step == registry.StepCalendar && e.Role == actor.System {
				told++
			}
		}
		return err
	})
	if err != nil || told != 1 {
		t.Errorf("the history tells it %d times, %v", told, err)
	}

	_, err = parties.SetNotice(ctx, admin, 0, of2027())
	b.Want(fault.Conflict, err, "entered twice")
	corrected := of2027()
	corrected.Rests[0].Work = []workday.Date{"2027-01-10"}
	second, err := parties.SetNotice(ctx, admin, first.Rev, corrected)
	if err != nil || second.Rev == first.Rev {
		t.Fatalf("correction: %v", err)
	}
	calendar("m1")
	if c = b.ok(b.Get(ctx, registrar, c.ID)); c.Registration.Due != "2027-01-11" {
		t.Errorf("due %s after the correction", c.Registration.Due)
	}
	_, err = parties.SetNotice(ctx, admin, first.Rev, corrected)
	b.Want(fault.Stale, err, "a correction of what has changed")
	for year, kind := range map[int]fault.Kind{2026: fault.Conflict, 2028: fault.Invalid} {
		far := of2027()
		far.Year = year
		_, err = parties.SetNotice(ctx, admin, 0, far)
		b.Want(kind, err, "another year")
	}
}
