package listing_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
)

var (
	firm = actor.Actor{Person: "p1", PersonName: "陈工", Market: "m1", Role: actor.Enterprise, Org: "o1",
		OrgName: "边城糖业"}
	rival = actor.Actor{Person: "p2", PersonName: "李工", Market: "m1", Role: actor.Enterprise, Org: "o2",
		OrgName: "南山糖业"}
	officer  = actor.Actor{Person: "p3", PersonName: "王科长", Market: "m1", Role: actor.Officer}
	stranger = actor.Actor{Person: "p4", PersonName: "赵科长", Market: "m2", Role: actor.Officer}
	nobody   = actor.Actor{}
)

func desk(t *testing.T) (*listing.Service, store.Engine) {
	t.Helper()
	db := sqlitetest.Open(t, listing.Collections(), files.Collections(), audit.Collections(), party.Collections(),
		store.Collections())
	now := time.Date(2026, 3, 1, 1, 0, 0, 0, time.UTC)
	return listing.NewService(db, func() time.Time { return now }), db
}

func content(title string) listing.DemandContent {
	var c listing.DemandContent
	c.Title, c.Text, c.Industry = title, "压榨后的蔗渣含水偏高，燃烧不稳，希望降低水分并稳定供料。", "0104"
	c.Contact.Phone, c.Detail = "13900001234", "内部参数"
	return c
}

