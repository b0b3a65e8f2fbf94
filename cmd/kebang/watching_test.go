package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	trace "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"kebang/internal/watch"
)

// otlp receives spans as an OpenTelemetry collector does: OTLP over HTTP in protobuf.
type otlp struct {
	mu    sync.Mutex
	spans []*trace.Span
	names []string // service.name of each batch
	bad   []string
}

func (o *otlp) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var req collector.ExportTraceServiceRequest
	if err == nil {
		err = proto.Unmarshal(body, &req)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if err != nil || r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/x-protobuf" {
		o.bad = append(o.bad, r.URL.Path+" "+r.Header.Get("Content-Type"))
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	for _, rs := range req.ResourceSpans {
		for _, kv := range rs.Resource.Attributes {
			if kv.Key == "service.name" {
				o.names = append(o.names, kv.Value.GetStringValue())
			}
		}
		for _, ss := range rs.ScopeSpans {
			o.spans = append(o.spans, ss.Spans...)
		}
	}
	answer, _ := proto.Marshal(&collector.ExportTraceServiceResponse{})
	w.Header().Set("Content-Type", "application/x-protobuf")
	_, _ = w.Write(answer)
}

// parents gives the names of the spans that stand above a span of this name, nearest first, "" when there is none.
func (o *otlp) parents(name string) (out []string) {
	byID := map[string]*trace.Span{}
	for _, s := range o.spans {
		byID[string(s.SpanId)] = s
	}
	for _, s := range o.spans {
		if s.Name != name {
			continue
		}
		path := ""
		for p := byID[string(s.ParentSpanId)]; p != nil; p = byID[string(p.ParentSpanId)] {
			path += p.Name + "<"
		}
		out = append(out, path)
	}
	return out
}

// served is a server as `kebang serve` runs it, with its answers on the terminal.
type served struct {
	t            *testing.T
	url, metrics string
	stop         func() (code int, log string)
}

// lines is a buffer that tells of each line that is written to it.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) { l.mu.Lock(); defer l.mu.Unlock(); return l.buf.Write(p) }
func (l *lines) String() string              { l.mu.Lock(); defer l.mu.Unlock(); return l.buf.String() }

func startServe(t *testing.T, dir string, more ...string) *served {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	outR, outW := io.Pipe()
	errs := &lines{}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve", "--data", dir, "--addr", "127.0.0.1:0", "--metrics-addr",
			"127.0.0.1:0"}, more...), outW, errs)
		outW.Close()
	}()
	s := &served{t: t}
	var once sync.Once
	s.stop = func() (int, string) {
		c := 0
		once.Do(func() { cancel(); c = <-code })
		return c, errs.String()
	}
	t.Cleanup(func() { s.stop() })
	ready := make(chan string, 1)
	go func() {
		in := bufio.NewScanner(outR)
		for in.Scan() {
			if strings.HasPrefix(in.Text(), "http://") {
				ready <- strings.TrimSuffix(in.Text(), "/")
			}
		}
		close(ready)
	}()
	select {
	case s.url = <-ready:
	case <-time.After(time.Minute):
	}
	m := regexp.MustCompile(`metrics are served".*"address":"([^"]+)"`).FindStringSubmatch(errs.String())
	if s.url == "" || m == nil {
		t.Fatalf("the server did not start:\n%s", errs)
	}
	s.metrics = "http://" + m[1]
	return s
}

