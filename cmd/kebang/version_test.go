package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestVersion: the program and CHANGELOG.md name the same release.
func TestVersion(t *testing.T) {
	if got := mustRun(t, "version"); !strings.HasPrefix(got, "kebang "+release) {
		t.Errorf("kebang version: %q", got)
	}
	changes, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^## (\d+\.\d+\.\d+) `).FindSubmatch(changes)
	if m == nil || string(m[1]) != release {
		t.Errorf("the newest heading of CHANGELOG.md is %q, the program says %s", m, release)
	}
}
