package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// told are the variables in which the tests read the address of a server. A test that reads one, also through its
// helpers, is a test of a server engine. Its name does not matter, so no test is forgotten.
var told = []string{urlEnv, standaloneEnv, programEnv, meiliEnv, meiliKeyEnv, proxyEnv}

// pkg is a package in the output of `go list -json`.
type pkg struct {
	ImportPath, Dir                    string
	GoFiles, TestGoFiles, XTestGoFiles []string
	Tests                              []string // tests that reach a server
}

// reaching finds the packages in patterns with tests that reach a server and match only.
func reaching(patterns []string, only string) ([]pkg, error) {
	matches, err := regexp.Compile(only)
	if err != nil {
		return nil, err
	}
	list := exec.Command("go", append([]string{"list", "-json=ImportPath,Dir,GoFiles,TestGoFiles,XTestGoFiles"},
		patterns...)...)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var found []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if p.Tests, err = p.reach(); err != nil {
			return nil, err
		}
		p.Tests = slices.DeleteFunc(p.Tests, func(name string) bool { return !matches.MatchString(name) })
		if len(p.Tests) > 0 {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no test of %s reaches a server", strings.Join(patterns, " "))
	}
	return found, nil
}

// reach finds the tests of the package that reach a server. It goes by names alone: a test that mentions a function,
// method, variable or constant may call it. The result rather has too many tests than too few.
func (p pkg) reach() ([]string, error) {
	mentions := map[string]map[string]bool{}
	reached := map[string]bool{}
	var tests []string
	note := func(name string, node ast.Node) {
		if mentions[name] == nil {
			mentions[name] = map[string]bool{}
		}
		if mentioned(node, mentions[name]) {
			reached[name] = true
		}
	}
	for _, file := range slices.Concat(p.GoFiles, p.TestGoFiles, p.XTestGoFiles) {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		if !strings.HasSuffix(file, "_test.go") {
			if mentioned(f, map[string]bool{}) {
				return nil, fmt.Errorf("%s/%s names a server of the tests; only test files may, else the tests that "+
					"reach it are not found", p.ImportPath, file)
			}
			continue
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if name := d.Name.Name; d.Recv == nil && strings.HasPrefix(name, "Test") && name != "TestMain" {
					tests = append(tests, name)
				}
				note(d.Name.Name, d)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if s, ok := s.(*ast.ValueSpec); ok {
						for _, name := range s.Names {
							note(name.Name, s)
						}
					}
				}
			}
		}
	}
	for grown := true; grown; {
		grown = false
		for name, of := range mentions {
			for m := range of {
				if reached[m] && !reached[name] {
					reached[name], grown = true, true
				}
			}
		}
	}
	tests = slices.DeleteFunc(tests, func(name string) bool { return !reached[name] })
	slices.Sort(tests)
	return tests, nil
}

// mentioned adds the names in a declaration to names, and reports whether it names a server itself.
func mentioned(node ast.Node, names map[string]bool) (tells bool) {
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			names[n.Name] = true
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING &&
				slices.Contains(told, text) {
				tells = true
			}
		}
		return true
	})
	return tells
}
