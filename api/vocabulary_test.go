package api_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/approval"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/flow"
	"kebang/internal/listing"
	"kebang/internal/publicity"
	"kebang/internal/registry"
	"kebang/matcher"
)

// TestFlowsAreNamed: each state and step of a flow has a name, and each state that is named is one of the flow.
func TestFlowsAreNamed(t *testing.T) {
	for _, table := range []*flow.Table{&listing.Flow, &listing.ClaimFlow, &deal.Flow, &contract.Flow, &registry.Flow,
		&matcher.DeclineFlow, &challenge.Flow, &bid.Flow, &approval.Flow, &publicity.Flow, &publicity.ObjectionFlow} {
		states := table.States()
		for _, s := range states {
			if !table.Names.Has(s) {
				t.Errorf("%s: state %s has no name", table.Noun.En, s)
			}
		}
		if len(states) != len(table.Names) {
			t.Errorf("%s: %d states and %d names", table.Noun.En, len(states), len(table.Names))
		}
		for _, e := range table.Edges {
			if !table.Labels.Has(e.Step) {
				t.Errorf("%s: step %s has no name", table.Noun.En, e.Step)
			}
			if e.Label.Zh != "" && e.Label.En == "" {
				t.Errorf("%s: step %s from %s has no English name", table.Noun.En, e.Step, e.From)
			}
		}
	}
}

var writtenStep = regexp.MustCompile(`\bChange\{[^}]*?Step:\s+"([a-z-]+)"|note\w*\(tx, a, &?\w+, "([a-z-]+)"`)

// TestStepsOfHistoriesAreNamed reads the sources: a step that is written into a history, also outside of the flows, is
// one that /reference names.
func TestStepsOfHistoriesAreNamed(t *testing.T) {
	named := map[string]bool{"update": true, "lift": true} // of settings and of 失信记录: no page shows their history
	for name, list := range apitest.New(t).Handler.Router().AllWords() {
		if strings.HasSuffix(name, "Steps") {
			for _, code := range list.Codes() {
				named[code] = true
			}
		}
	}
	found := 0
	for _, root := range []string{"../internal", "../matcher"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			b, err := os.ReadFile(path)
			for _, m := range writtenStep.FindAllStringSubmatch(string(b), -1) {
				if found++; !named[m[1]+m[2]] {
					t.Errorf("%s writes the step %q, which has no name", path, m[1]+m[2])
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 15 {
		t.Errorf("only %d steps were found", found)
	}
}
