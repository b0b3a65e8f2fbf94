// Command fuzzapi runs schemathesis over every operation of a real server, as a visitor and as each role:
//
//	fuzzapi -kebang PROGRAM [-venv FOLDER] [-seconds 20]
//
// The server holds demonstration data in a folder of its own. Its limits are off, because half of the answers would
// otherwise be 429. A 5xx, or an answer that departs from the OpenAPI document, is a failure.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const version = "4.32.5" // version of schemathesis

// seed is the fixed seed of every run except a long one.
var seed = "20261201"

// roles are the roles in use, by their Chinese names in the list of demonstration accounts.
var roles = []string{"企业", "高校院所", "技术经理人", "科技主管部门", "合同登记员", "管理员"}

func main() {
	program := flag.String("kebang", "./kebang", "program to try")
	venv := flag.String("venv", ".bin/schemathesis", "folder of the virtual environment")
	seconds := flag.Int("seconds", 20, "time for each role")
	flag.StringVar(&seed, "seed", seed, "seed of the requests")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *program, *venv, *seconds); err != nil {
		fmt.Fprintln(os.Stderr, "fuzzapi:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program, venv string, seconds int) error {
	if err := install(ctx, venv); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "fuzzapi-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	url, stop, err := serve(ctx, program, dir)
	if err != nil {
		return err
	}
	defer stop()
	accounts, err := os.ReadFile(filepath.Join(dir, "demo-accounts.txt"))
	if err != nil {
		return err
	}
	if err := fuzz(ctx, venv, url, "", seconds); err != nil {
		return fmt.Errorf("as a visitor: %w", err)
	}
	for _, role := range roles {
		token, err := signIn(ctx, url, string(accounts), role)
		if err == nil {
			err = fuzz(ctx, venv, url, token, seconds)
		}
		if err != nil {
			return fmt.Errorf("as %s: %w", role, err)
		}
	}
	fmt.Printf("fuzzapi: %d readers, no 5xx, no answer that departs from the document\n", len(roles)+1)
	return nil
}

// install puts schemathesis into a virtual environment of its own, once.
func install(ctx context.Context, venv string) error {
	mark := filepath.Join(venv, "installed-"+version)
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	for _, args := range [][]string{{"python3", "-m", "venv", venv},
		{filepath.Join(venv, "bin", "pip"), "install", "--quiet", "schemathesis==" + version}} {
		cmd := exec.CommandContext(ctx, args[0], args[1:]...)
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("schemathesis was not installed (%s): %w", strings.Join(args, " "), err)
		}
	}
	return os.WriteFile(mark, nil, 0o644)
}

// serve starts the program and waits for its address.
func serve(ctx context.Context, program, dir string) (url string, stop func(), err error) {
	cmd := exec.CommandContext(ctx, program, "serve", "--demo", "--data", dir, "--addr", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), "KEBANG_TEST_NO_LIMITS=1")
	log, err := os.Create(filepath.Join(dir, "fuzzapi.log"))
	if err != nil {
		return "", nil, err
	}
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() { _, _, _ = cmd.Process.Signal(syscall.SIGTERM), cmd.Wait(), log.Close() }
	found := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if line := strings.TrimSpace(lines.Text()); strings.HasPrefix(line, "http") && len(found) == 0 {
				found <- strings.TrimSuffix(line, "/")
			}
		}
	}()
	select {
	case url = <-found:
		return url, stop, nil
	case <-time.After(3 * time.Minute):
		stop()
		b, _ := os.ReadFile(log.Name())
		return "", nil, fmt.Errorf("the program did not start:\n%s", b)
	}
}

func signIn(ctx context.Context, url, accounts, role string) (string, error) {
	for line := range strings.Lines(accounts) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) < 3 || cells[0] != role {
			continue
		}
		body, err := json.Marshal(map[string]string{"account": cells[1], "password": cells[2]})
		if err != nil {
			return "", err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/api/v1/session", bytes.NewReader(body))
		if err != nil {
			return "", err
		}
		req.Header.Set("Content-Type", "application/json")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return "", err
		}
		defer res.Body.Close()
		var s struct{ AccessToken string }
		if err := json.NewDecoder(res.Body).Decode(&s); err != nil || s.AccessToken == "" {
			return "", fmt.Errorf("sign in: status %d, %w", res.StatusCode, err)
		}
		return s.AccessToken, nil
	}
	return "", errors.New("there is no demonstration account")
}

// fuzz returns an error when schemathesis found something, and prints the request of each finding. It leaves out
// signing in and out, which would end the session of the token. It has one worker, because CPython 3.11 fails when two
// threads parse code at once (python/cpython#106905).
func fuzz(ctx context.Context, venv, url, token string, seconds int) error {
	args := []string{"run", url + "/api/v1/openapi.json", "--url", url, "--workers", "1", "--max-time",
		strconv.Itoa(seconds), "--seed", seed,
		"--checks", "not_a_server_error,response_schema_conformance,content_type_conformance,allow_header_conformance",
		"--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--suppress-health-check", "all",
		"--warnings", "off",
		"--request-timeout", "60", "--exclude-operation-id", "sign-out", "--exclude-operation-id", "change-password"}
	if token != "" {
		args = append(args, "-H", "Authorization: Bearer "+token)
	}
	cmd := exec.CommandContext(ctx, filepath.Join(venv, "bin", "schemathesis"), args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}
