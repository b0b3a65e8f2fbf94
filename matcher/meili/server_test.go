package meili

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	urlEnv = "KEBANG_TEST_MEILI_URL"
	keyEnv = "KEBANG_TEST_MEILI_KEY"
)

func TestMain(m *testing.M) {
	code := m.Run()
	stopServer()
	os.Exit(code)
}

// stopServer ends the server of this test run and removes its data. Without a server it does nothing.
var stopServer = func() {}

type at struct{ url, key string }

// server gives the test server: the one in the environment, else a meilisearch from the PATH, started once.
var server = sync.OnceValues(func() (at, error) {
	if url := os.Getenv(urlEnv); url != "" {
		return at{url, os.Getenv(keyEnv)}, nil
	}
	program, err := exec.LookPath("meilisearch")
	if err != nil {
		return at{}, nil
	}
	s, stop, err := start(program)
	if err == nil {
		stopServer = stop
	}
	return s, err
})

// start runs a server on a free port with a folder of its own.
func start(program string) (at, func(), error) {
	dir, err := os.MkdirTemp("", "kebang-meili-*")
	if err != nil {
		return at{}, nil, err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return at{}, nil, err
	}
	addr := ln.Addr().String()
	if err := ln.Close(); err != nil {
		return at{}, nil, err
	}
	s := at{"http://" + addr, rand.Text()}
	stop, err := run(program, dir, s)
	return s, func() { stop(); _ = os.RemoveAll(dir) }, err
}

// run starts the program and waits until it answers.
func run(program, dir string, s at) (stop func(), err error) {
	cmd := exec.Command(program, "--no-analytics", "--db-path", dir+"/data", "--dump-dir", dir+"/dumps",
		"--snapshot-dir", dir+"/snapshots",
		// Each write fills 5 % of it, or 50 MiB a thread, with zeros.
		"--max-indexing-threads", "1", "--max-indexing-memory", "512MiB",
		"--http-addr", strings.TrimPrefix(s.url, "http://"), "--master-key", s.key, "--log-level", "ERROR")
	cmd.Dir = dir
	if err := cmd.Start(); err != nil {
		return func() {}, err
	}
	stop = func() {
		_ = cmd.Process.Kill() // the data go anyway
		_ = cmd.Wait()
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		r, err := http.Get(s.url + "/health")
		if err == nil {
			_ = r.Body.Close()
			return stop, nil
		}
	}
	return stop, fmt.Errorf("%s does not answer", program)
}

// real gives the test server, or skips the test.
func real(t testing.TB) at {
	t.Helper()
	s, err := server()
	if err != nil {
		t.Fatal(err)
	}
	if s.url == "" {
		t.Skip("SKIP: Meilisearch is missing; give " + urlEnv + ", or put meilisearch on the PATH")
	}
	return s
}

var numbered atomic.Int64

// opened gives an empty index on the test server with a prefix of its own; it is deleted at the end.
func opened(t testing.TB) *Index {
	t.Helper()
	s := real(t)
	x, err := Open(Options{URL: s.url, Key: s.key,
		Prefix: fmt.Sprintf("t%d_%d_%d", os.Getpid(), time.Now().UnixNano(), numbered.Add(1))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { remove(t, x) })
	return x
}

// remove deletes the indexes of a test.
func remove(t testing.TB, x *Index) {
	if err := errors.Join(x.Remove(context.Background()), x.Close()); err != nil {
		t.Error(err)
	}
}
