package main

import (
	"io"
	"strings"
	"testing"
)

const events = `{"Action":"run","Package":"k/a","Test":"TestA"}
{"Action":"output","Package":"k/a","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"pass","Package":"k/a","Test":"TestA"}
{"Action":"output","Package":"k/a","Test":"TestB/c","Output":"    b_test.go:1: SKIP: injected faults are missing; start it otherwise: no such command\n"}
{"Action":"output","Package":"k/a","Test":"TestB/c","Output":"    --- SKIP: TestB/c (0.00s)\n"}
{"Action":"skip","Package":"k/a","Test":"TestB/c"}
{"Action":"pass","Package":"k/a","Test":"TestB"}
{"Action":"output","Package":"k/b","Test":"TestD","Output":"    d_test.go:1: SKIP: Meilisearch is missing; give a URL\n"}
{"Action":"skip","Package":"k/b","Test":"TestD"}
{"Action":"skip","Package":"k/empty"}
`

// A skip of a test or subtest needs an allowed reason. Allowed skips are listed with it.
func TestSkipsNeedAReason(t *testing.T) {
	found := []pkg{{ImportPath: "k/a", Tests: []string{"TestA", "TestB"}},
		{ImportPath: "k/b", Tests: []string{"TestD"}}}
	for name, tt := range map[string]struct {
		allowed    []string
		told, fail string
	}{
		"none": {nil, "",
			"k/a TestB/c was skipped (injected faults are missing; start it otherwise: no such command), and here " +
				"it must run\n" +
				"k/b TestD was skipped (Meilisearch is missing; give a URL), and here it must run"},
		"one": {[]string{meiliMissing}, "testengines: 1 skipped: Meilisearch is missing; give a URL\n",
			"k/a TestB/c was skipped (injected faults are missing; start it otherwise: no such command), and here " +
				"it must run"},
		"both": {[]string{meiliMissing, "injected faults are missing"},
			"testengines: 1 skipped: Meilisearch is missing; give a URL\n" +
				"testengines: 1 skipped: injected faults are missing; start it otherwise: no such command\n", ""},
	} {
		o, err := read(strings.NewReader(events), io.Discard, true)
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		fail := ""
		if err := o.judge(&said, found, tt.allowed); err != nil {
			fail = err.Error()
		}
		if fail != tt.fail || said.String() != tt.told {
			t.Errorf("%s allowed:\n%s\n%s", name, said.String(), fail)
		}
	}
}

// A skip without a reason is not allowed. A found test that did not run is as bad.
func TestNothingIsLost(t *testing.T) {
	o, err := read(strings.NewReader(`{"Action":"skip","Package":"k/a","Test":"TestA"}`), io.Discard, false)
	if err != nil {
		t.Fatal(err)
	}
	err = o.judge(io.Discard, []pkg{{ImportPath: "k/a", Tests: []string{"TestA", "TestGone"}}}, []string{meiliMissing})
	if err == nil || err.Error() != "k/a TestA was skipped (), and here it must run\nk/a TestGone did not run" {
		t.Error(err)
	}
}

// testsum gets the events; a person gets their output. A line of go itself goes to both.
func TestOutputIsCopied(t *testing.T) {
	in := events + "go: downloading x\n"
	for whole, want := range map[bool]string{true: in, false: "=== RUN   TestA\n" +
		"    b_test.go:1: SKIP: injected faults are missing; start it otherwise: no such command\n    --- SKIP: " +
		"TestB/c (0.00s)\n" +
		"    d_test.go:1: SKIP: Meilisearch is missing; give a URL\ngo: downloading x\n"} {
		var out strings.Builder
		if _, err := read(strings.NewReader(in), &out, whole); err != nil || out.String() != want {
			t.Errorf("whole %v: %v\n%s", whole, err, out.String())
		}
	}
}
