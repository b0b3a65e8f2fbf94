package party

import (
	"strings"

	"kebang/internal/fault"
	"kebang/internal/region"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// OrgKind is the kind of an organisation.
type OrgKind string

// Kinds of organisations.
const (
	EnterpriseOrg OrgKind = "enterprise"
	InstituteOrg  OrgKind = "institute"
	AgencyOrg     OrgKind = "agency"
	DepartmentOrg OrgKind = "department"
	OtherOrg      OrgKind = "other"
)

// OrgKinds are the kinds in the order of the form.
var OrgKinds = vocab.List{
	{Code: string(EnterpriseOrg), Zh: "企业", En: "Enterprise"},
	{Code: string(InstituteOrg), Zh: "高校院所", En: "Institute"},
	{Code: string(AgencyOrg), Zh: "服务机构", En: "Service agency"},
	{Code: string(DepartmentOrg), Zh: "机关单位", En: "Public office"},
	{Code: string(OtherOrg), Zh: "其他组织", En: "Other"},
}

// Name is the Chinese name of the kind; empty for an unknown one.
func (k OrgKind) Name() string { return OrgKinds.NameOrNone(string(k)) }

// Contact is a person to talk to. Contacts are private: only the organisation itself and the officers, administrators
// and registrars of its home market read them.
type Contact struct {
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
	Phone string `json:"phone,omitempty"`
	Email string `json:"email,omitempty"`

	Office   string `json:"office,omitempty" doc:"office line"`
	WeChat   string `json:"wechat,omitempty" doc:"WeChat name"`
	BestTime string `json:"bestTime,omitempty" doc:"when to call, in words"`
}

// OrganizationForm is the input about an organisation.
type OrganizationForm struct {
	USCC     string    `json:"uscc,omitempty" doc:"unified social credit code, 18 characters"`
	Name     string    `json:"name" doc:"full name, as on the licence"`
	Kind     OrgKind   `json:"kind" enum:"enterprise,institute,agency,department,other"`
	Region   string    `json:"region,omitempty" doc:"six digits of GB/T 2260"`
	Township string    `json:"township,omitempty"`
	Park     string    `json:"park,omitempty" doc:"industrial park"`
	Industry string    `json:"industry,omitempty" doc:"code of the industry"`
	Address  string    `json:"address,omitempty"`
	LegalRep string    `json:"legalRep,omitempty" doc:"legal representative"`
	Contacts []Contact `json:"contacts,omitempty" doc:"for its own people and the bureau only"`
}

// Organization is a firm, institute, agency or office. It is national: one record over all markets, found by its
// 统一社会信用代码.
type Organization struct {
	store.Meta
	OrganizationForm
	Absences       []Absence `json:"absences,omitempty"`       // 暂不在岗, by first day; every signed-in person sees them
	Home           string    `json:"home"`                     // market that entered and maintains the record
	VerifiedBy     string    `json:"verifiedBy,omitempty"`     // person id
	VerifiedByName string    `json:"verifiedByName,omitempty"` // name at the time of verification
	VerifiedAt     int64     `json:"verifiedAt,omitempty"`     // UTC ms
	CreatedAt      int64     `json:"createdAt"`
	UpdatedAt      int64     `json:"updatedAt"`
}

// Verified reports whether an officer has compared the record with the licence.
func (o Organization) Verified() bool { return o.VerifiedAt > 0 }

// Organizations are kept in store.National.
var Organizations = store.Define(store.Def[Organization]{
	Name: "organizations", Shape: 2, Oldest: 2, Noun: vocab.Noun("机构", "organisation"),
	Meta: func(o *Organization) *store.Meta { return &o.Meta },
	Fields: []store.FieldSpec{{Name: "uscc"}, {Name: "name"}, {Name: "kind"}, {Name: "home"}, {Name: "region"},
		{Name: "verified", Type: store.Bool}, {Name: "grams", Type: store.Set}, {Name: "updated", Type: store.Int}},
	Values: func(o *Organization) store.Values {
		v := store.Values{"name": o.Name, "kind": string(o.Kind), "home": o.Home, "region": o.Region,
			"verified": o.Verified(), "grams": grams(o.Name, o.USCC), "updated": o.UpdatedAt}
		if o.USCC != "" {
			v["uscc"] = o.USCC
		}
		return v
	},
	Unique:  [][]string{{"uscc"}},
	Indexes: [][]string{{"name"}, {"home", "updated"}, {"updated"}},
})

// check normalises the form and collects its mistakes.
func (f *OrganizationForm) check() error {
	var bad fault.Fields
	f.Name = strings.Join(strings.Fields(f.Name), "")
	CheckText(&bad, "/name", vocab.Noun("单位全称", "Full name"), f.Name, 2, 100)
	if f.USCC != "" {
		s, err := USCC(f.USCC)
		if err != nil {
			bad.Take("/uscc", err)
		}
		f.USCC = s
	}
	if !OrgKinds.Has(string(f.Kind)) {
		bad.Note("/kind", fault.T("choose-kind-organisation",
			"请选择机构类型：企业、高校院所、服务机构、机关单位或其他组织。",
			"Please choose the kind of organisation."))
	}
	if f.Region != "" {
		if _, ok := region.ByCode(f.Region); !ok {
			bad.Note("/region", fault.T("there-no-region-choose-from",
				"没有代码为“%s”的行政区划，请从列表中选择。",
				"There is no region “%s”; please choose from the list."), f.Region)
		}
	}
	for _, x := range []struct {
		pointer string
		noun    vocab.Term
		value   string
	}{{"/township", vocab.Noun("乡镇", "Township"), f.Township}, {"/park", vocab.Noun("园区", "Park"), f.Park},
		{"/address", vocab.Noun("地址", "Address"), f.Address}, {"/legalRep", vocab.Noun("法定代表人", "Legal representative"),
			f.LegalRep},
		{"/industry", vocab.Noun("行业", "Industry"), f.Industry}} {
		CheckText(&bad, x.pointer, x.noun, x.value, 0, 200)
	}
	checkContacts(&bad, f.Contacts)
	return bad.Fault(fault.T("organization-invalid",
		"机构信息有误，请按提示修改后再保存。",
		"Something about the organisation is wrong; see the fields."))
}

// FindOrganization finds an organisation by its 统一社会信用代码, or without a code by its exact name. Of several with that
// name a verified one comes first, then the oldest. It returns fault.NotFound when there is none.
func FindOrganization(tx store.Tx, uscc, name string) (Organization, error) {
	if uscc != "" {
		return Organizations.First(tx, store.Query{Market: store.National,
			Where: []store.Cond{{Field: "uscc", Op: store.Eq, Value: uscc}}})
	}
	return Organizations.First(tx, store.Query{Market: store.National,
		Where: []store.Cond{{Field: "name", Op: store.Eq, Value: strings.Join(strings.Fields(name), "")}},
		Sort:  []store.Order{{Field: "verified", Desc: true}}})
}
