package watch

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel/trace"
)

// Logs adds trace_id and span_id to every line logged inside a span. It adds request_id to every line logged for a
// request, unless the line names it itself.
func Logs(h slog.Handler, requestID func(context.Context) string) slog.Handler {
	return idHandler{h, requestID}
}

type idHandler struct {
	slog.Handler
	requestID func(context.Context) string
}

const requestKey = "request_id"

func (h idHandler) Handle(ctx context.Context, r slog.Record) error {
	span := trace.SpanContextFromContext(ctx)
	id := h.requestID(ctx)
	if !span.IsValid() && id == "" {
		return h.Handler.Handle(ctx, r)
	}
	r = r.Clone()
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == requestKey {
			id = ""
		}
		return id != ""
	})
	if id != "" {
		r.AddAttrs(slog.String(requestKey, id))
	}
	if span.IsValid() {
		r.AddAttrs(slog.String("trace_id", span.TraceID().String()), slog.String("span_id", span.SpanID().String()))
	}
	return h.Handler.Handle(ctx, r)
}

func (h idHandler) WithAttrs(as []slog.Attr) slog.Handler {
	return idHandler{h.Handler.WithAttrs(as), h.requestID}
}

func (h idHandler) WithGroup(name string) slog.Handler {
	return idHandler{h.Handler.WithGroup(name), h.requestID}
}
