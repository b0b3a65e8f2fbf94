package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFolderWithoutAMarket asks every command that needs one: each says how to make it.
func TestFolderWithoutAMarket(t *testing.T) {
	csv := filepath.Join(t.TempDir(), "需求.csv")
	if err := os.WriteFile(csv, []byte("需求名称\n甲\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"import", "demands", csv}, {"import", "demands", csv, "--market", "zk"},
		{"match", "--all"}, {"learn"}, {"learn", "--shared"}, {"reset-password", "officer"}} {
		dir := t.TempDir()
		code, out, errs := cli(t, append(args, "--data", dir)...)
		if code != exitNothing || out != "" || !strings.Contains(errs, "还没有市场") ||
			!strings.Contains(errs, "kebang serve --data "+dir) {
			t.Errorf("%v: exit %d, stdout %q, stderr %q", args, code, out, errs)
		}
	}
}

func TestUnknownMarket(t *testing.T) {
	dir := folder(t)
	for _, args := range [][]string{{"import", "demands", "x.csv"}, {"learn"}} {
		code, _, errs := cli(t, append(args, "--data", dir, "--market", "别处")...)
		if code != exitNothing || !strings.Contains(errs, "没有市场“别处”") || !strings.Contains(errs, "镇康县技术市场") {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
	}
}
