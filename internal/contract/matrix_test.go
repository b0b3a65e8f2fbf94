package contract

import (
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/flow/flowtest"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
)

// TestMatrix lists the steps that policy and table give to every role in every relation and state. The other tests
// check that the services agree.
func TestMatrix(t *testing.T) {
	db := sqlitetest.Open(t, Collections(), deal.Collections(), party.Collections())
	s := NewService(db, time.Now)
	flowtest.Matrix(t, "state, relation: steps <- roles; - means that it does not exist for them (404), nothing that "+
		"it is read only", Flow.States(), []flowtest.Relation{
		{Name: "seller", Actor: actor.Actor{Person: "p1", Market: "m1", Org: "seller"}},
		{Name: "buyer", Actor: actor.Actor{Person: "p2", Market: "m1", Org: "buyer"}},
		{Name: "broker of the deal", Actor: actor.Actor{Person: "p3", Market: "m1"}},
		{Name: "apart from it", Actor: actor.Actor{Person: "p4", Market: "m1", Org: "other"}},
		{Name: "another market", Actor: actor.Actor{Person: "p1", Market: "m2", Org: "seller"}},
	}, func(state string, a actor.Actor) string {
		c := Contract{Meta: store.Meta{ID: "c", Market: "m1"}, State: state, Deal: DealRef{ID: "d", BrokerPerson: "p3"},
			Content: Content{Seller: Side{OrgID: "seller", Name: "卖方"}, Buyer: Side{OrgID: "buyer", Name: "买方"}}}
		if mayRead(actor.Actor{Market: "m1"}, &c) {
			t.Errorf("%s: nobody reads it", state)
		}
		if !mayRead(a, &c) {
			return "-"
		}
		offered, err := s.Steps(t.Context(), a, c)
		if err != nil {
			t.Fatal(err)
		}
		var steps []string
		for _, e := range offered[c.ID].Steps {
			steps = append(steps, e.Step)
		}
		if len(steps) == 0 {
			return "nothing"
		}
		return strings.Join(steps, " ")
	})
}
