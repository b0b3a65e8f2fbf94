package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const switchedRule = `package rule // a comment

import "time"

const hour = 60 * 60

var limits = [2 * 1]time.Duration{2 * time.Minute, -1}

// Late is true from the limit on.
func Late(after time.Duration) bool { return after >= limits[0] }

func Sum(a []float64, by int) (sum float64, name string) {
	for i := 0; i < len(a); i++ {
		if a[i] != 0 { // nothing
			sum += a[i] * 2.5
		}
		sum -= float64(-by % 4)
	}
	return sum / 2, "a" + "b"
}

func Never(n int) bool { return n > 1<<3-1 }
`

const switchedTest = `package rule

import (
	"testing"
	"time"
)

func TestLate(t *testing.T) {
	if Late(time.Minute) || !Late(3*time.Minute) {
		t.Fail()
	}
}

func TestSum(t *testing.T) {
	if sum, name := Sum([]float64{2, 4}, 3); sum != 10.5 || name != "ab" {
		t.Fail()
	}
}
`

// TestSwitched: a boundary that no test stands on lives. A function that nothing calls is not covered. Neither a text
// nor a constant is a place.
func TestSwitched(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	for name, text := range map[string]string{"go.mod": "module example\n\ngo 1.26\n", "rule/rule.go": switchedRule,
		"rule/rule_test.go": switchedTest, "rule/also.go": "package rule\n\nvar Yes = 1 > 0\n"} {
		err := os.MkdirAll(filepath.Dir(name), 0o755)
		if err == nil {
			err = os.WriteFile(name, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	got, err := measureSwitched(t.TempDir(), "rule", []string{"r*.go"}, 2)
	if err != nil {
		t.Fatal(err)
	}
	want := result{killed: 10, lived: 2, unreached: 3, missed: []string{
		"LIVED       rule/rule.go:10:52 >= to >",
		"LIVED       rule/rule.go:7:52 - to +",
		"NOT COVERED rule/rule.go:22:35 > to <=",
		"NOT COVERED rule/rule.go:22:35 > to >=",
		"NOT COVERED rule/rule.go:22:41 - to +",
	}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(result{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
