package api

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
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

	"kebang/api/kernel"
)

const problemFile = "problems.txt"

// answered are the problems that the servers of all tests of the package answered with.
var answered = struct {
	sync.Mutex
	problems kernel.Problems
}{problems: kernel.Problems{}}

// TestMain fails when a test of the package met a problem that its operation does not declare. With -update it writes the
// declarations: those of any operation stay, the others are what the tests met.
func TestMain(m *testing.M) {
	code := m.Run()
	if code == 0 {
		if err := declared(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

func declared() error {
	b, err := os.ReadFile(problemFile)
	if err != nil {
		return err
	}
	known, err := kernel.ParseProblems(string(b))
	if err != nil {
		return err
	}
	if whole := flag.Lookup("test.run").Value.String() == ""; *update && whole {
		known = kernel.Problems{kernel.AnyOperation: known[kernel.AnyOperation]}
	}
	var missing strings.Builder
	for op, byStatus := range answered.problems {
		for status, codes := range byStatus {
			for _, code := range codes {
				if !known.Has(op, status, code) {
					fmt.Fprintf(&missing, "%s %d %s\n", op, status, code)
					known.Add(op, status, code)
				}
			}
		}
	}
	if *update {
		return os.WriteFile(problemFile, lines(known), 0o644)
	}
	if missing.Len() > 0 {
		return fmt.Errorf("api/%s does not name these problems; look at them, then run go test ./api -update\n%s", problemFile,
			&missing)
	}
	return nil
}

func lines(p kernel.Problems) []byte {
	var b bytes.Buffer
	b.WriteString("# Codes of problems by operation and status; the tests of this package write and check them.\n" +
		"# Those of any operation come from the guard, the router and the checks of shape.\n")
	for _, op := range slices.Sorted(maps.Keys(p)) {
		for _, status := range slices.Sorted(maps.Keys(p[op])) {
			fmt.Fprintf(&b, "%s %d %s\n", op, status, strings.Join(p[op][status], " "))
		}
	}
	return b.Bytes()
}

// heard takes down the problems that a server answers with.
func heard(srv *Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e := &ear{ResponseWriter: w}
		srv.ServeHTTP(e, r)
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
		var p kernel.Problem
		if op := operationOf(srv, r); op != "" && json.NewDecoder(body).Decode(&p) == nil {
			answered.Lock()
			answered.problems.Add(op, p.Status, p.Code)
			answered.Unlock()
		}
	})
}

// ear keeps the bytes of problems beside what it writes.
type ear struct {
	http.ResponseWriter
	body bytes.Buffer
}

func (e *ear) Write(b []byte) (int, error) {
	if strings.HasPrefix(e.Header().Get("Content-Type"), "application/problem+json") {
		e.body.Write(b)
	}
	return e.ResponseWriter.Write(b)
}

func (e *ear) Unwrap() http.ResponseWriter { return e.ResponseWriter }

// operationOf is the operation of a request: of the patterns that fit the one with the fewest places.
func operationOf(srv *Handler, r *http.Request) string {
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
