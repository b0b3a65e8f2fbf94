package api

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"kebang/internal/intake"
	"kebang/internal/party"
)

// PartyExports are the downloads of 机构 and 账号.
func PartyExports(svc *intake.Service) Resource {
	return func(r *Router) {
		Route(r, SignedIn.Ticket(), Op("export-organizations", "GET", "/organizations/export.xlsx", "导出机构"),
			func(ctx context.Context, a party.Actor, in *struct {
				Q        string        `query:"q" maxLength:"200"`
				Kind     party.OrgKind `query:"kind" enum:"enterprise,institute,agency,department,other"`
				Verified string        `query:"verified" enum:"true,false"`
				Own      bool          `query:"own" doc:"只看本市场登记的"`
			}) (*huma.StreamResponse, error) {
				q := party.OrganizationQuery{Words: in.Q, Kind: in.Kind, Own: in.Own}
				if in.Verified != "" {
					v := in.Verified == "true"
					q.Verified = &v
				}
				write, err := svc.ExportOrganizations(ctx, a, q)
				return download("机构.xlsx", write, err)
			})
		Route(r, Roles(party.Admin).Ticket(), Op("export-accounts", "GET", "/accounts/export.xlsx", "导出账号"),
			func(ctx context.Context, a party.Actor, in *struct {
				Q    string     `query:"q" maxLength:"200"`
				Role party.Role `query:"role" maxLength:"20"`
			}) (*huma.StreamResponse, error) {
				write, err := svc.ExportAccounts(ctx, a, party.AccountQuery{Words: in.Q, Role: in.Role})
				return download("账号.xlsx", write, err)
			})
	}
}

func download(name string, write func(io.Writer) error, err error) (*huma.StreamResponse, error) {
	if err != nil {
		return nil, err
	}
	return Download(name, XLSX, write), nil
}
