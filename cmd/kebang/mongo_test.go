package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
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
	return place{dir: t.TempDir(), mongo: fmt.Sprintf("%s://%s/kebang_cmd_%d_%d?%s", scheme, hosts, os.Getpid(),
		time.Now().UnixNano(), query)}
}

// TestClosedPathOnMongo walks the same path as TestClosedPath on the other engine.
func TestClosedPathOnMongo(t *testing.T) { closedPath(t, marketAt(t, onMongo(t))) }

// TestSecondProcess: the index of a process does not see what another one publishes. With such a process nobody else
// works on the database, whoever comes first; each refusal names the way out. Processes with a Meilisearch, be it away,
// share it.
func TestSecondProcess(t *testing.T) {
	alone := onMongo(t)
	shares := alone
	shares.meili = nowhere
	for name, test := range map[string]struct {
		first, second place
		code          string // of the refusal
	}{
		"alone, alone":   {alone, alone, "database-held"},
		"alone, shared":  {alone, shares, "database-held-alone"},
		"shared, alone":  {shares, alone, "database-shared"},
		"shared, shared": {shares, shares, ""},
	} {
		t.Run(name, func(t *testing.T) {
			start := func(at place) (*app,
				error) {
				return open(t.Context(), at, time.Now, slog.New(slog.DiscardHandler))
			}
			first, err := start(test.first)
			if err != nil {
				t.Fatal(err)
			}
			second, err := start(test.second)
			switch {
			case test.code == "" && err == nil:
				err = second.Close()
			case test.code != "" && errors.Is(err, &fault.Error{Kind: fault.Unavailable, Code: test.code}) &&
				strings.Contains(err.Error(), "KEBANG_MEILI_URL") && strings.Contains(err.Error(), "停止"):
				err = nil
			}
			if err != nil {
				t.Errorf("a second process: %v, want %q", err, test.code)
			}
			if err := first.Close(); err != nil {
				t.Fatal(err)
			}
			if second, err = start(test.second); err != nil { // at once: the first has ended cleanly
				t.Fatal(err)
			}
			if err := second.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestCommandsBesideProcesses: what a command may do beside servers that share a database, or one that does not.
func TestCommandsBesideProcesses(t *testing.T) {
	at := onMongo(t)
	shares := at
	shares.meili = nowhere
	file := filepath.Join(t.TempDir(), "backup.tar.gz")
	for name, test := range map[string]struct {
		server place
		runs   [][]string
		not    [][]string
	}{
		"shared": {shares, [][]string{{"check"}, {"migrate"}, {"backup", file}, {"check", "--meili-url", nowhere},
			{"migrate", "--meili-url", nowhere}},
			[][]string{{"match", "--all"}, {"import", "demands", "x.csv"}, {"restore", file}}},
		"alone": {at, [][]string{{"backup", file + "2"}},
			[][]string{{"check"}, {"migrate"}, {"match", "--all"}, {"restore", file + "2"},
				{"check", "--meili-url", nowhere}}},
	} {
		t.Run(name, func(t *testing.T) {
			server, err := open(t.Context(), test.server, time.Now, slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			defer server.Close()
			for i, args := range append(test.runs, test.not...) {
				code, _, errs := cli(t, append(args, "--data", at.dir, "--mongo-url", at.mongo)...)
				refused := code == exitNothing && strings.Contains(errs, "KEBANG_MEILI_URL") &&
					strings.Contains(errs, "停止")
				if refused != (i >= len(test.runs)) { // without its Meilisearch a check comes to no end, but it runs
					t.Errorf("%v: exit %d, %s", args, code, errs)
				}
			}
		})
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
