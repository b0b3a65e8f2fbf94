package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The rows are those of the proofs and of the fuzz test. A failed command is reported with its rows so far.
func TestRowsOf(t *testing.T) {
	for _, tt := range []struct {
		name, script string
		rows         []string
		fails        bool
	}{
		{"a proof", `echo "    kill.go:9: SOAK | sqlite TestSoakKill | 40 rounds | 7 | 60 s |"; echo ok`,
			[]string{"| sqlite TestSoakKill | 40 rounds | 7 | 60 s |"}, false},
		{"a failure", `echo "x SOAK | a | b | 7 | 1 s |"; exit 1`, []string{"| a | b | 7 | 1 s |"}, true},
		{"nothing", `true`, nil, false},
	} {
		var out strings.Builder
		rows, err := rowsOf(&out, os.Environ(), []string{"sh", "-c", tt.script})
		if d := cmp.Diff(tt.rows, rows); d != "" || (err != nil) != tt.fails {
			t.Errorf("%s: %v (-want +got)\n%s", tt.name, err, d)
		}
	}
	n := execs.FindStringSubmatch("fuzz: elapsed: 3s, execs: 325017 (108336/sec), new interesting: 11 (total: 202)")
	if n == nil || n[1] != "325017" {
		t.Errorf("execs: %q", n)
	}
}
