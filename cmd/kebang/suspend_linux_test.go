package main

import (
	"crypto/rand"
	"encoding/base64"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSuspendedProcess suspends a server, as a machine that sleeps does, until a server of the other kind has taken the
// database. Then it wakes the server, which must end and say why. The takeover from a killed server waits in the same
// way.
func TestSuspendedProcess(t *testing.T) {
	t.Parallel()
	at := onMongo(t)
	secret := make([]byte, 32)
	_, _ = rand.Read(secret)
	alone := []string{"KEBANG_MONGO_URL=" + at.mongo, "KEBANG_MEILI_URL="}
	shares := []string{"KEBANG_MONGO_URL=" + at.mongo, "KEBANG_MEILI_URL=" + nowhere,
		"KEBANG_SIGNING_KEY=" + base64.StdEncoding.EncodeToString(secret)}
	first := serve(t, alone)
	for _, next := range [][]string{shares, alone} {
		suspended := first
		if err := suspended.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		first = serve(t, next)
		if err := suspended.cmd.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
		suspended.ends(t)
	}
	first.kill()
	serve(t, shares)
}

// ends waits until a server that lost its database has stopped by itself.
func (p *process) ends(t *testing.T) {
	t.Helper()
	done := make(chan error, 1)
	p.once.Do(func() { go func() { done <- p.cmd.Wait() }() })
	select {
	case <-done:
	case <-time.After(time.Minute):
		_ = p.cmd.Process.Kill()
		t.Fatalf("%s did not stop", p)
	}
	if code, log := p.cmd.ProcessState.ExitCode(), p.log.String(); code != exitNothing ||
		!strings.Contains(log, "已由另一个科榜程序接管") || !strings.Contains(log, "KEBANG_MEILI_URL") {
		t.Errorf("%s ended with %d:\n%s", p, code, log)
	}
}
