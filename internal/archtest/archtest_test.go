package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "kebang"

// pkg is a package in the output of `go list`. Imports are those of the program, not of its tests: a test may put a
// real engine under a domain package.
type pkg struct {
	ImportPath string
	Dir        string
	Doc        string
	Imports    []string
	GoFiles    []string
}

// TestImports fails on a package without a rule and on an import that its rule does not name. It checks every system of
// the releases, because build tags choose files.
func TestImports(t *testing.T) {
	for _, goos := range []string{"linux", "windows"} {
		for _, p := range list(t, goos) {
			name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
			if len(p.GoFiles) == 0 {
				continue // tests only
			}
			r, ok := allowed[name]
			if !ok {
				t.Errorf("%s: package %s has no rule; add one to allowed.go if it is meant to be there", goos, name)
				continue
			}
			for _, imp := range p.Imports {
				if why := refuse(r, imp); why != "" {
					t.Errorf("%s: package %s imports %s: %s", goos, name, imp, why)
				}
			}
		}
	}
}

// TestRulesAreUsed fails on a permission that its package does not use on any system, so that each row states the
// facts.
func TestRulesAreUsed(t *testing.T) {
	imports := map[string][]string{}
	for _, goos := range []string{"linux", "windows"} {
		for _, p := range list(t, goos) {
			name := strings.TrimPrefix(p.ImportPath, module+"/")
			imports[name] = append(imports[name], p.Imports...)
		}
	}
	for name, r := range allowed {
		for _, idle := range unused(r, imports[name]) {
			t.Errorf("package %s may use %s and does not: take it out of allowed.go", name, idle)
		}
	}
}

// unused are the permissions of a rule that no import needs.
func unused(r rule, imports []string) (idle []string) {
	needed := func(imp string) bool { return slices.Contains(imports, imp) }
	for _, own := range r.owns() {
		if !needed(module + "/" + own) {
			idle = append(idle, own)
		}
	}
	for foreign := range strings.FieldsSeq(r.external) {
		if !slices.ContainsFunc(imports,
			func(imp string) bool { return imp == foreign || strings.HasPrefix(imp, foreign+"/") }) {
			idle = append(idle, foreign)
		}
	}
	for std := range strings.FieldsSeq(r.std) {
		if !needed(std) {
			idle = append(idle, std)
		}
	}
	if r.io && !slices.ContainsFunc(ioBanned, needed) {
		idle = append(idle, "files, processes and the network")
	}
	return idle
}

// TestUnused shows that the check can fail.
func TestUnused(t *testing.T) {
	r := rule{own: "fault store /matcher", external: "modernc.org/sqlite github.com/a/b", std: "net/http database/sql",
		io: true}
	got := unused(r, []string{"kebang/internal/fault", "modernc.org/sqlite/lib", "net/http", "strings"})
	want := []string{"internal/store", "matcher", "github.com/a/b", "database/sql", "files, processes and the network"}
	if !slices.Equal(got, want) {
		t.Errorf("unused: %v, want %v", got, want)
	}
}

// TestSize fails on a package that is too large to read as one thing, unless larger names it. It also fails on a
// needless name in larger.
func TestSize(t *testing.T) {
	for _, p := range list(t, "linux") {
		lines := 0
		for _, file := range p.GoFiles {
			b, err := os.ReadFile(filepath.Join(p.Dir, file))
			if err != nil {
				t.Fatal(err)
			}
			lines += bytes.Count(b, []byte("\n"))
		}
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		over := lines > mostLines || len(p.GoFiles) > mostFiles
		switch _, known := larger[name]; {
		case over && !known:
			t.Errorf("package %s has %d lines in %d files, more than %d in %d: part it", name, lines, len(p.GoFiles),
				mostLines, mostFiles)
		case known && !over:
			t.Errorf("package %s is within the bounds: take it out of larger in allowed.go", name)
		}
	}
}

// TestAreas fails when one area of the API knows another; all may know the route of histories. It also fails when the
// kernel knows more than actors, faults, flows and terms. The server of the tests, apitest, is no area.
func TestAreas(t *testing.T) {
	for name, r := range allowed {
		if !strings.HasPrefix(name, "api/") || name == "api/apitest" {
			continue
		}
		for _, own := range r.owns() {
			if strings.HasPrefix(own, "api") && own != "api/kernel" && own != "api/history" {
				t.Errorf("%s knows %s: what areas share is a registration of the kernel, another area's domain an "+
					"interface", name, own)
			}
			below := []string{"internal/actor", "internal/fault", "internal/flow", "internal/vocab"}
			if name == "api/kernel" && !slices.Contains(below, own) {
				t.Errorf("the kernel knows %s", own)
			}
		}
	}
}

