package api

import (
	"context"
	"io"

	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/intake"
	"kebang/internal/party"
)

// PartyExports are the downloads of 机构 and 账号.
func PartyExports(svc *intake.Service) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Export(r, kernel.SignedIn, kernel.Op("export-organizations", "GET", "/organizations/export.xlsx", "导出机构"), "机构.xlsx",
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
		kernel.Export(r, kernel.Roles(actor.Admin), kernel.Op("export-accounts", "GET", "/accounts/export.xlsx", "导出账号"), "账号.xlsx",
			func(ctx context.Context, a actor.Actor, in *struct {
				Q    string     `query:"q" maxLength:"200"`
				Role actor.Role `query:"role" maxLength:"20"`
			}) (func(io.Writer) error, error) {
				return svc.ExportAccounts(ctx, a, account.AccountQuery{Words: in.Q, Role: in.Role})
			})
	}
}
