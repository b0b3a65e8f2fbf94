// Command testsum runs one part of the tests, keeps its counts, and at the end adds the parts up. The last line of
// `make test` and of CI therefore has the sums of passed, failed and skipped tests. It must not know the subjects of
// the tests.
//
//	testsum run PART go|vitest|playwright|step [REPORT] -- COMMAND…   run COMMAND and count its tests; a step is one
//	testsum skip PART WHAT   say that WHAT is missing; fails if KEBANG_TEST_STRICT=1
//	testsum beside 'A B' C -- COMMAND…   run COMMAND A, then COMMAND B, and at the same time COMMAND C;
//	                         the first list goes before the others where processors are short
//	testsum report           print what failed and why, then the sum; exit 1 if anything failed
//
// The folder of -out holds the counts between the calls.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// part is the result of one part of the tests. Broken is a failure of the part itself: it did not build, its tool ended
// with an error, or nothing ran. The counts of tests do not show such a failure.
type part struct {
	Name    string
	Passed  int
	Failed  int
	Skipped int
	Broken  string   // "" when the part ran to its end
	Skips   []string // reasons, each once
	// Failures are the failed tests with their reasons, in order. A test with failed subtests is not repeated.
	Failures []failure
	Seconds  float64
}

func main() {
	out := flag.String("out", "test-results/parts", "folder for the counts")
	flag.Parse()
	code, err := run(*out, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "testsum:", err)
		code = 2
	}
	os.Exit(code)
}

func run(out string, args []string) (int, error) {
	if len(args) == 0 {
		return 0, errors.New("say run, skip, beside or report")
	}
	switch args[0] {
	case "run":
		cut := slices.Index(args, "--")
		if cut < 3 || cut == len(args)-1 {
			return 0, errors.New("usage: testsum run PART go|vitest|playwright|step [REPORT] -- COMMAND…")
		}
		report := ""
		if cut > 3 {
			report = args[3]
		}
		p, err := runPart(args[1], args[2], report, args[cut+1:])
		if err != nil {
			return 0, err
		}
		return p.code(), save(out, p)
	case "skip":
		if len(args) != 3 {
			return 0, errors.New("usage: testsum skip PART WHAT")
		}
		p := part{Name: args[1], Skipped: 1, Skips: []string{"SKIP: " + args[2] + " is missing"}}
		fmt.Println(p.Skips[0])
		if os.Getenv("KEBANG_TEST_STRICT") == "1" {
			p.Skipped, p.Broken = 0, args[2]+" is missing, and KEBANG_TEST_STRICT=1 allows no such skip"
		}
		return p.code(), save(out, p)
	case "beside":
		cut := slices.Index(args, "--")
		if cut < 2 || cut == len(args)-1 {
			return 0, errors.New("usage: testsum beside TARGETS… -- COMMAND…")
		}
		return min(1, beside(os.Stdout, targets(args[1:cut], less(), args[cut+1:]))), nil
	case "report":
		return report(out)
	}
	return 0, fmt.Errorf("unknown command %q", args[0])
}

// code is 1 when the part must fail the whole.
func (p part) code() int {
	if p.Failed > 0 || p.Broken != "" {
		return 1
	}
	return 0
}

func save(out string, p part) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, p.Name+".json"), data, 0o644)
}

func report(out string) (int, error) {
	files, err := filepath.Glob(filepath.Join(out, "*.json"))
	if err != nil {
		return 0, err
	}
	if len(files) == 0 {
		return 0, fmt.Errorf("no part of the tests has run (%s is empty)", out)
	}
	var sum part
	var why strings.Builder
	code := 0
	fmt.Println()
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		var p part
		if err := json.Unmarshal(data, &p); err != nil {
			return 0, fmt.Errorf("%s: %w", file, err)
		}
		fmt.Printf("%-10s %5d passed, %d failed, %d skipped  (%.0f s)\n", p.Name, p.Passed, p.Failed, p.Skipped,
			p.Seconds)
		for _, s := range p.Skips {
			fmt.Println("           " + s)
		}
		if p.Broken != "" {
			fmt.Println("           FAIL: " + p.Broken)
			if p.Failed == 0 {
				p.Failed = 1 // a broken part counts as a failure, else the sum would look green
			}
		}
		p.tell(&why)
		sum.Passed, sum.Failed, sum.Skipped = sum.Passed+p.Passed, sum.Failed+p.Failed, sum.Skipped+p.Skipped
		code = max(code, p.code())
	}
	fmt.Print(why.String()) // printed last, so that the end of a cut log has the reasons
	fmt.Printf("%d passed, %d failed, %d skipped\n", sum.Passed, sum.Failed, sum.Skipped)
	return code, nil
}
