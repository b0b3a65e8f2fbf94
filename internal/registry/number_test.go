package registry_test

import (
	"testing"

	"kebang/internal/registry"
	"kebang/internal/workday"
)

func TestValidNumber(t *testing.T) {
	for s, want := range map[string]bool{"2026530924000001": true, "202653092400000": false, "0000000000000000": false,
		"２０２６５３０９２４００００１": false, "202653092400000X": false} {
		if registry.ValidNumber(s) != want {
			t.Errorf("ValidNumber(%q) != %v", s, want)
		}
	}
}

func TestClock(t *testing.T) {
	old, _ := registry.Rules("RULE-2000")
	now, _ := registry.Rules("RULE-2026")
	for _, tt := range []struct {
		name  string
		set   registry.RuleSet
		spans []registry.Span
		tech  int64
		want  string
	}{
		{"30 calendar days", old, []registry.Span{{From: "2025-03-03"}}, wan, "2025-04-02"},
		{"stopped in correction", old, []registry.Span{{From: "2025-03-03", To: "2025-03-13"}}, wan, ""},
		{"goes on after correction", old, []registry.Span{{From: "2025-03-03", To: "2025-03-13"}, {From: "2025-03-20"}},
			wan, "2025-04-09"},
		{"15 working days", now, []registry.Span{{From: "2026-03-02"}}, wan, "2026-03-23"},
		{"30 working days for a large one", now, []registry.Span{{From: "2026-03-02"}}, 500 * wan, "2026-04-14"},
		{"starts anew after correction", now,
			[]registry.Span{{From: "2026-03-02", To: "2026-03-04"}, {From: "2026-03-09"}}, wan, "2026-03-30"},
	} {
		if got := tt.set.Due(workday.Official(), tt.spans, tt.tech); string(got) != tt.want {
			t.Errorf("%s: due %s, want %s", tt.name, got, tt.want)
		}
	}
	if registry.RulesOn("2026-01-22").ID != "RULE-2000" || registry.RulesOn("2026-01-23").ID != "RULE-2026" {
		t.Error("the new rules are taken from the day the old ones were repealed")
	}
}
