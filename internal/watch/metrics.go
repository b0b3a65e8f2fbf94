package watch

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel/trace"
)

// Options describe the watched process.
type Options struct {
	Version string       // of the program
	Store   string       // engine of the records: sqlite or mongo
	Index   string       // engine of the search: local or meili
	Tracer  trace.Tracer // nil makes no spans
}

// Watch holds the metrics of one process and makes its spans.
type Watch struct {
	o    Options
	reg  *prometheus.Registry
	kept []prometheus.Collector // the product's own

	requests *prometheus.HistogramVec
	flight   prometheus.Gauge
	match    *prometheus.HistogramVec
	index    *prometheus.HistogramVec
	store    *prometheus.HistogramVec
	retries  *prometheus.CounterVec
	failures *prometheus.CounterVec
	jobs     *prometheus.HistogramVec
	unread   *prometheus.CounterVec
}

var (
	requestBuckets = []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}
	matchBuckets   = []float64{.0005, .001, .0025, .005, .01, .02, .04, .08, .16, .32, .64, 1.28, 5}
	storeBuckets   = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 30}
	jobBuckets     = []float64{.005, .025, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 1800}
)

// New makes the metrics of one process.
func New(o Options) *Watch {
	histogram := func(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "kebang_" + name, Help: help,
			Buckets: buckets}, labels)
	}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kebang_" + name, Help: help}, labels)
	}
	w := &Watch{o: o, reg: prometheus.NewRegistry(),
		requests: histogram("http_request_duration_seconds",
			"Requests by method, pattern of the route and class of the status.", requestBuckets, "method", "route",
			"class"),
		flight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "kebang_http_requests_in_flight",
			Help: "Requests being answered."}),
		match: histogram("match_duration_seconds",
			"One question to the matcher: candidates from the index, score (numbers and reasons), whole.", matchBuckets,
			"stage"),
		index: histogram("index_call_duration_seconds", "Calls of the search index.", matchBuckets, "engine",
			"call"),
		store: histogram("store_call_duration_seconds", "Transactions (run, view) and calls for stored files.",
			storeBuckets, "engine", "call"),
		retries: counter("store_retries_total",
			"Transactions that were run once more after a write conflict or a lost connection.", "engine"),
		failures: counter("engine_errors_total",
			"Calls of an engine that failed, by code of the failure; refusals by rules do not count.", "engine", "call",
			"code"),
		jobs: histogram("job_duration_seconds",
			"Work on one event of the outbox, by result: done, failed (tried again), given_up.", jobBuckets, "name",
			"result"),
		unread: counter("watch_errors_total", "Readings that failed while the metrics were collected.", "source"),
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "kebang_build_info",
		Help: "Version and engines; always 1."}, []string{"version", "store", "index"})
	build.WithLabelValues(o.Version, o.Store, o.Index).Set(1)
	w.retries.WithLabelValues(o.Store) // shown as 0 before the first one
	w.kept = []prometheus.Collector{w.requests, w.flight, w.match, w.index, w.store, w.retries, w.failures, w.jobs,
		w.unread, build}
	w.reg.MustRegister(w.kept...)
	w.reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return w
}

// Metrics serves the metrics in the formats of Prometheus. Never serve it on the public port.
func (w *Watch) Metrics() http.Handler {
	return promhttp.HandlerFor(w.reg, promhttp.HandlerOpts{Registry: w.reg, EnableOpenMetrics: true,
		ErrorHandling: promhttp.ContinueOnError})
}
