package soak

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A slice has its fixed number of rounds. A long run whose time is shorter than the slice has as many.
func TestSoakRounds(t *testing.T) {
	for _, seconds := range []string{"", "0", "1"} {
		t.Setenv(secondsEnv, seconds)
		var got []int
		for n := range Rounds(t, 3) {
			if got = append(got, n); n == 4 {
				break // the long run continues
			}
		}
		want := []int{0, 1, 2}
		if seconds == "1" {
			want = []int{0, 1, 2, 3, 4}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q seconds (-want +got)\n%s", seconds, d)
		}
	}
}

// The same seed gives the same mutants; another one gives others. The input of the seed stays unchanged.
func TestMutants(t *testing.T) {
	try := func(seed string) (out []string) {
		t.Setenv(seedEnv, seed)
		bytes, text := []byte("a,b\n1,2"), "甘蔗渣≥95%"
		fn := withMutants(func(_ *testing.T, b []byte, s string, _ float64) { out = append(out, string(b)+"|"+s) },
			false)
		var args []reflect.Value
		for _, a := range []any{t, bytes, text, 1.5} {
			args = append(args, reflect.ValueOf(a))
		}
		reflect.ValueOf(fn).Call(args)
		if string(bytes) != "a,b\n1,2" || out[0] != "a,b\n1,2|甘蔗渣≥95%" {
			t.Errorf("the seed became %q, and came as %q", bytes, out[0])
		}
		return out
	}
	first, again, other := try("1"), try("1"), try("2")
	n := min(len(first), len(again), len(other), 20)
	if n < 20 {
		t.Fatalf("only %d mutants", n)
	}
	if d := cmp.Diff(first[:n], again[:n]); d != "" {
		t.Errorf("twice the same seed (-first +second)\n%s", d)
	}
	if cmp.Equal(first[:n], other[:n]) {
		t.Error("another seed gives the same mutants")
	}
	seen := map[string]bool{}
	for _, s := range first[:n] {
		seen[s] = true
	}
	if len(seen) < n/2 {
		t.Errorf("%d of %d mutants differ", len(seen), n)
	}
}

// Under -fuzz only the test of the caller runs, and go makes the inputs.
func TestFuzzing(t *testing.T) {
	calls := 0
	fn := withMutants(func(*testing.T, string) { calls++ }, true)
	fn.(func(*testing.T, string))(t, "x")
	if calls != 1 {
		t.Errorf("%d calls", calls)
	}
}
