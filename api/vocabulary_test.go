package api

import (
	"fmt"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/flow"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/registry"
	"kebang/matcher"
)

// TestVocabulary keeps the list of all codes that pages show: states and steps of every flow, roles, kinds of
// organisations, parts of a score. A test of the pages demands a name in both languages for each
// (frontend/src/app/words.test.ts).
func TestVocabulary(t *testing.T) {
	var b strings.Builder
	add := func(kind, code, name string) { fmt.Fprintf(&b, "%s\t%s\t%s\n", kind, code, name) }
	for _, f := range []struct {
		kind  string
		table *flow.Table
	}{{"listing", &listing.Flow}, {"deal", &deal.Flow}, {"contract", &contract.Flow}, {"registration",
		&registry.Flow}, {"claim", &listing.ClaimFlow}, {"match", &matcher.DeclineFlow}} {
		for _, s := range f.table.States() {
			add(f.kind+"-state", s, f.table.Name(s))
		}
		seen := map[string]bool{}
		for _, e := range f.table.Edges {
			if !seen[e.Step] {
				seen[e.Step] = true
				add(f.kind+"-step", e.Step, e.Label)
			}
		}
	}
	for _, s := range []string{"verified", "unverified"} {
		add("organization-state", s, "")
	}
	for _, s := range []string{"open"} {
		add("market-state", s, "")
	}
	for _, r := range append(actor.Roles(), actor.System) {
		add("role", string(r), r.Name())
	}
	for _, k := range party.OrgKinds {
		add("organization-kind", k.Code, k.Zh)
	}
	for _, c := range deal.Categories {
		add("deal-category", c.Code, c.Zh)
	}
	for _, p := range matcher.WeightNames() {
		add("score-part", p, matcher.PartLabel(p))
	}
	golden(t, "testdata/vocabulary.golden", []byte(b.String()))
}
