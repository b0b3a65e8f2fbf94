package matcher_test

import (
	"testing"

	"kebang/internal/store/storetest"
	"kebang/matcher"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	m := storetest.Filled[matcher.Match](t)
	// Fields that shape 1 lacks are read from its lines.
	m.Verdicts[0].Asked = &matcher.Quote{Field: matcher.InLine, Text: "metricopvalueunit（text）"}
	m.Verdicts[0].Said = &matcher.Quote{Field: matcher.InLine, Text: "metricopvalueunit"}
	m.Parts[0].Label = m.Parts[0].Name    // the label is not stored, and the table has no part with that name
	m.GoodOnly, m.OnlyGood = false, false // the values of fields that are not stored
	storetest.Golden(t, matcher.Matches, m)
	storetest.Golden(t, matcher.Snapshots, storetest.Filled[matcher.Snapshot](t))
	storetest.Golden(t, matcher.Tunings, storetest.Filled[matcher.Tuning](t))
	storetest.Golden(t, matcher.Standings, storetest.Filled[matcher.Standing](t))
}
