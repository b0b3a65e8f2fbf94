package publicity

import (
	"fmt"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// TestFloodOfObjections: with 200 open ones a notice takes no more until some are closed.
func TestFloodOfObjections(t *testing.T) {
	w := newWorld(t)
	w.posted()
	set := func(open int) {
		w.must(w.db.Run(t.Context(), func(tx store.Tx) error {
			n, err := Notices.Get(tx, "m1", "n1")
			if err != nil {
				return err
			}
			n.Open = open
			return Notices.Update(tx, &n)
		}))
	}
	set(MostObjections)
	if _, err := w.object(firm, letter); !fault.Is(err, fault.TooMany) {
		t.Errorf("one more than all: %v", err)
	}
	set(MostObjections - 1)
	o, err := w.object(firm, letter)
	w.must(err)
	for a, owner := range map[actor.Actor]bool{firm: true, w.officer: false} {
		w.must(w.db.View(t.Context(), func(tx store.Tx) error {
			access, err := ObjectionFiles{}.FileAccess(tx, a, "m1", o.ID)
			if err != nil || access.Owner != owner || access.Office == owner {
				t.Errorf("%s: %+v %v", a.Role, access, err)
			}
			return nil
		}))
	}
	byOffice := letter
	byOffice.Received = "2026-03-02"
	byOffice.Files = []string{"gone"}
	if _, err = w.object(w.officer, byOffice); !fault.Is(err, fault.TooMany) {
		t.Errorf("one more than all, by the office: %v", err)
	}
	set(1)
	if _, err = w.object(w.officer, byOffice); !fault.Is(err, fault.NotFound) {
		t.Errorf("evidence that is gone: %v", err)
	}
	byOffice.Files = nil
	o, err = w.object(w.officer, byOffice)
	w.must(err)
	other := firm
	other.Person = "p9"
	w.must(w.db.View(t.Context(), func(tx store.Tx) error {
		for _, a := range []actor.Actor{{}, other, firm} { // an objection by letter is nobody's
			if _, err := (ObjectionFiles{}).FileAccess(tx, a, "m1", o.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads the evidence of another: %v", a.Person, err)
			}
		}
		if _, err := (ObjectionFiles{}).FileAccess(tx, w.officer, "m1", "gone"); err == nil {
			t.Error("evidence of no objection")
		}
		for _, a := range []actor.Actor{w.officer, firm} {
			access, err := NoticeFiles{}.FileAccess(tx, a, "m1", "n1")
			if err != nil || access.Office != (a == w.officer) {
				t.Errorf("%s reads the picture: %+v %v", a.Role, access, err)
			}
		}
		return nil
	}))
	if os, err := w.Mine(t.Context(), actor.Actor{}); err != nil || len(os) != 0 {
		t.Errorf("a visitor has %d objections: %v", len(os), err)
	}
	if os, err := w.ObjectionsOf(t.Context(), w.officer, "n1"); err != nil || len(os) != 2 {
		t.Errorf("%d objections: %v", len(os), err)
	}
}

// TestNoticesFitTogether: the numbers, the states and the days of notices and objections.
func TestNoticesFitTogether(t *testing.T) {
	for i, tt := range []struct {
		rule  string
		spoil func(n *Notice, o *Objection)
		want  string
	}{
		{"as it was made", func(*Notice, *Objection) {}, ""},
		{"an objection less", func(n *Notice, _ *Objection) { n.Taken = 2 }, "记着 2 件异议"},
		{"an open one less", func(n *Notice, _ *Objection) { n.Open = 0 }, "其中 0 件待答复"},
		{"paused for nothing", func(n *Notice, _ *Objection) { n.State = Paused }, "与正在核查的异议"},
		{"accepted while it runs", func(_ *Notice, o *Objection) { o.State = Accepted }, "与正在核查的异议"},
		{"accepted and paused", func(n *Notice, o *Objection) { n.State, o.State = Paused, Accepted }, ""},
		{"answered with an outcome", func(n *Notice, o *Objection) {
			n.Open, o.State, o.Outcome = 0, Answered,
				Upheld
		}, ""},
		{"answered without an outcome", func(n *Notice, o *Objection) { n.Open, o.State = 0, Answered }, "却没有核查结论"},
		{"dismissed", func(n *Notice, o *Objection) { n.Open, o.State = 0, Dismissed }, ""},
		{"posted nowhere", func(n *Notice, _ *Objection) { n.Posting = nil }, "却没有张贴信息"},
		{"withdrawn before its posting", func(n *Notice, _ *Objection) { n.State, n.Posting = Withdrawn, nil }, ""},
		{"a draft", func(n *Notice, _ *Objection) { n.State, n.Posting = Draft, nil }, ""},
		{"ended on its last day", func(n *Notice, _ *Objection) { n.State, n.EndedOn = Ended, n.Posting.Last },
			"不晚于公示期末日"},
		{"ended a day later", func(n *Notice, _ *Objection) {
			n.State, n.EndedOn = Ended,
				n.Posting.Last.AddDays(1)
		}, ""},
		{"of no notice", func(n *Notice, o *Objection) { n.Open, n.Taken, o.Notice = 0, 0, "gone" }, "所针对的公示不存在"},
	} {
		w := newWorld(t)
		w.posted()
		o, err := w.object(firm, letter)
		w.must(err)
		var found []string
		w.must(w.db.Run(t.Context(), func(tx store.Tx) error {
			n, err := Notices.Get(tx, "m1", "n1")
			w.must(err)
			o, err := Objections.Get(tx, "m1", o.ID)
			w.must(err)
			tt.spoil(&n, &o)
			w.must(Notices.Update(tx, &n))
			return Objections.Update(tx, &o)
		}))
		for _, market := range []string{"m1", store.National} {
			w.must(w.db.View(t.Context(), func(tx store.Tx) error {
				return CheckConsistency(&check.Case{Tx: tx, Market: market,
					Report: func(f check.Finding) { found = append(found, f.What) }})
			}))
		}
		if got := strings.Join(found, " "); tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("%d %s: %s", i, tt.rule, fmt.Sprint(found))
		}
	}
}
