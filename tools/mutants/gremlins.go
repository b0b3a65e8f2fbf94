package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

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

// timeout is the time that the tests of one mutant may run, as a multiple of all tests of the package. A busy machine
// must not turn a mutant that nobody noticed into one without an end.
const timeout = "20"

// measureGremlins runs gremlins over one package of a copy of the module.
func measureGremlins(tree, gremlins, pkg string, workers int) (result, error) {
	program, err := filepath.Abs(gremlins)
	if err == nil {
		err = copyTree(tree)
	}
	if err != nil {
		return result{}, err
	}
	report, path := filepath.Join(tree, "report.json"), "./"+filepath.ToSlash(pkg)
	// A result from the cache has no time, and a finding of vet is no test.
	env := append(os.Environ(), "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" -count=1 -vet=off"))
	// gremlins counts the time to build in the time of the tests, so build before it measures.
	build := exec.Command("go", "test", "-cover", "-run", "^$", path+"/...")
	build.Dir, build.Env = tree, env
	if out, err := build.CombinedOutput(); err != nil {
		return result{}, fmt.Errorf("%w\n%s", err, out)
	}
	cmd := exec.Command(program, "unleash", "--silent", "--workers", fmt.Sprint(workers),
		"--timeout-coefficient", timeout, "--output", report, path)
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
