package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

const (
	meilisearch  = "meilisearch"
	meiliMissing = "Meilisearch is missing" // the wording of the tests
)

// servers are the programs started for the tests, the environment with their addresses, and the allowed reasons for a
// skip.
type servers struct {
	dir     string
	env     []string
	cmds    []*exec.Cmd
	allowed []string
}

func (s *servers) stop() {
	for _, cmd := range s.cmds {
		_ = cmd.Process.Kill() // the data go anyway
		_ = cmd.Wait()
	}
}

func (s *servers) tell(name, value string) { s.env = append(s.env, name+"="+value) }

// search starts a meilisearch that is on the PATH, unless a server is given.
func (s *servers) search(ctx context.Context, mayMiss string) error {
	if os.Getenv(meiliEnv) != "" {
		return nil
	}
	program, err := exec.LookPath(meilisearch)
	if err != nil && mayMiss == meilisearch {
		s.allowed = append(s.allowed, meiliMissing)
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: put a %s on the PATH (https://github.com/meilisearch/meilisearch/releases), or give "+
			"%s and %s; "+
			"`make test-engines MAY_MISS=%[2]s` runs the rest", meiliMissing, meilisearch, meiliEnv, meiliKeyEnv)
	}
	key, dir := rand.Text(), filepath.Join(s.dir, "meilisearch")
	addr, err := s.start(ctx, program, func(host, port string) []string {
		return []string{"--no-analytics", "--db-path", filepath.Join(dir, "data"), "--dump-dir",
			filepath.Join(dir, "dumps"),
			"--snapshot-dir", filepath.Join(dir, "snapshots"), "--http-addr", net.JoinHostPort(host,
				port), "--master-key", key, "--log-level", "ERROR",
			// By default Meilisearch clears two thirds of the machine's memory in parts at every write. That takes a
			// second on a small machine.
			"--max-indexing-memory", "512MiB", "--max-indexing-threads", "2"}
	})
	if err != nil {
		return err
	}
	s.tell(meiliEnv, "http://"+addr)
	s.tell(meiliKeyEnv, key)
	return nil
}

func (s *servers) toxiproxy(ctx context.Context, program string) error {
	if program == "" {
		return nil // a server is given, or the tests may miss it
	}
	addr, err := s.start(ctx, program, func(host,
		port string) []string {
		return []string{"-host", host, "-port", port}
	})
	if err == nil {
		s.tell(proxyEnv, "http://"+addr)
	}
	return err
}

// start runs a server on a free port of the loopback interface and waits until it accepts connections.
func (s *servers) start(ctx context.Context, program string, args func(host, port string) []string) (addr string,
	err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	addr = ln.Addr().String()
	host, port, err := net.SplitHostPort(addr)
	if err = errors.Join(err, ln.Close()); err != nil {
		return "", err
	}
	cmd := exec.Command(program, args(host, port)...)
	cmd.Dir, cmd.Stderr = s.dir, os.Stderr
	if filepath.Base(program) == "toxiproxy" {
		cmd.Stderr = nil // the tests break connections, and it would report each one
	}
	if program, err = filepath.Abs(program); err != nil {
		return "", err
	}
	cmd.Path = program
	if err := cmd.Start(); err != nil {
		return "", err
	}
	s.cmds = append(s.cmds, cmd)
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline) &&
		ctx.Err() == nil; time.Sleep(100 * time.Millisecond) {
		if conn, err := net.DialTimeout("tcp", addr, time.Second); err == nil {
			return addr, conn.Close()
		}
	}
	return "", fmt.Errorf("%s did not start within a minute", filepath.Base(program))
}
