package kernel

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

	"kebang/internal/actor"
	"kebang/internal/vocab"
)

// Build reads the content of a download and gives its writer. Everything that can fail happens before.
type Build[I any] func(ctx context.Context, a actor.Actor, in *I) (func(io.Writer) error, error)

// Export registers a download made of records. Build reads them and gives the writer of the file. Both happen in a
// place of the export desk, so that many requests never take more memory than a few. The route takes a ticket. English
// names the content in the security log, as the summary of the operation does in Chinese.
func Export[I any](r *Router, access Access, op huma.Operation, english, name string, build Build[I]) {
	ExportNamed(r, access, op, english, func(*I) string { return name }, build)
}

// ExportNamed is Export for a file whose name depends on the request.
func ExportNamed[I any](r *Router, access Access, op huma.Operation, english string, name func(*I) string,
	build Build[I]) {
	op.Metadata = map[string]any{"export": true}
	what := vocab.Term{Code: op.OperationID, Zh: op.Summary, En: english}
	Route(r, access.Ticket(), op, func(ctx context.Context, a actor.Actor, in *I) (*huma.StreamResponse, error) {
		f, err := r.exports.get(ctx, a, op.OperationID, in, func(ctx context.Context, w io.Writer) error {
			write, err := build(ctx, a, in)
			if err != nil {
				return err
			}
			return write(w)
		})
		if err != nil {
			return nil, err
		}
		r.access.Exported(ctx, seenExport.With(what))
		return sendExport(name(in), f), nil
	})
}

// sendExport answers with a complete file and releases it, also when the client leaves or reads too slowly.
func sendExport(name string, f *exportFile) *huma.StreamResponse {
	out := Download(name, XLSX, func(w io.Writer) error {
		_, err := io.Copy(w, f.content())
		return err
	})
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		defer f.release()
		line := http.NewResponseController(humaecho.Unwrap(ctx).Response())
		_ = line.SetWriteDeadline(time.Now().Add(exportSending)) // recorders in tests have none
		defer func() { _ = line.SetWriteDeadline(time.Time{}) }()
		ctx.SetHeader("Last-Modified", f.at.UTC().Format(http.TimeFormat))
		out.Body(ctx)
	}}
}