// TestPackageComments fails on a package without a comment on its purpose.
func TestPackageComments(t *testing.T) {
	for _, p := range list(t, "linux") {
		if len(p.GoFiles) > 0 && len(p.Doc) < 40 {
			t.Errorf("package %s has no package comment (what it is for, what it must not know)", p.ImportPath)
		}
	}
}

// TestPackageNames fails on names without a meaning.
func TestPackageNames(t *testing.T) {
	for _, p := range list(t, "linux") {
		if base := path.Base(p.ImportPath); slices.Contains([]string{"util", "utils", "common", "models", "service",
			"pkg", "helpers"}, base) {
			t.Errorf("package %s: name it after what it provides, not %q", p.ImportPath, base)
		}
	}
}

// TestRefuse shows that the check can fail.
func TestRefuse(t *testing.T) {
	domain, adapter := allowed["internal/listing"], allowed["internal/store/sqlite"]
	tests := []struct {
		name   string
		rule   rule
		imp    string
		refuse bool
	}{
		{"downward", domain, "kebang/internal/party", false},
		{"upward", domain, "kebang/internal/deal", true},
		{"sideways", allowed["internal/deal"], "kebang/matcher", true},
		{"engine in a domain package", domain, "kebang/internal/store/sqlite", true},
		{"HTTP in a domain package", domain, "net/http", true},
		{"files in a domain package", domain, "os", true},
		{"plain standard library", domain, "encoding/json", false},
		{"driver in its adapter", adapter, "modernc.org/sqlite", false},
		{"subpackage of an allowed module", adapter, "modernc.org/sqlite/lib", false},
		{"module whose name only begins alike", adapter, "modernc.org/sqlite3", true},
		{"driver in a domain package", domain, "modernc.org/sqlite", true},
		{"database/sql in its adapter", adapter, "database/sql", false},
		{"search engine in the matcher", allowed["matcher"], "github.com/meilisearch/meilisearch-go", true},
		{"engine in HTTP", allowed["api"], "kebang/internal/store/sqlite", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if why := refuse(tt.rule, tt.imp); (why != "") != tt.refuse {
				t.Errorf("refuse(%s) = %q, want refused: %v", tt.imp, why, tt.refuse)
			}
		})
	}
}

// TestRulesName fails on a rule that names a package which does not exist.
func TestRulesName(t *testing.T) {
	there := map[string]bool{}
	for _, p := range list(t, "linux") {
		there[strings.TrimPrefix(p.ImportPath, module+"/")] = true
	}
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range allowed {
		if !there[name] {
			t.Errorf("there is a rule for %s, but no such package", name)
		}
		for _, own := range r.owns() {
			if _, ok := allowed[own]; !ok {
				t.Errorf("rule of %s names %s, which has no rule itself", name, own)
			}
		}
		for _, foreign := range strings.Fields(r.external) {
			if !strings.Contains(string(mod), "\t"+foreign+" v") && !strings.Contains(string(mod), "\t"+foreign+"/") {
				t.Errorf("rule of %s names %s, which go.mod does not require", name, foreign)
			}
		}
	}
}

func refuse(r rule, imp string) string {
	if own, ok := strings.CutPrefix(imp, module+"/"); ok {
		if !slices.Contains(r.owns(), own) {
			return "this direction is not in allowed.go"
		}
		return ""
	}
	if first, _, _ := strings.Cut(imp, "/"); strings.Contains(first, ".") {
		if !slices.ContainsFunc(slices.Concat(strings.Fields(r.external), pure),
			func(p string) bool { return imp == p || strings.HasPrefix(imp, p+"/") }) {
			return "this foreign module is not allowed here"
		}
		return ""
	}
	switch {
	case slices.Contains(banned, imp) && !slices.Contains(strings.Fields(r.std), imp):
		return "only the package at that border may"
	case slices.Contains(ioBanned, imp) && !r.io:
		return "this package does no I/O"
	}
	return ""
}

func list(t *testing.T, goos string) []pkg {
	t.Helper()
	touchFolders(t)
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,Doc,Imports,GoFiles", module+"/...")
	cmd.Env = append(cmd.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	pkgs, err := decode(string(out))
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return pkgs
}

// touchFolders opens every folder of the module. `go test` caches a result until a file changes that the test itself
// opened, and it does not see the reads of `go list`.
func touchFolders(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join("..", ".."), func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && (name == "node_modules" || len(name) > 2 && name[0] == '.') {
			return fs.SkipDir
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // another build may be removing its output
		t.Fatal(err)
	}
}

func decode(out string) ([]pkg, error) {
	var pkgs []pkg
	for dec := json.NewDecoder(strings.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		pkgs = append(pkgs, p)
	}
	if len(pkgs) < 2 {
		return nil, fmt.Errorf("only %d packages found", len(pkgs))
	}
	return pkgs, nil
}
