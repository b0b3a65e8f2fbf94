// Command testengines runs tests over real servers that it starts for them, and fails where the tests would skip. It must
// not know what the tests are about.
//
//	testengines [-venv FOLDER] -- go test -v …
//
// Where KEBANG_TEST_MONGO_URL names a server, that one is used, and what it cannot show is skipped and counted. Otherwise it installs SecantusDB, a MongoDB-compatible
// server, into a virtual environment of its own and starts it twice on the loopback interface, as a replica set and as a
// standalone server. It is not mongod: what passes here is still to be run over a real replica set.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	version       = "0.7.0b3"
	urlEnv        = "KEBANG_TEST_MONGO_URL"
	standaloneEnv = "KEBANG_TEST_MONGO_STANDALONE_URL"
	programEnv    = "KEBANG_TEST_SECANTUSDB"
)

func main() {
	venv := flag.String("venv", ".bin/engines", "folder of the virtual environment")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *venv, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "testengines:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, venv string, command []string) error {
	if len(command) == 0 {
		return errors.New("usage: testengines [-venv FOLDER] -- COMMAND…")
	}
	env := os.Environ()
	ours := os.Getenv(urlEnv) == ""
	if ours {
		if err := install(ctx, venv); err != nil {
			return err
		}
		dir, err := os.MkdirTemp("", "kebang-engines-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		program, err := filepath.Abs(server(venv))
		if err != nil {
			return err
		}
		env = append(env, programEnv+"="+program)
		for name, more := range map[string][]string{urlEnv: nil, standaloneEnv: {"--standalone"}} {
			url, stop, err := start(ctx, venv, filepath.Join(dir, name), more)
			if err != nil {
				return err
			}
			defer stop()
			env = append(env, name+"="+url)
		}
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env, cmd.Stderr = env, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	skipped, err := pass(out, os.Stdout)
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

// pass copies the output of go test -v and counts the skipped tests.
func pass(in io.Reader, out io.Writer) (skipped int, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.HasPrefix(strings.TrimSpace(lines.Text()), "--- SKIP") {
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

// start runs a server on a free port until stop is called.
func start(ctx context.Context, venv, dir string, more []string) (url string, stop func(), err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	addr := ln.Addr().(*net.TCPAddr)
	if err := ln.Close(); err != nil {
		return "", nil, err
	}
	cmd := exec.Command(server(venv), append([]string{"--host", "127.0.0.1", "--port", fmt.Sprint(addr.Port), "--storage-path", dir,
		"--enable-test-commands", "--sync-on-commit", "--cache-size", "256M", "--log-level", "ERROR"}, more...)...)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = cmd.Process.Kill() // the data are thrown away anyway
		_ = cmd.Wait()
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline) && ctx.Err() == nil; time.Sleep(100 * time.Millisecond) {
		if conn, err := net.DialTimeout("tcp", addr.String(), time.Second); err == nil {
			return "mongodb://" + addr.String() + "/", stop, conn.Close()
		}
	}
	stop()
	return "", nil, errors.New("the server did not start within a minute")
}
