package mongo

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"kebang/internal/fault"
	"kebang/internal/soak"
	"kebang/internal/store"
)

// serverEnv names the program of SecantusDB, for the test that kills its server.
const serverEnv = "KEBANG_TEST_SECANTUSDB"

// TestSoakServerKilled kills the server (-9) in mid-load and starts it again. The writers wait within their limit, and
// no acknowledged write is lost. A write whose answer was lost may exist already, because callers make the ids.
func TestSoakServerKilled(t *testing.T) {
	t.Parallel()
	program := os.Getenv(serverEnv)
	if program == "" {
		t.Skip("SKIP: SecantusDB is missing; give " + serverEnv + ", or run make test-engines")
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr, dir := ln.Addr().(*net.TCPAddr), t.TempDir()
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	start := func() *exec.Cmd {
		cmd := exec.Command(program, "--host", "127.0.0.1", "--port", fmt.Sprint(addr.Port), "--storage-path", dir,
			"--sync-on-commit", "--cache-size", "128M", "--log-level", "ERROR")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	kill := func(cmd *exec.Cmd) { _, _ = cmd.Process.Kill(), cmd.Wait() }
	cmd := start()
	defer func() { kill(cmd) }()
	s, err := Open(t.Context(), fmt.Sprintf("mongodb://%s/?heartbeatFrequencyMS=500&serverSelectionTimeoutMS=60000",
		addr), Patience(2*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // the server may be gone
	if err := s.Define(t.Context(), store.Collections()); err != nil {
		t.Fatal(err)
	}

	acks, stop := make(chan string), make(chan struct{})
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for i := 0; ; i++ {
				id := fmt.Sprintf("%d-%d", w, i)
				err := s.Run(t.Context(), func(tx store.Tx) error {
					return store.Events.Insert(tx,
						&store.Event{Meta: store.Meta{ID: id, Market: "533524"}, Name: "load"})
				})
				if err != nil && !errors.Is(err, &fault.Error{Kind: fault.Conflict, Code: "duplicate-id"}) {
					t.Errorf("%s: %v", id, err)
				}
				select {
				case acks <- id:
				case <-stop:
					return
				}
			}
		})
	}
	var acknowledged []string
	kills := 0
	for range soak.Rounds(t, 3) {
		kills++
		for range 25 {
			acknowledged = append(acknowledged, <-acks)
		}
		kill(cmd)
		cmd = start()
	}
	for range 25 {
		acknowledged = append(acknowledged, <-acks)
	}
	close(stop)
	writers.Wait()
	err = s.View(t.Context(), func(tx store.Tx) error {
		found, err := store.Events.Many(tx, "533524", acknowledged)
		if len(found) != len(acknowledged) {
			t.Errorf("%d of %d acknowledged documents are there", len(found), len(acknowledged))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	t.Logf("%d kills of the server, %d acknowledged transactions", kills, len(acknowledged))
}
