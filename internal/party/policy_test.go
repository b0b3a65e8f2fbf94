package party

import (
	"fmt"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/flow/flowtest"
)

// TestPolicyMatrix writes down all permissions: role x relation x action. A change of rights changes the golden file,
// so a review sees it.
func TestPolicyMatrix(t *testing.T) {
	org := &Organization{Home: marketA}
	org.ID = "unit"
	cases := []struct {
		name string
		may  func(actor.Actor) error
	}{
		{"organization create", func(a actor.Actor) error { return mayOrganization(a, actCreate, nil) }},
		{"organization read", func(a actor.Actor) error { return mayOrganization(a, actRead, org) }},
		{"organization contacts", func(a actor.Actor) error {
			if mayContacts(a, org) {
				return nil
			}
			return fmt.Errorf("cut")
		}},
		{"organization update", func(a actor.Actor) error { return mayOrganization(a, actUpdate, org) }},
		{"organization verify", func(a actor.Actor) error { return mayOrganization(a, actVerify, org) }},
		{"market profile", func(a actor.Actor) error { return MayKeepMarket(a, marketA) }},
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# action, relation: roles that may\n")
	for _, c := range cases {
		for _, rel := range []flowtest.Relation{
			{Name: "in the market", Actor: actor.Actor{Person: "p", Market: marketA}},
			{Name: "for the unit", Actor: actor.Actor{Person: "p", Market: marketA, Org: "unit"}},
			{Name: "in another market", Actor: actor.Actor{Person: "p", Market: marketB}},
		} {
			var ok []string
			for _, r := range actor.Roles() {
				if rel.Role = r; c.may(rel.Actor) == nil {
					ok = append(ok, string(r))
				}
			}
			fmt.Fprintf(&b, "%s, %s: %s\n", c.name, rel.Name, strings.Join(ok, " "))
		}
		if c.may(actor.Actor{Market: marketA}) == nil {
			t.Errorf("%s: nobody may", c.name)
		}
		if c.may(actor.SystemActor(marketA)) != nil {
			t.Errorf("%s: the program may not", c.name)
		}
	}
	flowtest.Golden(t, "policy.golden", b.String())
}
