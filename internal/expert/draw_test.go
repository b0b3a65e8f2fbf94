package expert

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/party"
	"kebang/internal/pass"
	"kebang/internal/relation"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/workday"
)

// world is the use cases on a real store, with the record that experts are drawn for.
type world struct {
	*Service
	t      *testing.T
	db     store.Engine
	now    time.Time
	drawn  []string
	public bool
}

func (w *world) Drawn(_ store.Tx, _ actor.Actor, d *Draw) error {
	w.drawn = nil
	for _, m := range d.Order() {
		w.drawn = append(w.drawn, m.Expert)
	}
	return nil
}
func (w *world) Voided(store.Tx, actor.Actor, *Draw) error    { return nil }
func (w *world) Open(store.Tx, string, Subject) (bool, error) { return w.public, nil }

func newWorld(t *testing.T) *world {
	t.Helper()
	db := sqlitetest.Open(t, Collections(), pass.Collections(), party.Collections(), audit.Collections(),
		files.Collections())
	w := &world{t: t, db: db, now: time.UnixMilli(workday.Date("2026-03-05").StartMS() + 3600_000)}
	w.Service = NewService(db, func() time.Time { return w.now })
	w.Follow("review", w)
	return w
}

var (
	officer = actor.Actor{Person: "p1", PersonName: "李敏", Market: "m1", Role: actor.Officer}
	about   = Subject{"review", "r1", "蔗渣低温脱水与造粒"}
	codes   = []string{"12100000400002259P", "12100000400000624D", "12530924MB1K00002G", "12530102MB1K00008X"}
)

func form(n int) Form {
	return Form{Name: fmt.Sprintf("专家%d", n), Posts: []Post{{Unit: Unit{Name: fmt.Sprintf("大学%d", n),
		USCC: codes[n%len(codes)]}}}, Fields: []string{"01"}, Source: "own", Confirmed: true}
}

func (w *world) expert(f Form) Expert {
	w.t.Helper()
	e, err := w.Save(context.Background(), officer, "", 0, f)
	if err != nil {
		var x *fault.Error
		errors.As(err, &x)
		w.t.Fatalf("%v %+v", err, x)
	}
	return e
}

var (
	mill  = Unit{Name: "临沧糖业公司"}
	team  = Unit{Name: "昆明理工大学"}
	asked = Question{About: about, Seats: 3, Fields: []string{"01"}, Units: []Unit{mill, team}, People: []string{"陈工"}}
	eye   = Witness{Name: "赵监", Unit: "县纪委监委驻科技局纪检组"}
)

func (w *world) announce(q Question, x Witness) (Draw, error) {
	s := NewSecrets(fmt.Sprintf("d%d", w.now.UnixNano()))
	w.now = w.now.Add(time.Second)
	return store.Write(context.Background(), w.db, func(tx store.Tx) (Draw, error) {
		return Announce(tx, officer, s, q, x, w.now.UnixMilli())
	})
}

func code2(err error) string {
	var e *fault.Error
	if errors.As(err, &e) {
		if len(e.Fields) > 0 {
			return e.Fields[0].Said().Code
		}
		return e.Said().Code
	}
	return fmt.Sprint(err)
}

// TestWhoIsOut goes through every relation with every verdict: 有 keeps out, 无 does not, 未查 does not either but stays
// visible.
func TestWhoIsOut(t *testing.T) {
	today := workday.Date("2026-03-05")
	for _, k := range relation.People {
		for _, v := range relation.Verdicts {
			for _, u := range asked.Units {
				e := Expert{Name: "王", Posts: []Post{{Unit: Unit{Name: "大学", USCC: "x"}}}, Checked: today,
					Fields: []string{"01"},
					Ties: []Tie{{u, relation.Relation{Kind: k.Code, Verdict: relation.Verdict(v.Code),
						Source: "公示系统", On: today}}}}
				m := asked.member(&e, today)
				open := slices.ContainsFunc(m.Open, func(o Open) bool {
					return o.Unit == u.Name &&
						slices.Contains(o.Kinds, k.Code)
				})
				want := relation.Verdict(v.Code)
				if out := m.Why == WhyRelation; out != (want == relation.Yes) || open != (want == relation.Unknown) {
					t.Errorf("%s %s to %s: %s, open %v", k.Zh, v.Zh, u.Name, m.Why, m.Open)
				}
			}
		}
	}
	// 有 prevails over a later 无 about the same relation.
	e := Expert{Ties: []Tie{{mill, relation.Relation{Kind: "kin", Verdict: relation.Yes}},
		{Unit{Name: "临沧糖业公司 "}, relation.Relation{Kind: "kin", Verdict: relation.No}}}}
	if v := e.Relation(mill, "kin", today).Verdict; v != relation.Yes {
		t.Errorf("a no over a yes: %s", v)
	}
}

