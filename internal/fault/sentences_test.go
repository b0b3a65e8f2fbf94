package fault_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// silent are packages and files whose sentences appear in no page: outputs of commands and the description of the API.
// The others are Chinese documents: spreadsheets, the text of a contract, a public notice, a calendar entry.
var silent = regexp.MustCompile(
	`^(internal/(watch|check|store/storetest)|matcher/(eval|indextest))/|/consistency\.go$|^internal/store/sqlite/check\.go$|` +
		`^internal/intake/form/(achievement|demand|listing|mixed|party)\.go$|^internal/contract/(document|draft)\.go$|` +
		`^api/kernel/(route|server)\.go$|^internal/agenda/read\.go$|^internal/challenge/chain\.go$|` +
		`^internal/publicity/paper\.go$|^internal/challenge/review/papers\.go$|^internal/sheet/write\.go$|^api/challenges/feeds\.go$`)

// TestSentencesAreTexts reads the sources. A string with Han characters and the end of a sentence is one for people. It
// stands in both languages as a text, unless its file is silent.
func TestSentencesAreTexts(t *testing.T) {
	for _, root := range []string{"api", "matcher", "internal", "cmd/kebang/nightly.go"} {
		err := filepath.WalkDir(filepath.Join("../..", root), func(path string, d fs.DirEntry, err error) error {
			name := filepath.ToSlash(strings.TrimPrefix(path, filepath.Join("../..")+string(filepath.Separator)))
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
				silent.MatchString(name) {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				if bilingual(e) {
					return false
				}
				s, ok := sentence(e)
				if ok {
					t.Errorf("%s: “%s” is no text with an English side", name, s)
				}
				_, joined := e.(*ast.BinaryExpr)
				return !ok || !joined // parts of a sentence do not count
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// bilingual reports whether an expression is a text with its English side.
func bilingual(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	switch fn := call.Fun.(type) {
	case *ast.SelectorExpr:
		x, ok := fn.X.(*ast.Ident)
		return ok && (x.Name == "fault" && (fn.Sel.Name == "T" || fn.Sel.Name == "Kept") || x.Name == "vocab" &&
			fn.Sel.Name == "Noun")
	case *ast.Ident:
		return fn.Name == "T" || fn.Name == "classed" || fn.Name == "both"
	}
	return false
}

// TestCodesAreUnique finds a code that two texts share, and a text whose halves take different arguments. Texts in
// records are declared outside of functions and listed in testdata/kept.txt. A line that disappears from there is a
// sentence that old records could no longer show. KEBANG_UPDATE=1 writes the file.
func TestCodesAreUnique(t *testing.T) {
	said, keeps := map[string]string{}, []string{}
	for _, root := range []string{"api", "matcher", "internal", "cmd"} {
		err := filepath.WalkDir(filepath.Join("../..", root), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			inside := false
			text := func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok || !bilingual(call) || len(call.Args) != 3 {
					return true
				}
				code, ok := joined(call.Args[0])
				zh, ok1 := joined(call.Args[1])
				en, ok2 := joined(call.Args[2])
				if !ok || !ok1 || !ok2 {
					return true
				}
				if was, ok := said[code]; ok && was != zh+"\n"+en {
					t.Errorf("%s: the code %s is that of “%s” and of “%s”", path, code, was, zh)
				}
				said[code] = zh + "\n" + en
				verbs := verb.FindAllString(zh, -1)
				if len(verbs) != len(verb.FindAllString(en, -1)) {
					t.Errorf("%s: the halves of %s take other arguments", path, code)
				}
				if name(call.Fun) == "Kept" {
					keeps = append(keeps, strings.TrimSpace(code+" "+strings.Join(verbs, " ")))
					if inside {
						t.Errorf("%s: %s is declared in a function", path, code)
					}
				}
				return true
			}
			for _, x := range f.Decls {
				_, inside = x.(*ast.FuncDecl)
				ast.Inspect(x, text)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(said) < 200 {
		t.Errorf("only %d texts were found", len(said))
	}
	slices.Sort(keeps)
	now := strings.Join(append(keeps, ""), "\n")
	if os.Getenv("KEBANG_UPDATE") != "" {
		if err := os.WriteFile("testdata/kept.txt", []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	was, err := os.ReadFile("testdata/kept.txt")
	if err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff(string(was), now); d != "" {
		t.Errorf("records keep other sentences than the list. -list +now:\n%s", d)
	}
}

// name is the last word of a called function.
func name(fn ast.Expr) string {
	switch fn := fn.(type) {
	case *ast.SelectorExpr:
		return fn.Sel.Name
	case *ast.Ident:
		return fn.Name
	}
	return ""
}

var (
	han  = regexp.MustCompile(`\p{Han}`)
	verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*(\.\d+)?[a-zA-Z]`)
)

// sentence is the sentence that an expression makes of literals, with {1}, {2} for the values between them.
func sentence(e ast.Expr) (string, bool) {
	text, ok := joined(e)
	text = strings.TrimSpace(text)
	if !ok || !han.MatchString(text) || !strings.HasSuffix(text, "。") && !strings.HasSuffix(text, "？") ||
		strings.Contains(text, "\n") {
		return "", false
	}
	n := 0
	place := func(string) string { n++; return "{" + strconv.Itoa(n) + "}" }
	return strings.ReplaceAll(verb.ReplaceAllStringFunc(text, place), "%%", "%"), true
}

func joined(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, e.Kind == token.STRING && err == nil
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "", false
		}
		x, a := joined(e.X)
		y, b := joined(e.Y)
		if !a {
			x = "%v"
		}
		if !b {
			y = "%v"
		}
		return x + y, a || b
	}
	return "", false
}
