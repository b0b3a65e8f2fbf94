package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kebang/internal/account"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/contract"
	"kebang/internal/files"
	"kebang/internal/ledger"
	"kebang/internal/party"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/internal/store/mongo"
)

// asProgram makes this test binary behave as the program, so that tests can start real processes of it and kill them.
const asProgram = "KEBANG_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main() // main ends the process
	}
	os.Exit(m.Run())
}

// process is one `kebang serve`.
type process struct {
	url  string
	link chan string // the link to set the market up, when there is no market
	cmd  *exec.Cmd
	log  *lockedBuffer
	once sync.Once
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// kill ends the process as a power cut does.
func (p *process) kill() { p.once.Do(func() { _, _ = p.cmd.Process.Kill(), p.cmd.Wait() }) }

// cluster is several processes on one database and one search engine.
type cluster struct {
	*market
	at     place
	env    []string
	prefix string // of the index names
	procs  []*process
	store  *mongo.Store // a look at the records from beside
}

// nowhere is an address without a Meilisearch. A market must go on without one.
const nowhere = "http://127.0.0.1:9"

// serve starts a process and waits until it answers.
func serve(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	p := &process{log: &lockedBuffer{}, link: make(chan string, 1)}
	p.cmd = exec.Command(os.Args[0], append([]string{"serve", "--addr", "127.0.0.1:0", "--data", t.TempDir()},
		args...)...)
	p.cmd.Env = append(append(os.Environ(), asProgram+"=1"), env...)
	p.cmd.Stderr = p.log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	t.Cleanup(func() {
		if t.Failed() {
			all := p.log.String()
			t.Logf("end of the log of %s:\n%s", p.url, all[max(0, len(all)-4000):])
		}
	})
	url := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			switch line := strings.TrimSpace(lines.Text()); {
			case strings.Contains(line, "/setup/"):
				p.link <- line[strings.LastIndexByte(line, '/')+1:]
			case strings.HasPrefix(line, "http"):
				url <- strings.TrimSuffix(line, "/")
			}
		}
	}()
	select {
	case p.url = <-url:
	case <-time.After(90 * time.Second):
		t.Fatalf("a process did not start:\n%s", p.log)
	}
	return p
}

// newCluster starts n processes on a new database.
func newCluster(t *testing.T, n int, meiliURL, meiliKey string, via func(mongoURL string) string) *cluster {
	t.Helper()
	at := onMongo(t)
	secret := make([]byte, 32)
	_, _ = rand.Read(secret)
	through := at.mongo
	if via != nil {
		through = via(at.mongo)
	}
	prefix := "test" + strings.ToLower(rand.Text())
	c := &cluster{at: at, prefix: prefix,
		env: []string{"KEBANG_MONGO_URL=" + through, "KEBANG_MEILI_URL=" + meiliURL, "KEBANG_MEILI_KEY=" + meiliKey,
			"KEBANG_MEILI_PREFIX=" + prefix, "KEBANG_SIGNING_KEY=" + base64.StdEncoding.EncodeToString(secret)}}
	var err error
	if c.store, err = mongo.Open(t.Context(), at.mongo); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.store.Close() })
	if err := c.store.Define(t.Context(),
		slices.Concat(store.Collections(), audit.Collections(), party.Collections(), files.Collections(),
			account.Collections(), calendar.Collections(), contract.Collections(),
			ledger.Collections(), registry.Collections())); err != nil {
		t.Fatal(err)
	}
	var urls []string
	for range n {
		p := serve(t, c.env)
		c.procs = append(c.procs, p)
		urls = append(urls, p.url)
	}
	c.market = newVisitors(t, urls...)
	c.unmatched = meiliURL == nowhere
	c.link = func() string { return <-c.procs[n-1].link }
	c.drain = func() {
		if !c.unmatched {
			c.eventually(time.Minute, "the outbox is worked off", func() bool { return len(c.events()) == 0 })
		}
	}
	return c
}

