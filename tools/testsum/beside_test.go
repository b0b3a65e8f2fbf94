package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each waits for a file that the other one writes: they end only if they run at the same time.
func TestBeside(t *testing.T) {
	dir := t.TempDir()
	meets := func(own, other string) []string {
		script := `echo begin ` + own + `; touch ` + own + `; while ! test -e ` + other + `; do sleep 0.01; done; echo done ` + own
		return []string{"sh", "-c", "cd '" + dir + "'; " + script, own}
	}
	var out strings.Builder
	if failed := beside(&out, [][][]string{{meets("a", "b"), {"sh", "-c", "exit 3", "c"}, {"sh", "-c", "echo after", "d"}}, {meets("b", "a")}}); failed != 1 {
		t.Errorf("%d failed", failed)
	}
	for _, whole := range []string{"begin a\ndone a\nend    a (", "begin b\ndone b\nend    b (", "FAIL: c: exit status 3\nend    c (", "after\nend    d ("} {
		if !strings.Contains(out.String(), whole) {
			t.Errorf("%q is not whole in:\n%s", whole, out.String())
		}
	}
}

func TestTargets(t *testing.T) {
	got := targets([]string{"a b", "c", "d"}, []string{"nice"}, []string{"make", "-s"})
	if d := cmp.Diff([][][]string{{{"make", "-s", "a"}, {"make", "-s", "b"}}, {{"nice", "make", "-s", "c"}}, {{"nice", "make", "-s", "d"}}}, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}
