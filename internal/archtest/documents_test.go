package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
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

// TestEveryPackageHasItsPlace wants every folder of packages in docs/architecture.md. No document may name a folder
// that does not exist.
func TestEveryPackageHasItsPlace(t *testing.T) {
	said := braces(document(t, "docs/architecture.md"))
	for pkg := range allowed {
		if !slices.Contains(said, pkg) {
			t.Errorf("docs/architecture.md does not say what %s is for", pkg)
		}
	}
	for _, name := range []string{"CONTRIBUTING.md", "README.md", "docs/architecture.md"} {
		for _, pkg := range braces(document(t, name)) {
			if !strings.HasPrefix(pkg, "internal/") {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, pkg)); err != nil {
				t.Errorf("%s names %s, which does not exist", name, pkg)
			}
		}
	}
}

// TestArchitectureNames wants every function and value in docs/architecture.md to exist in the program.
func TestArchitectureNames(t *testing.T) {
	folders := map[string]string{}
	for pkg := range allowed {
		folders[path.Base(pkg)] = filepath.Join(root, pkg)
	}
	named := regexp.MustCompile("`(\\w+)\\.(?:\\w+\\.)?(\\w+)`").FindAllStringSubmatch(document(t,
		"docs/architecture.md"), -1)
	checked := 0
	for _, m := range named {
		folder, is := folders[m[1]]
		if !is {
			continue // a file
		}
		checked++
		if !declared(t, folder, m[2]) {
			t.Errorf("docs/architecture.md names %s, which does not exist", m[0])
		}
	}
	if checked < 20 {
		t.Errorf("only %d names were found in docs/architecture.md", checked)
	}
}

// braces are the paths of a text, with braces expanded: internal/{id,money}.
func braces(text string) (paths []string) {
	for _, m := range regexp.MustCompile(`([\w./-]*)(?:\{([\w,]+)\})?`).FindAllStringSubmatch(text, -1) {
		for _, last := range strings.Split(m[2], ",") {
			paths = append(paths, strings.TrimRight(m[1]+last, ".:/"))
		}
	}
	return paths
}

// TestDocumentsNameFiles wants every file, folder and linked page in a document to exist in the repository.
func TestDocumentsNameFiles(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Join(root, "docs"), func(name string, _ fs.DirEntry, err error) error {
		if filepath.Ext(name) == ".md" {
			pages = append(pages, name)
		}
		return err
	})
	if err != nil || len(pages) < 20 {
		t.Fatal(len(pages), err)
	}
	file := regexp.MustCompile("`((?:api|bench|cmd|deploy|docs|frontend|internal|matcher|seed|tools)/[\\w./-]+)`")
	link := regexp.MustCompile(`\]\(([\w./-]+)(?:#[\w-]+)?\)`)
	for _, page := range pages {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var named []string
		for _, m := range file.FindAllStringSubmatch(string(b), -1) {
			named = append(named, filepath.Join(root, m[1]))
		}
		for _, m := range link.FindAllStringSubmatch(string(b), -1) {
			named = append(named, filepath.Join(filepath.Dir(page), m[1]))
		}
		for _, name := range named {
			if _, err := os.Stat(name); err != nil {
				t.Errorf("%s names %s, which does not exist", page, name)
			}
		}
	}
}

// TestGlossary wants every type of the glossary in CONTRIBUTING.md to exist in the program.
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
		if below, _ := filepath.Glob(filepath.Join(root, "internal", "*", m[1])); len(below) == 1 {
			folder = below[0]
		}
		if !declared(t, folder, m[2]) {
			t.Errorf("the glossary names %s, which does not exist", m[0])
		}
	}
}

// declared reports whether a package declares a type, function, method, constant or variable of this name.
func declared(t *testing.T, folder, name string) bool {
	t.Helper()
	files, err := fs.Glob(os.DirFS(folder), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, file), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(f.Decls, func(d ast.Decl) bool { return declares(d, name) }) {
			return true
		}
	}
	return false
}

func declares(d ast.Decl, name string) bool {
	if fn, is := d.(*ast.FuncDecl); is {
		return fn.Name.Name == name
	}
	gen, _ := d.(*ast.GenDecl)
	return gen != nil && slices.ContainsFunc(gen.Specs, func(s ast.Spec) bool {
		switch s := s.(type) {
		case *ast.TypeSpec:
			return s.Name.Name == name
		case *ast.ValueSpec:
			return slices.ContainsFunc(s.Names, func(n *ast.Ident) bool { return n.Name == name })
		}
		return false
	})
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
