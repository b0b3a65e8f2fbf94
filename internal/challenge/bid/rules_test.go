package bid

import (
	"context"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/relation"
	"kebang/internal/store"
)

func (w *bench) ctx() context.Context { return context.Background() }

// TestDeadline holds the shown deadline: the last instant of the day in China, by the arrival of the whole request.
func TestDeadline(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.posted(terms(), nil)
	b := w.joined(college, c)
	last := c.Terms.Deadline.EndMS() - 1
	b, err := w.Submit(ctx, college, b.ID, b.Rev, w.scheme(college), true, last)
	w.must(err)
	for name, do := range map[string]func() error{
		"a replacement": func() error {
			_, err := w.Submit(ctx, college, b.ID, b.Rev, w.scheme(college), true, last+1)
			return err
		},
		"a withdrawal": func() error { _, err := w.Withdraw(ctx, college, b.ID, b.Rev, last+1); return err },
		"a new team": func() error {
			w.now = time.UnixMilli(last + 1)
			_, err := w.Join(ctx, faraway, c.ID, Unit{})
			return err
		},
	} {
		if err := do(); !fault.Is(err, fault.WrongState) {
			t.Errorf("%s one millisecond late: %v", name, err)
		}
	}
	if b := w.bid(b.ID); b.State != Submitted || b.Receipt.At != last {
		t.Errorf("%s, received at %d", b.State, b.Receipt.At)
	}
}

func TestTakeBackAndReplace(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.posted(terms(), nil)
	b := w.handed(college, c)
	first := b.Receipt.Hash
	s := w.scheme(college)
	s.Plan = "改用过热蒸汽烘干。"
	b, err := w.Submit(ctx, college, b.ID, b.Rev, s, true, w.now.UnixMilli()+5)
	w.must(err)
	if b.Receipt.Hash == first || w.challenge(c.ID).Bids != 1 {
		t.Errorf("replaced: the same receipt, or %d bids", w.challenge(c.ID).Bids)
	}
	b, err = w.Withdraw(ctx, college, b.ID, b.Rev, w.now.UnixMilli())
	w.must(err)
	if w.challenge(c.ID).Bids != 0 {
		t.Errorf("taken back, and %d bids count", w.challenge(c.ID).Bids)
	}
	if b, _, _ := w.Get(ctx, mill, b.ID); b.Scheme.Plan != "" {
		t.Error("the asker reads a bid that was taken back")
	}
	if _, err := w.Submit(ctx, college, b.ID, b.Rev, s, false, w.now.UnixMilli()); !fault.Is(err, fault.Invalid) {
		t.Errorf("without the pledge: %v", err)
	}
	_, err = w.Submit(ctx, college, b.ID, b.Rev, s, true, w.now.UnixMilli())
	w.must(err)
	w.consistent()
}

