package challenge

import (
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/agenda"
	"kebang/internal/approval"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/publicity"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/workday"
)

var (
	mill  = actor.Actor{Person: "p1", PersonName: "陈工", Market: "m1", Role: actor.Enterprise, Org: "o1"}
	clerk = actor.Actor{Person: "p5", PersonName: "王科长", Market: "m1", Role: actor.Officer}
)

// world is the use cases on a real store, with a clock that the test moves. It stands for the package of the bids.
type world struct {
	*Service
	t      *testing.T
	db     store.Engine
	now    time.Time
	id     string   // of the challenge that stands
	undone []string // reasons of choices that were undone
	veto   error    // of the review
}

func (w *world) Open(store.Tx, *Challenge, int64) ([]Opened, error) {
	return []Opened{{Bid: "b1"}}, nil
}
func (w *world) Settled(store.Tx, *Challenge, int64) error { return nil }
func (w *world) Undone(_ store.Tx, _ *Challenge, _ Choice, reason string, _ int64) error {
	if n := len(w.undone); n == 0 || w.undone[n-1] != reason { // the transaction may run twice
		w.undone = append(w.undone, reason)
	}
	return nil
}
func (w *world) Complete(store.Tx, *Challenge, string) error    { return w.veto }
func (w *world) Over(store.Tx, *Challenge, string, int64) error { return nil }
func (w *world) day(d workday.Date) {
	w.now = time.UnixMilli(d.StartMS() +
		9*3600_000)
}
func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := sqlitetest.Open(t, Collections(), audit.Collections(), calendar.Collections(), files.Collections(),
		store.Collections(), party.Collections(), listing.Collections(), contract.Collections(),
		publicity.Collections(), approval.Collections(), agenda.Collections())
	w := &world{t: t, db: db}
	w.Service = NewService(db, func() time.Time { return w.now })
	w.Follow(w)
	w.day("2026-03-02")
	return w
}

// stands puts a challenge into the store as it stands in a state.
func (w *world) stands(state string, change func(*Challenge)) Challenge {
	w.t.Helper()
	c := Challenge{Serial: "JB-2026-000001", State: state, Asker: Asker{Org: "o1", Name: "边城糖业"}, Terms: whole()}
	before := w.id
	w.id = id.New() // a history knows a record by its id
	c.ID, c.Market = w.id, "m1"
	if state != Draft && state != Vetting && state != Listing && state != Returned {
		c.freeze("", w.now.UnixMilli())
	}
	if state == Running {
		c.Choice, c.Agreement = &Choice{Team: "某大学"}, &Agreement{Signed: "2026-03-01", Finish: c.Terms.Finish}
	}
	if change != nil {
		change(&c)
	}
	w.must(w.db.Run(w.t.Context(), func(tx store.Tx) error {
		if old, err := Challenges.Get(tx, "m1", before); err == nil {
			if err := Challenges.Delete(tx, &old); err != nil {
				return err
			}
		}
		x := c
		x.Rev = 0
		return Challenges.Insert(tx, &x)
	}))
	return c
}

func kindOf(err error) string {
	switch {
	case err == nil:
		return ""
	case fault.Is(err, fault.WrongState):
		return "state"
	case fault.Is(err, fault.Forbidden):
		return "forbidden"
	case fault.Is(err, fault.Invalid):
		return strings.TrimSpace("invalid " + wrongAt(err))
	}
	return err.Error()
}

// TestMoreTimeForBids: once, later than now and than before, and sooner than the end of the work. After the closing
// only while there are too few bids. The least number is lowered likewise.
func TestMoreTimeForBids(t *testing.T) {
	w := newWorld(t)
	deadline, finish := whole().Deadline, whole().Finish
	for _, tt := range []struct {
		rule   string
		state  string
		change func(*Challenge)
		to     workday.Date
		want   string
	}{
		{"a day more", Posted, nil, deadline.AddDays(1), ""}, {"the same day", Posted, nil, deadline,
			"invalid /deadline"},
		{"no day", Posted, nil, "", "invalid /deadline"}, {"the last possible day", Posted, nil, finish.AddDays(
			-1), ""},
		{"the end of the work", Posted, nil, finish, "invalid /deadline"},
		{"twice", Posted, func(c *Challenge) { c.Extended = true }, deadline.AddDays(1), "state"},
		{"closed with enough", Closed, func(c *Challenge) { c.Bids = 1 }, deadline.AddDays(1), "state"},
		{"closed with too few", Closed, nil, deadline.AddDays(1), ""},
		{"closed, to a day that is past", Closed, func(c *Challenge) { c.Terms.Deadline = "2026-02-20" }, "2026-03-02",
			"invalid /deadline"},
		{"closed, to tomorrow", Closed, func(c *Challenge) { c.Terms.Deadline = "2026-02-20" }, "2026-03-03", ""},
		{"open with enough", Posted, func(c *Challenge) { c.Bids = 3 }, deadline.AddDays(1), ""},
	} {
		w.stands(tt.state, tt.change)
		c, err := w.Extend(t.Context(), clerk, w.id, 0, tt.to, "少")
		if got := kindOf(err); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.rule, got, tt.want)
		}
		if err == nil && (c.Terms.Deadline != tt.to || !c.Extended || c.ClosedAt != 0 || len(c.Versions) != 2) {
			t.Errorf("%s: %+v", tt.rule, c)
		}
	}
	for _, tt := range []struct {
		state string
		bids  int
		least int
		want  string
	}{{Posted, 0, 2, ""}, {Posted, 0, 1, ""}, {Posted, 0, 0, "invalid /least"}, {Posted, 0, 3, "invalid /least"},
		{Closed, 3, 2, "state"}, {Closed, 2, 2, ""}, {Posted, 3, 2, ""}} {
		w.stands(tt.state, func(c *Challenge) { c.Terms.Least, c.Bids = 3, tt.bids })
		if _, err := w.LowerLeast(t.Context(), clerk, w.id, 0, tt.least, "少"); kindOf(err) != tt.want {
			t.Errorf("%s with %d bids, lowered to %d: %v", tt.state, tt.bids, tt.least, err)
		}
	}
}

