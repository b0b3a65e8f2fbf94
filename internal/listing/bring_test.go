package listing_test

import (
	"errors"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

type demandRow = listing.Row[listing.DemandContent]

// TestRowAfterRow brings rows one after the other to the same listing.
func TestRowAfterRow(t *testing.T) {
	s, db := desk(t)
	ctx := t.Context()
	key := id.New()
	for _, tt := range []struct {
		rule    string
		row     demandRow
		publish bool
		want    listing.Outcome
		state   string
		title   string // of the owner's working content
	}{
		{"a new row without publication", demandRow{Hash: "1", Content: content("甲")}, false, listing.Outcome{Added: 1},
			listing.Draft, "甲"},
		{"the same row", demandRow{Hash: "1", Content: content("别的")}, false, listing.Outcome{Unchanged: 1},
			listing.Draft, "甲"},
		{"a row that merges to the same",
			demandRow{Hash: "2", Merge: func(c listing.DemandContent) (listing.DemandContent, error) {
				return c,
					nil
			}}, false,
			listing.Outcome{Unchanged: 1}, listing.Draft, "甲"},
		{"the same, to be published now",
			demandRow{Hash: "2", Merge: func(c listing.DemandContent) (listing.DemandContent, error) {
				return c,
					nil
			}}, true,
			listing.Outcome{Changed: 1}, listing.Open, "甲"},
		{"the same again", demandRow{Hash: "3",
			Merge: func(c listing.DemandContent) (listing.DemandContent, error) { return c, nil }}, true,
			listing.Outcome{Unchanged: 1}, listing.Open, "甲"},
		{"a row that merges a change", demandRow{Hash: "4",
			Merge: func(c listing.DemandContent) (listing.DemandContent, error) { c.Title = "乙"; return c, nil }}, true,
			listing.Outcome{Changed: 1}, listing.Open, "乙"},
		{"a row that does not agree, and stays by decision",
			demandRow{Hash: "5", Content: content("丙"), Source: listing.Source{NoConsent: true},
				Refusal: &listing.Refusal{Reason: fault.Plain("电话同意")}}, true, listing.Outcome{Changed: 1},
			listing.Open, "丙"},
		{"a row that does not agree, and is withdrawn",
			demandRow{Hash: "6", Content: content("丙"), Source: listing.Source{NoConsent: true},
				Refusal: &listing.Refusal{Withdraw: true, Reason: fault.Plain("单位不同意")}}, true,
			listing.Outcome{Changed: 1, Withdrawn: 1}, listing.Withdrawn, "丙"},
		{"a row on a withdrawn listing", demandRow{Hash: "7", Content: content("丁")}, true, listing.Outcome{Kept: 1},
			listing.Withdrawn, "丙"},
	} {
		tt.row.ID = key
		var did listing.Did
		tt.row.Wrote = func(_ store.Tx, d listing.Did, before *listing.Demand, _ listing.Demand) error {
			if did = d; (before == nil) != (d == listing.DidCreate) {
				t.Errorf("%s: %s, and before it %v", tt.rule, d, before)
			}
			return nil
		}
		got, err := s.Demands.Bring(ctx, officer, []demandRow{tt.row}, tt.publish)
		if err != nil || got != tt.want {
			t.Fatalf("%s: %+v, %v; want %+v", tt.rule, got, err, tt.want)
		}
		told := map[listing.Did]int{listing.DidCreate: got.Added, listing.DidUpdate: got.Changed,
			listing.DidNone: got.Unchanged, listing.DidKeep: got.Kept}
		if told[did] != 1 {
			t.Errorf("%s: told that it was %s", tt.rule, did)
		}
		var l listing.Demand
		if err := db.View(ctx, func(tx store.Tx) (err error) {
			l,
				err = listing.Demands.Get(tx, "m1", key)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if c := l.Current(); l.State != tt.state || c.Title != tt.title {
			t.Errorf("%s: %s in state %s, want %s in %s", tt.rule, c.Title, l.State, tt.title, tt.state)
		}
	}
	broken := errors.New("broken")
	if _, err := s.Demands.Bring(ctx, officer, []demandRow{{ID: id.New(), Content: content("甲"),
		Wrote: func(store.Tx, listing.Did, *listing.Demand, listing.Demand) error { return broken }}},
		false); !errors.Is(err, broken) {
		t.Errorf("an import goes on after a failure: %v", err)
	}
	if got, err := s.Demands.Bring(ctx, officer,
		[]demandRow{{ID: id.New(), Hash: "1", Content: content("甲"),
			Source: listing.Source{Closed: true}}}, true); err != nil ||
		got != (listing.Outcome{Added: 1, Held: 1}) {
		t.Errorf("a row that is not public: %+v, %v", got, err)
	}
	if got, err := s.Demands.Bring(ctx, actor.SystemActor("m1"),
		[]demandRow{{ID: id.New(), Hash: "1", Content: content("甲")}}, false); err != nil || got.Added != 1 {
		t.Errorf("the program imports: %+v, %v", got, err)
	}
}

// An import can be undone while nobody has changed its result. An added listing goes, and a changed one returns to its
// former content.
func TestTakeBackAnImport(t *testing.T) {
	s, db := desk(t)
	ctx := t.Context()
	free := func(store.Tx) error { return nil }
	stored := func(key string) (l listing.Demand, err error) {
		err = db.View(ctx, func(tx store.Tx) (err error) { l, err = listing.Demands.Get(tx, "m1", key); return err })
		return l, err
	}
	bring := func(key, hash, title string, publish bool) listing.Demand {
		t.Helper()
		if _, err := s.Demands.Bring(ctx, officer, []demandRow{{ID: key, Hash: hash, Content: content(title)}},
			publish); err != nil {
			t.Fatal(err)
		}
		l, err := stored(key)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	key := id.New()
	first := bring(key, "1", "甲", true)
	second := bring(key, "2", "乙", true)
	if _, err := s.Demands.Unbring(ctx, firm, key, second.Rev, &first, free); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a firm takes it back: %v", err)
	}
	if _, err := s.Demands.Unbring(ctx, officer, key, first.Rev, &first, free); !fault.Is(err, fault.Stale) {
		t.Errorf("somebody changed it since: %v", err)
	}
	taken := errors.New("in a deal")
	if _, err := s.Demands.Unbring(ctx, officer, key, second.Rev, &first,
		func(store.Tx) error { return taken }); !errors.Is(err, taken) {
		t.Errorf("something stands on it: %v", err)
	}
	back, err := s.Demands.Unbring(ctx, officer, key, second.Rev, &first, free)
	if err != nil || back.Published.Title != "甲" || back.Version != second.Version+1 || back.State != listing.Open {
		t.Fatalf("back to the former content: %+v, %v", back, err)
	}
	// From shown to a draft: readers lose it, without a further version.
	draft := first
	draft.State, draft.Draft, draft.Published = listing.Draft, first.Published, nil
	hidden, err := s.Demands.Unbring(ctx, officer, key, back.Rev, &draft, free)
	if err != nil || hidden.Visible() || hidden.Version != back.Version {
		t.Fatalf("back to a draft: %+v, %v", hidden, err)
	}
	if _, err := s.Demands.Get(ctx, nobody, "m1", key); !fault.Is(err, fault.NotFound) {
		t.Errorf("a visitor still reads it: %v", err)
	}
	// From nothing: the listing is gone and its history stays. The same row makes it again above that history.
	gone, err := s.Demands.Unbring(ctx, actor.SystemActor("m1"), key, hidden.Rev, nil, free)
	if err != nil || gone.ID != key {
		t.Fatal(err)
	}
	if _, err := stored(key); !fault.Is(err, fault.NotFound) {
		t.Errorf("it is still there: %v", err)
	}
	var last audit.Entry
	err = db.View(ctx, func(tx store.Tx) error {
		h, err := audit.History(tx, "m1", key)
		if len(h) > 0 {
			last = h[len(h)-1]
		}
		return err
	})
	if err != nil || last.Step != "delete" || last.RecordRev != hidden.Rev+1 {
		t.Errorf("the history ends in %+v, %v", last, err)
	}
	if anew := bring(key, "1", "甲", false); anew.Rev != last.RecordRev+1 {
		t.Errorf("made anew in revision %d over a history up to %d", anew.Rev, last.RecordRev)
	}
	// The index hears of a shown listing that goes.
	shown := bring(id.New(), "1", "丙", true)
	if _, err := s.Demands.Unbring(ctx, officer, shown.ID, shown.Rev, nil, free); err != nil {
		t.Fatal(err)
	}
}

// TestReadersOfAListing: the readers of a listing that is shown, taken down, or hides its owner.
func TestReadersOfAListing(t *testing.T) {
	s, _ := desk(t)
	ctx := t.Context()
	c := content("隐名的需求")
	c.HideOrg = true
	l, err := s.Demands.Create(ctx, firm, id.New(), c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Demands.Anywhere(ctx, nobody, l.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a draft by a link: %v", err)
	}
	if _, err := s.Demands.GetAs(ctx, rival, l.ID, disclosure.Protected); !fault.Is(err, fault.NotFound) {
		t.Errorf("a party reads what never was published: %v", err)
	}
	l, err = s.Demands.Step(ctx, officer, l.ID, 0, listing.StepPublish, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, a := range map[string]actor.Actor{"a visitor": nobody, "a rival": rival,
		"an officer elsewhere": stranger} {
		if v, err := s.Demands.Anywhere(ctx, a, l.ID); err != nil || v.Owner != "" || v.OwnerOrg != "" ||
			v.Published.Title != "隐名的需求" {
			t.Errorf("%s by a link: owner %q, %v", name, v.Owner, err)
		}
	}
	if v, err := s.Demands.GetAs(ctx, rival, l.ID, disclosure.Protected); err != nil || v.Owner != firm.OrgName {
		t.Errorf("a party of a deal: owner %q, %v", v.Owner, err)
	}
	if v, err := s.Demands.GetAs(ctx, firm, l.ID, disclosure.Public); err != nil || v.Level != disclosure.Private {
		t.Errorf("the owner keeps his own level: %v, %v", v.Level, err)
	}
	for who, want := range map[string]int{"rival": 1, "officer": 2} {
		a := map[string]actor.Actor{"rival": rival, "officer": officer}[who]
		h, err := s.Demands.History(ctx, a, l.ID)
		if err != nil || len(h) != want {
			t.Errorf("%s reads %d lines of history, want %d; %v", who, len(h), want, err)
		}
		if last := h[len(h)-1]; who == "rival" &&
			(last.Step != listing.StepPublish || last.Person != "" || last.PersonName != "") {
			t.Errorf("a rival reads %+v", last)
		}
	}
	if _, err := s.Demands.History(ctx, stranger, l.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("another market reads the history: %v", err)
	}
}

func TestLists(t *testing.T) {
	s, _ := desk(t)
	ctx := t.Context()
	var ids []string
	for _, title := range []string{"甲糖", "乙糖", "丙茶"} {
		l, err := s.Demands.Create(ctx, firm, id.New(), content(title))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Demands.Step(ctx, officer, l.ID, 0, listing.StepPublish, ""); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, l.ID)
	}
	researcher := actor.Actor{Person: "p8", PersonName: "张老师", Market: "m1", Role: actor.Researcher}
	for _, tt := range []struct {
		rule  string
		a     actor.Actor
		f     listing.Filter
		total int64
		fault *fault.Kind
	}{
		{"what is shown", nobody, listing.Filter{Market: "m1"}, 3, nil},
		{"a visitor names no market", nobody, listing.Filter{}, 0, kind(fault.Malformed)},
		{"an unknown scope", officer, listing.Filter{Scope: "all"}, 0, kind(fault.Malformed)},
		{"an unknown order", officer, listing.Filter{Sort: "colour"}, 0, kind(fault.Malformed)},
		{"the unit's own", firm, listing.Filter{Scope: "mine"}, 3, nil},
		{"of another unit", rival, listing.Filter{Scope: "mine"}, 0, nil},
		{"of a researcher", researcher, listing.Filter{Scope: "mine"}, 0, nil},
		{"of nobody", nobody, listing.Filter{Scope: "mine"}, 0, kind(fault.Unauthenticated)},
		{"for review by a firm", firm, listing.Filter{Scope: "review"}, 0, kind(fault.Forbidden)},
		{"of the market by a firm", firm, listing.Filter{Scope: "market"}, 0, kind(fault.Forbidden)},
		{"with words in the title", firm, listing.Filter{Scope: "mine", Text: "糖"}, 2, nil},
		{"with the number in lower case", firm, listing.Filter{Scope: "mine", Text: "xq-"}, 3, nil},
		{"with words nowhere", firm, listing.Filter{Scope: "mine", Text: "锌"}, 0, nil},
		{"of an industry", nobody, listing.Filter{Market: "m1", Industry: "01"}, 3, nil},
		{"of another industry, by a member", firm, listing.Filter{Industry: "02"}, 0, nil},
		{"of a region", officer, listing.Filter{Region: "53"}, 0, nil},
		{"no leads", officer, listing.Filter{Scope: "market", Lead: new(bool)}, 3, nil},
		{"in a state", officer, listing.Filter{Scope: "market", State: listing.Draft}, 0, nil},
	} {
		p, total, err := s.Demands.List(ctx, tt.a, tt.f)
		if tt.fault != nil {
			if !fault.Is(err, *tt.fault) {
				t.Errorf("%s: %v", tt.rule, err)
			}
			continue
		}
		if err != nil || total != tt.total || int64(len(p.Items)) != tt.total {
			t.Errorf("%s: %d of %d, %v; want %d", tt.rule, len(p.Items), total, err, tt.total)
		}
		if tt.f.Text == "" {
			if n, err := s.Demands.Count(ctx, tt.a, tt.f); err != nil || n != tt.total {
				t.Errorf("%s: counted %d, %v", tt.rule, n, err)
			}
		}
	}
	for limit, want := range map[int]int{0: 0, 1: 1, 2: 2, 3: 3, 500: 3} {
		n := 0
		if err := s.Demands.Newest(ctx, "m1", limit, func(string, int64) { n++ }); err != nil || n != want {
			t.Errorf("the newest %d: %d, %v", limit, n, err)
		}
	}
	if got, err := s.Demands.Many(ctx, nobody, "m1", []string{ids[2], "gone", ids[0]}); err != nil || len(got) != 2 ||
		got[0].ID != ids[2] {
		t.Errorf("by id: %d, %v", len(got), err)
	}
	// A search of a list shows a hundred and counts all.
	rows := make([]demandRow, 101)
	for i := range rows {
		rows[i] = demandRow{ID: id.New(), Hash: "1", Content: content("锌锭")}
	}
	if _, err := s.Demands.Bring(ctx, officer, rows, true); err != nil {
		t.Fatal(err)
	}
	if p, total, err := s.Demands.List(ctx, officer, listing.Filter{Scope: "market", Text: "锌锭"}); err != nil ||
		total != 101 || len(p.Items) != 100 {
		t.Errorf("%d shown of %d, %v", len(p.Items), total, err)
	}
}

func kind(k fault.Kind) *fault.Kind { return &k }

// The contact of a listing is its own, else the first of its unit, else its person.
func TestContactOf(t *testing.T) {
	_, db := desk(t)
	own := listing.DemandContent{}
	own.Contact.Phone = "1"
	err := db.Run(t.Context(), func(tx store.Tx) error {
		with := party.Organization{Meta: store.Meta{ID: "o1", Market: store.National}}
		without := party.Organization{Meta: store.Meta{ID: "o2", Market: store.National}}
		with.Name, with.Contacts, without.Name = "边城糖业", []party.Contact{{Phone: "2"}}, "南山糖业"
		if err := party.Organizations.Insert(tx, &with); err != nil {
			return err
		}
		return party.Organizations.Insert(tx, &without)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		rule string
		l    listing.Demand
		want string
	}{
		{"its own", listing.Demand{Published: &own, OwnerOrg: "o1"}, "1"},
		{"its own in the draft", listing.Demand{Draft: &own, OwnerOrg: "o1"}, "1"},
		{"what is published goes first",
			listing.Demand{Draft: &own, Published: &listing.DemandContent{}, OwnerOrg: "o1"}, "2"},
		{"its unit's", listing.Demand{Published: &listing.DemandContent{}, OwnerOrg: "o1"}, "2"},
		{"a unit without one", listing.Demand{Published: &listing.DemandContent{}, OwnerOrg: "o2"}, ""},
		{"a unit that is gone", listing.Demand{Published: &listing.DemandContent{}, OwnerOrg: "gone"}, ""},
		{"a person that is gone", listing.Demand{Published: &listing.DemandContent{}, OwnerPerson: "gone"}, ""},
	} {
		err := db.View(t.Context(), func(tx store.Tx) error {
			got, err := listing.ContactOf(tx, &tt.l)
			if err == nil && strings.TrimSpace(got.Phone) != tt.want {
				t.Errorf("%s: %q, want %q", tt.rule, got.Phone, tt.want)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", tt.rule, err)
		}
	}
}
