package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each command waits for a file that the other one writes, so they end only when they run in parallel.
func TestBeside(t *testing.T) {
	dir := t.TempDir()
	meets := func(own, other string) []string {
		const script = `cd "$0"; echo begin $2; touch $2; while ! test -e $1; do sleep 0.01; done; echo done $2`
		return []string{"sh", "-c", script, dir, other, own}
	}
	var out strings.Builder
	first := [][]string{meets("a", "b"), {"sh", "-c", "exit 3", "c"}, {"sh", "-c", "echo after", "d"}}
	if failed := beside(&out, [][][]string{first, {meets("b", "a")}}); failed != 1 {
		t.Errorf("%d failed", failed)
	}
	for _, whole := range []string{
		"begin a\ndone a\nend    a (", "begin b\ndone b\nend    b (", "FAIL: c: exit status 3\nend    c (",
		"after\nend    d (",
	} {
		if !strings.Contains(out.String(), whole) {
			t.Errorf("%q is not whole in:\n%s", whole, out.String())
		}
	}
}

func TestTargets(t *testing.T) {
	got := targets([]string{"a b", "c", "d"}, []string{"nice"}, []string{"make", "-s"})
	want := [][][]string{
		{{"make", "-s", "a"}, {"make", "-s", "b"}},
		{{"nice", "make", "-s", "c"}},
		{{"nice", "make", "-s", "d"}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}
