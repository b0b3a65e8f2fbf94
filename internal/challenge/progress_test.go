package challenge

import (
	"strings"
	"testing"
)

// TestProgress holds done, present and pending stages to the state, in every state of the flow.
func TestProgress(t *testing.T) {
	for _, s := range Flow.Names.Codes() {
		c := Challenge{State: s, Chain: []Link{{Kind: Publicity}, {Kind: Ratification, Body: "县政府"}}}
		switch PhaseOf(s) {
		case "open", "choosing", "running":
			c.Versions = []Version{{No: 1}}
		}
		done := 0
		switch s {
		case Arguing, Announcing:
			c.Choice = &Choice{}
		case Ratifying:
			c.Choice = &Choice{Done: 1}
		case Agreeing:
			c.Choice = &Choice{Done: 2}
		case Running, Terminated:
			c.Choice, c.Agreement = &Choice{Done: 2}, &Agreement{}
		case Accepted, NotPassed:
			c.Choice, c.Agreement, c.End = &Choice{Done: 2}, &Agreement{}, &End{}
		}
		now := ""
		for i, x := range c.Progress() {
			if x.Done {
				if done != i {
					t.Errorf("%s: stage %d is done after one that is not", s, i)
				}
				done++
			}
			if x.Now {
				now += x.Code + " "
			}
			if !Stages.Has(x.Code) {
				t.Errorf("%s: stage %q has no name", s, x.Code)
			}
		}
		want := map[string]string{Draft: "vetting", Posted: "bids", Closed: "choice", Announcing: "publicity",
			Ratifying: "ratification", Agreeing: "agreement", Running: "work", Accepted: "", Terminated: "",
			Cancelled: ""}
		if w, ok := want[s]; ok && w != strings.TrimSpace(now) {
			t.Errorf("%s stands at %q, want %q", s, now, w)
		}
		if s == Accepted && done != 8 || s == Terminated && done != 6 || s == Cancelled && done != 0 {
			t.Errorf("%s has %d stages behind it", s, done)
		}
	}
}
