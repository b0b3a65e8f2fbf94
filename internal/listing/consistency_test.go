package listing_test

import (
	"errors"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// wrong are the findings of the check after a change by fn, in a transaction that is rolled back.
func wrong(t *testing.T, db store.Engine, fn func(store.Tx) error) string {
	t.Helper()
	var found []string
	undo := errors.New("undo")
	err := db.Run(t.Context(), func(tx store.Tx) error {
		found = nil
		if err := fn(tx); err != nil {
			return err
		}
		c := &check.Case{Tx: tx, Market: "m1", Report: func(f check.Finding) { found = append(found, f.What) }}
		if err := listing.CheckConsistency(c); err != nil {
			return err
		}
		return undo
	})
	if !errors.Is(err, undo) {
		t.Fatal(err)
	}
	return strings.Join(found, " ")
}

func TestListingsFitTogether(t *testing.T) {
	s, db, demand, achievement := leads(t)
	c := content("自己的需求")
	own, err := s.Demands.Create(t.Context(), firm, id.New(), c)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		rule  string
		spoil func(*listing.Demand)
		want  string // a part of the finding; empty for no finding
	}{
		{"as it was made", func(*listing.Demand) {}, ""},
		{"shown without a content", func(l *listing.Demand) { l.State = listing.Open }, "读者看到的是空白"},
		{"changing without a content", func(l *listing.Demand) { l.State = listing.Changing }, "读者看到的是空白"},
		{"no content at all", func(l *listing.Demand) { l.Draft = nil }, "没有任何内容"},
		{"a published content without a version", func(l *listing.Demand) { l.Published = &c }, "与是否发布过不符"},
		{"a version without a content", func(l *listing.Demand) { l.Version, l.PublishedAt = 1, 1 }, "与是否发布过不符"},
		{"a version without its time", func(l *listing.Demand) { l.Published, l.Version = &c, 1 }, "与是否发布过不符"},
		{"published once", func(l *listing.Demand) { l.Published, l.Version, l.PublishedAt = &c, 1, 1 }, ""},
		{"in review without a draft", func(l *listing.Demand) {
			l.State, l.Draft, l.Published, l.Version, l.PublishedAt = listing.InReview, nil, &c, 1, 1
		}, "却没有待审核的内容"},
		{"changing without a draft", func(l *listing.Demand) {
			l.State, l.Draft, l.Published, l.Version, l.PublishedAt = listing.Changing, nil, &c, 1, 1
		}, "却没有待审核的内容"},
		{"shown without a draft", func(l *listing.Demand) {
			l.State, l.Draft, l.Published, l.Version, l.PublishedAt = listing.Open, nil, &c, 1, 1
		}, ""},
		{"a lead with a unit", func(l *listing.Demand) { l.Source = &listing.Source{Lead: true} }, "却有发布单位"},
		{"a lead with a person", func(l *listing.Demand) {
			l.Source, l.OwnerOrg,
				l.OwnerPerson = &listing.Source{Lead: true}, "", "p0"
		}, "却有发布单位"},
		{"a lead of nobody", func(l *listing.Demand) { l.Source, l.OwnerOrg = &listing.Source{Lead: true}, "" }, ""},
		{"no lead, and of nobody", func(l *listing.Demand) { l.OwnerOrg = "" }, "既不是公开线索"},
		{"a unit that is gone", func(l *listing.Demand) { l.OwnerOrg = "gone" }, "请从备份恢复该机构"},
		{"a person that is gone", func(l *listing.Demand) { l.OwnerOrg, l.OwnerPerson = "", "gone" }, "请从备份恢复该账号"},
		{"a person that is there", func(l *listing.Demand) { l.OwnerOrg, l.OwnerPerson = "", "p0" }, ""},
		{"a number above the sequence", func(l *listing.Demand) { l.Serial = "XQ-2026-000999" }, "流水号却只记到"},
	} {
		got := wrong(t, db, func(tx store.Tx) error {
			p := party.Person{Meta: store.Meta{ID: "p0", Market: store.National}}
			if err := party.People.Insert(tx, &p); err != nil {
				return err
			}
			l, err := listing.Demands.Get(tx, "m1", own.ID)
			if err != nil {
				return err
			}
			tt.spoil(&l)
			return listing.Demands.Update(tx, &l)
		})
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
	got := wrong(t, db, func(tx store.Tx) error {
		l, err := listing.Achievements.Get(tx, "m1", achievement)
		if err != nil {
			return err
		}
		l.Published = nil
		return listing.Achievements.Update(tx, &l)
	})
	if !strings.Contains(got, "读者看到的是空白") {
		t.Errorf("an achievement without a content: found %q", got)
	}
	claim := func(state, org string, decided int64) listing.Claim {
		return listing.Claim{Meta: store.Meta{ID: "c1", Market: "m1"}, Kind: listing.DemandKind, Listing: demand,
			State: state, Org: org, Person: "p1", DecidedAt: decided}
	}
	for _, tt := range []struct {
		rule  string
		claim listing.Claim
		give  func(*listing.Demand)
		want  string
	}{
		{"asked", claim(listing.ClaimAsked, "o1", 0), nil, ""},
		{"asked, and decided", claim(listing.ClaimAsked, "o1", 1), nil, "与是否核定过不符"},
		{"refused", claim(listing.ClaimRefused, "o1", 1), nil, ""},
		{"refused, and never decided", claim(listing.ClaimRefused, "o1", 0), nil, "与是否核定过不符"},
		{"recalled before it was decided", claim(listing.ClaimRecalled, "o1", 0), nil, ""},
		{"accepted, and still a lead", claim(listing.ClaimAccepted, "o1", 1), nil, "却不是申请单位"},
		{"accepted", claim(listing.ClaimAccepted, "o1", 1),
			func(l *listing.Demand) { l.Source, l.OwnerOrg, l.Claim = nil, "o1", "c1" }, ""},
		{"accepted for another unit", claim(listing.ClaimAccepted, "o1", 1),
			func(l *listing.Demand) { l.Source, l.OwnerOrg, l.Claim = nil, "o2", "c1" }, "却不是申请单位"},
		{"accepted by another claim", claim(listing.ClaimAccepted, "o1", 1),
			func(l *listing.Demand) { l.Source, l.OwnerOrg, l.Claim = nil, "o1", "c2" }, "却不是申请单位"},
		{"accepted for a person", claim(listing.ClaimAccepted, "", 1),
			func(l *listing.Demand) { l.Source, l.OwnerPerson, l.Claim = nil, "p1", "c1" }, ""},
		{"accepted for another person", claim(listing.ClaimAccepted, "", 1),
			func(l *listing.Demand) { l.Source, l.OwnerPerson, l.Claim = nil, "p0", "c1" }, "却不是申请单位"},
		{"refused, but named", claim(listing.ClaimRefused, "o1", 1), func(l *listing.Demand) { l.Claim = "c1" },
			"却记着由它认领"},
	} {
		got := wrong(t, db, func(tx store.Tx) error {
			for _, who := range []string{"p0", "p1"} {
				if err := party.People.Insert(tx,
					&party.Person{Meta: store.Meta{ID: who, Market: store.National}, Account: who}); err != nil {
					return err
				}
			}
			l, err := listing.Demands.Get(tx, "m1", demand)
			if err != nil {
				return err
			}
			if tt.give != nil {
				tt.give(&l)
			}
			if err := listing.Demands.Update(tx, &l); err != nil {
				return err
			}
			return listing.Claims.Insert(tx, &tt.claim)
		})
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("a claim %s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
	for _, tt := range []struct {
		rule string
		look listing.Look
		want string
	}{
		{"by somebody at some time", listing.Look{Listing: demand, Person: "p3", Role: actor.Officer, At: 1}, ""},
		{"at a listing that is gone", listing.Look{Listing: "gone", Person: "p3", Role: actor.Officer, At: 1}, "不存在"},
		{"by nobody", listing.Look{Listing: demand, Role: actor.Officer, At: 1}, "没有记下谁在何时查看"},
		{"in no role", listing.Look{Listing: demand, Person: "p3", At: 1}, "没有记下谁在何时查看"},
		{"at no time", listing.Look{Listing: demand, Person: "p3", Role: actor.Officer}, "没有记下谁在何时查看"},
	} {
		tt.look.Meta, tt.look.Kind = store.Meta{ID: "look", Market: "m1"}, listing.DemandKind
		got := wrong(t, db, func(tx store.Tx) error { return listing.Looks.Insert(tx, &tt.look) })
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("a look %s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
}

// TestFileAccess: the actors who read and attach the files of a listing, by its state.
func TestFileAccess(t *testing.T) {
	s, db := desk(t)
	c := content("甲")
	for _, tt := range []struct {
		rule    string
		a       actor.Actor
		state   string
		shown   bool
		granted disclosure.Level
		level   disclosure.Level
		attach  int // levels of a file that the actor may attach
		absent  bool
	}{
		{"the owner of a draft", firm, listing.Draft, false, disclosure.Public, disclosure.Private, 4, false},
		{"the owner in review", firm, listing.InReview, false, disclosure.Public, disclosure.Private, 2, false},
		{"the owner of a change in review", firm, listing.Changing, true, disclosure.Public, disclosure.Private, 2,
			false},
		{"the officer in review", officer, listing.InReview, false, disclosure.Public, disclosure.Private, 4, false},
		{"the owner of a closed one", firm, listing.Closed, true, disclosure.Public, disclosure.Private, 0, false},
		{"a member", rival, listing.Open, true, disclosure.Public, disclosure.Members, 0, false},
		{"a party of a deal", rival, listing.Open, true, disclosure.Protected, disclosure.Protected, 0, false},
		{"a party of a deal, after it was taken down", rival, listing.Closed, true, disclosure.Protected,
			disclosure.Protected, 0, false},
		{"a party of a deal on what never was published", rival, listing.Draft, false, disclosure.Protected, 0, 0,
			true},
		{"a stranger to a closed one", rival, listing.Closed, true, disclosure.Public, 0, 0, true},
	} {
		l := listing.Demand{Meta: store.Meta{ID: id.New(), Market: "m1"}, Serial: id.New(), State: tt.state, Draft: &c,
			OwnerOrg: "o1"}
		if tt.shown {
			l.Published, l.PublishedAt = &c, 5
		}
		err := db.Run(t.Context(), func(tx store.Tx) error {
			l := l
			if err := listing.Demands.Insert(tx, &l); err != nil {
				return err
			}
			x, err := s.Demands.FileAccess(tx, tt.a, "m1", l.ID, tt.granted)
			if tt.absent != fault.Is(err, fault.NotFound) ||
				!tt.absent && (err != nil || x.Level != tt.level || len(x.Attach) != tt.attach) {
				t.Errorf("%s: %+v, %v", tt.rule, x, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