// TestCorrections: while bids are taken, twenty versions at most, and five workdays remain.
func TestCorrections(t *testing.T) {
	w := newWorld(t)
	w.stands(Posted, nil)
	next := whole()
	next.Text = "把含水五成的蔗渣降到一成以下。"
	w.day("2026-04-09")
	c, err := w.Correct(t.Context(), clerk, w.id, 0, next, "写错")
	w.must(err)
	if c.Terms.Deadline != "2026-04-16" || c.Terms.Text != next.Text || len(c.Versions) != 2 {
		t.Errorf("corrected until %s, %d versions", c.Terms.Deadline, len(c.Versions))
	}
	next.OwnFen++
	if _, err = w.Correct(t.Context(), clerk, w.id, 0, next, "写错"); kindOf(err) != "invalid /ownFen /deadline" {
		t.Errorf("other money: %v", err)
	}
	for versions, want := range map[int]string{MaxVersions - 1: "", MaxVersions: "state"} {
		w.stands(Posted, func(c *Challenge) {
			for len(c.Versions) < versions {
				c.freeze("", 1)
			}
		})
		if _, err = w.Correct(t.Context(), clerk, w.id, 0, whole(), "写错"); kindOf(err) != want {
			t.Errorf("%d versions: %v", versions, err)
		}
	}
	w.stands(Posted, nil)
	w.day("2026-04-11")
	if _, err = w.Correct(t.Context(), clerk, w.id, 0, whole(), "写错"); kindOf(err) != "state" {
		t.Errorf("after the deadline: %v", err)
	}
	if n, err := w.Close(t.Context()); n != 1 || err != nil {
		t.Errorf("%d closed: %v", n, err)
	}
	if c, err = w.Get(t.Context(), clerk, w.id); err != nil || c.State != Closed ||
		c.ClosedAt != c.Terms.Deadline.EndMS() {
		t.Errorf("%s at %d: %v", c.State, c.ClosedAt, err)
	}
	if n, err := w.Close(t.Context()); n != 0 || err != nil {
		t.Errorf("%d closed again: %v", n, err)
	}
}

// TestOpeningOfBids: of a reviewed one, after the deadline, with enough bids.
func TestOpeningOfBids(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		rule   string
		change func(*Challenge)
		on     workday.Date
		want   string
	}{
		{"reviewed and enough", func(c *Challenge) { c.Terms.Choosing, c.Bids = Reviewed, 1 }, "2026-04-11", ""},
		{"by talks", func(c *Challenge) { c.Bids = 1 }, "2026-04-11", "state"},
		{"on the last day", func(c *Challenge) { c.Terms.Choosing, c.Bids = Reviewed, 1 }, "2026-04-10", "state"},
		{"too few", func(c *Challenge) { c.Terms.Choosing = Reviewed }, "2026-04-11", "state"},
	} {
		w.stands(Closed, tt.change)
		w.day(tt.on)
		c, err := w.OpenBids(t.Context(), clerk, w.id, 0)
		if kindOf(err) != tt.want || err == nil && len(c.Opening.Bids) != 1 {
			t.Errorf("%s: %v", tt.rule, err)
		}
	}
}

