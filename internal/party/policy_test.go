package party

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"kebang/internal/actor"
)

var update = flag.Bool("update", false, "rewrite the golden files")

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
		for _, rel := range []struct {
			name string
			of   func(actor.Role) actor.Actor
		}{
			{"in the market", func(r actor.Role) actor.Actor {
				return actor.Actor{Person: "p", Market: marketA,
					Role: r}
			}},
			{"for the unit", func(r actor.Role) actor.Actor {
				return actor.Actor{Person: "p", Market: marketA, Role: r,
					Org: "unit"}
			}},
			{"in another market", func(r actor.Role) actor.Actor {
				return actor.Actor{Person: "p", Market: marketB,
					Role: r}
			}},
		} {
			var ok []string
			for _, r := range actor.Roles() {
				if c.may(rel.of(r)) == nil {
					ok = append(ok, string(r))
				}
			}
			fmt.Fprintf(&b, "%s, %s: %s\n", c.name, rel.name, strings.Join(ok, " "))
		}
		if c.may(actor.Actor{Market: marketA}) == nil {
			t.Errorf("%s: nobody may", c.name)
		}
		if c.may(actor.SystemActor(marketA)) != nil {
			t.Errorf("%s: the program may not", c.name)
		}
	}
	const file = "testdata/policy.golden"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != b.String() {
		t.Errorf("%s is not fresh (%v); now:\n%s", file, err, b.String())
	}
}
