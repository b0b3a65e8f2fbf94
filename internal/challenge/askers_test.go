package challenge

import (
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// TestChallengesFitTogether: published terms are those of their hash, and each state has what it stands on.
func TestChallengesFitTogether(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		rule, state string
		change      func(*Challenge)
		want        string
	}{
		{"a draft", Draft, nil, ""}, {"open", Posted, nil, ""},
		{"a version was changed", Posted, func(c *Challenge) { c.Versions[0].Terms.Text = "x" }, "第1版条款"},
		{"the terms were changed", Posted, func(c *Challenge) { c.Terms.Text = "x" }, "现行条款"},
		{"argued about nobody", Arguing, nil, "却没有选定"}, {"ratified nobody", Ratifying, nil, "却没有选定"},
		{"announced nobody", Announcing, nil, "却没有选定"}, {"agreed with nobody", Agreeing, nil, "却没有选定"},
		{"agreed with a team", Agreeing, func(c *Challenge) { c.Choice = &Choice{} }, ""},
		{"running", Running, nil, ""}, {"running with nobody", Running, func(c *Challenge) { c.Choice = nil }, "却没有选定"},
		{"running without an agreement", Running, func(c *Challenge) { c.Agreement = nil }, "却没有协议"},
		{"accepted without an agreement", Accepted, nil, "却没有协议"}, {"failed without one", NotPassed, nil, "却没有协议"},
		{"terminated", Terminated, nil, ""}, {"reviewed without an opening", Reviewing, nil, "却没有开启记录"},
		{"reviewed", Reviewing, func(c *Challenge) { c.Opening = &Opening{} }, ""},
	} {
		w.stands(tt.state, tt.change)
		for _, market := range []string{"m1", store.National} {
			var found []string
			w.must(w.db.View(t.Context(), func(tx store.Tx) error {
				return CheckConsistency(&check.Case{Tx: tx, Market: market, Report: func(f check.Finding) {
					if !strings.Contains(f.What, "流水号") && !strings.Contains(f.What, "编号") {
						found = append(found, f.What)
					}
				}})
			}))
			got, want := strings.Join(found, " "), tt.want
			if market == store.National {
				want = ""
			}
			if want == "" && got != "" || !strings.Contains(got, want) {
				t.Errorf("%s in %q: %s", tt.rule, market, got)
			}
		}
	}
}

// TestDraftsOfAskers: a verified firm or department asks, an officer writes for one, and only a draft is edited.
func TestDraftsOfAskers(t *testing.T) {
	w := newWorld(t)
	w.must(w.db.Run(t.Context(), func(tx store.Tx) error {
		for org, o := range map[string]party.Organization{
			"o1": {VerifiedAt: 1, OrganizationForm: party.OrganizationForm{Name: "糖厂", Kind: party.EnterpriseOrg}},
			"o2": {VerifiedAt: 1, OrganizationForm: party.OrganizationForm{Name: "学院", Kind: party.InstituteOrg}},
			"o3": {OrganizationForm: party.OrganizationForm{Name: "新厂", Kind: party.EnterpriseOrg}},
			"o4": {VerifiedAt: 1, OrganizationForm: party.OrganizationForm{Name: "工信局", Kind: party.DepartmentOrg}}} {
			o.ID, o.Market, o.Home = org, store.National, "m1"
			if err := party.Organizations.Insert(tx, &o); err != nil {
				return err
			}
		}
		return nil
	}))
	for org, want := range map[string]string{"o1": "", "o4": "", "o2": "invalid /org", "o3": "invalid /org",
		"gone": "invalid /org",
		"":     "invalid /org"} {
		c, err := w.Create(t.Context(), clerk, Form{Org: org, Terms: whole()})
		if kindOf(err) != want || err == nil && (c.Asker.Department != (org == "o4") || c.Origin.From != "new") {
			t.Errorf("for %q: %v", org, err)
		}
	}
	c, err := w.Create(t.Context(), mill, Form{Org: "o4", Terms: whole()})
	if err != nil || c.Asker.Org != "o1" {
		t.Errorf("a firm asks for itself: %+v %v", c.Asker, err)
	}
	for from, want := range map[string]string{"new": "", "demand": "invalid /origin", "none": "invalid /origin",
		"list": "invalid /origin"} {
		f := Form{Origin: Origin{From: from, Record: "gone"}, Terms: whole()}
		if _, err := w.Create(t.Context(), mill, f); kindOf(err) != want {
			t.Errorf("from %s: %v", from, err)
		}
	}
	for _, tt := range []struct {
		owner   string
		version int64
		want    string
	}{{"o1", 1, ""}, {"o1", 0, "invalid /origin"},
		{"o2", 1, "invalid /origin"}} {
		w.must(w.db.Run(t.Context(), func(tx store.Tx) error {
			if old, err := listing.Demands.Get(tx, "m1", "d1"); err == nil {
				if err := listing.Demands.Delete(tx, &old); err != nil {
					return err
				}
			}
			d := listing.Demand{OwnerOrg: tt.owner, Version: tt.version, Serial: "XQ-2026-000001", State: listing.Draft}
			d.ID, d.Market = "d1", "m1"
			return listing.Demands.Insert(tx, &d)
		}))
		c, err := w.Create(t.Context(), mill, Form{Origin: Origin{From: "demand", Record: "d1"}, Terms: whole()})
		if kindOf(err) != tt.want || err == nil && c.Origin.Version != 1 {
			t.Errorf("from a demand of %s, version %d: %v", tt.owner, tt.version, err)
		}
	}
	for state, want := range map[string]string{Draft: "", Returned: "", Vetting: "state", Posted: "state"} {
		w.stands(state, nil)
		if _, err := w.Edit(t.Context(), mill, w.id, 0, whole()); kindOf(err) != want {
			t.Errorf("edited as %s: %v", state, err)
		}
	}
	visitor := actor.Actor{Person: "p9", Market: "m1", Role: actor.Institute, Org: "o2"}
	w.stands(Posted, nil)
	if _, err := w.Edit(t.Context(), visitor, w.id, 0, whole()); kindOf(err) != "forbidden" {
		t.Errorf("edited by another: %v", err)
	}
	w.stands(Vetting, nil)
	if _, err := w.Get(t.Context(), visitor, w.id); !fault.Is(err, fault.NotFound) {
		t.Errorf("read before its opening: %v", err)
	}
	if _, err := w.Edit(t.Context(), mill, w.id, 9, whole()); !fault.Is(err, fault.Stale) {
		t.Errorf("another revision: %v", err)
	}
}