func (s *served) get(url string, header ...string) (int, string) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, url, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// published is a folder with published demands whose matching waits for the next server.
func published(t *testing.T) string {
	t.Helper()
	dir, csv := folder(t), filepath.Join(t.TempDir(), "需求.csv")
	text := "需求名称,需求描述,所属行业\n降低蔗渣水分,压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望脱水。,制糖/甘蔗\n"
	if err := os.WriteFile(csv, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := cli(t, "import", "demands", csv, "--publish", "--data", dir); code != exitDone {
		t.Fatal(code, out, errs)
	}
	return dir
}

func TestServerIsWatched(t *testing.T) {
	received := &otlp{}
	srv := httptest.NewServer(received)
	defer srv.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", srv.URL)
	s := startServe(t, published(t))

	if code, body := s.get(s.url + watch.AlivePath); code != 200 || !strings.Contains(body, `"ok"`) {
		t.Errorf("alive: %d %s", code, body)
	}
	code, body := s.get(s.url + watch.ReadyPath)
	var report watch.Report
	if err := json.Unmarshal([]byte(body), &report); err != nil || code != 200 || report.Status != watch.Ready {
		t.Errorf("ready: %d %s %v", code, body, err)
	}
	var names []string
	for _, p := range report.Parts {
		names = append(names, p.Name)
	}
	if want := []string{"started", "store", "clock", "seals", "disk", "backup", "index", "filling",
		"corpus"}; !slices.Equal(want,
		names) {
		t.Errorf("parts %v, want %v", names, want)
	}
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "production.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !strings.Contains(string(doc), "\n| `"+name+"` | ") {
			t.Errorf("docs/production.md does not say what it means that %q is not ready", name)
		}
	}
	if code, out, _ := cli(t, "health", "--addr", strings.TrimPrefix(s.url, "http://")); code != exitDone ||
		out != "ready\n" {
		t.Errorf("kebang health: exit %d, %q", code, out)
	}
	const foreign = "0af7651916cd43dd8448eb211c80319c"
	if code, body := s.get(s.url+"/api/v1/demands?q=%E8%94%97%E6%B8%A3", "Traceparent",
		"00-"+foreign+"-b7ad6b7169203331-01"); code != 200 || !strings.Contains(body, "蔗渣") {
		t.Fatalf("search: %d %s", code, body)
	}
	if code, _ := s.get(s.url + "/metrics"); code == 200 {
		if _, body := s.get(s.url + "/metrics"); strings.Contains(body, "kebang_") {
			t.Error("the metrics stand on the public port")
		}
	}
	var metrics string
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if _, metrics = s.get(s.metrics + "/metrics"); strings.Contains(metrics,
			`kebang_job_duration_seconds_count{name="listing.published",result="done"} 1`) {
			break
		}
	}
	for _, want := range []string{
		`kebang_http_request_duration_seconds_count{class="2xx",method="GET",route="/api/v1/demands"} 1`,
		`kebang_job_duration_seconds_count{name="listing.published",result="done"} 1`,
		`kebang_index_call_duration_seconds_count{call="search",engine="local"} 1`,
		`kebang_match_duration_seconds_count{stage="whole"} 1`,
		`kebang_index_documents{engine="local",kind="demand"} 1`,
		`kebang_ready{part="store"} 1`,
		`kebang_build_info{index="local",store="sqlite",version="` + release + `"} 1`,
	} {
		if !strings.Contains(metrics, want+"\n") {
			t.Errorf("no line %q", want)
		}
	}
	for _, hidden := range []string{"530924", "蔗渣", "%E8", foreign} { // market, query, the caller's trace
		if strings.Contains(metrics, hidden) {
			t.Errorf("%q stands in the metrics", hidden)
		}
	}

	exit, log := s.stop()
	if exit != exitDone {
		t.Fatalf("exit %d\n%s", exit, log)
	}
	received.mu.Lock()
	defer received.mu.Unlock()
	if len(received.bad) > 0 || len(received.names) == 0 || received.names[0] != "kebang" {
		t.Errorf("service %v, unreadable %v", received.names, received.bad)
	}
	const request, job = "GET /api/v1/demands<", "job listing.published<"
	for name, want := range map[string]string{
		"GET /api/v1/demands":   "",
		"index.search":          request,
		"job listing.published": "",
		"match.whole":           job,
		"match.candidates":      "match.whole<" + job,
		"index.candidates":      "match.candidates<match.whole<" + job,
		"store.run":             job,
		"store.view":            request,
	} {
		if got := received.parents(name); !slices.Contains(got, want) {
			t.Errorf("span %s stands under %q, want %q", name, got, want)
		}
	}
	var id string
	for _, sp := range received.spans {
		if sp.Name == "GET /api/v1/demands" {
			id = hex.EncodeToString(sp.TraceId)
			if id == foreign || len(sp.Links) != 1 || hex.EncodeToString(sp.Links[0].TraceId) != foreign {
				t.Errorf("a stranger's trace was taken over: %s, links %v", id, sp.Links)
			}
		}
		for _, kv := range sp.Attributes {
			if v := kv.Value.GetStringValue(); strings.Contains(v, "530924") || strings.Contains(v, "蔗") ||
				strings.Contains(v, "?") {
				t.Errorf("span %s tells %s=%s", sp.Name, kv.Key, v)
			}
		}
	}
	line := regexp.MustCompile(`(?m)^.*"route":"/api/v1/demands".*$`).FindString(log)
	if !strings.Contains(line, `"trace_id":"`+id+`"`) || strings.Count(line, `"request_id"`) != 1 {
		t.Errorf("the log line does not name its trace %s: %s", id, line)
	}
}

