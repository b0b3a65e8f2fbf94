package listing

import (
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/flow/flowtest"
	"kebang/internal/store"
)

func TestFlow(t *testing.T) { flowtest.Table(t, &Flow) }

// TestMatrix lists, for every state and every relation, the level and the steps of each role. The buttons of the pages
// must equal the permissions of policy and table.
func TestMatrix(t *testing.T) {
	flowtest.Matrix(t, "state, relation: level [steps] <- roles; - means that it does not exist for them (404)",
		Flow.States(), []flowtest.Relation{
			{Name: "nobody"},
			{Name: "owner", Actor: actor.Actor{Person: "p1", Market: "m1", Org: "o1"}},
			{Name: "another unit", Actor: actor.Actor{Person: "p2", Market: "m1", Org: "o2"}},
			{Name: "another market", Actor: actor.Actor{Person: "p1", Market: "m2", Org: "o1"}},
		}, func(state string, a actor.Actor) string {
			c := DemandContent{}
			l := Demand{Meta: store.Meta{ID: "d", Market: "m1"}, State: state, OwnerOrg: "o1", Draft: &c}
			if state != Draft && state != InReview {
				l.Published = &c
			}
			return can(t, a, &l)
		})
}

func can(t *testing.T, a actor.Actor, l *Demand) string {
	t.Helper()
	level, ok := LevelFor(a, l)
	var offered, allowed []string
	for _, e := range Steps(a, l) {
		offered = append(offered, e.Step)
	}
	for _, e := range Flow.Edges {
		if e.From != l.State || may(a, e.Step, l) != nil {
			continue
		}
		if _, err := Flow.Take(l.State, e.Step, roleOf(a), "理由"); err == nil {
			allowed = append(allowed, e.Step)
		}
	}
	if !slices.Equal(offered, allowed) {
		t.Errorf("%s, %+v: the buttons are %v, policy and table allow %v", l.State, a, offered, allowed)
	}
	if !ok {
		if len(offered) > 0 {
			t.Errorf("%s, %+v: steps %v on a hidden listing", l.State, a, offered)
		}
		return "-"
	}
	return strings.TrimSpace(level.String() + " " + strings.Join(offered, " "))
}
