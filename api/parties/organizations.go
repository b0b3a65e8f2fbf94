package parties

import (
	"context"
	"io"
	"slices"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/party"
	"kebang/internal/region"
	"kebang/internal/vocab"
)

// OrganizationView is an organisation cut for its reader.
type OrganizationView struct {
	kernel.Head
	USCC           string          `json:"uscc,omitempty" doc:"unified social credit code" pattern:"^[0-9A-Z]{18}$"`
	Name           string          `json:"name" doc:"full name, as on the licence"`
	Kind           party.OrgKind   `json:"kind"`
	Region         string          `json:"region,omitempty" doc:"six digits of GB/T 2260" pattern:"^[0-9]{6}$"`
	Township       string          `json:"township,omitempty"`
	Park           string          `json:"park,omitempty" doc:"industrial park"`
	Industry       string          `json:"industry,omitempty" doc:"code of the industry"`
	Address        string          `json:"address,omitempty"`
	LegalRep       string          `json:"legalRep,omitempty" doc:"legal representative"`
	Contacts       []party.Contact `json:"contacts,omitempty" doc:"for its own people and the bureau only"`
	Absences       []party.Absence `json:"absences,omitempty" doc:"by first day"`
	Home           string          `json:"home" doc:"id of the market that keeps the record"`
	VerifiedBy     string          `json:"verifiedBy,omitempty"`
	VerifiedByName string          `json:"verifiedByName,omitempty"`
	VerifiedAt     int64           `json:"verifiedAt,omitempty" doc:"UTC ms"`
	CreatedAt      int64           `json:"createdAt"`
	UpdatedAt      int64           `json:"updatedAt"`

	KindName     string `json:"kindName"`
	RegionName   string `json:"regionName"`
	IndustryName string `json:"industryName"`
	Verified     bool   `json:"verified"`
}

func viewOrganization(o party.Organization) OrganizationView {
	v := OrganizationView{Head: kernel.Head{ID: o.ID, Market: o.Market, Rev: o.Rev}, USCC: o.USCC, Name: o.Name,
		Kind: o.Kind, Region: o.Region, Township: o.Township, Park: o.Park, Industry: o.Industry, Address: o.Address,
		LegalRep: o.LegalRep, Contacts: o.Contacts, Absences: o.Absences, Home: o.Home, VerifiedBy: o.VerifiedBy,
		VerifiedByName: o.VerifiedByName, VerifiedAt: o.VerifiedAt, CreatedAt: o.CreatedAt, UpdatedAt: o.UpdatedAt,
		KindName: o.Kind.Name(), Verified: o.Verified()}
	if o.Region != "" {
		v.RegionName = region.FullName(o.Region)
	}
	if o.Industry != "" {
		v.IndustryName = industry.Name(o.Industry)
	}
	return v
}

func tagOrganization(a actor.Actor, o party.Organization, err error) (*kernel.Tagged[OrganizationView], error) {
	if err != nil {
		return nil, err
	}
	return kernel.Tag(o.Rev, viewOrganization(o.Cut(a))), nil
}

// readsContacts reports whether the actor reads contacts of another organisation.
func readsContacts(a actor.Actor, o party.Organization) bool {
	return len(o.Cut(a).Contacts) > 0 && (a.Org == "" || a.Org != o.ID)
}

var seenContacts = fault.Kept("log-organization-contacts", "机构列表中的联系方式", "Contacts in the list of organisations")

// OrganizationExport makes the download of 机构.
type OrganizationExport interface {
	ExportOrganizations(ctx context.Context, a actor.Actor, q party.OrganizationQuery) (func(io.Writer) error, error)
}

