package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// outcome is the result of the tests: the last reason of each skip, and the end of each test.
type outcome struct {
	reasons map[string]string // package and test -> text behind "SKIP: "
	ended   map[string]string // package and test -> pass, fail, skip
}

// read copies the events of go test -json, or only their output, and keeps the results of the tests.
func read(in io.Reader, out io.Writer, whole bool) (outcome, error) {
	o := outcome{map[string]string{}, map[string]string{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e struct{ Action, Package, Test, Output string }
		text := lines.Text() + "\n"
		if json.Unmarshal(lines.Bytes(), &e) == nil && !whole {
			text = e.Output
		}
		if _, err := io.WriteString(out, text); err != nil {
			return o, err
		}
		test := e.Package + " " + e.Test
		if _, reason, ok := strings.Cut(e.Output, "SKIP: "); ok && !strings.Contains(e.Output, "--- SKIP: ") {
			o.reasons[test] = strings.TrimSpace(reason)
		}
		if e.Test != "" && (e.Action == "pass" || e.Action == "fail" || e.Action == "skip") {
			o.ended[test] = e.Action
		}
	}
	return o, lines.Err()
}

// judge lists the tests skipped for an allowed reason. It returns an error for any other skip, and for a found test
// that did not run.
func (o outcome) judge(w io.Writer, found []pkg, allowed []string) error {
	var bad []error
	skips := map[string]int{}
	for _, test := range slices.Sorted(maps.Keys(o.ended)) {
		if o.ended[test] != "skip" {
			continue
		}
		reason := o.reasons[test]
		if slices.ContainsFunc(allowed, func(a string) bool { return strings.HasPrefix(reason, a) }) {
			skips[reason]++
		} else {
			bad = append(bad, fmt.Errorf("%s was skipped (%s), and here it must run", test, reason))
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(skips)) {
		fmt.Fprintf(w, "testengines: %d skipped: %s\n", skips[reason], reason)
	}
	for _, p := range found {
		for _, test := range p.Tests {
			if o.ended[p.ImportPath+" "+test] == "" {
				bad = append(bad, fmt.Errorf("%s %s did not run", p.ImportPath, test))
			}
		}
	}
	return errors.Join(bad...)
}
