package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const rule = `package rule

const Dozen = 12 * 1

func Kind(n int) string {
	if n < 0 {
		return "debt"
	}
	switch {
	case n > Dozen:
		return "many"
	}
	return "few"
}

var Even = func(n int) bool { return n%2 == 0 }
`

func TestCount(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "rule.go"), []byte(rule), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := count(folder, "internal/rule", []file{{Name: "rule.go", Mutations: []mutation{
		{"CONDITIONALS_NEGATION", "NOT COVERED", 10, 9},  // the condition of a case
		{"ARITHMETIC_BASE", "NOT COVERED", 3, 18},        // a constant
		{"ARITHMETIC_BASE", "NOT COVERED", 16, 39},       // a function in a variable
		{"CONDITIONALS_NEGATION", "KILLED", 6, 7},        //
		{"CONDITIONALS_BOUNDARY", "LIVED", 6, 7},         //
		{"INCREMENT_DECREMENT", "TIMED OUT", 7, 3},       //
		{"CONDITIONALS_NEGATION", "NOT VIABLE", 12, 2},   // does not compile, so it does not count
		{"CONDITIONALS_BOUNDARY", "NOT COVERED", 13, 12}, // a statement
	}}})
	if err != nil {
		t.Fatal(err)
	}
	want := result{killed: 1, lived: 1, endless: 1, unreached: 2, uncounted: 2, missed: []string{
		"LIVED       internal/rule/rule.go:6:7 CONDITIONALS_BOUNDARY",
		"TIMED OUT   internal/rule/rule.go:7:3 INCREMENT_DECREMENT",
		"NOT COVERED internal/rule/rule.go:13:12 CONDITIONALS_BOUNDARY",
		"NOT COVERED internal/rule/rule.go:16:39 ARITHMETIC_BASE",
	}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(result{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got.places() != 5 || got.covered() != 60 || got.noticed() != 100*2.0/3 {
		t.Errorf("%d places, %v %% reached, %v %% noticed", got.places(), got.covered(), got.noticed())
	}
	if none := (result{}); none.covered() != 100 || none.noticed() != 100 {
		t.Errorf("a package without places: %v %%, %v %%", none.covered(), none.noticed())
	}
}