// TestUnconfirmedIdentityIsOut is the defect of OpenReview: a conflict missed because nobody knew who the person was.
func TestUnconfirmedIdentityIsOut(t *testing.T) {
	today := workday.Date("2026-03-05")
	person := func(change func(*Expert)) Member {
		e := Expert{Name: "王", Posts: []Post{{Unit: Unit{Name: "大学", USCC: "x"}}}, Checked: today,
			Fields: []string{"01"}}
		change(&e)
		return asked.member(&e, today)
	}
	for _, tt := range []struct {
		name, why string
		change    func(*Expert)
	}{
		{"complete", WhyWaits, func(*Expert) {}},
		{"not confirmed", WhyIdentity, func(e *Expert) { e.Checked = "" }},
		{"no code", WhyIdentity, func(e *Expert) { e.Posts[0].USCC = "" }},
		{"of the team under another spelling", WhyRelation, func(e *Expert) { e.Posts[0].Name = "昆明理工 大学" }},
		{"left the team two years ago", WhyRelation, func(e *Expert) {
			e.Posts = append(e.Posts, Post{team, "2024-03-01"})
		}},
		{"left the team four years ago", WhyWaits, func(e *Expert) {
			e.Posts = append(e.Posts, Post{team,
				"2022-03-01"})
		}},
		{"another field", WhyField, func(e *Expert) { e.Fields = []string{"02"} }},
		{"takes part himself", WhyPart, func(e *Expert) { e.Name = "陈 工" }},
	} {
		if m := person(tt.change); m.Why != tt.why {
			t.Errorf("%s: %s", tt.name, m.Why)
		}
	}
}

// TestDraw walks a draw: the notice stands before the words, the order follows from both, a second draw gets the next
// number.
func TestDraw(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	for i := range 5 {
		w.expert(form(i))
	}
	out := form(5)
	out.Ties = []Tie{{team, relation.Relation{Kind: "partner", Verdict: relation.Yes, Source: "专利登记簿",
		On: "2026-03-01"}}}
	w.expert(out)
	for _, tt := range []struct {
		name string
		Witness
	}{{"nobody", Witness{}}, {"the officer", Witness{Name: "李 敏", Unit: "纪委"}}, {"a contact", Witness{
		Name: "陈工", Unit: "纪委"}},
		{"of the asker", Witness{Name: "孙", Unit: "临沧糖业公司"}}, {"of the pool", Witness{Name: "专家1", Unit: "大学1"}}} {
		if _, err := w.announce(asked, tt.Witness); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s is the witness: %v", tt.name, err)
		}
	}
	d, err := w.announce(asked, eye)
	if err != nil || d.No != 1 || len(d.Pool()) != 5 || d.NonceHash != NonceHash(d.Nonce) ||
		d.PoolHash != PoolHash(d.Pool()) {
		t.Fatalf("%+v, %v", d, err)
	}
	for _, a := range []actor.Actor{officer, {}, {Person: "p9", Market: "m2", Role: actor.Officer}} {
		if x, n, err := w.Read(ctx, a, d.ID); err != nil || x.Nonce != "" || x.Words != "" || n != 5 {
			t.Errorf("%s reads the nonce before the draw, %v", a.Role, err)
		}
	}
	if _, err := w.announce(asked, eye); code2(err) != "draw-stands" {
		t.Errorf("a second draw beside the first: %v", err)
	}
	for _, words := range []string{"", "三个字", strings.Repeat("长", 201), "两行\n文字啊"} {
		if _, err := w.Perform(ctx, officer, d.ID, 0, words); code2(err) != "draw-words" {
			t.Errorf("drawn with “%s”: %v", words, err)
		}
	}
	late := w.expert(form(6))
	if _, err := w.Perform(ctx, officer, d.ID, 0, "今天天晴微风"); code2(err) != "draw-pool-moved" {
		t.Errorf("drawn from another pool: %v", err)
	}
	f := form(6)
	f.Left = true
	if _, err := w.Save(ctx, officer, late.ID, 0, f); err != nil {
		t.Fatal(err)
	}
	d, err = w.Perform(ctx, officer, d.ID, d.Rev, " 今天天晴微风 ")
	if err != nil || d.State != Drawn || d.Seed != Seed(d.Nonce, "今天天晴微风") || !slices.Equal(w.drawn, Order(
		d.Seed, d.Pool())) {
		t.Fatalf("%+v, %v", d, err)
	}
	count := map[string]int{}
	for _, m := range d.Members {
		count[m.Why]++
	}
	if count[WhySeat] != 3 || count[WhySubstitute] != 2 || count[WhyRelation] != 1 {
		t.Errorf("result %v", count)
	}
	public, _, err := w.Read(ctx, actor.Actor{}, d.ID)
	if err != nil || public.Nonce == "" || slices.ContainsFunc(public.Members, func(m Member) bool {
		return m.Name != "" || m.With != "" || m.Relation != nil
	}) || !slices.Equal(Order(Seed(public.Nonce, public.Words), public.Pool()), w.drawn) {
		t.Errorf("everybody reads %+v, %v", public, err)
	}
	w.public = true
	if public, _, _ = w.Read(ctx, actor.Actor{}, d.ID); public.Members[0].Name == "" {
		t.Error("the names stay secret after the review")
	}
	if _, err := w.Invalidate(ctx, officer, d.ID, 0, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("void without a reason: %v", err)
	}
	if _, err := w.Invalidate(ctx, officer, d.ID, 0, "监督人未到场"); err != nil {
		t.Fatal(err)
	}
	if d, err = w.announce(asked, eye); err != nil || d.No != 2 {
		t.Errorf("%+v, %v", d.No, err)
	}
}