// TestMeiliErrorsAreCounted: what a search engine that is away refuses stands in the metrics under its name, the calls
// that no request makes too.
func TestMeiliErrorsAreCounted(t *testing.T) {
	s := startServe(t, published(t), "--meili-url", nowhere)
	if code, body := s.get(s.url + "/api/v1/demands?q=%E8%94%97%E6%B8%A3"); code != 503 ||
		!strings.Contains(body, "search-unavailable") {
		t.Errorf("search: %d %s", code, body)
	}
	s.get(s.url + watch.ReadyPath)
	s.get(s.metrics + "/metrics") // it asks how the engine is, which the next one tells
	var missing []string
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		_, metrics := s.get(s.metrics + "/metrics")
		missing = nil
		// docs: the job of the published demand asks whether it is there
		for _, call := range []string{"search", "ping", "status", "docs"} {
			if line := `kebang_engine_errors_total{call="` + call +
				`",code="search-unavailable",engine="meili"} `; !strings.Contains(metrics, line) {
				missing = append(missing, line)
			}
		}
		if missing == nil {
			return
		}
	}
	t.Errorf("no lines %q", missing)
}

// TestNothingLeavesUnasked: where tracing is switched off nothing is sent, although an endpoint is named.
func TestNothingLeavesUnasked(t *testing.T) {
	received := &otlp{}
	srv := httptest.NewServer(received)
	defer srv.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", srv.URL)
	t.Setenv("OTEL_SDK_DISABLED", "true")
	s := startServe(t, published(t))
	if code, _ := s.get(s.url + "/api/v1/demands"); code != 200 {
		t.Fatal(code)
	}
	_, log := s.stop()
	if received.mu.Lock(); len(received.spans)+len(received.bad) > 0 {
		t.Error("spans were sent although they are switched off")
	}
	received.mu.Unlock()
	if strings.Contains(log, "trace_id") {
		t.Error("the log names a trace that nobody keeps")
	}
}

func TestHealthOfNobody(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	addr := strings.TrimPrefix(srv.URL, "http://")
	if code, _, errs := cli(t, "health", "--addr", addr); code != exitRefused || !strings.Contains(errs, "不是科榜") {
		t.Errorf("another program: exit %d %s", code, errs)
	}
	srv.Close()
	if code, _, errs := cli(t, "health", "--addr", addr); code != exitRefused || !strings.Contains(errs, "没有应答") {
		t.Errorf("nobody: exit %d %s", code, errs)
	}
	for addr, want := range map[string]string{":8080": "http://127.0.0.1:8080/readyz",
		"0.0.0.0:80": "http://127.0.0.1:80/readyz",
		"[::]:80":    "http://127.0.0.1:80/readyz", "kebang:8080": "http://kebang:8080/readyz"} {
		if got, err := readyURL(addr, false); err != nil || got != want {
			t.Errorf("readyURL(%s) = %s, %v; want %s", addr, got, err, want)
		}
	}
}
