package apitest

import (
	"context"
	"slices"
	"testing"

	"kebang/internal/audit"
	"kebang/internal/store"
)

// stepLists are the enumerations in /reference with the steps of the histories that pages show, by kind of record.
var stepLists = map[string][]string{"account": {"accountSteps"}, "achievement": {"listingSteps"}, "bid": {"bidSteps"},
	"challenge": {"challengeSteps"}, "claim": {"claimSteps"}, "contract": {"contractSteps"}, "deal": {"dealSteps"},
	"demand": {"listingSteps"}, "draw": {"drawSteps"}, "expert": {"expertSteps"}, "market": {"marketSteps"},
	"match":        {"matchSteps"},
	"organization": {"organizationSteps"}, "registration": {"contractSteps", "registrationSteps"},
	"review": {"reviewSteps"}, "seat": {"seatSteps"}, "target": {"targetSteps"}}

// named fails a test that wrote a history line whose step has no name for a page.
func (ts *Server) named(t *testing.T) {
	words := ts.Handler.Router().AllWords()
	err := ts.DB.View(context.Background(), func(tx store.Tx) error {
		return audit.Trail.Each(tx, store.Query{AllMarkets: true}, func(e audit.Entry) error {
			lists, shown := stepLists[e.Kind]
			has := func(name string) bool { return words[name].Has(e.Step) }
			if shown && !slices.ContainsFunc(lists, has) {
				t.Errorf("the step %q in the history of a %s has no name in %v", e.Step, e.Kind, lists)
			}
			return nil
		})
	})
	if err != nil {
		t.Error(err)
	}
}
