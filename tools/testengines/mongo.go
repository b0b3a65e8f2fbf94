package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const version = "0.7.0b3" // of SecantusDB

// mongo starts SecantusDB as a replica set and as a standalone server, unless a server is given. A given one may be
// unable to fail on demand, and it is not killed.
func (s *servers) mongo(ctx context.Context, venv string) error {
	if os.Getenv(urlEnv) != "" {
		s.allowed = append(s.allowed, "injected faults are missing", "SecantusDB is missing", "a standalone MongoDB is missing")
		return nil
	}
	if err := install(ctx, venv); err != nil {
		return err
	}
	program, err := filepath.Abs(filepath.Join(venv, "bin", "secantusd-py"))
	if err != nil {
		return err
	}
	s.tell(programEnv, program)
	for name, more := range map[string][]string{urlEnv: nil, standaloneEnv: {"--standalone"}} {
		addr, err := s.start(ctx, program, func(host, port string) []string {
			return append([]string{"--host", host, "--port", port, "--storage-path", filepath.Join(s.dir, name),
				"--enable-test-commands", "--sync-on-commit", "--cache-size", "256M", "--log-level", "ERROR"}, more...)
		})
		if err != nil {
			return err
		}
		s.tell(name, "mongodb://"+addr+"/")
	}
	return nil
}

// install puts SecantusDB into a virtual environment of its own, once.
func install(ctx context.Context, venv string) error {
	mark := filepath.Join(venv, "installed-"+version)
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	if exec.CommandContext(ctx, "python3", "-c", "import venv, ensurepip").Run() != nil {
		return errors.New("MongoDB is missing: give a replica set in " + urlEnv + ", or install Python 3 with venv (python3-venv) for SecantusDB, a server that speaks its protocol")
	}
	for _, args := range [][]string{{"python3", "-m", "venv", venv}, {filepath.Join(venv, "bin", "pip"), "install", "--quiet", "SecantusDB==" + version}} {
		cmd := exec.CommandContext(ctx, args[0], args[1:]...)
		cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("MongoDB is missing: SecantusDB was not installed (%s): %w; give a replica set in %s to do without", strings.Join(args, " "), err, urlEnv)
		}
	}
	return os.WriteFile(mark, nil, 0o600)
}
