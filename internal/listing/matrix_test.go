package listing

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/store"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMatrix writes down, for every state and every relation, how deep each role reads and which steps it may take: a
// change of rights is a change of the golden file and is seen in a review. What the pages offer as buttons must be what
// policy and table allow.
func TestMatrix(t *testing.T) {
	relations := []struct {
		name string
		of   func(actor.Role) actor.Actor
	}{
		{"owner", func(r actor.Role) actor.Actor {
			return actor.Actor{Person: "p1", Market: "m1", Role: r,
				Org: "o1"}
		}},
		{"another unit", func(r actor.Role) actor.Actor {
			return actor.Actor{Person: "p2", Market: "m1", Role: r,
				Org: "o2"}
		}},
		{"another market", func(r actor.Role) actor.Actor {
			return actor.Actor{Person: "p1", Market: "m2", Role: r,
				Org: "o1"}
		}},
	}
	var out strings.Builder
	fmt.Fprintln(&out, "# state, relation: level [steps] <- roles; - means that it does not exist for them (404)")
	for _, state := range Flow.States() {
		c := DemandContent{}
		l := Demand{Meta: store.Meta{ID: "d", Market: "m1"}, State: state, OwnerOrg: "o1", Draft: &c}
		if state != Draft && state != InReview {
			l.Published = &c
		}
		fmt.Fprintf(&out, "%s, nobody: %s\n", state, can(t, actor.Actor{}, &l))
		for _, rel := range relations {
			roles := map[string][]string{}
			for _, r := range actor.Roles() {
				what := can(t, rel.of(r), &l)
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
