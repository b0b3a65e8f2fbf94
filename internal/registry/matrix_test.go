package registry_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/contract/contracttest"
	"kebang/internal/registry"
	"kebang/internal/store"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestFlow(t *testing.T) { contracttest.Flow(t, &registry.Flow) }

// TestMatrix writes down which steps policy and table give to every role in every relation and state, on top of the
// matrix of the contract, which says who reads it. A change of rights is a change of the golden file.
func TestMatrix(t *testing.T) {
	b := open(t)
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
	}
	var out strings.Builder
	fmt.Fprintln(&out, "# state, relation: steps <- roles; whoever is not named can take none")
	write := func(state string, d registry.Dossier) {
		d.Contract.Meta = store.Meta{ID: "c", Market: "m1"}
		d.Contract.Deal = contract.DealRef{ID: "d", BrokerPerson: "p3"}
		d.Contract.Content = contract.Content{Seller: contract.Side{OrgID: "seller", Name: "卖方"},
			Buyer: contract.Side{OrgID: "buyer", Name: "买方"}}
		for _, rel := range relations {
			roles := map[string][]string{}
			for _, r := range actor.Roles() {
				offers, err := b.reg.Steps(t.Context(), rel.of(r), d)
				if err != nil {
					t.Fatal(err)
				}
				var steps []string
				for _, e := range offers["c"].Steps {
					steps = append(steps, e.Step)
				}
				if len(steps) > 0 {
					what := strings.Join(steps, " ")
					roles[what] = append(roles[what], string(r))
				}
			}
			for _, what := range slices.Sorted(maps.Keys(roles)) {
				fmt.Fprintf(&out, "%s, %s: %s <- %s\n", state, rel.name, what, strings.Join(roles[what], " "))
			}
		}
	}
	for _, state := range contract.Flow.States() {
		write("contract "+state, registry.Dossier{Contract: contract.Contract{State: state}})
	}
	for _, state := range registry.Flow.States()[1:] {
		write(state, registry.Dossier{Contract: contract.Contract{State: contract.Confirmed},
			Registration: &registry.Registration{State: state}})
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
