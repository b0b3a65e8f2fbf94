package archtest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryDependencyHasItsLine wants a line with reason and licence in docs/dependencies.md for every direct
// requirement. The requirements are those of the program, its pages and the nested modules.
func TestEveryDependencyHasItsLine(t *testing.T) {
	root := filepath.Join("..", "..")
	read := func(name string) string {
		t.Helper()
		b, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	var names []string
	for _, mod := range []string{"go.mod", "bench/go.mod", "deploy/go.mod"} {
		direct := regexp.MustCompile(`(?m)^\s*(?:require )?([\w.-]+\.[\w.-]+/[\w./-]+) v\S+$`)
		for _, m := range direct.FindAllStringSubmatch(read(mod), -1) {
			names = append(names, m[1])
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^tool (\S+?)/cmd/`).FindAllStringSubmatch(read("tools/go.mod"), -1) {
		names = append(names, m[1])
	}
	var pages struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal([]byte(read("frontend/package.json")), &pages); err != nil {
		t.Fatal(err)
	}
	for _, list := range []map[string]string{pages.Dependencies, pages.DevDependencies} {
		for name := range list {
			names = append(names, name)
		}
	}
	if len(names) < 20 {
		t.Fatalf("only %d requirements were read", len(names))
	}
	said := map[string]bool{}
	for line := range strings.Lines(read("docs/dependencies.md")) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || strings.TrimSpace(cells[2]) == "" || strings.TrimSpace(cells[3]) == "" {
			continue
		}
		for name := range strings.SplitSeq(cells[1], ",") {
			said[strings.TrimSpace(name)] = true
		}
	}
	for _, name := range names {
		if !said[name] {
			t.Errorf("docs/dependencies.md has no line with licence and reason for %s", name)
		}
	}
}
