package watch

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	api "go.opentelemetry.io/otel/trace"

	"kebang/internal/fault"
)

// Tracing makes the tracer that the standard environment variables ask for. OTEL_EXPORTER_OTLP_ENDPOINT or
// OTEL_EXPORTER_OTLP_TRACES_ENDPOINT switch it on. OTEL_SDK_DISABLED=true and OTEL_TRACES_EXPORTER=none keep it off.
// The library reads headers, time-outs, sampler (OTEL_TRACES_SAMPLER), OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES.
// Without an endpoint the tracer is nil and nothing is exported or kept. The returned function sends the remaining
// spans; call it at the end.
func Tracing(ctx context.Context, version string, log *slog.Logger) (api.Tracer, func(context.Context) error, error) {
	off := func(context.Context) error { return nil }
	if !wanted() {
		return nil, off, nil
	}
	for _, name := range []string{"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"} {
		if p := os.Getenv(name); p != "" && p != "http/protobuf" {
			return nil, off, fault.Of(fault.Invalid, fault.T("otlp-protocol",
				"%s=%s 不受支持：请改为 http/protobuf（收集器的 4318 端口），或去掉这个变量。",
				"%s=%s is not supported: write http/protobuf (port 4318 of the collector), or leave the variable out."),
				name, p)
		}
	}
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, off, fault.Cause(err, fault.Invalid, fault.T("otlp",
			"OpenTelemetry 的 OTEL_EXPORTER_OTLP_… 设置有误，请检查；不需要追踪时请去掉它们。",
			"The OTEL_EXPORTER_OTLP_… settings are wrong; check them, or leave them out when no traces are wanted."))
	}
	res, err := resource.New(ctx, resource.WithAttributes(attribute.String("service.name", "kebang"),
		attribute.String("service.version", version)),
		resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil && !errors.Is(err, resource.ErrPartialResource) {
		return nil, off, fault.Cause(err, fault.Invalid, fault.T("otel-resource",
			"OTEL_RESOURCE_ATTRIBUTES 的写法有误，应为 名称=值,名称=值。",
			"OTEL_RESOURCE_ATTRIBUTES is wrong; write name=value,name=value."))
	}
	// A collector that is down is logged once a minute at most. Spans are dropped meanwhile; requests never wait.
	told := newRarely(time.Minute)
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		if told.now() {
			log.Warn("traces were not exported", "error", err)
		}
	}))
	p := trace.NewTracerProvider(trace.WithBatcher(exporter), trace.WithResource(res))
	return p.Tracer("kebang", api.WithInstrumentationVersion(version)), p.Shutdown, nil
}

func wanted() bool {
	if strings.EqualFold(os.Getenv("OTEL_SDK_DISABLED"), "true") {
		return false
	}
	switch os.Getenv("OTEL_TRACES_EXPORTER") {
	case "", "otlp":
		return os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") != "" || os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != ""
	}
	return false
}
