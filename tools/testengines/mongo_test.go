package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A given server wins over a mongod on the PATH, and that over SecantusDB.
func TestMongoSource(t *testing.T) {
	with := filepath.Join(t.TempDir(), "mongod")
	if err := os.WriteFile(with, nil, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		url, path, program string
		want               source
	}{
		{"mongodb://h/", filepath.Dir(with), "", given},
		{"", filepath.Dir(with), with, mongod},
		{"", t.TempDir(), "", secantusDB},
	} {
		t.Setenv(urlEnv, tt.url)
		t.Setenv("PATH", tt.path)
		if from, program := mongoSource(); from != tt.want || program != tt.program {
			t.Errorf("%q on %q: %s %q", tt.url, tt.path, from, program)
		}
	}
}

// Only this machine reaches the server, its data go with the folder, and a test may order faults.
func TestMongoArgs(t *testing.T) {
	if d := cmp.Diff(strings.Fields("--bind_ip 127.0.0.1 --port 9 --nounixsocket --dbpath /d --setParameter "+
		"enableTestCommands=1 "+
		"--wiredTigerCacheSizeGB 0.25 --quiet --replSet kebang"), mongod.args("/d", "127.0.0.1", "9", true)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if args := mongod.args("/d", "127.0.0.1", "9", false); slices.Contains(args, "--replSet") {
		t.Errorf("a standalone server of a set: %v", args)
	}
	for _, set := range []bool{true, false} {
		args := secantusDB.args("/d", "127.0.0.1", "9", set)
		if slices.Contains(args, "--standalone") == set || !slices.Contains(args, "--enable-test-commands") {
			t.Errorf("%v", args)
		}
	}
}

// The error names a missing program and the ways to get it.
func TestMissingServers(t *testing.T) {
	for _, env := range []string{urlEnv, meiliEnv} {
		t.Setenv(env, "")
	}
	t.Setenv("PATH", t.TempDir())
	s := &servers{}
	for err, wants := range map[error][]string{
		s.mongo(t.Context(), t.TempDir()): {"MongoDB is missing", "mongod on the PATH", urlEnv, "python3-venv"},
		s.search(t.Context(), ""): {meiliMissing, "on the PATH", "https://", meiliEnv, meiliKeyEnv,
			"MAY_MISS=meilisearch"},
	} {
		for _, want := range wants {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v does not say %q", err, want)
			}
		}
	}
	if err := s.search(t.Context(), meilisearch); err != nil || !slices.Equal(s.allowed, []string{meiliMissing}) {
		t.Errorf("allowed %q, %v", s.allowed, err)
	}
}
