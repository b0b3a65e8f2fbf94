package deploy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program finds a real server on the PATH, or skips the test.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("SKIP: %s is missing", name)
	}
	return path
}

func freeAddress(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

// start runs a server until the test ends and waits until url answers.
func start(t *testing.T, url string, env []string, name string, args ...string) *exec.Cmd {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.Dir, cmd.Stdout, cmd.Stderr = append(os.Environ(), env...), t.TempDir(), &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		if code, _ := get(t, url, ""); code == http.StatusOK {
			return cmd
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	t.Fatalf("%s did not start:\n%s", name, &said)
	return nil
}

// get gives the status of an answer, 0 without an answer.
func get(t *testing.T, url, key string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	b, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(b)
}

// TestScopedKey makes the key on a real Meilisearch, twice as two starts do, with the value of make env.
func TestScopedKey(t *testing.T) {
	meilisearch := program(t, "meilisearch")
	program(t, "curl")
	_, env := makeEnv(t)
	addr := freeAddress(t)
	url := "http://" + addr
	start(t, url+"/health", []string{"MEILI_MASTER_KEY=" + env["MEILI_MASTER_KEY"], "MEILI_ENV=production",
		"MEILI_NO_ANALYTICS=true",
		"MEILI_MAX_INDEXING_MEMORY=100MiB", "MEILI_MAX_INDEXING_THREADS=1"}, meilisearch, "--http-addr", addr)
	for _, want := range []string{"was made", "is there"} {
		cmd := exec.Command("sh", "meili/init.sh")
		cmd.Env = append(os.Environ(), "MEILI_URL="+url, "MEILI_MASTER_KEY="+env["MEILI_MASTER_KEY"])
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), want) {
			t.Fatalf("%v: %s, want %q", err, out, want)
		}
	}
	key := env["KEBANG_MEILI_KEY"]
	for path, want := range map[string]int{"/indexes": 200, "/tasks": 200, "/keys": 403, "/indexes/other/stats": 403} {
		if code, body := get(t, url+path, key); code != want {
			t.Errorf("%s with the scoped key: %d, want %d: %s", path, code, want, body)
		}
	}
	wrong := exec.Command("sh", "meili/init.sh")
	wrong.Env = append(os.Environ(), "MEILI_URL="+url, "MEILI_MASTER_KEY="+strings.Repeat("0", 64))
	if out, err := wrong.CombinedOutput(); err == nil {
		t.Errorf("a wrong master key was taken: %s", out)
	}
}

// TestKeyAllowsWhatKebangNeeds compares the key with the list in package matcher/meili.
func TestKeyAllowsWhatKebangNeeds(t *testing.T) {
	var key struct{ Actions, Indexes []string }
	if err := json.Unmarshal([]byte(read(t, "deploy/meili/key.json")), &key); err != nil {
		t.Fatal(err)
	}
	var source string
	files, _ := filepath.Glob("../matcher/meili/*.go")
	for _, f := range files {
		source += read(t, strings.TrimPrefix(f, "../"))
	}
	list := regexp.MustCompile(`(?s)var Actions = \[\]string\{(.*?)\}`).FindStringSubmatch(source)
	if list == nil {
		t.Fatal("matcher/meili does not say what it needs")
	}
	var needs []string
	for _, m := range regexp.MustCompile(`"([a-z.]+)"`).FindAllStringSubmatch(list[1], -1) {
		if m[1] != "version" { // Meilisearch does not allow it in a key for single indexes
			needs = append(needs, m[1])
		}
	}
	slices.Sort(needs)
	if slices.Sort(key.Actions); !slices.Equal(needs, key.Actions) {
		t.Errorf("the key allows %v, kebang needs %v", key.Actions, needs)
	}
}

// TestProxy runs the Caddyfile on a real Caddy before two real processes, and stops both.
func TestProxy(t *testing.T) {
	caddy := program(t, "caddy")
	kebang := filepath.Join(t.TempDir(), "kebang")
	if out, err := exec.Command("go", "-C", "..", "build", "-buildvcs=false", "-o", kebang,
		"./cmd/kebang").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var processes []*exec.Cmd
	var upstreams []string
	for range 2 {
		addr := freeAddress(t)
		processes = append(processes, start(t, "http://"+addr+"/readyz", nil, kebang, "serve", "--data", "data",
			"--addr", addr, "--proxy", "127.0.0.1"))
		upstreams = append(upstreams, addr)
	}
	file, err := filepath.Abs("caddy/Caddyfile")
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	site := "http://" + freeAddress(t)
	start(t, site+"/readyz", []string{"KEBANG_SITE=" + site, "KEBANG_UPSTREAMS=" + strings.Join(upstreams, " "),
		"XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home},
		caddy, "run", "--config", file, "--adapter", "caddyfile")
	const markets = "/api/v1/markets"
	for i := range 60 {
		if i == 20 {
			if err := processes[0].Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
		if code, body := get(t, site+markets, ""); code != http.StatusOK {
			t.Fatalf("request %d: %d %s", i, code, body)
		}
	}
	// The real address of the client counts, not a claimed one.
	var last int
	for i := range 12 {
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, site+"/api/v1/session",
			strings.NewReader(`{"account":"nobody","password":"xxxxxxxxxxxx"}`))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("X-Forwarded-For", fmt.Sprintf("9.9.9.%d", i))
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		last = res.StatusCode
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("twelve tries under twelve made-up addresses end with %d", last)
	}
	if err := processes[1].Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if code, body := get(t, site+markets, ""); code != http.StatusServiceUnavailable ||
		!strings.Contains(body, "no-process-ready") {
		t.Errorf("without any process: %d %s", code, body)
	}
}