// Organizations are the routes of 机构.
func Organizations(svc *party.Service, export OrganizationExport) kernel.Resource {
	return func(r *kernel.Router) {
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) { return unverified(ctx, svc, a) })
		kernel.Enum[party.OrgKind](r, "orgKinds")
		r.Words("orgKinds", party.OrgKinds)
		r.Words("organizationStates", party.OrganizationStates)
		r.Words("organizationSteps", party.OrganizationSteps)
		kernel.Route(r, kernel.SignedIn, kernel.Op("list-organizations", "GET", "/organizations", "机构列表"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.ListQuery
				Kind     party.OrgKind `query:"kind" enum:"enterprise,institute,agency,department,other"`
				Verified string        `query:"verified" enum:"true,false"`
				Own      bool          `query:"own" doc:"only those that this market keeps"`
			}) (*kernel.List[OrganizationView], error) {
				q := party.OrganizationQuery{Words: in.Q, Kind: in.Kind, Own: in.Own, Sort: in.Sort, After: in.Cursor,
					Limit: in.Limit}
				if in.Verified != "" {
					v := in.Verified == "true"
					q.Verified = &v
				}
				p, err := svc.Organizations(ctx, a, q)
				if slices.ContainsFunc(p.Items, func(o party.Organization) bool { return readsContacts(a, o) }) {
					r.NoteRead(ctx, seenContacts.With(), "")
				}
				var out []OrganizationView
				for _, o := range p.Items {
					out = append(out, viewOrganization(o))
				}
				return kernel.NewList(out, p.Next, p.Total), err
			})
		kernel.Export(r, kernel.SignedIn,
			kernel.Op("export-organizations", "GET", "/organizations/export.xlsx", "导出机构"), "organisations",
			"机构.xlsx",
			func(ctx context.Context, a actor.Actor, in *struct {
				Q        string        `query:"q" maxLength:"200"`
				Kind     party.OrgKind `query:"kind" enum:"enterprise,institute,agency,department,other"`
				Verified string        `query:"verified" enum:"true,false"`
				Own      bool          `query:"own" doc:"only those that this market keeps"`
			}) (func(io.Writer) error, error) {
				q := party.OrganizationQuery{Words: in.Q, Kind: in.Kind, Own: in.Own}
				if in.Verified != "" {
					v := in.Verified == "true"
					q.Verified = &v
				}
				return export.ExportOrganizations(ctx, a, q)
			})
		kernel.Route(r, kernel.Roles(actor.Officer, actor.Admin, actor.Registrar),
			kernel.Created(kernel.Op("create-organization", "POST", "/organizations", "登记机构")),
			func(ctx context.Context, a actor.Actor,
				in *struct{ Body party.OrganizationForm }) (*kernel.Tagged[OrganizationView], error) {
				o, err := svc.CreateOrganization(ctx, a, party.NewID(), in.Body)
				return tagOrganization(a, o, err)
			})
		kernel.Route(r, kernel.SignedIn, kernel.Op("get-organization", "GET", "/organizations/{id}", "机构详情"),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[OrganizationView], error) {
				o, err := svc.Organization(ctx, a, in.ID)
				if err == nil && readsContacts(a, o) {
					r.NoteRead(ctx, kernel.SeenContact.With(vocab.Noun("机构", "organisation"), o.Name), o.ID)
				}
				return tagOrganization(a, o, err)
			})
		kernel.Route(r, kernel.SignedIn, kernel.Op("save-organization", "PUT", "/organizations/{id}", "修改机构信息"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.RecordIn
				kernel.IfMatch
				Body party.OrganizationForm
			}) (*kernel.Tagged[OrganizationView], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				o, err := svc.UpdateOrganization(ctx, a, in.ID, rev, in.Body)
				return tagOrganization(a, o, err)
			})
		kernel.Route(r, kernel.Roles(actor.Officer, actor.Admin),
			kernel.Op("verify-organization", "POST", "/organizations/{id}/verify", "核验机构"),
			func(ctx context.Context, a actor.Actor, in *kernel.RevisionIn) (*kernel.Tagged[OrganizationView], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				o, err := svc.VerifyOrganization(ctx, a, in.ID, rev)
				return tagOrganization(a, o, err)
			})
		history.Route(r, kernel.SignedIn, "organization", "/organizations", svc.OrganizationHistory)
	}
}

// unverified are the organisations of his market that no officer has compared with their licence yet.
func unverified(ctx context.Context, svc *party.Service, a actor.Actor) ([]kernel.TodoKind, error) {
	if !a.Is(actor.Officer) {
		return nil, nil
	}
	no := false
	p, err := svc.Organizations(ctx, a, party.OrganizationQuery{Own: true, Verified: &no, Limit: kernel.TodoShown})
	if err != nil || p.Total == 0 {
		return nil, err
	}
	k := kernel.TodoOf(ctx, "verify-organization", "/admin/organizations?verified=false",
		fault.T("todo-verify-organization", "核验机构", "Verify an organisation"),
		fault.T("todo-verify-organization-how", "核对统一社会信用代码与证照后核验；已核验的单位才能认领公开线索。",
			"Compare the social credit code with the papers, then verify; only verified units can claim public leads."))
	k.Count = p.Total
	for _, o := range p.Items {
		k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "organization", ID: o.ID,
			Name: o.Name}, Since: o.CreatedAt, Href: "/admin/organizations/" + o.ID})
	}
	return []kernel.TodoKind{k}, nil
}
