package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestGoEvents(t *testing.T) {
	const stream = `{"Action":"start","Package":"kebang/a"}
{"Action":"output","Package":"kebang/a","Test":"TestX","Output":"    x_test.go:3: want 1\n"}
{"Action":"fail","Package":"kebang/a","Test":"TestX"}
{"Action":"pass","Package":"kebang/a","Test":"TestY"}
{"Action":"output","Package":"kebang/a","Test":"TestZ","Output":"    z_test.go:9: SKIP: mongod is missing\n"}
{"Action":"output","Package":"kebang/a","Test":"TestZ","Output":"--- SKIP: TestZ (0.00s)\n"}
{"Action":"skip","Package":"kebang/a","Test":"TestZ"}
{"Action":"fail","Package":"kebang/a","Elapsed":0.5}
{"Action":"skip","Package":"kebang/b"}
{"Action":"pass","Package":"kebang/c","Elapsed":0.1}
`
	var p part
	var said strings.Builder
	if err := p.goEvents(strings.NewReader(stream), &said); err != nil {
		t.Fatal(err)
	}
	if p.Passed != 1 || p.Failed != 1 || p.Skipped != 1 || p.code() != 1 {
		t.Errorf("counted %+v", p)
	}
	if len(p.Skips) != 1 || p.Skips[0] != "SKIP: mongod is missing" {
		t.Errorf("skips = %q", p.Skips)
	}
	for _, want := range []string{"want 1", "FAIL\tkebang/a", "ok  \tkebang/c"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, said.String())
		}
	}
}

// A package that fails without a failed test, as when it does not build, is no green run.
func TestGoEventsBuildFailure(t *testing.T) {
	var p part
	stream := `{"ImportPath":"kebang/a","Action":"build-output","Output":"a.go:1: undefined: x\n"}
{"Action":"fail","Package":"kebang/a","Elapsed":0,"FailedBuild":"kebang/a"}`
	if err := p.goEvents(strings.NewReader(stream), &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
	if p.code() != 1 {
		t.Errorf("code = 0 for %+v", p)
	}
}

func TestReports(t *testing.T) {
	tests := []struct {
		name, kind, report string
		want               part
		broken             bool
	}{
		{"vitest", "vitest", `{"numPassedTests":3,"numFailedTests":1,"numPendingTests":2}`,
			part{Passed: 3, Failed: 1, Skipped: 2}, false},
		{"vitest file that does not load", "vitest", `{"numPassedTests":3,"numFailedTestSuites":1}`, part{Passed: 3},
			true},
		{"playwright", "playwright", `{"stats":{"expected":4,"unexpected":0,"flaky":1,"skipped":1}}`,
			part{Passed: 4, Failed: 1, Skipped: 1}, false},
		{"broken report", "playwright", `{`, part{}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "report.json")
			if err := os.WriteFile(file, []byte(tt.report), 0o600); err != nil {
				t.Fatal(err)
			}
			var p part
			err := p.readReport(tt.kind, file)
			if (err != nil) != tt.broken || p.Passed != tt.want.Passed || p.Failed != tt.want.Failed ||
				p.Skipped != tt.want.Skipped {
				t.Errorf("got %+v, %v", p, err)
			}
		})
	}
}

// A skip for a tool that CI installs passes on a bare machine and fails in strict mode.
func TestSkipStrict(t *testing.T) {
	for _, strict := range []string{"", "1"} {
		t.Setenv("KEBANG_TEST_STRICT", strict)
		dir := t.TempDir()
		code, err := run(dir, []string{"skip", "browser", "Chromium"})
		if err != nil || (code == 1) != (strict == "1") {
			t.Errorf("strict %q: code %d, %v", strict, code, err)
		}
		if sum, err := run(dir, []string{"report"}); err != nil || sum != code {
			t.Errorf("strict %q: report %d, %v, want %d", strict, sum, err, code)
		}
	}
}

func TestStep(t *testing.T) {
	for command, code := range map[string]int{"version": 0, "no-such-command": 1} {
		p, err := runPart("x", "step", "", []string{"go", command})
		if err != nil || p.code() != code || p.Passed+p.Failed != 1 {
			t.Errorf("go %s: %+v, %v", command, p, err)
		}
	}
}
