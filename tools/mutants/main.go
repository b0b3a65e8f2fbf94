// Command mutants tells how well the tests of a package notice a changed rule. For each package it runs gremlins, which
// changes one condition, boundary or sum at a time and runs the package's own tests, and prints one line of a table. It
// must not know what a rule is about.
//
//	mutants [-gremlins PROGRAM] [-need 90] [-workers 1] PACKAGE…
//
// It exits with 1 when a package is below the share it needs. The places that no test noticed or reached come before
// the table. Gremlins' own summary counts every place without a coverage counter as not covered; Go gives none to
// constants, package variables and conditions of a case, so they have a column of their own here.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// settings are the command line.
type settings struct {
	gremlins string
	need     float64 // percent of places reached, and of the reached places noticed
	workers  int
}

func main() {
	var o settings
	flag.StringVar(&o.gremlins, "gremlins", ".bin/gremlins", "program of gremlins")
	flag.Float64Var(&o.need, "need", 90, "percent of the places reached, and of the reached places noticed")
	flag.IntVar(&o.workers, "workers", 1, "tests at a time")
	flag.Parse()
	low, err := run(o, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	}
	if low {
		os.Exit(1)
	}
}

func run(o settings, packages []string) (low bool, err error) {
	program, err := filepath.Abs(o.gremlins)
	if err != nil {
		return false, err
	}
	o.gremlins = program
	tree, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(tree)
	if err := copyTree(tree); err != nil {
		return false, err
	}
	table := []string{"| package | places | no counter | reached | noticed | endless |", "|---|---|---|---|---|---|"}
	for _, p := range packages {
		r, err := o.measure(tree, p)
		if err != nil {
			return false, fmt.Errorf("%s: %w", p, err)
		}
		for _, m := range r.missed {
			fmt.Println(m)
		}
		table = append(table, fmt.Sprintf("| %s | %d | %d | %.1f %% | %.1f %% | %d |", p, r.places(), r.uncounted,
			r.covered(), r.noticed(), r.endless))
		if r.covered() < o.need || r.noticed() < o.need {
			low = true
		}
	}
	fmt.Println(strings.Join(table, "\n"))
	return low, nil
}

// copyTree copies the module without what was built or installed: gremlins copies its module again for each worker.
func copyTree(to string) error {
	return filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains([]string{".git", ".bin", "node_modules", "dist", "test-results"}, d.Name()) {
			return filepath.SkipDir
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, path), 0o755)
		}
		if !d.Type().IsRegular() {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), b, 0o644)
	})
}

// timeout is how many times longer than all tests of the package those of one mutant may run. A busy machine must not
// turn a mutant that nobody noticed into one without an end.
const timeout = "20"

// measure runs gremlins over one package of the tree.
func (o settings) measure(tree, pkg string) (result, error) {
	report, path := filepath.Join(tree, "report.json"), "./"+filepath.ToSlash(pkg)
	// A result from the cache has no time, and a finding of vet is no test.
	env := append(os.Environ(), "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" -count=1 -vet=off"))
	// What gremlins takes for the time of the tests holds what it has to build; build it before.
	build := exec.Command("go", "test", "-cover", "-run", "^$", path+"/...")
	build.Dir, build.Env = tree, env
	if out, err := build.CombinedOutput(); err != nil {
		return result{}, fmt.Errorf("%w\n%s", err, out)
	}
	cmd := exec.Command(o.gremlins, "unleash", "--silent", "--workers", fmt.Sprint(o.workers), "--timeout-coefficient",
		timeout,
		"--output", report, path)
	cmd.Dir, cmd.Env = tree, env
	if out, err := cmd.CombinedOutput(); err != nil {
		return result{}, fmt.Errorf("%w\n%s", err, out)
	}
	b, err := os.ReadFile(report)
	if err != nil {
		return result{}, err
	}
	var found struct {
		Files []file `json:"files"`
	}
	if err := json.Unmarshal(b, &found); err != nil {
		return result{}, err
	}
	return count(filepath.Join(tree, pkg), pkg, found.Files)
}
