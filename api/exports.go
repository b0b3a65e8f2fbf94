package api

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/intake"
	"kebang/internal/party"
)

// PartyExports are the downloads of 机构 and 账号.
func PartyExports(svc *intake.Service) Resource {
	return func(r *Router) {
		Export(r, SignedIn, Op("export-organizations", "GET", "/organizations/export.xlsx", "导出机构"), "机构.xlsx",
			func(ctx context.Context, a actor.Actor, in *struct {
				Q        string        `query:"q" maxLength:"200"`
				Kind     party.OrgKind `query:"kind" enum:"enterprise,institute,agency,department,other"`
				Verified string        `query:"verified" enum:"true,false"`
				Own      bool          `query:"own" doc:"只看本市场登记的"`
			}) (func(io.Writer) error, error) {
				q := party.OrganizationQuery{Words: in.Q, Kind: in.Kind, Own: in.Own}
				if in.Verified != "" {
					v := in.Verified == "true"
					q.Verified = &v
				}
				return svc.ExportOrganizations(ctx, a, q)
			})
		Export(r, Roles(actor.Admin), Op("export-accounts", "GET", "/accounts/export.xlsx", "导出账号"), "账号.xlsx",
			func(ctx context.Context, a actor.Actor, in *struct {
				Q    string     `query:"q" maxLength:"200"`
				Role actor.Role `query:"role" maxLength:"20"`
			}) (func(io.Writer) error, error) {
				return svc.ExportAccounts(ctx, a, account.AccountQuery{Words: in.Q, Role: in.Role})
			})
	}
}

// Export registers a download that is made of records. Build reads them and gives what writes the file; both happen in
// a place of the export desk, so that many requests at once never take more memory than a few. The route takes a ticket.
func Export[I any](r *Router, access Access, op huma.Operation, name string, build func(context.Context, actor.Actor, *I) (func(io.Writer) error, error)) {
	ExportNamed(r, access, op, func(*I) string { return name }, build)
}

// ExportNamed is Export for a file whose name depends on what is asked.
func ExportNamed[I any](r *Router, access Access, op huma.Operation, name func(*I) string, build func(context.Context, actor.Actor, *I) (func(io.Writer) error, error)) {
	op.Metadata = map[string]any{"export": true}
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
		r.Note(ctx, audit.AccessExport, op.Summary, "")
		return sendExport(name(in), f), nil
	})
}

// sendExport answers with a whole file and lets go of it, also when the client breaks off or reads too slowly.
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
