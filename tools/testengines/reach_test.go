package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// module writes a module and changes into its folder.
func module(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	files["go.mod"] = "module k\n"
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A test is found by every way to a server, and never by its name.
func TestReaching(t *testing.T) {
	module(t, map[string]string{
		"a/a.go": "package a\n",
		"a/server_test.go": `package a
import ("os"; "sync"; "testing")
const env = "KEBANG_TEST_MEILI_URL"
var server = sync.OnceValue(func() string { return os.Getenv(env) })
func real(t *testing.T) string { return server() }
type kit struct{ t *testing.T }
func (k *kit) start() { real(k.t) }
func plain() {}
`,
		"a/a_test.go": `package a
import "testing"
func TestMain(m *testing.M) { real(nil) }
func TestByHelper(t *testing.T) { real(t) }
func TestByMethod(t *testing.T) { (&kit{t}).start() }
func TestByValue(t *testing.T) { for _, f := range []func(*testing.T) string{real} { f(t) } }
func TestInAPart(t *testing.T) { t.Run("x", func(t *testing.T) { real(t) }) }
func TestMeiliOfNoServer(t *testing.T) { plain() }
func helper(t *testing.T) { real(t) }
func BenchmarkReal(b *testing.B) { real(nil) }
`,
		"a/outer_test.go": "package a_test\nimport (\"os\"; \"testing\")\nfunc TestOutside(t *testing.T) { " +
			"os.Getenv(\"KEBANG_TEST_MONGO_URL\") }\n",
		"a/away_test.go": "//go:build plan9\n\npackage a\nimport \"testing\"\nfunc TestElsewhere(t *testing.T) { " +
			"real(t) }\n",
		"b/b_test.go": "package b\nimport \"testing\"\nfunc TestNoServer(t *testing.T) { t.Log(\"SKIP: give " +
			"KEBANG_TEST_MONGO_URL\") }\n",
	})
	found, err := reaching([]string{"./..."}, "")
	if err != nil || len(found) != 1 || found[0].ImportPath != "k/a" {
		t.Fatalf("%+v, %v", found, err)
	}
	if d := cmp.Diff([]string{"TestByHelper", "TestByMethod", "TestByValue", "TestInAPart", "TestOutside"},
		found[0].Tests); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	args := testArgs(found)
	if !slices.Contains(args, "^(TestByHelper|TestByMethod|TestByValue|TestInAPart|TestOutside)$") ||
		args[len(args)-1] != "k/a" {
		t.Errorf("go %v", args)
	}
}

// A helper outside of test files would hide its tests.
func TestOpenerOutsideOfTests(t *testing.T) {
	module(t,
		map[string]string{"kit/kit.go": "package kit\nimport \"os\"\nfunc URL() string { return " +
			"os.Getenv(`KEBANG_TEST_MONGO_URL`) }\n"})
	if _, err := reaching([]string{"./..."}, ""); err == nil || !strings.Contains(err.Error(), "k/kit/kit.go") {
		t.Error(err)
	}
}

// In Kebang the tests of both engines and of the whole program are found, and no others.
func TestReachingInKebang(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	found, err := reaching([]string{"./..."}, "")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, p := range found {
		all[p.ImportPath] = p.Tests
	}
	for path, tests := range map[string][2][]string{ // reach a server, reach none
		"kebang/internal/store/mongo": {{"TestEngine", "TestSoakKill", "TestSoakServerKilled", "TestStandalone",
			"TestFaults"}, {"TestDatabaseOf", "TestRefused"}},
		"kebang/matcher/meili": {{"TestMeiliIndex", "TestRecorded"}, {"TestForms"}},
		"kebang/cmd/kebang": {{"TestClosedPathOnMongo", "TestClosedPathOnMeili", "TestThreeProcesses",
			"TestOutageOfMeili"}, {"TestClosedPath", "TestReindexInMemory"}},
	} {
		for i, named := range tests {
			for _, name := range named {
				if slices.Contains(all[path], name) != (i == 0) {
					t.Errorf("%s %s: found %v", path, name, i != 0)
				}
			}
		}
	}
}
