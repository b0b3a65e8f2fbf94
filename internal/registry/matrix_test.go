package registry_test

import (
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/flow/flowtest"
	"kebang/internal/registry"
	"kebang/internal/store"
)

func TestFlow(t *testing.T) { flowtest.Table(t, &registry.Flow) }

// TestMatrix lists the steps that policy and table give to every role in every relation and state. The matrix of the
// contract lists its readers.
func TestMatrix(t *testing.T) {
	b := open(t)
	var states []string
	for _, state := range contract.Flow.States() {
		states = append(states, "contract "+state)
	}
	flowtest.Matrix(t, "state, relation: steps <- roles; whoever is not named can take none",
		append(states, registry.Flow.States()[1:]...), []flowtest.Relation{
			{Name: "seller", Actor: actor.Actor{Person: "p1", Market: "m1", Org: "seller"}},
			{Name: "buyer", Actor: actor.Actor{Person: "p2", Market: "m1", Org: "buyer"}},
			{Name: "broker of the deal", Actor: actor.Actor{Person: "p3", Market: "m1"}},
			{Name: "apart from it", Actor: actor.Actor{Person: "p4", Market: "m1", Org: "other"}},
		}, func(state string, a actor.Actor) string {
			d := registry.Dossier{Contract: contract.Contract{Meta: store.Meta{ID: "c", Market: "m1"},
				Deal: contract.DealRef{ID: "d", BrokerPerson: "p3"},
				Content: contract.Content{Seller: contract.Side{OrgID: "seller", Name: "卖方"},
					Buyer: contract.Side{OrgID: "buyer", Name: "买方"}}}}
			if own, ok := strings.CutPrefix(state, "contract "); ok {
				d.Contract.State = own
			} else {
				d.Contract.State, d.Registration = contract.Confirmed, &registry.Registration{State: state}
			}
			offers, err := b.reg.Steps(t.Context(), a, d)
			if err != nil {
				t.Fatal(err)
			}
			var steps []string
			for _, e := range offers["c"].Steps {
				steps = append(steps, e.Step)
			}
			return strings.Join(steps, " ")
		})
}