// TestWhoMayBid keeps the asker out (H1, H3) and teams that a directed challenge does not name.
func TestWhoMayBid(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.posted(terms(), nil)
	if _, err := w.Join(ctx, mill, c.ID, Unit{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the asker bids for its own challenge: %v", err)
	}
	if _, err := w.Join(ctx, officer, c.ID, Unit{Name: "边城糖业有限公司", USCC: "91530924MA6K000015"}); !fault.Is(err,
		fault.Forbidden) {
		t.Errorf("the asker's code on paper: %v", err)
	}
	if _, err := w.Join(ctx, other, c.ID, Unit{Name: "某所"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("an officer of another market enters a team: %v", err)
	}
	b := w.joined(scholar, c)
	if b.Lead.ID != scholar.Person || b.Home != "m2" {
		t.Errorf("a person bids as %+v", b.Lead)
	}
	if _, err := w.Join(ctx, scholar, c.ID, Unit{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second bid of one team: %v", err)
	}
	s := w.scheme(scholar)
	s.Partners = []Unit{{ID: "o1"}, {ID: "o3"}}
	if _, err := w.Submit(ctx, scholar, b.ID, 0, s, true, w.now.UnixMilli()); !fault.Is(err, fault.Invalid) ||
		len(pointers(err)) != 3 {
		t.Errorf("the asker as a partner, and partners who have not confirmed: %v", err)
	}
	d := terms()
	d.Mode, d.ModeReason, d.Named = challenge.Directed, "该团队已有中试线", []string{"o3"}
	c = w.posted(d, nil)
	if _, err := w.Join(ctx, college, c.ID, Unit{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a team that is not named: %v", err)
	}
	w.joined(faraway, c)
}

// TestPartnersConfirm wants the word of every partner, from its own market.
func TestPartnersConfirm(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.posted(terms(), nil)
	b := w.joined(college, c)
	s := w.scheme(college)
	s.Partners = []Unit{{ID: "o3", Name: "随便写的名字", Confirmed: true}}
	b, err := w.Save(ctx, college, b.ID, b.Rev, s)
	w.must(err)
	if p := b.Scheme.Partners[0]; p.Confirmed || p.Name != "武乡大学" {
		t.Errorf("the partner stands as %+v", p)
	}
	if _, err := w.Submit(ctx, college, b.ID, 0, s, true, w.now.UnixMilli()); !fault.Is(err, fault.Invalid) {
		t.Errorf("handed in without the partner's word: %v", err)
	}
	if _, err := w.Confirm(ctx, faraway, b.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Confirm(ctx, scholar, b.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a stranger confirms: %v", err)
	}
	b, err = w.Submit(ctx, college, b.ID, 0, s, true, w.now.UnixMilli())
	w.must(err)
	if x, _, err := w.Get(ctx, faraway, b.ID); err != nil || x.Scheme.Plan == "" {
		t.Errorf("the partner reads nothing: %v", err)
	}
	w.consistent()
}

// TestExamination excludes a relation that holds, asks for a declaration where one was not looked into, and reads the
// records of dishonesty.
func TestExamination(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.posted(terms(), nil)
	b := w.handed(college, c)
	if _, err := w.Qualify(ctx, officer, b.ID, 0, unrelated()); !fault.Is(err, fault.WrongState) {
		t.Errorf("examined before the deadline: %v", err)
	}
	w.day("2026-04-13")
	c = w.closed(c)
	held := unrelated()
	held.Relations[2].Verdict = relation.Yes
	if _, err := w.Qualify(ctx, officer, b.ID, 0, held); len(pointers(err)) != 1 || pointers(err)[0] != "/relations/2" {
		t.Errorf("a related team: %v", err)
	}
	unsure := unrelated()
	unsure.Relations[1] = relation.Relation{Kind: "legalRep", Verdict: relation.Unknown}
	if _, err := w.Qualify(ctx, officer, b.ID, 0, unsure); len(pointers(err)) != 1 ||
		pointers(err)[0] != "/declaration" {
		t.Errorf("not looked into, without a declaration: %v", err)
	}
	if _, err := w.Qualify(ctx, officer, b.ID, 0, Examination{Relations: unrelated().Relations[:3]}); len(pointers(
		err)) != 1 {
		t.Errorf("a relation left out: %v", err)
	}
	for name, r := range map[string]Record{
		"over":   {On: "2022-01-05", Until: "2025-01-04"},
		"lifted": {On: "2025-01-05", Until: "2028-01-04", Lifted: "2026-01-01"},
	} {
		w.record(r)
		if x := w.bid(b.ID); x.State != Submitted {
			t.Fatal(name)
		}
	}
	id := w.record(Record{On: "2025-01-05", Until: "2028-01-04"})
	if _, err := w.Qualify(ctx, officer, b.ID, 0, unrelated()); len(pointers(err)) != 1 ||
		pointers(err)[0] != "/check" {
		t.Errorf("a record in force: %v", err)
	}
	b, err := w.Refuse(ctx, officer, b.ID, 0, "integrity", "省科技厅决定在有效期内")
	w.must(err)
	if w.challenge(c.ID).Bids != 0 || b.Reason.Code == "" && b.Reason.In("zh") == "" {
		t.Errorf("refused: %d bids count, reason “%s”", w.challenge(c.ID).Bids, b.Reason.In("zh"))
	}
	_, err = w.Lift(ctx, officer, id, "2026-04-01", "复核撤销")
	w.must(err)
	b, err = w.Object(ctx, college, b.ID, 0, "决定已被撤销")
	w.must(err)
	unsure.Declaration = w.file(officer, "无关联声明")
	b, err = w.Qualify(ctx, officer, b.ID, b.Rev, unsure)
	w.must(err)
	if b.State != Eligible || b.Examined.Relations[1].Verdict != relation.Unknown {
		t.Errorf("%s with %+v", b.State, b.Examined)
	}
	w.consistent()
}

func (w *bench) record(r Record) string {
	r.USCC, r.Name, r.Body, r.Document = "12530924MB1K00002G", "镇康工学院", "省科技厅", "〔2025〕1号"
	lifted := r.Lifted
	r, err := w.AddRecord(w.ctx(), officer, r)
	w.must(err)
	if lifted != "" {
		_, err = w.Lift(w.ctx(), officer, r.ID, lifted, "复核")
		w.must(err)
	}
	return r.ID
}

// TestCorrections are numbered, leave time to answer, and touch nothing that was frozen.
func TestCorrections(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.posted(terms(), nil)
	w.day("2026-04-08")
	x := terms()
	x.Indicators[0].Value = "14"
	c, err := w.c.Correct(ctx, officer, c.ID, c.Rev, x, "指标笔误")
	w.must(err)
	if len(c.Versions) != 2 || c.Terms.Deadline != "2026-04-15" || c.Versions[1].Hash != c.Terms.Hash() {
		t.Errorf("%d versions, until %s", len(c.Versions), c.Terms.Deadline)
	}
	for at, change := range map[string]func(*challenge.Terms){
		"/ownFen":   func(x *challenge.Terms) { x.OwnFen = 1 },
		"/choosing": func(x *challenge.Terms) { x.Choosing = challenge.Direct },
		"/deadline": func(x *challenge.Terms) { x.Deadline = "2026-04-10" },
		"/least":    func(x *challenge.Terms) { x.Least = 2 },
	} {
		y := c.Terms
		change(&y)
		if _, err := w.c.Correct(ctx, officer, c.ID, 0, y, "改"); len(pointers(err)) != 1 || pointers(err)[0] != at {
			t.Errorf("%s changed after the opening: %v", at, err)
		}
	}
	if _, err := w.c.Correct(ctx, mill, c.ID, 0, c.Terms, "改"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the asker corrects by himself: %v", err)
	}
	w.consistent()
}

// TestWhoReadsAChallenge hides drafts, and the contact from visitors.
func TestWhoReadsAChallenge(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	draft, err := w.c.Create(ctx, mill, challenge.Form{Terms: terms()})
	w.must(err)
	open := w.posted(terms(), nil)
	for _, a := range []actor.Actor{{}, college, faraway, other} {
		if _, err := w.c.Get(ctx, a, draft.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads a draft: %v", a.Role, err)
		}
		c, err := w.c.Get(ctx, a, open.ID)
		if err != nil || (c.Terms.Contact.Phone != "") != a.Known() ||
			(c.Versions[0].Terms.Contact.Phone != "") != a.Known() {
			t.Errorf("%s reads the contact “%s”: %v", a.Role, c.Terms.Contact.Phone, err)
		}
		if _, err := w.OfChallenge(ctx, a, open.ID); err == nil {
			t.Errorf("%s lists the bids", a.Role)
		}
	}
}

// TestDepartmentAsksForAGrant and for nothing else.
func TestDepartmentAsksForAGrant(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	x := terms()
	c, err := w.c.Create(ctx, bureau, challenge.Form{Terms: x})
	w.must(err)
	if _, err := w.c.Submit(ctx, bureau, c.ID, 0); len(pointers(err)) != 1 || pointers(err)[0] != "/purpose" {
		t.Errorf("without a purpose: %v", err)
	}
	x.Purpose = "grant"
	_, err = w.c.Edit(ctx, bureau, c.ID, 0, x)
	w.must(err)
	_, err = w.c.Submit(ctx, bureau, c.ID, 0)
	w.must(err)
	if _, err := w.c.Create(ctx, officer, challenge.Form{Org: "o2", Terms: terms()}); !fault.Is(err, fault.Invalid) {
		t.Errorf("an institute asks: %v", err)
	}
}

// TestOfficerTypesForOthers enters a team on paper and the asker's choice, each with its stamped paper.
func TestOfficerTypesForOthers(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.posted(terms(), nil)
	b, err := w.Join(ctx, officer, c.ID, Unit{Name: "省轻工研究所", USCC: "12530102MB1K00008X"})
	w.must(err)
	s := w.scheme(officer)
	if _, err := w.Submit(ctx, officer, b.ID, 0, s, false, w.now.UnixMilli()); len(pointers(err)) != 1 ||
		pointers(err)[0] != "/paper" {
		t.Errorf("typed without a paper: %v", err)
	}
	s.Paper = w.file(officer, "盖章申报书")
	_, err = w.Submit(ctx, officer, b.ID, 0, s, false, w.now.UnixMilli())
	w.must(err)
	w.day("2026-04-13")
	w.closed(c)
	_, err = w.Qualify(ctx, officer, b.ID, 0, unrelated())
	w.must(err)
	if _, err := w.Choose(ctx, officer, b.ID, 0, "发榜方来函", ""); len(pointers(err)) != 1 || pointers(err)[0] != "/paper" {
		t.Errorf("the choice without the asker's letter: %v", err)
	}
	b, err = w.Choose(ctx, officer, b.ID, 0, "发榜方来函", w.file(officer, "选定函"))
	w.must(err)
	if b.State != Won {
		t.Errorf("chosen: %s", b.State)
	}
	w.consistent()
	var found []party.Stake
	w.must(w.db.View(ctx, func(tx store.Tx) error {
		p, err := party.Stakes.Find(tx, store.Query{Market: store.National, Limit: 10})
		found = p.Items
		return err
	}))
	if len(found) != 0 {
		t.Errorf("a unit on paper has stakes %+v", found)
	}
}
