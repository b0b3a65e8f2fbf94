package main

import (
	"io"
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

func TestMissingSearchIsAllowed(t *testing.T) {
	for _, in := range []string{
		"    b_test.go:1: SKIP: Meilisearch is missing; give a URL\n--- SKIP: TestB (0.00s)\n    c_test.go:1: SKIP: MongoDB is missing\n--- SKIP: TestC (0.00s)\n",
		`{"Action":"output","Test":"TestB","Output":"    b_test.go:1: SKIP: Meilisearch is missing; give a URL\n"}
{"Action":"output","Test":"TestB","Output":"--- SKIP: TestB (0.00s)\n"}
{"Action":"skip","Test":"TestB"}
{"Action":"output","Test":"TestC","Output":"    c_test.go:1: SKIP: MongoDB is missing\n"}
{"Action":"skip","Test":"TestC"}
{"Action":"skip","Package":"kebang/empty"}
`,
	} {
		for allowed, want := range map[string]int{"nothing": 2, "Meilisearch is missing": 1, "MongoDB is missing": 1} {
			if n, err := pass(strings.NewReader(in), io.Discard, "a server is missing", allowed); n != want || err != nil {
				t.Errorf("allowed %q: %d skipped, want %d, %v", allowed, n, want, err)
			}
		}
	}
}
