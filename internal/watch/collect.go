package watch

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"kebang/internal/jobs"
	"kebang/internal/store"
	"kebang/matcher"
)

// readTime is the longest wait of one scrape for an engine.
const readTime = 4 * time.Second

// Job measures the work on one event; it is the Watch of jobs.Options.
func (w *Watch) Job(ctx context.Context, e store.Event) (context.Context, func(jobs.Result)) {
	if w == nil {
		return ctx, func(jobs.Result) {}
	}
	start, name := time.Now(), e.Name
	var span trace.Span
	if w.o.Tracer != nil {
		ctx, span = w.o.Tracer.Start(ctx, "job "+name, trace.WithSpanKind(trace.SpanKindConsumer), trace.WithNewRoot(),
			trace.WithAttributes(attribute.String("kebang.event", name), attribute.Int("kebang.failed_tries", e.Tries)))
	}
	return ctx, func(r jobs.Result) {
		w.jobs.WithLabelValues(name, string(r)).Observe(time.Since(start).Seconds())
		if span == nil {
			return
		}
		if r != jobs.Done {
			span.SetStatus(codes.Error, string(r))
		}
		span.End()
	}
}

var (
	jobsDesc = prometheus.NewDesc("kebang_jobs",
		"Events of the outbox by name and state: due, leased, delayed, given_up. The outbox is shared: take the "+
			"maximum over processes, not the sum.", []string{"name", "state"}, nil)
	dueDesc = prometheus.NewDesc("kebang_jobs_oldest_due_age_seconds",
		"How long the longest waiting event has been due.", nil, nil)
	leaseDesc = prometheus.NewDesc("kebang_jobs_lease_age_seconds",
		"Longest time since a worker renewed a lease that it holds.", nil, nil)
	sizeDesc = prometheus.NewDesc("kebang_index_documents", "Documents in the search index.",
		[]string{"engine", "kind"}, nil)
	waitingDesc = prometheus.NewDesc("kebang_index_waiting_writes", "Writes that the search engine has not worked off.",
		nil, nil)
	refusedDesc = prometheus.NewDesc("kebang_index_failed_writes",
		"Writes that the search engine refused in the last hour, at most ten.", nil, nil)
	corpusDesc = prometheus.NewDesc("kebang_corpus_number",
		"Number of the snapshot of term statistics in use; 0 when there is none.", nil, nil)
	countedDesc = prometheus.NewDesc("kebang_corpus_documents", "Documents that were counted for it.", nil, nil)
	fillingDesc = prometheus.NewDesc("kebang_index_filling", "1 while this process fills the index from the records.",
		nil, nil)
	readyDesc   = prometheus.NewDesc("kebang_ready", "1 for each part that is ready.", []string{"part"}, nil)
	sourceDescs = []*prometheus.Desc{jobsDesc, dueDesc, leaseDesc, sizeDesc, waitingDesc, refusedDesc, corpusDesc,
		countedDesc, fillingDesc, readyDesc}
)

// Sources are read at every scrape.
type Sources struct {
	Backlog   func(context.Context) (jobs.Backlog, error)
	Index     func(context.Context) matcher.Status
	Condition func() matcher.Condition
	Health    *Health
}

// Read adds queue, index and readiness to the metrics. Call it once.
func (w *Watch) Read(s Sources) { w.reg.MustRegister(&sourceCollector{w, s}) }

type sourceCollector struct {
	w *Watch
	s Sources
}

func (c *sourceCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range sourceDescs {
		ch <- d
	}
}

func (c *sourceCollector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), readTime)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	if b, err := c.s.Backlog(ctx); err != nil {
		c.w.unread.WithLabelValues("outbox").Inc()
	} else {
		for _, d := range b.Depths {
			gauge(jobsDesc, float64(d.Count), d.Name, d.State)
		}
		gauge(dueDesc, b.OldestDue.Seconds())
		gauge(leaseDesc, b.LeaseAge.Seconds())
	}
	if st := c.s.Index(ctx); !st.Problem.IsZero() {
		c.w.unread.WithLabelValues("index").Inc()
	} else {
		for kind, n := range st.Documents {
			gauge(sizeDesc, float64(n), c.w.o.Index, string(kind))
		}
		gauge(waitingDesc, float64(st.Waiting))
		gauge(refusedDesc, float64(len(st.Refused(time.Now().UnixMilli()))))
	}
	now := c.s.Condition()
	gauge(corpusDesc, float64(now.Corpus))
	gauge(countedDesc, float64(now.Counted))
	gauge(fillingDesc, number(now.Filling))
	for _, p := range c.s.Health.Look(ctx).Parts {
		gauge(readyDesc, number(p.OK), p.Name)
	}
}

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
