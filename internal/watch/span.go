package watch

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"kebang/internal/fault"
)

// child begins a span inside an existing one. Work outside requests and jobs makes none, such as the worker's look for
// events every second.
func (w *Watch) child(ctx context.Context, name string, attrs ...attribute.KeyValue) (context.Context, trace.Span) {
	if w.o.Tracer == nil || !trace.SpanContextFromContext(ctx).IsValid() {
		return ctx, nil
	}
	return w.o.Tracer.Start(ctx, name, trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(attrs...))
}

// engineCode gives the code of a failure of an engine. It is false for success, a refusal by a rule and a caller who
// left. The text of an error is never used, because it may hold anything.
func engineCode(err error) (string, bool) {
	var f *fault.Error
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return "", false
	case errors.Is(err, context.DeadlineExceeded):
		return "deadline", true
	case !errors.As(err, &f):
		return "internal", true
	case f.Kind == fault.Unavailable, f.Kind == fault.Internal:
		return f.Code, true
	}
	return "", false
}

// close ends a span with the outcome of an engine call and counts a failure.
func (w *Watch) close(span trace.Span, engine, call string, err error) {
	code, failed := engineCode(err)
	if failed {
		w.failures.WithLabelValues(engine, call, code).Inc()
	}
	if span == nil {
		return
	}
	if failed {
		span.SetStatus(codes.Error, code)
	}
	span.End()
}
