package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The test has reports as the tools write them, colours included, and the expected failures.
func TestWhyReports(t *testing.T) {
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, kind, report, want string }{
		{"a browser test in a step of a step, softly before", "playwright", `{"config":{"rootDir":"HERE/e2e"},"stats":{"unexpected":1},"suites":[{"title":"a.spec.ts","file":"a.spec.ts","suites":[
			{"title":"group","file":"a.spec.ts","specs":[{"title":"fails","file":"a.spec.ts","line":3,"tests":[{"status":"unexpected","results":[{"status":"failed","errors":[
				{"location":{"file":"HERE/e2e/a.spec.ts","line":4},"message":"Error: desk\n\n\u001b[2mexpect(\u001b[22m\u001b[31mreceived\u001b[39m).toEqual()\n    at run (/x/node_modules/y.js:1:1)"},
				{"location":{"file":"HERE/e2e/kit.ts","line":5},"message":"Error: hard\n\nReceived: \u001b[31m1\u001b[39m"}],
				"steps":[{"title":"fine"},{"title":"outer","error":{"message":"x"},"steps":[{"title":"inner","error":{"message":"x"}}]}]}]}]}]}]}]}`,
			`FAIL: x: group › fails › outer › inner (e2e/a.spec.ts:4)
      Error: desk
      expect(received).toEqual()
      and e2e/kit.ts:5 Error: hard
      Received: 1
`},
		{"a browser test that ran out of time", "playwright", `{"config":{"rootDir":"HERE/e2e"},"suites":[{"title":"a.spec.ts","file":"a.spec.ts","specs":[
			{"title":"passes","tests":[{"status":"expected","results":[{"status":"passed"}]}]},
			{"title":"slow","file":"a.spec.ts","line":9,"tests":[{"status":"unexpected","results":[{"errors":[{"message":"Test timeout of 200ms exceeded."}]}]}]}]}]}`,
			"FAIL: x: slow (e2e/a.spec.ts:9)\n      Test timeout of 200ms exceeded.\n"},
		{"a server that did not start", "playwright", `{"errors":[{"message":"Error: kebang did not start"}]}`,
			"FAIL: x: before the tests\n      Error: kebang did not start\n"},
		{"a page test and a file that does not load", "vitest", `{"numFailedTests":1,"testResults":[
			{"name":"HERE/src/a.test.ts","status":"failed","assertionResults":[{"fullName":"d ok","status":"passed"},{"fullName":"d x is y","status":"failed","failureMessages":["AssertionError: expected 1\n    at HERE/src/a.test.ts:2:63\n    at new Promise (<anonymous>)"]}]},
			{"name":"HERE/src/b.test.ts","status":"failed","message":"Cannot find module './nothing'"}]}`,
			`FAIL: x: d x is y (src/a.test.ts)
      AssertionError: expected 1
          at HERE/src/a.test.ts:2:63
FAIL: x: b.test.ts (src/b.test.ts)
      Cannot find module './nothing'
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "report.json")
			if err := os.WriteFile(file, []byte(strings.ReplaceAll(tt.report, "HERE", here)), 0o600); err != nil {
				t.Fatal(err)
			}
			p := part{Name: "x"}
			if err := p.readReport(tt.kind, file); err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			p.tell(&got)
			if diff := cmp.Diff(tt.want, strings.ReplaceAll(got.String(), here, "HERE")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// A Go test is reported by its subtest, a panic from its first line on, a package by its compiler.
func TestWhyGo(t *testing.T) {
	stack := strings.Repeat(`{"Action":"output","Package":"g","Test":"TestB","Output":"\t/src/x.go:1\n"}`+"\n", 40)
	stream := `{"ImportPath":"g/h [g/h.test]","Action":"build-output","Output":"h_test.go:3:27: undefined: x\n"}
{"Action":"fail","Package":"g/h","FailedBuild":"g/h [g/h.test]"}
{"Action":"output","Package":"g","Test":"TestA/sub","Output":"=== RUN   TestA/sub\n"}
{"Action":"output","Package":"g","Test":"TestA/sub","Output":"    a_test.go:3: want 1\n"}
{"Action":"output","Package":"g","Test":"TestA/sub","Output":"    --- FAIL: TestA/sub (0.00s)\n"}
{"Action":"fail","Package":"g","Test":"TestA/sub"}
{"Action":"output","Package":"g","Test":"TestA","Output":"--- FAIL: TestA (0.00s)\n"}
{"Action":"fail","Package":"g","Test":"TestA"}
{"Action":"output","Package":"g","Test":"TestB","Output":"panic: nil map\n"}
` + stack + `{"Action":"fail","Package":"g","Test":"TestB"}
{"Action":"output","Package":"g","Output":"FAIL\n"}
{"Action":"fail","Package":"g"}
`
	p := part{Name: "go"}
	if err := p.goEvents(strings.NewReader(stream), &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	p.tell(&got)
	want := `FAIL: go: package g/h
      h_test.go:3:27: undefined: x
FAIL: go: g TestA/sub
          a_test.go:3: want 1
FAIL: go: g TestB
      panic: nil map
` + strings.Repeat("      \t/src/x.go:1\n", told-1)
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A failed step gives its last lines, a part with very many failures the first of them.
func TestWhyBounds(t *testing.T) {
	p, err := runPart("x", "step", "", []string{"go", "no-such-command"})
	if err != nil || len(p.Failures) != 1 ||
		!strings.Contains(strings.Join(p.Failures[0].Lines, "\n"), "unknown command") {
		t.Errorf("step: %+v, %v", p, err)
	}
	// No test failed, but the command did, so its output is all there is.
	p, err = runPart("x", "go", "", []string{"go", "no-such-command"})
	if err != nil || p.code() != 1 || len(p.Failures) != 1 ||
		!strings.Contains(strings.Join(p.Failures[0].Lines, "\n"), "unknown command") {
		t.Errorf("go: %+v, %v", p, err)
	}
	many := part{Name: "x", Failures: make([]failure, shown+3)}
	var got strings.Builder
	many.tell(&got)
	if n := strings.Count(got.String(), "FAIL: "); n != shown+1 ||
		!strings.HasSuffix(got.String(), "FAIL: x: 3 more, see above\n") {
		t.Errorf("%d lines:\n%s", n, got.String())
	}
	if lines := plain(strings.Repeat("满", 400)); len(lines) != 1 || len(lines[0]) > long+8 ||
		!strings.HasSuffix(lines[0], "满 …") {
		t.Errorf("a long line: %q", lines)
	}
}
