// Command soak runs the long proofs, one after another, and prints their results as rows of a table:
//
//	soak [-seconds 60] [-seed N] [-- COMMAND…]
//
// It runs every test with a name that begins with TestSoak. Then it runs COMMAND, for the proofs that need a server. At
// last it looks for new inputs with every fuzz test. Each proof takes about the given seconds. It must not know the
// subjects of the proofs.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"
)

func main() {
	seconds := flag.Int("seconds", 60, "time for each proof")
	seed := flag.Uint64("seed", uint64(time.Now().Unix()), "seed of the proofs")
	flag.Parse()
	if err := run(os.Stdout, *seconds, *seed, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// run goes on after a failed proof, and prints the table in any case.
func run(w io.Writer, seconds int, seed uint64, servers []string) error {
	env := append(os.Environ(), fmt.Sprint("KEBANG_SOAK=", seconds), fmt.Sprint("KEBANG_SEED=", seed))
	commands := [][]string{{"go", "test", "-v", "-count", "1", "-p", "1", "-timeout", "0", "-run", "^TestSoak",
		"./..."}}
	if len(servers) > 0 {
		commands = append(commands, servers)
	}
	targets, failed := fuzzTargets()
	for _, t := range targets {
		args := []string{"go", "test", "-run", "^$", "-fuzz", "^" + t.name + "$", "-fuzztime", fmt.Sprint(seconds, "s")}
		commands = append(commands, append(args, t.pkg))
	}
	var rows []string
	for _, command := range commands {
		fmt.Fprintln(w, strings.Join(command, " "))
		said, err := rowsOf(w, env, command)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", strings.Join(command, " "), err))
		}
		rows = append(rows, said...)
	}
	day := time.Now().Format(time.DateOnly)
	fmt.Fprintf(w, "\n%s, %s, %d processors, %s, ", day, processor(), runtime.NumCPU(), runtime.Version())
	fmt.Fprintf(w, "seed %d, %d s a proof\n\n", seed, seconds)
	fmt.Fprintln(w, "| proof | done | seed | time |\n|---|---|---|---|")
	slices.Sort(rows)
	for _, row := range slices.Compact(rows) {
		fmt.Fprintln(w, row)
	}
	return failed
}

type target struct{ pkg, name string }

// fuzzTargets finds the fuzz tests of all packages.
func fuzzTargets() (out []target, err error) {
	listed, err := exec.Command("go", "test", "-list", "^Fuzz", "./...").Output()
	var names []string
	for line := range strings.Lines(string(listed)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 1:
			names = append(names, words[0])
		case len(words) > 1 && words[0] == "ok":
			for _, name := range names {
				out = append(out, target{words[1], name})
			}
			names = nil
		}
	}
	return out, err
}

// rowsOf runs a command, copies its output, and gives the rows in it.
func rowsOf(w io.Writer, env, command []string) (rows []string, err error) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env, cmd.Stderr = env, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	start, fuzzed := time.Now(), ""
	for lines := bufio.NewScanner(out); lines.Scan(); {
		fmt.Fprintln(w, lines.Text())
		if row := rowOf(lines.Text()); row != "" {
			rows = append(rows, row)
		}
		if n := execs.FindStringSubmatch(lines.Text()); n != nil {
			fuzzed = n[1]
		}
	}
	err = cmd.Wait()
	if err == nil && fuzzed != "" {
		pkg, name := command[len(command)-1], strings.Trim(command[slices.Index(command, "-fuzz")+1], "^$")
		pkg = pkg[strings.LastIndexByte(pkg, '/')+1:]
		took := time.Since(start).Seconds()
		rows = append(rows, fmt.Sprintf("| %s %s | %s inputs | new ones by coverage | %.0f s |", pkg, name, fuzzed,
			took))
	}
	return rows, err
}

var execs = regexp.MustCompile(`^fuzz: elapsed: .* execs: (\d+)`)

// rowOf is the row that package soak of the program wrote into the log of a test.
func rowOf(line string) string {
	if _, row, ok := strings.Cut(line, "SOAK | "); ok {
		return "| " + row
	}
	return ""
}

// processor is the name of the processor; empty outside Linux.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