func TestDemandFromDraftToReaders(t *testing.T) {
	s, db := desk(t)
	ctx, d := t.Context(), s.Demands
	key := id.New()
	l, err := d.Create(ctx, firm, key, content("降低蔗渣水分"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Create(ctx, firm, key, content("降低蔗渣水分"))
	if err != nil || again.Serial != l.Serial {
		t.Fatalf("a retried create made %q after %q: %v", again.Serial, l.Serial, err)
	}
	if !strings.HasPrefix(l.Serial, "XQ-2026-") || l.OwnerOrg != "o1" {
		t.Fatalf("created %+v", l)
	}
	for name, a := range map[string]actor.Actor{"nobody": nobody, "a rival": rival,
		"another market's officer": stranger} {
		if _, err := d.Get(ctx, a, "m1", key); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads a draft: %v", name, err)
		}
	}
	step := func(a actor.Actor, step, reason string, want listing.State) {
		t.Helper()
		l, err = d.Step(ctx, a, key, 0, step, reason)
		if err != nil || l.State != want {
			t.Fatalf("%s by %s: state %q, %v", step, a.Role, l.State, err)
		}
	}
	step(firm, listing.StepSubmit, "", listing.InReview)
	if _, err := d.Step(ctx, officer, key, 0, listing.StepReturn, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("a return without a reason: %v", err)
	}
	step(officer, listing.StepReturn, "请写明目标水分", listing.Draft)
	step(firm, listing.StepSubmit, "", listing.InReview)
	if _, err := d.Step(ctx, firm, key, 0, listing.StepPublish, ""); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a firm publishes its own demand: %v", err)
	}
	step(officer, listing.StepPublish, "", listing.Open)
	if l.Version != 1 {
		t.Errorf("content version %d after the first publication", l.Version)
	}
	v, err := d.Get(ctx, nobody, "m1", key)
	if err != nil || v.Published.Contact.Phone != "" || v.Published.Detail != "" || v.Draft != nil {
		t.Errorf("the public reads %+v, %v", v, err)
	}
	// Only the owner sees an edit of a published demand until an officer approves it.
	changed := content("降低蔗渣水分到四成八")
	if l, err = d.Save(ctx, firm, key, l.Rev, changed); err != nil {
		t.Fatal(err)
	}
	if v, _ = d.Get(ctx, nobody, "m1", key); v.Published.Title != "降低蔗渣水分" {
		t.Errorf("an unreviewed edit is public: %q", v.Published.Title)
	}
	step(firm, listing.StepSubmit, "", listing.Changing)
	step(officer, listing.StepPublish, "", listing.Open)
	if v, _ = d.Get(ctx, nobody, "m1", key); v.Published.Title != changed.Title || v.Version != 2 {
		t.Errorf("after the review: %q version %d", v.Published.Title, v.Version)
	}
	if _, err := d.Save(ctx, firm, key, 1, changed); !fault.Is(err, fault.Stale) {
		t.Errorf("a save on an old revision: %v", err)
	}
	err = db.View(ctx, func(tx store.Tx) error {
		h, err := audit.History(tx, "m1", key)
		if len(h) != 8 || h[2].Reason.Zh != "请写明目标水分" || h[2].PersonName != "王科长" {
			t.Errorf("history has %d lines: %+v", len(h), h)
		}
		n, _ := store.Events.Count(tx, store.Query{Market: "m1"})
		if n != 1 {
			t.Errorf("%d events pending, want the two publications merged into 1", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEveryStateAndStep compares the service with the table. A step outside the table gives WrongState.
func TestEveryStateAndStep(t *testing.T) {
	s, db := desk(t)
	ctx := t.Context()
	for _, state := range listing.Flow.States() {
		for _, step := range []string{listing.StepSubmit, listing.StepPublish, listing.StepReturn, listing.StepRecall,
			listing.StepWithdraw, listing.StepReopen, listing.StepClose} {
			key, c := id.New(), content("覆盖全部状态")
			l := listing.Demand{Meta: store.Meta{ID: key, Market: "m1"}, Serial: key, State: state, Draft: &c,
				Published: &c, OwnerOrg: "o1"}
			if err := db.Run(ctx, func(tx store.Tx) error { return listing.Demands.Insert(tx, &l) }); err != nil {
				t.Fatal(err)
			}
			e, none := listing.Flow.Next(state, step)
			got, err := s.Demands.Step(ctx, officer, key, 0, step, "理由")
			switch {
			case none != nil && !fault.Is(err, fault.WrongState):
				t.Errorf("%s -%s->: %v, want wrong-state", state, step, err)
			case none == nil && (err != nil || got.State != e.To):
				t.Errorf("%s -%s-> %s (%v), want %s", state, step, got.State, err, e.To)
			}
		}
	}
}

func TestBadContentIsToldFieldByField(t *testing.T) {
	s, _ := desk(t)
	minus := int64(-1)
	c := content(strings.Repeat("长", 10_000))
	c.BudgetFen, c.Deadline, c.Industry, c.MinTRL = &minus, "2026-02-30", "7777", 12
	c.Requirements = []listing.Requirement{{Metric: "水分", Op: "<=", Value: "四十八", Unit: "%"}}
	_, err := s.Demands.Create(context.Background(), firm, id.New(), c)
	if !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
	for _, p := range []string{"/title", "/budgetFen", "/deadline", "/industry", "/minTrl", "/requirements/0/value"} {
		if !strings.Contains(err.Error(), "["+p+" ") {
			t.Errorf("no word about %s in: %v", p, err)
		}
	}
}

func TestImportedRows(t *testing.T) {
	s, _ := desk(t)
	ctx := t.Context()
	row := listing.Row[listing.DemandContent]{ID: id.New(), Hash: "h1",
		Source: listing.Source{Link: "https://example.org/1"}, Content: content("公开线索一条")}
	bring := func(want listing.Outcome) {
		t.Helper()
		got, err := s.Demands.Bring(ctx, officer, []listing.Row[listing.DemandContent]{row}, true)
		if err != nil || got != want {
			t.Fatalf("bring: %+v, %v; want %+v", got, err, want)
		}
	}
	bring(listing.Outcome{Added: 1})
	bring(listing.Outcome{Unchanged: 1})
	row.Hash, row.Content.Title = "h2", "公开线索改了"
	bring(listing.Outcome{Changed: 1})
	v, err := s.Demands.Get(ctx, nobody, "m1", row.ID)
	if err != nil || !v.Lead() || v.Published.Title != "公开线索改了" || v.Version != 2 {
		t.Errorf("%+v, %v", v, err)
	}
	if _, err := s.Demands.Bring(ctx, firm, nil, true); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a firm imports: %v", err)
	}
}

// TestTwoMarketsDoNotMeet: an officer of one market sees nothing of the other in any list.
func TestTwoMarketsDoNotMeet(t *testing.T) {
	s, _ := desk(t)
	ctx := t.Context()
	if _, err := s.Demands.Create(ctx, firm, id.New(), content("只在第一个市场")); err != nil {
		t.Fatal(err)
	}
	for _, scope := range []string{"", "review", "market"} {
		p, total, err := s.Demands.List(ctx, stranger, listing.Filter{Scope: scope})
		if err != nil || total != 0 || len(p.Items) != 0 {
			t.Errorf("scope %q: %d of %d, %v", scope, len(p.Items), total, err)
		}
	}
	if _, total, _ := s.Demands.List(ctx, officer, listing.Filter{Scope: "market"}); total != 1 {
		t.Errorf("its own officer sees %d", total)
	}
}
