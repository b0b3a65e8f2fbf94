package region

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// nowhere are the only region words of the collected tables that name no place in China.
var nowhere = []string{"日本", "南方油茶产区"}

func TestFindOnTheCollectedTables(t *testing.T) {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	for _, name := range []string{"demands.jsonl", "achievements.jsonl"} {
		f, err := os.Open(filepath.Join(dir, "..", "shared", "data", name))
		if err != nil {
			t.Skip("SKIP: ../shared/data is missing, the region words of the collected tables are not checked")
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		s.Buffer(nil, 1<<20)
		for s.Scan() {
			var row struct{ Region string }
			if err := json.Unmarshal(s.Bytes(), &row); err != nil {
				t.Fatal(err)
			}
			codes := Find(row.Region)
			if len(codes) == 0 && row.Region != "" && !slices.Contains(nowhere, row.Region) {
				t.Errorf("%s: Find(%q) finds nothing", name, row.Region)
			}
			if testing.Verbose() && row.Region != "" {
				for _, c := range codes {
					t.Logf("%s -> %s %s", row.Region, c, FullName(c))
				}
			}
		}
	}
}
