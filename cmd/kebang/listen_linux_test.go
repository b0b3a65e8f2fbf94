package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNothingListensUnasked: without --metrics-addr a server listens on its own address and on no other one.
func TestNothingListensUnasked(t *testing.T) {
	env := []string{"KEBANG_MONGO_URL=", "KEBANG_MEILI_URL=", "KEBANG_METRICS_ADDR="}
	for want, args := range map[int][]string{1: nil, 2: {"--metrics-addr", "127.0.0.1:0"}} {
		if p := serve(t, env, args...); p.listens(t) != want {
			t.Errorf("%s %v listens on %d addresses, want %d", p, args, p.listens(t), want)
		}
	}
}

// listens counts the TCP addresses on which a process takes connections: those of the system's table whose socket is
// one of its open files (proc(5)).
func (p *process) listens(t *testing.T) (n int) {
	t.Helper()
	dir := fmt.Sprintf("/proc/%d/", p.cmd.Process.Pid)
	files, err := filepath.Glob(dir + "fd/*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	mine := map[string]bool{}
	for _, f := range files {
		if to, err := os.Readlink(f); err == nil {
			mine[to] = true
		}
	}
	for _, table := range []string{"net/tcp", "net/tcp6"} {
		b, err := os.ReadFile(dir + table)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			const listening = "0A"
			if f := strings.Fields(line); len(f) > 9 && f[3] == listening && mine["socket:["+f[9]+"]"] {
				n++
			}
		}
	}
	return n
}
