package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// listed is what the go command tells of a package.
type listed struct {
	ImportPath, Dir, Export, Name string
	GoFiles                       []string
}

// program is the test program of a package, built with switches.
type program struct {
	path, dir string // the program, and the folder of its package
	places    []place
	tests     []test
}

// test is a test of the package, how long it took without a change, and whether it ran each place.
type test struct {
	name string
	took time.Duration
	ran  []bool
}

// measureSwitched tries all changes of a package, or of the files in it whose names match a pattern.
func measureSwitched(folder, pkg string, patterns []string, workers int) (result, error) {
	p, err := build(folder, pkg, patterns)
	if err != nil {
		return result{}, err
	}
	if err := p.watch(folder); err != nil {
		return result{}, err
	}
	var r result
	var lock sync.Mutex
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(p.places); i += workers {
				status := p.try(i + 1)
				lock.Lock()
				r.add(status, p.places[i].String())
				lock.Unlock()
			}
		})
	}
	group.Wait()
	slices.Sort(r.missed)
	return r, nil
}

// build rewrites the package over its files and builds its test program.
func build(folder, pkg string, patterns []string) (*program, error) {
	list, err := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,Name,GoFiles",
		"./"+pkg).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	exports := map[string]string{}
	var this listed // the package itself comes after all that it imports
	for d := json.NewDecoder(bytes.NewReader(list)); d.More(); exports[this.ImportPath] = this.Export {
		this = listed{}
		if err := d.Decode(&this); err != nil {
			return nil, err
		}
	}
	r := rewriter{set: token.NewFileSet(), info: &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}}
	var files []*ast.File
	for _, name := range this.GoFiles {
		f, err := parser.ParseFile(r.set, filepath.Join(this.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	config := types.Config{Importer: importer.ForCompiler(r.set, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})}
	if r.pkg, err = config.Check(this.ImportPath, r.set, files, r.info); err != nil {
		return nil, err
	}
	replace := map[string]string{}
	put := func(name, text string) error {
		to := filepath.Join(folder, name)
		replace[filepath.Join(this.Dir, name)] = to
		return os.WriteFile(to, []byte(text), 0o644)
	}
	for i, name := range this.GoFiles {
		matches := func(pattern string) bool { ok, _ := filepath.Match(pattern, name); return ok }
		if len(patterns) > 0 && !slices.ContainsFunc(patterns, matches) {
			continue
		}
		text, err := r.rewrite(filepath.Join(this.Dir, name), filepath.Join(pkg, name), files[i])
		if err == nil {
			err = put(name, text)
		}
		if err != nil {
			return nil, err
		}
	}
	switches := fmt.Sprintf("package %s\n\n%s\nconst mutantPlaces = %d\n", this.Name, switches, len(r.places))
	if err := put("mutant_switches.go", switches); err != nil {
		return nil, err
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, err
	}
	over, p := filepath.Join(folder, "overlay.json"), &program{filepath.Join(folder, "test"), this.Dir, r.places, nil}
	if err := os.WriteFile(over, overlay, 0o644); err != nil {
		return nil, err
	}
	out, err := exec.Command("go", "test", "-c", "-overlay", over, "-o", p.path, "./"+pkg).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	return p, nil
}

// longest is the processor time above which a test is left out: it proves a bound of time or memory, not a rule.
const longest = 10 * time.Second

// watch runs each test by itself without a change.
func (p *program) watch(folder string) error {
	names, _, err := p.run(0, time.Minute, "", "-test.list", "^(Test|Fuzz|Example)")
	if err != nil {
		return fmt.Errorf("%w\n%s", err, names)
	}
	for i, name := range strings.Fields(names) {
		log, start := filepath.Join(folder, fmt.Sprint("ran", i)), time.Now()
		out, cpu, err := p.run(0, 10*time.Minute, log, "-test.run", "^"+name+"$")
		if err != nil {
			return fmt.Errorf("%s fails without a change: %w\n%s", name, err, out)
		}
		if cpu > longest {
			continue
		}
		t := test{name, time.Since(start), make([]bool, len(p.places)+1)}
		ran, err := os.ReadFile(log)
		if err != nil {
			return err
		}
		for _, n := range strings.Fields(string(ran)) {
			place, _ := strconv.Atoi(n)
			t.ran[place] = true
		}
		p.tests = append(p.tests, t)
	}
	slices.SortFunc(p.tests, func(a, b test) int { return int(a.took - b.took) })
	return nil
}

// quick is how long the tests that are tried first take together: most changes do not outlive them.
const quick = time.Second

// try makes one change, runs the tests that run its place, and gives the status in gremlins' words.
func (p *program) try(n int) string {
	var groups [2][]string
	var took [2]time.Duration
	for _, t := range p.tests {
		if t.ran[n] {
			g := 0
			if took[0]+t.took > quick && took[0] > 0 {
				g = 1
			}
			groups[g], took[g] = append(groups[g], t.name), took[g]+t.took
		}
	}
	if len(groups[0]) == 0 {
		return notCovered
	}
	for g, names := range groups {
		if len(names) == 0 {
			continue
		}
		limit, these := 10*took[g]+5*time.Second, "^("+strings.Join(names, "|")+")$"
		if _, _, err := p.run(n, limit, "", "-test.failfast", "-test.run", these); errors.Is(err,
			context.DeadlineExceeded) {
			return timedOut
		} else if err != nil {
			return killed
		}
	}
	return lived
}

// run runs the program with a change, and gives what it writes and its processor time. A change may ask for memory
// without an end, so that is limited to 4 GB.
func (p *program) run(n int, limit time.Duration, log string, args ...string) (string, time.Duration, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	limited := []string{"-c", `ulimit -v 4000000; exec "$0" "$@"`, p.path}
	cmd := exec.CommandContext(ctx, "sh", append(limited, args...)...)
	cmd.Dir, cmd.WaitDelay = p.dir, time.Second
	cmd.Env = append(os.Environ(), fmt.Sprint("MUTANT=", n), "MUTANT_LOG="+log)
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return "", 0, ctx.Err()
	}
	if cmd.ProcessState == nil { // it did not start
		return "", 0, err
	}
	return string(out), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), err
}
