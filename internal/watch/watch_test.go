package watch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/trace"

	"kebang/internal/fault"
	"kebang/internal/jobs"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
	"kebang/matcher"
	"kebang/matcher/local"
	"kebang/matcher/meili"
)

func engine(t *testing.T, opts ...sqlite.Option) store.Engine {
	t.Helper()
	s, err := sqlite.Open(t.TempDir(), opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Define(t.Context(), store.Collections()); err != nil {
		t.Fatal(err)
	}
	return s
}

// scrape reads the metrics as Prometheus does, without the comments.
func scrape(t *testing.T, w *Watch) string {
	t.Helper()
	rec := httptest.NewRecorder()
	w.Metrics().ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if rec.Code != http.StatusOK {
		t.Fatal(rec.Code, rec.Body)
	}
	var out []string
	for line := range strings.Lines(rec.Body.String()) {
		if !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

func wantLines(t *testing.T, got string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains("\n"+got, "\n"+line+"\n") {
			t.Errorf("no line %q in:\n%s", line, got)
		}
	}
}

func TestRequestLabelsAreBounded(t *testing.T) {
	w := New(Options{Store: "sqlite", Index: "local"})
	for _, x := range []struct {
		method, path, route string
		status              int
	}{
		{"GET", "/api/v1/demands/d1?q=secret", "/api/v1/demands/:id", 200},
		{"GET", "/api/v1/demands/d2", "/api/v1/demands/:id", 404},
		{"BREW", "/x", "/*", 405},
		{"GET", "/x", "/*", 0},
	} {
		_, done := w.Request(httptest.NewRequest(x.method, x.path, nil), x.route)
		done(x.status)
	}
	got := scrape(t, w)
	wantLines(t, got,
		`kebang_http_request_duration_seconds_count{class="2xx",method="GET",route="/api/v1/demands/:id"} 1`,
		`kebang_http_request_duration_seconds_count{class="4xx",method="GET",route="/api/v1/demands/:id"} 1`,
		`kebang_http_request_duration_seconds_count{class="4xx",method="OTHER",route="/*"} 1`,
		`kebang_http_request_duration_seconds_count{class="none",method="GET",route="/*"} 1`,
		`kebang_http_requests_in_flight 0`)
	if strings.Contains(got, "BREW") || strings.Contains(got, "secret") || strings.Contains(got, "d1") {
		t.Error("a word of the client became a label")
	}
}

func TestEngineErrorsAreToldFromRefusals(t *testing.T) {
	w := New(Options{Store: "sqlite", Index: "local"})
	eng := w.Engine(engine(t))
	gone, end := context.WithCancel(t.Context())
	end()
	for _, err := range []error{fault.Of(fault.NotFound, fault.T("x", "", "")),
		fault.Of(fault.Stale, fault.T("x", "", "")), context.Canceled,
		fault.Of(fault.Unavailable, fault.T("disk-full", "", "")), errors.New("text with a name in it")} {
		if got := eng.Run(t.Context(), func(store.Tx) error { return err }); !errors.Is(got, err) {
			t.Errorf("the error changed: %v, want %v", got, err)
		}
	}
	if err := eng.View(gone, func(store.Tx) error { return nil }); err == nil {
		t.Error("a view in an ended context worked")
	}
	got := scrape(t, w)
	wantLines(t, got,
		`kebang_engine_errors_total{call="run",code="disk-full",engine="sqlite"} 1`,
		`kebang_engine_errors_total{call="run",code="internal",engine="sqlite"} 1`,
		`kebang_store_call_duration_seconds_count{call="run",engine="sqlite"} 5`,
		`kebang_store_retries_total{engine="sqlite"} 0`)
	if n := strings.Count(got, "kebang_engine_errors_total{"); n != 2 {
		t.Errorf("%d kinds of engine errors, want 2:\n%s", n, got)
	}
}

// TestRetriesAreCounted uses the engine that runs each callback twice, as MongoDB does after a write conflict.
func TestRetriesAreCounted(t *testing.T) {
	w := New(Options{Store: "sqlite", Index: "local"})
	eng := w.Engine(engine(t, sqlite.Rerun()))
	runs := 0
	if err := eng.Run(t.Context(), func(store.Tx) error { runs++; return nil }); err != nil || runs != 2 {
		t.Fatal(runs, err)
	}
	wantLines(t, scrape(t, w), `kebang_store_retries_total{engine="sqlite"} 1`)
}

func TestStagesAndSourcesAreMeasured(t *testing.T) {
	w := New(Options{Version: "v1", Store: "sqlite", Index: "local"})
	db := w.Engine(engine(t))
	ix := w.Index(local.New())
	demand := matcher.Analyse(matcher.Doc{Kind: matcher.Demand, ID: "d1", Market: "530924", Title: "降低蔗渣含水",
		Text: "压榨后的蔗渣含水偏高"})
	achievement := matcher.Analyse(matcher.Doc{Kind: matcher.Achievement, ID: "a1", Market: "530924", Title: "蔗渣脱水装置",
		Text: "蔗渣含水降到四成"})
	if err := ix.Put(t.Context(), demand, achievement); err != nil {
		t.Fatal(err)
	}
	corpus := matcher.NewCorpus(1, []*matcher.Analysed{demand, achievement})
	found, err := matcher.Find(t.Context(), ix, corpus, demand, matcher.Filter{}, 1)
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	worker := jobs.New(db, jobs.Options{Watch: w.Job})
	worker.Handle("note.bad", func(context.Context, store.Event) error { return errors.New("no luck") })
	err = db.Run(t.Context(), func(tx store.Tx) error {
		return errors.Join(store.Emit(tx, "530924", "note.good", "1", "", 0),
			store.Emit(tx, "530924", "note.bad", "1", "", 0))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := worker.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	down := Check{Name: "index", Look: func(context.Context) error {
		return fault.Of(fault.Unavailable, fault.T(
			"search-unavailable", "x", ""))

	}}
	var problem fault.Said
	w.Read(Sources{Backlog: worker.Backlog, Health: NewHealth(down),
		Index: func(context.Context) matcher.Status {
			now := time.Now().UnixMilli()
			return matcher.Status{Documents: map[matcher.Kind]int{matcher.Demand: 1}, Waiting: 3, Problem: problem,
				FailedTasks: []matcher.FailedTask{{At: now}, {At: now - 2*time.Hour.Milliseconds()}}}
		},
		Condition: func() matcher.Condition { return matcher.Condition{Corpus: 4, Counted: 2} }})
	got := scrape(t, w)
	wantLines(t, got,
		`kebang_match_duration_seconds_count{stage="whole"} 1`,
		`kebang_match_duration_seconds_count{stage="candidates"} 1`,
		`kebang_match_duration_seconds_count{stage="score"} 1`,
		`kebang_index_call_duration_seconds_count{call="candidates",engine="local"} 1`,
		`kebang_job_duration_seconds_count{name="note.bad",result="failed"} 1`,
		`kebang_job_duration_seconds_count{name="note.good",result="done"} 1`,
		`kebang_jobs{name="note.bad",state="delayed"} 1`,
		`kebang_index_documents{engine="local",kind="demand"} 1`,
		`kebang_index_waiting_writes 3`,
		`kebang_index_failed_writes 1`,
		`kebang_corpus_number 4`,
		`kebang_ready{part="index"} 0`,
		`kebang_build_info{index="local",store="sqlite",version="v1"} 1`)
	problem = fault.Plain("away")
	if away := scrape(t, w); strings.Contains(away, "kebang_index_waiting_writes") {
		t.Error("an engine that did not answer has figures")
	}
	if away := scrape(t, w); !strings.Contains(away, `kebang_watch_errors_total{source="index"}`) {
		t.Error("nothing tells that it did not answer")
	}
	if strings.Contains(got, "530924") || strings.Contains(got, "d1\"") {
		t.Error("a market or a record became a label")
	}
}

// TestKeptIndexIsWatched: every call of an index outside the process is counted. Its address has no server.
func TestKeptIndexIsWatched(t *testing.T) {
	w, ctx := New(Options{Index: "meili"}), t.Context()
	x, err := meili.Open(meili.Options{URL: "http://127.0.0.1:9"})
	if err != nil {
		t.Fatal(err)
	}
	kept, ok := matcher.As[matcher.Kept](w.Index(x))
	if !ok {
		t.Fatal("the wrapped index is no kept one any more")
	}
	_, sums := kept.Sums(ctx, matcher.Demand, "", 1)
	_, fresh := kept.Fresh(ctx)
	for call, err := range map[string]error{"sums": sums, "fresh": fresh, "ping": kept.Ping(ctx)} {
		if !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %v", call, err)
		}
	}
	if st := kept.Status(ctx); st.Problem.Code != "search-unavailable" {
		t.Errorf("%+v", st)
	}
	got := scrape(t, w)
	for _, call := range []string{"sums", "fresh", "ping", "status"} {
		wantLines(t, got, `kebang_engine_errors_total{call="`+call+`",code="search-unavailable",engine="meili"} 1`,
			`kebang_index_call_duration_seconds_count{call="`+call+`",engine="meili"} 1`)
	}
}

func TestNobodyWatches(t *testing.T) {
	var w *Watch
	eng, ix, r := engine(t), matcher.Index(local.New()), httptest.NewRequest(http.MethodGet, "/", nil)
	if w.Engine(eng) != eng || w.Index(ix) != ix {
		t.Error("an engine was wrapped for nobody")
	}
	e := store.Event{Name: "x"}
	cost := testing.AllocsPerRun(100, func() {
		_, done := w.Request(r, "/*")
		done(200)
		_, ended := w.Job(r.Context(), e)
		ended(jobs.Done)
	})
	if cost != 0 {
		t.Errorf("%v allocations for nobody", cost)
	}
}

// TestUntracedCostsNoSpan: with metrics but without an exporter no span is made.
func TestUntracedCostsNoSpan(t *testing.T) {
	w := New(Options{Store: "sqlite", Index: "local"})
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	ctx, done := w.Request(r, "/*")
	done(200)
	if ctx != r.Context() || trace.SpanContextFromContext(ctx).IsValid() {
		t.Error("a span was made without an exporter")
	}
	if cost := testing.AllocsPerRun(100, func() { _, _ = w.child(ctx, "store.run") }); cost != 0 {
		t.Errorf("%v allocations for a span that nobody wants", cost)
	}
}

func TestHealthNamesWhatIsNotReady(t *testing.T) {
	fail := func(err error) func(context.Context) error { return func(context.Context) error { return err } }
	away := fault.Cause(errors.New("dial tcp 10.0.0.7: refused"), fault.Unavailable,
		fault.T("store-unreachable", "暂时连不上数据库。", ""))
	tests := []struct {
		name, query string
		store, ix   error
		status      int
		want        Report
	}{
		{"all is there", "", nil, nil, 200,
			Report{Ready, []Part{{Name: "store", OK: true, Needed: true}, {Name: "index", OK: true}}}},
		{"the store is away", "", away, nil, 503,
			Report{NotReady, []Part{{"store", false, true, "store-unreachable", "暂时连不上数据库。"},
				{Name: "index", OK: true}}}},
		{"only the index is away", "", nil, away, 200,
			Report{Degraded, []Part{{Name: "store", OK: true, Needed: true},
				{"index", false, false, "store-unreachable", "暂时连不上数据库。"}}}},
		{"and all is asked for", "?all", nil, away, 503,
			Report{Degraded, []Part{{Name: "store", OK: true, Needed: true},
				{"index", false, false, "store-unreachable", "暂时连不上数据库。"}}}},
		{"an unworded error is not shown", "", errors.New("password=x"), nil, 503,
			Report{NotReady, []Part{{"store", false, true, "store-failed", "这一部分没有应答，请管理员查看日志。"},
				{Name: "index", OK: true}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := NewHealth(Check{"store", true, fail(tt.store)}, Check{"index", false, fail(tt.ix)})
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, ReadyPath+tt.query, nil))
			var got Report
			if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || rec.Code != tt.status {
				t.Errorf("status %d, want %d (-want +got):\n%s", rec.Code, tt.status, diff)
			}
			if strings.Contains(rec.Body.String(), "10.0.0.7") {
				t.Error("the cause was shown")
			}
			alive := httptest.NewRecorder()
			if h.ServeHTTP(alive, httptest.NewRequest(http.MethodGet, AlivePath, nil)); alive.Code != 200 {
				t.Errorf("a living process is not alive: %d", alive.Code)
			}
		})
	}
}

// TestHealthIsAskedOnceASecond: frequent questions do not reach the engines.
func TestHealthIsAskedOnceASecond(t *testing.T) {
	asked := 0
	h := NewHealth(Check{"store", true, func(context.Context) error { asked++; return nil }})
	h.Look(t.Context())
	h.Look(t.Context())
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	h.at = h.at.Add(-2 * time.Second)
	gone, end := context.WithCancel(t.Context())
	end()
	if r := h.Look(gone); asked != 2 || r.Status != Ready {
		t.Errorf("a caller who left made it %v (asked %d)", r, asked)
	}
}

func TestGateOpensOnce(t *testing.T) {
	g := NewGate().With(NewHealth())
	ask := func(path string) *httptest.ResponseRecorder {
		rec := httptest.NewRecorder()
		g.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
		return rec
	}
	for _, path := range []string{"/", "/api/v1/markets"} {
		if rec := ask(path); rec.Code != 503 || rec.Header().Get("Retry-After") == "" ||
			!strings.Contains(rec.Body.String(), "正在启动") {
			t.Errorf("closed, %s: %d %s", path, rec.Code, rec.Body)
		}
	}
	if rec := ask(AlivePath); rec.Code != 200 || g.IsOpen() {
		t.Errorf("closed: alive %d, open %v", rec.Code, g.IsOpen())
	}
	g.Open(http.NotFoundHandler())
	if rec := ask("/"); rec.Code != 404 || !g.IsOpen() {
		t.Errorf("open: %d, open %v", rec.Code, g.IsOpen())
	}
}

func TestLogsCarryIds(t *testing.T) {
	var buf bytes.Buffer
	request := "r1"
	log := slog.New(Logs(slog.NewJSONHandler(&buf, nil), func(context.Context) string { return request }))
	span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}})
	in := trace.ContextWithSpanContext(t.Context(), span)
	line := func(fn func()) map[string]any {
		t.Helper()
		buf.Reset()
		fn()
		var m map[string]any
		if err := json.Unmarshal(buf.Bytes(), &m); err != nil || strings.Count(buf.String(), requestKey) > 1 {
			t.Fatal(err, buf.String())
		}
		delete(m, "time")
		return m
	}
	tests := []struct {
		name string
		fn   func()
		want map[string]any
	}{
		{"both", func() { log.InfoContext(in, "x") },
			map[string]any{"level": "INFO", "msg": "x", "request_id": "r1", "trace_id": span.TraceID().String(),
				"span_id": span.SpanID().String()}},
		{"named already", func() { log.InfoContext(t.Context(), "x", requestKey, "own") },
			map[string]any{"level": "INFO", "msg": "x", "request_id": "own"}},
		{"with attributes", func() { log.With("a", 1).InfoContext(t.Context(), "x") },
			map[string]any{"level": "INFO", "msg": "x", "a": 1.0, "request_id": "r1"}},
		{"outside", func() { request = ""; log.Info("x") }, map[string]any{"level": "INFO", "msg": "x"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, line(tt.fn)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestTracingIsAskedForByTheStandardVariables(t *testing.T) {
	for _, name := range []string{"OTEL_SDK_DISABLED", "OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_ENDPOINT",
		"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
		"OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"} {
		t.Setenv(name, "")
	}
	tests := []struct {
		name, env string
		on        bool
		refused   bool
	}{
		{"nothing set", "", false, false},
		{"an endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", true, false},
		{"an endpoint for traces", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:1/v1/traces", true, false},
		{"switched off", "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1 OTEL_SDK_DISABLED=true", false, false},
		{"no exporter", "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1 OTEL_TRACES_EXPORTER=none", false, false},
		{"gRPC", "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1 OTEL_EXPORTER_OTLP_PROTOCOL=grpc", false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, kv := range strings.Fields(tt.env) {
				k, v, _ := strings.Cut(kv, "=")
				t.Setenv(k, v)
			}
			tracer, send, err := Tracing(t.Context(), "v1", slog.New(slog.DiscardHandler))
			if (tracer != nil) != tt.on || (err != nil) != tt.refused {
				t.Errorf("tracer %v, error %v", tracer != nil, err)
			}
			if err := send(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestEveryMetricSaysWhatItIs checks the names and help texts of all metrics.
func TestEveryMetricSaysWhatItIs(t *testing.T) {
	families, err := New(Options{}).reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range families {
		names = append(names, f.GetName())
		if len(f.GetHelp()) < 10 {
			t.Errorf("%s has no help", f.GetName())
		}
	}
	for _, want := range []string{"go_goroutines", "process_resident_memory_bytes", "kebang_build_info"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is missing", want)
		}
	}
}
