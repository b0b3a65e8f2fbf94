// Command testengines runs every test that reaches a server engine, over real servers that it starts. It fails when a
// server is missing or a test skips for an unknown reason. It must not know the subjects of the tests.
//
//	testengines [-venv FOLDER] [-toxiproxy PROGRAM] [-may-miss meilisearch] [-json] [-only REGEXP] PACKAGE…
//
// It finds the tests by the variables below, in which they read the address of a server. MongoDB is the server in
// KEBANG_TEST_MONGO_URL, else a mongod on the PATH. Without both it is SecantusDB, a MongoDB-compatible server, which
// the command installs into a virtual environment. The latter two run on the loopback interface, as a replica set of
// one and as a standalone server. SecantusDB is not mongod: a test that passes over it must still run over a real
// replica set. Meilisearch is the server in KEBANG_TEST_MEILI_URL, else a meilisearch on the PATH. The tests put
// toxiproxy between the program and its engines.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
)

// The variables in which the tests read the address of a server.
const (
	urlEnv        = "KEBANG_TEST_MONGO_URL"
	standaloneEnv = "KEBANG_TEST_MONGO_STANDALONE_URL"
	programEnv    = "KEBANG_TEST_SECANTUSDB"
	meiliEnv      = "KEBANG_TEST_MEILI_URL"
	meiliKeyEnv   = "KEBANG_TEST_MEILI_KEY"
	proxyEnv      = "KEBANG_TEST_TOXIPROXY_URL"
)

// settings are the command line.
type settings struct {
	venv, proxy, mayMiss string
	json                 bool
	only                 string
	packages             []string
}

func main() {
	var o settings
	flag.StringVar(&o.venv, "venv", ".bin/engines", "folder of the virtual environment")
	flag.StringVar(&o.proxy, "toxiproxy", "", "program of toxiproxy")
	flag.StringVar(&o.mayMiss, "may-miss", "", "go on without this server: "+meilisearch)
	flag.BoolVar(&o.json, "json", false, "print the events of go test -json")
	flag.StringVar(&o.only, "only", "", "run only the tests whose name matches")
	flag.Parse()
	o.packages = flag.Args()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "testengines:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o settings) error {
	if len(o.packages) == 0 || o.mayMiss != "" && o.mayMiss != meilisearch {
		return errors.New("usage: testengines [-venv FOLDER] [-toxiproxy PROGRAM] [-may-miss " + meilisearch +
			"] [-json] [-only REGEXP] PACKAGE…")
	}
	found, err := reaching(o.packages, o.only)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "kebang-engines-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	servers := &servers{dir: dir, env: os.Environ()}
	if os.Geteuid() != 0 { // only root may mount a file system; -1 on Windows
		servers.allowed = append(servers.allowed, "a small file system is missing")
	}
	defer servers.stop()
	// All missing programs are reported at once.
	if err := errors.Join(servers.search(ctx, o.mayMiss), servers.mongo(ctx, o.venv),
		servers.toxiproxy(ctx, o.proxy)); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "go", testArgs(found)...)
	cmd.Env, cmd.Stderr = servers.env, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	outcome, err := read(out, os.Stdout, o.json)
	if err := errors.Join(err, cmd.Wait()); err != nil {
		return err
	}
	return outcome.judge(os.Stderr, found, servers.allowed)
}

// testArgs make go test run the tests of the packages, one package after another, because they share the servers.
// Parallel tests mostly wait, so many of them run at once. The other tests have vetted the code.
func testArgs(found []pkg) []string {
	var tests, paths []string
	for _, p := range found {
		tests, paths = append(tests, p.Tests...), append(paths, p.ImportPath)
	}
	slices.Sort(tests)
	return append([]string{"test", "-json", "-p", "1", "-parallel", "8", "-vet", "off", "-count", "1", "-timeout",
		"60m", "-run", "^(" + strings.Join(slices.Compact(tests), "|") + ")$"}, paths...)
}
