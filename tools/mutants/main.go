// Command mutants tells how well the tests of a package notice a changed rule. It changes one condition, boundary or
// sum at a time, and runs the tests of that package. It prints one line of a table for each package. It must not know
// what a rule is about.
//
//	mutants [-need 90] [-workers 2] [-gremlins PROGRAM] PACKAGE[:FILES]…
//
// FILES are patterns of file names, with commas between: matcher:score*.go,require*.go. All changes are built into one
// test program and switched on one at a time. With -gremlins that program makes them instead, which takes hours. It
// tries nothing where Go counts no coverage: in package variables and the conditions of a case. These places have a
// column of their own. Declared constants stay as they are.
//
// It exits with 1 when a package is below the share it needs. The places that no test noticed or reached come before
// the table.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	gremlins := flag.String("gremlins", "", "program of gremlins, to make the changes with it")
	need := flag.Float64("need", 90, "percent of the places reached, and of the reached places noticed")
	workers := flag.Int("workers", 2, "tests at a time")
	flag.Parse()
	low, err := run(*gremlins, *need, *workers, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	}
	if low {
		os.Exit(1)
	}
}

func run(gremlins string, need float64, workers int, packages []string) (low bool, err error) {
	table := []string{"| package | places | no counter | reached | noticed | endless |", "|---|---|---|---|---|---|"}
	for _, p := range packages {
		r, err := measure(gremlins, workers, p)
		if err != nil {
			return false, fmt.Errorf("%s: %w", p, err)
		}
		for _, m := range r.missed {
			fmt.Println(m)
		}
		table = append(table, fmt.Sprintf("| %s | %d | %d | %.1f %% | %.1f %% | %d |", p, r.places(), r.uncounted,
			r.covered(), r.noticed(), r.endless))
		if r.covered() < need || r.noticed() < need {
			low = true
		}
	}
	fmt.Println(strings.Join(table, "\n"))
	return low, nil
}

func measure(gremlins string, workers int, arg string) (result, error) {
	folder, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return result{}, err
	}
	defer os.RemoveAll(folder)
	pkg, files, some := strings.Cut(arg, ":")
	var patterns []string
	if some {
		patterns = strings.Split(files, ",")
	}
	if gremlins == "" {
		return measureSwitched(folder, pkg, patterns, workers)
	}
	return measureGremlins(folder, gremlins, pkg, workers)
}
