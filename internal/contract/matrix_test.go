package contract

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMatrix writes down which steps policy and table give to every role in every relation and state: a change of
// rights is a change of the golden file and is seen in a review. The services themselves are held to them by the other
// tests.
func TestMatrix(t *testing.T) {
	relations := []struct {
		name string
		of   func(actor.Role) actor.Actor
	}{
		{"seller", func(r actor.Role) actor.Actor {
			return actor.Actor{Person: "p1", Market: "m1", Role: r,
				Org: "seller"}
		}},
		{"buyer", func(r actor.Role) actor.Actor {
			return actor.Actor{Person: "p2", Market: "m1", Role: r,
				Org: "buyer"}
		}},
		{"broker of the deal", func(r actor.Role) actor.Actor {
			return actor.Actor{Person: "p3", Market: "m1",
				Role: r}
		}},
		{"apart from it", func(r actor.Role) actor.Actor {
			return actor.Actor{Person: "p4", Market: "m1", Role: r,
				Org: "other"}
		}},
		{"another market", func(r actor.Role) actor.Actor {
			return actor.Actor{Person: "p1", Market: "m2", Role: r,
				Org: "seller"}
		}},
	}
	db, err := sqlite.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := db.Define(t.Context(), append(Collections(), deal.Deals.Spec(), deal.Credits.Spec(), party.People.Spec(),
		party.Organizations.Spec())); err != nil {
		t.Fatal(err)
	}
	s := NewService(db, time.Now)
	var out strings.Builder
	fmt.Fprintln(&out,
		"# state, relation: steps <- roles; - means that it does not exist for them (404), nothing that it is read only")
	for _, state := range Flow.States() {
		c := Contract{Meta: store.Meta{ID: "c", Market: "m1"}, State: state, Deal: DealRef{ID: "d", BrokerPerson: "p3"},
			Content: Content{Seller: Side{OrgID: "seller", Name: "卖方"}, Buyer: Side{OrgID: "buyer", Name: "买方"}}}
		if mayRead(actor.Actor{Market: "m1"}, &c) {
			t.Errorf("%s: nobody reads it", state)
		}
		for _, rel := range relations {
			roles := map[string][]string{}
			for _, r := range actor.Roles() {
				a, what := rel.of(r), "-"
				if mayRead(a, &c) {
					what = ""
					offered, err := s.Steps(t.Context(), a, c)
					if err != nil {
						t.Fatal(err)
					}
					for _, e := range offered[c.ID].Steps {
						what += " " + e.Step
					}
					if what = strings.TrimSpace(what); what == "" {
						what = "nothing"
					}
				}
				roles[what] = append(roles[what], string(r))
			}
			for _, what := range slices.Sorted(maps.Keys(roles)) {
				fmt.Fprintf(&out, "%s, %s: %s <- %s\n", state, rel.name, what, strings.Join(roles[what], " "))
			}
		}
	}
	const file = "testdata/matrix.golden"
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != out.String() {
		t.Errorf("%s is not fresh (%v); now:\n%s", file, err, out.String())
	}
}
