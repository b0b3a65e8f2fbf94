package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var root = filepath.Join("..", "..")

func document(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestEveryPackageHasItsPlace wants every folder of packages in the table of README.md, and no package in a document
// that is gone.
func TestEveryPackageHasItsPlace(t *testing.T) {
	for _, name := range []string{"CONTRIBUTING.md", "README.md"} {
		said := braces(document(t, name))
		for pkg := range allowed {
			top, below, _ := strings.Cut(pkg, "/")
			if name != "README.md" || top != "internal" && top != "matcher" || strings.Contains(below, "/") {
				continue
			}
			if !slices.Contains(said, pkg) && !slices.Contains(said, strings.TrimPrefix(pkg, "internal/")) {
				t.Errorf("%s does not say what %s is for", name, pkg)
			}
		}
		for _, pkg := range said {
			if !strings.HasPrefix(pkg, "internal/") {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, pkg)); err != nil {
				t.Errorf("%s names %s, which does not exist", name, pkg)
			}
		}
	}
}

// braces are the paths of a text, with those in braces written out: internal/{id,money}.
func braces(text string) (paths []string) {
	for _, m := range regexp.MustCompile(`([\w./-]*)(?:\{([\w,]+)\})?`).FindAllStringSubmatch(text, -1) {
		for _, last := range strings.Split(m[2], ",") {
			paths = append(paths, strings.TrimRight(m[1]+last, ".:/"))
		}
	}
	return paths
}

// TestGlossary wants every type of the glossary in CONTRIBUTING.md to be one of the program.
func TestGlossary(t *testing.T) {
	_, words, _ := strings.Cut(document(t, "CONTRIBUTING.md"), "## Words")
	words, _, _ = strings.Cut(words, "## Rules")
	named := regexp.MustCompile(`\b(\w+)\.([A-Z]\w+)`).FindAllStringSubmatch(words, -1)
	if len(named) < 15 {
		t.Fatalf("the glossary was not found: %v", named)
	}
	for _, m := range named {
		folder := filepath.Join(root, "internal", m[1])
		if m[1] == "matcher" {
			folder = filepath.Join(root, m[1])
		}
		if !declared(t, folder, m[2]) {
			t.Errorf("the glossary names %s, which does not exist", m[0])
		}
	}
}

func declared(t *testing.T, folder, name string) bool {
	t.Helper()
	found := false
	files, err := fs.Glob(os.DirFS(folder), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, file), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			found = found || ok && spec.Name.Name == name
			return !found
		})
	}
	return found
}

// TestEverySettingIsDocumented compares the variables that the commands read with the table in README.md.
func TestEverySettingIsDocumented(t *testing.T) {
	variable := regexp.MustCompile(`\bKEBANG_[A-Z_]+\b`)
	_, table, _ := strings.Cut(document(t, "README.md"), "## Configuration")
	table, _, _ = strings.Cut(table, "\n## ")
	said := variable.FindAllString(table, -1)
	files, err := filepath.Glob(filepath.Join(root, "cmd", "kebang", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	var read []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(KEBANG_[A-Z_]+)"`).FindAllStringSubmatch(string(b), -1) {
			read = append(read, m[1])
		}
	}
	for _, name := range read {
		if !slices.Contains(said, name) && !strings.HasPrefix(name, "KEBANG_TEST_") {
			t.Errorf("README.md does not name %s", name)
		}
	}
	for _, name := range said {
		if !slices.Contains(read, name) {
			t.Errorf("README.md names %s, which no command reads", name)
		}
	}
}
