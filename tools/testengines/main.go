// Command testengines runs tests over real servers that it starts for them, and fails where the tests would skip. It must
// not know what the tests are about.
//
//	testengines [-venv FOLDER] [-toxiproxy PROGRAM] -- go test -v|-json …
//
// Where KEBANG_TEST_MONGO_URL names a server, that one is used, and what it cannot show is skipped and counted. Otherwise it
// installs SecantusDB, a MongoDB-compatible server, into a virtual environment of its own and starts it twice on the
// loopback interface, as a replica set and as a standalone server. It is not mongod: what passes here is still to be run
// over a real replica set. A meilisearch on the PATH is started too; without one, and without KEBANG_TEST_MEILI_URL, tests
// may say that Meilisearch is missing, and those of a user who is no administrator that a small file system is. The tests
// put toxiproxy between the program and its engines.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

const (
	version       = "0.7.0b3"
	urlEnv        = "KEBANG_TEST_MONGO_URL"
	standaloneEnv = "KEBANG_TEST_MONGO_STANDALONE_URL"
	programEnv    = "KEBANG_TEST_SECANTUSDB"
	meiliEnv      = "KEBANG_TEST_MEILI_URL"
	meiliKeyEnv   = "KEBANG_TEST_MEILI_KEY"
	proxyEnv      = "KEBANG_TEST_TOXIPROXY_URL"
)

func main() {
	venv := flag.String("venv", ".bin/engines", "folder of the virtual environment")
	proxy := flag.String("toxiproxy", "", "program of toxiproxy")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *venv, *proxy, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "testengines:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, venv, proxy string, command []string) error {
	if len(command) == 0 {
		return errors.New("usage: testengines [-venv FOLDER] [-toxiproxy PROGRAM] -- COMMAND…")
	}
	dir, err := os.MkdirTemp("", "kebang-engines-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	servers := &servers{dir: dir, env: os.Environ()}
	defer servers.stop()
	ours := os.Getenv(urlEnv) == ""
	if ours {
		if err := servers.mongo(ctx, venv); err != nil {
			return err
		}
	}
	meilisearch, err := servers.search(ctx)
	if err != nil {
		return err
	}
	if proxy != "" {
		if err := servers.toxiproxy(ctx, proxy); err != nil {
			return err
		}
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env, cmd.Stderr = servers.env, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	var allowed []string
	if !meilisearch {
		allowed = append(allowed, "Meilisearch is missing")
	}
	if os.Geteuid() != 0 {
		allowed = append(allowed, "a small file system is missing")
	}
	skipped, err := pass(out, os.Stdout, allowed...)
	if err := errors.Join(err, cmd.Wait()); err != nil {
		return err
	}
	if skipped > 0 && !ours {
		fmt.Fprintf(os.Stderr, "testengines: %d tests were skipped; the given server cannot show them\n", skipped)
	} else if skipped > 0 {
		return fmt.Errorf("%d tests were skipped; here everything must run", skipped)
	}
	return nil
}

// pass copies the output of go test -v or -json and counts the skipped tests but those that give an allowed reason.
func pass(in io.Reader, out io.Writer, allowed ...string) (skipped int, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	reason := false // the last word of a test was an allowed one
	for lines.Scan() {
		text, skip := lines.Text(), strings.HasPrefix(strings.TrimSpace(lines.Text()), "--- SKIP")
		var event struct{ Action, Test, Output string }
		if strings.HasPrefix(text, "{") && json.Unmarshal(lines.Bytes(), &event) == nil {
			text, skip = event.Output, event.Action == "skip" && event.Test != ""
		}
		if strings.Contains(text, "SKIP: ") && !strings.Contains(text, "--- SKIP: ") {
			reason = slices.ContainsFunc(allowed, func(s string) bool { return strings.Contains(text, s) })
		}
		if skip && !reason {
			skipped++
		}
		if _, err := fmt.Fprintln(out, lines.Text()); err != nil {
			return skipped, err
		}
	}
	return skipped, lines.Err()
}

func server(venv string) string { return filepath.Join(venv, "bin", "secantusd-py") }

func install(ctx context.Context, venv string) error {
	mark := filepath.Join(venv, "installed-"+version)
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	for _, args := range [][]string{{"python3", "-m", "venv", venv}, {filepath.Join(venv, "bin", "pip"), "install", "--quiet", "SecantusDB==" + version}} {
		cmd := exec.CommandContext(ctx, args[0], args[1:]...)
		cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("SecantusDB was not installed (%s): %w; give %s to use another server", strings.Join(args, " "), err, urlEnv)
		}
	}
	return os.WriteFile(mark, nil, 0o600)
}
