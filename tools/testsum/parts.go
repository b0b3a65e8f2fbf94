package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// runPart runs command and counts its tests. Go tests are counted in the JSON stream, others in their JSON report file.
func runPart(name, kind, report string, command []string) (part, error) {
	start := time.Now()
	if report != "" {
		if err := os.Remove(report); err != nil && !os.IsNotExist(err) {
			return part{}, err // an old report must never count again
		}
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stderr = os.Stderr
	var tail tail
	p := part{Name: name}
	var stdout io.ReadCloser
	if kind == "go" {
		var err error
		if stdout, err = cmd.StdoutPipe(); err != nil {
			return part{}, err
		}
	} else {
		cmd.Stdout = os.Stdout
	}
	if kind == "step" {
		cmd.Stdout = io.MultiWriter(os.Stdout, &tail)
	}
	if kind == "step" || kind == "go" {
		cmd.Stderr = io.MultiWriter(os.Stderr, &tail)
	}
	if err := cmd.Start(); err != nil {
		return part{}, err
	}
	var count error
	if kind == "go" {
		count = p.goEvents(stdout, os.Stdout)
	}
	if err := cmd.Wait(); err != nil {
		p.Broken = fmt.Sprintf("%s: %v", strings.Join(command, " "), err)
	}
	switch {
	case kind == "step" && p.Broken != "":
		p.Failed = 1
		p.Failures = []failure{{Test: name, Lines: tail.lines()}}
	case kind == "step":
		p.Passed = 1
	case kind == "go" && p.Broken != "" && len(p.Failures) == 0: // no test failed, so the command gives the reason
		p.Failures = []failure{{Test: name, Lines: tail.lines()}}
	case kind != "go":
		count = p.readReport(kind, report)
	}
	if count != nil && p.Broken == "" {
		p.Broken = count.Error()
	}
	if p.Passed+p.Failed == 0 && p.Broken == "" {
		p.Broken = "no test ran"
	}
	p.Seconds = time.Since(start).Seconds()
	return p, nil
}

// goEvent is one line of `go test -json` (see `go doc test2json`).
type goEvent struct {
	Action, Package, ImportPath, Test, Output, FailedBuild string
	Elapsed                                                float64
}

// goEvents prints one line a package and the whole output of failed tests, and counts tests with their subtests.
func (p *part) goEvents(r io.Reader, w io.Writer) error {
	said := map[string][]string{}  // package or package/test -> output not printed yet
	built := map[string][]string{} // package -> output of the compiler
	skipped := map[string]int{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e goEvent
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(w, lines.Text()) // output of go itself, not of a test
			continue
		}
		key := e.Package + "\x00" + e.Test
		switch e.Action {
		case "build-output":
			fmt.Fprint(w, e.Output)
			built[e.ImportPath] = append(built[e.ImportPath], e.Output)
		case "output":
			said[key] = append(said[key], e.Output)
		case "pass", "fail", "skip":
			if e.Test == "" {
				p.goPackage(w, e, append(built[e.FailedBuild], said[key]...), skipped[e.Package])
			} else {
				p.goTest(w, e, said[key])
				if e.Action == "skip" {
					skipped[e.Package]++
				}
			}
			delete(said, key)
		}
	}
	return lines.Err()
}

func (p *part) goTest(w io.Writer, e goEvent, said []string) {
	switch e.Action {
	case "pass":
		p.Passed++
	case "fail":
		p.Failed++
		fmt.Fprint(w, strings.Join(said, ""))
		// A test with failed subtests comes after them and has nothing to add.
		if lines := goWhy(said); len(lines) > 0 || !p.failedBelow(e.Package+" "+e.Test+"/") {
			p.Failures = append(p.Failures, failure{Test: e.Package + " " + e.Test, Lines: lines})
		}
	case "skip":
		p.Skipped++
		for _, line := range said {
			if at := strings.Index(line, "SKIP: "); at >= 0 && !strings.HasPrefix(strings.TrimSpace(line), "--- ") {
				if reason := strings.TrimSpace(line[at:]); !slices.Contains(p.Skips, reason) {
					p.Skips = append(p.Skips, reason)
				}
			}
		}
	}
}

// goPackage prints the line of a package. A package that fails without a failed test breaks the part: it did not build,
// it panicked, or it ran out of time.
func (p *part) goPackage(w io.Writer, e goEvent, said []string, skipped int) {
	switch e.Action {
	case "skip":
		return // no test files
	case "fail":
		if e.FailedBuild == "" { // else it is listed already
			fmt.Fprint(w, strings.Join(said, ""))
		}
		fmt.Fprintf(w, "FAIL\t%s\t%.1fs\n", e.Package, e.Elapsed)
		if !p.failedBelow(e.Package + " ") {
			p.Failures = append(p.Failures, failure{Test: "package " + e.Package, Lines: goWhy(said)})
		}
		if p.Failed == 0 {
			p.Broken = "package " + e.Package + " failed"
		}
	case "pass":
		note := ""
		if skipped > 0 {
			note = fmt.Sprintf("\t(%d skipped)", skipped)
		}
		fmt.Fprintf(w, "ok  \t%s\t%.1fs%s\n", e.Package, e.Elapsed, note)
	}
}
