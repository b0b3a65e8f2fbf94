package meili

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
)

var record = flag.Bool("record", false, "write testdata/exchanges-VERSION.json anew from the real server")

// exchange is one request with the answer of a real Meilisearch. Times, task numbers and keys are not kept.
type exchange struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Body   string `json:"body,omitempty"`
	Status int    `json:"status"`
	Answer string `json:"answer,omitempty"`
}

// recordedPrefix is the same in every recording, so that requests are.
const recordedPrefix = "kebang-recorded"

// TestRecorded gives the adapter, request by request, what a real Meilisearch answered; any other request than the
// recorded one fails. -record writes the recording anew.
func TestRecorded(t *testing.T) {
	if *record {
		rewrite(t)
		return
	}
	files, err := filepath.Glob("testdata/exchanges-*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no recordings", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			b, err := os.ReadFile(file)
			fail(t, err)
			var list []exchange
			fail(t, json.Unmarshal(b, &list))
			for i := range list {
				list[i].Body, list[i].Answer = swapSums(list[i].Body, true), swapSums(list[i].Answer, true)
			}
			next := 0
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				if enc := r.Header.Get("Accept-Encoding"); enc != "" { // compressed answers stall, see Open
					t.Errorf("%s %s asks for %s", r.Method, r.URL, enc)
				}
				if next == len(list) {
					t.Errorf("one request more than recorded: %s %s %s", r.Method, r.URL, body)
					w.WriteHeader(http.StatusTeapot)
					return
				}
				e := list[next]
				if next++; e.Method != r.Method || e.Path != r.URL.RequestURI() || e.Body != string(body) {
					t.Errorf("request %d is\n%s %s %s\nrecorded was\n%s %s %s", next, r.Method, r.URL.RequestURI(), body, e.Method, e.Path, e.Body)
					w.WriteHeader(http.StatusTeapot)
					return
				}
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(e.Status)
				_, _ = io.WriteString(w, e.Answer)
			}))
			defer srv.Close()
			exercise(t, recordable(t, Options{URL: srv.URL}))
			if next != len(list) && !t.Failed() {
				t.Errorf("%d of %d recorded requests were made", next, len(list))
			}
		})
	}
}

// swapSums puts names in the place of fingerprints, or back: they change with the synonyms, what is recorded does not.
func swapSums(s string, back bool) string {
	for _, d := range exercised() {
		name, sum := "{sum of "+d.ID+"}", strconv.FormatUint(d.Sum(), 16)
		if back {
			name, sum = sum, name
		}
		s = strings.ReplaceAll(s, sum, name)
	}
	return s
}

// recordable opens an index whose requests depend neither on the clock nor on each other's speed.
func recordable(t *testing.T, o Options) *Index {
	o.Prefix = recordedPrefix
	x, err := Open(o)
	fail(t, err)
	x.cache.trust = 0
	x.lanes = 1 // one request after another
	return x
}

// rewrite goes through the exercise on a real server and keeps what was said.
func rewrite(t *testing.T) {
	s := real(t)
	tape := &tape{tasks: map[string]string{}}
	x := recordable(t, Options{URL: s.url, Key: s.key, transport: tape})
	fail(t, x.Remove(t.Context()))
	tape.start()
	exercise(t, x)
	list := tape.stop()
	v, err := x.api.VersionWithContext(t.Context())
	fail(t, err)
	remove(t, x)
	if t.Failed() {
		return
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	for i := range list {
		list[i].Body, list[i].Answer = swapSums(list[i].Body, false), swapSums(list[i].Answer, false)
	}
	fail(t, enc.Encode(list))
	if bytes.Contains(b.Bytes(), []byte(s.key)) || b.Len() > 300<<10 {
		t.Fatalf("%d bytes, or the key in it", b.Len())
	}
	fail(t, os.WriteFile(filepath.Join("testdata", "exchanges-"+v.PkgVersion+".json"), b.Bytes(), 0o644))
}

// tape keeps exchanges, without the polls of unfinished tasks and with tasks numbered from 1.
type tape struct {
	mu    sync.Mutex
	on    bool
	list  []exchange
	tasks map[string]string // the server's number -> ours
}

func (p *tape) start() { p.mu.Lock(); defer p.mu.Unlock(); p.on = true }

func (p *tape) stop() []exchange { p.mu.Lock(); defer p.mu.Unlock(); p.on = false; return p.list }

var (
	taskPath   = regexp.MustCompile(`^/tasks/(\d+)$`)
	taskNumber = regexp.MustCompile(`"(taskUid|uid|batchUid)":(\d+)`)
	instants   = regexp.MustCompile(`"(enqueuedAt|startedAt|finishedAt|createdAt|updatedAt|lastUpdate)":"[^"]*"`)
	durations  = regexp.MustCompile(`"duration":"[^"]*"`)
	sizes      = regexp.MustCompile(`"(processingTimeMs|rawDocumentDbSize|avgDocumentSize|databaseSize|usedDatabaseSize)":\d+`)
)

func (p *tape) RoundTrip(r *http.Request) (*http.Response, error) {
	var sent []byte
	if r.Body != nil {
		var err error
		if sent, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(sent))
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableCompression, t.DisableKeepAlives = true, true
	resp, err := t.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(got))
	p.mu.Lock()
	defer p.mu.Unlock()
	poll := taskPath.FindStringSubmatch(r.URL.Path)
	if !p.on || poll != nil && (bytes.Contains(got, []byte(`"status":"enqueued"`)) || bytes.Contains(got, []byte(`"status":"processing"`))) {
		return resp, nil
	}
	e := exchange{Method: r.Method, Path: r.URL.RequestURI(), Body: string(sent), Status: resp.StatusCode}
	if poll != nil {
		e.Path = "/tasks/" + p.number(poll[1])
	}
	answer := taskNumber.ReplaceAllStringFunc(string(got), func(m string) string {
		part := taskNumber.FindStringSubmatch(m)
		return fmt.Sprintf(`"%s":%s`, part[1], p.number(part[2]))
	})
	answer = instants.ReplaceAllString(answer, `"$1":"2026-01-01T00:00:00Z"`)
	answer = durations.ReplaceAllString(answer, `"duration":"PT0S"`)
	e.Answer = sizes.ReplaceAllString(answer, `"$1":0`)
	p.list = append(p.list, e)
	return resp, nil
}

func (p *tape) number(server string) string {
	if p.tasks[server] == "" {
		p.tasks[server] = strconv.Itoa(len(p.tasks) + 1)
	}
	return p.tasks[server]
}
