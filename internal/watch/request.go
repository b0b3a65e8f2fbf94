package watch

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// methods are the methods that may become a label. A client can send any other word.
var methods = map[string]bool{"GET": true, "HEAD": true, "POST": true, "PUT": true, "PATCH": true, "DELETE": true,
	"OPTIONS": true}

// Request measures one request. Route is the pattern, never the path. Call the returned function with the status, 0
// when nothing was answered.
//
// The trace of the caller is linked, not continued. Anybody on the internet may send a traceparent header; it must
// neither choose our trace ids nor force sampling.
func (w *Watch) Request(r *http.Request, route string) (context.Context, func(status int)) {
	ctx := r.Context()
	if w == nil {
		return ctx, func(int) {}
	}
	start, method := time.Now(), r.Method
	if !methods[method] {
		method = "OTHER"
	}
	var span trace.Span
	if w.o.Tracer != nil {
		opts := []trace.SpanStartOption{trace.WithSpanKind(trace.SpanKindServer), trace.WithNewRoot(),
			trace.WithAttributes(attribute.String("http.request.method", method),
				attribute.String("http.route", route))}
		if from := trace.SpanContextFromContext(propagation.TraceContext{}.Extract(context.Background(),
			propagation.HeaderCarrier(r.Header))); from.IsValid() {
			opts = append(opts, trace.WithLinks(trace.Link{SpanContext: from}))
		}
		ctx, span = w.o.Tracer.Start(ctx, method+" "+route, opts...)
	}
	w.flight.Inc()
	return ctx, func(status int) {
		w.flight.Dec()
		w.requests.WithLabelValues(method, route, class(status)).Observe(time.Since(start).Seconds())
		if span == nil {
			return
		}
		span.SetAttributes(attribute.Int("http.response.status_code", status))
		if status == 0 || status >= 500 {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}

func class(status int) string {
	if status < 100 || status > 599 {
		return "none"
	}
	return strconv.Itoa(status/100) + "xx"
}
