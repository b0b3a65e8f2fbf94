package approval

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/workday"
)

// world is the use cases on a real store and the record that is decided on.
type world struct {
	*Service
	t     *testing.T
	db    store.Engine
	now   time.Time
	heard []string
	veto  error
}

func (w *world) Decided(_ store.Tx, _ actor.Actor, d *Decision) error {
	if !slices.Contains(w.heard, d.State) { // the transaction may run twice
		w.heard = append(w.heard, d.State)
	}
	return w.veto
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := sqlitetest.Open(t, Collections(), audit.Collections(), files.Collections())
	w := &world{t: t, db: db, now: time.UnixMilli(workday.Date("2026-03-05").StartMS() + 3600_000)}
	w.Service = NewService(db, func() time.Time { return w.now })
	w.Follow("challenge", w)
	return w
}

var (
	officer  = actor.Actor{Person: "p1", PersonName: "李敏", Market: "m1", Role: actor.Officer}
	approver = actor.Actor{Person: "p2", PersonName: "赵县长", Market: "m1", Role: actor.Approver}
	about    = Subject{"challenge", "c1"}
)

func (w *world) ask(id string) error {
	return w.db.Run(context.Background(), func(tx store.Tx) error {
		_, err := Ask(tx, officer, id, about, Ratify, "拟揭榜单位", "县政府常务会议", w.now.UnixMilli())
		return err
	})
}

// TestOfficerRecordsADecision records the decision of a meeting: the paper is the body's, the typist is the officer.
func TestOfficerRecordsADecision(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	if err := w.ask("d1"); err != nil {
		t.Fatal(err)
	}
	good := ResultForm{Body: "县政府第12次常务会议", On: "2026-03-04", Document: "〔2026〕12号会议纪要"}
	for _, tt := range []struct {
		name, pointer string
		change        func(*ResultForm)
	}{
		{"nobody decided", "/body", func(f *ResultForm) { f.Body = "" }},
		{"no paper", "/document", func(f *ResultForm) { f.Document = " " }},
		{"decided tomorrow", "/on", func(f *ResultForm) { f.On = "2026-03-06" }},
		{"no day", "/on", func(f *ResultForm) { f.On = "" }},
	} {
		f := good
		tt.change(&f)
		_, err := w.Decide(ctx, officer, "d1", 1, StepApprove, f)
		var e *fault.Error
		if !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Pointer != tt.pointer {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if _, err := w.Decide(ctx, officer, "d1", 1, StepRefuse, good); !fault.Is(err, fault.Invalid) {
		t.Errorf("a no without a reason: %v", err)
	}
	d, err := w.Decide(ctx, officer, "d1", 1, StepApprove, good)
	if err != nil || d.State != Approved || d.Result.Body != good.Body || d.Result.Typist.Name != "李敏" {
		t.Fatalf("%+v, %v", d.Result, err)
	}
	if _, err := w.Decide(ctx, officer, "d1", 0, StepRefuse, ResultForm{Reason: "不行"}); !fault.Is(err,
		fault.WrongState) {
		t.Errorf("decided twice: %v", err)
	}
	if !slices.Equal(w.heard, []string{Approved}) {
		t.Errorf("the record heard %v", w.heard)
	}
}

func TestApproverDecidesByHimself(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	if err := w.ask("d1"); err != nil {
		t.Fatal(err)
	}
	other := approver
	other.Market = "m2"
	for _, a := range []actor.Actor{{}, other, {Person: "p3", Market: "m1", Role: actor.Enterprise}} {
		if _, err := w.Decide(ctx, a, "d1", 0, StepApprove, ResultForm{}); err == nil {
			t.Errorf("%s of %s decided", a.Role, a.Market)
		}
	}
	d, err := w.Decide(ctx, approver, "d1", 0, StepSendBack,
		ResultForm{Body: "别的会议", On: "2020-01-01", Reason: "请补充预算"})
	if err != nil || d.State != SentBack || d.Result.Body != "县政府常务会议" || d.Result.On != "2026-03-05" {
		t.Fatalf("%+v, %v", d.Result, err)
	}
	if err := w.ask("d2"); err != nil {
		t.Errorf("asked anew after it was sent back: %v", err)
	}
	if err := w.ask("d3"); !fault.Is(err, fault.Conflict) {
		t.Errorf("asked twice at once: %v", err)
	}
}

// TestRecordRefusesAResult leaves nothing of a result that the record refuses.
func TestRecordRefusesAResult(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	if err := w.ask("d1"); err != nil {
		t.Fatal(err)
	}
	w.veto = errors.New("no")
	if _, err := w.Decide(ctx, approver, "d1", 0, StepApprove, ResultForm{}); err == nil {
		t.Error("the refusal was not heard")
	}
	if d, err := w.Get(ctx, officer, "d1"); d.State != Asked || d.Result != nil || err != nil {
		t.Errorf("%+v, %v", d, err)
	}
	w.veto = nil
	if err := w.db.Run(ctx, func(tx store.Tx) error { return Cancel(tx, "m1", about, w.now.UnixMilli()) }); err != nil {
		t.Fatal(err)
	}
	if d, _ := w.Get(ctx, officer, "d1"); d.State != Cancelled {
		t.Errorf("cancelled: %s", d.State)
	}
}
