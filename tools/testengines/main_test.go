package main

import (
	"strings"
	"testing"
)

func TestSkipsAreCounted(t *testing.T) {
	in := "=== RUN   TestA\n--- PASS: TestA (0.00s)\n=== RUN   TestB\n    b_test.go:1: SKIP: a server is missing\n--- SKIP: TestB (0.00s)\n    --- SKIP: TestB/c (0.00s)\nok\n"
	var out strings.Builder
	if n, err := pass(strings.NewReader(in), &out); n != 2 || err != nil || out.String() != in {
		t.Errorf("%d skipped, %v, output %q", n, err, out.String())
	}
}
