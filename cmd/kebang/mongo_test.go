package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"kebang/internal/fault"
)

// onMongo gives a new database on the test server, or skips the test.
func onMongo(t *testing.T) place {
	t.Helper()
	url := os.Getenv("KEBANG_TEST_MONGO_URL")
	if url == "" {
		t.Skip("SKIP: MongoDB is missing; give KEBANG_TEST_MONGO_URL, or run make test-engines")
	}
	url, query, _ := strings.Cut(url, "?")
	scheme, hosts, _ := strings.Cut(url, "://")
	hosts, _, _ = strings.Cut(hosts, "/")
	return place{dir: t.TempDir(), mongo: fmt.Sprintf("%s://%s/kebang_cmd_%d_%d?%s", scheme, hosts, os.Getpid(), time.Now().UnixNano(), query)}
}

// TestClosedPathOnMongo walks the same path as TestClosedPath on the other engine.
func TestClosedPathOnMongo(t *testing.T) { closedPath(t, marketAt(t, onMongo(t))) }

// TestSecondProcess: the index of a process does not see what another publishes, so a second one is refused.
func TestSecondProcess(t *testing.T) {
	at := onMongo(t)
	first, err := open(t.Context(), at, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	_, err = open(t.Context(), at, time.Now, slog.New(slog.DiscardHandler))
	if !errors.Is(err, &fault.Error{Kind: fault.Unavailable, Code: "database-held"}) || !strings.Contains(err.Error(), "KEBANG_MEILI_URL") {
		t.Errorf("a second process: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second, err := open(t.Context(), at, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Close(); err != nil {
		t.Error(err)
	}
}

// TestFolderCommands: commands on the files of a folder do not pretend to work on a database.
func TestFolderCommands(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{{"backup", "--folder", dir + "/copy"}} {
		code, _, errs := cli(t, append(args, "--data", dir, "--mongo-url", "mongodb://user:secret@127.0.0.1:1/")...)
		if code != exitNothing || !strings.Contains(errs, "mongodump") || strings.Contains(errs, "secret") {
			t.Errorf("%s: exit %d, %s", args[0], code, errs)
		}
	}
}