// TestPoolTooSmall names the relation that shrinks the pool and proposes the pools of city and province.
func TestPoolTooSmall(t *testing.T) {
	w := newWorld(t)
	for i := range 4 {
		f := form(i)
		if i > 1 {
			f.Ties = []Tie{{team, relation.Relation{Kind: "kin", Verdict: relation.Yes, Source: "本人申报",
				On: "2026-03-01"}}}
		}
		w.expert(f)
	}
	_, err := w.announce(asked, eye)
	if code2(err) != "draw-pool-small" || !strings.Contains(err.Error(), "近亲属 2 人") || !strings.Contains(
		err.Error(), "省专家库") {
		t.Errorf("%v", err)
	}
}

// TestLinkOfTheWitness tries links that are wrong, foreign, revoked, old and used.
func TestLinkOfTheWitness(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	for i := range 3 {
		w.expert(form(i))
	}
	d, err := w.announce(asked, eye)
	if err != nil {
		t.Fatal(err)
	}
	first, err := w.Send(ctx, officer, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	token, err := w.Send(ctx, officer, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	foreign := pass.NewToken()
	if err := w.db.Run(ctx, func(tx store.Tx) error {
		return pass.Issue(tx, foreign, "m1", "seat", d.ID, "别人", "p1", w.now.UnixMilli())
	}); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ token, code string }{"empty": {"", "link-wrong"}, "cut": {
		token[:40], "link-wrong"},
		"former": {first, "link-revoked"}, "of another record": {foreign.String(), "link-wrong"}} {
		if _, err := w.WitnessDraws(ctx, tt.token, "今天天晴微风"); code2(err) != tt.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if x, err := w.Witnessed(ctx, token); err != nil || x.State != Noticed {
		t.Errorf("opened: %s, %v", x.State, err)
	}
	then := w.now
	w.now = then.Add(7 * 24 * time.Hour)
	if _, err := w.WitnessDraws(ctx, token, "今天天晴微风"); code2(err) != "link-over" {
		t.Errorf("after seven days: %v", err)
	}
	w.now = then
	if x, err := w.WitnessDraws(ctx, token, "今天天晴微风"); err != nil || !x.Witness.Link || x.State != Drawn {
		t.Fatalf("%+v, %v", x, err)
	}
	if _, err := w.WitnessDraws(ctx, token, "再来一次试试"); code2(err) != "link-revoked" {
		t.Errorf("used twice: %v", err)
	}
}

// TestLinkDiesOfGuessing counts wrong secrets: after ten the right one works no more.
func TestLinkDiesOfGuessing(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	for i := range 3 {
		w.expert(form(i))
	}
	d, err := w.announce(asked, eye)
	if err != nil {
		t.Fatal(err)
	}
	token, err := w.Send(ctx, officer, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	of, _, _ := strings.Cut(token, ".")
	for range pass.MostTries {
		if _, err := w.Witnessed(ctx, of+".guess"); code2(err) != "link-wrong" {
			t.Fatal(err)
		}
	}
	if _, err := w.Witnessed(ctx, token); code2(err) != "link-revoked" {
		t.Errorf("after ten guesses: %v", err)
	}
}

// TestConfirmedIdentity holds a confirmation to the name and units it was for.
func TestConfirmedIdentity(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	e := w.expert(form(0))
	w.now = w.now.Add(48 * time.Hour)
	f := form(0)
	if x, err := w.Save(ctx, officer, e.ID, e.Rev, f); err != nil || x.Checked != "2026-03-05" {
		t.Errorf("%s, %v", x.Checked, err)
	}
	f.Posts[0].Name = "别的大学"
	if x, err := w.Save(ctx, officer, e.ID, 0, f); err != nil || x.Checked != "2026-03-07" {
		t.Errorf("%s, %v", x.Checked, err)
	}
	f.Confirmed = false
	if x, err := w.Save(ctx, officer, e.ID, 0, f); err != nil || x.Identified() {
		t.Errorf("%s, %v", x.Checked, err)
	}
	bad := Form{Posts: []Post{{Unit: Unit{USCC: "1"}}}, Fields: []string{"0101"}, Source: "city", Confirmed: true,
		Ties: []Tie{{mill, relation.Relation{Kind: "kin", Verdict: relation.No}}}}
	_, err := w.Save(ctx, officer, "", 0, bad)
	var x *fault.Error
	if !errors.As(err, &x) || len(x.Fields) != 6 {
		t.Errorf("%+v", x)
	}
	for _, a := range []actor.Actor{{}, {Person: "p2", Market: "m1", Role: actor.Expert}, {Person: "p3", Market: "m1",
		Role: actor.Enterprise}} {
		if _, err := w.List(ctx, a, false, "", 10); err == nil {
			t.Errorf("%s reads the pool", a.Role)
		}
	}
}
