package listing_test

import (
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

var (
	lab = actor.Actor{Person: "p5", PersonName: "何处长", Market: "m1", Role: actor.Institute, Org: "o5",
		OrgName: "滇西工学院"}
	agency = actor.Actor{Person: "p6", PersonName: "周工", Market: "m1", Role: actor.Agency, Org: "o6",
		OrgName: "联桥技术转移中心"}
	researcher = actor.Actor{Person: "p7", PersonName: "沈原", Market: "m1", Role: actor.Researcher}
)

const proof = "这是我单位去年报给县里的需求，可查征集表原件。"

// leads makes one published lead of each kind, and verified units.
func leads(t *testing.T) (s *listing.Service, db store.Engine, demand, achievement string) {
	t.Helper()
	s, db = desk(t)
	d := listing.Row[listing.DemandContent]{ID: id.New(), Hash: "h", Source: listing.Source{Name: "征集表.xlsx"},
		Content: content("降低蔗渣水分")}
	d.Content.OrgWords, d.Content.Contact.Phone = "镇康县边城糖业公司", "13900009999"
	var c listing.AchievementContent
	c.Title, c.Text, c.OrgWords = "压榨脱水技术", "在压榨末座加装变频重辊，蔗渣出榨水分稳定下降。", "某高校材料学院"
	if _, err := s.Demands.Bring(t.Context(), officer, []listing.Row[listing.DemandContent]{d}, true); err != nil {
		t.Fatal(err)
	}
	a := listing.Row[listing.AchievementContent]{ID: id.New(), Hash: "h", Content: c}
	if _, err := s.Achievements.Bring(t.Context(), officer, []listing.Row[listing.AchievementContent]{a},
		true); err != nil {
		t.Fatal(err)
	}
	err := db.Run(t.Context(), func(tx store.Tx) error {
		for org, name := range map[string]string{"o1": "边城糖业有限公司", "o2": "南山糖业有限公司", "o5": "滇西工学院", "o6": "联桥技术转移中心"} {
			o := party.Organization{Meta: store.Meta{ID: org, Market: store.National}, VerifiedAt: 1,
				OrganizationForm: party.OrganizationForm{Name: name, Kind: party.EnterpriseOrg,
					USCC: "9153092400000000" + org}}
			if err := party.Organizations.Insert(tx, &o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, db, d.ID, a.ID
}

func TestKindOfUnitMustFit(t *testing.T) {
	s, _, demand, achievement := leads(t)
	for _, c := range []struct {
		a    actor.Actor
		kind listing.Kind
		ok   bool
	}{
		{firm, listing.DemandKind, true}, {agency, listing.DemandKind, true}, {lab, listing.DemandKind,
			false}, {researcher, listing.DemandKind, false},
		{lab, listing.AchievementKind, true}, {researcher, listing.AchievementKind, true}, {agency,
			listing.AchievementKind, false},
		{firm, listing.AchievementKind, false}, {officer, listing.DemandKind, false}, {nobody, listing.DemandKind,
			false},
		{actor.Actor{Person: "p9", Market: "m1", Role: actor.Enterprise, Org: "unverified"}, listing.DemandKind, false},
	} {
		on := demand
		if c.kind == listing.AchievementKind {
			on = achievement
		}
		if _, err := s.Claims.Ask(t.Context(), c.a, id.New(), c.kind, on, proof, ""); (err == nil) != c.ok {
			t.Errorf("%s %s claims a %s: %v", c.a.Role, c.a.OrgName, c.kind, err)
		}
	}
}

// TestClaimIsDecided: nothing changes before the officer's yes, which also refuses the other claims. An undone claim
// restores the lead.
func TestClaimIsDecided(t *testing.T) {
	s, db, demand, _ := leads(t)
	ctx := t.Context()
	ended := ""
	s.Claims.OnUndone(func(_ store.Tx, kind listing.Kind, market, listing string, reason fault.Said, _ int64) error {
		ended = string(kind) + " " + market + " " + listing + " " + reason.In(vocab.Zh)
		return nil
	})
	if _, err := s.Claims.Ask(ctx, firm, id.New(), listing.DemandKind, demand, "是我的", ""); !fault.Is(err,
		fault.Invalid) {
		t.Errorf("a claim without a proof: %v", err)
	}
	mine, err := s.Claims.Ask(ctx, firm, id.New(), listing.DemandKind, demand, proof, "")
	if err != nil || mine.Likeness().Percent != 100 || !mine.Likeness().Fits() {
		t.Fatalf("%+v, %v", mine.Likeness(), err)
	}
	if _, err := s.Claims.Ask(ctx, firm, id.New(), listing.DemandKind, demand, proof, ""); !fault.Is(err,
		fault.Conflict) {
		t.Errorf("a second claim of the unit: %v", err)
	}
	theirs, err := s.Claims.Ask(ctx, rival, id.New(), listing.DemandKind, demand, proof, "")
	if err != nil {
		t.Fatal(err)
	}
	read := func() listing.Demand {
		v, err := s.Demands.Get(ctx, officer, "m1", demand)
		if err != nil {
			t.Fatal(err)
		}
		return v.Listing
	}
	if l := read(); !l.Lead() || l.OwnerOrg != "" {
		t.Errorf("a claim that nobody decided gives %q the lead", l.OwnerOrg)
	}
	if _, err := s.Claims.Get(ctx, rival, mine.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a rival reads the claim: %v", err)
	}
	if _, err := s.Claims.Step(ctx, firm, mine.ID, 0, listing.StepAcceptClaim, ""); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the claimant decides: %v", err)
	}
	if _, err := s.Claims.Step(ctx, officer, theirs.ID, 0, listing.StepAcceptClaim, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("another name without a reason: %v", err)
	}
	if _, err := s.Claims.Step(ctx, officer, mine.ID, 0, listing.StepAcceptClaim, ""); err != nil {
		t.Fatal(err)
	}
	if l := read(); l.Lead() || l.OwnerOrg != "o1" || l.Claim != mine.ID {
		t.Errorf("after the yes: %+v", l)
	}
	if c, err := s.Claims.Get(ctx, rival, theirs.ID); err != nil || c.State != listing.ClaimRefused ||
		c.Reason.IsZero() {
		t.Errorf("the other claim is %s, %v", c.State, err)
	}
	consistent(t, db)
	changed := content("被改过的标题")
	changed.Contact.Phone = "13800000000"
	if _, err := s.Demands.Save(ctx, firm, demand, 0, changed); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Demands.Step(ctx, firm, demand, 0, listing.StepSubmit, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Demands.Step(ctx, officer, demand, 0, listing.StepPublish, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Claims.Step(ctx, officer, mine.ID, 0, listing.StepUndoClaim, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("undone without a reason: %v", err)
	}
	if _, err := s.Claims.Step(ctx, officer, mine.ID, 0, listing.StepUndoClaim, "原件显示是另一家厂"); err != nil {
		t.Fatal(err)
	}
	l := read()
	if !l.Lead() || l.OwnerOrg != "" || l.Claim != "" || l.State != listing.Open || l.Published.Title != "降低蔗渣水分" ||
		l.Published.Contact.Phone != "13900009999" || l.Draft != nil {
		t.Errorf("the lead again: %+v, %+v", l, l.Published)
	}
	if !strings.Contains(ended, demand) || !strings.HasSuffix(ended, "原件显示是另一家厂") {
		t.Errorf("the deals are told %q", ended)
	}
	consistent(t, db)
	if _, n, err := s.Claims.List(ctx, firm, listing.ClaimFilter{Unseen: true}); n != 1 || err != nil {
		t.Errorf("%d results wait for the claimant, %v", n, err)
	}
	if _, err := s.Claims.Acknowledge(ctx, firm, mine.ID); err != nil {
		t.Fatal(err)
	}
	if _, n, err := s.Claims.List(ctx, firm, listing.ClaimFilter{Unseen: true}); n != 0 || err != nil {
		t.Errorf("%d after it was read, %v", n, err)
	}
	if h, err := s.Claims.History(ctx, firm, mine.ID); err != nil || len(h) != 4 {
		t.Errorf("%d lines of history, %v", len(h), err)
	}
}

// TestContactIsLookedAt: a contact is closed to everybody except the owner. The look of an officer is recorded, and the
// owner sees it.
func TestContactIsLookedAt(t *testing.T) {
	s, _ := desk(t)
	ctx := t.Context()
	l, err := s.Demands.Create(ctx, firm, id.New(), content("降低蔗渣水分"))
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.Demands.Get(ctx, officer, "m1", l.ID)
	if err != nil || v.Listing.Draft.Contact.Phone != "" {
		t.Errorf("an officer reads %+v, %v", v.Listing.Draft.Contact, err)
	}
	edited := *v.Listing.Draft
	edited.Text += "补充一句。"
	if _, err := s.Demands.Save(ctx, officer, l.ID, 0, edited); err != nil {
		t.Fatal(err)
	}
	if v, err = s.Demands.Get(ctx, firm, "m1", l.ID); err != nil || v.Listing.Draft.Contact.Phone != "13900001234" ||
		v.Listing.Draft.Text != edited.Text {
		t.Errorf("after an officer's edit the owner reads %+v, %v", v.Listing.Draft, err)
	}
	if _, err := s.Demands.Look(ctx, rival, id.New(), l.ID); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a rival looks: %v", err)
	}
	if c, err := s.Demands.Look(ctx, officer, id.New(), l.ID); err != nil || c.Phone != "13900001234" {
		t.Errorf("%+v, %v", c, err)
	}
	if ls, err := s.Demands.Looks(ctx, firm, l.ID); err != nil || len(ls) != 1 || ls[0].Name != "王科长" ||
		ls[0].Role != actor.Officer {
		t.Errorf("the owner sees %+v, %v", ls, err)
	}
	if _, err := s.Demands.Looks(ctx, rival, l.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a rival reads the looks: %v", err)
	}
}

// consistent fails when kebang check finds a fault.
func consistent(t *testing.T, db store.Engine) {
	t.Helper()
	err := db.View(t.Context(), func(tx store.Tx) error {
		return listing.CheckConsistency(&check.Case{Tx: tx, Market: "m1",
			Report: func(f check.Finding) { t.Errorf("%+v", f) }})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A claim gives its reason in 10 to 2000 characters. The same claim again is the same record.
func TestProofOfAClaim(t *testing.T) {
	s, _, demand, _ := leads(t)
	for n, ok := range map[int]bool{9: false, 2001: false, 10: true} {
		key := id.New()
		c, err := s.Claims.Ask(t.Context(), firm, key, listing.DemandKind, demand, strings.Repeat("据", n), "")
		if (err == nil) != ok || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("a proof of %d characters: %v", n, err)
		}
		if !ok {
			continue
		}
		if again, err := s.Claims.Ask(t.Context(), firm, key, listing.DemandKind, demand, strings.Repeat("据", n),
			""); err != nil || again.Rev != c.Rev {
			t.Errorf("the same claim again: %+v, %v", again.Meta, err)
		}
		if _, err := s.Claims.Ask(t.Context(), rival, key, listing.DemandKind, demand, strings.Repeat("据", 2000),
			""); !fault.Is(err, fault.Conflict) {
			t.Errorf("the id of another unit's claim: %v", err)
		}
	}
}
