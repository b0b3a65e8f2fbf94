package apitest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"kebang/api"
	"kebang/api/kernel"
)

// problems are those that a server answered with, by operation, and the operations that succeeded.
type problems struct {
	sync.Mutex
	met      kernel.Problems
	answered map[string]bool
}

// beside is a file of package api, whose tests run in its folder or in one below it.
func beside(name string) string {
	if _, err := os.Stat("openapi.json"); err != nil {
		return "../" + name
	}
	return name
}

// Answered are the operations of api/answered.txt: some test of the API got a success (2xx) from each.
func Answered(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile(beside("answered.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// noted adds new operations to api/answered.txt with -update.
func (p *problems) noted(t *testing.T) {
	all := slices.Sorted(maps.Keys(p.answered))
	all = slices.Compact(slices.Sorted(slices.Values(append(all, Answered(t)...))))
	text := "# Operations that answered a test of the API with success (2xx); the tests write them with -update.\n" +
		strings.Join(all, "\n") + "\n"
	if err := os.WriteFile(beside("answered.txt"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// declared fails a test that met a problem which api/problems.txt does not name for its operation. With -update it adds
// it there.
func (p *problems) declared(t *testing.T) {
	p.Lock()
	defer p.Unlock()
	if *update {
		p.noted(t)
	}
	file := beside("problems.txt")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	known, err := kernel.ParseProblems(string(b))
	if err != nil {
		t.Fatal(err)
	}
	for op, byStatus := range p.met {
		for status, codes := range byStatus {
			for _, code := range codes {
				if known.Has(op, status, code) {
					continue
				}
				if known.Add(op, status, code); !*update {
					t.Errorf("api/problems.txt lacks %s %d %s; look at it, then run with -update", op, status, code)
				}
			}
		}
	}
	if *update {
		if err := os.WriteFile(file, lines(known), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func lines(p kernel.Problems) []byte {
	var b bytes.Buffer
	b.WriteString("# Codes of problems by operation and status; the tests of the API write and check them.\n" +
		"# Those of any operation come from the guard, the router and the checks of shape.\n")
	for _, op := range slices.Sorted(maps.Keys(p)) {
		for _, status := range slices.Sorted(maps.Keys(p[op])) {
			fmt.Fprintf(&b, "%s %d %s\n", op, status, strings.Join(p[op][status], " "))
		}
	}
	return b.Bytes()
}

// heard takes down the problems that a server answers with.
func (p *problems) heard(srv *api.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e := &ear{ResponseWriter: w, status: http.StatusOK}
		srv.ServeHTTP(e, r)
		if op := operationOf(srv, r); op != "" && e.status/100 == 2 {
			p.Lock()
			p.answered[op] = true
			p.Unlock()
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") {
			return
		}
		body := io.Reader(&e.body)
		if w.Header().Get("Content-Encoding") == "gzip" {
			z, err := gzip.NewReader(body)
			if err != nil {
				return
			}
			body = z
		}
		var answer kernel.Problem
		if op := operationOf(srv, r); op != "" && json.NewDecoder(body).Decode(&answer) == nil {
			p.Lock()
			p.met.Add(op, answer.Status, answer.Code)
			p.Unlock()
		}
	})
}

// ear keeps the status, and the bytes of problems, beside what it writes.
type ear struct {
	http.ResponseWriter
	body   bytes.Buffer
	status int
}

func (e *ear) WriteHeader(status int) {
	e.status = status
	e.ResponseWriter.WriteHeader(status)
}

func (e *ear) Write(b []byte) (int, error) {
	if strings.HasPrefix(e.Header().Get("Content-Type"), "application/problem+json") {
		e.body.Write(b)
	}
	return e.ResponseWriter.Write(b)
}

func (e *ear) Unwrap() http.ResponseWriter { return e.ResponseWriter }

var param = regexp.MustCompile(`\{\w+\}`)

// operationOf is the operation of a request: of the patterns that fit the one with the fewest places.
func operationOf(srv *api.Handler, r *http.Request) string {
	best, places := "", 99
	for _, rt := range srv.Router().Routes() {
		n := strings.Count(rt.Op.Path, "{")
		pattern := "^" + param.ReplaceAllString(rt.Op.Path, `[^/]*`) + "$"
		if rt.Op.Method == r.Method && n < places && regexp.MustCompile(pattern).MatchString(r.URL.Path) {
			best, places = rt.Op.OperationID, n
		}
	}
	return best
}
