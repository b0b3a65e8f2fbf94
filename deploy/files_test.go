package deploy

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// makeEnv runs deploy/env.sh as `make env` does.
func makeEnv(t *testing.T) (path string, env map[string]string) {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("SKIP: openssl is missing")
	}
	path = filepath.Join(t.TempDir(), ".env")
	if out, err := exec.Command("sh", "env.sh", path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	env = map[string]string{}
	for line := range strings.Lines(string(b)) {
		if k, v, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(line, "#") {
			env[k] = v
		}
	}
	return path, env
}

func TestMakeEnv(t *testing.T) {
	path, env := makeEnv(t)
	if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the file can be read by others: %v %v", st.Mode(), err)
	}
	if _, err := load(t, env, cluster...); err != nil {
		t.Errorf("compose wants more than make env writes: %v", err)
	}
	key, err := base64.StdEncoding.DecodeString(env["KEBANG_SIGNING_KEY"])
	if err != nil || len(key) != 32 {
		t.Errorf("signing key of %d bytes: %v", len(key), err)
	}
	if n := len(env["MONGO_KEYFILE"]); n < 64 || n > 1024 ||
		!regexp.MustCompile(`^[A-Za-z0-9+/=]+$`).MatchString(env["MONGO_KEYFILE"]) {
		t.Errorf("mongod takes 6 to 1024 characters of base64, not %d", n)
	}
	var made struct{ UID string }
	if err := json.Unmarshal([]byte(read(t, "deploy/meili/key.json")), &made); err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, []byte(env["MEILI_MASTER_KEY"]))
	mac.Write([]byte(made.UID))
	if want := hex.EncodeToString(mac.Sum(nil)); env["KEBANG_MEILI_KEY"] != want {
		t.Errorf("scoped key %q, want %q", env["KEBANG_MEILI_KEY"], want)
	}
	_, other := makeEnv(t)
	for k, v := range env {
		if v == "" || k != "KEBANG_PUBLIC_URL" && other[k] == v {
			t.Errorf("%s is empty or not random", k)
		}
	}
	before, _ := os.ReadFile(path)
	out, err := exec.Command("sh", "env.sh", path).CombinedOutput()
	after, _ := os.ReadFile(path)
	if err == nil || !strings.Contains(string(out), "已存在") || string(before) != string(after) {
		t.Errorf("a second run: %v %s", err, out)
	}
	for _, name := range []string{".gitignore", ".dockerignore"} {
		if name == ".gitignore" && !strings.Contains(read(t, name), "/.env\n") {
			t.Error(".env could be committed")
		}
	}
}

// stage is one FROM of the Dockerfile with its instructions.
type stage struct {
	from  string
	lines []string
}

func TestImageIsEmptyButForKebang(t *testing.T) {
	var stages []stage
	text := strings.ReplaceAll(read(t, "Dockerfile"), "\\\n", " ")
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch word, rest, _ := strings.Cut(line, " "); {
		case line == "" || strings.HasPrefix(line, "#"):
		case word == "FROM":
			stages = append(stages, stage{from: rest})
		default:
			stages[len(stages)-1].lines = append(stages[len(stages)-1].lines, line)
		}
	}
	last := stages[len(stages)-1]
	if last.from != "scratch" {
		t.Fatalf("the image is made from %s", last.from)
	}
	for _, want := range []string{"USER 65532:65532", `ENTRYPOINT ["/kebang"]`, `CMD ["serve"]`,
		"COPY --from=program --chown=65532:65532 /out/folders/ /"} {
		if !slices.Contains(last.lines, want) {
			t.Errorf("the last stage does not say %s", want)
		}
	}
	// A volume takes the mode of its folder in the image. Old versions of runc give that mode to a tmpfs too, against
	// the compose file. If /tmp is not open for everybody, no upload can be read.
	for _, want := range []string{"mkdir -m 0700 /out/folders/data", "mkdir -m 1777 /out/folders/tmp"} {
		if !slices.ContainsFunc(stages[len(stages)-2].lines,
			func(l string) bool { return strings.HasPrefix(l, "RUN ") && strings.Contains(l, want) }) {
			t.Errorf("the folders of the image are not made with %s", want)
		}
	}
	health := regexp.MustCompile(`HEALTHCHECK .*CMD \["/kebang", "(\w+)"\]`).FindStringSubmatch(text)
	if health == nil || !strings.Contains(read(t, "cmd/kebang/main.go"), `{"`+health[1]+`", `) {
		t.Errorf("the health check is no command of kebang: %v", health)
	}
	for _, l := range last.lines {
		if strings.HasPrefix(l, "RUN") {
			t.Errorf("nothing can run in an empty image: %s", l)
		}
	}
	if m := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(read(t, "go.mod")); !strings.Contains(text,
		"FROM golang:"+m[1]+"-") {
		t.Errorf("the image is not built with go %s of go.mod", m[1])
	}
}

// TestImageContextHasWhatIsNeeded compares .dockerignore with the folders of the program. A missing folder breaks the
// build of the image. An extra folder could carry data or secrets into the image.
func TestImageContextHasWhatIsNeeded(t *testing.T) {
	var let []string
	for line := range strings.Lines(read(t, ".dockerignore")) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "!"); ok {
			let = append(let, name)
		}
	}
	want := map[string]bool{"go.mod": true, "go.sum": true, "frontend": true}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel("..", path)
		if d.IsDir() && (d.Name() == "node_modules" || rel != "." && strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if d.IsDir() && rel != "." {
			if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil {
				return fs.SkipDir // nested modules are no part of the image
			}
		}
		if strings.HasSuffix(rel, ".go") && !strings.HasSuffix(rel, "_test.go") {
			top, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
			want[top] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range want {
		if !slices.Contains(let, name) {
			t.Errorf("the image is built without %s", name)
		}
	}
	for _, name := range let {
		if !want[name] {
			t.Errorf("the build is given %s, which it does not need", name)
		}
	}
}
