package agenda

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/check"
	"kebang/internal/document"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/store/storetest"
)

var (
	officer = actor.Actor{Person: "p1", PersonName: "王科长", Market: "m1", Role: actor.Officer}
	mill    = actor.Actor{Person: "p2", PersonName: "杨蔚", Market: "m1", Role: actor.Enterprise, Org: "o1",
		OrgName: "南汀糖业"}
	other = actor.Actor{Person: "p3", PersonName: "赵科长", Market: "m2", Role: actor.Officer}
	guest actor.Actor
)

func TestStoredForms(t *testing.T) {
	storetest.Golden(t, Lines, storetest.Filled[Line](t))
	storetest.Golden(t, Versions, storetest.Filled[Version](t))
}

// TestVersions takes lines in and out and publishes. A version says what changed and why, and stays as it was.
func TestVersions(t *testing.T) {
	ctx, db := t.Context(), sqlitetest.Open(t, Collections(), audit.Collections(), store.Collections())
	s := NewService(db, func() time.Time { return time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC) })
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	proposed := func(title string) Line {
		t.Helper()
		l, err := s.Propose(ctx, mill, Content{Title: title, Text: "榨季废液没有去处，需要资源化。", Industry: "0105"})
		must(err)
		return l
	}
	public := func() int64 {
		t.Helper()
		_, n, err := s.List(ctx, guest, Filter{Market: "m1"})
		must(err)
		return n
	}
	one, two := proposed("糖蜜酒精废液"), proposed("蔗渣水分")
	if _, err := s.Publish(ctx, officer, ""); !fault.Is(err, fault.WrongState) {
		t.Errorf("an empty list was published: %v", err)
	}
	if _, err := s.Step(ctx, mill, one.ID, 0, StepTakeIn, "重要"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a firm takes its own problem in: %v", err)
	}
	if _, err := s.Step(ctx, officer, one.ID, 0, StepTakeIn, " "); err == nil {
		t.Error("taken in without a reason")
	}
	if _, err := s.Step(ctx, other, one.ID, 0, StepTakeIn, "重要"); !fault.Is(err, fault.NotFound) {
		t.Errorf("the office of another market takes it in: %v", err)
	}
	for _, l := range []Line{one, two} {
		_, err := s.Step(ctx, officer, l.ID, 0, StepTakeIn, "三家糖厂都有")
		must(err)
	}
	if public() != 0 {
		t.Error("lines are public before their version")
	}
	if _, err := s.Get(ctx, guest, one.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a visitor reads a line before its version: %v", err)
	}
	first, err := s.Publish(ctx, officer, "2026年第一批")
	must(err)
	if first.No != 1 || len(first.Entries) != 2 || len(first.In) != 2 || first.In[0].Reason != "三家糖厂都有" ||
		public() != 2 {
		t.Errorf("%+v, %d are public", first, public())
	}
	if _, err := s.Publish(ctx, officer, ""); !fault.Is(err, fault.WrongState) {
		t.Errorf("the same list was published again: %v", err)
	}
	consistent(t, db)
	_, err = s.Step(ctx, officer, two.ID, 0, StepTakeOut, "已由技改解决")
	must(err)
	third := proposed("色值")
	_, err = s.Step(ctx, officer, third.ID, 0, StepTakeIn, "饮料厂的要求")
	must(err)
	second, err := s.Publish(ctx, officer, "")
	must(err)
	if second.No != 2 || len(second.Entries) != 2 || len(second.In) != 1 || len(second.Out) != 1 ||
		second.Out[0].Reason != "已由技改解决" {
		t.Errorf("%+v", second)
	}
	if kept, err := s.Version(ctx, first.ID); err != nil || len(kept.Entries) != 2 || kept.Entries[1].Title != "蔗渣水分" {
		t.Errorf("the first version changed: %+v, %v", kept, err)
	}
	consistent(t, db)
	var b bytes.Buffer
	must(second.Document().Docx(&b))
	words, err := document.Paragraphs(bytes.NewReader(b.Bytes()), int64(b.Len()))
	must(err)
	for _, want := range []string{"攻关清单（第2版）", "糖蜜酒精废液", "本版列入", "色值", "本版移出", "已由技改解决"} {
		if !strings.Contains(strings.Join(words, "\n"), want) {
			t.Errorf("the paper lacks %s", want)
		}
	}
	p, n, err := s.Versions(ctx, actor.Actor{}, "m1", "", 10)
	if err != nil || n != 2 || p.Items[0].No != 2 {
		t.Errorf("%d versions, %v", n, err)
	}
}

func consistent(t *testing.T, db store.Engine) {
	t.Helper()
	if err := db.View(t.Context(), func(tx store.Tx) error {
		c := check.Case{Tx: tx, Market: "m1", Report: func(f check.Finding) { t.Errorf("check: %s", f) }}
		return CheckConsistency(&c)
	}); err != nil {
		t.Fatal(err)
	}
}
