package challenges

import (
	"slices"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/flow"
)

// stands is a state with a role that has a step there.
type stands struct{ state, role string }

// idle are the states in which a role may step but is not asked to, with the reason.
var idle = map[stands]string{}

func init() {
	asker, department, officer := string(actor.Enterprise), string(actor.Department), string(actor.Officer)
	for _, x := range []struct {
		states, roles []string
		why           string
	}{
		{[]string{challenge.Draft}, []string{asker, department, officer}, "a draft waits for its writer's own will"},
		{[]string{challenge.Vetting}, []string{asker, department},
			"it waits for the office; the asker may only recall"},
		{[]string{challenge.Returned}, []string{officer}, "it waits for the asker"},
		{[]string{challenge.Posted}, []string{officer}, "it waits for teams; corrections are an exception"},
		{[]string{challenge.Arguing, challenge.Ratifying}, []string{officer},
			"the decision that is waited for is a to-do of the decisions"},
		{[]string{challenge.Agreeing, challenge.Running}, []string{officer},
			"asker and team sign and work; the office may type for them"},
	} {
		for _, s := range x.states {
			for _, r := range x.roles {
				idle[stands{s, r}] = x.why
			}
		}
	}
}

// TestEveryStateHasItsTodo holds the to-dos to the flow. A role with a step in a state has a to-do there, or the state
// is an exception with its reason. The steps of the program ask nobody.
func TestEveryStateHasItsTodo(t *testing.T) {
	asked := map[stands]bool{}
	for _, x := range []struct {
		list  []waits
		roles []string
	}{{forOffice, []string{string(actor.Officer)}}, {forAsker, []string{string(actor.Enterprise), string(
		actor.Department)}}} {
		for _, w := range x.list {
			for _, r := range x.roles {
				asked[stands{w.state, r}] = true
			}
		}
	}
	for _, r := range []actor.Role{actor.Officer, actor.Enterprise, actor.Department} {
		asked[stands{challenge.Accepted, string(r)}] = true // payTodos: a payout to ask for or to record
	}
	holds(t, &challenge.Flow, asked, idle)
	teams := []string{string(actor.Enterprise), string(actor.Institute), string(actor.Researcher), string(actor.Agency)}
	asked, spared := map[stands]bool{}, map[stands]string{}
	for _, r := range teams {
		asked[stands{bid.Interest, r}] = true // bidTodos: complete it before the deadline
		asked[stands{bid.Refused, r}] = true  // bidTodos: look at the result of the examination
		spared[stands{bid.Submitted, r}] = "handed in: replacing is its own will"
		spared[stands{bid.Withdrawn, r}] = "taken back by its own will"
	}
	for _, r := range []string{string(actor.Officer), string(actor.Enterprise), string(actor.Department)} {
		spared[stands{bid.Eligible, r}] = "the choice is a to-do of the challenge"
	}
	for _, s := range []string{bid.Interest, bid.Withdrawn, bid.Refused} {
		spared[stands{s, string(actor.Officer)}] = "the office types only for a team on paper"
	}
	for _, s := range []string{bid.Interest, bid.Submitted} {
		spared[stands{s, string(actor.Department)}] = "a note of talks is the asker's own will"
	}
	spared[stands{bid.Submitted, string(actor.Officer)}] = "the examination is a to-do of the closed challenge"
	holds(t, &bid.Flow, asked, spared)
}

func holds(t *testing.T, f *flow.Table, asked map[stands]bool, spared map[stands]string) {
	t.Helper()
	met := map[stands]bool{}
	for _, e := range f.Edges {
		for _, r := range e.By {
			at := stands{e.From, r}
			if r == string(actor.System) || met[at] {
				continue
			}
			met[at] = true
			switch {
			case !asked[at] && spared[at] == "":
				t.Errorf("%s of %s: %s has the step %q and no to-do", e.From, f.Noun.Zh, r, e.Step)
			case asked[at] && spared[at] != "":
				t.Errorf("%s of %s: %s has a to-do and stands among the exceptions", e.From, f.Noun.Zh, r)
			}
		}
	}
	for at := range spared {
		if !met[at] {
			t.Errorf("the exception of %s in %s has no step", at.role, at.state)
		}
	}
	for at := range asked {
		if !met[at] && !slices.Contains(f.Finals, at.state) {
			t.Errorf("the to-do of %s in %s has no step", at.role, at.state)
		}
	}
}