// TestWorkOfATeam: what an agreement states, one extension of a year, and what is measured at the end.
func TestWorkOfATeam(t *testing.T) {
	w := newWorld(t)
	good := Agreement{Content: "a", Targets: "b", Delivery: "c", Money: "d", Property: "e",
		Signed: "2026-03-02", Contract: "gone"}
	for _, tt := range []struct {
		rule   string
		change func(*Agreement)
		want   string
	}{
		{"a contract that is gone", func(*Agreement) {}, "invalid /contract"},
		{"nothing said", func(g *Agreement) { g.Content, g.Property = " ", "" }, "invalid /content /property"},
		{"signed tomorrow", func(g *Agreement) { g.Signed = "2026-03-03" }, "invalid /signed"},
		{"never signed", func(g *Agreement) { g.Signed = "" }, "invalid /signed"},
		{"done when it is signed", func(g *Agreement) { g.Finish = g.Signed }, "invalid /finish"},
		{"no day of the end", func(g *Agreement) { g.Finish = "x" }, "invalid /finish"},
		{"neither contract nor scan", func(g *Agreement) { g.Contract = "" }, "invalid /contract"},
	} {
		w.stands(Agreeing, func(c *Challenge) { c.Choice = &Choice{Team: "某大学"} })
		g := good
		tt.change(&g)
		if _, err := w.Agree(t.Context(), clerk, w.id, 0, g); kindOf(err) != tt.want {
			t.Errorf("%s: %q, want %q", tt.rule, kindOf(err), tt.want)
		}
	}
	for state, want := range map[string]string{contract.Confirmed: "", contract.Draft: "invalid /contract"} {
		w.stands(Agreeing, func(c *Challenge) { c.Choice = &Choice{Team: "某大学"} })
		x := contract.Contract{Serial: "HT-" + state, State: state}
		x.ID, x.Market, x.Buyer.OrgID, x.Seller.Name = state, "m1", "o1", "某大学"
		w.must(w.db.Run(t.Context(), func(tx store.Tx) error { x := x; return contract.Contracts.Insert(tx, &x) }))
		g := good
		g.Contract = state
		if c, err := w.Agree(t.Context(), clerk, w.id, 0, g); kindOf(err) != want || err == nil &&
			c.Agreement.Finish != whole().Finish {
			t.Errorf("a contract that is %s: %v", state, err)
		}
		w.stands(Agreeing, func(c *Challenge) { c.Choice = &Choice{Team: "别的大学"} })
		if _, err := w.Agree(t.Context(), clerk, w.id, 0, g); kindOf(err) != "invalid /contract" {
			t.Errorf("a contract with another team: %v", err)
		}
		w.stands(Agreeing, func(c *Challenge) { c.Choice, c.Asker.Org = &Choice{Team: "某大学"}, "o9" })
		if _, err := w.Agree(t.Context(), clerk, w.id, 0, g); kindOf(err) != "invalid /contract" {
			t.Errorf("a contract of another firm: %v", err)
		}
	}
	finish := whole().Finish
	for to, want := range map[workday.Date]string{finish.AddDays(1): "", finish: "invalid /finish",
		"x":                              "invalid /finish",
		finish.AddDays(LongestExtension): "", finish.AddDays(LongestExtension + 1): "invalid /finish"} {
		w.stands(Running, nil)
		if _, err := w.Prolong(t.Context(), clerk, w.id, 0, to, "雨季"); kindOf(err) != want {
			t.Errorf("prolonged to %s: %v", to, err)
		}
	}
	w.stands(Running, func(c *Challenge) { c.Agreement.Extended = true })
	if _, err := w.Prolong(t.Context(), clerk, w.id, 0, finish.AddDays(1), "雨季"); kindOf(err) != "state" {
		t.Errorf("prolonged twice: %v", err)
	}
	met, unmet := Evidence{Measured: "14", Proof: "1号", Met: true}, Evidence{Measured: "16", Proof: "1号"}
	for _, tt := range []struct {
		rule   string
		a      actor.Actor
		public bool
		ev     []Evidence
		accept string
		fail   string
	}{
		{"met", mill, false, []Evidence{met}, "", ""}, {"unmet", mill, false, []Evidence{unmet},
			"invalid /evidence/0/met", ""},
		{"no evidence", mill, false, nil, "invalid /evidence", "invalid /evidence"},
		{"no proof", mill, false, []Evidence{{Measured: "14", Met: true}}, "invalid /evidence/0",
			"invalid /evidence/0"},
		{"not measured", mill, false, []Evidence{{Proof: "14", Met: true}}, "invalid /evidence/0",
			"invalid /evidence/0"},
		{"public money, by the asker", mill, true, []Evidence{met}, "forbidden", "forbidden"},
		{"public money, by the office", clerk, true, []Evidence{met}, "", ""},
	} {
		stands := func() {
			w.stands(Running, func(c *Challenge) {
				if tt.public {
					c.Terms.PublicFen = 1
				}
			})
		}
		stands()
		if _, err := w.Accept(t.Context(), tt.a, w.id, 0, tt.ev); kindOf(err) != tt.accept {
			t.Errorf("%s, accepted: %v", tt.rule, err)
		}
		stands()
		if _, err := w.Fail(t.Context(), tt.a, w.id, 0, "没有达到", tt.ev); kindOf(err) != tt.fail {
			t.Errorf("%s, not passed: %v", tt.rule, err)
		}
		stands()
		want := ""
		if tt.public && tt.a == mill {
			want = "forbidden"
		}
		if _, err := w.Terminate(t.Context(), tt.a, w.id, 0, "停"); kindOf(err) != want {
			t.Errorf("%s, ended: %v", tt.rule, err)
		}
	}
}
