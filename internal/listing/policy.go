package listing

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/flow"
)

// owns reports whether the actor is the owner: the owning person, or acting for the owning organisation in a role that
// can own listings.
func owns[C Content](a actor.Actor, l *Listing[C]) bool {
	if !a.Known() || a.Market != l.Market || !slices.Contains(owners, string(a.Role)) {
		return false
	}
	if l.OwnerOrg != "" {
		return a.Org == l.OwnerOrg
	}
	return l.OwnerPerson != "" && a.Person == l.OwnerPerson
}

// keeps reports whether the actor is an official of the listing's market.
func keeps(a actor.Actor, market string) bool {
	return a.Market == market && (a.Is(actor.Officer) || a.Role == actor.System)
}

// LevelFor is the level at which the actor may read the listing. Ok is false when its existence is hidden from him
// (404). Package deal gives the parties of a deal Protected, by ReadAs.
func LevelFor[C Content](a actor.Actor, l *Listing[C]) (level disclosure.Level, ok bool) {
	switch {
	case owns(a, l) || keeps(a, l.Market) || a.Market == l.Market && a.Is(actor.Admin):
		return disclosure.Private, true
	case !l.Visible():
		return disclosure.Public, false
	case a.Known() && a.Market == l.Market:
		return disclosure.Members, true
	}
	return disclosure.Public, true
}

// may checks whether the actor may take a step, before the flow table is asked.
func may[C Content](a actor.Actor, step string, l *Listing[C]) error {
	if _, ok := LevelFor(a, l); !ok {
		return fault.Absent()
	}
	if owns(a, l) || keeps(a, l.Market) {
		return nil
	}
	if !a.Known() {
		return a.Require()
	}
	return fault.Of(fault.Forbidden, fault.T("only-its-unit-bureau-market",
		"只有发布单位和本市场的科技主管部门可以变更这条信息。",
		"Only its unit and the bureau of this market may change it."))
}

// Steps lists the steps that the actor can take now, for the buttons of a page.
func Steps[C Content](a actor.Actor, l *Listing[C]) []flow.Edge {
	if !owns(a, l) && !keeps(a, l.Market) {
		return nil
	}
	var out []flow.Edge
	for _, e := range Flow.Steps(l.State, roleOf(a)) {
		if e.Step == StepPublish && l.State == Open && l.Draft == nil {
			continue // no change to publish
		}
		if e.Step == StepSubmit && (l.State == Open && l.Draft == nil) {
			continue
		}
		if e.Step == StepPublish && l.Source.Held() {
			e.Reason = true // the reason is the unit's consent
		}
		out = append(out, e)
	}
	return out
}

func roleOf(a actor.Actor) string {
	if a.Role == actor.System {
		return string(actor.Officer)
	}
	return string(a.Role)
}