// events are the events that wait in the outbox.
func (c *cluster) events() (out []store.Event) {
	c.t.Helper()
	err := c.store.View(context.Background(), func(tx store.Tx) error {
		out = nil
		return store.Events.Each(tx, store.Query{AllMarkets: true},
			func(e store.Event) error { out = append(out, e); return nil })
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return out
}

// eventually waits for a condition.
func (c *cluster) eventually(most time.Duration, what string, ok func() bool) time.Duration {
	c.t.Helper()
	start := time.Now()
	for !ok() {
		if time.Since(start) > most {
			c.t.Fatalf("not within %v: %s", most, what)
		}
		select {
		case <-c.t.Context().Done():
			c.t.Fatal(c.t.Context().Err())
		case <-time.After(200 * time.Millisecond): // a person's reads are limited to ten a second
		}
	}
	return time.Since(start)
}

// on sends all further requests of the person to one process.
func (u *user) on(p *process) *user {
	m := newVisitors(u.t, p.url)
	return &user{m, u.token}
}

var pidOfWorker = regexp.MustCompile(`-(\d+)-[a-z0-9]+/`)

// onMeili gives the search engine of the tests, or skips the test.
func onMeili(t *testing.T) (url, key string) {
	t.Helper()
	if url = os.Getenv("KEBANG_TEST_MEILI_URL"); url == "" {
		t.Skip("SKIP: Meilisearch is missing; give KEBANG_TEST_MEILI_URL, or have a meilisearch on the PATH and run " +
			"make test-engines")
	}
	return url, os.Getenv("KEBANG_TEST_MEILI_KEY")
}

// toxiproxy stands between the processes and an engine.
type toxiproxy struct {
	t    *testing.T
	api  string
	addr string
}

// through puts a proxy before an address, or skips the test.
func through(t *testing.T, upstream string) *toxiproxy {
	t.Helper()
	api := os.Getenv("KEBANG_TEST_TOXIPROXY_URL")
	if api == "" {
		t.Skip("SKIP: toxiproxy is missing; give KEBANG_TEST_TOXIPROXY_URL, or run make test-engines")
	}
	x := &toxiproxy{t: t, api: api + "/proxies"}
	name := strings.ToLower(rand.Text())
	var made struct{ Listen string }
	x.send("POST", "", map[string]any{"name": name, "listen": "127.0.0.1:0", "upstream": upstream, "enabled": true},
		&made)
	x.api, x.addr = x.api+"/"+name, made.Listen
	t.Cleanup(func() { x.send("DELETE", "", nil, nil) })
	return x
}

func (x *toxiproxy) send(method, path string, body, out any) {
	x.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		x.t.Fatal(err)
	}
	req, err := http.NewRequest(method, x.api+path, bytes.NewReader(b))
	if err != nil {
		x.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		x.t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode/100 != 2 {
		x.t.Fatalf("toxiproxy: %s %s: %s", method, path, res.Status)
	}
	if out != nil {
		if err := json.NewDecoder(res.Body).Decode(out); err != nil {
			x.t.Fatal(err)
		}
	}
}

// cut breaks all connections and takes no new ones; mend lets them through again.
func (x *toxiproxy) cut()  { x.t.Helper(); x.send("POST", "", map[string]any{"enabled": false}, nil) }
func (x *toxiproxy) mend() { x.t.Helper(); x.send("POST", "", map[string]any{"enabled": true}, nil) }

// toxic makes the line bad until the returned function is called: kinds and attributes are toxiproxy's.
func (x *toxiproxy) toxic(kind string, attributes map[string]any) (undo func()) {
	x.t.Helper()
	for _, stream := range []string{"upstream", "downstream"} {
		x.send("POST", "/toxics", map[string]any{"name": kind + stream, "type": kind, "stream": stream,
			"attributes": attributes}, nil)
	}
	return func() {
		for _, stream := range []string{"upstream", "downstream"} {
			x.send("DELETE", "/toxics/"+kind+stream, nil, nil)
		}
	}
}

// problemCode is the code of a problem.
func problemCode(b []byte) string {
	var p struct{ Code string }
	_ = json.Unmarshal(b, &p)
	return p.Code
}

func (p *process) String() string { return fmt.Sprintf("%s (process %d)", p.url, p.cmd.Process.Pid) }

func parsed(t *testing.T, b []byte) record {
	t.Helper()
	out := record{}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	return out
}
