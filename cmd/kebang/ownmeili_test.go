package main

import (
	"crypto/rand"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// ownMeili is a Meilisearch of one test, which may take its disk or its data away. It keeps its address.
type ownMeili struct {
	t              testing.TB
	url, key, data string
	program        string
	cmd            *exec.Cmd
}

// startMeili starts a Meilisearch with its data in a folder, or skips the test.
func startMeili(t testing.TB, data string) *ownMeili {
	t.Helper()
	program, err := exec.LookPath("meilisearch")
	if err != nil {
		t.Skip("SKIP: Meilisearch is missing; this test starts one of its own: have a meilisearch on the PATH")
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &ownMeili{t: t, url: "http://" + ln.Addr().String(), key: rand.Text(), data: data, program: program}
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.kill)
	m.start()
	return m
}

func (m *ownMeili) start() {
	m.t.Helper()
	m.cmd = exec.Command(m.program, "--no-analytics", "--db-path", m.data+"/data", "--dump-dir", m.data+"/dumps",
		"--snapshot-dir", m.data+"/snapshots",
		"--max-indexing-threads", "1", "--max-indexing-memory", "512MiB", "--http-addr", strings.TrimPrefix(m.url,
			"http://"), "--master-key", m.key, "--log-level", "ERROR")
	m.cmd.Dir = m.t.TempDir()
	if err := m.cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if r, err := http.Get(m.url + "/health"); err == nil {
			_ = r.Body.Close()
			return
		}
	}
	m.t.Fatal("meilisearch does not answer")
}

// kill ends it as a power cut does.
func (m *ownMeili) kill() { _, _ = m.cmd.Process.Kill(), m.cmd.Wait() }
