package id

import "testing"

func TestDerived(t *testing.T) {
	a, b := Derived("m1", "demand", "D0001"), Derived("m2", "demand", "D0001")
	if a == b || a != Derived("m1", "demand", "D0001") || made(t, a) != 0 {
		t.Errorf("%s %s", a, b)
	}
	if Derived("ab", "c") == Derived("a", "bc") {
		t.Error("parts run into each other")
	}
}
